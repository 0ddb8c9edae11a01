"""The index of one folder of posts: kept in a file, or in memory where no file can be had.

What was in a file that had to be made anew (`index_file`) is gone, which `LostError` says to
whoever was asking; filling it again is the caller's part.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.index import fulltext, rows
from reader.index.index_file import IndexFile
from reader.index.marked import Marked, nothing_marked
from reader.index.rows import Bodies, Row
from reader.index.search import Search
from reader.index.text import storable
from reader.model import Post, Problem

if TYPE_CHECKING:
    from reader.engines.base import ListRules

_Answer = TypeVar("_Answer")

# Texts of posts that are gone are put up with until they are so many more than the posts there are.
_MANY_DEAD = 1_000

_INSERT_STAMP = "INSERT OR IGNORE INTO stamps VALUES (?, ?, ?, ?)"
_STILL_UNTOLD = "SELECT id FROM posts WHERE told = 0 AND id IN (SELECT value FROM json_each(?))"


class Entry(NamedTuple):
    """One file as it was read: its stamp, and its post if it is one.

    `settled` is False where the same stamp might yet stand for other contents. `post` may be as
    the tables have it already, where its body has not been read.
    """

    path: str
    mtime_ns: int
    size: int
    settled: bool
    post: Post | Row | None


class Store:
    """Posts, terms, problems and stamps. Every method may be called from any thread.

    `path` None keeps all in memory. `rules` names what the posts are read by: an index made by
    other rules is made anew. `engine` gives what lists are made by, each time one is asked for, and
    `marks` what the user has marked, where a list is asked by it.
    """

    def __init__(
        self,
        path: Path | None,
        rules: str,
        engine: Callable[[], ListRules],
        marks: Marked = nothing_marked,
    ) -> None:
        self._engine, self._marks = engine, marks
        self._file = IndexFile(path, rules)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def stop_waiting(self, stopped: Callable[[], bool]) -> None:
        """Ask `stopped` while others write; where it says so, writing raises StoppedError."""
        self._file.stop_waiting(stopped)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user is to know of how the index is kept."""
        return self._file.notices

    def ask(self, question: Callable[[Search], _Answer], now: datetime | None = None) -> _Answer:
        """The answer to a question put to one moment of the index."""
        with self._file.using() as connections, connections.reading() as connection:
            # Whole seconds: questions that are asked together may share their answers.
            now = now or datetime.now(UTC).replace(microsecond=0)
            memo, rules = connections.memo, self._engine()
            return question(Search(connection, memo, rules, now, self._marks))

    def stamps(self) -> Iterator[tuple[str, int, int, bool]]:
        """Every file read, one by one: path, mtime in nanoseconds, size, whether it is settled."""
        with self._file.using() as connections, connections.reading() as connection:
            stored = connection.execute("SELECT path, mtime_ns, size, settled FROM stamps")
            for path, mtime_ns, size, settled in stored:
                yield os.fsdecode(path), mtime_ns, size, bool(settled)

    def count_files(self) -> int:
        """How many files were read, posts or not."""
        with self._file.using() as connections, connections.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM stamps").fetchone()[0])

    def known(self, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Of those files that are settled: mtime in nanoseconds, and size in bytes."""
        statement = "SELECT mtime_ns, size FROM stamps WHERE path = ? AND settled"
        found = {}
        with self._file.using() as connections, connections.reading() as connection:
            for path in paths:
                if row := connection.execute(statement, (os.fsencode(path),)).fetchone():
                    found[path] = row
        return found

    @property
    def shared(self) -> bool:
        """Whether it may be asked while it is written to."""
        return self._file.shared

    @property
    def site(self) -> str:
        """What the settings of the site were when its posts were last read (`Files.stamp`)."""
        with self._file.using() as connections, connections.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'site'").fetchone()
            return "" if row is None else str(row[0])

    def write_site(self, stamp: str) -> None:
        """Keep the state of the settings that all posts have now been read by."""
        with self._file.using() as connections, connections.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('site', ?)", (storable(stamp),))

    def problems(self, *, scan_only: bool = False) -> tuple[Problem, ...]:
        """Every problem, by path and line; or those of the scan, in their order."""
        statement = (
            "SELECT path, line, cause FROM problems WHERE post IS NULL ORDER BY id"
            if scan_only
            else "SELECT path, line, cause FROM problems ORDER BY path, line, id"
        )
        with self._file.using() as connections, connections.reading() as connection:
            return tuple(rows.problem(*row) for row in connection.execute(statement))

    def write(self, entries: Sequence[Entry] = (), gone: Iterable[str] = ()) -> None:
        """Put in what was read and take out what is gone, all of it or nothing."""
        with self._file.using() as connections, connections.writing() as connection:
            _revise(connection)
            _delete(connection, [os.fsencode(path) for path in gone])
            self._put(connection, entries, connections.names)

    def write_each(self, batches: Iterable[Sequence[Entry]]) -> None:
        """Put in what was read, as it comes, all of it or nothing."""
        with self._file.using() as connections, connections.writing() as connection:
            _revise(connection)
            for entries in batches:
                self._put(connection, entries, connections.names)

    def _put(
        self, connection: sqlite3.Connection, entries: Sequence[Entry], names: rows.Names
    ) -> None:
        posts = [entry.post for entry in entries if entry.post is not None]
        written = [rows.row(post) if isinstance(post, Post) else post for post in posts]
        stamps = [
            (os.fsencode(path), mtime_ns, size, settled)
            for path, mtime_ns, size, settled, *_ in entries
        ]
        # Where all are new, as at the first time, there is nothing to take out before.
        if connection.executemany(_INSERT_STAMP, stamps).rowcount < len(stamps):
            _delete(connection, [path for path, *_ in stamps])
            connection.executemany(_INSERT_STAMP, stamps)
        numbers = rows.insert(connection, written, names, repeats=self._engine().repeats)
        texts = [
            fulltext.body(number, post.text)
            for number, post in zip(numbers, posts, strict=True)
            if isinstance(post, Post) and post.told
        ]
        fulltext.insert_bodies(connection, texts)

    def untold(self, after: int, most: int) -> list[tuple[int, str, int]]:
        """The next posts whose bodies are to be read: number, path, size in bytes."""
        statement = (
            "SELECT id, path, coalesce(size, 0) FROM posts LEFT JOIN stamps USING (path)"
            " WHERE told = 0 AND id > ? ORDER BY id LIMIT ?"
        )
        with self._file.using() as connections, connections.reading() as connection:
            found = connection.execute(statement, (after, most))
            return [(number, os.fsdecode(path), size) for number, path, size in found]

    def count_untold(self) -> int:
        """How many posts there are whose bodies are to be read."""
        with self._file.using() as connections, connections.reading() as connection:
            statement = "SELECT count(*) FROM posts WHERE told = 0"
            return int(connection.execute(statement).fetchone()[0])

    def tell(self, batches: Iterable[Bodies]) -> None:
        """Put in what bodies say, as it comes, all of it or nothing; the numbers ascend."""
        with self._file.using() as connections, connections.writing() as connection:
            _revise(connection)
            for batch in batches:
                # Another process may have told of them, or have read the files anew.
                asked = (str([body.number for body in batch.bodies]),)
                still = {number for (number,) in connection.execute(_STILL_UNTOLD, asked)}
                rows.tell(connection, [body for body in batch.bodies if body.number in still])
                texts = (text for text in batch.texts if text[0] in still)
                fulltext.insert_bodies(connection, texts)
                connection.executemany(
                    "UPDATE stamps SET settled = 0 WHERE path = ?",
                    ((os.fsencode(path),) for path in batch.unread),
                )

    def fill(self, *, much: bool) -> None:
        """Say whether much is about to be written, or no more."""
        with self._file.using() as connections, connections.writing() as connection:
            fulltext.fill(connection, much=much)

    def swept(self) -> bool:
        """Forget all texts where most are of posts that are gone; whether it was done.

        All bodies are to be read again then.
        """
        statement = "SELECT value, (SELECT count(*) FROM posts) FROM meta WHERE name = 'dead'"
        with self._file.using() as connections, connections.reading() as connection:
            dead, posts = connection.execute(statement).fetchone()
        if dead <= posts + _MANY_DEAD:
            return False
        with self._file.using() as connections, connections.writing() as connection:
            fulltext.sweep(connection)
            rows.insert_heads_again(connection)
            connection.execute("UPDATE posts SET told = 0")
            connection.execute("UPDATE meta SET value = 0 WHERE name = 'dead'")
            _revise(connection)
        return True

    def write_scan_problems(self, problems: Sequence[Problem]) -> None:
        """Put these in the place of the scan's problems so far."""
        with self._file.using() as connections, connections.writing() as connection:
            connection.execute("DELETE FROM problems WHERE post IS NULL")
            rows.insert_problems(connection, problems)


def _revise(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")


def _delete(connection: sqlite3.Connection, paths: Sequence[bytes]) -> None:
    asked = [(path,) for path in paths]
    connection.executemany("DELETE FROM stamps WHERE path = ?", asked)
    dead = connection.executemany("DELETE FROM posts WHERE path = ?", asked).rowcount
    if dead > 0:
        connection.execute("UPDATE meta SET value = value + ? WHERE name = 'dead'", (dead,))
