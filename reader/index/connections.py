"""Connections to one database, for any number of threads.

A file is in WAL mode: reading never waits for writing, each read has a connection of its own from
a pool and sees one moment of the database. In memory there is one connection, and a lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock, RLock
from time import monotonic, sleep

from reader.index.lost import StoppedError
from reader.index.memo import Memo
from reader.sqlite_file import BUSY, ended, result_code

_LOOK = 0.1  # seconds


class Connections:
    """Hands out connections to the file at `path`, or to a database in memory (None).

    `prepare` is called with each new connection; `patience` is how long, in seconds, to wait for
    other processes. `memo` lives as long as they do, and so does what the writing one knows of rows
    that are never taken out: the numbers of `names`.
    """

    def __init__(
        self, path: Path | None, prepare: Callable[[sqlite3.Connection], None], patience: float
    ) -> None:
        self.path, self.memo = path, Memo()
        self.names: dict[tuple[str, str, str], int] = {}
        self._prepare, self._patience = prepare, patience
        self._idle: list[sqlite3.Connection] = []
        self._guard, self._closed = Lock(), False
        self._writing = RLock()
        self._writer, self._writing_patience = self._connect(), 0.0
        self.stopped: Callable[[], bool] = lambda: False

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that sees one moment of the database."""
        return self._borrowed() if self.path else self._locked("DEFERRED")

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection within a transaction: kept where the block ends well, else undone.

        StoppedError where others write and `stopped` says that nobody waits for them any more.
        """
        return self._locked("IMMEDIATE")

    def wait_to_write(self, patience: float) -> None:
        """How long from now on to wait for other processes that write, in seconds."""
        self._writing_patience = patience
        # So often is it looked whether to wait any longer.
        self._writer.execute(f"PRAGMA busy_timeout = {_LOOK * 1000:.0f}")

    def plain(self) -> sqlite3.Connection:
        """The writing connection outside of any transaction; for one thread, before all others."""
        return self._writer

    def close(self) -> None:
        """Close what is idle now, and what is in use as soon as it is not."""
        with self._writing, self._guard:
            self._closed = True
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path or ":memory:",
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        self._prepare(connection)
        return connection

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            connection.execute("BEGIN")
            with ended(connection):
                yield connection
        finally:
            with self._guard:
                if self._closed:
                    connection.close()
                else:
                    self._idle.append(connection)

    @contextmanager
    def _locked(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._writing:
            try:
                insist(self._writer, f"BEGIN {kind}", self._writing_patience, self.stopped)
                with ended(self._writer):
                    yield self._writer
            except BaseException:
                # Some of them may have been made in what is undone.
                self.names.clear()
                raise


def insist(
    connection: sqlite3.Connection,
    statement: str,
    patience: float,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Run a statement as soon as no other process is in its way, for so many seconds at most.

    StoppedError where one is and `stopped` says that nobody waits any more.
    """
    end = monotonic() + patience
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if result_code(error) not in BUSY or monotonic() > end:
                raise
            if stopped():
                raise StoppedError from error
            sleep(0.01)
        else:
            return
