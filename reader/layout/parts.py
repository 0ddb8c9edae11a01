"""What a strip of lines shows: the text, heading, code or rule, drawn at a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from reader.layout.highlight import highlight
from reader.layout.lines import PictureRow
from reader.layout.looks import shown, under
from reader.layout.signs import Signs
from reader.layout.wrap import SOFT_HYPHEN, Cut, fit, graphemes, narrow, slices, width_of, wrap
from reader.markup.blocks import Code, Heading, Inline, Span
from reader.markup.inline import MarkdownInline


class Row(NamedTuple):
    """One line of a part, before the furniture of what it stands in (see `Line`)."""

    spans: tuple[Span, ...]
    source: int
    soft: bool = False
    joint: str = " "
    margin: int = 0
    tail: int = 0
    picture: PictureRow | None = None


class Part(Protocol):
    """Something that can be drawn; it draws the same rows whenever it is asked."""

    line: int

    def estimate(self, width: int) -> int:
        """About how many rows it takes, without parsing or measuring its text."""

    def height(self, width: int, signs: Signs) -> int | None:
        """How many rows it takes, where this is known at less cost than drawing; else None."""

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """Its rows, none wider than `width` cells."""


def text_rows(
    runs: Iterable[Span], width: int, line: int, lines: int = 1, hang: str = ""
) -> Iterator[Row]:
    """Runs wrapped to rows; `hang` is the furniture of every row but the first.

    The runs came from `lines` lines of the file, from `line` on; which row shows which of them is
    told by its share of the text.
    """
    spans = fit(runs, width - len(hang))
    text = "".join(span.text for span in spans)
    cuts = wrap(text, width - len(hang))
    hyphens = SOFT_HYPHEN in text
    end = 0
    indent = (Span(hang),) if hang else ()
    for cut, sliced in zip(cuts, slices(spans, cuts), strict=True):
        joint = text[end : cut.start] if cut.soft else " "
        source = line + (cut.start * lines // len(text) if text else 0)
        pieces, tail = sliced, 0
        if hyphens:
            broken = text[cut.end - 1 : cut.end] == SOFT_HYPHEN and cut.end < len(text)
            pieces, tail = _hyphened(pieces, broken, width - len(hang))
        if indent and cut.start:
            yield Row(indent + pieces, source, cut.soft, joint, len(hang), tail)
        else:
            yield Row(pieces, source, cut.soft, joint, 0, tail)
        end = cut.end


def _hyphened(spans: tuple[Span, ...], broken: bool, width: int) -> tuple[tuple[Span, ...], int]:
    """A row without its soft hyphens but the one it ends in, and the characters of that."""
    spans = tuple(
        span._replace(text=text) for span in spans if (text := span.text.replace(SOFT_HYPHEN, ""))
    )
    if not broken or not spans or sum(width_of(span.text) for span in spans) >= width:
        return spans, 0
    return (*spans, spans[-1]._replace(text="-")), 1


class Text:
    """A paragraph."""

    __slots__ = ("_inline", "_lines", "line")

    def __init__(self, inline: Inline, line: int, end: int) -> None:
        self._inline, self.line, self._lines = inline, line, end - line

    @property
    def may_refer(self) -> bool:
        """Whether a sign that leads to a note may stand in it."""
        return "^" in self._inline.source or not isinstance(self._inline, MarkdownInline)

    def estimate(self, width: int) -> int:
        """One row for each time the source fills the width."""
        return len(self._inline.source) // width + 1

    def height(self, width: int, signs: Signs) -> int | None:
        """Only known by drawing."""
        return None

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """The text, wrapped."""
        return list(text_rows(shown(self._inline.runs(), signs), width, self.line, self._lines))


class Title:
    """A heading; one of level 1 has a line under it."""

    __slots__ = ("_heading", "line")

    def __init__(self, heading: Heading) -> None:
        self._heading, self.line = heading, heading.line

    def estimate(self, width: int) -> int:
        """One row for each time the source fills the width, and the line under it."""
        return len(self._heading.inline.source) // width + 1 + (self._heading.level == 1)

    def height(self, width: int, signs: Signs) -> int | None:
        """Only known by drawing."""
        return None

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """The heading's text with the role of its level."""
        level = self._heading.level
        runs = [under(span, f"h{level}") for span in shown(self._heading.inline.runs(), signs)]
        if signs.heading:
            runs.insert(0, Span(signs.heading * level + " ", "marker"))
        rows = list(text_rows(runs, width, self.line))
        if level == 1 and signs.underline:
            longest = max(width_of("".join(span.text for span in row.spans)) for row in rows)
            line = Span(signs.underline * max(1, longest), "rule")
            rows.append(Row((line,), self.line, margin=longest))
        return rows


class Break:
    """A thematic break, all across or of `longest` cells at most."""

    __slots__ = ("_longest", "line")

    def __init__(self, line: int, longest: int | None = None) -> None:
        self.line, self._longest = line, longest

    def estimate(self, width: int) -> int:
        """One row."""
        return 1

    def height(self, width: int, signs: Signs) -> int | None:
        """One row."""
        return 1

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """A line across."""
        length = width if self._longest is None else min(width, self._longest)
        return [Row((Span(signs.rule * length, "rule"),), self.line, margin=length)]


