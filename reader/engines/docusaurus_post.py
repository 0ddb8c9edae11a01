"""What Docusaurus reads in one post: its file's name, its date, the title in its body.

After Docusaurus 3.10 (`plugin-content-blog/src/blogUtils.ts`, `utils/src/markdownUtils.ts`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from reader.engines.js_scalars import timestamp
from reader.patterns import lazy
from reader.source import dates
from reader.source.dates import Moment

if TYPE_CHECKING:
    from reader.source.frontmatter import Written

_DATED = lazy(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?.mdx?\Z",
    re.ASCII,
)
_ENDING = lazy(r"(?:/index)?\.mdx?\Z")
_IMPORTS = lazy(r"import\s(?:[^\n]|\n(?!\n))*\n{2,}")
_ATX = lazy(r"#[ \t]+([^ \t].*)")
_SETEXT = lazy(r"(.*)\n=+(?:\n|\Z)")
_ANCHOR = lazy(r"\{#*[\w-]{1,200}\}\Z", re.ASCII)
_CODE = lazy(r"`([^`\n]*)`")
_MONTH_FIRST = lazy(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)", re.ASCII)
_ALONE = lazy(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_ISO = lazy(r"\d{4}-\d\d-\d\dT", re.ASCII)
_ZONED = lazy(r"(?:Z|UTC|GMT|(?<=:\d\d)\s*[-+]\d{1,2}(?::?\d\d)?)\s*\Z", re.IGNORECASE | re.ASCII)
_LOOK = 20_000


class FileName(NamedTuple):
    """What a file's path in its blog says: a date, a title, the last part of an address."""

    date: Moment | None
    text: str
    slug: str


def file_name(path: str) -> FileName:
    """The last date in a path counts, wherever it stands; the folders above go to the address."""
    found = _DATED.match(path[:2000])
    if not found:
        text = _ENDING.sub("", path)
        return FileName(None, text, f"/{text}")
    day = found["date"].replace("-", "/")
    return FileName(
        _day(*day.split("/")), found["text"], f"/{day}/{found['folder']}{found['text']}"
    )


def _day(year: str, month: str, day: str) -> Moment | None:
    """As V8 has it: the 30th of February is in March, and there is no 32nd."""
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    clock = timestamp(f"{year}-{int(month):02}-{int(day):02}")
    return Moment(clock.fields.replace(tzinfo=UTC), date_only=True) if clock else None


def moment(value: Written) -> Moment | None:
    """The moment that `date` names: YAML's dates as they are, texts in UTC; None where it is none.

    A text with a zone, which is no date to Docusaurus, is read all the same: its flaw says so.
    """
    text = " ".join(value[:100].split())
    if not value.quoted and (clock := timestamp(value)):
        read = _plainly(text)
        utc = clock.fields.replace(tzinfo=UTC)
        # As it is written, offset and all, if that is the same moment.
        return read if read and read.date == utc else Moment(utc, clock.day)
    if found := _MONTH_FIRST.match(text):
        text = f"{found[3]}-{found[1]}-{found[2]}{text[found.end() :]}"
    if zone := _ZONED.search(text):
        # Docusaurus writes a Z after it: that stands in place of an offset, but for ISO's own form.
        ignored = not (zone[0][0].isalpha() or _ISO.match(text))
        read = _plainly(text[: zone.start()] if ignored else text)
        flaw = "its zone is not read" if ignored else "a text with a zone is no date to Docusaurus"
        return replace(read, flaw=flaw) if read else None
    if found := _ALONE.fullmatch(text):
        return _day(found[1], found[2], found[3])
    return _plainly(text)


def _plainly(text: str) -> Moment | None:
    try:
        return dates.parse(text)
    except dates.ImpossibleDateError:
        return None


def content_title(body: str) -> str | None:
    """The H1 that a body begins with, imports left out; None where it begins otherwise."""
    text = body[:_LOOK].strip()
    while text.startswith("import") and (imported := _IMPORTS.match(text)):
        text = text[imported.end() :].strip()
    if found := _ATX.match(text):
        title = found[1].strip()
        if title.endswith("#"):
            return _code_gone(title.rstrip("#"))
        return _code_gone(_ANCHOR.sub("", title) if title.endswith("}") else title)
    if found := _SETEXT.match(text):
        return _code_gone(found[1].strip().rstrip("=").strip())
    return None


def _code_gone(title: str) -> str:
    return _CODE.sub(r"\1", title).strip()
