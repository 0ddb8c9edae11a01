"""The reading side: the post, the line to search it, and where in it one is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from textual.message import Message

from reader.model import Post
from reader.sanitize import one_line
from reader.tui.widgets.opened_post import OpenedPost
from reader.wording import count

if TYPE_CHECKING:
    from reader.tui.widgets.reading import ReadingPane

# What a browser or a mail program may be asked to open. Nothing else of a post leaves the program.
_SCHEMES = ("http", "https", "mailto")
# The shortest lines that can be asked for, in cells.
LEAST_MEASURE = 20


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None for what is none, such as http://[x."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _leads_out(url: str) -> bool:
    parts = _parts(url)
    return parts is not None and parts.scheme in _SCHEMES


class PostPane(OpenedPost):
    """Says how far one is in a post, follows its links and searches in it."""

    def on_reading_pane_moved(self, event: ReadingPane.Moved) -> None:
        """Say how far one is."""
        left = f" · {event.minutes_left} min left" if event.minutes_left else ""
        self.status.aside = f"{event.percent} %{left}"

    def on_reading_pane_searched(self) -> None:
        """Say which match one is at, or how many words of the list's query there are."""
        reading = self.reading
        more = "" if reading.complete else "+"
        if reading.current:
            what = "match" if reading.searching else "word"
            self._note(f"{what} {reading.current} of {reading.matches}{more}")
        elif reading.searching and not reading.matches:
            self._note("no match" if reading.complete else "looking …")
        elif reading.matches:
            noun = "match" if reading.matches == 1 and not more else "matches"
            self._note(f"{reading.matches:,}{more} {noun} · n")
        else:
            self._note("")

    # Links.

    async def on_reading_pane_link_followed(self, event: ReadingPane.LinkFollowed) -> None:
        """Open a web address in the browser, and a path as a post."""
        event.stop()
        if _leads_out(event.url):
            self.app.open_url(event.url)
            self.say(f"Opened {event.url}")
            return
        here = self.post
        parts = _parts(event.url)
        anchor = unquote(parts.fragment) if parts else ""
        post = await asyncio.to_thread(self._linked, here.path, event.url) if here else None
        if here is None or post is None:
            self.say(f"No post stands at {event.url}", "warning")
            return
        self._trail.append((here, self.reading.sight))
        if post.path != here.path:
            self.expect(post.path)
            self._open(post, anchor=anchor, led=True)
        elif not self.reading.go_to_anchor(anchor):
            self._trail.pop()
            self.say(f"Nothing is called #{anchor}", "warning")

    async def follow(self, path: str) -> None:
        """Go to a post as by a link."""
        post = await asyncio.to_thread(self.library.post, path)
        if post is not None and self.post is not None:
            self._trail.append((self.post, self.reading.sight))
            self.expect(post.path)
            self._open(post, led=True)

    def _linked(self, here: str, url: str) -> Post | None:
        path = self.library.resolve(here, url)
        return None if path is None else self.library.post(path)

    def widen(self, step: int) -> None:
        """Make lines longer (shorter where negative) by some cells, from 20 to the pane's width."""
        reading = self.reading
        most = max(LEAST_MEASURE, reading.widest)
        measure = max(LEAST_MEASURE, min(most, min(reading.measure, most) + step))
        if measure != reading.measure:
            reading.measure = measure
            reading.relay()
        end = " (all of the pane)" if measure == most else ""
        self.status.note = f"{count(reading.text_width, 'column')}{end}"

    def browse(self) -> None:
        """Open the post's page in the browser, where its address is known."""
        url = self.library.address(self.post) if self.post else ""
        if url and _leads_out(url):
            self.app.open_url(url)
            self.say(f"Opened {url}")
        elif self.post is not None and (self.post.url or "").startswith("/"):
            self.say("The site's settings name no address on the web: O copies its path there")
        else:
            self.say("This post names no address on the web")

    def copy_link(self) -> None:
        """Copy the current link, the post's address or its path."""
        if self.post is not None:
            address = self.library.address(self.post) or self.post.url
            link = self.reading.current_link or address or self.post.path
            self.app.copy_to_clipboard(one_line(link))
            self.say(f"Copied {link}")

    # Searching in the post.

    async def search(self) -> None:
        """Open the line in which one types what to find."""
        from reader.tui.widgets.search_box import SearchBox

        if not self.query(SearchBox):
            box = SearchBox("", placeholder="find in this post", id="find")
            await self.mount(box, before=self.status)
            self.screen.set_focus(box)

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
        self.reading.give_up_search()
        self._close_search()

    def _close_search(self) -> None:
        from reader.tui.widgets.search_box import SearchBox

        self.query(SearchBox).remove()
        self.reading.focus()
