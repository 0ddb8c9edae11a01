"""Text as the index compares it: folded for words, keyed for sorting.

Folding makes letters equal that differ in case, accent or width: NFKD, casefold, marks dropped.
Only the marks that sit on Latin, Greek and Cyrillic letters are dropped; the vowel signs of Hindi
or the voicing marks of Japanese are not accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from reader.query import Word

_ACCENTS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
# Letters whose stroke or ligature Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_LEADING = re.compile(r"^\W+(?=\w)")
_DIGITS = re.compile("0*([0-9]+)")
_SURROGATES = re.compile("[\ud800-\udfff]")

# Scripts written without spaces between words, or (Hangul) with endings grown on to them: a word
# may begin and end anywhere there.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SPACED = rf"(?:(?![{_UNSPACED}])\w)"


def storable(text: str) -> str:
    """`text` with its lone surrogates, which no UTF-8 can hold, as U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def fold(text: str) -> str:
    """`text` without case, accents and width, each run of white space one space."""
    if text.isascii():
        folded = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text).casefold()
        bare = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", apart)).translate(_LETTERS)
        folded = storable(unicodedata.normalize("NFC", bare))
    return " ".join(folded.split())


def sort_key(text: str) -> str:
    """What names and titles sort by: folded, without leading signs, 9 before 10."""
    return _DIGITS.sub(lambda run: f"{len(run[1]):05}{run[1]}", _LEADING.sub("", fold(text)))


def parts(word: Word) -> list[str]:
    """The folded pieces of a word or phrase, in the order they must stand in; [] fits any text."""
    return fold(word.text).split()


def pattern(word: Word) -> str:
    """The regular expression that finds `word` in a folded text.

    Whole words are found (their beginning, for a prefix), letter for letter: `c++` is not `c`.
    White space in a phrase stands for anything between two words.
    """
    pieces = parts(word)
    if not pieces:
        return ""
    spaced = re.compile(_SPACED).match
    found = re.escape(pieces[0])
    for before, after in pairwise(pieces):
        apart = spaced(before[-1]) and spaced(after)
        found += (r"\W+" if apart else r"\W*") + re.escape(after)
    if spaced(pieces[0]):
        found = f"(?<!{_SPACED}){found}"
    if not word.prefix and spaced(pieces[-1][-1]):
        found += f"(?!{_SPACED})"
    return found


@lru_cache(maxsize=64)
def finder(expression: str) -> Callable[[str], object]:
    """The compiled search for one `pattern`."""
    return re.compile(expression).search


def found(text: str, expression: str) -> bool:
    """Whether a folded text holds what `expression` looks for. SQL calls it."""
    return finder(expression)(text) is not None
