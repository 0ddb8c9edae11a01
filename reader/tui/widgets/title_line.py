"""A pane's title on one line, with a word at its right end."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.cells import cut, filled

# The fewest cells that a title is cut to.
_LEAST = 8


class TitleLine(Widget):
    """The title (bold where the pane has the focus), then a note, and a word at the right.

    `more` stands behind the note where there is room for all of it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "title-line--title",
        "title-line--focused",
        "title-line--note",
        "title-line--alert",
    }
    DEFAULT_CSS = "TitleLine { height: 1; padding: 0 1; }"

    label: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
    more: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    alert: reactive[bool] = reactive(False)
    focused: reactive[bool] = reactive(False)

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        title = self.get_component_rich_style(
            "title-line--focused" if self.focused else "title-line--title"
        )
        note = self.get_component_rich_style(
            "title-line--alert" if self.alert else "title-line--note"
        )
        # What tells where one is stays whole; the title gives way, and after it the note.
        aside = cut(self.aside, max(0, width - _LEAST))
        room = width - cell_len(aside) - 2
        label = cut(self.label, max(_LEAST, room - cell_len(self.note) - 2))
        note_room = max(0, room - cell_len(label) - 2)
        whole = " · ".join(part for part in (self.note, self.more) if part)
        told = whole if cell_len(whole) <= note_room else cut(self.note, note_room)
        words = [Segment(label, title), Segment(f"  {told}" if told else "", note)]
        left = filled(words, width - cell_len(aside), note)
        return filled([*left, Segment(aside, note)], width, note)
