"""The terms of one field with their counts: a line each, drawn when in sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from reader.folding import bare
from reader.model import Facet
from reader.sanitize import one_line
from reader.tui.cells import cut
from reader.tui.widgets.cursor_list import CursorList


def squashed(text: str) -> str:
    """`text` as find compares it: without case, accents and white space."""
    return "".join(letter for letter, _ in _letters(text))


def _letters(text: str) -> list[tuple[str, int]]:
    """The letters that find compares, each with its place in `text`."""
    letters: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        letters += [(letter, place) for letter in bare(character) if not letter.isspace()]
    return letters


def _found(text: str, find: str) -> tuple[int, int]:
    """Where `find` (squashed) stands in `text`; (0, 0) where it does not."""
    if not find:
        return 0, 0
    letters = _letters(text)
    start = "".join(letter for letter, _ in letters).find(find)
    if start < 0:
        return 0, 0
    return letters[start][1], letters[start + len(find) - 1][1] + 1


class FacetList(CursorList):
    """The facets of a field, one under the cursor.

    `find` narrows them to the names that hold it; `chosen` and `barred` are the keys of the terms
    that posts must, and must not, carry. The facets are drawn in the order they are given in.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facet-list--cursor",
        "facet-list--bar",
        "facet-list--name",
        "facet-list--chosen",
        "facet-list--count",
        "facet-list--zero",
        "facet-list--found",
        "facet-list--note",
    }
    chosen: reactive[Collection[str]] = reactive(frozenset[str]())
    barred: reactive[Collection[str]] = reactive(frozenset[str]())
    note: reactive[str] = reactive("")

    class Clicked(CursorList.Clicked):
        """A term was clicked; the cursor is on it."""

    def __init__(self) -> None:
        """Empty; `note` is what it says while it has no line to show."""
        super().__init__()
        self._facets: Sequence[Facet] = ()
        self._shown: Sequence[Facet] = ()
        self._find = ""
        self._squashed: dict[str, str] = {}

    @property
    def facet(self) -> Facet | None:
        """The facet under the cursor."""
        return self._shown[self.cursor] if self.cursor < len(self._shown) else None

    @property
    def shown(self) -> int:
        """How many facets there are lines for."""
        return len(self._shown)

    def show(self, facets: Sequence[Facet], find: str = "") -> None:
        """Take the facets and what to find in them; the cursor stays on its term while it can.

        Where `find` got longer the cursor is on the first one found.
        """
        find = squashed(find)
        before = self.facet
        narrower = len(find) > len(self._find)
        self._facets, self._find = facets, find
        self._shown = [facet for facet in facets if self._matches(facet)] if find else facets
        place = 0
        if before is not None and not narrower:
            keys = (at for at, facet in enumerate(self._shown) if facet.key == before.key)
            place = next(keys, 0)
        # Set without its watcher: what is in sight moves only where the cursor would leave it.
        self.set_reactive(FacetList.cursor, place)
        self.reveal()
        self.refresh()

    def _matches(self, facet: Facet) -> bool:
        return any(self._find in self._squash(name) for name in (facet.name, *facet.variants))

    def _squash(self, name: str) -> str:
        if name not in self._squashed:
            self._squashed[name] = squashed(one_line(name))
        return self._squashed[name]

    def arrive(self) -> None:
        """Put the cursor on the first chosen term, else on the first that some post carries."""
        places = range(len(self._shown))
        chosen = (at for at in places if self._shown[at].key in self.chosen)
        self.cursor = next(chosen, next((at for at in places if self._shown[at].posts), 0))

    def render_line(self, y: int) -> Strip:
        """One term: sign, name, count."""
        width = self.size.width
        line, _ = self.row_at(y)
        if line < self.shown:
            return self._row(self._shown[line], line == self.cursor, width)
        if line == 0 and self.note:
            style = self.get_component_rich_style("facet-list--note")
            strip = Strip([Segment("  " + cut(one_line(self.note), width - 3), style)])
            return strip.adjust_cell_length(width, self.ground)
        return Strip.blank(width, self.ground)

    def _row(self, facet: Facet, under: bool, width: int) -> Strip:
        ground = self.ground
        if under:
            ground = self.get_component_rich_style("facet-list--cursor")
        chosen, barred = facet.key in self.chosen, facet.key in self.barred
        style = self._style("zero" if not facet.posts else "name", ground)
        if chosen or barred:
            style = self._style("chosen", ground)
        sign = "[x]" if chosen else "[-]" if barred else "[ ]"
        count = f" {facet.posts:,} "
        name = cut(one_line(facet.name), width - 5 - len(count))
        segments = [
            Segment("▌" if under else " ", self._style("bar", ground)),
            Segment(f"{sign} ", style),
            *self._label(name, style),
        ]
        left = Strip(segments).adjust_cell_length(max(0, width - len(count)), ground)
        number = self._style("count" if facet.posts else "zero", ground)
        return Strip.join([left, Strip([Segment(count, number)])]).crop(0, width)

    def _label(self, name: str, style: Style) -> list[Segment]:
        start, end = _found(name, self._find)
        found = self.get_component_rich_style("facet-list--found", partial=True)
        parts = [
            (name[:start], style),
            (name[start:end], style + found),
            (name[end:], style),
        ]
        return [Segment(text, part) for text, part in parts if text]

    def _style(self, part: str, ground: Style) -> Style:
        """A part's colour on the ground it lies on; mixed colours know only the widget's own."""
        style = self.get_component_rich_style(f"facet-list--{part}")
        return ground + style + Style(bgcolor=ground.bgcolor)
