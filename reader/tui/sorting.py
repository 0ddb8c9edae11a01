"""The orders that a list can be brought into by key."""

from __future__ import annotations

from dataclasses import replace

from reader.query import Sort

# One after the other; None is the engine's own order.
_SORTS = (None, Sort("date", descending=True), Sort("title"), Sort("words", descending=True))


def next_sort(sort: Sort | None) -> Sort | None:
    """The order after this one; the engine's own after the last."""
    keys = [one.key if one else None for one in _SORTS]
    key = sort.key if sort else None
    return _SORTS[(keys.index(key) + 1) % len(_SORTS)] if key in keys else None


def turned(sort: Sort | None) -> Sort:
    """The other way round; the engine's own order becomes oldest first."""
    return replace(sort, descending=not sort.descending) if sort else Sort("date")


def in_words(sort: Sort | None) -> str:
    """What to write behind a count: by title ↑; nothing for the engine's own order."""
    return f" by {sort.key} {'↓' if sort.descending else '↑'}" if sort else ""
