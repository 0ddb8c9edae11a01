"""Copying blocks of code as they were written: without wrapping, indents and colours."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from reader.layout.lines import Line
from reader.markup.blocks import Code
from reader.sanitize import harmless, one_line
from reader.tui.widgets.reading_ink import Mark
from reader.tui.widgets.reading_selection import SelectableColumn
from reader.tui.widgets.reading_sheet import split
from reader.wording import count

# How long the block that was copied stands out, in seconds.
_FLASH = 0.7


class CodeColumn(SelectableColumn):
    """A column whose blocks of code can be copied, one at a time."""

    def __init__(self, *, measure: int, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        self._pointed: Code | None = None
        self._latest: Code | None = None
        self._flashed: Code | None = None
        self._flash: Timer | None = None

    def action_copy_code(self) -> None:
        """Copy the block that is selected in or was clicked, else the first in sight.

        Copied again, it is the next one in sight.
        """
        seen = self._in_sight()
        code = self._selected() or self._pointed
        if code is None and seen:
            after = [block is self._latest for block in seen]
            code = seen[(after.index(True) + 1) % len(seen) if any(after) else 0]
        self._pointed = None
        if code is None:
            self.notify("No block of code is in sight", markup=False, timeout=3)
        else:
            self._copy_code(code)

    def on_click(self, event: events.Click) -> None:
        """Copy a block by its label; remember one that was clicked in."""
        offset = event.get_content_offset(self)
        code, label = (None, False) if offset is None else self._code_at(offset)
        self._pointed = code
        if code is not None and label and event.chain == 1 and self.text_selection is None:
            self._pointed = None
            self._copy_code(code)

    def marks(self, code: int, line: Line) -> list[Mark]:
        """What is selected, and the block that was copied just now."""
        found = super().marks(code, line)
        flashed, sheet = self._flashed, self.sheet
        if flashed is not None and sheet and sheet.listing(split(code)[0]) is flashed:
            # All of the line: a label is furniture, and an empty line of code has no text.
            found.append((0, len(line.text), "copied"))
        return found

    def _code_at(self, offset: Offset) -> tuple[Code | None, bool]:
        """The block at a place of the widget, and whether its label stands there."""
        under = self.line_at(offset)
        if under is None or self.sheet is None:
            return None, False
        place, character, line = under
        end = 0
        for span in line.spans:
            end += len(span.text)
            if 0 <= character < end:
                break
        else:
            return self.sheet.listing(split(place)[0]), False
        return self.sheet.listing(split(place)[0]), "label" in span.role.split()

    def _selected(self) -> Code | None:
        selection = self.text_selection
        if selection is None or selection.start is None or self.sheet is None:
            return None
        return self.sheet.listing(split(selection.start.y)[0])

    def _in_sight(self) -> list[Code]:
        """The blocks on the screen, from the top."""
        sheet = self.sheet
        if sheet is None:
            return []
        last = min(self._top + self._rows, sheet.height)
        strips = dict.fromkeys(split(sheet.code(y))[0] for y in range(self._top, last))
        found = {id(code): code for strip in strips if (code := sheet.listing(strip)) is not None}
        return list(found.values())

    def _copy_code(self, code: Code) -> None:
        text = harmless(code.text)
        self._latest = self._flashed = code
        lines = count(text.count("\n") + 1, "line")
        self._put(text, f"Copied {lines} of {one_line(code.language) or 'code'}")
        self.repaint()
        if self._flash is not None:
            self._flash.stop()
        self._flash = self.set_timer(_FLASH, self._unflash)

    def _unflash(self) -> None:
        self._flashed = None
        self.repaint()
