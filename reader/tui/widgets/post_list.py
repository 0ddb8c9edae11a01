"""The posts of one page, two lines each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.history import BOOKMARKED, READ
from reader.model import Page, Post, State
from reader.sanitize import one_line
from reader.tui.cells import cut, filled
from reader.wording import BOOKMARKED as STAR
from reader.wording import SIGNS, UNREAD, day, minutes

_EMPTY = Page(number=1, of=1, size=10, total=0, posts=())


class PostList(ScrollView, can_focus=True, inherit_bindings=False):
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
    }
    DEFAULT_CSS = "PostList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    page: reactive[Page] = reactive(_EMPTY)
    selected: reactive[int] = reactive(0)

    class Selected(Message):
        """Another post is selected: `by_hand` where it was moved to, not brought by a page."""

        def __init__(self, post: Post | None, *, by_hand: bool) -> None:
            self.post, self.by_hand = post, by_hand
            super().__init__()

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

    def __init__(self, *, lines: int = 2, id: str | None = None) -> None:
        """`lines` a post: 2, or 1 for a denser list."""
        super().__init__(id=id)
        self.lines = lines
        # What the posts are marked with, by path.
        self._marks: dict[str, Collection[str]] = {}

    @property
    def post(self) -> Post | None:
        """The selected post."""
        posts = self.page.posts
        return posts[self.selected] if 0 <= self.selected < len(posts) else None

    def show(self, page: Page, selected: int, marks: Mapping[str, Collection[str]]) -> None:
        """Take a page and select one of its posts (negative counts from the end).

        `marks` is what they are marked with, by path.
        """
        before, self._marks = self.post, dict(marks)
        count = len(page.posts)
        self.set_reactive(
            PostList.selected, max(0, min(count - 1, selected % count)) if count else 0
        )
        self.set_reactive(PostList.page, page)
        self.virtual_size = Size(self.size.width, count * self.lines)
        self._reveal()
        self.refresh()
        if self.post != before:
            self.post_message(self.Selected(self.post, by_hand=False))

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
            self.post_message(self.Read())

    def watch_selected(self) -> None:
        """Show the selection and tell of it."""
        self._reveal()
        self.refresh()
        self.post_message(self.Selected(self.post, by_hand=True))

    def _reveal(self) -> None:
        region = Region(0, self.selected * self.lines, 1, self.lines)
        self.scroll_to_region(region, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the selected post in sight."""
        self.virtual_size = Size(self.size.width, len(self.page.posts) * self.lines)
        self._reveal()
        self.refresh()
        self.post_message(self.Fits(max(1, self.size.height // self.lines)))

    def on_click(self, event: events.Click) -> None:
        """Select the post under the mouse; a second click reads it."""
        index = (round(self.scroll_y) + event.y) // self.lines
        if not 0 <= index < len(self.page.posts):
            return
        if index == self.selected and (event.chain > 1 or self.has_focus):
            self.action_read()
        self.selected = index

    def notify_style_update(self) -> None:
        """Repaint in the new theme's colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.size.width
        index, part = divmod(round(self.scroll_y) + y, self.lines)
        if index >= len(self.page.posts):
            return Strip.blank(width, self.rich_style)
        post = self.page.posts[index]
        chosen = index == self.selected
        ground = self.get_component_rich_style("post-list--selected") if chosen else self.rich_style
        room = width - 3
        if self.lines == 1:
            segments = self._single(post, room, ground)
        elif part == 0:
            segments = self._title(post, room, ground, chosen)
        else:
            segments = self._meta(post, room, ground)
        text = segments[-1].style or ground
        bar = Segment("▌", self._on(ground, "post-list--bar")) if chosen else Segment(" ", text)
        return filled([bar, *segments], width, text)

    def _on(self, ground: Style, name: str) -> Style:
        """A component's style on the ground of its row."""
        return self.get_component_rich_style(name) + Style(bgcolor=ground.bgcolor)

    def _title(self, post: Post, room: int, ground: Style, chosen: bool) -> list[Segment]:
        style = self._on(ground, f"post-list--title{'-selected' if chosen else ''}")
        return [*self._sign(post, style), Segment(cut(one_line(post.title), room), style)]

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
        authors = cut(authors, max(6, room - len(after)))
        return [Segment("  ", style), Segment(cut(authors + after, room), style)]

    def _single(self, post: Post, room: int, ground: Style) -> list[Segment]:
        meta = self._on(ground, "post-list--meta")
        date = f" {day(post.date):>11}"
        title = cut(one_line(post.title), room - len(date))
        strip = Strip([*self._sign(post, ground), Segment(title, ground)])
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
