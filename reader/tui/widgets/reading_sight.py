"""What is in sight of a post, to be found again in a later version of it (scroll anchoring)."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from reader.layout.lines import Line
from reader.layout.pictures import Known
from reader.tui.alignment import Alignment, block_of, prints
from reader.tui.widgets.reading_column import Column
from reader.tui.widgets.reading_sheet import TOP, Place, Sheet, split

# Signs of text by which a line is known again, and the fewest that will do.
_KNOWN, _FEWEST = 160, 12
# So many strips on either side are looked at for what has gone from one.
_AROUND = 8
# How often heights may turn out other than was estimated before a place is shown where it is.
_TIMES = 4


class Spot(NamedTuple):
    """What stands on a row of the screen.

    `line` is the line of the text, from 0, and `number` which of the strips that begin there;
    `signs` of the strip's text stand before it, which end in `before`, and `after` follow; -1 is
    the strip's first row, be it above the screen: a picture has no signs. `block` is the Markdown
    round it.
    """

    row: int
    line: int
    number: int
    signs: int
    before: str
    after: str
    block: str


class Sight(NamedTuple):
    """The first spot in sight of each strip, fingerprints of the text's lines, and what is shown.

    `turned` are the titles that were opened or folded, by their lines and numbers as in a spot.
    """

    lines: array[int]
    spots: tuple[Spot, ...]
    turned: tuple[tuple[int, int], ...]
    pictures: Mapping[str, Known]


class Return(NamedTuple):
    """The place to be shown on a row; `whole` says that all is there which was seen there."""

    place: Place
    row: int
    whole: bool


def sight(sheet: Sheet, top: int, rows: int) -> Sight:
    """What is on `rows` exact lines of a sheet from `top`; no spots where its first is there."""
    texts = sheet.body.text.split("\n")
    spots: list[Spot] = []
    hidden: Spot | None = None
    seen = 0
    for y in range(top, min(top + rows, sheet.height)) if top > 0 else ():
        strip, row = split(sheet.code(y))
        if strip <= seen:
            continue
        if _signs(sheet.line(y)):
            seen = strip
            spots.append(_spot(sheet, texts, strip, row, y - top))
        elif hidden is None:
            hidden = _spot(sheet, texts, strip, 0, y - top - row)._replace(signs=-1)
    layout, first = sheet.layout, sheet.body.first_line
    titles = map(layout.written, layout.turned())
    turned = tuple((line - first, number) for line, number in titles)
    found = tuple(spots or filter(None, [hidden]))
    return Sight(prints(texts), found, turned, layout.pictures.known)


def _spot(sheet: Sheet, texts: list[str], strip: int, row: int, screen_row: int) -> Spot:
    lines = sheet.lines(strip)
    begins, number = sheet.layout.written(strip - 1)
    # Notes are shown elsewhere than they were written, and the lines that wrapped rows show are
    # estimated.
    line = max(begins, lines[row].source)
    if strip < sheet.layout.strips:
        line = max(begins, min(line, sheet.layout.written(strip)[0] - 1))
    line -= sheet.body.first_line
    before = "".join(map(_signs, lines[:row]))
    after = "".join(map(_signs, lines[row:]))[:_KNOWN]
    block = block_of(texts, line) if 0 <= line < len(texts) else ""
    return Spot(screen_row, line, number, len(before), before[-_KNOWN:], after, block)


def find(sheet: Sheet, seen: Sight) -> Return:
    """Where in a sheet what was seen stands: the first of it that is still there.

    What was opened or folded is so again.
    """
    if not seen.spots and not seen.turned:
        return Return(TOP, 0, True)
    layout = sheet.layout
    texts = sheet.body.text.split("\n")
    both = Alignment(seen.lines, prints(texts))
    for line, number in seen.turned:
        there = both.find(line)
        index = None if there is None else layout.strip_at(there + sheet.body.first_line, number)
        if index is not None:
            layout.turn(index)
    if not seen.spots:
        return Return(TOP, 0, True)
    for spot in seen.spots:
        found = both.trace(spot.line, spot.block, texts)
        if found is None:
            continue
        index = layout.strip_at(found.line + sheet.body.first_line, spot.number)
        if index is not None:
            sheet.open(index + 1)
            if spot.signs < 0:
                return Return((index + 1, -1), spot.row, found.same)
            place, there = _place_of(sheet, index + 1, spot)
            return Return(place, spot.row, there and spot is seen.spots[0])
    gone = both.gone(seen.spots[0].line)
    index = layout.strip_at(gone + sheet.body.first_line)
    return Return(TOP if index is None else (index + 1, 0), seen.spots[0].row, False)


def _place_of(sheet: Sheet, strip: int, spot: Spot) -> tuple[Place, bool]:
    """The place of a spot that stands in a strip; False where its signs do not stand there."""
    # A paragraph may have been made two; notes that were put in shift those behind them.
    around = range(max(1, strip - _AROUND), min(sheet.strips, strip + _AROUND + 1))
    others = sorted(around, key=lambda other: abs(other - strip))
    for before in (spot.before, "") if spot.before else ("",):
        piece, wanted = before + spot.after, spot.signs - len(before)
        for other in others if len(piece) >= _FEWEST else ():
            if (found := _nearest(_text(sheet, other), piece, wanted)) is not None:
                return (other, 2 * (found + len(before))), True
    signs = _text(sheet, strip)
    if (at := _find_signs(signs, spot)) is not None:
        return (strip, 2 * at), True
    return (strip, 2 * min(spot.signs, max(0, len(signs) - 1))), False


def _text(sheet: Sheet, strip: int) -> str:
    return "".join(map(_signs, sheet.lines(strip)))


def _find_signs(text: str, spot: Spot) -> int | None:
    """How many signs stand before a spot in its strip's text as it is now; None where it has gone.

    Of several that look alike the one that is nearest to where it stood.
    """
    length = max(len(spot.after), len(spot.before))
    while length:
        for piece, back in ((spot.after[:length], 0), (spot.before[-length:], length)):
            if len(piece) == length:
                at = _nearest(text, piece, max(0, spot.signs - back))
                if at is not None:
                    return at + back
        if length <= _FEWEST:
            break
        length = max(_FEWEST, length // 2)
    return None


def _nearest(text: str, piece: str, wanted: int) -> int | None:
    """Where a piece of a text stands, next to where it is wanted."""
    found = (text.rfind(piece, 0, wanted + len(piece)), text.find(piece, wanted))
    return min((at for at in found if at >= 0), key=lambda at: abs(at - wanted), default=None)


def _signs(line: Line) -> str:
    """The text of a line without spaces and furniture."""
    text = line.text
    return "".join(text[line.margin : len(text) - line.tail].split())


class SightedColumn(Column):
    """A column that shows what was in sight when its text has been written anew.

    What is not found is not forgotten before the reader moves: a file may be caught half written.
    """

    def __init__(self, *, measure: int, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        # What is to come into sight again, and the place that is shown in its stead.
        self._missed: tuple[Sight, Place] | None = None

    @property
    def _missing(self) -> Sight | None:
        """What is missed, where the reader has not moved since."""
        missed = self._missed
        return missed[0] if missed is not None and missed[1] == self._place else None

    def _miss(self, seen: Sight | None) -> None:
        self._missed = None if seen is None else (seen, self._place)

    @property
    def sight(self) -> Sight | None:
        """What is in sight, or was before it was missed; None where nothing is shown."""
        if (missing := self._missing) is not None:
            return missing
        if self.sheet is None or not self._rows:
            return None
        return sight(self.sheet, self._top, self._rows)

    def sight_from(self, place: Place) -> Sight | None:
        """What would be in sight with a place at the top."""
        sheet, rows = self.sheet, self._rows
        if sheet is None or not rows:
            return None
        return sight(sheet, sheet.settle(sheet.find(place), rows), rows)

    def place_of(self, seen: Sight) -> Place:
        """The place at the top with what was seen in sight."""
        if self.sheet is None:
            return TOP
        back = find(self.sheet, seen)
        return self.sheet.place(max(0, self.sheet.find(back.place) - back.row))

    def see(self, seen: Sight | None) -> None:
        """Lay out anew, with what was seen in sight again; None is the top."""
        self._place = TOP
        self._miss(seen)
        self.relay(TOP if seen is None else None)

    def relay(self, place: Place | None = None) -> None:
        """Lay out anew; who is moved nowhere sees again what was in sight, where it is missed."""
        self._miss(self._missing if place is None else None)
        super().relay(self._place if self._missed is not None else place)

    def stay(self) -> None:
        """Show the same line at the top; what is missed is missed still."""
        missing = self._missing
        super().stay()
        self._miss(missing)

    def keep(self) -> None:
        """Show the same text; what is missed is missed still."""
        missing = self._missing
        super().keep()
        self._miss(missing)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow what scrolls: Textual itself, where another size leaves less room to."""
        missing = self._missing
        super().watch_scroll_y(old_value, new_value)
        self._miss(missing)

    def come_to(self, place: Place) -> None:
        """Show what is missed, as far as it is there, else what is at a place."""
        if self._missed is None or self.sheet is None or self.size.height <= 0:
            super().come_to(place)
            self._miss(self._missed[0] if self._missed is not None else None)
            return
        seen, sheet = self._missed[0], self.sheet
        sheet.layout.expect_pictures(seen.pictures)
        back = find(sheet, seen)
        # From the place on up heights are made exact; the end may turn out other than was thought.
        for _ in range(_TIMES):
            sheet.settle(sheet.find(back.place), self.size.height)
            self._show_from(sheet.find(back.place) - back.row)
            if there := sheet.find(back.place) - back.row == self._top:
                break
        self._miss(None if back.whole and there else seen)
