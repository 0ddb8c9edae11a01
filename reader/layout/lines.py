"""What layout gives out: lines of spans."""

from __future__ import annotations

from dataclasses import dataclass

from reader.markup.blocks import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen or page.

    `source` is the line of the file that it shows, from 1. `soft` says that the line above was
    wrapped into this one: copied text joins the two with `joint` (a space, or nothing inside a
    word or between ideographs). The first `margin` cells are furniture (indents, quote bars,
    bullets, frames), not text.
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
