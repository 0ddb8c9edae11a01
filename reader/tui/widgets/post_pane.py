"""The reading side: the post, the line to search it, and where in it one is."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, unquote, urlsplit

from textual import work
from textual.message import Message

from reader.config import Settings
from reader.library import Library
from reader.model import Post
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.about import About, about
from reader.tui.widgets.title_line import TitleLine
from reader.tui.widgets.visited import Visited
from reader.wording import barred, count, state

if TYPE_CHECKING:
    from reader.source.document import Document
    from reader.tui.widgets.reading import ReadingPane
    from reader.tui.widgets.reading_sheet import Place

# What a browser or a mail program may be asked to open. Nothing else of a post leaves the program.
_SCHEMES = ("http", "https", "mailto")
# The shortest lines that can be asked for, in cells.
LEAST_MEASURE = 20
# How long a post waits for word of where it lands, in seconds: what comes later moves its text.
_AT_ONCE = 0.03
# How long a post stands to be asked for that may be passed by, in seconds: where letters are typed
# (some ten a second), and where posts follow one another as fast as a key repeats.
TYPED, _REPEATED = 0.15, 0.06


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None for what is none, such as http://[x."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _leads_out(url: str) -> bool:
    parts = _parts(url)
    return parts is not None and parts.scheme in _SCHEMES


class PostPane(Visited):
    """Reads a post from the library and draws it; `query_shown` is what the list shows."""

    def __init__(self, library: Library, settings: Settings, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.library, self.settings = library, settings
        self.query_shown = Query()
        self.status = TitleLine()
        self._reading: ReadingPane | None = None
        self._where = ""
        self._opened_at = 0.0
        # The posts that links were followed from, and where one was in them.
        self._trail: list[tuple[Post, Place]] = []
        # One thread: of posts that are only passed by, nothing is asked.
        self._pool = ThreadPoolExecutor(1, "about")

    async def furnish(self) -> None:
        """Mount what is in it: apart from composing, so that the list is painted before."""
        from reader.tui.widgets.reading import ReadingPane

        settings = self.settings
        reading = ReadingPane(
            measure=settings.measure,
            root=self.library.root,
            images=settings.images,
            engine=self.library.engine.name,
            typography=settings.typography,
            reorders=settings.bidi == "reader",
        )
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

    @property
    def followed(self) -> bool:
        """Whether the post that is shown was come to by a link."""
        return bool(self._trail)

    def on_unmount(self) -> None:
        """Let no thread outlive the pane."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def remark(self, path: str, words: str) -> None:
        """Say something of a post below its text, where that is shown."""
        if self.post is not None and self.post.path == path:
            self.status.note = words

    def open(self, post: Post | None, *, after: float = 0.0) -> None:
        """Show a post and where it lands, or nothing; the newest call wins.

        It may do so `after` some seconds. Of posts that are only passed by, none is shown.
        """
        if self.ready:
            self._trail.clear()
            self.expect(post.path if post else None)
            now = monotonic()
            if now - self._opened_at < _REPEATED:
                after = max(after, _REPEATED)
            self._opened_at = now
            self._open(post, after=after)

    def reopen(self) -> None:
        """Show the post as it stands on disk now."""
        if self.ready and self.post is not None:
            self._open(self.post)

    def back(self) -> bool:
        """Go back to the post that a link was followed from; False where none was."""
        if not self._trail:
            return False
        post, place = self._trail.pop()
        # It was read, or taken for unread, before the link was followed.
        self.leave(post.path)
        self._open(post, place=place)
        return True

    def preview(self) -> int:
        """Show the one post of a library of one now, and say how long it is, in characters.

        Its words are counted by the refresh.
        """
        if self.library.only is None:
            return 0
        post, document = self.library.preview(self.library.only)
        self.expect(self.library.only)
        self._show(post, document)
        return len(document.body)

    @work(exclusive=True, group="post")
    async def _open(
        self,
        post: Post | None,
        *,
        anchor: str = "",
        place: Place | None = None,
        after: float = 0.0,
    ) -> None:
        if after:
            await asyncio.sleep(after)
        if post is None:
            self.reading.show(None, None)
            self.status.label = self.status.note = self.status.aside = ""
            self._where = ""
            return
        asked = self._pool.submit(about, self.library, post, self.query_shown)
        try:
            document = await asyncio.to_thread(self.library.document, post.path)
            told = await _within(asked, _AT_ONCE)
            self._show(post, document, told)
            if place is not None:
                self.reading.relay(place)
            elif anchor and not self.reading.go_to_anchor(anchor):
                self.say(f"Nothing is called #{anchor}", "warning")
            if told is None:
                told = await asyncio.wrap_future(asked)
                self._show(post, document, told)
        finally:
            asked.cancel()
        if self._trail and told.barring and place is None:
            self.say(f"Not in the list: {barred(told.barring)}")

    def _show(self, post: Post | None, document: Document, told: About | None = None) -> None:
        engine, shown = self.library.engine, self.post
        if told is not None or post is None or shown is None or shown.path != post.path:
            self._where = told.in_short if told is not None else ""
        why = ""
        if post is not None:
            listing = self.library.listing(post, document)
            why = state(listing.state, listing.reason)
        # A refresh may have found that the posts are another engine's.
        self.reading.show(
            post,
            document,
            landing=self._where,
            why=why,
            engine=engine.name,
            query=self.query_shown,
        )
        self.status.label = one_line(post.title) if post else ""
        if post is None or shown is None or shown.path != post.path:
            self.status.note = ""
        self.attend()

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
            self.status.note = f"{what} {reading.current} of {reading.matches}{more}"
        elif reading.searching and not reading.matches:
            self.status.note = "no match" if reading.complete else "looking …"
        elif reading.matches:
            noun = "match" if reading.matches == 1 and not more else "matches"
            self.status.note = f"{reading.matches:,}{more} {noun} · n"
        else:
            self.status.note = ""

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
        self._trail.append((here, self.reading.place))
        if post.path != here.path:
            self.expect(post.path)
            self._open(post, anchor=anchor)
        elif not self.reading.go_to_anchor(anchor):
            self._trail.pop()
            self.say(f"Nothing is called #{anchor}", "warning")

    async def follow(self, path: str) -> None:
        """Go to a post as by a link."""
        post = await asyncio.to_thread(self.library.post, path)
        if post is not None and self.post is not None:
            self._trail.append((self.post, self.reading.place))
            self.expect(post.path)
            self._open(post)

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


async def _within(future: Future[About], seconds: float) -> About | None:
    """What a thread answers within some seconds; None where it takes longer."""
    waiting = asyncio.wrap_future(future)
    await asyncio.wait([waiting], timeout=seconds)
    return waiting.result() if waiting.done() else None
