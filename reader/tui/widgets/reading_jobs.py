"""Long work cut into slices that fall between two frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from time import perf_counter

from textual.widget import Widget

from reader.tui.key_queue import KeyQueue

_SLICE = 0.012
_PAUSE = 0.001


class Jobs:
    """Work written as generators; each `yield` is a place where it may be interrupted.

    One job of a name runs at a time. `after` is called at the end of every slice.
    """

    def __init__(self, widget: Widget, after: Callable[[], None]) -> None:
        self._widget = widget
        self._after = after
        self._jobs: dict[str, Iterator[None]] = {}
        self._waiting = False

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do."""
        return not self._jobs

    def start(self, name: str, work: Iterator[None], *, first: float = 0.0) -> None:
        """Start `work`, for `first` seconds at once, in place of a job of the same name."""
        self._jobs.pop(name, None)
        self._jobs[name] = work
        if first:
            self._work(name, first)
            self._after()
        self._wait()

    def stop(self, *names: str) -> None:
        """Drop jobs; without names all of them."""
        for name in names or tuple(self._jobs):
            self._jobs.pop(name, None)

    def _wait(self) -> None:
        if self._jobs and not self._waiting:
            self._waiting = True
            # Not Textual's timer: it leaves out a tick that is late, and this one is the only one.
            asyncio.get_running_loop().call_later(_PAUSE, self._due)

    def _due(self) -> None:
        app = self._widget.app
        if isinstance(app, KeyQueue) and app.holds_keys:
            # Keys go first: they wait until nothing is under way, and may call the work off.
            asyncio.get_running_loop().call_later(_PAUSE, self._due)
        else:
            self._widget.call_next(self._slice)

    def _slice(self) -> None:
        self._waiting = False
        # What was asked for last is what someone waits for.
        if self._jobs:
            self._work(next(reversed(self._jobs)), _SLICE)
            self._after()
        self._wait()

    def _work(self, name: str, seconds: float) -> None:
        work = self._jobs[name]
        until = perf_counter() + seconds
        for _ in work:
            if perf_counter() >= until:
                return
        if self._jobs.get(name) is work:
            del self._jobs[name]
