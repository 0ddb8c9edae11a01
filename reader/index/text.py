"""Text as the index compares it: folded for words, keyed for sorting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from reader.folding import bare

_LEADING = re.compile(r"^\W+(?=\w)")
_DIGITS = re.compile("0*([0-9]+)")
_SURROGATES = re.compile("[\ud800-\udfff]")

# Scripts written without spaces between words, or (Hangul) with endings grown on to them: a word
# may begin and end anywhere there.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SPACED = rf"(?:(?![{UNSPACED}])\w)"


def storable(text: str) -> str:
    """`text` with its lone surrogates, which no UTF-8 can hold, as U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def fold(text: str) -> str:
    """`text` without case, accents and width, each run of white space one space."""
    folded = bare(text)
    if not folded.isascii():
        folded = storable(unicodedata.normalize("NFC", folded))
    return " ".join(folded.split())


def sort_key(text: str) -> str:
    """What names and titles sort by: folded, without leading signs, 9 before 10."""
    return _DIGITS.sub(lambda run: f"{len(run[1]):05}{run[1]}", _LEADING.sub("", fold(text)))


def parts(text: str) -> list[str]:
    """The folded pieces of a word or phrase, in the order they must stand in; [] fits any title."""
    return fold(text).split()


@lru_cache(maxsize=64)
def finder(text: str, prefix: bool) -> Callable[[str], bool]:
    """Whether a folded text holds a word or phrase (`prefix`: one that begins so).

    Whole words are found, letter for letter: `c++` is not `c`. White space in a phrase stands for
    anything between two words.
    """
    pieces = parts(text)
    if not pieces:
        return lambda title: True
    spaced = re.compile(_SPACED).match
    pattern = re.escape(pieces[0])
    for before, after in pairwise(pieces):
        apart = spaced(before[-1]) and spaced(after)
        pattern += (r"\W+" if apart else r"\W*") + re.escape(after)
    if not prefix and spaced(pieces[-1][-1]):
        pattern += f"(?!{_SPACED})"
    search, whole = re.compile(pattern).search, spaced(pieces[0]) is not None

    def find(title: str) -> bool:
        # A pattern that begins with its letters is searched for much faster than one that begins
        # with a look-behind, so what stands before is looked at here.
        match = search(title)
        while match is not None:
            start = match.start()
            if not whole or start == 0 or not spaced(title[start - 1]):
                return True
            match = search(title, start + 1)
        return False

    return find


def found(title: str, text: str, prefix: int) -> bool:
    """`finder` as SQL calls it."""
    return finder(text, bool(prefix))(title)
