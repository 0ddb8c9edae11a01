"""A post as one column of lines: its head, then its body as laid out at a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from reader.layout.lines import Line
from reader.markup.blocks import Block, Heading

# A line's code holds its block in the upper bits and its row in the block in the lower ones.
_ROW_BITS = 24
_ROWS = (1 << _ROW_BITS) - 1
END = 1 << 62
_CHUNK = 64

Place = tuple[int, float]


class Laid(Protocol):
    """`reader.layout`'s Layout, as far as a sheet needs it."""

    @property
    def height(self) -> int: ...
    def settle(self, top: int, height: int) -> int: ...
    def line(self, y: int) -> Line: ...
    def place(self, y: int) -> tuple[int, float]: ...
    def find(self, place: tuple[int, float]) -> int: ...


class Parsed(Protocol):
    """`reader.markup`'s Body, as far as a sheet needs it."""

    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def complete(self) -> bool: ...
    def advance(self, blocks: int | None = None) -> bool: ...


class Sheet:
    """Lines 0 to `height`, of which those asked for by `settle` are exact.

    Block 0 is the head, block n the body's block n-1. The body's first heading is left out where
    it says nothing but the title. A line's code names it for good at one width, while its number
    moves as estimated heights above it turn into exact ones.
    """

    def __init__(self, head: Sequence[Line], body: Parsed, layout: Laid, title: str = "") -> None:
        self._head = tuple(head)
        self._body = body
        self._layout = layout
        self._hidden = self._repeated(title)

    @property
    def height(self) -> int:
        """The number of lines, estimated where nothing was laid out yet."""
        return len(self._head) + max(0, self._layout.height - self._hidden)

    @property
    def blocks(self) -> int:
        """The number of blocks known so far, the head included."""
        return 1 + len(self._body.blocks)

    @property
    def parsed(self) -> bool:
        """Are all blocks known?"""
        return self._body.complete

    def parse(self) -> bool:
        """Parse on a little; False where nothing was left."""
        known = len(self._body.blocks)
        while not self._body.complete and len(self._body.blocks) == known:
            self._body.advance(_CHUNK)
        return len(self._body.blocks) > known

    def settle(self, top: int, height: int) -> int:
        """Make `height` lines from `top` exact; the new number of the line that was `top`."""
        shift = self._hidden - len(self._head)
        if top + shift > self._hidden:
            return self._layout.settle(top + shift, height) - shift
        self._layout.settle(self._hidden, max(0, height + top + shift))
        return top

    def line(self, y: int) -> Line:
        """Line `y`, which must be exact."""
        if y < len(self._head):
            return self._head[y]
        return self._layout.line(y - len(self._head) + self._hidden)

    def place(self, y: int) -> Place:
        """The place of line `y`, which survives a change of width."""
        if y < len(self._head):
            return 0, y
        block, offset = self._layout.place(y - len(self._head) + self._hidden)
        return block + 1, offset

    def find(self, place: Place) -> int:
        """The line at a place."""
        block, offset = place
        if block <= 0:
            return min(int(offset), len(self._head) - 1)
        found = self._layout.find((block - 1, offset))
        return len(self._head) + max(0, found - self._hidden)

    def code(self, y: int) -> int:
        """The code of line `y`, which must be exact."""
        if y < len(self._head):
            return y
        y = y - len(self._head) + self._hidden
        block = self._layout.place(y)[0]
        return ((block + 1) << _ROW_BITS) | (y - self._layout.find((block, 0)))

    def row(self, code: int) -> tuple[int, int]:
        """The block and the row in it that a code names."""
        return code >> _ROW_BITS, code & _ROWS

    def at(self, block: int, row: int) -> int:
        """The number of a row of a block as it stands now."""
        if block <= 0:
            return row
        return len(self._head) + max(0, self._layout.find((block - 1, 0)) + row - self._hidden)

    def lines(self, block: int) -> list[Line]:
        """All lines of a block; laying it out may move the numbers of the lines below it."""
        if block <= 0:
            return list(self._head)
        layout, index, lines = self._layout, block - 1, list[Line]()
        y = layout.find((index, 0))
        if y < self._hidden:
            return lines
        for line in self._from(y):
            if layout.place(y + len(lines))[0] != index:
                break
            lines.append(line)
        return lines

    def between(self, first: int, last: int) -> Iterator[tuple[int, Line]]:
        """The lines from one code to another, each with its code."""
        block, row = self.row(first)
        y = self.at(block, row)
        while y < self.height:
            y = self.settle(y, 64)
            for number in range(y, min(y + 64, self.height)):
                code = self.code(number)
                if code > last:
                    return
                yield code, self.line(number)
            y += 64

    def _from(self, y: int) -> Iterator[Line]:
        while y < self._layout.height:
            y = self._layout.settle(y, 64)
            for number in range(y, min(y + 64, self._layout.height)):
                yield self._layout.line(number)
            y += 64

    def _repeated(self, title: str) -> int:
        """How many lines at the top of the body only repeat the title."""
        layout, body = self._layout, self._body
        layout.settle(0, 1)
        if not body.blocks or not isinstance(first := body.blocks[0], Heading) or first.level != 1:
            return 0
        if "".join(run.text for run in first.inline.runs()).split() != title.split():
            return 0
        y = 0
        for line in self._from(0):
            if layout.place(y)[0] > 0 and line.text.strip():
                return y
            y += 1
        return y
