"""The links of the post that is shown: one is current, and Tab goes on to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.tui.widgets.reading_sheet import Sheet
from reader.tui.widgets.reading_text import Link, links

# What a link says that opens and folds what stands below it: `layout.callout.FOLD`, which this
# does not load before a post is laid out.
FOLD = "fold:"
_KEPT = 256


class Links:
    """The links of one sheet; `current` is one of them as (strip, number in the strip)."""

    def __init__(self, sheet: Sheet) -> None:
        self.current: tuple[int, int] | None = None
        self._sheet = sheet
        self._known: dict[int, tuple[Link, ...]] = {}

    def of(self, strip: int) -> tuple[Link, ...]:
        """The links in a strip, in their order."""
        known = self._known.get(strip)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            lines = self._sheet.lines(strip)
            known = links(lines)
            # A strip that is folded away has links again once it is opened.
            if lines:
                self._known[strip] = known
        return known

    def forget(self) -> None:
        """Look for the links anew: other strips are in sight."""
        self._known.clear()

    @property
    def link(self) -> Link | None:
        """The current link."""
        if self.current is None:
            return None
        strip, number = self.current
        return self.of(strip)[number]

    def at(self, strip: int, row: int, character: int) -> tuple[int, int] | None:
        """The link that shows a character."""
        for number, link in enumerate(self.of(strip)):
            for piece in link.pieces:
                if piece.row == row and piece.start <= character < piece.end:
                    return strip, number
        return None

    def walk(
        self, step: int, edge: tuple[int, int], found: Callable[[Link], None]
    ) -> Iterator[None]:
        """Make the next (1) or previous (-1) link current, going on at the other end.

        Without a current link the search begins at `edge`, a (strip, row). May be interrupted at
        each `yield`; ends after `found`, or having looked at every strip.
        """
        strip, number = self.current or self._outside(step, edge)
        chosen = number + step
        seen = 0
        while seen <= self._sheet.strips:
            here = self.of(strip)
            if seen:
                chosen = 0 if step > 0 else len(here) - 1
            if 0 <= chosen < len(here):
                self.current = strip, chosen
                found(here[chosen])
                return
            strip, seen = strip + step, seen + 1
            yield
            if strip < 0:
                while self._sheet.grow():
                    yield
                strip = self._sheet.strips - 1
            elif strip >= self._sheet.strips and not self._sheet.grow():
                strip = 0

    def _outside(self, step: int, edge: tuple[int, int]) -> tuple[int, int]:
        """The place just before the first link from `edge` on, or just after the last up to it."""
        strip, row = edge
        before = sum(
            link.pieces[0].row < row if step > 0 else link.pieces[0].row <= row
            for link in self.of(strip)
        )
        return (strip, before - 1) if step > 0 else (strip, before)
