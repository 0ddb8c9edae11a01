"""Searching in the post that is shown: across wrapped lines, without regard to case and accents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

from reader.tui.widgets.reading_sheet import Sheet
from reader.tui.widgets.reading_text import Piece, Prose, fold, occurrences

_KEPT = 256


class Search:
    """One search in one sheet, block by block from where the reader is, then from the top.

    `current` is a match as (block, number in the block). A step that leads into blocks which were
    not searched yet is wanted until `resolve` can take it.
    """

    def __init__(self, sheet: Sheet, text: str, start: tuple[int, int]) -> None:
        self.text = text
        self.needle = fold(text)
        self.matches = 0
        self.complete = not self.needle
        self.current: tuple[int, int] | None = None
        self._sheet = sheet
        self._start = start
        self._wanted = 1
        self._wrapped = False
        self._counts: dict[int, int] = {}
        self._holders: list[int] = []
        self._hits: dict[int, tuple[tuple[Piece, ...], ...]] = {}

    @property
    def number(self) -> int:
        """The current match's place among all that are known, from 1; 0 while there is none."""
        if self.current is None:
            return 0
        block, number = self.current
        before = self._holders[: bisect_left(self._holders, block)]
        return sum(self._counts[other] for other in before) + number + 1

    def hits(self, block: int) -> tuple[tuple[Piece, ...], ...]:
        """The matches in a block, each as the stretches of lines that show it."""
        known = self._hits.get(block)
        if known is None:
            prose = Prose(self._sheet.lines(block))
            found = occurrences(self.needle, prose.text) if self.needle else ()
            known = tuple(prose.pieces(start, end) for start, end in found)
            if len(self._hits) > _KEPT:
                self._hits.clear()
            self._hits[block] = known
        return known

    def work(self) -> Iterator[None]:
        """Search every block; may be interrupted at each `yield`."""
        start = self._start[0]
        block = start
        while block < self._sheet.blocks or self._sheet.parse():
            self._count(block)
            block += 1
            yield
        self._wrapped = True
        for block in range(start):
            self._count(block)
            yield
        self.complete = True

    def step(self, direction: int) -> None:
        """Want the next (1) or previous (-1) match."""
        self._wanted = direction

    def resolve(self) -> Piece | None:
        """Take the step that is wanted if it can be: the new current match's block and first line.

        The `row` of what is returned is a row of block `current[0]`.
        """
        if not self._wanted or self._start[0] not in self._counts:
            return None
        found = self._next() if self._wanted > 0 else self._previous()
        if found is None:
            if self.complete:
                self._wanted = 0
            return None
        self._wanted = 0
        self.current = found
        return self.hits(found[0])[found[1]][0]

    def _count(self, block: int) -> None:
        count = len(self.hits(block))
        self._counts[block] = count
        self.matches += count
        if count:
            insort(self._holders, block)

    def _here(self) -> tuple[int, int]:
        """The current match; at first the one before where the reader is."""
        if self.current is not None:
            return self.current
        block, row = self._start
        return block, sum(pieces[0].row < row for pieces in self.hits(block)) - 1

    def _near(self, block: int, other: int) -> bool:
        """Is everything between two blocks searched?"""
        start = self._start[0]
        return self.complete or (block >= start) == (other >= start)

    def _next(self) -> tuple[int, int] | None:
        block, number = self._here()
        if number + 1 < self._counts.get(block, 0):
            return block, number + 1
        after = bisect_right(self._holders, block)
        if after < len(self._holders):
            if self._near(block, self._holders[after]):
                return self._holders[after], 0
        elif self._holders and (
            self.complete or (self._wrapped and self._holders[0] < self._start[0] <= block)
        ):
            return self._holders[0], 0
        return None

    def _previous(self) -> tuple[int, int] | None:
        block, number = self._here()
        if number > 0:
            return block, number - 1
        before = bisect_left(self._holders, block) - 1
        if before >= 0:
            if self._near(block, self._holders[before]):
                return self._holders[before], self._counts[self._holders[before]] - 1
        elif self._holders and self.complete:
            return self._holders[-1], self._counts[self._holders[-1]] - 1
        return None
