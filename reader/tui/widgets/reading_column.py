"""A column of lines that scrolls: drawn, selected and scrolled without laying all of it out."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.lines import Line
from reader.tui.cells import cut
from reader.tui.widgets.reading_ink import Ink, Mark
from reader.tui.widgets.reading_sheet import END, TOP, Place, Sheet, split
from reader.tui.widgets.reading_text import character_at

_AIR = 2
_OVERLAP = 2
_KEPT = 512


class Column(ScrollView, can_focus=True):
    """Shows a sheet, at most `measure` cells wide, in the middle.

    What is on screen is made exact before it is drawn, and stays where it is while heights above
    it turn from estimated into exact.
    """

    DEFAULT_CSS = """
    Column {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """
    hint: ClassVar[str] = ""

    def __init__(self, *, measure: int, id: str | None = None) -> None:
        super().__init__(id=id)
        self.measure = measure
        # Whether lines are painted in the order right-to-left text is seen in.
        self.reorders = False
        self.sheet: Sheet | None = None
        self._ink = Ink(self)
        self._strips: dict[int, Strip] = {}
        self._top = 0
        self._rows = 0
        self._place: Place = TOP
        self._drawn: tuple[int, int] | None = None
        self._code = 0
        self._laid = 0

    # What a column of something in particular says

    def lay(self, width: int) -> Sheet | None:
        """Lay out what is shown in lines of `width` cells."""
        raise NotImplementedError

    def marks(self, code: int, line: Line) -> list[Mark]:
        """What is to stand out in a line."""
        return []

    def moved(self) -> None:
        """Another part of the sheet is shown, or its height is known better."""

    def scrolled(self) -> None:
        """The reader has scrolled: by key, by wheel, by bar."""

    # Where the text stands

    @property
    def text_width(self) -> int:
        """The cells that a line of text may take."""
        return max(8, min(self.measure, self.widest))

    @property
    def widest(self) -> int:
        """The cells that the widest line of text has room in."""
        return self.size.width - 2 * _AIR

    @property
    def left(self) -> int:
        """The empty cells before the text."""
        return max(0, (self.size.width - self.text_width) // 2)

    @property
    def place(self) -> Place:
        """What is at the top, in a form that survives another width."""
        return self._place

    @property
    def _last(self) -> int:
        """The top of the last screen, as long as it was when it was shown."""
        return self.sheet.height - self._rows if self.sheet is not None and self._rows else 0

    def relay(self, place: Place | None = None) -> None:
        """Lay out anew, with the text at `place` (default: what is at the top) at the top.

        Who was at the end, and is moved nowhere, stays there.
        """
        at_end = place is None and 0 < self._last <= self._top
        place = self._place = self._place if place is None else place
        self._strips.clear()
        self._drawn = None
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        self._laid = self.size.width
        self.sheet = self.lay(self.text_width) if self.size.width else None
        if at_end:
            self.action_bottom()
        else:
            self.come_to(place)
        self.refresh()

    def come_to(self, place: Place) -> None:
        """Show what is at a place, at the top."""
        self._show_from(self.sheet.find(place) if self.sheet else 0)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the text at the top where it was."""
        if not self._fill():
            self.stay()
            self.refresh()

    def _fill(self) -> bool:
        """Lay out for the width that there is; False where that was done."""
        if self._laid == self.size.width:
            return False
        self.relay()
        return True

    def stay(self) -> None:
        """Show the same line at the top still, on as many rows as there are now."""
        self._show_from(self._top)

    def keep(self) -> None:
        """Show the same text still, after heights above it became exact."""
        if self.sheet is not None:
            self._show_from(self.sheet.at(*split(self._code)))

    def reveal(self, strip: int, row: int) -> None:
        """Bring a row of a strip on screen, a third down where it was not."""
        if self.sheet is None:
            return
        if self.sheet.open(strip):
            self.repaint()
        y = self.sheet.at(strip, row)
        if not self._top <= y < self._top + self._rows:
            self._show_from(y - self._rows // 3)
            # Settling what is above the row may have moved it.
            y = self.sheet.at(strip, row)
            if not self._top <= y < self._top + self._rows:
                self._show_from(y - self._rows // 3)

    def _show_from(self, top: int) -> None:
        """Make the screen from line `top` exact, and show it."""
        sheet, rows = self.sheet, self.size.height
        if sheet is None or rows <= 0:
            self._rows = self._top = 0
            self._fit(0)
            return
        top = sheet.settle(max(0, min(top, sheet.height - rows)), rows)
        # Close to the end the sheet may turn out shorter than was thought.
        while (last := max(0, sheet.height - rows)) < top:
            top = min(last, sheet.settle(last, rows))
        self._top, self._rows = top, rows
        self._code = sheet.code(top)
        place = sheet.place(top)
        # At another width a line may begin before the place, which is then come back to.
        if place[0] != self._place[0] or sheet.find(self._place) != top:
            self._place = place
        self._fit(sheet.height)
        if top != self.scroll_y:
            self.set_reactive(Widget.scroll_y, top)
            self.set_reactive(Widget.scroll_target_y, top)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.position = top
        drawn = (self._code, sheet.code(min(top + rows, sheet.height) - 1))
        if drawn != self._drawn:
            self._drawn = drawn
            self.refresh(self.size.region)
        self.moved()

    def _fit(self, height: int) -> None:
        """Tell the scrollbar the height; the screen is arranged anew only if one comes or goes."""
        size = Size(self.size.width, height)
        if size == self.virtual_size:
            return
        rows = self.size.height
        if (height > rows) != (self.virtual_size.height > rows):
            self.virtual_size = size
        else:
            self.set_reactive(Widget.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = height

    # Scrolling, always at once: what slides is text that one cannot read

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow whatever scrolled: bar, selection, or Textual itself."""
        super().watch_scroll_y(old_value, new_value)
        if round(new_value) != self._top:
            self._show_from(round(new_value))

    def scroll_lines(self, lines: int) -> None:
        """Scroll down (up where negative)."""
        sheet, rows = self.sheet, self._rows
        if sheet is not None and rows and self._top + lines + 2 * rows > sheet.height:
            # What was thought to be the last screen may have others behind it: none is skipped.
            sheet.settle(sheet.height, rows)
            self._top = sheet.at(*split(self._code))
        self._show_from(self._top + lines)
        self.scrolled()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn the wheel down."""
        event.prevent_default().stop()
        self.scroll_lines(round(self.app.scroll_sensitivity_y))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn the wheel up."""
        event.prevent_default().stop()
        self.scroll_lines(-round(self.app.scroll_sensitivity_y))

    def on_scroll_to(self, message: ScrollTo) -> None:
        """Drag the scrollbar."""
        message.prevent_default().stop()
        if message.y is not None:
            self._show_from(round(message.y))
            self.scrolled()

    def on_scroll_down(self, message: ScrollDown) -> None:
        """Click below the scrollbar's handle."""
        message.prevent_default().stop()
        self.action_page(1)

    def on_scroll_up(self, message: ScrollUp) -> None:
        """Click above the scrollbar's handle."""
        message.prevent_default().stop()
        self.action_page(-1)

    def action_line(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by screens, of which two lines stay in sight."""
        self.scroll_lines(pages * max(1, self._rows - _OVERLAP))

    def action_top(self) -> None:
        """Go to the first line."""
        self._show_from(0)

    def action_bottom(self) -> None:
        """Go to the last line, whatever the height was thought to be."""
        if self.sheet is None:
            return
        while self.sheet.grow():
            pass
        before = -1
        while before != self.sheet.height:
            before = self.sheet.height
            self._show_from(before)

    # Drawing

    def notify_style_update(self) -> None:
        """Forget the old theme's styles."""
        super().notify_style_update()
        self.repaint(styles=True)

    def repaint(self, *, styles: bool = False) -> None:
        """Draw every line anew."""
        if styles:
            self._ink.dry()
        self._strips.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a frame; one that is painted before its resize event has come is whole."""
        self._fill()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width, sheet = self.size.width, self.sheet
        number = self._top + y
        if sheet is None:
            return self._hint(y, width)
        if y >= self._rows or number >= sheet.height:
            return Strip.blank(width, self._ink.style("")).apply_offsets(0, END)
        code = sheet.code(number)
        strip = self._strips.get(code)
        if strip is None:
            line = sheet.line(number)
            strip = self.draw_line(code, line).apply_offsets(-self.left, code)
            if len(self._strips) > _KEPT:
                self._strips.clear()
            self._strips[code] = strip
        return strip

    def draw_line(self, code: int, line: Line) -> Strip:
        """A line with what stands out in it, as wide as the widget."""
        marks = self.marks(code, line)
        if self.reorders and not line.text.isascii():
            from reader.tui.widgets.reading_order import seen

            line, marks = seen(line, marks, self.text_width, self._leftward(code)), []
        return self._ink.strip(line, marks, self.left, self.size.width)

    def _leftward(self, code: int) -> bool:
        from reader.tui.widgets.reading_order import runs_leftward

        strip, row = split(code)
        return self.sheet is not None and runs_leftward(self.sheet.lines(strip), row)

    def _hint(self, y: int, width: int) -> Strip:
        if y != self.size.height // 2 or not self.hint:
            return Strip.blank(width, self._ink.style(""))
        text = cut(self.hint, width)
        segments = [
            Segment(" " * ((width - cell_len(text)) // 2), self._ink.style("")),
            Segment(text, self._ink.style("hint")),
        ]
        return Strip(segments).adjust_cell_length(width, self._ink.style(""))

    def line_at(self, offset: Offset) -> tuple[int, int, Line] | None:
        """The code and the character under a place of the widget, and the line itself."""
        number = self._top + offset.y
        if self.sheet is None or not 0 <= offset.y < self._rows or number >= self.sheet.height:
            return None
        code, line, cell = self.sheet.code(number), self.sheet.line(number), offset.x - self.left
        if self.reorders and not line.text.isascii():
            from reader.tui.widgets.reading_order import character_seen_at

            character = character_seen_at(line, cell, self.text_width, self._leftward(code))
            return code, character, line
        return code, character_at(line.text, cell), line
