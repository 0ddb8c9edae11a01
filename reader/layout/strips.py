"""Blocks taken apart into strips: the pieces that are laid out one at a time.

A strip is a leaf (a paragraph, a heading, some lines of code, a row of a table) with the furniture
of all that it stands in, so a list of ten thousand items is no heavier than as many paragraphs.
Strips do not depend on a width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reader.layout.lines import Line
from reader.layout.parts import Break, CodeText, Listing, Part, Picture, Text, Title
from reader.layout.signs import Signs
from reader.layout.table import Grid, TableRow
from reader.layout.wrap import width_of
from reader.markup.blocks import (
    Block,
    Code,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from reader.markup.document import Body
from reader.markup.inline import FixedInline

# Lines of code in a strip.
_LINES = 64


class Mark(NamedTuple):
    """Furniture on the left: what stands there on a part's first line, and on the others."""

    first: str
    rest: str
    role: str


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


class Strip:
    """A part with its furniture and the empty lines above it."""

    __slots__ = ("_above", "_gap", "_lead", "part")

    def __init__(self, part: Part, lead: Lead, gap: int, above: Lead) -> None:
        self.part, self._lead, self._gap, self._above = part, lead, gap, above

    @property
    def line(self) -> int:
        """The line of the file that it starts on."""
        return self.part.line

    def estimate(self, width: int) -> int:
        """About how many lines it takes."""
        return self._gap + self.part.estimate(max(1, width - self._lead.width))

    def height(self, width: int, signs: Signs) -> int | None:
        """How many lines it takes, where this is known at less cost than drawing; else None."""
        rows = self.part.height(self._room(width), signs)
        return None if rows is None else rows + self._empty(signs)

    def draw(self, width: int, signs: Signs) -> tuple[Line, ...]:
        """Its lines."""
        rows = self.part.draw(self._room(width), signs)
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
            spans = lead + row.spans
            lines.append(Line(spans, row.source, row.soft, row.joint, used + row.margin))
            lead = _narrowed(self._lead.rest, self._lead.width, width)
        return tuple(lines)

    def _room(self, width: int) -> int:
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


class Strips:
    """The strips of a body, as far as it has been parsed; layouts of all widths share them."""

    def __init__(self, body: Body, signs: Signs) -> None:
        self.body, self.signs = body, signs
        self.items: list[Strip] = []
        self._blocks = 0

    def grow(self, blocks: int | None = None) -> None:
        """Take in what is parsed; parse so many blocks more, or all, first."""
        self.body.advance(blocks)
        known = self.body.blocks
        for index in range(self._blocks, len(known)):
            before = known[index - 1] if index else None
            self.items.extend(strips(known[index], before, self.signs))
        self._blocks = len(known)


def strips(block: Block, before: Block | None, signs: Signs) -> Iterator[Strip]:
    """The strips of a block of the outermost level that stands after another."""
    yield from _Cutter(signs).block(block, Lead(), gap(before, block), Lead())


def gap(before: Block | None, block: Block) -> int:
    """How many empty lines stand between two blocks."""
    if before is None:
        return 0
    sections = isinstance(block, Heading) and block.level <= 2
    return 2 if sections and not isinstance(before, Heading) else 1


class _Cutter:
    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._bullets = 0

    def block(self, block: Block, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        match block:
            case Paragraph():
                yield Strip(Text(block.inline, block.line, block.end), lead, gap, above)
            case Heading():
                yield Strip(Title(block), lead, gap, above)
            case Code():
                yield from self._code(block, lead, gap, above)
            case Quote():
                yield from self._quote(block, lead, gap, above)
            case List():
                yield from self._list(block, lead, gap, above)
            case Table():
                grid = Grid(block)
                for index in range(-1, len(block.rows)):
                    yield Strip(TableRow(grid, index), lead, gap, above)
                    lead, gap, above = lead.after, 0, lead
            case Figure():
                yield Strip(Picture(block), lead, gap, above)
            case Rule():
                yield Strip(Break(block.line), lead, gap, above)
            case _:
                raise TypeError(f"no drawing for {type(block).__name__}")

    def _code(self, code: Code, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        text = CodeText(code)
        fenced = code.end - code.line > len(text.lines)
        for start in range(0, len(text.lines), _LINES):
            stop = min(len(text.lines), start + _LINES)
            yield Strip(Listing(text, start, stop, fenced), lead, gap, above)
            lead, gap, above = lead.after, 0, lead

    def _quote(self, quote: Quote, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        bar = Span(self._signs.quote, "quote")
        inner = lead.beside(bar, bar)
        if not quote.children:
            yield Strip(Text(FixedInline(()), quote.line, quote.end), inner, gap, above)
        yield from self._children(quote.children, inner, gap, above, tight=False)

    def _children(
        self, children: tuple[Block, ...], lead: Lead, space: int, above: Lead, *, tight: bool
    ) -> Iterator[Strip]:
        before: Block | None = None
        for child in children:
            if before is not None:
                space = 0 if tight else gap(before, child)
            yield from self.block(child, lead, space, above)
            lead = above = lead.after
            before = child

    def _list(self, block: List, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        last = "" if block.start is None else f"{block.start + len(block.items) - 1}."
        digits = max(len(last), len(f"{block.start}.") if last else 0)
        bullet = self._signs.bullets[self._bullets % len(self._signs.bullets)]
        self._bullets += block.start is None
        for number, item in enumerate(block.items):
            sign, role = bullet, "marker"
            if block.start is not None:
                sign = f"{block.start + number}.".rjust(digits) + " "
            if item.checked is not None:
                box = self._signs.done if item.checked else self._signs.to_do
                sign = (sign if block.start is not None else "") + box
                role = "marker done" if item.checked else "marker"
            inner = lead.beside(Span(sign, role), Span(" " * width_of(sign)))
            if item.children:
                yield from self._children(item.children, inner, gap, above, tight=block.tight)
            else:
                yield Strip(Text(FixedInline(()), item.line, item.end), inner, gap, above)
            lead = above = lead.after
            gap = 0 if block.tight else 1
        self._bullets -= block.start is None
