"""The stretch of a text that shows the words of a query, on one line of so many cells."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from reader.found import Wanted, in_bodies, places
from reader.index.text import UNSPACED
from reader.index.tokens import spans
from reader.patterns import lazy
from reader.query import Query
from reader.sanitize import harmless

LOOK = 200_000
"""How many characters of a text are looked at, from its beginning."""

_MORE = "…"
_UNSPACED = lazy(f"[{UNSPACED}]")
# Of what is left beside the words, one part in so many stands before them.
_BEFORE = 3
# The most characters that a cell is thought to take, on average: beyond, marks are heaped up.
_HEAPED = 4
_FAR = 1000


class Snippet(NamedTuple):
    """A line of text, harmless for a terminal, and where the words stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, query: Query, width: int) -> Snippet | None:
    """The stretch of a plain text that shows the most different words of a query, close together.

    None where none of them stands in it: only a title or a name may have them. White space is
    folded, and what is left out at either end is told by `…`.
    """
    wanted = in_bodies(query)
    if not wanted or width < 1:
        return None
    text = " ".join(text[:LOOK].split())
    there = places(text, wanted)
    found: list[tuple[int, int]] = []
    if (closest := _closest(text, there, found, wanted, width - 2)) is None:
        return None
    begin, stop = _widened(text, *closest, width)
    while found[-1][1] < stop and (place := next(there, None)):
        found.append(place)
    return _drawn(text, found, begin, stop, width)


def _cells(text: str) -> int:
    text = harmless(text)
    return len(text) if text.isascii() else cell_len(text)


def _closest(
    text: str,
    there: Iterator[tuple[int, int]],
    found: list[tuple[int, int]],
    wanted: Wanted,
    room: int,
) -> tuple[int, int] | None:
    """From where to where the most different words stand, within `room` cells if they can.

    Where all do within half of it, nothing further on is looked for. `found` is what was seen.
    """
    number = len(wanted.words)
    seen: dict[str, tuple[int, ...]] = {}
    kinds: list[tuple[int, ...]] = []
    ends: list[tuple[int, int]] = []
    shown: Counter[int] = Counter()
    best, chosen, first = (0, 0), (0, 0), 0
    for last, (start, end) in enumerate(there):
        ends.append(_measured(text, start, end, found, ends))
        found.append((start, end))
        kinds.append(_kinds(text[start:end], wanted, seen))
        shown.update(kinds[last])
        # What stands first goes if there is no room for it, or all of it stands further on, too.
        while first < last and (
            ends[last][1] - ends[first][0] > room or all(shown[kind] > 1 for kind in kinds[first])
        ):
            shown.subtract(kinds[first])
            first += 1
        apart = ends[last][0] - ends[first][0]
        worth = (sum(1 for times in shown.values() if times > 0), -apart)
        if worth > best or not last:
            best, chosen = worth, (first, last)
        if worth[0] == number and apart <= room // 2:
            break
    return (found[chosen[0]][0], found[chosen[1]][1]) if found else None


def _kinds(stretch: str, wanted: Wanted, seen: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Which of the words a place holds, by their numbers."""
    if len(wanted.words) == 1:
        return (0,)
    known = seen.get(stretch)
    if known is None:
        words = enumerate(wanted.words)
        known = tuple(number for number, word in words if any(spans(stretch, [word])))
        seen[stretch] = known
    return known


def _measured(
    text: str,
    start: int,
    end: int,
    found: Sequence[tuple[int, int]],
    ends: Sequence[tuple[int, int]],
) -> tuple[int, int]:
    """A place counted in cells, by the one before it."""
    at, cells = (found[-1][1], ends[-1][1]) if found else (0, 0)
    # Nothing that far apart shows together, however wide it is.
    begun = cells + (_cells(text[at:start]) if start - at < _FAR else start - at)
    return begun, begun + _cells(text[start:end])


def _widened(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """What is shown round the words: cut between words, or at once where a text has no spaces."""
    spare = width - _cells(text[start:end]) - 2
    if spare < 0:
        return start, end
    begin = _back(text, start, spare // _BEFORE)
    stop = _forth(text, end, width - _cells(text[begin:end]) - 1 - (begin > 0))
    if stop == len(text) and begin > 0:
        begin = _back(text, start, width - _cells(text[start:]) - 1)
    return begin, stop


def _back(text: str, start: int, cells: int) -> int:
    """Where what precedes `start` begins in so many cells; one more if that is all of it."""
    at = start
    least = max(0, start - _HEAPED * (cells + 1))
    while at > least and (cells := cells - _cells(text[at - 1])) >= 0:
        at -= 1
    if at == 1 and cells == -1 and _cells(text[0]) == 1:
        return 0
    while 0 < at < start and not _may_cut(text, at):
        at += 1
    return at


def _forth(text: str, end: int, cells: int) -> int:
    """Where what follows `end` ends in so many cells; one more if that is all of it."""
    at = end
    most = min(len(text), end + _HEAPED * (cells + 1))
    while at < most and (cells := cells - _cells(text[at])) >= 0:
        at += 1
    if at == len(text) - 1 and cells == -1 and _cells(text[at]) == 1:
        return len(text)
    while end < at < len(text) and not _may_cut(text, at):
        at -= 1
    return at


def _may_cut(text: str, at: int) -> bool:
    """Whether a text may be cut before a character."""
    before, after = text[at - 1], text[at]
    if " " in (before, after):
        return True
    if unicodedata.category(after).startswith("M") or "\u200d" in (before, after):
        return False
    return _UNSPACED.match(before) is not None or _UNSPACED.match(after) is not None


def _drawn(
    text: str, found: Sequence[tuple[int, int]], begin: int, stop: int, width: int
) -> Snippet:
    """A stretch as it is shown, with the places that lie in it."""
    while begin < stop and text[begin] == " ":
        begin += 1
    while begin < stop and text[stop - 1] == " ":
        stop -= 1
    # Made harmless piece by piece, as characters come and go by it.
    parts, marks, length = [_MORE if begin else ""], [], len(_MORE if begin else "")
    at = begin
    for start, end in (place for place in found if begin <= place[0] and place[1] <= stop):
        for low, high in ((at, start), (start, end)):
            parts.append(harmless(text[low:high]).replace("\n", " "))
            length += len(parts[-1])
        marks.append((length - len(parts[-1]), length))
        at = end
    parts.append(harmless(text[at:stop]).replace("\n", " "))
    parts.append(_MORE if stop < len(text) else "")
    return _fitted("".join(parts), marks, width)


def _fitted(line: str, marks: Sequence[tuple[int, int]], width: int) -> Snippet:
    """A line in `width` cells at most, whatever is in it."""
    if cell_len(line) > width:
        line = line.removesuffix(_MORE)[: _HEAPED * width]
        while line and cell_len(line) > width - 1:
            line = line[:-1]
        line = line.rstrip() + _MORE
    end = len(line.removesuffix(_MORE))
    inside = ((start, min(high, end)) for start, high in marks if start < end)
    return Snippet(line, tuple(inside))
