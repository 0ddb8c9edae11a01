"""The reading side: the post, the line to search it, and where in it one is."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from reader.library import Library
from reader.model import Page, Post
from reader.sanitize import one_line
from reader.tui.widgets.reading import ReadingPane
from reader.tui.widgets.title_line import TitleLine

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
        self.library = library
        self.reading = ReadingPane(measure=measure)
        self.status = TitleLine()
        self.ready = False

    async def furnish(self) -> None:
        """Mount what is in it: apart from composing, so that the list is painted before."""
        await self.mount(self.reading, self.status)
        self.ready = True

    def compose(self) -> ComposeResult:
        """Nothing before `furnish`."""
        yield from ()

    @property
    def post(self) -> Post | None:
        """The post that is shown."""
        return self.reading.post

    def open(self, post: Post | None, where: str = "") -> None:
        """Show a post and where it lands, or nothing; the newest call wins."""
        if self.ready:
            self.run_worker(partial(self._open, post, where), group="post", exclusive=True)

    async def _open(self, post: Post | None, where: str) -> None:
        if post is None:
            self.reading.show(None, None)
            self.status.label = self.status.aside = ""
            return
        document = await asyncio.to_thread(self.library.document, post.path)
        self.reading.show(post, document, landing=where)
        self.status.label = one_line(post.title)

    @on(ReadingPane.Moved)
    def _moved(self, event: ReadingPane.Moved) -> None:
        left = f" · {event.minutes_left} min left" if event.minutes_left else ""
        self.status.aside = f"{event.percent} %{left}"

    @on(ReadingPane.Searched)
    def _searched(self, event: ReadingPane.Searched) -> None:
        more = "" if event.complete else "+"
        if not self.reading.searching:
            self.status.note = ""
        elif event.matches:
            self.status.note = f"match {event.current} of {event.matches}{more}"
        else:
            self.status.note = "no match" if event.complete else "looking …"

    # Links.

    @on(ReadingPane.LinkFollowed)
    async def _followed(self, event: ReadingPane.LinkFollowed) -> None:
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
