"""What may be typed next, under the search line: a few rows that never take the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reader.completion import Completion
from reader.sanitize import one_line
from reader.tui.cells import cut, filled


class CompletionList(Widget, can_focus=False):
    """Completions, one of them marked; it lies over what stands below, which does not move."""

    ROWS = 6
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "completion-list--name",
        "completion-list--marked",
        "completion-list--aside",
        "completion-list--bar",
    }
    DEFAULT_CSS = """
    CompletionList { overlay: screen; display: none; width: 100%; height: auto; }
    CompletionList.-open { display: block; }
    """

    def __init__(self, take: Callable[[], None]) -> None:
        """`take` is called where a row was clicked, which is the marked one then."""
        super().__init__()
        self._take = take
        self._items: Sequence[Completion] = ()
        self._marked = self._top = 0

    @property
    def marked(self) -> Completion | None:
        """The completion that would be taken; None where there is none."""
        return self._items[self._marked] if self._items else None

    def offer(self, items: Sequence[Completion]) -> None:
        """Show these, the first one marked; nothing where there are none."""
        rows = self._rows
        self._items, self._marked, self._top = items, 0, 0
        self.set_class(bool(items), "-open")
        self.refresh(layout=self._rows != rows)

    def move(self, step: int) -> None:
        """Mark another one, as far as there are any."""
        self._marked = max(0, min(len(self._items) - 1, self._marked + step))
        self._top = max(self._marked - self._rows + 1, min(self._top, self._marked))
        self.refresh()

    @property
    def _rows(self) -> int:
        return min(self.ROWS, len(self._items))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are completions, but a few at most."""
        return self._rows

    def render_line(self, y: int) -> Strip:
        """One completion: its name, and posts or help at the right."""
        width = self.size.width
        at = self._top + y
        if at >= len(self._items):
            return Strip.blank(width, self.rich_style)
        item, under = self._items[at], at == self._marked
        style = self.get_component_rich_style
        name = style("completion-list--marked" if under else "completion-list--name")
        quiet = style("completion-list--aside") + name.background_style
        aside = one_line(item.help) if item.posts is None else f"{item.posts:,}"
        if y == self.ROWS - 1 and at + 1 < len(self._items):
            aside += " ↓"
        elif not y and at:
            aside += " ↑"
        label = cut(one_line(item.label), width - 3)
        room = width - 4 - cell_len(label)
        aside = cut(aside, room) if room > 1 else ""
        gap = " " * max(0, width - 3 - cell_len(label) - cell_len(aside))
        bar = style("completion-list--bar") + name.background_style
        segments = [Segment("▌" if under else " ", bar), Segment(f" {label}{gap}", name)]
        return filled([*segments, Segment(f"{aside} ", quiet)], width, name)

    def on_click(self, event: events.Click) -> None:
        """Take the completion under the mouse."""
        event.stop()
        place = event.get_content_offset(self)
        if place is not None and place.y < self._rows:
            self._marked = self._top + place.y
            self._take()
