"""Posts opened, shown again, left and come back to."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from textual import work

from reader.config import Settings
from reader.library import Library
from reader.model import Post
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.about import About, about
from reader.tui.widgets.left_off import LeftOff
from reader.tui.widgets.title_line import TitleLine
from reader.tui.widgets.visited import Visited
from reader.wording import NOT_A_POST, barred, count, state

if TYPE_CHECKING:
    from reader.source.document import Document
    from reader.tui.widgets.reading import ReadingPane
    from reader.tui.widgets.reading_sight import Sight

# How long a post waits for word of where it lands, in seconds: what comes later moves its text.
_AT_ONCE = 0.03
# How long a post stands to be asked for that may be passed by, in seconds: where letters are typed
# (some ten a second), and where posts follow one another as fast as a key repeats.
TYPED, _REPEATED = 0.15, 0.06


class _How(TypedDict, total=False):
    """How a post is opened, if not to where it was left.

    `after` some seconds; `again`, as it stands on disk now; `led` to by a link, at its top or an
    `anchor`; `back` to what was `seen` of it.
    """

    after: float
    again: bool
    led: bool
    anchor: str
    back: bool
    seen: Sight | None


class OpenedPost(Visited):
    """Reads a post from the library and draws it; `query_shown` is what the list shows.

    Nobody is moved but by themselves: a post that changes, leaves the list or is gone for a moment
    stays in sight until another one is asked for, and each is come back to where it was left.
    """

    def __init__(self, library: Library, settings: Settings, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.library, self.settings = library, settings
        self.query_shown = Query()
        self.status = TitleLine()
        self._reading: ReadingPane | None = None
        self._where = ""
        self._opened_at = 0.0
        # The posts that links were followed from, and what was in sight of them.
        self._trail: list[tuple[Post, Sight | None]] = []
        self._left = LeftOff()
        # The post that was asked for last: it may be on its way.
        self._wanted: Post | None = None
        # Whether it is kept in sight though it has left the list; what is said of that, or of its
        # mistakes.
        self.stayed = False
        self._condition = self._noted = ""
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

    @property
    def apart(self) -> bool:
        """Whether another post is chosen in the list."""
        return self.followed or self.stayed

    def on_unmount(self) -> None:
        """Let no thread outlive the pane."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def remark(self, path: str, words: str) -> None:
        """Say something of a post below its text, where that is shown."""
        if self.post is not None and self.post.path == path:
            self.status.note = words

    def say(self, text: str, level: Literal["information", "warning"] = "information") -> None:
        """A word to the user; what came from a post is never markup."""
        self.notify(one_line(text), severity=level, markup=False, timeout=4)

    def open(self, post: Post | None, *, after: float = 0.0) -> None:
        """Show a post and where it lands, or nothing; the newest call wins.

        It may do so `after` some seconds. Of posts that are only passed by, none is shown.
        """
        if self.ready:
            self._trail.clear()
            self.stayed = False
            self.expect(post.path if post else None)
            now = monotonic()
            if now - self._opened_at < _REPEATED:
                after = max(after, _REPEATED)
            self._opened_at = now
            self._open(post, after=after)

    def reopen(self, left: str | None = None) -> None:
        """Show the post as it stands on disk now; it may be `left` that has left the list."""
        if self.ready and (post := self._wanted) is not None:
            self.stayed = not self._trail and left == post.path
            self._open(post, again=True)

    def back(self) -> bool:
        """Go back to the post that a link was followed from; False where none was."""
        if not self._trail:
            return False
        post, seen = self._trail.pop()
        # It was read, or taken for unread, before the link was followed.
        self.leave(post.path)
        self._open(post, seen=seen, back=True)
        return True

    def preview(self) -> int:
        """Show the one post of a library of one now, and say how long it is, in characters.

        Its words are counted by the refresh.
        """
        if self.library.only is None:
            return 0
        post, document = self.library.preview(self.library.only)
        self.expect(self.library.only)
        self._wanted = post
        self._show(post, document)
        return len(document.body)

    def _open(self, post: Post | None, **how: Unpack[_How]) -> None:
        self._wanted = post
        self._bring(post, how)

    @work(exclusive=True, group="post")
    async def _bring(self, post: Post | None, how: _How) -> None:
        if after := how.get("after"):
            await asyncio.sleep(after)
        if post is None:
            self._condition = ""
            self._leave(None)
            self.reading.show(None, None)
            self.status.label = self.status.note = self.status.aside = ""
            self._where = ""
            return
        if not how.get("again"):
            self._condition = ""
        elif (found := await self._anew(post)) is None:
            # What there was of it is better than nothing.
            self._note("")
            return
        else:
            self._wanted = post = found
        asked = self._pool.submit(about, self.library, post, self.query_shown)
        try:
            document = await asyncio.to_thread(self.library.document, post.path)
            told = await _within(asked, _AT_ONCE)
            self._show(post, document, told, self._sight_of(post, how))
            anchor = how.get("anchor", "")
            if anchor and not self.reading.go_to_anchor(anchor):
                self.say(f"Nothing is called #{anchor}", "warning")
            if told is None:
                told = await asyncio.wrap_future(asked)
                self._show(post, document, told)
        finally:
            asked.cancel()
        if self._trail and told.barring and not (how.get("back") or how.get("again")):
            self.say(f"Not in the list: {barred(told.barring)}")

    async def _anew(self, post: Post) -> Post | None:
        """A post as the library has it now; None where its file has gone."""
        found = await asyncio.to_thread(self.library.post, post.path)
        self._condition = ""
        if found is None:
            document = await asyncio.to_thread(self.library.document, post.path)
            self._condition = "gone from the disk" if document.empty else NOT_A_POST
            return None if document.empty else post
        if self.stayed:
            listed = self.library.listing(found)
            why = "" if listed.listed else f"{listed.state.value}: "
            self._condition = f"{why}not in this list"
        return found

    def _sight_of(self, post: Post, how: _How) -> Sight | None:
        """What is to be in sight of a post; None for its top, or what is in sight of it now."""
        if how.get("back"):
            return how.get("seen")
        again = self.post is not None and self.post.path == post.path
        return None if again or how.get("led") else self._left.find(post.path)

    def _leave(self, post: Post | None) -> None:
        """Take note of where one is in the post that is shown, if another one comes."""
        if (shown := self.post) is not None and (post is None or shown.path != post.path):
            self._left.leave(shown.path, self.reading.sight)

    def _show(
        self,
        post: Post | None,
        document: Document,
        told: About | None = None,
        seen: Sight | None = None,
    ) -> None:
        engine, shown = self.library.engine, self.post
        self._leave(post)
        same = post is not None and shown is not None and shown.path == post.path
        if told is not None or not same:
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
            seen=seen,
        )
        self.status.label = one_line(post.title) if post else ""
        if same and post and post.problems and not self._condition:
            # The head, which names them, may be out of sight.
            self._condition = f"{count(len(post.problems), 'problem')} · i"
        if not same or self._noted != self._condition:
            self._note("")
        self.attend()

    def _note(self, words: str) -> None:
        """Say something beside the title; else why the post is not in the list, or its mistakes."""
        self._noted = self._condition
        self.status.note = words or self._condition


async def _within(future: Future[About], seconds: float) -> About | None:
    """What a thread answers within some seconds; None where it takes longer."""
    waiting = asyncio.wrap_future(future)
    await asyncio.wait([waiting], timeout=seconds)
    return waiting.result() if waiting.done() else None
