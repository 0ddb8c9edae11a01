"""The list's search line: opened, followed letter by letter, kept or taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical
from textual.message import Message

from reader.library import Library
from reader.query import Query
from reader.tui.answer import Answer
from reader.tui.key_queue import Awaiting
from reader.tui.questions import Questions

if TYPE_CHECKING:
    from reader.tui.typed import Listed, Sized
    from reader.tui.widgets.post_list import PostList
    from reader.tui.widgets.query_box import QueryBox
    from reader.tui.widgets.title_line import TitleLine

    Listing = Callable[[Library, Sized, str | None], Listed]


class Asked(NamedTuple):
    """An answer, with what it was asked for: see `PostsPane.ask`.

    `stars` are those that the text of the search line lacks, which was `text` when it was asked,
    and `rest` is what of it is not asked for yet.
    """

    answer: Answer
    keep: str | None
    select: int = 0
    again: bool = False
    text: str = ""
    stars: tuple[int, ...] = ()
    rest: str = ""


class SearchedPane(Vertical, Awaiting):
    """Searches; a subclass has the list, and shows what is asked.

    `rest` is what is typed and not asked for yet.
    """

    library: Library
    asked: Query
    views: Mapping[str, str]
    title: TitleLine
    posts: PostList
    questions: Questions[Asked]
    rest = ""
    # Of what is asked for and has not come yet: whether it was typed, and whether it keeps the
    # chosen post, or selects which.
    typing = False
    awaited: tuple[bool, int] | None = None
    _box: QueryBox | None = None
    if TYPE_CHECKING:

        @property
        def chosen(self) -> str | None:
            """The path of the post that the reader chose last: other lists come back to it."""

        def ask(self, query: Query) -> None:
            """Show a query's page."""

        def sized(self, query: Query) -> Query:
            """A query with the page size that it is shown with."""

        def prepare(self) -> object:
            """Make ready what a list is narrowed by."""

        def retitle(self) -> None:
            """Say in the title line what is shown."""

    @property
    def searching(self) -> bool:
        """Whether a query is being typed."""
        return self._box is not None

    def awaits(self, key: str) -> bool:
        """A key in the list is meant for the posts that are on their way; what is typed is not."""
        return self.questions.waiting and not self.searching

    async def action_search(self) -> None:
        """Open the search line on the query as it stands."""
        from reader.tui.widgets.query_box import QueryBox

        if self._box is None:
            self.prepare()
            self._before = self.asked
            self._box = QueryBox(self.asked, self.library, self.views)
            await self.mount(self._box, after=self.title)
            # At once: what is typed next is meant for it.
            self.screen.set_focus(self._box)

    def on_query_box_typed(self, event: QueryBox.Typed) -> None:
        """Follow what is typed."""
        if self._box is None:
            # The last letters of a line that has been closed.
            return
        query = self.sized(event.typed.query)
        if str(query) != str(self.asked):
            # The chips follow with the answer, which may be to another text.
            self.asked = query
            self._ask_typed(event.typed.text, event.typed.listed)
        elif self.rest != event.typed.rest:
            self.rest = event.typed.rest
            self.retitle()

    def on_query_box_kept(self, event: QueryBox.Kept) -> None:
        """Keep what is shown."""
        self._close_search()
        self.library.history.renew()
        self._ask_typed(event.typed.text, event.typed.kept)

    def _ask_typed(self, text: str, listed: Listing) -> None:
        keep = self.chosen
        self.typing, self.awaited = True, (True, 0)

        def question() -> Asked:
            got = listed(self.library, self.sized, keep)
            return Asked(got.answer, keep, 0, False, text, got.stars, got.rest)

        self.questions.ask(question)

    def on_search_box_left(self, event: Message) -> None:
        """Take back what was typed."""
        event.stop()
        self._close_search()
        self.ask(self._before)

    def _close_search(self) -> None:
        if self._box is not None:
            self._box.remove()
            self._box = None
        self.rest = ""
        self.retitle()
        self.posts.focus()

    def retype(self, query: Query) -> None:
        """Let the search line, where it is open, say another query that is shown meanwhile."""
        if self._box is not None:
            self._box.retype(query)

    def star(self, text: str, places: tuple[int, ...]) -> None:
        """Write the stars that a text of the search line lacks, if that still says it."""
        if self._box is not None and places:
            self._box.star(text, places)
