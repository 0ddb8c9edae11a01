"""The filters `slugify` and `slug` of Eleventy, each by the package that makes it."""

from __future__ import annotations

import re
import unicodedata

from reader.patterns import lazy

_MOST = 1_000
# @sindresorhus/slugify, `overridable-replacements`, and letters that do not decompose.
_REPLACED = {
    "&": " and ", "🦄": " unicorn ", "♥": " love ", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae",
    "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "Ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O",
    "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "TH",
    "ð": "d", "Ð": "D", "ı": "i", "İ": "I",
}  # fmt: skip


def slugify(text: str) -> str | None:
    """The filter `slugify`; None where a letter's spelling in ASCII is not known here."""
    made = ""
    for letter in unicodedata.normalize("NFC", text[:_MOST]):
        if letter.isascii() and letter not in _REPLACED:
            made += letter
        elif letter in _REPLACED:
            made += _REPLACED[letter]
        else:
            plain = unicodedata.normalize("NFD", letter)[0]
            if letter.isalpha() and not plain.isascii():
                return None
            made += plain if plain.isascii() else " "
    made = re.sub(r"([a-z\d]+)'([ts])(\s|$)", r"\1\2\3", made.lower())
    return re.sub(r"[^a-z\d]+", "-", made).strip("-")


# The package slugify, its `charMap`, as far as it is not letters without their marks.
_WORDS_FOR = {
    "$": "dollar", "%": "percent", "&": "and", "<": "less", ">": "greater", "|": "or", "-": " ",
    "–": " ", "•": "*", "†": "+", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"',
    "€": "euro", "£": "pound", "¥": "yen", "¢": "cent", "©": "(c)", "®": "(r)", "™": "tm",
    "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "dj",
    "Đ": "dj", "ł": "l", "Ł": "l", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i",
}  # fmt: skip
# Latin letters that the map has not got.
_LOST = frozenset("ĈĉĊċĔĕĜĝĠġĤĥĬĭĴĵĹĺŎŏŖŗŜŝŬŭ")
_NO_SLUG = lazy(r"[^\w\s$*+~.()'\"!\-:@]+", re.ASCII)


def slug(text: str) -> str | None:
    """The filter `slug`, which lets more signs be; None where a letter's spelling is not known."""
    made = ""
    for letter in unicodedata.normalize("NFC", text[:_MOST]):
        if (spelt := _spelt(letter)) is None:
            return None
        made += _NO_SLUG.sub("", spelt)
    return re.sub(r"\s+", "-", made.strip()).lower()


def _spelt(letter: str) -> str | None:
    if letter in _WORDS_FOR or letter.isascii():
        return _WORDS_FOR.get(letter, letter)
    if letter in _LOST or letter > "\u2e7f":  # neither Chinese nor pictures are in the map
        return " " if letter.isspace() else ""
    if "\xc0" <= letter < "\u0180" or "\u1ea0" <= letter < "\u1f00":
        return unicodedata.normalize("NFD", letter)[0]
    kind = unicodedata.category(letter)
    return (
        None if kind[0] in "LMN" or kind == "Sc" or letter in "˚∂∆∑∞♥℠" else " " * letter.isspace()
    )
