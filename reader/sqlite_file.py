"""What the index and the history share as files of SQLite: how these fail, how writing ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

# Primary result codes: https://www.sqlite.org/rescode.html
BUSY = (5, 6)
INTERRUPTED = (9,)
OUT_OF_REACH = (3, 8, 10, 14, 23)
_FULL = (13,)


def result_code(error: Exception) -> int | None:
    """SQLite's primary result code; None where it gave none."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def reason(error: Exception) -> str | None:
    """Why the file cannot be used, as the end of a sentence; None where it is damaged."""
    code = result_code(error)
    if code in BUSY:
        return "is held by another program"
    if code in _FULL:
        return "does not fit on the disk"
    if code in OUT_OF_REACH:
        return "cannot be written"
    return None


@contextmanager
def ended(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep what a transaction that has begun wrote where the block ends well, else undo it."""
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # Still open only where something was raised, the COMMIT itself included.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
