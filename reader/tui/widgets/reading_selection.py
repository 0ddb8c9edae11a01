"""Selecting and copying in a column, over lines that need not be on screen."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from reader.layout.lines import Line
from reader.tui.widgets.reading_column import Column
from reader.tui.widgets.reading_ink import Mark
from reader.tui.widgets.reading_jobs import Jobs
from reader.tui.widgets.reading_sheet import END, Sheet, code_of, split
from reader.tui.widgets.reading_text import margin, unwrapped, word_at

# How long work may hold up the key that asked for it, in seconds.
AT_ONCE = 0.03


class SelectableColumn(Column):
    """A column whose text can be selected by mouse and copied as it was before it was wrapped.

    The y of a selection's ends is a line's code, so that it holds while line numbers move.
    """

    ALLOW_SELECT = True

    def __init__(self, *, measure: int, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        self.jobs = Jobs(self, self.keep)

    def marks(self, code: int, line: Line) -> list[Mark]:
        """The selected part of a line."""
        selection = self.text_selection
        if selection is None:
            return []
        start, end = selection
        if (start is not None and code < start.y) or (end is not None and code > end.y):
            return []
        low, high = _bounds(selection, code, line)
        return [(low, high, "selection")] if low < high else []

    def selection_updated(self, selection: Selection | None) -> None:
        """Show the selection as it grows."""
        self.repaint()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, wrapped lines joined and furniture left out."""
        if self.sheet is None:
            return None
        first = 0 if selection.start is None else selection.start.y
        last = END if selection.end is None else selection.end.y
        text = unwrapped(
            (line, *_bounds(selection, code, line))
            for code, line in self.sheet.between(first, last)
        )
        self.keep()
        return text, "\n"

    def on_click(self, event: events.Click) -> None:
        """Select a word by two clicks, a paragraph by three."""
        if event.chain not in (2, 3) or self.sheet is None:
            return
        event.prevent_default()
        offset = event.get_content_offset(self)
        under = self.line_at(offset) if offset is not None else None
        if under is None:
            return
        code, character, line = under
        if event.chain == 2:
            start, end = word_at(line.text, character)
            ends = Selection(Offset(start, code), Offset(end, code))
        else:
            strip, _ = split(code)
            last = len(self.sheet.lines(strip)) - 1
            ends = Selection(Offset(0, code_of(strip, 0)), Offset(END, code_of(strip, last)))
        self.screen.selections = {self: ends}

    def action_copy(self) -> None:
        """Copy the selected text, else the whole post's text."""
        if self.sheet is None:
            return
        if self.text_selection is not None and (text := self.screen.get_selected_text()):
            self._put(text, "Copied the selected text")
        else:
            self.jobs.start("copy", self._copied(self.sheet), first=AT_ONCE)

    def _copied(self, sheet: Sheet) -> Iterator[None]:
        lines = []
        for _, line in sheet.between(0, END):
            lines.append((line, 0, None))
            yield
        self._put(unwrapped(lines), "Copied the post's text")

    def _put(self, text: str, word: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(word, markup=False, timeout=3)


def _bounds(selection: Selection, code: int, line: Line) -> tuple[int, int]:
    """The characters of `line` that are selected, its margin left out."""
    start, end = selection
    low = start.x if start is not None and start.y == code else 0
    high = end.x if end is not None and end.y == code else len(line.text)
    return max(low, margin(line)), max(0, min(high, len(line.text)))
