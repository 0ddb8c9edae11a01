"""What a post of Hexo says: its values, its date and the parts of its permalink."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from reader.engines import hexo_slugs as slugs
from reader.engines import js_scalars as js
from reader.engines.plain import microseconds
from reader.source.frontmatter import FrontMatter, Value, Written

if TYPE_CHECKING:
    from reader.engines.hexo_settings import Settings
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields

_MICRO = 1_000_000
_MOST = 1 << 16
# The front matter that Hexo alone takes for it: between fences of more dashes, or with none above.
_FENCED = re.compile(r"(-{4,})\n((?:(?!-{4})[^\n]*\n){1,200}?)\1")
_UNFENCED = re.compile(r"(?!---|;;;)(\S[^\n]*\n(?:(?!---)[^\n]*\n){0,200})---")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[^/]+$")
_PRESERVED = frozenset(["title", "year", "month", "day", "i_month", "i_day", "hash"])
_CLOCK = {"year": "%Y", "month": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S",
          "i_month": "%m", "i_day": "%d"}  # fmt: skip
_SCHEMA = {"layout": "post", "comments": "true", "published": "true"}


class Said:
    """The front matter of a post, its keys as written, with what the file's name says.

    `name` are the parts of `new_post_name` in its path; `slug` is what stands for `:title`.
    """

    def __init__(self, fields: Fields, settings: Settings, inner: str) -> None:
        self.fields, self.settings = fields, settings
        below = inner.partition("/")[2] or inner
        dated = settings.guessed and _DATED.match(below)
        rule = ":year-:month-:day-:title.md" if dated else settings.new_post_name
        self.name = slugs.named(rule, below)
        self.slug = self.name["title"]
        self.front = fields.document.front.values
        self.values: dict[str, Value] = dict(self.front)
        for key, said in self.name.items():
            if key not in _PRESERVED:
                self.values[key] = Written(said, True)

    @property
    def named_day(self) -> Written | None:
        """The day in the file's name."""
        name = self.name
        year, month = name.get("year"), name.get("month") or name.get("i_month")
        day = name.get("day") or name.get("i_day")
        if year and month and day:
            return Written(f"{year}-{int(month):02}-{int(day):02}")
        return None

    def terms(self, field: str, key: str) -> list[str]:
        """The names of categories, as paths, or of tags."""
        value = self.values.get(key)
        if not js.truthy(value) and js.truthy(self.values.get(field)):
            value = self.values.get(field)
        listed = (value if isinstance(value, list) else [value]) if js.truthy(value) else []
        return _paths(listed) if field == "category" else _texts(listed)

    def part(self, name: str, dated: Moment | None, category: str) -> str | None:
        """One parameter of a permalink; "undefined" is what Hexo writes for one without value."""
        slug, values = self.slug, self.values
        if name == "title":
            return slug
        if name == "name":
            return slug.rpartition("/")[2]
        if name == "post_title":
            return slugs.slugize(js.text(values.get("title")), 1)
        if name == "category":
            return category
        if name == "id":
            return js.text(values["id"]) if js.truthy(values.get("id")) else None
        if name in _CLOCK or name in ("timestamp", "hash"):
            if dated is None:
                return None
            seconds = microseconds(dated.date) // _MICRO
            if name == "hash":
                digest = hashlib.sha1(f"{slug}{seconds}".encode("utf-8", "replace"))  # noqa: S324
                return digest.hexdigest()[:12]
            # moment shows the machine's clock, whatever the zone of the site.
            shown = js.in_local(dated.date)
            if name == "timestamp":
                return str(seconds)
            return format(shown, _CLOCK[name]).lstrip("0" if name.startswith("i_") else "")
        if name in values:
            return js.text(values[name])
        if name in self.settings.permalink_defaults:
            return js.text(self.settings.permalink_defaults[name])
        return _SCHEMA.get(name, "undefined")


