"""Text to lines no wider than asked, measured as Textual measures (rich.cells).

Breaks stand at spaces, after hyphens and dashes inside words, and between ideographs (with the
common part of kinsoku: no closing sign begins a line, no opening sign ends one). A word longer
than a line is broken between graphemes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

from rich.cells import cell_len, split_graphemes

from reader.markup.blocks import Span

# Characters of one cell each that join with nothing: most text consists of them alone.
_NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u2190-\u21ff\u2500-\u257f]*"
)
_WORD = re.compile("[^ \u200b]+")
# A hyphen that shows only where a line ends in it, and stretches of a word that end in one.
SOFT_HYPHEN = "\u00ad"
_SYLLABLE = re.compile("[^\u00ad]+\u00ad*|\u00ad+")
# Joiners that join nothing; rich's two measures do not agree on them.
_STRAY_JOINER = re.compile("(?<![^\\s\u200d])\u200d+")
_DASHES = "-‐–—"
_GLUE = frozenset("\u00a0\u202f\u2007\u2060")
_NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»›…‥—～゠"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､｣!%),.:;?]}¢°′″℃"
)
_NO_END = frozenset("（［｛〔〈《「『【〘〖〝‘“«‹([{$£¥")
_SUBSTITUTE = "·"


class Cut(NamedTuple):
    """A line as a stretch of the text; `soft` if it continues the one before it."""

    start: int
    end: int
    soft: bool


def narrow(text: str) -> bool:
    """Whether every character of a text takes exactly one cell."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def width_of(text: str) -> int:
    """The cells that a line of text takes."""
    return len(text) if narrow(text) else cell_len(text)


def fit(runs: Iterable[Span], width: int) -> tuple[Span, ...]:
    """Runs as they can be drawn: tabs as spaces, a dot for each character wider than a line."""
    spans = []
    for span in runs:
        text = span.text
        if "\t" in text:
            text = text.replace("\t", " ")
        if "\u200d" in text:
            text = _STRAY_JOINER.sub("", text)
        if width < 2 and not narrow(text):
            text = "".join(
                text[start:end] if cells <= width else _SUBSTITUTE
                for start, end, cells in graphemes(text)
            )
        spans.append(span if text is span.text else span._replace(text=text))
    return tuple(_whole(spans))


