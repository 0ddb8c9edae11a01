"""Which line of a text stands where in a later version of it.

Lines that both versions have exactly once are anchors, as in a patience diff; the others are found
from the anchors around them. All of it takes linear time, but for one sort of the anchors.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

BLANK = hash("")

# How much of a block is compared, in characters, and with how many others at most.
COMPARED, _CANDIDATES = 2_000, 64
# The share of their words that two blocks have in common where one is taken for the other edited.
_ALIKE = 0.5


class Found(NamedTuple):
    """Where a line stands now; `same` says that it is this very line, and not its block edited."""

    line: int
    same: bool


def prints(lines: Sequence[str]) -> array[int]:
    """A fingerprint of each line, good within one run of the program; `BLANK` of an empty one."""
    return array("q", [hash(line.strip()) for line in lines])


class Alignment:
    """Two versions of a text, each as the fingerprints of its lines, compared."""

    def __init__(self, old: Sequence[int], new: Sequence[int]) -> None:
        self._old, self._new = old, new
        shorter = min(len(old), len(new))
        before = 0
        while before < shorter and old[before] == new[before]:
            before += 1
        after = 0
        while after < shorter - before and old[-1 - after] == new[-1 - after]:
            after += 1
        # What lies between is not the same in both.
        self._first, self._old_end, self._new_end = before, len(old) - after, len(new) - after
        # By the number of the anchor below.
        self._gaps: dict[int, tuple[range, range]] = {}
        self._parted: dict[range, tuple[list[range], list[range]]] = {}

    def find(self, line: int) -> int | None:
        """The line that is this very one, from 0; None where it has gone or was changed."""
        if line < self._first:
            return line
        if line >= self._old_end:
            return line - self._old_end + self._new_end
        if (there := self._unique.get(line)) is not None:
            return there
        old, new = self._gap(line)
        if line < old.start:
            return new.start - old.start + line
        return new.stop - old.stop + line if line >= old.stop else None

    def trace(self, line: int, text: str, lines: Sequence[str]) -> Found | None:
        """Where a line or the block round it stands; None where the block has gone.

        `text` is that of the block, and `lines` are those of the new version. A block that was
        edited stands between the same neighbours, or else is the one there that is most like it.
        """
        if (there := self.find(line)) is not None:
            return Found(there, True)
        block = _block(self._old, line)
        for other in sorted(block, key=lambda other: abs(other - line)):
            if (there := self.find(other)) is not None:
                return Found(max(0, min(there + line - other, len(self._new) - 1)), False)
        old, new = self._gap(line)
        if old not in self._parted:
            self._parted[old] = list(_blocks(self._old, old)), list(_blocks(self._new, new))
        before, after = self._parted[old]
        number = bisect_right(before, line, key=lambda one: one.start) - 1
        if number < 0 or line not in before[number] or not after:
            return None
        if len(before) == len(after):
            there = number
        else:
            middle = number * len(after) // len(before)
            first = max(0, middle - _CANDIDATES // 2)
            near = range(first, min(len(after), first + _CANDIDATES))
            wanted = _words(text)
            alike = {at: _likeness(wanted, lines, after[at]) for at in near}
            there = max(alike, key=lambda at: (alike[at], -abs(at - middle)))
            if alike[there] < _ALIKE:
                if len(before) > 1:
                    return None
                there = 0
        return Found(
            after[there].start + min(line - before[number].start, len(after[there]) - 1), False
        )

    def gone(self, line: int) -> int:
        """The line that follows where a line stood that has gone."""
        return self._gap(line)[1].start

    @cached_property
    def _unique(self) -> dict[int, int]:
        """The lines that both have once, by their old numbers."""
        old = _once(self._old, range(self._first, self._old_end))
        new = _once(self._new, range(self._first, self._new_end))
        return {line: new[key] for key, line in old.items() if key in new}

    @cached_property
    def _anchors(self) -> tuple[list[int], list[int]]:
        """The most of those lines that stand in the same order in both."""
        olds = sorted(self._unique)
        # The longest increasing subsequence: of each length the one that ends soonest.
        ends: list[int] = []
        last: list[int] = []
        before: dict[int, int | None] = {}
        for old in olds:
            new = self._unique[old]
            at = bisect_left(ends, new)
            before[old] = last[at - 1] if at else None
            ends[at : at + 1] = [new]
            last[at : at + 1] = [old]
        chain: list[int] = []
        one = last[-1] if last else None
        while one is not None:
            chain.append(one)
            one = before[one]
        chain.reverse()
        return chain, [self._unique[old] for old in chain]

    def _gap(self, line: int) -> tuple[range, range]:
        """The lines round one that have no like, in both: what adjoins them is the same."""
        olds, news = self._anchors
        at = bisect_left(olds, line)
        if (known := self._gaps.get(at)) is not None:
            return known
        old, new = self._first, self._first
        if at:
            old, new = olds[at - 1] + 1, news[at - 1] + 1
        old_end, new_end = self._old_end, self._new_end
        if at < len(olds):
            old_end, new_end = olds[at], news[at]
        while old < old_end and new < new_end and self._old[old] == self._new[new]:
            old, new = old + 1, new + 1
        while old < old_end and new < new_end and self._old[old_end - 1] == self._new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
        self._gaps[at] = range(old, old_end), range(new, new_end)
        return self._gaps[at]


def block_of(lines: Sequence[str], line: int) -> str:
    """The text of the lines round one, up to empty ones; no more of it than is compared."""
    start, length = line, len(lines[line])
    while start > 0 and lines[start - 1].strip() and length < COMPARED:
        start -= 1
        length += len(lines[start])
    return _text(lines, range(start, len(lines)))


def _text(lines: Sequence[str], block: range) -> str:
    taken, length = [], 0
    for line in block:
        if length >= COMPARED or not lines[line].strip():
            break
        taken.append(lines[line])
        length += len(lines[line])
    return "\n".join(taken)[:COMPARED]


def _once(keys: Sequence[int], lines: range) -> dict[int, int]:
    found: dict[int, int] = {}
    repeated = {BLANK}
    for line in lines:
        key = keys[line]
        if key in found:
            repeated.add(key)
        found[key] = line
    return {key: line for key, line in found.items() if key not in repeated}


def _block(keys: Sequence[int], line: int, most: int = COMPARED // 10) -> range:
    """The lines round one that no empty one parts from it; `most` on either side."""
    start = end = line
    while start > max(0, line - most) and keys[start - 1] != BLANK:
        start -= 1
    while end < min(len(keys), line + most) and keys[end] != BLANK:
        end += 1
    return range(start, end)


def _blocks(keys: Sequence[int], lines: range) -> Iterator[range]:
    """The stretches of lines that empty ones part."""
    start = lines.start
    for line in lines:
        if keys[line] == BLANK:
            if start < line:
                yield range(start, line)
            start = line + 1
    if start < lines.stop:
        yield range(start, lines.stop)


def _words(text: str) -> Counter[str]:
    return Counter(text[:COMPARED].split())


def _likeness(words: Counter[str], lines: Sequence[str], block: range) -> float:
    """The share of words that two blocks have in common, from 0 to 1."""
    others = _words(_text(lines, block))
    return 2 * (words & others).total() / max(1, words.total() + others.total())
