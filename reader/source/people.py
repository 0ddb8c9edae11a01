"""Authors out of what blogs write: names, lists, maps, Markdown links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.frontmatter import Value

_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)(?:\s*\([^()]*\))?")
_SEPARATOR = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+&\s+")
_NAME_KEYS = ("name", "display_name", "label", "title", "id")
_DEPTH = 4


def names(value: Value, depth: int = 0) -> Iterator[str]:
    """Every author that a value names, in its order.

    A string is split at `;`, else at commas and “and” where every part has two words or more:
    “Author One, Author Two” are two, “Acme, Inc” is one. Links are one author each.
    """
    if isinstance(value, str):
        yield from _split(" ".join(value.split()))
    elif isinstance(value, list) and depth < _DEPTH:
        for item in value:
            if isinstance(item, str) and not _LINK.search(item):
                yield from filter(None, [" ".join(item.split())])
            else:
                yield from names(item, depth + 1)
    elif isinstance(value, dict) and depth < _DEPTH:
        lowered = {key.lower(): item for key, item in value.items()}
        for key in _NAME_KEYS:
            if isinstance(name := lowered.get(key), str) and name.strip():
                yield " ".join(name.split())
                return
        for item in value.values():
            if isinstance(item, dict):  # a map of maps, by key
                yield from names(item, depth + 1)


def _split(text: str) -> Iterator[str]:
    linked, links = _LINK.subn(r"\1", text)
    if ";" in linked:
        parts = linked.split(";")
    else:
        parts = _SEPARATOR.split(linked)
        if not links and any(len(part.split()) < 2 for part in parts):
            parts = [linked]
    yield from filter(None, (part.strip() for part in parts))
