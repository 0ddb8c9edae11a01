"""What is typed to find a term."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.cells import cut


class FindLine(Widget):
    """The text typed so far, its end in sight, with a word at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"find-line--text", "find-line--quiet"}
    DEFAULT_CSS = "FindLine { height: 1; }"

    text: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.size.width
        quiet = self.get_component_rich_style("find-line--quiet")
        text = self.get_component_rich_style("find-line--text")
        aside = cut(self.aside, width // 2)
        room = width - cell_len(aside) - 1
        if self.text:
            parts = [Segment("Find  ", quiet), Segment(_tail(self.text, room - 7) + "▏", text)]
        else:
            parts = [Segment(cut("Type to find (leave spaces out)", room), quiet)]
        left = Strip(parts).adjust_cell_length(max(0, width - cell_len(aside)), self.rich_style)
        return Strip.join([left, Strip([Segment(aside, quiet)])])


def _tail(text: str, cells: int) -> str:
    """The end of `text` in at most `cells` cells; what is left out is told by `…`."""
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) > cells - 1:
        text = text[1:]
    return "…" + text
