"""Strips of a body with their heights: exact where something was laid out, else estimated."""

from __future__ import annotations

from collections import OrderedDict

from reader.layout.lines import Line
from reader.layout.parts import Listing
from reader.layout.signs import SCREEN, Signs
from reader.layout.strip import Fold
from reader.layout.strips import Strips
from reader.layout.sums import Sums
from reader.markup.blocks import Code
from reader.markup.document import Body

# Drawn lines that are kept: some screens' worth, whatever the size of the post.
_KEPT = 4096
# Blocks parsed at a time while lines are being looked for.
BLOCKS = 32


class Measured:
    """What `layout.Layout` counts lines by."""

    def __init__(
        self,
        body: Body,
        width: int,
        *,
        signs: Signs = SCREEN,
        folding: bool = False,
        shared: Strips | None = None,
    ) -> None:
        if width < 1:
            raise ValueError("a line is at least one cell wide")
        self.width = width
        self._strips = shared or Strips(body, signs, folding=folding)
        self._body = self._strips.body
        self._signs = self._strips.signs
        self._sums = Sums()
        self._exact = bytearray()
        self._kept: OrderedDict[int, tuple[Line, ...]] = OrderedDict()
        self._kept_lines = 0
        self._last: tuple[int, tuple[Line, ...]] = (0, ())
        self._grow(0)

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
            self._grow(BLOCKS)
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
                self._grow(BLOCKS)
                continue
            if fold := self._closed(following):
                following = fold.last + 1
                continue
            self._measure(following)
            below += self._sums[following]
            following += 1
        above, before = offset, index
        while before > 0 and above < 2 * height + max(0, height - below):
            before -= 1
            if fold := self._closed(before):
                before = fold.first
                continue
            self._measure(before)
            above += self._sums[before]
        top = self._sums.before(index) + offset
        return max(0, min(top, self._sums.total - height)) if below < height else top

    def _settle_end(self, height: int) -> int:
        seen, index = 0, len(self._sums)
        while index > 0 and seen < 3 * height:
            index -= 1
            if fold := self._closed(index):
                index = fold.first
                continue
            self._measure(index)
            seen += self._sums[index]
        return max(0, self._sums.total - height)

    def _closed(self, index: int) -> Fold | None:
        """The fold that puts a strip out of sight."""
        fold = self._strips.items[index].fold
        return None if fold is None else fold.closed()

    @property
    def strips(self) -> int:
        """How many strips are known so far."""
        return len(self._sums)

    def grow(self) -> bool:
        """Take in some more of the body; False when all of it is."""
        self._grow(BLOCKS)
        return not self._body.complete

    def strip(self, index: int) -> tuple[Line, ...]:
        """The lines of a strip, none where it is folded away; its height is exact from then on."""
        self._measure(index)
        return () if self._closed(index) else self._lines(index)

    def whole(self, index: int) -> tuple[Line, ...]:
        """The lines of a strip, folded away or not: what a search looks through."""
        self._measure(index)
        return self._lines(index)

    def listing(self, index: int) -> Code | None:
        """The block of code that a strip shows lines of; None where it shows none."""
        part = self._strips.items[index].part
        return part.code if isinstance(part, Listing) else None

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
            hidden = self._closed(index) is not None
            self._sums.append(0 if hidden else items[index].estimate(self.width))
            self._exact.append(0)

    def _measure(self, index: int) -> None:
        """Make a strip's height exact."""
        if self._exact[index] or self._closed(index):
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
