"""The orders that a list can be brought into by key."""

from __future__ import annotations

from dataclasses import replace

from reader.query import Query, Sort

# One after the other; None is the engine's own order. By rank there must be words to rank by.
_RANK = Sort("rank")
_SORTS = (None, _RANK, Sort("date", descending=True), Sort("title"), Sort("words", descending=True))


def next_sort(query: Query) -> Sort | None:
    """The order after a query's; the engine's own after the last."""
    sorts = [one for one in _SORTS if one is not _RANK or query.words]
    keys = [one.key if one else None for one in sorts]
    key = query.sort.key if query.sort else None
    return sorts[(keys.index(key) + 1) % len(sorts)] if key in keys else None


def turned(sort: Sort | None) -> Sort:
    """The other way round; the engine's own order becomes oldest first."""
    return replace(sort, descending=not sort.descending) if sort else Sort("date")


def in_words(sort: Sort | None) -> str:
    """What to write behind a count: by title ↑; nothing for the engine's own order."""
    if sort == _RANK:
        return " best first"
    return f" by {sort.key} {'↓' if sort.descending else '↑'}" if sort else ""
