"""What stands apart from the text: formulas, and the notes at its end."""

from __future__ import annotations

from collections.abc import Sequence

from reader.layout.looks import mathematics, under
from reader.layout.parts import Row, text_rows
from reader.layout.signs import Signs
from reader.layout.wrap import width_of
from reader.markup.blocks import Formula, Inline, Span
from reader.sanitize import harmless


class Equation:
    """Mathematics on lines of its own."""

    __slots__ = ("_formula", "line")

    def __init__(self, formula: Formula) -> None:
        self._formula, self.line = formula, formula.line

    def estimate(self, width: int) -> int:
        """One row a line of the source."""
        return self._formula.source.count("\n") + 1

    def height(self, width: int, signs: Signs) -> int | None:
        """Only known by drawing."""
        return None

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """In the middle, as one; as it was written where it cannot be read."""
        text, known = mathematics(self._formula.source)
        role = "math" if known else "math dim"
        lines = harmless(text).expandtabs(4).strip("\n").split("\n")
        widest = max(map(width_of, lines))
        middle = max(0, (width - widest) // 2) if signs.boxes else 0
        pad = " " * middle
        rows: list[Row] = []
        for number, line in enumerate(lines):
            source = min(self.line + number, max(self.line, self._formula.end - 1))
            for row in text_rows((Span(line.rstrip(), role),), width - middle, source):
                # Spaces at the begin of a line place what it says among the other lines.
                kept = "" if row.soft else line[: len(line) - len(line.lstrip())]
                before = pad + kept
                if len(before) + sum(width_of(span.text) for span in row.spans) > width:
                    before = pad
                spans = (Span(before), *row.spans) if before else row.spans
                rows.append(row._replace(spans=spans, margin=len(before)))
        return rows


class Returning:
    """The text of a note's last paragraph, and the sign that leads back from it."""

    __slots__ = ("_back", "_inline", "_sign")

    def __init__(self, inline: Inline | None, back: str, sign: str) -> None:
        self._inline, self._back, self._sign = inline, back, sign

    @property
    def source(self) -> str:
        """The Markdown as written."""
        return self._inline.source if self._inline else ""

    def runs(self) -> tuple[Span, ...]:
        """The text, and the sign behind it."""
        before: Sequence[Span] = self._inline.runs() if self._inline else ()
        gap = (Span(" "),) if before else ()
        return (*before, *gap, Span(self._sign, "back", f"#{self._back}"))


class Styled:
    """Text that has one role more than it says itself."""

    __slots__ = ("_inline", "_role")

    def __init__(self, inline: Inline, role: str) -> None:
        self._inline, self._role = inline, role

    @property
    def source(self) -> str:
        """The Markdown as written."""
        return self._inline.source

    def runs(self) -> tuple[Span, ...]:
        """The runs, with the role first among theirs."""
        return tuple(under(span, self._role) for span in self._inline.runs())
