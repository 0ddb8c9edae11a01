"""What Pelican knows of a post: its settings', its path's and its file's metadata, in this order.

After `pelican.readers` and Python-Markdown's `meta` extension: `Key: value` lines up to the first
line that is blank, a fence or anything else. A leading fence is no more than passed over, so that
quotes stay in the value and a YAML list ends the metadata.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reader.source.document import Document
from reader.source.frontmatter import FrontMatter, Value, Written

if TYPE_CHECKING:
    from reader.engines.pelican_settings import Settings

# markdown.extensions.meta
_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r" {4,}(?P<value>.*)")
_MOST_LINES = 10_000

# Of these the first line counts; of others several lines are a list.
_SINGLE = frozenset(
    ["tags", "date", "modified", "status", "category", "author", "save_as", "url", "authors",
     "slug"]
)  # fmt: skip
_NAMES = frozenset(["tags", "authors"])
# Where the value is empty, the key is as good as not there.
_DISCARDED = frozenset(["tags", "authors", "status", "category", "author", "slug"])


@dataclass(frozen=True, slots=True)
class Read(Document):
    """A document whose front matter is the metadata that Pelican has of it.

    `source` is the file's path in the content folder; `flaw` says why Pelican cannot read it.
    """

    source: str = ""
    flaw: str = ""


@dataclass(slots=True)
class Metadata:
    """Values by key in lower case, the lines of those that the file has, and what is wrong."""

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    flaw: str = ""

    def put(self, key: str, value: str | list[str], line: int | None = None) -> None:
        """Give a key its value, over the one that it has."""
        if isinstance(value, str) and key in _DISCARDED:
            value = value.strip()
            if not value or (key in _NAMES and not names(value)):
                return
        if isinstance(value, str) and key in ("date", "modified") and not self.flaw:
            # Loaded with the first post: a start from the index needs no dates.
            from reader.engines.pelican_dates import parsed

            said = value.replace("_", " ") if key == "date" else value
            if parsed(said) is None:
                at = f" (line {line})" if line else ""
                self.flaw = f"{key}: {value[:40]}{at} is not a date, so Pelican leaves it out"
        many = isinstance(value, list)
        self.values[key] = [Written(one) for one in value] if many else Written(str(value))
        self.lines.pop(key, None)
        if line:
            self.lines[key] = line


def read(document: Document, source: str, settings: Settings, file: str) -> Read:
    """The document as Pelican reads it; `file` is where it stands, for its time."""
    found = Metadata()
    for key, value in settings.metadata.items():
        found.put(key, value)
    if settings.default_category:
        found.put("category", settings.default_category)
    date = _modified(file) if settings.dated_by_file else settings.default_date
    if date:
        found.put("date", date)
        if settings.dated_by_file:
            found.put("modified", date)
    for path, values in settings.path_metadata:
        if source == path or source.startswith(posixpath.join(path, "")):
            for key, value in values.items():
                found.put(key, value)
    for key, value in _of_path(source, settings).items():
        found.put(key, value)
    if settings.reads_yaml and document.front.form == "yaml":
        _put_yaml(found, document.front)
    else:
        text = document.front.raw + document.body[: 1 << 16]
        for key, (line, said) in head(text).items():
            found.put(key, said if len(said) > 1 and key not in _SINGLE else said[0], line)
    name = found.values.get("timezone")
    if not found.flaw and isinstance(name, str) and not is_zone(name):
        found.flaw = f"timezone: {name[:40]} is none, so Pelican leaves it out"
    for key in ("lang", "timezone"):
        if not found.flaw and isinstance(found.values.get(key), list):
            found.flaw = f"{key} is said in several lines, so Pelican leaves it out"
    others = tuple(one for one in document.problems if one not in document.front.problems)
    if any(one.cause.startswith("bytes that are not") for one in others):
        found.flaw = "it is not UTF-8, so Pelican leaves it out"
    front = type(document.front)(
        document.front.form, found.values, found.lines, (), document.front.raw
    )
    return Read(document.path, front, document.body, document.body_line, others, source, found.flaw)


def _put_yaml(found: Metadata, front: FrontMatter) -> None:
    """The values of a YAML front matter, as the plugin `yaml_metadata` takes them."""
    for name, value in front.values.items():
        key, line = name.lower(), front.lines.get(name)
        several = [str(one) for one in value if one is not None] if isinstance(value, list) else []
        if key == "author" and len(several) > 1:
            key = "authors"
        if key in _NAMES and isinstance(value, str):
            found.put(key, [str(value)], line)
        elif isinstance(value, str):
            found.put(key, str(value), line)
        elif several:
            found.put(key, several[0] if key in _SINGLE - _NAMES else several, line)


def is_zone(name: str) -> bool:
    """Whether a name is that of a time zone."""
    from reader.engines.pelican_dates import zone

    return zone(name) is not None


def head(text: str) -> dict[str, tuple[int, list[str]]]:
    """The keys in lower case that a text opens with: their lines, and what each line says."""
    found: dict[str, tuple[int, list[str]]] = {}
    key = ""
    for number, raw in enumerate(_lines(text), 1):
        line = raw.replace("\x02", "").replace("\x03", "").expandtabs(4)
        if number == 1 and line.startswith("---"):
            continue
        if not line.strip() or line.startswith(("---", "...")):
            break
        if match := _KEY.match(line):
            key = match["key"].lower()
            found.setdefault(key, (number, []))[1].append(match["value"].strip())
        elif key and (match := _MORE.match(line)):
            found[key][1].append(match["value"].strip())
        else:
            break
    return found


def _lines(text: str) -> Iterator[str]:
    start = 0
    for _ in range(_MOST_LINES):
        end = text.find("\n", start)
        if end < 0:
            yield text[start:]
            return
        yield text[start:end]
        start = end + 1


def names(value: Value | str) -> list[str]:
    """Tags or authors: parted at `;` if there is one, else at commas; each spelling once."""
    if isinstance(value, str):
        parts = value.split(";") if ";" in value else value.split(",")
    else:
        parts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return list(dict.fromkeys(name for part in parts if (name := part.strip())))


def _of_path(source: str, settings: Settings) -> Mapping[str, str]:
    """What the file's name, its path and its folder say; the first word on a key counts."""
    folder, name = posixpath.split(source)
    found: dict[str, str] = {}
    for key, value in settings.of_name(posixpath.splitext(name)[0]).items():
        found.setdefault(key.lower(), value)
    for key, value in settings.of_path(source).items():
        found.setdefault(key.lower(), value)
    if settings.folder_is_category and (last := posixpath.basename(folder)):
        found.setdefault("category", last)
    return found


def _modified(file: str) -> str:
    try:
        return datetime.fromtimestamp(os.stat(file).st_mtime).isoformat(" ")
    except (OSError, ValueError, OverflowError):
        return ""
