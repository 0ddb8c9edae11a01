"""Titles in the order that Hugo's collator has them: Unicode's, near enough for the ties of a blog.

Go's `x/text/collate` with the root order of CLDR: signs, then digits, then letters; accents count
where letters are the same, capitals where accents are. The order was asked of Hugo itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

# One group a word; what is in a group differs only where all else is the same.
_SIGNS = (
    "_ - ‐‑ ‒ – — ― , ; : ! ¡ ? ¿ … . · ' ‘ ’ ‚ ‹ › \" “ ” „ « » ( ) [ ] { } § ¶ @ * / \\ & # % ‰ "
    "† ‡ • ‣ ″ ′ ` ´ ^ ¯ ¨ ¸ ° © ® ← → ↑ ↓ + ± ÷ × < = > ¬ | ¦ ~ ⁄"
)
_CURRENCY = "¤¢$£¥€"
_MARKS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
_LETTERS = {
    "æ": "ae\u0338", "œ": "oe\u0338", "ĳ": "ij", "ß": "ss\u0338", "ø": "o\u0338",
    "đ": "d\u0338", "ð": "d\u0338", "ħ": "h\u0338", "ł": "l\u0338",
    "ª": "a", "º": "o", "²": "2", "³": "3", "¹": "1",
}  # fmt: skip
# Letters that stand elsewhere in some languages.
_AFTER_Z = (["z\U000f0001"], ["z\U000f0002"], ["z\U000f0003"])
_OWN = {
    "sv": dict(zip("åäæöø", _AFTER_Z[0] + _AFTER_Z[1] * 2 + _AFTER_Z[2] * 2, strict=True)),
    "da": dict(zip("æäøöå", _AFTER_Z[0] * 2 + _AFTER_Z[1] * 2 + _AFTER_Z[2], strict=True)),
    "es": {"ñ": "n\U000f0001"},
}
_SAME = {"fi": "sv", "nb": "da", "nn": "da", "no": "da"}
# Ranks are short where they are frequent: spaces, then signs, each with its rank behind what tells
# that it is one, then figures and letters, which are their own.
_SPACE, _SIGN, _OTHER, _MONEY = "\x03", "\x04", "\x05", "\x06"
_RANKS = {
    sign: _SIGN + chr(0x10 + rank) for rank, group in enumerate(_SIGNS.split(" ")) for sign in group
} | {sign: _MONEY + chr(0x10 + rank) for rank, sign in enumerate(_CURRENCY)}
# Nothing is less: what ends in it compares as it does without.
_USUAL = "\x02"
_LONGEST = 300
_MOST_SIGNS = 10_000


Keys = tuple[str, str, str]
"""Three strings that compare as a text does: its letters, accents and capitals."""


def collated(text: str, language: str = "") -> Keys:
    """Three strings that compare as the titles do: their letters, accents and capitals."""
    if text.isascii() and text.isprintable():
        # Of letters that all languages have, and signs, at once.
        ranks, cases = _ascii()
        text = text[:_LONGEST]
        return text.translate(ranks), "", text.translate(cases).rstrip(_USUAL)
    code = language.lower().replace("_", "-").partition("-")[0]
    code = _SAME.get(code, code)
    signs = _signs(code if code in _OWN else "")
    keys = [signs[sign] for sign in unicodedata.normalize("NFC", text[:_LONGEST])]
    letters, accents, capitals = zip(*keys, strict=True) if keys else ((), (), ())
    return (
        "".join(letters), "".join(accents).rstrip(_USUAL), "".join(capitals).rstrip(_USUAL),
    )  # fmt: skip


class _Signs(dict[str, Keys]):
    """What each sign stands for in a language, worked out where it is first met."""

    def __init__(self, own: Mapping[str, str]) -> None:
        super().__init__()
        self._own = own

    def __missing__(self, sign: str) -> Keys:
        keys = _keys(sign, self._own)
        if len(self) < _MOST_SIGNS:
            self[sign] = keys
        return keys


@cache
def _ascii() -> tuple[dict[int, str], dict[int, str]]:
    """The first and the last of the three for each sign of ASCII that is printed."""
    keys = {code: _keys(chr(code), {}) for code in range(0x20, 0x7F)}
    ranks = {code: letters for code, (letters, _, _) in keys.items()}
    return ranks, {code: capitals for code, (_, _, capitals) in keys.items()}


@cache
def _signs(code: str) -> _Signs:
    return _Signs(_OWN.get(code, {}))


def _keys(sign: str, own: Mapping[str, str]) -> Keys:
    small = sign.lower()
    category = unicodedata.category(sign)
    if category in ("Cf", "Cc") and not sign.isspace():
        return "", "", ""
    if sign.isspace():
        return _SPACE, _USUAL, _USUAL
    letters = accents = capitals = ""
    for part in _parts(own.get(small) or small, split=small not in own):
        if part in _MARKS or unicodedata.combining(part):
            accents += chr(0x10 + (_MARKS.find(part) + 1 or 0x60 + ord(part) % 0x400))
            continue
        letters += _rank(part, category)
        accents += _USUAL
        capitals += _USUAL if small == sign else "\x08"
    return letters, accents, capitals


def _parts(small: str, *, split: bool) -> str:
    """A letter and its marks; Cyrillic letters with marks are letters of their own."""
    small = "".join(_LETTERS.get(sign, sign) for sign in small)
    if not split or ("\u0400" <= small[:1] <= "\u052f" and small != "ё"):
        return small
    return unicodedata.normalize("NFKD" if small.isalpha() else "NFD", small)


def _rank(sign: str, category: str) -> str:
    if sign in _RANKS:
        return _RANKS[sign]
    if category[0] in "PSZ":
        return _OTHER + sign
    return sign
