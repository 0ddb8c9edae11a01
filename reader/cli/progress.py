"""How far a long reading has come, told on the terminal while it lasts."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from reader.cli.output import terminal

_PATIENCE, _RHYTHM = 0.5, 0.1  # seconds before the first word, and between two


class Progress:
    """A callback for (done, total) that writes one line over itself, and wipes it at the end.

    It says nothing where standard error is no terminal, or where all is done in a moment.
    """

    def __init__(self) -> None:
        self._due = time.monotonic() + _PATIENCE
        self._heard = terminal(sys.stderr)
        self._written = False

    def __call__(self, done: int, total: int) -> None:
        """Say it, where it is time to."""
        if not self._heard or (now := time.monotonic()) < self._due:
            return
        self._due, self._written = now + _RHYTHM, True
        sys.stderr.write(f"\r\x1b[Kreading {done:,} of {total:,}")
        sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
