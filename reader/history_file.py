"""The file that the user's own data is kept in: written into, never replaced.

It is made by the first writing. Where it is damaged it is given another name, so that nothing in
it is lost; where a newer reader made it, it is left alone. Every method may be called from any
thread, and none fails for what the file or the disk is like.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, TypeVar

from reader.sqlite_file import OUT_OF_REACH, ended, reason, result_code

# "read" in ASCII. A later version of the tables is made out of an earlier one, and never back.
APPLICATION = 0x72656164
VERSION = 1

# How long another process may hold the file, in seconds, before it is done without.
PATIENCE = 1.0

# A path is that of the post's file from the root of the file system, in the bytes it has there, so
# that a post is the same one from whichever folder it was come to. `at` is in seconds since 1970.
_TABLES = (
    """CREATE TABLE marks (
        path BLOB NOT NULL, mark TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (path, mark)
    ) WITHOUT ROWID""",
)

_TAKE_AWAY = "DELETE FROM marks WHERE path = ? AND mark = ?"
# Another process may have said so earlier.
_SET = "INSERT INTO marks VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

# Primary result codes of SQLite (`sqlite_file`).
_DAMAGED = (11, 24, 26)

Mark = tuple[str, bytes]
"""What is said of a post, and the post's path."""


_Answer = TypeVar("_Answer")
_Identity = tuple[int, int] | None
"""Which file stands at a path; None where none does."""


class NewerError(Exception):
    """The file was made by a newer reader."""


class _Opened(NamedTuple):
    """A connection, and which file it is to: another process may have put one in its place."""

    connection: sqlite3.Connection
    file: _Identity
    live: bool = True


