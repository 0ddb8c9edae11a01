"""Who goes first where one thread fills the index and others ask it.

SQLite gives the interpreter away at every row and waits to have it back, up to 5 ms each time while
another thread computes. A page of some sixty rows would take long, so the filling thread stands
still while something is asked, for half of its time at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

_SPELL = 0.02  # seconds


class Turns:
    """Questions first."""

    def __init__(self) -> None:
        self._changed, self._asking, self._resumed = Condition(), 0, 0.0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While a question is asked."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def wait(self, stopped: Callable[[], bool]) -> None:
        """Wait until nothing is asked, or `stopped` says that nobody waits any more."""
        with self._changed:
            while self._asking and not stopped():
                self._changed.wait(_SPELL)

    def give_way(self) -> None:
        """Wait for the questions under way, for a little while, and not again for as long."""
        if self._asking and monotonic() - self._resumed > _SPELL:
            with self._changed:
                self._changed.wait_for(lambda: self._asking == 0, timeout=_SPELL)
            self._resumed = monotonic()
