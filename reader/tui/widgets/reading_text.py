"""Lines of a column as running text: what is searched and copied, and where it stands on screen."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from reader.layout.lines import Line

_WORDS = re.compile(r"\w+(?:['’-]\w+)*")


class Piece(NamedTuple):
    """A stretch of one line of a block: its row, and characters from `start` to `end`."""

    row: int
    start: int
    end: int


class Link(NamedTuple):
    """A link of a block: where it leads, and the stretches that show it."""

    url: str
    pieces: tuple[Piece, ...]


def margin(line: Line) -> int:
    """The number of characters in the margin of `line`."""
    if not line.margin:
        return 0
    text = line.text
    if text[: line.margin].isascii():
        return line.margin
    cells = 0
    for index, character in enumerate(text):
        if cells >= line.margin:
            return index
        cells += cell_len(character)
    return len(text)


def character_at(text: str, cell: int) -> int:
    """The number of the character that covers a cell; -1 before the text, its length after it."""
    if cell < 0:
        return -1
    if text.isascii():
        return min(cell, len(text))
    covered = 0
    for index, character in enumerate(text):
        covered += cell_len(character)
        if covered > cell:
            return index
    return len(text)


def word_at(text: str, character: int) -> tuple[int, int]:
    """Where the word round a character begins and ends; a single sign is a word of its own."""
    for word in _WORDS.finditer(text):
        if word.start() <= character < word.end():
            return word.span()
    return character, character + 1


class Prose:
    """The lines of one block joined to running text, with the way back to its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._margins: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        parts: list[str] = []
        length = 0
        for number, line in enumerate(lines):
            before = margin(line)
            text = line.text[before : len(line.text) - line.tail].rstrip()
            if number:
                joint = line.joint if line.soft else "\n"
                parts.append(joint)
                length += len(joint)
            self._margins.append(before)
            self._starts.append(length)
            parts.append(text)
            length += len(text)
            self._ends.append(length)
        self.text = "".join(parts)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Where the text from `start` to `end` stands, line by line."""
        found = []
        row = bisect_right(self._starts, start) - 1
        while row < len(self._starts) and self._starts[row] < end:
            first = self._starts[row]
            shift = self._margins[row] - first
            if (low := max(start, first)) < (high := min(end, self._ends[row])):
                found.append(Piece(row, low + shift, high + shift))
            row += 1
        return tuple(found)


def unwrapped(lines: Iterable[tuple[Line, int, int | None]]) -> str:
    """The text of lines (each from one character to another), soft-wrapped ones joined again."""
    parts: list[str] = []
    for number, (line, start, end) in enumerate(lines):
        if number:
            parts.append(line.joint if line.soft else "\n")
        last = len(line.text) - line.tail
        stop = last if end is None else min(end, last)
        parts.append(line.text[max(start, margin(line)) : stop].rstrip())
    return "".join(parts)


def links(lines: Sequence[Line]) -> tuple[Link, ...]:
    """The links of one block in their order; one that is wrapped is one link."""
    found: list[tuple[str, list[Piece]]] = []
    open_url: str | None = None
    for row, line in enumerate(lines):
        if not line.soft:
            open_url = None
        position, before = 0, margin(line)
        for span in line.spans:
            start, position = max(position, before), position + len(span.text)
            if position <= start:
                continue
            if span.link is not None:
                piece = Piece(row, start, position)
                if span.link == open_url:
                    found[-1][1].append(piece)
                else:
                    found.append((span.link, [piece]))
            open_url = span.link
    return tuple(Link(url, tuple(pieces)) for url, pieces in found)


def fold(text: str) -> str:
    """`text` without case and accents, runs of white space as one space: what is compared."""
    return " ".join(_folded(text).split())


def occurrences(needle: str, text: str) -> list[tuple[int, int]]:
    """Where the folded `needle` stands in `text` (start, end), without overlaps."""
    if text.isascii():
        hay, origin = text.lower(), None
    else:
        hay, origin = _folded(text), _origins
    hay = hay.replace("\n", " ").replace("\t", " ")
    found: list[tuple[int, int]] = []
    at = hay.find(needle)
    if at < 0:
        return found
    back = origin(text) if origin else None
    while at >= 0:
        end = at + len(needle)
        if back is None:
            found.append((at, end))
        elif not found or back[at] >= found[-1][1]:
            # A match may end inside a character (the first s of ß), which then belongs to it.
            found.append((back[at], max(back[end], back[end - 1] + 1)))
        at = hay.find(needle, end)
    return found


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    # Marks from class 200 on are accents; those below are letters' own parts in other scripts.
    folded = unicodedata.normalize("NFKD", character.casefold())
    kept = "".join(c for c in folded if unicodedata.combining(c) < 200)
    return unicodedata.normalize("NFC", kept)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(_base, text))


def _origins(text: str) -> list[int]:
    """For each folded character the place of its source in `text`, and the end after the last.

    A mark that folds to nothing belongs to the character before it.
    """
    places: list[int] = []
    for index, character in enumerate(text):
        places.extend([index] * len(_base(character)))
    places.append(len(text))
    return places
