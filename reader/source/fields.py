"""What a post's front matter, path and body say: title, date, terms, state, address, summary.

The rules for a folder of no engine, as small functions over a `Fields`; an engine takes those that
it shares and brings its own for the rest. Keys are found in any case, as in Hugo. Nothing here is
made harmless: that is done where text is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from reader.model import Problem, State
from reader.source import dates, people
from reader.source.body import first_paragraph, heading, shortened, teaser
from reader.source.document import Document
from reader.source.frontmatter import Value
from reader.source.frontmatter import truth as truth

DATE_KEYS = (
    "date", "publishdate", "pubdate", "published", "published_at", "publish_date", "created_at",
    "created",
)  # fmt: skip
CHANGE_KEYS = ("lastmod", "modified", "updated", "updated_at", "last_modified_at")
# Keys that hold a date only where their value looks like one.
_LOOSE_KEYS = frozenset(["published", "created", "updated", "modified"])
AUTHOR_KEYS = ("authors", "author", "author_name", "authorname", "byline")
EXPIRY_KEYS = ("expirydate", "unpublishdate")
URL_KEYS = ("url", "permalink", "slug")
SUMMARY_KEYS = ("description", "excerpt", "summary")
_SECTIONS = ("params", "taxonomies")  # Hugo's and Zola's

_SINGULAR = {
    "category": "category", "categories": "category", "tag": "tag", "tags": "tag",
    "series": "series",
}  # fmt: skip
_TERM_KEY = re.compile(
    r"(?:.*(?:tags|categories|topics|keywords|series)|(?:.*[_-])?(?:tag|category|topic))",
    re.IGNORECASE | re.DOTALL,
)
_CAMEL_TERM_KEY = re.compile(r".*[a-z](?:Tag|Category|Topic)", re.DOTALL)
_STATUSES = {"draft": State.DRAFT, "hidden": State.HIDDEN, "private": State.HIDDEN,
             "skip": State.HIDDEN, "unlisted": State.HIDDEN}  # fmt: skip

_FILE_DATE = re.compile(r"^(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8})(?:[-_ ]+|$)", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Fields:
    """A document's keys, in any case, and the problems that are found in their values.

    `defaults` are the values of keys that it does not have itself.
    """

    def __init__(self, document: Document, defaults: Mapping[str, Value] | None = None) -> None:
        self.document = document
        self.path = document.path
        self.values: dict[str, Value] = {}
        self.keys: dict[str, str] = {}
        self.problems: list[Problem] = []
        for key, value in (*(defaults or {}).items(), *document.front.values.items()):
            small = key.lower()
            self.values[small] = value
            self.keys[small] = key

    def first(self, *keys: str) -> tuple[str, Value]:
        """The first of the keys (in lower case) whose value says anything; ("", None)."""
        for key in keys:
            value = self.values.get(key)
            if value is not None and value != "":
                return key, value
        return "", None

    def text(self, *keys: str) -> str:
        """The first of the keys that holds text, on one line; "" where none does."""
        for key in keys:
            value = self.values.get(key)
            if isinstance(value, str) and (line := one_line(value)):
                return line
        return ""

    def problem(self, key: str, cause: str) -> None:
        """Note what is wrong with a key's value."""
        line = self.document.front.lines.get(self.keys.get(key, key))
        self.problems.append(Problem(self.path, line, cause))

    def sections(self) -> Iterator[Mapping[str, Value]]:
        """The front matter, and the tables within it that hold more of the same keys."""
        yield self.document.front.values
        for name in _SECTIONS:
            section = self.values.get(name)
            if isinstance(section, dict):
                yield section


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())


def _scalars(value: Value, depth: int = 0) -> Iterator[str]:
    """Every text in a value, on one line each; a map in a list counts with its name."""
    if isinstance(value, str):
        if line := one_line(value):
            yield line
    elif isinstance(value, list) and depth < 4:
        for item in value:
            yield from _scalars(_named(item) if isinstance(item, dict) else item, depth + 1)


def _listed(value: Value) -> Iterable[str]:
    """Every text in a value that is no text."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [line for item in value if (line := one_line(str(item)))]
    return _scalars([value])


def _named(item: dict[str, Value]) -> Value:
    """The name that a map goes by."""
    lowered = {key.lower(): value for key, value in item.items()}
    return next((lowered[key] for key in ("name", "label", "title") if lowered.get(key)), None)


def title(fields: Fields) -> str:
    """The title: `title`, `linkTitle`, the body's first H1, the slug or the file's name."""
    key, value = fields.first("title", "linktitle")
    if isinstance(value, (list, dict)):
        kind = "a list" if isinstance(value, list) else "a map"
        fields.problem(key, f"the title is {kind}, not text")
        inner = value if isinstance(value, list) else list(value.values())
        text = ", ".join(_scalars(inner) if isinstance(value, list) else list(_scalars(inner))[:1])
    else:
        text = fields.text("title", "linktitle")
    if text or (text := heading(fields.document.body)):
        return text
    if not fields.document.empty:
        fields.problems.append(Problem(fields.path, None, "no title: the file name is shown"))
    return named(fields.path)


def named(path: str) -> str:
    """A file's name made readable: without its date, with spaces, with a capital."""
    folders, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if stem.lower() in ("index", "readme") and folders:
        stem = folders.rpartition("/")[2]
    rest = _FILE_DATE.sub("", stem) or stem
    words = one_line(re.sub(r"[-_]+", " ", _SURROGATE.sub("\ufffd", rest))) or stem
    return words[:1].upper() + words[1:]


