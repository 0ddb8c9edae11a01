"""The reading side: the post, the line to search it, and where in it one is."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from textual import work
from textual.containers import Vertical
from textual.message import Message

from reader.library import Library
from reader.model import Page, Post
from reader.sanitize import one_line
from reader.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from reader.source.document import Document
    from reader.tui.widgets.reading import ReadingPane

# What a browser or a mail program may be asked to open. Nothing else of a post leaves the program.
_SCHEMES = ("http", "https", "mailto")


def linked_path(here: str, url: str) -> str | None:
    """The path in the library that a relative link of the post at `here` leads to, if any."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path:
        return None
    base = PurePosixPath("/") if path.startswith("/") else PurePosixPath(here).parent
    found: list[str] = []
    for part in (base / path).parts:
        if part == "..":
            found[-1:] = []
        elif part not in (".", "/"):
            found.append(part)
    return "/".join(found)


def landing(post: Post, page: Page) -> str:
    """Where a post stands in the list: page 2 of 3, no. 4; "" where it is not on the page."""
    paths = [one.path for one in page.posts]
    if post.path not in paths:
        return ""
    return f"page {page.number} of {page.of}, no. {paths.index(post.path) + 1}"


class PostPane(Vertical):
    """Reads a post from the library and draws it."""

    def __init__(self, library: Library, *, measure: int, id: str | None = None) -> None:
        """`measure` is the widest column of text, in cells."""
        super().__init__(id=id)
        self.library, self.measure = library, measure
        self.status = TitleLine()
        self._reading: ReadingPane | None = None

    async def furnish(self) -> None:
        """Mount what is in it: apart from composing, so that the list is painted before."""
        from reader.tui.widgets.reading import ReadingPane

        reading = ReadingPane(measure=self.measure)
        await self.mount(reading, self.status)
        self._reading = reading

    @property
    def ready(self) -> bool:
        """Whether it has been furnished."""
        return self._reading is not None

    @property
    def reading(self) -> ReadingPane:
        """The text; only once `ready`."""
        if self._reading is None:
            raise RuntimeError("the post pane is not furnished yet")
        return self._reading

    @property
    def post(self) -> Post | None:
        """The post that is shown."""
        return self._reading.post if self._reading else None

    def open(self, post: Post | None, where: str = "") -> None:
        """Show a post and where it lands, or nothing; the newest call wins."""
        if self.ready:
            self._open(post, where)

    def preview(self) -> int:
        """Show the one post of a library of one now, and say how long it is, in characters.

        Its words are counted by the refresh.
        """
        if self.library.only is None:
            return 0
        post, document = self.library.preview(self.library.only)
        self._show(post, document)
        return len(document.body)

    @work(exclusive=True, group="post")
    async def _open(self, post: Post | None, where: str) -> None:
        if post is None:
            self.reading.show(None, None)
            self.status.label = self.status.note = self.status.aside = ""
            return
        self._show(post, await asyncio.to_thread(self.library.document, post.path), where)

    def _show(self, post: Post | None, document: Document, where: str = "") -> None:
        self.reading.show(post, document, landing=where)
        self.status.label = one_line(post.title) if post else ""

    def on_reading_pane_moved(self, event: ReadingPane.Moved) -> None:
        """Say how far one is."""
        left = f" · {event.minutes_left} min left" if event.minutes_left else ""
        self.status.aside = f"{event.percent} %{left}"

    def on_reading_pane_searched(self, event: ReadingPane.Searched) -> None:
        """Say which match one is at."""
        more = "" if event.complete else "+"
        if not self.reading.searching:
            self.status.note = ""
        elif event.matches:
            self.status.note = f"match {event.current} of {event.matches}{more}"
        else:
            self.status.note = "no match" if event.complete else "looking …"

    # Links.

    async def on_reading_pane_link_followed(self, event: ReadingPane.LinkFollowed) -> None:
        """Open a web address in the browser, and a path as a post."""
        event.stop()
        if urlsplit(event.url).scheme in _SCHEMES:
            self.app.open_url(event.url)
            self.say(f"Opened {event.url}")
            return
        path = linked_path(self.post.path, event.url) if self.post else None
        post = await asyncio.to_thread(self.library.post, path) if path else None
        if post is not None:
            self.open(post)
        else:
            self.say(f"No post stands at {event.url}", "warning")

    def browse(self) -> None:
        """Open the post's page in the browser, where its address is known."""
        url = self.post.url if self.post else None
        if url and urlsplit(url).scheme in _SCHEMES:
            self.app.open_url(url)
            self.say(f"Opened {url}")
        else:
            self.say("This post names no address on the web")

    def copy_link(self) -> None:
        """Copy the current link, the post's address or its path."""
        if self.post is not None:
            link = self.reading.current_link or self.post.url or self.post.path
            self.app.copy_to_clipboard(link)
            self.say(f"Copied {link}")

    def say(self, text: str, level: Literal["information", "warning"] = "information") -> None:
        """A word to the user; what came from a post is never markup."""
        self.notify(one_line(text), severity=level, markup=False, timeout=4)

    # Searching in the post.

    async def search(self) -> None:
        """Open the line in which one types what to find."""
        from reader.tui.widgets.search_box import SearchBox

        if not self.query(SearchBox):
            box = SearchBox("", placeholder="find in this post", id="find")
            await self.mount(box, before=self.status)
            box.focus()

    def on_input_changed(self, event: Message) -> None:
        """Mark what is being typed."""
        event.stop()
        self.reading.search(event.value)  # type: ignore[attr-defined]

    def on_input_submitted(self, event: Message) -> None:
        """Keep the marks and go back to the text."""
        event.stop()
        self._close_search()

    def on_search_box_left(self, event: Message) -> None:
        """Drop the marks."""
        event.stop()
        self.reading.clear_search()
        self._close_search()

    def _close_search(self) -> None:
        from reader.tui.widgets.search_box import SearchBox

        self.query(SearchBox).remove()
        self.reading.focus()
