"""Tables at any width: columns shared out as w3m does it, or records where there is no room."""

from __future__ import annotations

import re

from reader.layout.looks import shown, under
from reader.layout.parts import Row, text_rows
from reader.layout.signs import Signs
from reader.layout.wrap import width_of
from reader.markup.blocks import Inline, Span, Table

# So many rows are parsed to measure them; the rest by their Markdown, less what is not shown.
_MEASURED = 40
_MARKS = re.compile(r"[\[<&_\\`!*~$:]")
_TARGET = re.compile(r"\]\([^()]*\)|\]\[[^\[\]]*\]|<[^<>]*>|[*`\[\]!\\]|~~")
# A longer word does not keep its column from being narrow: it is broken.
_WORD = 20


class Grid:
    """A table, measured once: the widest word and the widest cell of each column."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.headed = any(cell.source.strip() for cell in table.head)
        self._bounds: dict[tuple[bool, bool], list[tuple[int, int]]] = {}
        self._columns: dict[tuple[int, bool, bool], tuple[int, ...] | None] = {}

    def bounds(self, signs: Signs) -> list[tuple[int, int]]:
        """The least and the greatest sensible width of each column, in cells."""
        key = broken, _ = signs.wrap_cells, signs.addresses
        if key not in self._bounds:
            bounds = [(1, 1)] * len(self.table.head)
            for index, row in enumerate((self.table.head, *self.table.rows)):
                for column, cell in enumerate(row):
                    text = _shown(cell, index < _MEASURED, signs)
                    if text:
                        least, most = bounds[column]
                        lines = text.split("\n") if broken else [text.replace("\n", " ")]
                        widest = max(map(width_of, lines))
                        if widest > least:
                            least = max(least, *map(width_of, text.split() or [""]))
                        bounds[column] = (least, max(most, widest))
            self._bounds[key] = bounds
        return self._bounds[key]

    def columns(self, width: int, signs: Signs) -> tuple[int, ...] | None:
        """The widths of the columns in a table of `width` cells; None where records are better."""
        key = (width, signs.wrap_cells, signs.addresses)
        if key not in self._columns:
            if len(self._columns) > 8:
                self._columns.clear()
            bounds = self.bounds(signs)
            room = width - len(signs.column) * (len(bounds) - 1)
            self._columns[key] = share(bounds, room, signs.wrap_cells)
        return self._columns[key]

    def whole(self, columns: tuple[int, ...], signs: Signs) -> bool:
        """Whether no cell needs to be wrapped in columns of these widths."""
        bounds = self.bounds(signs)
        return all(width >= most for width, (_, most) in zip(columns, bounds, strict=True))


def share(bounds: list[tuple[int, int]], room: int, wrapped: bool) -> tuple[int, ...] | None:
    """Share out `room` cells: the greatest widths, or the least and a part of what is left.

    The rule is that of w3m and of CSS 2.1, 17.5.2.2. None where not even the least widths fit
    (or where cells may not be `wrapped`).
    """
    greatest = sum(most for _, most in bounds)
    if greatest <= room:
        return tuple(most for _, most in bounds)
    least = [min(word, _WORD) for word, _ in bounds]
    left = room - sum(least)
    if left < 0 or not wrapped:
        return None
    wanted = [most - word for word, (_, most) in zip(least, bounds, strict=True)]
    total = sum(wanted)
    widths = [word + left * want // total for word, want in zip(least, wanted, strict=True)]
    spare = room - sum(widths)
    for column in sorted(range(len(widths)), key=lambda column: -wanted[column])[:spare]:
        widths[column] += 1
    return tuple(widths)


def _shown(cell: Inline, parsed: bool, signs: Signs) -> str:
    source = cell.source
    if not _MARKS.search(source):
        return source
    if parsed:
        return "".join(span.text for span in shown(cell.runs(), signs))
    return source if signs.addresses else _TARGET.sub("", source)


class TableRow:
    """One row of a table; row -1 is its head."""

    __slots__ = ("_grid", "_index", "line")

    def __init__(self, grid: Grid, index: int) -> None:
        self._grid, self._index = grid, index
        # The head and the row of dashes take the first two lines of the file.
        self.line = min(grid.table.line + (index + 2 if index >= 0 else 0), grid.table.end - 1)

    def estimate(self, width: int) -> int:
        """One row, or more where the source is longer than that."""
        if self._index < 0:
            return 2 * self._grid.headed
        return sum(len(cell.source) for cell in self._grid.table.rows[self._index]) // width + 1

    def height(self, width: int, signs: Signs) -> int | None:
        """Only known by drawing."""
        return None

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """Its cells side by side, or one below the other with the names of their columns."""
        columns = self._grid.columns(width, signs)
        if columns is None:
            return self._record(width, signs)
        rows = []
        head = self._index < 0
        if head and not self._grid.headed:
            return []
        if self._index > 0 and not self._grid.whole(columns, signs):
            rows.append(self._rule(columns, signs))
        rows += self._cells(columns, signs)
        if head:
            rows.append(self._rule(columns, signs))
        return rows

    def _rule(self, columns: tuple[int, ...], signs: Signs) -> Row:
        line = signs.crossing.join(signs.row * column for column in columns)
        return Row((Span(line, "frame"),), self.line, margin=len(line))

    def _cells(self, columns: tuple[int, ...], signs: Signs) -> list[Row]:
        table = self._grid.table
        row = table.head if self._index < 0 else table.rows[self._index]
        wrapped = []
        for cell, width in zip(row, columns, strict=True):
            runs = shown(cell.runs(), signs)
            if self._index < 0:
                runs = tuple(under(span, "head") for span in runs)
            if not signs.wrap_cells:
                runs = tuple(span._replace(text=span.text.replace("\n", " ")) for span in runs)
            wrapped.append([part.spans for part in text_rows(runs, width, self.line)])
        rows = []
        for number in range(max(map(len, wrapped))):
            spans: list[Span] = []
            pad = 0
            for column, lines in enumerate(wrapped):
                if column:
                    spans.append(Span(" " * pad + signs.column, "frame"))
                cell_spans = lines[number] if number < len(lines) else ()
                free = columns[column] - sum(width_of(span.text) for span in cell_spans)
                before = {"right": free, "center": free // 2}.get(table.align[column], 0)
                if before and cell_spans:
                    spans.append(Span(" " * before))
                    free -= before
                spans += cell_spans
                pad = free
            rows.append(Row(tuple(spans), self.line, soft=number > 0))
        return rows

    def _record(self, width: int, signs: Signs) -> list[Row]:
        if self._index < 0:
            return self._names(width, signs)
        table = self._grid.table
        rows: list[Row] = []
        if self._index > 0:
            rows.append(Row((), self.line))
        for head, cell in zip(table.head, table.rows[self._index], strict=True):
            runs = shown(cell.runs(), signs)
            if not runs:
                continue
            name = [under(span, "head") for span in shown(head.runs(), signs)]
            if name:
                runs = (*name, Span(": ", "head"), *runs)
            rows += text_rows(runs, width, self.line, hang="  " if width > 8 else "")
        return rows

    def _names(self, width: int, signs: Signs) -> list[Row]:
        """The names of columns: those that no record has, or all of them, to be read first."""
        table = self._grid.table
        rows: list[Row] = []
        for column, head in enumerate(table.head):
            if signs.wrap_cells and any(row[column].source.strip() for row in table.rows):
                continue
            if runs := [under(span, "head") for span in shown(head.runs(), signs)]:
                rows += text_rows(runs, width, self.line)
        if rows and not signs.wrap_cells:
            rows.append(Row((), self.line))
        return rows