def date(fields: Fields) -> dates.Moment | None:
    """The post's date: its keys, its file's name, its address, its folders, else a change's date.

    Never the file's own time. What is written and cannot be read is a Problem, and so is no date.
    """
    moment = (
        _dated(fields, DATE_KEYS)
        or dates.in_path(fields.path.rpartition("/")[2])
        or next(filter(None, map(dates.in_folders, _addresses(fields))), None)
        or dates.in_path(fields.path)
        or dates.in_folders(fields.path.rpartition("/")[0])
        or _dated(fields, CHANGE_KEYS)
    )
    if moment is None and not fields.document.empty:
        fields.problems.append(Problem(fields.path, None, "no date: listed last"))
    return moment


def _addresses(fields: Fields) -> Iterator[str]:
    for key in ("path", "url", "permalink"):
        value = fields.values.get(key)
        if isinstance(value, str):
            yield value


def _dated(fields: Fields, keys: tuple[str, ...]) -> dates.Moment | None:
    """The first of the keys that holds a date; Material's maps and lists are looked into."""
    for key in keys:
        value = fields.values.get(key)
        if isinstance(value, dict):
            inner = {name.lower(): item for name, item in value.items()}
            order = (*DATE_KEYS, *CHANGE_KEYS)
            value = next((inner[name] for name in order if inner.get(name)), None)
        if isinstance(value, str) and value.strip():
            moment = moment_of(fields, key, value)
            if moment:
                return moment
        elif value is not None and key not in _LOOSE_KEYS:
            fields.problem(key, f"{key} is not a date")
    return None


def moment_of(fields: Fields, key: str, value: str) -> dates.Moment | None:
    """The moment in a key's value, with a Problem for what of it cannot be read."""
    try:
        moment = dates.parse(value)
    except dates.ImpossibleDateError as exc:
        fields.problem(key, f"{fields.keys.get(key, key)}: {exc}")
        return None
    if moment is None:
        if key not in _LOOSE_KEYS:
            cause = f"{fields.keys.get(key, key)}: “{one_line(value)[:60]}” is not a date"
            fields.problem(key, cause)
    elif moment.flaw:
        fields.problem(key, f"{fields.keys.get(key, key)}: {moment.flaw}")
    return moment


def authors(fields: Fields) -> list[str]:
    """The names of the authors, each once."""
    for section in fields.sections():
        lowered = {key.lower(): value for key, value in section.items()}
        for key in AUTHOR_KEYS:
            if found := list(people.names(lowered.get(key))):
                return list(dict.fromkeys(found))
    return []


def terms(fields: Fields) -> dict[str, list[str]]:
    """The names of a post's terms by field, as written: category, tag, series, author, others."""
    found: dict[str, list[str]] = {}
    for section in fields.sections():
        for key, value in section.items():
            if value is None or not is_term_key(key):
                continue
            field = _SINGULAR.get(key.lower(), key)
            whole = field in ("category", "series")
            names = _split(value, commas=not whole) if isinstance(value, str) else _listed(value)
            found.setdefault(field, []).extend(names)
    if people_found := authors(fields):
        found["author"] = people_found
    return {field: names for field, names in found.items() if names}


@lru_cache(maxsize=1024)
def is_term_key(key: str) -> bool:
    """Whether a key holds terms: tags, category, topics, keywords, series and their like."""
    return bool(_TERM_KEY.fullmatch(key) or _CAMEL_TERM_KEY.fullmatch(key))


def _split(text: str, *, commas: bool) -> list[str]:
    """The terms in a string: parted by `;`, else by commas where these part them."""
    parts = text.split(";") if ";" in text or not commas else text.split(",")
    return [line for part in parts if (line := one_line(part))]


def state(fields: Fields) -> tuple[State, str]:
    """Draft or hidden and why, where the front matter or a `_drafts` folder says so."""
    if truth(fields.values.get("draft")):
        return State.DRAFT, said(fields, "draft")
    if truth(fields.values.get("published")) is False:
        return State.DRAFT, said(fields, "published")
    if "_drafts" in fields.path.split("/")[:-1]:
        return State.DRAFT, "it stands in _drafts"
    if stated := _STATUSES.get(fields.text("status").lower()):
        return stated, said(fields, "status")
    for key in ("hidden", "unlisted", "private"):
        if truth(fields.values.get(key)):
            return State.HIDDEN, said(fields, key)
    return State.PUBLISHED, ""


def said(fields: Fields, key: str) -> str:
    """What a key says, and where: `draft: true (line 3)`."""
    value = fields.values.get(key)
    shown = one_line(value)[:40] if isinstance(value, str) else "…"
    name = fields.keys.get(key, key)
    line = fields.document.front.lines.get(name)
    return f"{name}: {shown}" + (f" (line {line})" if line else "")


def publish_at(fields: Fields, dated: dates.Moment | None) -> datetime | None:
    """When the post is published: `publishDate`, else its date."""
    value = fields.values.get("publishdate")
    if isinstance(value, str):
        try:
            moment = dates.parse(value)
        except dates.ImpossibleDateError:
            moment = None
        if moment:
            return moment.date
    return dated.date if dated else None


def expire_at(fields: Fields) -> datetime | None:
    """When the post is taken out again."""
    for key in EXPIRY_KEYS:
        value = fields.values.get(key)
        if isinstance(value, str) and value.strip():
            moment = moment_of(fields, key, value)
            return moment.date if moment else None
    return None


def url(fields: Fields) -> str | None:
    """The address that was written, whole or its last part; None where none was."""
    return fields.text(*URL_KEYS) or None


def summary(fields: Fields) -> str:
    """What stands above the “more” mark, else the description, else the first paragraph."""
    body = fields.document.body
    return shortened(teaser(body) or fields.text(*SUMMARY_KEYS) or first_paragraph(body))
