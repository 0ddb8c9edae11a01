"""The file of an index: opened, made, and mended where it is damaged.

It is a cache. Where it is damaged, of another version or out of reach it is made anew or done
without, with a word in `notices`; what was in it is then gone, which `LostError` says to whoever
was asking.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from reader.index import schema
from reader.index.connections import Connections, insist
from reader.index.lost import LostError
from reader.index.rows import DamagedError
from reader.sqlite_file import reason, result_code

# Primary result codes (`sqlite_file`) of the statement's own fault, but where tables, columns or
# what a function is given (text that is no UTF-8) are not as they were made.
_STATEMENT = (1, 18, 21, 25)
_NOT_AS_MADE = re.compile(
    "no such (table|column)|has no column|has [0-9]+ columns|user-defined function|^SQL logic error"
)

# How long other processes may hold the file, in seconds, before it is done without; and how many
# times as long they may write, which nobody but the thread that would write waits for. SQLite gives
# turns to nobody: of two that fill an index one may wait for several writings of the other.
PATIENCE, _WRITING = 2.0, 10

IN_MEMORY = "the list is kept in memory this time"


class IndexFile:
    """An index at `path`, in memory for None or where it cannot be had.

    `rules` names what the posts are read by: an index made by other rules is made anew.
    """

    def __init__(self, path: Path | None, rules: str) -> None:
        self.notices: tuple[str, ...] = ()
        self._rules, self._changing = rules, RLock()
        self._connections = self._open(path)

    @property
    def shared(self) -> bool:
        """Whether it may be asked while it is written to, as a file may, but memory may not."""
        return self._connections.path is not None

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def stop_waiting(self, stopped: Callable[[], bool]) -> None:
        """Ask `stopped` while others write; where it says so, writing raises StoppedError."""
        self._connections.stopped = stopped

    @contextmanager
    def using(self) -> Iterator[Connections]:
        """The connections; a failure of theirs is mended and becomes a LostError."""
        connections = self._connections
        try:
            yield connections
        except (sqlite3.OperationalError, sqlite3.DatabaseError, DamagedError) as error:
            if connections.path is None or not self._mend(connections, error):
                raise
            raise LostError(str(error)) from error

    def _mend(self, broken: Connections, error: Exception) -> bool:
        """Put a working index in the place of a broken one; False if the file is not at fault."""
        with self._changing:
            if self._connections is not broken:
                return True
            if isinstance(error, sqlite3.ProgrammingError) or _is_statement_s(error):
                return False
            broken.close()
            why = reason(error)
            if why is None and not self._noticed_damage():
                self._notice("the index was damaged; it is made anew")
                self._connections = self._anew(broken.path)
            else:
                self._notice(f"the index {why or 'was damaged again'}; {IN_MEMORY}")
                self._connections = self._open(None)
            return True

    def _noticed_damage(self) -> bool:
        return any("damaged" in notice for notice in self.notices)

    def _notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices = (*self.notices, text)

    def _open(self, path: Path | None) -> Connections:
        """The index at `path`, made anew if it must be; in memory if it cannot be had."""
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                opened = self._opened(path)
            except OSError as error:
                self._notice(f"the index cannot be kept ({error.strerror}); {IN_MEMORY}")
            except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
                why = reason(error)
                if why is None:
                    self._notice("the index was damaged; it is made anew")
                    return self._anew(path)
                self._notice(f"the index {why}; {IN_MEMORY}")
            else:
                if opened is not None:
                    return opened
                self._notice("the index was of another version of reader; it is made anew")
                return self._anew(path)
        connections = Connections(None, self._prepare, PATIENCE)
        schema.create(connections.plain(), self._rules)
        return connections

    def _opened(self, path: Path) -> Connections | None:
        """The index at `path`, None if it is of another version; sqlite3's errors if damaged."""
        connections = Connections(path, self._prepare, PATIENCE)
        connection, usable = connections.plain(), False
        try:
            if schema.is_empty(connection):
                # SQLite itself waits for nobody who is just making the same file.
                insist(connection, "PRAGMA journal_mode = WAL", PATIENCE)
                with connections.writing():
                    # Another process may have been quicker.
                    if schema.is_empty(connection):
                        schema.create(connection, self._rules)
            if schema.is_ours(connection):
                if not schema.is_whole(connection):
                    raise sqlite3.DatabaseError("tables are missing")
                usable = schema.rules(connection) == self._rules
        finally:
            if not usable:
                connections.close()
        if usable:
            connections.wait_to_write(PATIENCE * _WRITING)
        return connections if usable else None

    def _anew(self, path: Path | None) -> Connections:
        if path is not None:
            try:
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
                opened = self._opened(path)
            except (OSError, sqlite3.OperationalError, sqlite3.DatabaseError):
                opened = None
            if opened is not None:
                return opened
            self._notice(f"the index cannot be made anew; {IN_MEMORY}")
        return self._open(None)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # A crash of the machine may lose the last writes, which are read again; never the file.
        connection.execute("PRAGMA synchronous = NORMAL")


def _is_statement_s(error: Exception) -> bool:
    """Whether SQLite could not run what was asked, whatever the file."""
    return result_code(error) in _STATEMENT and not _NOT_AS_MADE.search(str(error))
