"""The blocks of HTML while its elements are being closed, one by one and not always in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reader.markup.blocks import (
    Block,
    Definition,
    Definitions,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Quote,
    Span,
    Table,
)
from reader.markup.details import details
from reader.markup.inline import FixedInline
from reader.markup.parser import DEPTH

# Rows are filled up to the longest one; a table that would grow beyond this is shown row by row.
_MAX_CELLS = 200_000
_LISTS = ("ul", "ol")
# Details whose end is missing: what would be hidden with them is not told from the rest.
_NEVER_CLOSED = "never closed"


@dataclass(slots=True)
class _Open:
    """An element whose blocks are being collected."""

    name: str
    line: int
    children: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    start: int | None = None
    rows: list[tuple[bool, list[Inline]]] = field(default_factory=list)
    loose: bool = False
    title: tuple[Span, ...] = ()
    # Of a list of terms: its definitions so far.
    meant: list[Definition] = field(default_factory=list)
    folded: bool = True


class Tree:
    """Lists, quotes and tables that are open, from the outermost in, with their blocks so far."""

    def __init__(self, line: int) -> None:
        self._stack = [_Open("", line)]

    def add(self, block: Block) -> None:
        """Add a block to the innermost element."""
        self._stack[-1].children.append(block)

    def finish(self, end: int) -> tuple[Block, ...]:
        """Close everything and return the blocks."""
        while len(self._stack) > 1:
            if self.inner == "details":
                self._stack[-1].name = _NEVER_CLOSED
            self._pop(end)
        return tuple(self._stack[0].children)

    @property
    def in_list(self) -> bool:
        """Whether the innermost element is a list, so that an item may begin."""
        return self._stack[-1].name in _LISTS

    @property
    def in_terms(self) -> bool:
        """Whether the innermost element is a list of terms and what is said of them."""
        return self._stack[-1].name == "dl"

    @property
    def inner(self) -> str:
        """The innermost element."""
        return self._stack[-1].name

    def title(self, runs: tuple[Span, ...]) -> None:
        """Give the innermost element its title, or one more line of it."""
        opened = self._stack[-1]
        opened.title = (*opened.title, Span(" "), *runs) if opened.title else runs

    def open(self, name: str, line: int, given: Mapping[str, str]) -> None:
        """Open a list, item, quote, table or details.

        Not where it is nested too deep to be shown as one.
        """
        if len(self._stack) >= DEPTH:
            return
        opened = _Open(name, line)
        opened.folded = "open" not in given
        start = given.get("start", "")
        if name == "ol":
            opened.start = int(start) if re.fullmatch("-?[0-9]{1,9}", start) else 1
        self._stack.append(opened)

    def holds(self, name: str, within: tuple[str, ...] = ()) -> bool:
        """Whether an element of this name is open, with none of `within` nearer."""
        for opened in reversed(self._stack):
            if opened.name == name:
                return True
            if opened.name in within:
                return False
        return False

    def close(self, name: str, end: int) -> None:
        """Close the innermost element of this name and all that it holds."""
        while self.holds(name):
            closed = self._stack[-1].name
            self._pop(end)
            if closed == name:
                return

    def row(self) -> None:
        """Begin a row of the innermost table."""
        self._table().rows.append((False, []))

    def cell(self, runs: tuple[Span, ...], head: bool, span: str) -> None:
        """Add a cell to the last row; `span` is the number of its columns as written."""
        table = self._table()
        if not table.rows:
            table.rows.append((False, []))
        all_head, cells = table.rows[-1]
        cells.append(FixedInline(runs))
        columns = int(span) if re.fullmatch("[1-9][0-9]{0,2}", span) else 1
        cells += [FixedInline(())] * (columns - 1)
        table.rows[-1] = (all_head or head, cells)

    def _table(self) -> _Open:
        return next(opened for opened in reversed(self._stack) if opened.name == "table")

    def _pop(self, end: int) -> None:
        opened = self._stack.pop()
        children = tuple(opened.children)
        match opened.name:
            case "table":
                for child in children:  # a caption, or text between the rows
                    self.add(child)
                self._end_table(opened, end)
            case "li":
                outer = self._stack[-1]
                outer.items.append(Item(line=opened.line, end=end, children=children))
                outer.loose |= sum(isinstance(child, Paragraph) for child in children) > 1
            case "blockquote":
                if children:
                    self.add(Quote(line=opened.line, end=end, children=children))
            case "dt":
                self._term(opened, end)
            case "dd":
                self._detail(opened, end)
            case "dl":
                for child in children:  # text that is neither
                    self.add(child)
                if opened.meant:
                    items = tuple(opened.meant)
                    self.add(Definitions(line=opened.line, end=end, items=items))
            case "figure":
                self._end_figure(opened, end)
            case "details":
                self.add(details(opened.line, end, opened.title, children, folded=opened.folded))
            case "never closed":
                if opened.title:
                    title = FixedInline(opened.title)
                    self.add(Paragraph(line=opened.line, end=opened.line + 1, inline=title))
                for child in children:
                    self.add(child)
            case _:
                if children:  # text in a list, but in none of its items
                    opened.items.append(Item(line=opened.line, end=end, children=children))
                if opened.items:
                    self._end_list(opened, end)

    def _term(self, opened: _Open, end: int) -> None:
        terms = tuple(
            child.inline for child in opened.children if isinstance(child, Paragraph | Heading)
        )
        others = tuple(
            child for child in opened.children if not isinstance(child, Paragraph | Heading)
        )
        meant = self._stack[-1].meant
        if not opened.children:
            return
        if meant and not meant[-1].details and not others:
            before = meant[-1]
            meant[-1] = replace(before, end=end, terms=(*before.terms, *terms))
        else:
            details = (others,) if others else ()
            meant.append(Definition(line=opened.line, end=end, terms=terms, details=details))

    def _detail(self, opened: _Open, end: int) -> None:
        meant = self._stack[-1].meant
        if not opened.children:
            return
        if not meant:
            meant.append(Definition(line=opened.line, end=end, terms=(), details=()))
        before = meant[-1]
        meant[-1] = replace(before, end=end, details=(*before.details, tuple(opened.children)))

    def _end_figure(self, opened: _Open, end: int) -> None:
        """One picture has its caption with it; what is said of anything else stands below."""
        pictures = [child for child in opened.children if isinstance(child, Figure)]
        alone = len(pictures) == 1 and bool(opened.title)
        for child in opened.children:
            if alone and isinstance(child, Figure):
                self.add(replace(child, end=end, caption=FixedInline(opened.title)))
            else:
                self.add(child)
        if opened.title and not alone:
            caption = FixedInline(opened.title)
            self.add(Paragraph(line=max(opened.line, end - 1), end=end, inline=caption))

    def _end_list(self, opened: _Open, end: int) -> None:
        items, tight = tuple(opened.items), not opened.loose
        self.add(List(line=opened.line, end=end, items=items, start=opened.start, tight=tight))

    def _end_table(self, opened: _Open, end: int) -> None:
        rows = [(head, cells) for head, cells in opened.rows if cells]
        if not any(cell.source for _, cells in rows for cell in cells):
            return
        columns = max(len(cells) for _, cells in rows)
        if columns * len(rows) > _MAX_CELLS:
            for _, cells in rows:
                said = [cell.runs() for cell in cells if cell.source]
                runs = [span for cell in said for span in (*cell, Span(" "))]
                self.add(Paragraph(line=opened.line, end=end, inline=FixedInline(tuple(runs))))
            return
        full = [(*cells, *[FixedInline(())] * (columns - len(cells))) for _, cells in rows]
        head: tuple[Inline, ...] = (FixedInline(()),) * columns
        if rows[0][0] and len(rows) > 1:
            head = full.pop(0)
        align = ("",) * columns
        self.add(Table(line=opened.line, end=end, head=head, rows=tuple(full), align=align))
