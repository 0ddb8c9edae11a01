"""What a post of Nikola says: its metadata, date, hierarchy of categories, natural order.

After Nikola 8.3 (`metadata_extractors.py`, `post.py`, `hierarchy_utils.py`) and natsort 8.4.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING

from reader.patterns import lazy
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.source.dates import Moment
    from reader.source.document import Document

_LINE = lazy(r"^\s*\.\. (.*?): (.+)$", re.MULTILINE)
_META = lazy(r"(?P<key>[A-Za-z0-9_-]+)\s*:\s*(?P<value>.*)")
_ZONED = lazy(
    r"(?<![A-Za-z])(?:Z|UTC|GMT)(?![A-Za-z])|(?::\d\d(?:[.,]\d+)?|T\d{4,6})\s*[-+]\d\d?(?::?\d\d)?",
    re.I,
)
# dateutil knows few zones by name; others are passed over, as if none were there.
_NAMED_ZONE = lazy(r"(?<=:\d\d) (?!(?:Z|UTC|GMT|AM|PM)\b)[A-Za-z]{3,5}\b(?=$| \d{4})", re.I)
# As POSIX has it: what is to be added to come to UTC.
_TURNED = lazy(r"(?<=\d)\s*(?:UTC|GMT)([-+])(\d{1,2}(?::?\d\d)?)$", re.I)
_HOUR = lazy(r"^\d{4}-\d\d-\d\d \d{1,2}(?=(?: ?[ap]m)?$)", re.I)
# Month first, unless the first number can be none.
_DAY = lazy(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_NUMBER = lazy(r"((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_STRIPPED = lazy(r"[^+\w\s-]")
_HYPHENS = lazy(r"[-\s]+")
_LONGEST = 500


def metadata(document: Document, *, markdown: bool = False) -> dict[str, Value]:
    """The keys that a text gives itself: YAML or TOML between fences, or `.. key: value` lines.

    The lines end at the first blank one. `markdown` says that `Key: value` lines are read too.
    """
    text = document.front.raw + document.body
    fenced = text.startswith(("---\n", "+++\n")) and document.front.form in ("yaml", "toml")
    if fenced and document.front.values:
        return dict(document.front.values)
    found: dict[str, Value] = {}
    start = text.lstrip()[: 1 << 17].partition("\n\n")[0]
    if markdown and not fenced:
        found.update(_meta(start))
    for key, value in _LINE.findall(start):
        found[key] = Written(value.strip())
    return found


def _meta(text: str) -> Iterator[tuple[str, Value]]:
    """Python-Markdown's metadata: keys in small letters, up to the first blank line."""
    for line in text.split("\n"):
        found = _META.fullmatch(line)
        if found is None:
            return
        yield found["key"].lower(), Written(found["value"].strip())


def moment(text: str, zone: tzinfo) -> Moment | None:
    """The moment that dateutil reads in a text, in the site's zone where it names none."""
    from dataclasses import replace

    from reader.source import dates

    text = " ".join(text[:100].split())
    text = re.sub(r" UTC([-+]\d\d:\d\d)", r"\1", text)
    text = _TURNED.sub(lambda found: f"{'+' if found[1] == '-' else '-'}{found[2]:0>2}", text)
    text = _HOUR.sub(r"\g<0>:00", _NAMED_ZONE.sub("", text))
    if found := _DAY.match(text):
        first, second = int(found[1]), int(found[3])
        month, day = (first, second) if first <= 12 else (second, first)
        text = f"{found[4]}-{month:02}-{day:02}{text[found.end() :]}"
    try:
        read = dates.parse(text)
    except dates.ImpossibleDateError:
        return None
    if read is None or read.flaw:
        return None
    if not _ZONED.search(text):
        read = replace(read, date=read.date.replace(tzinfo=zone))
    try:
        read.date.utcoffset()
    except (OverflowError, ValueError):
        return None
    return read


def hierarchy(name: str) -> list[str]:
    r"""A category and those above it, outermost first: `a/b` is in `a`; `\/` is no step."""
    parts = [""]
    signs = iter(name)
    for sign in signs:
        if sign == "/":
            parts.append("")
        else:
            parts[-1] += next(signs, sign) if sign == "\\" else sign
    return parts


def joined(parts: list[str]) -> str:
    """A category's whole name."""
    return "/".join(part.replace("\\", "\\\\").replace("/", "\\/") for part in parts)


def natural(text: str) -> list[int | str]:
    """The parts of an order by text and numbers in turn, in any case: natsort's FLOAT, IGNORECASE.

    A number counts as its bits do, which for those from 0 on is their order.
    """
    folded = unicodedata.normalize("NFD", text[:_LONGEST]).casefold()
    parts: list[int | str] = []
    between = False  # whether a text stands before the next number
    for piece in _pieces(folded):
        if isinstance(piece, float):
            # Of two numbers in a row, and before one that begins, an empty text does.
            parts += [] if between else [1, ""]
            parts += [1, struct.unpack(">q", struct.pack(">d", piece))[0]]
        else:
            parts += [1, piece]
        between = isinstance(piece, str)
    # A text that ends is less than one that goes on.
    return [*parts, 0]


def _pieces(text: str) -> Iterator[str | float]:
    """Texts and the numbers between them; `½` and its like are numbers by themselves."""
    for place, piece in enumerate(_NUMBER.split(text)):
        if place % 2:
            yield float(piece)
            continue
        start = 0
        for end, sign in enumerate(piece if not piece.isascii() else ""):
            value = unicodedata.numeric(sign, None)
            if value is not None and value >= 0:
                if start < end:
                    yield piece[start:end]
                yield value
                start = end + 1
        if start < len(piece):
            yield piece[start:]


def slugify(text: str, plain: bool = True) -> str:
    """An ASCII slug; without USE_SLUGIFY only the signs go that no address may hold."""
    if not plain:
        return re.sub(r"[/\\?#\"'\r\n\t*:<>|]", "-", text)
    if not text.isascii():
        from text_unidecode import unidecode

        text = unidecode(text)
    return _HYPHENS.sub("-", _STRIPPED.sub("", text).strip().lower())


def unslugify(name: str) -> str:
    """A file's name made a title."""
    return re.sub(r"[_\-.]", " ", name).strip().capitalize()


def mapped(values: dict[str, Value], names: object) -> dict[str, Value]:
    """The values under Nikola's names as well, where METADATA_MAPPING gives others."""
    if isinstance(names, Mapping):
        for foreign, ours in names.items():
            if foreign in values and isinstance(ours, str):
                values[ours] = values[foreign]
    return values
