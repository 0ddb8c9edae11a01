"""A body as lines at a width, laid out where they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator

from reader.layout.lines import Line
from reader.layout.signs import SCREEN, Signs
from reader.layout.strips import Strips, strips
from reader.layout.sums import Sums
from reader.markup.blocks import Block
from reader.markup.document import Body

# Drawn lines that are kept: some screens' worth, whatever the size of the post.
_KEPT = 4096
# Blocks parsed at a time while lines are being looked for.
_BLOCKS = 32


class Layout:
    """The lines of a body at a width of so many cells; line 0 is the first.

    Heights are exact where something has been laid out and estimated elsewhere, so that the number
    of a line may change until `settle` has been there; after `settle(top, height)` the lines from
    `top` to `top + height`, and two screens on either side, stay where they are until the next
    call. Strips (see `layout.strips`) are what is laid out at once.
    """

    def __init__(
        self, body: Body, width: int, *, signs: Signs = SCREEN, shared: Strips | None = None
    ) -> None:
        if width < 1:
            raise ValueError("a line is at least one cell wide")
        self.width = width
        self._strips = shared or Strips(body, signs)
        self._body = self._strips.body
        self._signs = self._strips.signs
        self._sums = Sums()
        self._exact = bytearray()
        self._kept: OrderedDict[int, tuple[Line, ...]] = OrderedDict()
        self._kept_lines = 0
        self._last: tuple[int, tuple[Line, ...]] = (0, ())
        self._grow(0)

    def relaid(self, width: int) -> Layout:
        """The same body at another width; what was parsed and taken apart is shared.

        A place in one layout is a place in the other.
        """
        return Layout(self._body, width, shared=self._strips)

    @property
    def height(self) -> int:
        """The number of lines: exact where laid out, estimated elsewhere."""
        total = self._sums.total
        rest = len(self._body.text) - self._body.parsed
        if rest <= 0:
            return total
        parsed = self._body.parsed
        rate = total / parsed if parsed >= 4096 else 1.5 / self.width
        return total + max(1, int(rest * rate))

    @property
    def laid_out(self) -> int:
        """How many strips have been laid out: a measure of the work done."""
        return sum(self._exact)

    def settle(self, top: int, height: int) -> int:
        """Make the lines from `top` to `top + height` exact; the new top shows the same text.

        A top at or behind the last screen gives the last screen: its last line is the body's.
        """
        top, height = max(0, top), max(1, height)
        if top and top >= self.height - height:
            self._grow(None)
            return self._settle_end(height)
        while self._sums.total <= top and not self._body.complete:
            self._grow(_BLOCKS)
        index = self._sums.find(top)
        if index >= len(self._sums):
            return self._settle_end(height)
        offset = top - self._sums.before(index)
        estimated = self._sums[index]
        if not self._exact[index]:
            self._measure(index)
            offset = offset * self._sums[index] // max(1, estimated)
        below, following = self._sums[index] - offset, index + 1
        # No further: what lies below changes its height without moving what is on the screen.
        while below < height:
            if following >= len(self._sums):
                if self._body.complete:
                    break
                self._grow(_BLOCKS)
                continue
            self._measure(following)
            below += self._sums[following]
            following += 1
        above, before = offset, index
        while before > 0 and above < 2 * height + max(0, height - below):
            before -= 1
            self._measure(before)
            above += self._sums[before]
        top = self._sums.before(index) + offset
        return max(0, min(top, self._sums.total - height)) if below < height else top

    def _settle_end(self, height: int) -> int:
        seen, index = 0, len(self._sums)
        while index > 0 and seen < 3 * height:
            index -= 1
            self._measure(index)
            seen += self._sums[index]
        return max(0, self._sums.total - height)

    def line(self, y: int) -> Line:
        """Line `y`; an empty one behind the end. Lays it out if it has not been."""
        start, lines = self._last
        if 0 <= y - start < len(lines):
            return lines[y - start]
        while True:
            if y >= self._sums.total and not self._body.complete:
                self._grow(_BLOCKS)
                continue
            index = self._sums.find(max(0, y))
            if index >= len(self._sums):
                return Line((), self._strips.items[-1].line if self._strips.items else 1)
            if self._exact[index]:
                break
            self._measure(index)
        start, lines = self._last = (self._sums.before(index), self._lines(index))
        return lines[max(0, y) - start]

    def place(self, y: int) -> tuple[int, int]:
        """What stands at line `y`: a strip, and an offset in its text.

        The offset is twice the number of signs before the line, less one on a line without text.
        """
        while y >= self._sums.total and not self._body.complete:
            self._grow(_BLOCKS)
        index = min(self._sums.find(max(0, y)), len(self._sums) - 1)
        if index < 0:
            return (0, -1)
        offset = max(0, y) - self._sums.before(index)
        if not self._exact[index]:
            estimated = max(1, self._sums[index])
            self._measure(index)
            offset = offset * self._sums[index] // estimated
        lines = self._lines(index)
        offset = min(offset, len(lines) - 1)
        before = sum(_signs(line) for line in lines[: max(0, offset)])
        return (index, 2 * before - (not lines or not _signs(lines[offset])))

    def find(self, place: tuple[int, int]) -> int:
        """The line that shows a place."""
        index, offset = place
        while index >= len(self._sums) and not self._body.complete:
            self._grow(_BLOCKS)
        if not len(self._sums):
            return 0
        index = min(index, len(self._sums) - 1)
        self._measure(index)
        start = self._sums.before(index)
        seen = 0
        lines = self._lines(index)
        for number, line in enumerate(lines):
            before, seen = seen, seen + _signs(line)
            if 2 * (before if offset % 2 else seen) > offset:
                return start + number
        return start + max(0, len(lines) - 1)

    def find_source(self, line: int) -> int:
        """The first line that shows line `line` of the file, or else what stands before it."""
        while not self._body.complete:
            if self._strips.items and self._strips.items[-1].line > line:
                break
            self._grow(_BLOCKS)
        index = bisect_right(self._strips.items, line, key=lambda strip: strip.line) - 1
        if index < 0:
            return 0
        self._measure(index)
        start = self._sums.before(index)
        shown = self._lines(index)
        for number, one in enumerate(shown):
            if one.source >= line and _signs(one):
                return start + number
        return start + max(0, len(shown) - 1)

    @property
    def strips(self) -> int:
        """How many strips are known so far."""
        return len(self._sums)

    def grow(self) -> bool:
        """Take in some more of the body; False when all of it is."""
        self._grow(_BLOCKS)
        return not self._body.complete

    def strip(self, index: int) -> tuple[Line, ...]:
        """The lines of a strip; its height is exact from then on."""
        self._measure(index)
        return self._lines(index)

    def start(self, index: int) -> int:
        """The number of a strip's first line."""
        return self._sums.before(index)

    def row(self, y: int) -> tuple[int, int]:
        """The strip that line `y` belongs to, and its row in it, where heights are exact."""
        index = self._sums.find(y)
        return index, y - self._sums.before(index)

    def _grow(self, blocks: int | None) -> None:
        self._strips.grow(blocks)
        items = self._strips.items
        for index in range(len(self._sums), len(items)):
            self._sums.append(items[index].estimate(self.width))
            self._exact.append(0)

    def _measure(self, index: int) -> None:
        """Make a strip's height exact."""
        if self._exact[index]:
            return
        height = self._strips.items[index].height(self.width, self._signs)
        if height is None:
            height = len(self._lines(index))
        self._exact[index] = 1
        if height != self._sums[index]:
            self._sums[index] = height
            self._last = (0, ())

    def _lines(self, index: int) -> tuple[Line, ...]:
        lines = self._kept.get(index)
        if lines is not None:
            self._kept.move_to_end(index)
            return lines
        lines = self._strips.items[index].draw(self.width, self._signs)
        self._kept[index] = lines
        self._kept_lines += len(lines)
        while self._kept_lines > _KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_lines -= len(dropped)
        return lines


def _signs(line: Line) -> int:
    """How many signs of text stand on a line: neither spaces nor furniture."""
    text = line.text
    return max(0, len("".join(text.split())) - len("".join(text[: line.margin].split())))


def lines(body: Body, width: int, signs: Signs = SCREEN) -> Iterator[Line]:
    """The lines of a body from first to last, each as soon as it is known; none is kept."""
    before: Block | None = None
    index = 0
    while body.advance(1) or index < len(body.blocks):
        while index < len(body.blocks):
            for strip in strips(body.blocks[index], before, signs):
                yield from strip.draw(width, signs)
            before = body.blocks[index]
            index += 1
