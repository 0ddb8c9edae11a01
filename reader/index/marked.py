"""What the user said of posts, beside an index: a table that lasts as long as the connection.

The index is a cache and the user's own data is none, so they are two databases that know nothing of
each other. The name of a table says which moment of both it holds, and so does a statement that
asks it: what is remembered by statements (see `memo.Memo`) holds for that moment alone.
"""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this package.

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Protocol

from reader.index.memo import revision


class Marks(Protocol):
    """What posts are marked with."""

    @property
    def revision(self) -> int:
        """Another number after each change of `paths`."""

    def paths(self, mark: str) -> Iterable[bytes]:
        """The paths of the posts that are so marked, some of which may be no posts any more."""


Marked = Callable[[], Marks | None]
"""Gives the marks, where there are any; called only where a query asks for them."""


def nothing_marked() -> None:
    """No marks."""


def table(connection: sqlite3.Connection, marks: Marks | None, mark: str) -> str:
    """The name of a table of the row numbers of the posts that are marked with `mark`."""
    moment = f"{revision(connection)}_{marks.revision}" if marks else "none"
    name = f"marked_{mark}_{moment}"
    made = connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'")
    there = {one for (one,) in made}
    if name not in there:
        for one in there:
            if one.startswith(f"marked_{mark}_"):
                connection.execute(f"DROP TABLE temp.{one}")
        connection.execute(f"CREATE TEMP TABLE {name} (post INTEGER PRIMARY KEY)")
        statement = f"INSERT INTO temp.{name} SELECT id FROM posts WHERE path = ?"
        paths = marks.paths(mark) if marks else ()
        connection.executemany(statement, ((path,) for path in paths))
    return f"temp.{name}"
