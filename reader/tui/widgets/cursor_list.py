"""A list of rows with one under the cursor: scrolling, keeping it in sight, clicking."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive

from reader.tui.widgets.grounded import GroundedView


class CursorList(GroundedView, can_focus=False):
    """Rows of `LINES` lines each; a subclass draws them, and says how many there are."""

    LINES: ClassVar[int] = 1
    DEFAULT_CSS = """
    CursorList {
        height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    """

    cursor: reactive[int] = reactive(0)

    class Clicked(Message):
        """A row was clicked; the cursor is on it."""

    @property
    def shown(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_at(self, y: int) -> tuple[int, int]:
        """The row that a line in sight belongs to, which may be behind the last, and its line."""
        return divmod(round(self.scroll_y) + y, self.LINES)

    def move(self, step: int) -> None:
        """Move the cursor by some rows, as far as there are any."""
        self.cursor = max(0, min(self.shown - 1, self.cursor + step))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self.reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight at another height."""
        self.reveal()

    def reveal(self) -> None:
        """Take the room of all rows, and scroll as far as the cursor's needs it."""
        self.virtual_size = Size(self.size.width, self.LINES * self.shown)
        place = Region(0, self.LINES * self.cursor, 1, self.LINES)
        self.scroll_to_region(place, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row under the mouse, and tell of it."""
        place = event.get_content_offset(self)
        row = -1 if place is None else self.row_at(place.y)[0]
        if 0 <= row < self.shown:
            self.cursor = row
            self.post_message(self.Clicked())
