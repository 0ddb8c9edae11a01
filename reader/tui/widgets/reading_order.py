"""Lines with right-to-left text as they are seen: what stands out in them, and what is pointed at.

Marks, links and selections count characters in the order text is read in; only what is painted,
and the cell under the mouse, are in the order it is seen in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rich.cells import cell_len

from reader.layout.bidi import leftward, visual
from reader.layout.lines import Line
from reader.layout.wrap import graphemes
from reader.markup.blocks import Span
from reader.tui.widgets.reading_ink import Mark
from reader.tui.widgets.reading_text import character_at, margin


def runs_leftward(lines: Sequence[Line], row: int) -> bool:
    """Whether the paragraph of a row runs from right to left: its first line says so."""
    while row > 0 and lines[row].soft:
        row -= 1
    return row < len(lines) and leftward(lines[row].text[margin(lines[row]) :])


def seen(line: Line, marks: Sequence[Mark], width: int, base: bool) -> Line:
    """A line as it is seen, what stands out in it told in its roles."""
    return visual(_marked(line, marks), width, base=base)


def character_seen_at(line: Line, cell: int, width: int, base: bool) -> int:
    """The number of the character that is painted on a cell (see `character_at`)."""
    if cell < 0 or visual(line, width, base=base) is line:
        return character_at(line.text, cell)
    before, spans = 0, list[Span]()
    for span in line.spans:
        for start, end, _ in graphemes(span.text):
            # Each with a look of its own, so that none is joined with another.
            spans.append(Span(span.text[start:end], span.role, str(before + start)))
        before += len(span.text)
    covered = 0
    for span in visual(replace(line, spans=tuple(spans)), width, base=base).spans:
        covered += cell_len(span.text)
        if covered > cell:
            return int(span.link) if span.link else -1
    return len(line.text)


def _marked(line: Line, marks: Sequence[Mark]) -> Line:
    if not marks:
        return line
    spans, position = list[Span](), 0
    for span in line.spans:
        end = position + len(span.text)
        edges = {position, end}
        for low, high, _ in marks:
            edges.update(edge for edge in (low, high) if position < edge < end)
        for low, high in pairwise(sorted(edges)):
            words = [word for first, last, word in marks if first <= low < last]
            text = span.text[low - position : high - position]
            spans.append(span._replace(text=text, role=" ".join([span.role, *words]).strip()))
        position = end
    return replace(line, spans=tuple(spans))
