"""The links of the post that is shown: one is current, and Tab goes on to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.tui.widgets.reading_sheet import Sheet
from reader.tui.widgets.reading_text import Link, links

_KEPT = 256


class Links:
    """The links of one sheet; `current` is one of them as (block, number in the block)."""

    def __init__(self, sheet: Sheet) -> None:
        self.current: tuple[int, int] | None = None
        self._sheet = sheet
        self._known: dict[int, tuple[Link, ...]] = {}

    def of(self, block: int) -> tuple[Link, ...]:
        """The links in a block, in their order."""
        known = self._known.get(block)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[block] = links(self._sheet.lines(block))
        return known

    @property
    def link(self) -> Link | None:
        """The current link."""
        if self.current is None:
            return None
        block, number = self.current
        return self.of(block)[number]

    def at(self, block: int, row: int, character: int) -> tuple[int, int] | None:
        """The link that shows a character."""
        for number, link in enumerate(self.of(block)):
            for piece in link.pieces:
                if piece.row == row and piece.start <= character < piece.end:
                    return block, number
        return None

    def walk(
        self, step: int, edge: tuple[int, int], found: Callable[[Link], None]
    ) -> Iterator[None]:
        """Make the next (1) or previous (-1) link current, going on at the other end.

        Without a current link the search begins at `edge`, a (block, row). May be interrupted at
        each `yield`; ends after `found`, or having looked at every block.
        """
        block, number = self.current or self._outside(step, edge)
        chosen = number + step
        for _ in range(self._sheet.blocks + 1):
            here = self.of(block)
            if chosen < 0:
                chosen += len(here)
            if 0 <= chosen < len(here):
                self.current = block, chosen
                found(here[chosen])
                return
            block += step
            if block >= self._sheet.blocks:
                block = 0
            elif block < 0:
                block = self._sheet.blocks - 1
            chosen = 0 if step > 0 else -1
            yield

    def _outside(self, step: int, edge: tuple[int, int]) -> tuple[int, int]:
        """The place just before the first link from `edge` on, or just after the last up to it."""
        block, row = edge
        before = sum(
            link.pieces[0].row < row if step > 0 else link.pieces[0].row <= row
            for link in self.of(block)
        )
        return (block, before - 1) if step > 0 else (block, before)
