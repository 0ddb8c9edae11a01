"""The list side: title, search, chips, posts and pager, and the query behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from reader.errors import ReaderError
from reader.library import Library
from reader.model import Page, Post
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.answer import answer, emptiness
from reader.tui.commands import bindings
from reader.tui.frames import paint_now, paint_together
from reader.tui.questions import Questions
from reader.tui.snippets import Snippets
from reader.tui.sorting import in_words, next_sort, turned
from reader.tui.widgets.chips import Chips
from reader.tui.widgets.pager import Pager
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.searched_pane import Asked, SearchedPane
from reader.tui.widgets.title_line import TitleLine

UNREAD = "not all read · r"
"""What stands in the title where reading was stopped."""


class PostsPane(SearchedPane):
    """One query and the page it gives. All changes of the query go through `ask`."""

    BINDINGS = bindings("list")

    class Chosen(Message):
        """A post is selected, on a page; `again` where only the library was asked anew.

        `left` is the path of the one that was chosen, where the list has it no longer.
        """

        def __init__(
            self, post: Post | None, page: Page, *, again: bool = False, left: str | None = None
        ) -> None:
            self.post, self.page, self.again, self.left = post, page, again, left
            super().__init__()

    class Filter(Message):
        """The filter panel is asked for, on a field or on the first."""

        def __init__(self, field: str | None) -> None:
            self.field = field
            super().__init__()

    class GoToPage(Message):
        """The prompt for a page number is asked for."""

    def __init__(
        self, library: Library, query: Query, *, lines: int, fit: bool,
        views: Mapping[str, str] | None = None, id: str | None = None,
    ) -> None:  # fmt: skip
        """`fit`: as many posts a page as the list has room for. `views` are the saved ones."""
        super().__init__(id=id)
        self.library, self.asked, self.fit, self.views = library, query, fit, views or {}
        self.posts = PostList(lines=lines, id="list")
        self.title = TitleLine()
        self.chips = Chips()
        self.pager = Pager()
        self.empty: Static | None = None
        self.total = 0
        self.busy = ""
        self.looked = False
        # Whether reading was stopped before all was read.
        self.partial = False
        # Whether the library has changed since what is typed was asked for.
        self._outdated = False
        # What the library would not answer.
        self._failure = ""
        self.questions: Questions[Asked] = Questions(self, self._paint, self._fail)
        self._snippets = Snippets(self.posts, library)
        # Whether the chosen post left the list as its last one.
        self._left_last = False
        # What was marked here: an answer that is under way does not know of it.
        self._marked: dict[str, Collection[str]] = {}

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.title
        yield self.posts
        yield self.pager

    def on_mount(self) -> None:
        """Show the first page in the first frame: an index answers in a few milliseconds."""
        try:
            self._take(Asked(answer(self.library, self.asked), None))
        except ReaderError as error:
            self._fail(error)

    def on_unmount(self) -> None:
        """Let no thread outlive the pane."""
        self.questions.close()
        self._snippets.close()

    @property
    def post(self) -> Post | None:
        """The selected post."""
        return self.posts.post

    @property
    def chosen(self) -> str | None:
        """The path of the post that the reader chose last."""
        return self.posts.chosen

    def ask(self, query: Query, *, keep: bool = True, select: int = 0, again: bool = False) -> None:
        """Show a query's page.

        With `keep` it is the page of the post that was last chosen, where that is in the result;
        otherwise the `select`th post of the page is chosen. `again`: only the library has changed.
        """
        query = self.sized(query)
        if str(query) != str(self.asked):
            # A list stays as it was asked, whatever is read meanwhile; this is another one.
            self.library.history.renew()
            self.retype(query)
        self._asked(query)
        self.typing, self.awaited = False, (keep, select)
        kept = self.chosen if keep else None

        def question() -> Asked:
            return Asked(answer(self.library, query, kept), kept, select, again)

        self.questions.ask(question)

    def sized(self, query: Query) -> Query:
        """A query with as many posts a page as fit, where that was asked for."""
        return query.sized(self.posts.fitting(query)) if self.fit and self.posts.size else query

    def _asked(self, query: Query) -> None:
        self.asked = self.chips.asked = query
        if query.chips() and not self.chips.is_attached:
            self.mount(self.chips, before=self.posts)

    def prefer(self, path: str) -> None:
        """Come back to this post in each list that has it, as if it had been chosen."""
        self.posts.chosen = path

    def reload(self, *, keep: bool = True) -> None:
        """Ask the same again, after the library has changed."""
        if self.typing:
            # What is typed is on its way: once it has come.
            self._outdated = True
            return
        # A page that has been turned to, and is on its way, is not turned back from.
        keep, select = self.awaited or (keep, self.posts.selected)
        self.ask(self.asked, keep=keep, select=select, again=True)

    def renew(self) -> None:
        """Ask anew where what has been read or bookmarked since would be listed otherwise."""
        if self.library.history.renew() and any(one.field == "is" for one in self.asked.filters):
            self.reload()

    def mark(self, path: str) -> None:
        """Show how a post is marked now; it stays in the list until that is asked anew."""
        self._marked[path] = self.library.history.marks(path)
        self.posts.mark(path, self._marked[path])

    def _paint(self, asked: Asked) -> None:
        self._take(asked)
        paint_together(self, self.title, self.chips, self.posts, self.pager)
        paint_now(self)

    def _take(self, asked: Asked) -> None:
        got, keep, select, again = asked.answer, asked.keep, asked.select, asked.again
        if again and keep is not None:
            # Another one may have been chosen while the same was asked again.
            keep = self.chosen
        self._failure, self.typing, self.awaited = "", False, None
        if not again:
            self.rest = asked.rest
        paths = [post.path for post in got.page.posts]
        if got.page.number < self.asked.page:
            # The page that was asked for is no more: its last post was left.
            select = len(paths)
        self._asked(got.query)
        before = self.post.path if self.post else None
        self.total = got.of_all
        self._show(got.page, paths.index(keep) if keep in paths else select, got.marks)
        if keep is None:
            self.posts.chosen = self.post.path if self.post else None
        unread = "r reads the rest" if self.partial else ""
        busy = not self.looked
        self._explain(
            emptiness(got, self.library, self.views, busy=busy, unread=unread) if not paths else ""
        )
        self.retitle()
        self.star(asked.text, asked.stars)
        same = self.post is not None and self.post.path == before
        left = keep if again and keep not in paths else None
        last = select >= len(paths) or (self._left_last and select == len(paths) - 1)
        self._left_last = left is not None and last
        same = same or left is not None
        self.post_message(self.Chosen(self.post, got.page, again=again and same, left=left))
        if self._outdated:
            self._outdated = False
            self.reload()

    def _fail(self, error: ReaderError) -> None:
        """Show that there is no answer, and how to ask something else."""
        self._failure, self.typing, self.awaited = one_line(str(error)), False, None
        page = Page(number=1, of=1, size=1, total=0, posts=())
        self._show(page, 0)
        self._explain(f"{self._failure}\n\nx  removes the last filter\nX  removes all of them")
        self.retitle()
        self.post_message(self.Chosen(None, page))

    def _show(
        self, page: Page, select: int, marks: Mapping[str, Collection[str]] | None = None
    ) -> None:
        self.pager.page = page
        self.posts.show(page, select, self.asked, {**(marks or {}), **self._marked})
        self.posts.display = bool(page.posts)
        self._snippets.anew()

    def _explain(self, text: str) -> None:
        """Say in the list's place why it is empty; "" where it is not."""
        if self.empty is None:
            if not text:
                return
            self.empty = Static(id="empty", markup=False)
            self.mount(self.empty, after=self.posts)
        self.empty.display = bool(text)
        self.empty.update(text)

    def retitle(self) -> None:
        """Say in the title line how many posts there are, in which order, and what is going on."""
        page = self.pager.page
        shown = page.total if page else 0
        self.title.label = "Posts"
        if wrong := self._failure or self.busy:
            note = wrong
        else:
            note = f"{shown:,} of {self.total:,}" if shown != self.total else f"{shown:,}"
            note += in_words(self.asked.sort)
            note += f" · not yet {one_line(self.rest)}" if self.rest else ""
        self.title.alert = bool(self._failure)
        self.title.note = note
        engine = self.library.engine
        # Plain files whose site has settings are not meant to be plain: `i` says what is wrong.
        plain = "settings not read" if engine.site.problems else ""
        more = plain if engine.name == "plain" else engine.title
        more = UNREAD if self.partial else more
        self.title.more = "" if wrong else more
        self.title.aside = f"{page.number}/{page.of}" if page and page.of > 1 else ""

    # Moving.

    @on(PostList.Selected)
    def _selected(self) -> None:
        if self.pager.page is not None:
            self.post_message(self.Chosen(self.post, self.pager.page))

    @on(PostList.Scrolled)
    def _scrolled(self) -> None:
        self._snippets.more()

    @on(PostList.PastEnd)
    def _past_end(self, event: PostList.PastEnd) -> None:
        self.action_turn(event.step, select=0 if event.step > 0 else -1)

    @on(Pager.Turned)
    def _turned(self, event: Pager.Turned) -> None:
        self.ask(self.asked.at(event.number), keep=False)

    def action_move(self, step: int) -> None:
        """Select the next or previous post, over the page's end too."""
        self.posts.action_move(step)

    def step_from_left(self, step: int) -> None:
        """Choose the post after (before) the one that has left the list, by where it stood."""
        if (step > 0) is self._left_last:
            self.posts.action_move(step)
        else:
            self.posts.watch_selected()

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
        self.prepare()
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
        """Back out of the search, then of the last filter."""
        if self.asked.words:
            self.ask(self.asked.unsearched())
        else:
            self.action_unfilter()

    def action_sort(self) -> None:
        """Sort by the next key."""
        self.ask(self.asked.sorted_by(next_sort(self.asked)), keep=False)

    def action_reverse(self) -> None:
        """Turn the order round; the engine's own becomes oldest first."""
        self.ask(self.asked.sorted_by(turned(self.asked.sort)), keep=False)

    @work(group="prepare", exclusive=True)
    async def prepare(self) -> None:
        """Make ready what a list is narrowed by, before it is narrowed key by key."""
        with suppress(ReaderError):
            await asyncio.to_thread(self.library.prepare, self.asked)

    # The size of a page.

    @on(PostList.Fits)
    def _fit(self, event: PostList.Fits) -> None:
        """Fit the page to the list, where that was asked for."""
        self._snippets.anew()
        if self.fit and event.posts != self.asked.page_size:
            self.ask(self.asked, again=True)
