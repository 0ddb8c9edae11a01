"""The line between the panes, which the mouse can drag."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


class Divider(Widget):
    """A vertical line; dragging it moves it."""

    DEFAULT_CSS = "Divider { width: 1; height: 1fr; }"

    class Dragged(Message):
        """The divider is to stand at this column of the screen."""

        def __init__(self, column: int) -> None:
            self.column = column
            super().__init__()

    def render_line(self, y: int) -> Strip:
        """One cell of the line."""
        return Strip([Segment("│", self.rich_style)], 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        self.capture_mouse()
        event.stop()

    def on_mouse_up(self) -> None:
        """Let go."""
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse."""
        if self.app.mouse_captured is self:
            self.post_message(self.Dragged(event.screen_x))
