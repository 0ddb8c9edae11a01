"""The saved views, two lines each: name and posts, and the query they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.sanitize import one_line
from reader.tui.cells import cut, filled

# How many views have a figure to choose them by.
FIGURES = 9


class View(NamedTuple):
    """A saved view; `posts` is how many it has now, "" while that is not known, or why not."""

    name: str
    query: str
    posts: int | str = ""


class ViewList(ScrollView, can_focus=False):
    """The views in the order they are saved in, one under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "view-list--cursor",
        "view-list--bar",
        "view-list--name",
        "view-list--query",
    }
    DEFAULT_CSS = """
    ViewList {
        height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    """

    cursor: reactive[int] = reactive(0)

    class Clicked(Message):
        """A view was clicked; the cursor is on it."""

    def __init__(self, views: Sequence[View], cursor: int) -> None:
        super().__init__()
        self.views = views
        self.set_reactive(ViewList.cursor, cursor)

    def show(self, views: Sequence[View]) -> None:
        """Take the same views with other counts."""
        self.views = views
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor by some views, as far as there are any."""
        self.cursor = max(0, min(len(self.views) - 1, self.cursor + step))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight at another height."""
        self.virtual_size = Size(self.size.width, 2 * len(self.views))
        self._reveal()

    def _reveal(self) -> None:
        self.scroll_to_region(Region(0, 2 * self.cursor, 1, 2), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the view under the mouse, and tell of it."""
        place = event.get_content_offset(self)
        at = -1 if place is None else (round(self.scroll_y) + place.y) // 2
        if 0 <= at < len(self.views):
            self.cursor = at
            self.post_message(self.Clicked())

    def notify_style_update(self) -> None:
        """Repaint in the new theme's colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of a view."""
        width = self.size.width
        at, second = divmod(round(self.scroll_y) + y, 2)
        if at >= len(self.views):
            return Strip.blank(width, self.rich_style)
        view, under = self.views[at], at == self.cursor
        look = self.get_component_rich_style
        ground = look("view-list--cursor") if under else self.rich_style
        style = look("view-list--query" if second else "view-list--name")
        style = ground + style + ground.background_style
        bar = ground + look("view-list--bar") + ground.background_style
        text, aside = self._words(view, at, second=bool(second))
        room = max(0, width - 2 - cell_len(aside))
        text = cut(text, room)
        gap = " " * (room - cell_len(text))
        quiet = ground + look("view-list--query") + ground.background_style
        segments = [Segment("▌" if under else " ", bar), Segment(f"{text}{gap}", style)]
        return filled([*segments, Segment(f"{aside} ", quiet)], width, ground)

    @staticmethod
    def _words(view: View, at: int, *, second: bool) -> tuple[str, str]:
        """What stands at the left and at the right of a line."""
        counted = isinstance(view.posts, int)
        if second:
            return f"  {one_line(view.query if counted or not view.posts else str(view.posts))}", ""
        figure = str(at + 1) if at < FIGURES else " "
        return f"{figure} {one_line(view.name)}", f" {view.posts:,}" if counted else ""
