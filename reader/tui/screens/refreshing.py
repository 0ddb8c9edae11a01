"""A screen whose library is read anew in the background."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from reader.library import Library

if TYPE_CHECKING:
    from reader.refresh import Changes

# How often a running refresh is shown, in seconds.
_SHOWN_EVERY = 0.15


class RefreshingScreen(Screen[None]):
    """Runs one refresh at a time in a thread, and tells of it while it runs and at its end.

    `touched` says whether the reader has done anything yet: before, posts that come in may push
    away what is selected.
    """

    class Progressed(Message):
        """The running refresh has read some files."""

        def __init__(self, done: int, total: int) -> None:
            self.done, self.total = done, total
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the newest matters."""
            return isinstance(message, RefreshingScreen.Progressed)

    def __init__(self, library: Library, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.library = library
        self.touched = False
        self._stop = threading.Event()
        self._refreshing = False

    def coming_in(self, done: int, total: int) -> None:
        """So many files have been read, of so many."""

    def came_in(self, changes: Changes) -> None:
        """The refresh has ended."""

    def on_unmount(self) -> None:
        """End a refresh with its screen."""
        self._stop.set()

    def on_key(self) -> None:
        """Take note that the reader has come."""
        self.touched = True

    def on_mouse_down(self) -> None:
        """As a key."""
        self.touched = True

    def action_refresh_posts(self) -> None:
        """Look for changed files."""
        if not self._refreshing:
            self._refreshing = True
            self._stop.clear()
            self._refresh()

    def action_stop(self) -> None:
        """Stop looking; what was read stays."""
        self._stop.set()

    @work(group="refresh")
    async def _refresh(self) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if (now := time.monotonic()) - last >= _SHOWN_EVERY:
                last = now
                self.post_message(self.Progressed(done, total))

        changes = await asyncio.to_thread(self.library.refresh, progress, self._stop.is_set)
        self._refreshing = False
        self.came_in(changes)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self._refreshing:
            self.coming_in(event.done, event.total)
