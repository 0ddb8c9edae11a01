"""Columns of text, aligned by the cells a terminal gives each character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

_GAP = "  "
# The cells a cut column should have left to be of use.
_LEGIBLE = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and a cell for each row.

    Where room is short, `rigid` columns keep their width, and those with the highest `drop` go
    first; one with 0 stays.
    """

    title: str
    cells: Sequence[str]
    right: bool = False
    rigid: bool = False
    dim: bool = False
    drop: int = 0

    @property
    def width(self) -> int:
        """The widest cell, in cells of the terminal."""
        return max(map(cell_len, (self.title, *self.cells)))


def table(
    columns: Sequence[Column], *, width: int | None = None, colour: bool = False
) -> Iterator[str]:
    """The lines of a table, its headings first; cut to `width` cells where one is given."""
    columns = _kept(columns, width)
    widths = _fitted(columns, width)
    last = len(columns) - 1
    for index in range(-1, len(columns[0].cells)):
        cells = []
        for place, (column, room) in enumerate(zip(columns, widths, strict=True)):
            text = column.title if index < 0 else column.cells[index]
            # Nothing is padded at the end of a line.
            own = place == last and not column.right
            text = _fit(text, min(room, cell_len(text)) if own else room, right=column.right)
            cells.append(_styled(text, column, index, colour))
        yield _GAP.join(cells).rstrip()


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, a `…` in place of what does not fit."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def _fit(text: str, width: int, *, right: bool) -> str:
    text = cut(text, width)
    blank = " " * (width - cell_len(text))
    return blank + text if right else text + blank


def _styled(text: str, column: Column, index: int, colour: bool) -> str:
    if not colour or not (index < 0 or column.dim):
        return text
    return f"\x1b[{1 if index < 0 else 2}m{text}\x1b[0m"


def _kept(columns: Sequence[Column], width: int | None) -> list[Column]:
    """The columns there is room for, each at its own width or at a legible one."""
    kept = list(columns)
    while width is not None and len(kept) > 1:
        least = (column.width if column.rigid else min(column.width, _LEGIBLE) for column in kept)
        if sum(least) + len(_GAP) * (len(kept) - 1) <= width:
            break
        last = max(kept, key=lambda column: column.drop)
        if not last.drop:
            break
        kept.remove(last)
    return kept


def _fitted(columns: Sequence[Column], width: int | None) -> list[int]:
    """The columns' widths: their own, or where those are too much the widest cut to one measure."""
    widths = [column.width for column in columns]
    if width is None:
        return widths
    room = width - len(_GAP) * (len(columns) - 1)
    while sum(widths) > room:
        loose = [i for i, column in enumerate(columns) if not column.rigid and widths[i] > 1]
        if not loose:
            break
        widest = max(loose, key=lambda i: widths[i])
        widths[widest] -= 1
    return widths
