"""Blocks taken apart into strips: the pieces that are laid out one at a time.

A strip is a leaf (a paragraph, a heading, some lines of code, a row of a table) with the furniture
of all that it stands in, so a list of ten thousand items is no heavier than as many paragraphs.
Strips do not depend on a width.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.layout.apart import Equation, Returning, Styled
from reader.layout.callout import CalloutEdge, CalloutTitle, look
from reader.layout.parts import Break, CodeText, Listing, Part, Text, Title
from reader.layout.pictures import Picture, Pictures
from reader.layout.signs import Signs
from reader.layout.strip import Fold, Lead, Strip
from reader.layout.table import Grid, TableRow
from reader.layout.wrap import width_of
from reader.markup.blocks import (
    Block,
    Callout,
    Code,
    Definitions,
    Figure,
    Formula,
    Heading,
    List,
    Notes,
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
# Cells of the line above the notes.
_SHORT = 12


class Strips:
    """The strips of a body, as far as it has been parsed; layouts of all widths share them."""

    def __init__(self, body: Body, signs: Signs, *, folding: bool = False) -> None:
        self.body, self.signs = body, signs
        self.items: list[Strip] = []
        self.pictures = Pictures()
        # The strips that show a picture, in their order.
        self.figures: list[int] = []
        self._folding = folding
        self._blocks = 0

    def grow(self, blocks: int | None = None) -> None:
        """Take in what is parsed; parse so many blocks more, or all, first."""
        self.body.advance(blocks)
        known = self.body.blocks
        for index in range(self._blocks, len(known)):
            before = known[index - 1] if index else None
            for strip in strips(
                known[index], before, self.signs, folding=self._folding, pictures=self.pictures
            ):
                fold = strip.fold
                while fold is not None:
                    fold.last = len(self.items)
                    if fold.first < 0:
                        fold.first = fold.last
                    fold = fold.outer
                if isinstance(strip.part, Picture):
                    self.figures.append(len(self.items))
                self.items.append(strip)
        self._blocks = len(known)


def strips(
    block: Block,
    before: Block | None,
    signs: Signs,
    *,
    folding: bool = False,
    pictures: Pictures | None = None,
) -> Iterator[Strip]:
    """The strips of a block of the outermost level that stands after another.

    With `folding`, what the author folded is folded at first; `pictures` is what figures ask.
    """
    yield from _Cutter(signs, folding, pictures).block(block, Lead(), gap(before, block), Lead())


def gap(before: Block | None, block: Block) -> int:
    """How many empty lines stand between two blocks."""
    if before is None:
        return 0
    sections = isinstance(block, Heading) and block.level <= 2
    return 2 if sections and not isinstance(before, Heading) else 1


class _Cutter:
    def __init__(self, signs: Signs, folding: bool, pictures: Pictures | None) -> None:
        self._signs, self._folding, self._pictures = signs, folding, pictures
        self._bullets = 0
        self._fold: Fold | None = None
        # Where notes are shown, which is not where they were written.
        self._line: int | None = None

    def _strip(
        self,
        part: Part,
        lead: Lead,
        gap: int,
        above: Lead,
        *,
        opens: Fold | None = None,
        anchor: str = "",
    ) -> Strip:
        fold, line = self._fold, self._line
        return Strip(part, lead, gap, above, fold=fold, opens=opens, anchor=anchor, line=line)

    def block(self, block: Block, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        match block:
            case Paragraph():
                yield self._strip(Text(block.inline, block.line, block.end), lead, gap, above)
            case Heading():
                yield self._strip(Title(block), lead, gap, above, anchor=block.anchor)
            case Code():
                yield from self._code(block, lead, gap, above)
            case Quote():
                yield from self._quote(block, lead, gap, above)
            case List():
                yield from self._list(block, lead, gap, above)
            case Table():
                grid = Grid(block)
                for index in range(-1, len(block.rows)):
                    yield self._strip(TableRow(grid, index), lead, gap, above)
                    lead, gap, above = lead.after, 0, lead
            case Figure():
                yield self._strip(Picture(block, self._pictures), lead, gap, above)
                if block.caption is not None:
                    said = Text(Styled(block.caption, "em"), block.line, block.end)
                    yield self._strip(said, lead.after, 0, lead)
            case Rule():
                yield self._strip(Break(block.line), lead, gap, above)
            case Callout():
                yield from self._callout(block, lead, gap, above)
            case Definitions():
                yield from self._definitions(block, lead, gap, above)
            case Formula():
                yield self._strip(Equation(block), lead, gap, above)
            case Notes():
                yield from self._notes(block, lead, gap, above)
            case _:
                raise TypeError(f"no drawing for {type(block).__name__}")

    def _code(self, code: Code, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        text = CodeText(code)
        fenced = code.end - code.line > len(text.lines)
        for start in range(0, len(text.lines), _LINES):
            stop = min(len(text.lines), start + _LINES)
            yield self._strip(Listing(text, start, stop, fenced), lead, gap, above)
            lead, gap, above = lead.after, 0, lead

    def _quote(self, quote: Quote, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        bar = Span(self._signs.quote, "quote")
        inner = lead.beside(bar, bar)
        if not quote.children:
            yield self._strip(Text(FixedInline(()), quote.line, quote.end), inner, gap, above)
        yield from self._children(quote.children, inner, gap, above, tight=False)

    def _callout(self, block: Callout, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        signs, outer = self._signs, self._fold
        fold = None
        if block.folded is not None:
            fold = Fold(outer, self._folding and block.folded)
        yield self._strip(CalloutTitle(block, fold), lead, gap, above, opens=fold)
        lead = lead.after
        bar = Span(signs.bar if signs.boxes else signs.quote, f"callout-{look(block.kind)}")
        inner = lead.beside(bar, bar)
        self._fold = fold or outer
        yield from self._children(block.children, inner, 0, inner, tight=False)
        if signs.boxes:
            yield self._strip(CalloutEdge(block), lead, 0, lead)
        self._fold = outer

    def _definitions(
        self, block: Definitions, lead: Lead, gap: int, above: Lead
    ) -> Iterator[Strip]:
        sign = self._signs.detail
        for definition in block.items:
            for term in definition.terms:
                said = Text(Styled(term, "strong"), definition.line, definition.line + 1)
                yield self._strip(said, lead, gap, above)
                lead = above = lead.after
                gap = 0
            for detail in definition.details:
                inner = lead.beside(Span(sign, "marker"), Span(" " * len(sign)))
                yield from self._children(detail, inner, gap, above, tight=False)
                lead = above = lead.after
                gap = 0
            gap = 1

    def _notes(self, block: Notes, lead: Lead, gap: int, above: Lead) -> Iterator[Strip]:
        outer, self._line = self._line, block.line
        yield self._strip(Break(block.line, _SHORT), lead, gap, above)
        lead = lead.after
        written = [self._signs.note.format(note.number) for note in block.notes]
        widest = max(map(len, written), default=0)
        for note, sign in zip(block.notes, written, strict=True):
            inner = lead.beside(Span(sign.rjust(widest), "marker"), Span(" " * widest))
            children = note.children
            if back := self._signs.back:
                last = children[-1] if children else None
                inline = last.inline if isinstance(last, Paragraph) else None
                ending = Paragraph(
                    line=last.line if last else note.line,
                    end=last.end if last else note.end,
                    inline=Returning(inline, note.back, back),
                )
                children = (*(children[:-1] if inline else children), ending)
            elif not children:
                children = (Paragraph(line=note.line, end=note.end, inline=FixedInline(())),)
            anchor = note.anchor
            for strip in self._children(children, inner, 0, lead, tight=True):
                strip.anchor, anchor = anchor or strip.anchor, ""
                yield strip
        self._line = outer

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
                yield self._strip(Text(FixedInline(()), item.line, item.end), inner, gap, above)
            lead = above = lead.after
            gap = 0 if block.tight else 1
        self._bullets -= block.start is None
