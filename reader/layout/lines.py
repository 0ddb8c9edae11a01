"""What layout gives out: lines of spans."""

from __future__ import annotations

from dataclasses import dataclass

from reader.markup.blocks import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen or page.

    `source` is the line of the file that it shows, from 1. `soft` says that the line above was
    wrapped into this one: copied text joins the two with `joint` (the white space that the break
    took, nothing inside a word or between ideographs). The first `margin` cells are furniture
    (indents, quote bars, bullets, frames), not text; a line that is all furniture has a margin as
    wide as itself.

    Roles, besides those of the runs (see `markup.blocks`): h1 to h6 on a heading's text, `rule`
    (thematic breaks, the line under a heading), `quote` (the bar), `marker` (bullets, numbers and
    task boxes; `done` on a ticked one), `code` with `tok-…` (see `layout.highlight`), `fold` (the
    sign of a wrapped line of code), `label` (a language, what a figure is), `source` (its address),
    `frame` (the lines of a table), `head` (its header cells).
    """

    spans: tuple[Span, ...]
    source: int
    soft: bool = False
    joint: str = " "
    margin: int = 0

    @property
    def text(self) -> str:
        """The line's text without its looks."""
        return "".join(span.text for span in self.spans)
