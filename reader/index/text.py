"""Text as the index compares it: folded for words, keyed for sorting."""

from __future__ import annotations

import re
import unicodedata

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
