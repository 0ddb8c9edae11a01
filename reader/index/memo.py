"""What was worked out from an index, kept in memory until the index is written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

_Value = TypeVar("_Value")

_KEPT = 24  # of each kind


class Memo:
    """Values by kind and key, for the newest revisions that were asked of; for any thread."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._kinds: dict[str, dict[tuple[int, Hashable], object]] = {}

    def of(
        self,
        connection: sqlite3.Connection,
        kind: str,
        key: Hashable,
        make: Callable[[], _Value],
        most: int = _KEPT,
    ) -> _Value:
        """The value of a key as the connection sees the index, made where it is not known.

        At `most` so many of its kind are kept.
        """
        known = (revision(connection), key)
        with self._guard:
            kept = self._kinds.setdefault(kind, {})
            if known in kept:
                return cast("_Value", kept[known])
        value = make()
        with self._guard:
            # Nobody asks again for what came before the newest writings.
            for old in [one for one in kept if one[0] < known[0] - 1]:
                del kept[old]
            while len(kept) >= most:
                del kept[next(iter(kept))]
            kept[known] = value
        return value

    def knows(self, connection: sqlite3.Connection, kind: str, key: Hashable) -> bool:
        """Whether the value of a key is kept."""
        with self._guard:
            return (revision(connection), key) in self._kinds.get(kind, {})


def revision(connection: sqlite3.Connection) -> int:
    """Another number after each writing of the index."""
    return int(connection.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0])
