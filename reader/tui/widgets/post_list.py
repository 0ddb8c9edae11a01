"""The posts of one page, two lines each, or three where words were looked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.found import NOTHING, in_names, places
from reader.history import BOOKMARKED, READ
from reader.model import Page, Post, State
from reader.query import Query
from reader.sanitize import one_line
from reader.snippets import Snippet
from reader.tui.cells import cut, filled, marked
from reader.tui.widgets.grounded import GroundedView
from reader.wording import BOOKMARKED as STAR
from reader.wording import SIGNS, UNREAD, day, minutes

_EMPTY = Page(number=1, of=1, size=10, total=0, posts=())


class PostList(GroundedView, can_focus=True, inherit_bindings=False):
    """A page of posts with one selected.

    Moving past either end asks for the neighbouring page by `PastEnd`. The keys are those of the
    pane that it stands in.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "post-list--title",
        "post-list--title-selected",
        "post-list--meta",
        "post-list--selected",
        "post-list--bar",
        "post-list--sign",
        "post-list--unread",
        "post-list--bookmark",
        "post-list--problem",
        "post-list--match",
    }
    DEFAULT_CSS = "PostList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    page: reactive[Page] = reactive(_EMPTY)
    selected: reactive[int] = reactive(0)

    class Selected(Message):
        """Another post is selected."""

    class Read(Message):
        """The selected post is to be read."""

    class PastEnd(Message):
        """The selection was moved past the first (-1) or last (+1) post of the page."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    class Fits(Message):
        """So many posts have room."""

        def __init__(self, posts: int) -> None:
            self.posts = posts
            super().__init__()

    class Scrolled(Message):
        """Other posts are in sight."""

        def can_replace(self, message: Message) -> bool:
            """Only where it ends matters."""
            return isinstance(message, PostList.Scrolled)

    def __init__(self, *, lines: int = 2, id: str | None = None) -> None:
        """`lines` a post: 2, or 1 for a denser list. With 2, words of a query add a third."""
        super().__init__(id=id)
        self._least = self.lines = lines
        # What the posts are marked with, by path.
        self._marks: dict[str, Collection[str]] = {}
        self.query_shown = Query()
        # The path of the post that the reader chose last, noted at once: keys that come together
        # may turn the page before anybody hears of the first of them.
        self.chosen: str | None = None
        self._names = NOTHING
        # By path, what the third lines say; those of `_told` say it of the posts as shown now.
        self._snippets: dict[str, Snippet | None] = {}
        self._told = set[str]()

    @property
    def post(self) -> Post | None:
        """The selected post."""
        posts = self.page.posts
        return posts[self.selected] if 0 <= self.selected < len(posts) else None

    def lines_of(self, query: Query) -> int:
        """How many lines a post of a query's pages takes."""
        return 3 if self._least == 2 and in_names(query) else self._least

    def fitting(self, query: Query) -> int:
        """How many posts of a query's pages have room."""
        return max(1, self.size.height // self.lines_of(query))

    @property
    def room(self) -> int:
        """The cells that a text has, beside the bar and a sign before it and a scrollbar."""
        return self.scrollable_content_region.width - 3

    def unexplained(self, most: int) -> list[Post]:
        """So many posts in sight, or a screen away, whose third line is not known yet."""
        if self.lines < 3 or self.room <= 0:
            return []
        first, screen = round(self.scroll_y) // self.lines, self.fitting(self.query_shown) + 1
        near = self.page.posts[max(0, first - screen) : first + 2 * screen]
        # What is in sight comes before what is above it.
        near = (*near[min(first, screen) :], *near[: min(first, screen)])
        return [post for post in near if post.path not in self._told][:most]

    def explain(self, snippets: Mapping[str, Snippet | None]) -> None:
        """Show where the words of the query stand in some of the posts."""
        self._snippets.update(snippets)
        self._told.update(snippets)
        self.refresh()

    def show(
        self,
        page: Page,
        selected: int,
        query: Query | None = None,
        marks: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Take a query's page and select one of its posts (negative counts from the end).

        `marks` is what they are marked with, by path. What was said of a post by an earlier page
        stands until there is something newer.
        """
        self.query_shown = query or Query()
        self.lines, self._names = self.lines_of(self.query_shown), in_names(self.query_shown)
        here = {post.path for post in page.posts}
        self._snippets = {path: said for path, said in self._snippets.items() if path in here}
        self._told.clear()
        self._marks = dict(marks or {})
        count = len(page.posts)
        selected += count if selected < 0 else 0
        self.set_reactive(PostList.selected, max(0, min(count - 1, selected)))
        self.set_reactive(PostList.page, page)
        self.virtual_size = Size(self.size.width, count * self.lines)
        self._reveal()
        self.refresh()

    def mark(self, path: str, marks: Collection[str]) -> None:
        """Take note that a post is marked otherwise; it stays where it is."""
        self._marks[path] = marks
        self.refresh()

    def action_move(self, step: int) -> None:
        """Select the next or previous post."""
        target = self.selected + step
        if 0 <= target < len(self.page.posts):
            self.selected = target
        else:
            self.post_message(self.PastEnd(step))

    def action_read(self) -> None:
        """Ask to read the selected post."""
        if self.post is not None:
            self.chosen = self.post.path
            self.post_message(self.Read())

    def watch_selected(self) -> None:
        """Show the selection and tell of it."""
        if self.post is not None:
            self.chosen = self.post.path
        self._reveal()
        self.refresh()
        self.post_message(self.Selected())

    def _reveal(self) -> None:
        region = Region(0, self.selected * self.lines, 1, self.lines)
        self.scroll_to_region(region, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the selected post in sight."""
        self.virtual_size = Size(self.size.width, len(self.page.posts) * self.lines)
        self._reveal()
        self._told.clear()
        self.refresh()
        self.post_message(self.Fits(self.fitting(self.query_shown)))

    def on_hide(self, event: events.Hide) -> None:
        """Keep the focus where there is no post to show: the list's keys lead out of that."""
        if not self.display:
            event.prevent_default()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other posts are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def on_click(self, event: events.Click) -> None:
        """Select the post under the mouse; a second click reads it."""
        index = (round(self.scroll_y) + event.y) // self.lines
        if not 0 <= index < len(self.page.posts):
            return
        if index == self.selected and (event.chain > 1 or self.has_focus):
            self.action_read()
        elif index == self.selected:
            # Another post may be shown that was in its place.
            self.watch_selected()
        self.selected = index

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.room + 3
        index, part = divmod(round(self.scroll_y) + y, self.lines)
        if index >= len(self.page.posts):
            return Strip.blank(width, self.ground)
        post = self.page.posts[index]
        chosen = index == self.selected
        ground = self.get_component_rich_style("post-list--selected") if chosen else self.ground
        if self.lines == 1:
            segments = self._single(post, self.room, ground)
        elif part == 0:
            segments = self._title(post, self.room, ground, chosen)
        elif part == 1:
            segments = self._meta(post, self.room, ground)
        else:
            segments = self._said(post, self.room, ground)
        text = segments[-1].style or ground
        bar = Segment("▌", self._on(ground, "post-list--bar")) if chosen else Segment(" ", text)
        return filled([bar, *segments], width, text)

    def _on(self, ground: Style, name: str) -> Style:
        """A component's style on the ground of its row."""
        return self.get_component_rich_style(name) + Style(bgcolor=ground.bgcolor)

    def _title(self, post: Post, room: int, ground: Style, chosen: bool) -> list[Segment]:
        style = self._on(ground, f"post-list--title{'-selected' if chosen else ''}")
        return [*self._sign(post, style), *self._marked(one_line(post.title), room, style)]

    def _marked(self, name: str, room: int, style: Style) -> list[Segment]:
        """A title or a name, with the words in it that were looked for."""
        look = self.get_component_rich_style("post-list--match", partial=True)
        return marked(name, places(name, self._names), room, style, look)

    def _meta(self, post: Post, room: int, ground: Style) -> list[Segment]:
        style = self._on(ground, "post-list--meta")
        after = f" · {day(post.date)} · {minutes(post)}"
        if post.state is not State.PUBLISHED:
            after += f" · {post.state.value}"
        if BOOKMARKED in self._marks.get(post.path, ()) and self._sign_of(post)[0] != STAR:
            after += f" · {STAR}"
        authors = one_line(", ".join(post.authors))
        if not authors:
            return [Segment("  ", style), Segment(cut(after.removeprefix(" · "), room), style)]
        shown = self._marked(authors, max(6, room - len(after)), style)
        after = cut(after, room - Segment.get_line_length(shown))
        return [Segment("  ", style), *shown, Segment(after, style)]

    def _said(self, post: Post, room: int, ground: Style) -> list[Segment]:
        """Why a post is here: the words in its text, else a term that has them; else its summary.

        Nothing where that is not known yet.
        """
        style = self._on(ground, "post-list--meta")
        lead = Segment("  ", style)
        if post.path not in self._snippets:
            return [lead]
        if (said := self._snippets[post.path]) is not None:
            look = self.get_component_rich_style("post-list--match", partial=True)
            return [lead, *marked(said.text, said.marks, room, style, look)]
        names = (
            (field, one_line(term.name))
            for field, terms in post.terms.items()
            for term in terms
            if field not in ("author", "lang")
        )
        for field, name in names:
            if any(places(name, self._names)):
                kind = f"{cut(one_line(field), room // 2)} "
                rest = self._marked(name, room - cell_len(kind), style)
                return [lead, Segment(kind, style), *rest]
        return [lead, Segment(cut(one_line(post.summary), room), style)]

    def _single(self, post: Post, room: int, ground: Style) -> list[Segment]:
        meta = self._on(ground, "post-list--meta")
        date = f" {day(post.date):>11}"
        title = self._marked(one_line(post.title), room - len(date), ground)
        strip = Strip([*self._sign(post, ground), *title])
        strip = strip.adjust_cell_length(room + 2 - len(date), ground)
        return [*strip, Segment(date, meta)]

    def _sign(self, post: Post, style: Style) -> list[Segment]:
        sign, name = self._sign_of(post)
        return [Segment(sign, self._on(style, f"post-list--{name}")), Segment(" ", style)]

    def _sign_of(self, post: Post) -> tuple[str, str]:
        """What a post is to be known by at a glance, and how that looks."""
        marks = self._marks.get(post.path, ())
        if post.problems:
            return "!", "problem"
        if post.state is not State.PUBLISHED:
            return SIGNS[post.state], "sign"
        if BOOKMARKED in marks:
            return STAR, "bookmark"
        return (" ", "meta") if READ in marks else (UNREAD, "unread")
