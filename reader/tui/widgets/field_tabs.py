"""The fields one can filter by, side by side, with the current one underlined."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.sanitize import one_line
from reader.tui.cells import cut

_GAP = 2
_WIDEST = 24


def field_title(field: str) -> str:
    """A field's name as a heading, on one line."""
    name = cut(one_line(field), _WIDEST)
    return name[:1].upper() + name[1:]


class FieldTabs(Widget):
    """Two lines: the names (`•` behind those that filter), and a rule, heavy below one.

    Where they are wider than the widget they slide, and `‹` `›` tell that there are more.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "field-tabs--name",
        "field-tabs--current",
        "field-tabs--mark",
        "field-tabs--rule",
    }
    DEFAULT_CSS = "FieldTabs { height: 2; }"

    fields: reactive[tuple[str, ...]] = reactive(tuple[str, ...]())
    marked: reactive[frozenset[str]] = reactive(frozenset[str]())
    current: reactive[str] = reactive("")

    class Clicked(Message):
        """A field was clicked."""

        def __init__(self, field: str) -> None:
            self.field = field
            super().__init__()

    def _spans(self) -> list[tuple[str, int, int]]:
        """Each field with the columns its name begins and ends at, as if all were in sight."""
        spans, x = [], 0
        for field in self.fields:
            size = cell_len(field_title(field))
            spans.append((field, x, x + size))
            x += size + _GAP
        return spans

    def _shift(self) -> int:
        """How many columns have slid out of sight at the left."""
        spans, width = self._spans(), self.size.width
        total = spans[-1][2] if spans else 0
        if total <= width:
            return 0
        end = next((end for field, _, end in spans if field == self.current), 0)
        # The current name with its mark and the `›` stays in sight, and what is left of it.
        return max(0, min(total + 1 - width, end + _GAP - width))

    def render_line(self, y: int) -> Strip:
        """The names, or the rule below them."""
        width, shift = self.size.width, self._shift()
        ground = self.rich_style
        if y == 0:
            strip = self._names().crop_extend(shift, shift + width, ground)
        elif y == 1:
            strip = self._rule(shift + width).crop(shift)
        else:
            return Strip.blank(width, ground)
        if y == 0 and width > 2:
            spans = self._spans()
            mark = self.get_component_rich_style("field-tabs--mark")
            if shift:
                strip = Strip.join([Strip([Segment("‹", mark)]), strip.crop(1)])
            if spans and spans[-1][2] - shift > width:
                strip = Strip.join([strip.crop(0, width - 1), Strip([Segment("›", mark)])])
        return strip

    def _names(self) -> Strip:
        style = self.get_component_rich_style
        segments = []
        for field in self.fields:
            name = "field-tabs--current" if field == self.current else "field-tabs--name"
            segments.append(Segment(field_title(field), style(name)))
            mark = "•" if field in self.marked else " "
            segments.append(Segment(mark.ljust(_GAP), style("field-tabs--mark")))
        return Strip(segments)

    def _rule(self, width: int) -> Strip:
        rule = self.get_component_rich_style("field-tabs--rule")
        heavy = self.get_component_rich_style("field-tabs--mark")
        for field, start, end in self._spans():
            if field == self.current:
                parts = [
                    Segment("─" * start, rule),
                    Segment("━" * (end - start), heavy),
                    Segment("─" * (width - end), rule),
                ]
                return Strip(parts)
        return Strip([Segment("─" * width, rule)])

    def on_click(self, event: events.Click) -> None:
        """Go to the field under the mouse."""
        place = event.get_content_offset(self)
        if place is None:
            return
        x = place.x + self._shift()
        for field, start, end in self._spans():
            if start <= x < end:
                self.post_message(self.Clicked(field))
