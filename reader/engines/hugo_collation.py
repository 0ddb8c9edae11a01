"""Titles in the order that Hugo's collator has them: Unicode's, near enough for the ties of a blog.

Go's `x/text/collate` with the root order of CLDR: signs, then digits, then letters; accents count
where letters are the same, capitals where accents are. The order was asked of Hugo itself.
"""

from __future__ import annotations

import unicodedata

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
_RANKS = {sign: chr(0x100 + rank) for rank, group in enumerate(_SIGNS.split(" ")) for sign in group}
_RANKS |= {sign: chr(0x200 + rank) for rank, sign in enumerate(_CURRENCY)}
_LETTER = 0x400
_LONGEST = 300


def collated(text: str, language: str = "") -> tuple[str, str, str]:
    """Three strings that compare as the titles do: their letters, accents and capitals."""
    code = language.lower().replace("_", "-").partition("-")[0]
    own = _OWN.get(_SAME.get(code, code), {})
    letters, accents, capitals = list[str](), list[str](), list[str]()
    for sign in unicodedata.normalize("NFC", text[:_LONGEST]):
        small = sign.lower()
        category = unicodedata.category(sign)
        if category in ("Cf", "Cc") and not sign.isspace():
            continue
        if sign.isspace():
            letters.append("\x80")
            accents.append("\x02")
            capitals.append("\x02")
            continue
        for part in _parts(own.get(small) or small, split=small not in own):
            if part in _MARKS or unicodedata.combining(part):
                accents.append(chr(0x10 + (_MARKS.find(part) + 1 or 0x60 + ord(part) % 0x400)))
                continue
            letters.append(_rank(part, category))
            accents.append("\x02")
            capitals.append("\x02" if small == sign else "\x08")
    return "".join(letters), "".join(accents), "".join(capitals)


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
        return "\u01ff" + sign
    return chr(min(_LETTER + ord(sign), 0x10FFFF))
