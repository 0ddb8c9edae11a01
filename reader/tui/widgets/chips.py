"""What the list is narrowed by: chips that go away when clicked."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.query import Query
from reader.sanitize import one_line
from reader.tui.cells import cut, flowed


class Chips(Widget):
    """The active words and filters as `label ×`, wrapped over at most `ROWS` lines."""

    ROWS = 3
    COMPONENT_CLASSES: ClassVar[set[str]] = {"chips--chip", "chips--clear"}
    DEFAULT_CSS = "Chips { height: auto; padding: 0 1; display: none; }"

    asked: reactive[Query] = reactive(Query())

    class Asked(Message):
        """Another query was asked for by the mouse."""

        def __init__(self, query: Query) -> None:
            self.query = query
            super().__init__()

    def watch_asked(self, query: Query) -> None:
        """Take the room that is needed, and none where there is nothing to show."""
        self.display = bool(query.chips())
        if len(self._rows(self.size.width)) != self.size.height:
            self.refresh(layout=True)

    def _rows(self, width: int) -> list[list[tuple[str, Query]]]:
        chips = [
            (cut(one_line(chip.label), width - 2) + " ×", chip.query) for chip in self.asked.chips()
        ]
        if len(chips) > 1:
            chips.append(("clear", self.asked.cleared()))
        return flowed(chips, lambda chip: cell_len(chip[0]), width)[: self.ROWS] if chips else []

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the chips need."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """One row of chips."""
        width = self.size.width
        rows = self._rows(width)
        if y >= len(rows):
            return Strip.blank(width, self.rich_style)
        chip, clear = (
            self.get_component_rich_style(f"chips--{name}") for name in ("chip", "clear")
        )
        segments = []
        for text, _ in rows[y]:
            segments += [
                Segment(text, clear if text == "clear" else chip),
                Segment("  ", self.rich_style),
            ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Remove the chip under the mouse."""
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        rows = self._rows(self.size.width)
        for text, query in rows[y] if 0 <= y < len(rows) else []:
            if 0 <= x < cell_len(text):
                self.post_message(self.Asked(query))
            x -= cell_len(text) + 2
