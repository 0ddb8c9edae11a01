"""A post as one column of lines: its head, then its body as laid out at a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.layout.lines import Line
from reader.markup.blocks import Code, Heading

if TYPE_CHECKING:
    from reader.layout.layout import Layout
    from reader.layout.pictures import Box
    from reader.markup.document import Body

# A line's code holds its strip in the upper bits and its row in the strip in the lower ones.
_ROW_BITS = 24
_ROWS = (1 << _ROW_BITS) - 1
END = 1 << 62

# The strip, and how much of its text comes before a line; in the head, its row.
Place = tuple[int, int]
TOP: Place = (0, 0)


class Sheet:
    """Lines 0 to `height`, of which those asked for by `settle` are exact.

    Strip 0 is the head, strip n the layout's strip n-1. The body's first heading is left out where
    it says nothing but the title. A line's code names it for good at one width, while its number
    moves as estimated heights above it turn into exact ones.
    """

    def __init__(self, head: Sequence[Line], body: Body, layout: Layout, title: str = "") -> None:
        self.layout = layout
        self._head = tuple(head)
        self.body = body
        self._hidden = self._repeated(title)
        self._shift = len(self._head) - self._hidden

    @property
    def height(self) -> int:
        """The number of lines, estimated where nothing was laid out yet."""
        return len(self._head) + max(0, self.layout.height - self._hidden)

    @property
    def strips(self) -> int:
        """The number of strips known so far, the head included."""
        return 1 + self.layout.strips

    @property
    def complete(self) -> bool:
        """Whether all strips are known."""
        return self.body.complete

    def grow(self) -> bool:
        """Take in more of the body; False where nothing was left."""
        known = self.layout.strips
        while self.layout.grow() and self.layout.strips == known:
            pass
        return self.layout.strips > known

    def settle(self, top: int, height: int) -> int:
        """Make `height` lines from `top` exact; the new number of the line that was `top`."""
        if top > len(self._head):
            return max(0, self.layout.settle(top - self._shift, height) + self._shift)
        self.layout.settle(self._hidden, max(1, height - len(self._head) + top))
        return top

    def line(self, y: int) -> Line:
        """Line `y`, which must be exact."""
        return self._head[y] if y < len(self._head) else self.layout.line(y - self._shift)

    def place(self, y: int) -> Place:
        """The place of line `y`, which survives a change of width."""
        if y < len(self._head):
            return 0, y
        strip, offset = self.layout.place(y - self._shift)
        return strip + 1, offset

    def find(self, place: Place) -> int:
        """The line at a place."""
        strip, offset = place
        if strip <= 0:
            return min(offset, len(self._head) - 1)
        return max(len(self._head), self.layout.find((strip - 1, offset)) + self._shift)

    def find_anchor(self, anchor: str) -> int | None:
        """The line that an anchor names (see `Layout.find_anchor`); None where there is none."""
        found = self.layout.find_anchor(anchor)
        return None if found is None else len(self._head) + max(0, found - self._hidden)

    def code(self, y: int) -> int:
        """The code of line `y`, which must be exact."""
        if y < len(self._head):
            return y
        strip, row = self.layout.row(y - self._shift)
        return code_of(strip + 1, row)

    def at(self, strip: int, row: int) -> int:
        """The number of a row of a strip as it stands now."""
        return row if strip <= 0 else self.layout.start(strip - 1) + row + self._shift

    def lines(self, strip: int) -> Sequence[Line]:
        """The lines of a strip in sight; laying it out may move the numbers of those below it."""
        return self._shown(strip, self.layout.strip(strip - 1)) if strip > 0 else self._head

    def whole(self, strip: int) -> Sequence[Line]:
        """All lines of a strip, be it folded away or not."""
        return self._shown(strip, self.layout.whole(strip - 1)) if strip > 0 else self._head

    def listing(self, strip: int) -> Code | None:
        """The block of code that a strip shows lines of; None where it shows none."""
        return self.layout.listing(strip - 1) if strip > 0 else None

    def open(self, strip: int) -> bool:
        """Bring a strip in sight that is folded away; False where it was in sight."""
        return strip > 0 and self.layout.open(strip - 1)

    def folded(self, y: int) -> bool | None:
        """Whether what line `y` opens is folded; None where it opens nothing."""
        return self.layout.folded(y - self._shift) if y >= len(self._head) else None

    def toggle(self, y: int) -> bool:
        """Fold or open what line `y` opens; False where it opens nothing."""
        return y >= len(self._head) and self.layout.toggle(y - self._shift)

    def _shown(self, strip: int, lines: tuple[Line, ...]) -> Sequence[Line]:
        hidden = self._hidden - self.layout.start(strip - 1) if self._hidden else 0
        # Rows keep their numbers: what is hidden is empty.
        return (_NOTHING,) * min(hidden, len(lines)) + lines[hidden:] if hidden > 0 else lines

    def boxes(self, top: int, height: int) -> list[Box]:
        """The pictures on `height` lines from `top` on, as far as strips are known."""
        return self.layout.boxes(top - self._shift, height)

    def between(self, first: int, last: int) -> Iterator[tuple[int, Line]]:
        """The lines from one code to another, each with its code."""
        strip, row = split(first)
        while strip < self.strips or self.grow():
            for number, line in enumerate(self.lines(strip)):
                code = code_of(strip, number)
                if code > last:
                    return
                if number >= row and self.at(strip, number) >= (len(self._head) if strip else 0):
                    yield code, line
            strip, row = strip + 1, 0

    def _repeated(self, title: str) -> int:
        """How many lines at the top of the body only repeat the title."""
        self.layout.settle(0, 1)
        first = self.body.blocks[0] if self.body.blocks else None
        if not isinstance(first, Heading) or first.level != 1:
            return 0
        if "".join(run.text for run in first.inline.runs()).split() != title.split():
            return 0
        hidden = len(self.layout.strip(0))
        if self.layout.strips > 1:
            for line in self.layout.strip(1):
                if line.text.strip():
                    break
                hidden += 1
        return hidden


_NOTHING = Line((), source=1)


def code_of(strip: int, row: int) -> int:
    """The code of a row of a strip."""
    return (strip << _ROW_BITS) | row


def split(code: int) -> tuple[int, int]:
    """The strip and the row in it that a code names."""
    return code >> _ROW_BITS, code & _ROWS
