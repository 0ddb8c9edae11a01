"""Letters made equal that differ in case, accent or width: NFKD, casefold, marks dropped.

Only the marks that sit on Latin, Greek and Cyrillic letters are dropped; the vowel signs of Hindi
or the voicing marks of Japanese are not accents.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
# Letters whose stroke or ligature Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


def bare(text: str) -> str:
    """`text` without case, accents and width, its letters taken apart (NFKD); spaces stay.

    Folded letter by letter it is the same, but for the order of marks that stay.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", apart)).translate(_LETTERS)