def _whole(spans: list[Span]) -> Iterator[Span]:
    """Spans whose borders divide no grapheme, so that their widths add up to the line's."""
    for index in range(1, len(spans)):
        before, after = spans[index - 1], spans[index]
        if before.text.endswith("\u200d"):
            # A joiner at the border of two looks joins nothing, but rich measures as if it did.
            before = spans[index - 1] = before._replace(text=before.text.rstrip("\u200d"))
        if not after.text or not before.text or after.text[0].isascii():
            continue
        joined = before.text[-1] + after.text
        start, end, _ = graphemes(joined[:64])[0]
        if end - start > 1:
            spans[index - 1] = before._replace(text=before.text[:-1] + joined[start:end])
            spans[index] = after._replace(text=joined[end:])
    return (span for span in spans if span.text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """What must not be divided: (start, end, cells), as rich splits it, flags and marks whole."""
    spans, _ = split_graphemes(text)
    whole: list[tuple[int, int, int]] = []
    pairing = False
    for start, end, cells in spans:
        first = text[start]
        flag = "\U0001f1e6" <= first <= "\U0001f1ff"
        if whole and ((flag and pairing) or category(first)[0] == "M"):
            begin, _, before = whole[-1]
            whole[-1] = (begin, end, before + cells)
            pairing = False
        else:
            whole.append((start, end, cells))
            pairing = flag
    return whole


def wrap(text: str, width: int) -> list[Cut]:
    """The lines of a text; a line feed ends one, and an empty text is one empty line."""
    cuts: list[Cut] = []
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        first = len(cuts)
        while start < stop and text[start] == " ":
            start += 1
        last = stop
        while last > start and text[last - 1] == " ":
            last -= 1
        if last - start <= width and _NARROW.fullmatch(text, start, last):
            cuts.append(Cut(start, last, False))
        elif _NARROW.fullmatch(text, start, last):
            _wrap_narrow(text, start, last, width, cuts)
        else:
            _wrap_words(text, start, last, width, cuts)
        if len(cuts) == first:
            cuts.append(Cut(start, start, False))
        if end < 0:
            return cuts
        start = end + 1


def _wrap_narrow(text: str, start: int, stop: int, width: int, cuts: list[Cut]) -> None:
    soft = False
    while stop - start > width:
        limit = start + width
        cut = text.rfind(" ", start, limit + 1)
        dash = _after_dash(text, max(cut, start), limit, stop)
        if dash > start:
            end = following = dash
        elif cut > start:
            end, following = cut, cut + 1
            while text[end - 1] == " ":
                end -= 1
            while text[following] == " ":
                following += 1
        else:
            end = following = limit
        cuts.append(Cut(start, end, soft))
        start, soft = following, True
    cuts.append(Cut(start, stop, soft))


def _after_dash(text: str, after: int, limit: int, stop: int) -> int:
    """The last place in a line where a word may be divided behind a dash, or -1."""
    best = -1
    limit = min(limit, stop - 1)
    for dash in _DASHES:
        place = text.rfind(dash, after + 1, limit)
        while place > best and not (text[place - 1].isalnum() and text[place + 1].isalpha()):
            place = text.rfind(dash, after + 1, place)
        best = max(best, place)
    return best + 1 if best >= 0 else -1


def _wrap_words(text: str, start: int, stop: int, width: int, cuts: list[Cut]) -> None:
    begin = end = start
    used = 0
    soft = False
    empty = True
    for unit, finish, cells in _units(text, start, stop):
        gap = 0 if empty else text.count(" ", end, unit)
        hyphen = text[finish - 1] == SOFT_HYPHEN
        if not empty and used + gap + cells + hyphen <= width:
            end, used = finish, used + gap + cells
            continue
        if not empty:
            cuts.append(Cut(begin, end, soft))
            soft = True
        begin, end, used, empty = unit, finish, cells, False
        if cells > width:
            end, used = unit, 0
            for first, last, cell in _small(text[unit:finish], width):
                if used + cell > width and end > begin:
                    cuts.append(Cut(begin, end, soft))
                    begin, used, soft = unit + first, 0, True
                end, used = unit + last, used + cell
    if not empty:
        cuts.append(Cut(begin, end, soft))


def _small(text: str, width: int) -> list[tuple[int, int, int]]:
    """The graphemes of a text; a cluster wider than a line falls into its characters."""
    whole = graphemes(text)
    if all(cells <= width for _, _, cells in whole):
        return whole
    return split_graphemes(text)[0]


def _units(text: str, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Stretches that a line is not broken in, with their cells; spaces are left out."""
    for word in _WORD.finditer(text, start, stop):
        written = word.group()
        if SOFT_HYPHEN not in written:
            yield from _unbroken(written, word.start())
            continue
        for syllable in _SYLLABLE.finditer(written):
            offset = word.start() + syllable.start()
            finish = word.start() + syllable.end()
            units = list(_unbroken(syllable.group().rstrip(SOFT_HYPHEN), offset))
            yield from units[:-1]
            start, _, cells = units[-1] if units else (offset, finish, 0)
            yield start, finish, cells


def _unbroken(written: str, offset: int) -> Iterator[tuple[int, int, int]]:
    """The units of a word or a syllable of it that stands at `offset`."""
    if narrow(written):
        begin = 0
        for place in range(1, len(written) - 1):
            if (
                written[place] in _DASHES
                and written[place - 1].isalnum()
                and written[place + 1].isalpha()
            ):
                yield offset + begin, offset + place + 1, place + 1 - begin
                begin = place + 1
        if written:
            yield offset + begin, offset + len(written), len(written) - begin
        return
    begin = cells = 0
    before = ""
    previous = 0
    for first, _, size in graphemes(written):
        sign = written[first]
        if (
            first
            and (size == 2 or previous == 2)
            and sign not in _NO_START
            and before not in _NO_END
            and sign not in _GLUE
            and before not in _GLUE
        ):
            yield offset + begin, offset + first, cells
            begin, cells = first, 0
        cells += size
        before, previous = sign, size
    yield offset + begin, offset + len(written), cells


def slices(spans: tuple[Span, ...], cuts: Iterable[Cut]) -> Iterator[tuple[Span, ...]]:
    """The spans of each line; the cuts are in the order of the text."""
    if len(spans) == 1:
        text, role, link = spans[0]
        for start, end, _ in cuts:
            yield (Span(text[start:end], role, link),) if end > start else ()
        return
    index = offset = 0
    for start, end, _ in cuts:
        line = []
        while index < len(spans) and offset < end:
            span = spans[index]
            until = offset + len(span.text)
            if until > start:
                piece = span.text[max(0, start - offset) : end - offset]
                if piece:
                    line.append(Span(piece, span.role, span.link))
            if until > end:
                break
            index, offset = index + 1, until
        yield tuple(line)
