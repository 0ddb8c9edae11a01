"""What a file tells Jekyll: its data, as the settings, its folders and its front matter have it.

After `Document#read` in Jekyll 4.3's lib/jekyll/document.rb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reader.engines.jekyll_settings import merge
from reader.engines.jekyll_urls import downcased
from reader.engines.jekyll_values import flat, identity, scalar, symbol, truthy, words
from reader.patterns import lazy
from reader.source.document import Document
from reader.source.frontmatter import Value, Written

DATED = lazy(r"^(?>.+/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$", re.ASCII | re.MULTILINE)
_DATELESS = lazy(r"^(?:.+/)*(.*)(\.[^.]+)$", re.MULTILINE)
_FRONT = lazy(r"\A---\s*\n(.*?\n?)^(?:---|\.\.\.)\s*$", re.MULTILINE | re.DOTALL)
_LONGEST = 1 << 20  # characters of a file that front matter is looked for in
# The keys that Jekyll reads, which are those in lower case alone.
_KEYS = frozenset(
    ["title", "date", "tags", "tag", "categories", "category", "published", "permalink", "slug",
     "hidden", "excerpt", "excerpt_separator", "description", "author", "authors", "draft"]
)  # fmt: skip

BROKEN = "broken"


def understood(
    document: Document, folders: list[str], given: Mapping[str, Value]
) -> Document:  # fmt: skip
    """The document with the values that Jekyll has of it in place of those that stand in it.

    `folders` are those above `_posts`, `given` the defaults. Where Jekyll cannot read the front
    matter its form is `BROKEN`.
    """
    values: dict[str, Value] = {"categories": [Written(name, True) for name in folders]}
    form = "yaml"
    front = _values(document)
    for more in (given, front):
        if more is None or (merged := _merged(values, more)) is None:
            form = BROKEN
            break
        values = merged
    lowered = {key for key in values if key == key.lower()}
    kept = {
        key: value
        for key, value in values.items()
        if key in lowered or (key.lower() not in _KEYS and key.lower() not in lowered)
    }
    return replace(document, front=replace(document.front, form=form, values=kept))


def _values(document: Document) -> Mapping[str, Value] | None:
    """The front matter; None where Jekyll cannot read it."""
    front = document.front
    if front.form == "yaml" and not front.problems and front.raw.startswith("---"):
        return None if symbol(dict(front.values)) else front.values
    text = front.raw + document.body[:_LONGEST]
    found = _FRONT.match(text) if text.startswith("---") else None
    if found is None:
        return {}
    from reader.source.loaders import LoadError
    from reader.source.yaml_loader import parse_any

    try:
        value = parse_any(found[1])
    except LoadError:
        return None
    if value is None or scalar(value) is False:
        return {}
    return value if isinstance(value, dict) and not symbol(value) else None


def _merged(data: Mapping[str, Value], other: Mapping[str, Value]) -> dict[str, Value] | None:
    """The data with more of it; None where categories are no list, which Jekyll falls over."""
    more = dict(other)
    named = more.get("categories")
    if named is not None:
        if isinstance(named, str) and isinstance(scalar(named), str):
            named = [Written(word, True) for word in words(named)]
        if not isinstance(named, list):
            return None
        old = data.get("categories")
        more["categories"] = distinct([*(old if isinstance(old, list) else []), *named])
    return merge(data, more)


def distinct(values: list[Value]) -> list[Value]:
    """Each value once."""
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(identity(value), value)
    return list(found.values())


def categories(values: Mapping[str, Value]) -> list[Value]:
    """All of a post's categories: a number stands there as itself, and as a text."""
    from reader.engines.jekyll_values import text

    listed = values.get("categories")
    first = list(listed) if isinstance(listed, list) else []
    named = _plural(values, "category", "categories")
    texts: list[Value] = [Written(text(value), True) for value in [*first, *named]]
    return distinct([*first, *texts])


def tags(values: Mapping[str, Value]) -> list[Value]:
    """All of a post's tags, those written twice twice."""
    return _plural(values, "tag", "tags")


def _plural(values: Mapping[str, Value], one: str, many: str) -> list[Value]:
    """The singular key whole, else the plural one: a list, or a text parted at white space."""
    value = values.get(one)
    if not truthy(value):
        value = values.get(many)
        if isinstance(value, str):
            said = scalar(value)
            value = [Written(word, True) for word in words(said)] if isinstance(said, str) else None
        elif not isinstance(value, list):
            value = None
    return [item for item in flat(value) if item is not None and not _nothing(item)]


def _nothing(value: Value) -> bool:
    return isinstance(value, str) and scalar(value) is None


def slug(path: str) -> str:
    """A file's name without its date and extension."""
    found = DATED.search(path)
    name = found[2] if found else ""
    if not found:
        plain = _DATELESS.search(path)
        name = plain[1] if plain else path.rpartition("/")[2]
    return name.rstrip(".")


def titled(name: str) -> str:
    """`Utils.titleize_slug`: each word with a capital, and no other."""
    parts = name.rstrip("-").split("-")
    return " ".join(part[:1].upper() + downcased(part[1:]) for part in parts)
