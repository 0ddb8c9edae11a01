"""A screen on which posts are taken for read as they are read, and marked by key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual import on, work

from reader.history import BOOKMARKED, READ
from reader.tui.screens.panelled import PanelledScreen
from reader.tui.widgets.visited import Visited

_WORDS = {
    (READ, True): "read",
    (READ, False): "unread",
    (BOOKMARKED, True): "bookmarked",
    (BOOKMARKED, False): "no bookmark",
}


class MarkingScreen(PanelledScreen):
    """Keeps the marks in a thread; they show at once."""

    _told: frozenset[str] = frozenset()

    def needless(self) -> tuple[str, ...]:
        """Marks are needless, too, where nothing is kept."""
        marks = () if self.library.history.lasting else ("app.read", "app.bookmark")
        return (*super().needless(), *marks)

    @on(Visited.Read)
    def _being_read(self, event: Visited.Read) -> None:
        if self.library.single:
            # The text is on the screen before the history is opened.
            self.call_after_refresh(self._mark, event.post.path, READ, on=True)
        else:
            self._mark(event.post.path, READ, on=True)

    def action_mark(self, mark: str) -> None:
        """Mark the post, or take the mark away."""
        history = self.library.history
        # Of a list the chosen post, which may be on its way to the text still.
        led = self.keys.scope == "reading" and self.reading.apart
        post = self.reading.post if led or self.library.single else self.posts.post
        if post is None:
            return
        if not history.lasting:
            self.reading.say("Nothing is kept of standard input")
            return
        if mark == READ:
            self.reading.leave(post.path)
        marked = mark not in history.marks(post.path)
        self._mark(post.path, mark, on=marked)
        self.reading.remark(post.path, _WORDS[mark, marked])

    def action_refresh_posts(self) -> None:
        """Look for changed files; list anew what has been read or marked since it was listed."""
        super().action_refresh_posts()
        if not self.library.single:
            self.posts.renew()

    def tell(self, notices: Iterable[str]) -> None:
        """Say what has not been said yet."""
        for notice in notices:
            if notice not in self._told:
                self._told |= {notice}
                self.reading.say(notice, "warning")

    def _mark(self, path: str, mark: str, *, on: bool) -> None:
        if self.library.history.mark(path, mark, on):
            if not self.library.single:
                self.posts.mark(path)
            self._keep()

    @work(group="history")
    async def _keep(self) -> None:
        await asyncio.to_thread(self.library.history.keep)
        self.tell(self.library.history.notices)
