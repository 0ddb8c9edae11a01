"""Searching in the post that is shown: across wrapped lines, without regard to case and accents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from reader.found import Wanted, places
from reader.tui.widgets.reading_sheet import Sheet
from reader.tui.widgets.reading_text import Piece, Prose, fold, occurrences

_KEPT = 256

_Find = Callable[[str], Iterable[tuple[int, int]]]


class Search:
    """One search in one sheet, strip by strip from where the reader is, then from the top.

    What is looked for is a text, letter by letter, or the words of a query: these are looked for in
    the body only, and not gone to before a step is asked for.

    `current` is a match as (strip, number in the strip). A step that leads into strips which were
    not searched yet is wanted until `resolve` can take it.
    """

    def __init__(self, sheet: Sheet, sought: str | Wanted, start: tuple[int, int]) -> None:
        self._find = _finder(sought)
        self.complete = self._find is None
        self.matches = 0
        self.current: tuple[int, int] | None = None
        self._sheet = sheet
        self._start = self._edge = start
        self._first, self._wanted = (0, 1) if isinstance(sought, str) else (1, 0)
        self._wrapped = False
        self._counts: dict[int, int] = {}
        self._holders: list[int] = []
        self._hits: dict[int, tuple[tuple[Piece, ...], ...]] = {}

    @property
    def number(self) -> int:
        """The current match's place among all that are known, from 1; 0 while there is none."""
        if self.current is None:
            return 0
        strip, number = self.current
        before = self._holders[: bisect_left(self._holders, strip)]
        return sum(self._counts[other] for other in before) + number + 1

    def hits(self, strip: int) -> tuple[tuple[Piece, ...], ...]:
        """The matches in a strip, each as the stretches of lines that show it."""
        known = self._hits.get(strip)
        if known is None:
            prose = Prose(self._sheet.whole(strip))
            find = self._find if strip >= self._first else None
            found = find(prose.text) if find else ()
            known = tuple(prose.pieces(start, end) for start, end in found)
            if len(self._hits) > _KEPT:
                self._hits.clear()
            self._hits[strip] = known
        return known

    def forget(self, strip: int) -> None:
        """Search a strip anew whose lines have changed."""
        self._hits.pop(strip, None)
        if strip not in self._counts:
            return
        if before := self._counts.pop(strip):
            self._holders.remove(strip)
            self.matches -= before
        self._count(strip)
        if self.current is not None and self.current[0] == strip:
            last = self._counts[strip] - 1
            self.current = (strip, min(self.current[1], last)) if last >= 0 else None

    def resume(self, other: Search) -> None:
        """Be where another search was, in the same text at another width."""
        if other.current is not None and other.current[1] < len(self.hits(other.current[0])):
            self.current = other.current

    def go_on(self, other: Search) -> None:
        """Go nowhere that another search of the same did not want to go."""
        self._wanted = other._wanted

    def work(self) -> Iterator[None]:
        """Search every strip; may be interrupted at each `yield`."""
        start = self._start[0]
        strip = start
        while strip < self._sheet.strips or self._sheet.grow():
            self._count(strip)
            strip += 1
            yield
        self._wrapped = True
        for strip in range(start):
            self._count(strip)
            yield
        self.complete = True

    def step(self, direction: int, edge: tuple[int, int] | None = None) -> None:
        """Want the next (1) or previous (-1) match: from the current one, or else from a line.

        `edge` is the strip and row of that line, which itself is gone to as well.
        """
        self._wanted = direction
        if edge is not None:
            self.current, self._edge = None, edge

    def resolve(self) -> Piece | None:
        """Take the step that is wanted if it can be: the new current match's strip and first line.

        The `row` of what is returned is a row of strip `current[0]`.
        """
        if not self._wanted or self._here()[0] not in self._counts:
            return None
        found = self._next() if self._wanted > 0 else self._previous()
        if found is None:
            if self.complete:
                self._wanted = 0
            return None
        self._wanted = 0
        self.current = found
        return self.hits(found[0])[found[1]][0]

    def _count(self, strip: int) -> None:
        count = len(self.hits(strip))
        self._counts[strip] = count
        self.matches += count
        if count:
            insort(self._holders, strip)

    def _here(self) -> tuple[int, int]:
        """The current match; at first the one before where the reader is, or behind it."""
        if self.current is not None:
            return self.current
        strip, row = self._edge
        rows = [pieces[0].row for pieces in self.hits(strip)]
        if self._wanted < 0:
            return strip, sum(one <= row for one in rows)
        return strip, sum(one < row for one in rows) - 1

    def _near(self, strip: int, other: int) -> bool:
        """Whether everything between two strips was searched."""
        start = self._start[0]
        return self.complete or (strip >= start) == (other >= start)

    def _next(self) -> tuple[int, int] | None:
        strip, number = self._here()
        if number + 1 < self._counts.get(strip, 0):
            return strip, number + 1
        after = bisect_right(self._holders, strip)
        if after < len(self._holders):
            if self._near(strip, self._holders[after]):
                return self._holders[after], 0
        elif self._holders and (
            self.complete or (self._wrapped and self._holders[0] < self._start[0] <= strip)
        ):
            return self._holders[0], 0
        return None

    def _previous(self) -> tuple[int, int] | None:
        strip, number = self._here()
        if number > 0:
            return strip, number - 1
        before = bisect_left(self._holders, strip) - 1
        if before >= 0:
            if self._near(strip, self._holders[before]):
                return self._holders[before], self._counts[self._holders[before]] - 1
        elif self._holders and self.complete:
            return self._holders[-1], self._counts[self._holders[-1]] - 1
        return None


def _finder(sought: str | Wanted) -> _Find | None:
    """What finds it in a text; None where nothing is looked for."""
    if not isinstance(sought, str):
        return partial(places, wanted=sought) if sought else None
    needle = fold(sought)
    return partial(occurrences, needle) if needle else None
