"""What was worked out from an index, kept in memory until the index is written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from threading import Condition
from typing import TypeVar, cast

_Value = TypeVar("_Value")

_KEPT = 24  # of each kind


class Memo:
    """Values by kind and key, for the newest revisions that were asked of; for any thread."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._kinds: dict[str, dict[tuple[int, Hashable], object]] = {}
        self._making = set[tuple[str, int, Hashable]]()

    def of(
        self,
        connection: sqlite3.Connection,
        kind: str,
        key: Hashable,
        make: Callable[[], _Value],
        most: int = _KEPT,
    ) -> _Value:
        """The value of a key as the connection sees the index, made where it is not known.

        At `most` so many of its kind are kept. One that another thread is making is waited for.
        """
        known = (revision(connection), key)
        making = (kind, *known)
        with self._changed:
            kept = self._kinds.setdefault(kind, {})
            self._changed.wait_for(lambda: known in kept or making not in self._making)
            if known in kept:
                return cast("_Value", kept[known])
            self._making.add(making)
        try:
            value = make()
            with self._changed:
                # Nobody asks again for what came before the newest writings.
                for old in [one for one in kept if one[0] < known[0] - 1]:
                    del kept[old]
                while len(kept) >= most:
                    del kept[next(iter(kept))]
                kept[known] = value
        finally:
            # Where it could not be made, one of those that wait for it makes it.
            with self._changed:
                self._making.remove(making)
                self._changed.notify_all()
        return value

    def knows(self, connection: sqlite3.Connection, kind: str, key: Hashable) -> bool:
        """Whether the value of a key is kept."""
        with self._changed:
            return (revision(connection), key) in self._kinds.get(kind, {})


def revision(connection: sqlite3.Connection) -> int:
    """Another number after each writing of the index."""
    return int(connection.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0])