class CodeText:
    """The lines of a block of code, which several parts share."""

    __slots__ = ("code", "lines")

    def __init__(self, code: Code) -> None:
        self.code = code
        self.lines = code.text.expandtabs(4).split("\n")

    def coloured(self) -> list[tuple[Span, ...]] | None:
        """The spans of each line, where the language is known and the block is not too long."""
        lines = highlight("\n".join(self.lines), self.code.language)
        return None if lines is None else list(lines)

    def fence(self, sign: str) -> str:
        """A fence that no line of the code ends."""
        runs = re.findall(f"{re.escape(sign)}{{3,}}", self.code.text)
        return sign * max(3, 1 + max(map(len, runs), default=0))


class Listing:
    """Some lines of code: `start` to `stop`, from 0. The first of a block name its language."""

    __slots__ = ("_first", "_start", "_stop", "_text", "line")

    def __init__(self, text: CodeText, start: int, stop: int, fenced: bool) -> None:
        self._text, self._start, self._stop = text, start, stop
        self._first = text.code.line + fenced
        self.line = text.code.line + (start + fenced if start else 0)

    @property
    def code(self) -> Code:
        """The block that its lines are of."""
        return self._text.code

    def labelled(self, signs: Signs) -> bool:
        """Whether its first row is a label, which stands for the empty line above the block."""
        return self._start == 0 and bool(self._text.code.language) and signs.highlight

    def estimate(self, width: int) -> int:
        """One row a line."""
        return self._stop - self._start

    def height(self, width: int, signs: Signs) -> int | None:
        """The rows that its lines fill; no colours are needed to know them."""
        if signs.fence:
            return None
        rows = sum(
            max(1, -(-len(line) // self._room(width, signs)))
            if narrow(line)
            else len(_chop(line, self._room(width, signs)))
            for line in self._text.lines[self._start : self._stop]
        )
        return rows + self.labelled(signs)

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """The lines on a ground of their own; what does not fit goes on behind a sign."""
        rows: list[Row] = []
        if self.labelled(signs):
            label = self._text.code.language
            label = label if width_of(label) <= width else ""
            pad = " " * (width - width_of(label))
            spans = (Span(pad, "block"), Span(label, "block label"))
            rows.append(Row(spans, self.line, margin=width))
        if signs.fence and not self._start:
            fence = self._text.fence(signs.fence) + self._text.code.language
            rows += self._fence(fence, width, self.line)
        rows += self._code(width, signs)
        if signs.fence and self._stop == len(self._text.lines):
            last = self._first + self._stop - 1
            rows += self._fence(self._text.fence(signs.fence), width, last)
        return rows

    def _code(self, width: int, signs: Signs) -> Iterator[Row]:
        room = self._room(width, signs)
        indent = signs.code if room < width else ""
        lead = Span(indent, "block")
        # A sign that takes no cells tells where a fold is, for what joins the line again.
        fold = Span(signs.fold if indent else "", "block fold" if signs.boxes else "fold")
        coloured = self._text.coloured() if signs.highlight else None
        for number in range(self._start, self._stop):
            text = self._text.lines[number]
            spans = (Span(text, "block code"),) if coloured is None else coloured[number]
            if not narrow(text):
                spans = fit(spans, room)
                text = "".join(span.text for span in spans)
            plain = narrow(text)
            whole = plain and len(text) <= room
            cuts = [Cut(0, len(text), False)] if whole else _chop(text, room)
            for cut, pieces in zip(cuts, slices(spans, cuts), strict=True):
                row = pieces
                if cut.soft:
                    row = (fold, *row)
                elif indent:
                    row = (lead, *row)
                if signs.boxes:
                    used = cut.end - cut.start if plain else width_of(text[cut.start : cut.end])
                    if used < room:
                        row = (*row, Span(" " * (room - used), "block"))
                yield Row(row, self._first + number, cut.soft, "", len(indent))

    @staticmethod
    def _fence(text: str, width: int, line: int) -> Iterator[Row]:
        """The signs before and behind the code, cut where they are full as the code is."""
        text = "".join(span.text for span in fit((Span(text),), width))
        for start, end, soft in _chop(text, width):
            lead = (Span("", "fold"),) if soft else ()
            piece = text[start:end]
            yield Row((*lead, Span(piece, "label")), line, soft, "", width_of(piece))

    @staticmethod
    def _room(width: int, signs: Signs) -> int:
        return width - len(signs.code) if width > 2 * len(signs.code) else width


def _chop(text: str, width: int) -> list[Cut]:
    """A line of code cut wherever it is full."""
    if narrow(text):
        starts = range(0, max(1, len(text)), width)
        return [Cut(start, min(len(text), start + width), start > 0) for start in starts]
    cuts: list[Cut] = []
    begin = used = 0
    for start, _, cells in graphemes(text):
        size = cells if cells <= width else 1  # what is too wide is drawn as a dot
        if used + size > width:
            cuts.append(Cut(begin, start, begin > 0))
            begin, used = start, 0
        used += size
    return [*cuts, Cut(begin, len(text), begin > 0)]