class HistoryFile:
    """Marks of posts in the file at `path`.

    `notice` is called with what the user should know; `fail` with why the file cannot be used, as
    the end of a sentence.
    """

    def __init__(
        self, path: Path, notice: Callable[[str], None], fail: Callable[[str], None]
    ) -> None:
        self._path, self._notice, self._fail = path, notice, fail
        self._guard, self._writing = RLock(), RLock()
        self._reader: _Opened | None = None
        self._writer: _Opened | None = None
        self._times_opened = 0

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """What a question finds in the file; nothing where there is none to be read."""

        def question(there: _Identity) -> list[tuple[Any, ...]]:
            reader = self._for_reading(there)
            return reader.execute(statement, values).fetchall() if reader else []

        with self._guard:
            return self._tried(question) or []

    def state(self) -> tuple[int, int]:
        """Another value after each change of what is in the file, by whichever process."""
        with self._guard:
            found = self.rows("PRAGMA data_version")
            return (self._times_opened, found[0][0] if found else -1)

    def write(self, changes: Mapping[Mark, int | None]) -> bool:
        """Set marks (None takes one away), all of them; False where none could be."""

        def work(there: _Identity) -> bool:
            with _transaction(self._for_writing(there)) as connection:
                for (mark, path), at in changes.items():
                    if at is None:
                        connection.execute(_TAKE_AWAY, (path, mark))
                    else:
                        connection.execute(_SET, (path, mark, at))
            return True

        with self._writing:
            if not self._tried(work):
                # After an error of the disk a connection knows less than the file does.
                self._drop_writer()
                return False
        with self._guard:
            if self._reader is not None and not self._reader.live:
                self._drop_reader()
        return True

    def close(self) -> None:
        """Let go of the file."""
        with self._writing, self._guard:
            self._drop_reader()
            self._drop_writer()

    def _tried(self, work: Callable[[_Identity], _Answer]) -> _Answer | None:
        """What comes of work on the file that is there, or on a new one where that is damaged."""
        for _ in range(2):
            there = _identity(self._path)
            try:
                return work(there)
            except OSError as error:
                self._fail(f"cannot be kept ({error.strerror})")
            except NewerError:
                self._fail("is of a newer version of reader")
            except sqlite3.Error as error:
                if not _is_damage(error):
                    self._fail(reason(error) or "is damaged")
                elif self._set_aside(there):
                    continue
            break
        return None

    def _for_reading(self, there: _Identity) -> sqlite3.Connection | None:
        if self._reader is None or self._reader.file != there:
            self._drop_reader()
            # In a folder that cannot be written the file can be read still, at last as it was when
            # all readers had left it.
            for how in ("mode=rw", "mode=ro", "mode=ro&immutable=1") if there else ():
                try:
                    self._open_reader(how, there)
                except sqlite3.Error as error:
                    if result_code(error) in OUT_OF_REACH and "immutable" not in how:
                        continue
                    raise
                break
        return self._reader.connection if self._reader else None

    def _open_reader(self, how: str, there: _Identity) -> None:
        connection, usable = self._connect(how), False
        try:
            usable = _holds_history(connection)
        finally:
            if not usable:
                connection.close()
        if usable:
            self._reader = _Opened(connection, there, live="immutable" not in how)
            self._times_opened += 1

    def _for_writing(self, there: _Identity) -> sqlite3.Connection:
        if self._writer is not None and self._writer.file == there:
            return self._writer.connection
        self._drop_writer()
        # What one reads is nobody else's business.
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection, usable = self._connect("mode=rwc"), False
        try:
            # What was marked outlasts a crash of the machine, too.
            connection.execute("PRAGMA synchronous = FULL")
            if not _holds_history(connection):
                connection.execute("PRAGMA journal_mode = WAL")
                with _transaction(connection):
                    # Another process may have been quicker.
                    if not _holds_history(connection):
                        _create(connection)
            usable = True
        finally:
            if not usable:
                connection.close()
        # Of the two readings the one before: what came between is then seen as another file.
        self._writer = _Opened(connection, there or _identity(self._path))
        return connection

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.connection.close()
            self._reader = None

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.connection.close()
            self._writer = None

    def _connect(self, how: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self._path.as_uri()}?{how}",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )

    def _set_aside(self, damaged: _Identity) -> bool:
        """Give a damaged file another name; False where it cannot be, and is left alone."""
        with self._guard:
            self._drop_reader()
            if _identity(self._path) != damaged:
                # Another process has done so already.
                return True
            name = _free_name(self._path)
            try:
                # The log first: a new file would begin by deleting the one it finds.
                for suffix in ("-wal", "-shm", ""):
                    part = self._path.with_name(self._path.name + suffix)
                    if suffix == "" or part.exists():
                        part.rename(name.with_name(name.name + suffix))
            except OSError as error:
                self._fail(f"is damaged and cannot be set aside ({error.strerror})")
                return False
            self._notice(f"the reading history was damaged; it is now {name}, and a new one begins")
            return True


def _create(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _holds_history(connection: sqlite3.Connection) -> bool:
    """Whether a history stands in a file; False where nothing does, an error for all else."""
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if not made and application == 0:
        return False
    if application == APPLICATION:
        if connection.execute("PRAGMA user_version").fetchone()[0] > VERSION:
            raise NewerError
        if "marks" in made:
            return True
    raise sqlite3.DatabaseError("no reading history")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    with ended(connection):
        yield connection


def _identity(path: Path) -> _Identity:
    """Which file stands at a path."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _free_name(path: Path) -> Path:
    """A name beside `path` that nothing has."""
    day, number = datetime.now().astimezone().date(), 1
    while True:
        name = path.with_name(f"{path.stem}-damaged-{day}-{number}{path.suffix}")
        if not any(name.with_name(name.name + suffix).exists() for suffix in ("", "-wal", "-shm")):
            return name
        number += 1


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether it is the file that is at fault; a bug of ours is raised again."""
    if isinstance(error, sqlite3.ProgrammingError):
        raise error
    code = result_code(error)
    # Without a code: text that is no UTF-8, and what `_holds_history` raises.
    return code is None or code in _DAMAGED