def moment(value: Value, zone: tzinfo | None) -> Moment | None:
    """processor/common, `adjustDateForTimezone`: the machine's clock is read as the site's."""
    from reader.source.dates import Moment

    clock = js.parsed(value)
    if clock is None:
        return None
    unquoted = isinstance(value, Written) and not value.quoted and js.timestamp(value)
    instant: datetime | None = clock.fields.replace(tzinfo=UTC)
    try:
        if unquoted:
            # hexo-front-matter takes a date's fields for those of the machine's clock.
            offset = js.in_local(clock.fields.replace(tzinfo=UTC)).utcoffset()
            instant = (clock.fields - (offset or timedelta())).replace(tzinfo=UTC)
        elif clock.local:
            instant = js.local_to_utc(clock.fields)
    except OverflowError:
        return None
    if instant is None:
        return None
    fields = js.in_local(instant).replace(tzinfo=None)
    try:
        if zone is None:
            date = js.in_local(instant)
        else:
            offset = instant.astimezone(zone).utcoffset()
            moved = (fields - offset if offset else fields).replace(tzinfo=UTC)
            date = moved.astimezone(zone)
    except OverflowError:
        return None
    return Moment(date, date_only=clock.day)


def fronted(document: Document) -> Document:
    """A document with the front matter that Hexo alone finds, such as any mapping above `---`.

    hexo-front-matter, `rFrontMatter` and `rFrontMatterNew`; the body stays as it is shown.
    """
    if document.front.form != "none":
        return document
    found = _FENCED.match(document.body)
    text = found[2] if found else ""
    if not text and (above := _UNFENCED.match(document.body)):
        text = above[1]
    if not text or len(text) > _MOST:
        return document
    from reader.source.loaders import LoadError
    from reader.source.yaml_loader import NotMappingError, parse

    try:
        values = parse(text)
    except (LoadError, NotMappingError):
        return document
    lines = {key: line + (2 if found else 1) for key, line in values.lines.items()}
    front = FrontMatter("hexo", dict(values), lines, document.front.problems)
    return replace(document, front=front)


def broken(document: Document) -> str:
    """Why Hexo cannot read the front matter and leaves the post out; "" where it can."""
    if not document.front.problems or document.front.form not in ("yaml", "hexo"):
        return ""
    if document.front.form == "hexo" and document.front.raw.lstrip().startswith((";;;", '"')):
        return ""
    from reader.source.loaders import LoadError
    from reader.source.yaml_loader import NotMappingError, parse

    text = document.front.raw.strip("\n").removeprefix("---").rstrip("- \t\n.")
    text = re.sub(r"\n(\t+)", lambda tabs: "\n" + "  " * len(tabs[1]), text)
    # js-yaml passes over tabs at a line's end, which PyYAML refuses.
    text = re.sub(r"[ \t]*\t(?=\n)", "", text)
    try:
        flaws = parse(text).flaws
    except NotMappingError:
        return ""
    except LoadError as error:
        return f"Hexo cannot read its front matter: {error.cause}"
    return f"Hexo cannot read its front matter: {flaws[0].cause}" if flaws else ""


def true(value: Value) -> bool:
    """warehouse, `SchemaTypeBoolean`: the words false and 0 are no truth, nothing is one."""
    return value is None or (js.truthy(value) and js.text(value) not in ("false", "0"))


def _texts(items: Sequence[Value]) -> list[str]:
    """The names in a list, each on one line; what is empty is none."""
    names = (" ".join(js.text(item).split()) for item in items)
    return [name for name in names if name]


def _paths(items: Sequence[Value]) -> list[str]:
    """models/post, `setCategories`: a list is a path, a list of lists are several."""
    if any(isinstance(item, list) for item in items):
        paths = [_texts(item) if isinstance(item, list) else _texts([item]) for item in items]
    else:
        paths = [_texts(items)]
    found = ["/".join(path[: length + 1]) for path in paths for length in range(len(path[:20]))]
    return list(dict.fromkeys(found))


def number(value: Value) -> int:
    """A number in millionths; 0 for what is none."""
    known = js.scalar(value)
    if isinstance(known, str):
        try:
            known = float(known)
        except ValueError:
            return 0
    if not isinstance(known, (bool, int, float)) or known != known:
        return 0
    return int(max(-1e12, min(known, 1e12)) * _MICRO)
