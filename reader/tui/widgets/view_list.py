"""The saved views, two lines each: name and posts, and the query they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from reader.sanitize import one_line
from reader.tui.cells import cut, filled
from reader.tui.widgets.cursor_list import CursorList

# How many views have a figure to choose them by.
FIGURES = 9


class View(NamedTuple):
    """A saved view; `posts` is how many it has now, "" while that is not known, or why not."""

    name: str
    query: str
    posts: int | str = ""


class ViewList(CursorList):
    """The views in the order they are saved in, one under the cursor."""

    LINES = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "view-list--cursor",
        "view-list--bar",
        "view-list--name",
        "view-list--query",
    }

    class Clicked(CursorList.Clicked):
        """A view was clicked; the cursor is on it."""

    def __init__(self, views: Sequence[View], cursor: int) -> None:
        super().__init__()
        self.views = views
        self.set_reactive(ViewList.cursor, cursor)

    def show(self, views: Sequence[View]) -> None:
        """Take the same views with other counts."""
        self.views = views
        self.refresh()

    @property
    def shown(self) -> int:
        """How many views there are."""
        return len(self.views)

    def render_line(self, y: int) -> Strip:
        """One line of a view."""
        width = self.size.width
        at, second = self.row_at(y)
        if at >= self.shown:
            return Strip.blank(width, self.ground)
        view, under = self.views[at], at == self.cursor
        look = self.get_component_rich_style
        ground = look("view-list--cursor") if under else self.ground
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
