"""A body as lines at a width, laid out where they are asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from reader.layout.lines import Line
from reader.layout.measured import BLOCKS, Measured
from reader.layout.parts import Text
from reader.layout.pictures import Box, Known, Picture, Pictures
from reader.layout.signs import SCREEN, Signs
from reader.layout.strip import Fold, Strip
from reader.layout.strips import strips
from reader.markup.blocks import Block, Notes
from reader.markup.document import Body


class Layout(Measured):
    """The lines of a body at a width of so many cells; line 0 is the first.

    Heights are exact where something has been laid out and estimated elsewhere, so that the number
    of a line may change until `settle` has been there; after `settle(top, height)` the lines from
    `top` to `top + height`, and two screens on either side, stay where they are until the next
    call. Strips (see `layout.strip`) are what is laid out at once. With `folding`, what the author
    folded is folded at first; strips out of sight have no lines.
    """

    def relaid(self, width: int) -> Layout:
        """The same body at another width; what was parsed and taken apart is shared.

        A place in one layout is a place in the other. What is folded is so in both, and from then
        on it is opened and closed in the new one only.
        """
        return Layout(self._body, width, shared=self._strips)

    def line(self, y: int) -> Line:
        """Line `y`; an empty one behind the end. Lays it out if it has not been."""
        start, lines = self._last
        if 0 <= y - start < len(lines):
            return lines[y - start]
        while True:
            if y >= self._sums.total and not self._body.complete:
                self._grow(BLOCKS)
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
            self._grow(BLOCKS)
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
        """The line that shows a place; the title above it where it is folded away."""
        index, offset = place
        while index >= len(self._sums) and not self._body.complete:
            self._grow(BLOCKS)
        if not len(self._sums):
            return 0
        index = min(index, len(self._sums) - 1)
        start = self._sums.before(index)
        if self._closed(index):
            return max(0, start - 1)
        self._measure(index)
        seen = 0
        lines = self._lines(index)
        for number, line in enumerate(lines):
            before, seen = seen, seen + _signs(line)
            if 2 * (before if offset % 2 else seen) > offset:
                return start + number
        return start + max(0, len(lines) - 1)

    def written(self, index: int) -> tuple[int, int]:
        """The line of the file that a strip begins on, and its number, from 0, of those there."""
        items = self._strips.items
        line = items[index].line
        return line, index - bisect_left(items, line, key=_line)

    def strip_at(self, line: int, number: int = 0) -> int | None:
        """The strip that line `line` of the file is in: see `written`; None where there is none.

        Of those that begin where it does, the one of that number, or the last.
        """
        items = self._strips.items
        while not self._body.complete and not (items and items[-1].line > line):
            self._grow(BLOCKS)
        end = bisect_right(items, line, key=_line)
        if not end:
            return 0 if items else None
        return min(bisect_left(items, items[end - 1].line, key=_line) + number, end - 1)

    def find_source(self, line: int) -> int:
        """The first line that shows line `line` of the file, or else what stands before it.

        Opens what it is folded into.
        """
        while not self._body.complete:
            if self._strips.items and self._strips.items[-1].line > line:
                break
            self._grow(BLOCKS)
        items = self._strips.items
        index = bisect_left(items, line, key=_line)
        if index == len(items) or items[index].line > line:
            index -= 1
        if index < 0:
            return 0
        self.open(index)
        self._measure(index)
        start = self._sums.before(index)
        shown = self._lines(index)
        for number, one in enumerate(shown):
            if one.source >= line and _signs(one):
                return start + number
        return start + max(0, len(shown) - 1)

    def find_anchor(self, anchor: str) -> int | None:
        """The first line of the heading or note with an anchor; None where there is none.

        The way back from a note leads to the line with the sign that leads there. Opens what the
        line is folded into.
        """
        self._grow(None)
        for index, strip in enumerate(self._strips.items):
            if strip.anchor == anchor:
                return self._first(index)
        notes = self._body.blocks[-1] if self._body.blocks else None
        for note in notes.notes if isinstance(notes, Notes) else ():
            if note.back == anchor:
                return self._find_link(f"#{note.anchor}")
        return None

    def _find_link(self, link: str) -> int | None:
        for index, strip in enumerate(self._strips.items):
            if not _may_refer(strip):
                continue
            for number, line in enumerate(self._lines(index)):
                if any(span.link == link for span in line.spans):
                    return self._first(index) + number
        return None

    def _first(self, index: int) -> int:
        """The number of the first line of a strip, which is opened."""
        self.open(index)
        self._measure(index)
        return self._sums.before(index)

    def folded(self, y: int) -> bool | None:
        """Whether what the title on line `y` opens is folded; None where it opens nothing."""
        fold = self._opened_at(y)
        return None if fold is None else fold.folded

    def toggle(self, y: int) -> bool:
        """Fold or open what the title on line `y` opens; False where it opens nothing."""
        fold = self._opened_at(y)
        if fold is None:
            return False
        self._set(fold, not fold.folded)
        return True

    def turned(self) -> list[int]:
        """The strips whose titles open what is not as it was at first."""
        folds = ((index, strip.opens) for index, strip in enumerate(self._strips.items))
        return [index for index, fold in folds if fold and fold.folded is not fold.at_first]

    def turn(self, index: int) -> None:
        """Turn what the title on a strip opens to what it was not at first."""
        fold = self._strips.items[index].opens
        if fold is not None and fold.first >= 0 and fold.folded is fold.at_first:
            self._set(fold, not fold.folded)

    def open(self, index: int) -> bool:
        """Bring a strip in sight; False where it was."""
        opened = False
        while fold := self._closed(index):
            self._set(fold, False)
            opened = True
        return opened

    def _opened_at(self, y: int) -> Fold | None:
        if not 0 <= y < self._sums.total:
            return None
        fold = self._strips.items[self._sums.find(y)].opens
        return fold if fold is not None and fold.first >= 0 else None

    def _set(self, fold: Fold, folded: bool) -> None:
        """Fold or open; the title, which shows which it is, is drawn anew."""
        fold.folded = folded
        for index in range(fold.first - 1, fold.last + 1):
            hidden = self._closed(index) is not None
            estimate = 0 if hidden else self._strips.items[index].estimate(self.width)
            self._exact[index] = 0
            self._sums[index] = estimate
        title = fold.first - 1
        if dropped := self._kept.pop(title, None):
            self._kept_lines -= len(dropped)
        self._last = (0, ())

    @property
    def pictures(self) -> Pictures:
        """What is known of the pictures; to be changed by `tell` and `draw_pictures`."""
        return self._strips.pictures

    def boxes(self, top: int, height: int) -> list[Box]:
        """The pictures on `height` lines from `top` on, as far as strips are known."""
        figures = self._strips.figures
        if not figures:
            return []
        first, last = self._sums.find(max(0, top)), self._sums.find(max(0, top + height))
        items, found = self._strips.items, []
        for index in figures[bisect_left(figures, first) : bisect_right(figures, last)]:
            part = items[index].part
            if isinstance(part, Picture) and part.source and not self._closed(index):
                found.append(part.box(items[index].room(self.width)))
        return found

    def tell(self, source: str, known: Known | None) -> list[int]:
        """Say what is known of a picture; the strips that show it, which are drawn anew."""
        self.pictures.tell(source, known)
        return self.draw_pictures(source)

    def expect_pictures(self, known: Mapping[str, Known]) -> None:
        """Keep room for pictures as they were the last time, until more is known of them."""
        if known:
            self.pictures.expect(known)
            self.draw_pictures()
            for index in self._strips.figures:
                if index < len(self._sums) and not self._exact[index] and not self._closed(index):
                    self._sums[index] = self._strips.items[index].estimate(self.width)

    def draw_pictures(self, source: str | None = None) -> list[int]:
        """Draw the strips of a picture anew, or those of every picture; their numbers."""
        found = []
        for index in self._strips.figures:
            part = self._strips.items[index].part
            if index < len(self._sums) and isinstance(part, Picture):
                if source is not None and part.source != source:
                    continue
                found.append(index)
                if dropped := self._kept.pop(index, None):
                    self._kept_lines -= len(dropped)
                if self._exact[index]:
                    self._exact[index] = 0
                    self._measure(index)
        self._last = (0, ())
        return found


def _line(strip: Strip) -> int:
    return strip.line


def _may_refer(strip: Strip) -> bool:
    """Whether a strip may hold a sign that leads to a note."""
    return not isinstance(strip.part, Text) or strip.part.may_refer


def _signs(line: Line) -> int:
    """How many signs of text stand on a line: neither spaces nor furniture."""
    text = line.text
    if line.tail:
        text = text[: -line.tail]
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
