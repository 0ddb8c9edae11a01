"""Text cut to a number of terminal cells, and segments set into a line of so many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_Item = TypeVar("_Item")


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells; what is left out is told by `…` at the end."""
    if cell_len(text) <= cells:
        return text
    if cells < 1:
        return ""
    return set_cell_size(text, cells - 1).rstrip() + "…"


def marked(
    text: str, marks: Iterable[tuple[int, int]], cells: int, style: Style, look: Style
) -> list[Segment]:
    """`text` as `cut` has it, in segments: the stretches that are marked have `look` over `style`.

    The stretches stand in their order, none over another. The last segment, which may be empty, has
    the plain style, for what fills the line.
    """
    shown = cut(text, cells)
    end = len(text) if shown == text else len(shown) - 1
    segments, at = [], 0
    for start, stop in marks:
        if start < end:
            segments.append(Segment(shown[at:start], style))
            at = min(stop, end)
            segments.append(Segment(shown[start:at], style + look))
    return [*(segment for segment in segments if segment.text), Segment(shown[at:], style)]


def filled(segments: Iterable[Segment], cells: int, style: Style) -> Strip:
    """Segments as a line of just `cells` cells, in as few pieces as their looks allow.

    Each piece costs a terminal a full change of colours, which a slow line makes visible.
    """
    return Strip(segments).adjust_cell_length(cells, style).simplify()


def flowed(items: Iterable[_Item], size: Callable[[_Item], int], cells: int) -> list[list[_Item]]:
    """Items in rows of at most `cells` cells, two cells apart; at least one row, maybe empty."""
    rows: list[list[_Item]] = [[]]
    used = 0
    for item in items:
        if rows[-1] and used + size(item) > cells:
            rows.append([])
            used = 0
        rows[-1].append(item)
        used += size(item) + 2
    return rows
