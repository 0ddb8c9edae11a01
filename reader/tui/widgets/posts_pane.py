"""The list side: title, search, chips, posts and pager, and the query behind them."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from reader.errors import QueryError, ReaderError
from reader.library import Library
from reader.model import Page, Post
from reader.query import Query, Sort
from reader.tui.answer import Answer, answer, emptiness
from reader.tui.commands import bindings
from reader.tui.questions import Questions
from reader.tui.widgets.chips import Chips
from reader.tui.widgets.pager import Pager
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.title_line import TitleLine

# What `s` goes through; None is the engine's own order.
_SORTS = (None, Sort("date", descending=True), Sort("title"), Sort("words", descending=True))


def as_typed(query: Query, text: str) -> Query:
    """The query while its text is being typed: the word under way stands for all that begin so."""
    if not query.words or query.words[-1].phrase or not text.endswith(str(query.words[-1])):
        return query
    return replace(query, words=(*query.words[:-1], replace(query.words[-1], prefix=True)))


class PostsPane(Vertical):
    """One query and the page it gives. All changes of the query go through `ask`."""

    BINDINGS = bindings("list")

    class Chosen(Message):
        """Another post is selected, or the same one stands on another page."""

        def __init__(self, post: Post | None, page: Page) -> None:
            self.post, self.page = post, page
            super().__init__()

    class Filter(Message):
        """The filter panel is asked for, on a field or on the first."""

        def __init__(self, field: str | None) -> None:
            self.field = field
            super().__init__()

    class GoToPage(Message):
        """The prompt for a page number is asked for."""

    def __init__(
        self, library: Library, query: Query, *, lines: int, fit: bool, id: str | None = None
    ) -> None:
        """`fit`: as many posts a page as the list has room for."""
        super().__init__(id=id)
        self.library, self.asked, self.fit = library, query, fit
        self.posts = PostList(lines=lines, id="list")
        self.title = TitleLine()
        self.chips = Chips()
        self.pager = Pager()
        self.empty: Static | None = None
        self.total = 0
        self.busy = ""
        self.looked = False
        self._mistake = ""
        self._before = query
        self._questions = Questions(self, self._take, lambda error: self._blame(str(error)))
        # The path of the post that the reader chose last: narrowing and widening come back to it.
        self._chosen: str | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.title
        yield self.posts
        yield self.pager

    def on_mount(self) -> None:
        """Show the first page in the first frame: an index answers in a few milliseconds."""
        try:
            self._take((answer(self.library, self.asked), None, 0))
        except ReaderError as error:
            self._blame(str(error))

    @property
    def post(self) -> Post | None:
        """The selected post."""
        return self.posts.post

    def ask(self, query: Query, *, keep: bool = True, select: int = 0) -> None:
        """Show a query's page.

        With `keep` it is the page of the post that was last chosen, where that is in the result;
        otherwise the `select`th post of the page is chosen.
        """
        self._asked(query)
        kept = self._chosen if keep else None

        def question() -> tuple[Answer, str | None, int]:
            return answer(self.library, query, kept), kept, select

        self._questions.ask(question)

    def _asked(self, query: Query) -> None:
        self.asked = self.chips.asked = query
        if query.chips() and not self.chips.is_attached:
            self.mount(self.chips, before=self.posts)

    def reload(self, *, keep: bool = True) -> None:
        """Ask the same again, after the library has changed."""
        self.ask(self.asked, keep=keep, select=self.posts.selected)

    def _take(self, answered: tuple[Answer, str | None, int]) -> None:
        got, keep, select = answered
        self._mistake = ""
        self._asked(got.query)
        paths = [post.path for post in got.page.posts]
        self.total = got.of_all
        self.pager.page = got.page
        self.posts.show(got.page, paths.index(keep) if keep in paths else select)
        if keep is None:
            self._chosen = self.post.path if self.post else None
        self.posts.display = bool(paths)
        self._explain("" if paths else emptiness(got, self.library, busy=not self.looked))
        self.retitle()
        self.post_message(self.Chosen(self.post, got.page))

    def _explain(self, text: str) -> None:
        """Say in the list's place why it is empty; "" where it is not."""
        if self.empty is None:
            if not text:
                return
            self.empty = Static(id="empty", markup=False)
            self.mount(self.empty, after=self.posts)
        self.empty.display = bool(text)
        self.empty.update(text)

    def _blame(self, mistake: str) -> None:
        self._mistake = mistake
        self.retitle()

    def retitle(self) -> None:
        """Say in the title line how many posts there are, in which order, and what is going on."""
        page = self.pager.page
        shown = page.total if page else 0
        self.title.label = "Posts"
        if self._mistake or self.busy:
            note = self._mistake or self.busy
        else:
            note = f"{shown:,} of {self.total:,}" if shown != self.total else f"{shown:,}"
            if self.asked.sort is not None:
                note += f" by {self.asked.sort.key} {'↓' if self.asked.sort.descending else '↑'}"
        self.title.alert = bool(self._mistake)
        self.title.note = note
        self.title.aside = f"{page.number}/{page.of}" if page and page.of > 1 else ""

    # Moving.

    @on(PostList.Selected)
    def _selected(self, event: PostList.Selected) -> None:
        if event.by_hand and event.post is not None:
            self._chosen = event.post.path
        if self.pager.page is not None:
            self.post_message(self.Chosen(self.post, self.pager.page))

    @on(PostList.PastEnd)
    def _past_end(self, event: PostList.PastEnd) -> None:
        self.action_turn(event.step, select=0 if event.step > 0 else -1)

    @on(Pager.Turned)
    def _turned(self, event: Pager.Turned) -> None:
        self.ask(self.asked.at(event.number), keep=False)

    def action_move(self, step: int) -> None:
        """Select the next or previous post, over the page's end too."""
        self.posts.action_move(step)

    def action_read(self) -> None:
        """Read the selected post."""
        self.posts.action_read()

    def action_turn(self, step: int, select: int = 0) -> None:
        """Turn to the next or previous page, where there is one."""
        page = self.pager.page
        if page and 1 <= self.asked.page + step <= page.of:
            self.ask(self.asked.at(self.asked.page + step), keep=False, select=select)

    def action_first(self) -> None:
        """Select the first post of all."""
        self.ask(self.asked.at(1), keep=False)

    def action_last(self) -> None:
        """Select the last post of all."""
        if self.pager.page:
            self.ask(self.asked.at(self.pager.page.of), keep=False, select=-1)

    def action_go_to_page(self) -> None:
        """Ask for a page number."""
        self.post_message(self.GoToPage())

    # Narrowing.

    @on(Chips.Asked)
    def _unchipped(self, event: Chips.Asked) -> None:
        self.ask(event.query)

    def action_filter(self, field: str | None = None) -> None:
        """Ask for the filter panel."""
        self.post_message(self.Filter(field))

    def action_unfilter(self) -> None:
        """Drop the last word or filter."""
        if chips := self.asked.chips():
            self.ask(chips[-1].query)

    def action_clear(self) -> None:
        """Drop every word and filter."""
        if self.asked.chips():
            self.ask(self.asked.cleared())

    def action_back(self) -> None:
        """Back out of the last filter."""
        self.action_unfilter()

    def action_sort(self) -> None:
        """Sort by the next key."""
        keys = [sort.key if sort else None for sort in _SORTS]
        now = self.asked.sort.key if self.asked.sort else None
        place = keys.index(now) if now in keys else 0
        self.ask(self.asked.sorted_by(_SORTS[(place + 1) % len(_SORTS)]), keep=False)

    def action_reverse(self) -> None:
        """Turn the order round; the engine's own becomes oldest first."""
        sort = self.asked.sort
        turned = replace(sort, descending=not sort.descending) if sort else Sort("date")
        self.ask(self.asked.sorted_by(turned), keep=False)

    # Searching.

    async def action_search(self) -> None:
        """Open the search line on the query as it stands."""
        from reader.tui.widgets.search_box import SearchBox

        if self.query(SearchBox):
            return
        self._before = self.asked
        text = str(self.asked)
        hint = "words, category:…, -tag:…, after:2017-05"
        box = SearchBox(f"{text} " if text else "", placeholder=hint, id="search")
        await self.mount(box, after=self.title)
        box.focus()

    def on_input_changed(self, event: Message) -> None:
        """Follow each letter; a mistake is told and changes nothing."""
        event.stop()
        value: str = event.value  # type: ignore[attr-defined]
        try:
            query = as_typed(self.asked.with_text(value), value)
        except QueryError as error:
            self._blame(f"column {error.column}: {error.cause}")
            return
        self._blame("")
        if str(query) != str(self.asked):
            self.ask(query)

    def on_input_submitted(self, event: Message) -> None:
        """Keep what is shown: the words as typed where they give the same posts."""
        event.stop()
        self._close_search()
        if self._mistake:
            return
        exact = self.asked.with_text(event.value)  # type: ignore[attr-defined]
        if (
            exact != self.asked
            and self.library.page(exact).total == self.library.page(self.asked).total
        ):
            self.ask(exact)

    def on_search_box_left(self, event: Message) -> None:
        """Take back what was typed."""
        event.stop()
        self.ask(self._before)
        self._blame("")
        self._close_search()

    def _close_search(self) -> None:
        from reader.tui.widgets.search_box import SearchBox

        self.query(SearchBox).remove()
        self.retitle()
        self.posts.focus()

    # The size of a page.

    def on_resize(self) -> None:
        """Fit the page to the list, where that was asked for."""
        if self.fit:
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        taken = 2 + (self.chips.size.height if self.chips.display else 0)
        size = max(1, (self.size.height - taken) // self.posts.lines)
        if size != self.asked.page_size:
            self.ask(self.asked.sized(size))
