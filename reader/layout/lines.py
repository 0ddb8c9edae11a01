"""What layout gives out: lines of spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reader.markup.blocks import Span


class PictureRow(NamedTuple):
    """One row, from 0, of a picture that fills so many cells."""

    source: str
    columns: int
    rows: int
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen or page.

    `source` is the line of the file that it shows, from 1. `soft` says that the line above was
    wrapped into this one: copied text joins the two with `joint` (the white space that the break
    took, nothing inside a word or between ideographs). The first `margin` cells are furniture
    (indents, quote bars, bullets, frames), not text; a line that is all furniture has a margin as
    wide as itself. So are the last `tail` characters.
    `picture` says which row of a picture belongs into the cells of the last span.

    Roles, besides those of the runs (see `markup.blocks`): h1 to h6 on a heading's text, `rule`
    (thematic breaks, the line under a heading), `quote` (the bar), `marker` (bullets, numbers and
    task boxes; `done` on a ticked one), `code` with `tok-…` (see `layout.highlight`), `fold` (the
    sign of a wrapped line of code), `label` (a language, what a figure is), `source` (its address),
    `frame` (the lines of a table), `head` (its header cells), `callout` with `callout-…` (note,
    tip, important, warning, caution; the second alone on its edge), `block` (the ground of a block
    of code, first of its spans' roles), `back` (the sign that leads from a note to the text).

    A link `fold:` is no address: who follows it opens or closes what stands below the line (see
    `Layout.toggle`).
    """

    spans: tuple[Span, ...]
    source: int
    soft: bool = False
    joint: str = " "
    margin: int = 0
    tail: int = 0
    picture: PictureRow | None = None

    @property
    def text(self) -> str:
        """The line's text without its looks."""
        return "".join(span.text for span in self.spans)
