"""One strip: a part with the furniture of all that it stands in, and what may fold it away."""

from __future__ import annotations

from dataclasses import dataclass

from reader.layout.lines import Line
from reader.layout.parts import Listing, Part
from reader.layout.signs import Signs
from reader.layout.wrap import width_of
from reader.markup.blocks import Span


@dataclass(frozen=True, slots=True)
class Lead:
    """All the furniture on the left of a part, from the outermost in."""

    first: tuple[Span, ...] = ()
    rest: tuple[Span, ...] = ()
    width: int = 0

    def beside(self, first: Span, rest: Span) -> Lead:
        """The furniture with one more piece inside it; both spans are equally wide."""
        return Lead((*self.first, first), (*self.rest, rest), self.width + width_of(first.text))

    @property
    def after(self) -> Lead:
        """The furniture of what follows the first part."""
        return self if self.first is self.rest else Lead(self.rest, self.rest, self.width)


class Fold:
    """Strips that can be put out of sight: `first` to `last` of a body, once they are known.

    `folded` is whether they are, `at_first` whether they were before anybody opened or folded them.
    """

    __slots__ = ("at_first", "first", "folded", "last", "outer")

    def __init__(self, outer: Fold | None, folded: bool) -> None:
        self.outer, self.folded = outer, folded
        self.at_first = folded
        self.first = self.last = -1

    def closed(self) -> Fold | None:
        """The outermost fold that puts what is in this one out of sight, itself included."""
        found, fold = None, self
        while True:
            if fold.folded:
                found = fold
            if fold.outer is None:
                return found
            fold = fold.outer


class Strip:
    """A part with its furniture and the empty lines above it.

    `fold` is the innermost that it stands in, `opens` the one that its title opens and closes;
    `anchor` is what links lead to, and `line` the line of the file that it starts on.
    """

    __slots__ = ("_above", "_gap", "_lead", "anchor", "fold", "line", "opens", "part")

    def __init__(
        self,
        part: Part,
        lead: Lead,
        gap: int,
        above: Lead,
        *,
        fold: Fold | None = None,
        opens: Fold | None = None,
        anchor: str = "",
        line: int | None = None,
    ) -> None:
        self.part, self._lead, self._gap, self._above = part, lead, gap, above
        self.fold, self.opens, self.anchor = fold, opens, anchor
        self.line = part.line if line is None else line

    def estimate(self, width: int) -> int:
        """About how many lines it takes."""
        return self._gap + self.part.estimate(max(1, width - self._lead.width))

    def height(self, width: int, signs: Signs) -> int | None:
        """How many lines it takes, where this is known at less cost than drawing; else None."""
        rows = self.part.height(self.room(width), signs)
        return None if rows is None else rows + self._empty(signs)

    def draw(self, width: int, signs: Signs) -> tuple[Line, ...]:
        """Its lines."""
        rows = self.part.draw(self.room(width), signs)
        lines = []
        for _ in range(self._empty(signs)):
            bars = _trimmed(_narrowed(self._above.rest, self._above.width, width))
            lines.append(Line(bars, self.line, margin=sum(width_of(bar.text) for bar in bars)))
        if not self._lead.width:
            lines += [Line(*row) for row in rows]
            return tuple(lines)
        used = min(self._lead.width, width // 2)
        lead = _narrowed(self._lead.first, self._lead.width, width)
        for row in rows:
            margin = used + row.margin
            lines.append(Line(lead + row.spans, *row[1:4], margin, *row[5:]))
            lead = _narrowed(self._lead.rest, self._lead.width, width)
        return tuple(lines)

    def room(self, width: int) -> int:
        """The cells that furniture leaves; it takes half a line at most."""
        return width - min(self._lead.width, width // 2)

    def _empty(self, signs: Signs) -> int:
        if self._gap and isinstance(self.part, Listing) and self.part.labelled(signs):
            return self._gap - 1
        return self._gap


def _narrowed(spans: tuple[Span, ...], cells: int, width: int) -> tuple[Span, ...]:
    """Furniture without what is outermost, where it would take more than half a line."""
    excess = cells - width // 2
    if excess <= 0:
        return spans
    kept = []
    for span in spans:
        cut = min(excess, len(span.text))
        excess -= cut
        if cut < len(span.text):
            kept.append(span._replace(text=span.text[cut:]))
    return tuple(kept)


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Furniture without the spaces that an empty line would end in."""
    while spans and not spans[-1].text.rstrip():
        spans = spans[:-1]
    if spans:
        spans = (*spans[:-1], spans[-1]._replace(text=spans[-1].text.rstrip()))
    return spans
