"""Text as words are searched for: what the full-text tables are given, and where a word stands.

A token is a run of letters, figures and marks without case and accents; each character of a script
without spaces is one of its own, and so is each symbol (an emoji). Signs part tokens, but they
count in a word that is asked for with them: `foo-bar` is not `foo bar`, `c++` is not `c`. So a text
is kept twice: as tokens, and of its words that have signs each once, the signs being tokens too.
Punctuation round a word is no part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reader.folding import bare
from reader.index.text import UNSPACED, storable
from reader.patterns import lazy

# Pictures, beyond the first 65,536 characters, all of which are put in classes (`_classes`).
_PICTURES = "\U0001f000-\U0001faff"
# Variation selectors say how a symbol is drawn; curly signs stand for straight ones.
_SAME = {0xFE0E: None, 0xFE0F: None, 0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
# The same for whole texts, with the most frequent gaps.
_TYPED = (
    *((chr(code), straight) for code, straight in _SAME.items() if straight),
    *((gap, " ") for gap in "\u2013\u2014\u2026\xa0\u2022\u200b"),
)
_WORD = 40  # characters; longer runs hardly come again
_OPENING, _CLOSING = "\"'(", "\"'),.;:!?"
_ASCII = lazy(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")
_SIGN = lazy(r"[!-/:-@\[-`{-~]")
# Private characters in the place of signs: what the tables' tokenizer takes for letters.
_AS_TOKENS = {
    sign: f" {chr(0xE000 + sign)} " for sign in range(0x21, 0x7F) if not chr(sign).isalnum()
} | dict.fromkeys((*range(0x20), 0x7F), " ")
# What parts two things that are not read as one phrase.
APART = " \ue000 "
# For each byte of a text what it is to `_odd`: a letter or figure, a space, punctuation that may
# stand before a word or behind it, or another sign.
_LETTER, _SPACE, _MARK, _ODD = 1, 2, 4, 8
_CLASSES = bytes(
    _LETTER if chr(byte).isalnum() else _SPACE if chr(byte).isspace()
    else _MARK if chr(byte) in _CLOSING else _ODD
    for byte in range(128)
) + bytes(128)  # fmt: skip
_TO_SPACE = bytes(32 if cls == _SPACE else 0 for cls in _CLASSES)
_MANY = 1 << 16
_SHORT = 200  # characters of names and titles: most have no signs
_LONGEST = 100  # characters of a word with signs; longer ones are addresses and data

# Of ASCII signs part tokens; of all else what `_classes` calls gaps, which FTS5 is not given.
TOKENIZER = "ascii"
"""FTS5's tokenizer for texts that `prepared` has made (www.sqlite.org/fts5.html, 4.3.2)."""


class _Classes(NamedTuple):
    """Patterns of what stands beyond ASCII: gaps between tokens, and what is a token by itself."""

    gaps: re.Pattern[str]
    alone: re.Pattern[str]
    token: re.Pattern[str]


@cache
def _classes() -> _Classes:
    """The classes, by Unicode's categories; made for the first text beyond ASCII."""
    gaps, signs = [], []
    for code in range(0x80, 0x10000):
        category = unicodedata.category(chr(code))
        if category in ("Cc", "Cf") or category[0] in "ZP":
            gaps += [chr(code)] * (code not in _SAME)
        elif category[0] == "S":
            signs.append(chr(code))
    gap, alone = "".join(gaps), f"{UNSPACED}{_PICTURES}{''.join(signs)}"
    curly = "".join(chr(code) for code, straight in _SAME.items() if straight)
    return _Classes(
        re.compile(f"[{gap}]"),
        re.compile(f"[{alone}]"),
        re.compile(
            f"[{alone}]|[!-/:-@\\[-`{{-~{curly}]|[^\\s\\0-/:-@\\[-`{{-\\x7f{curly}{gap}{alone}]+"
        ),
    )


class Token(NamedTuple):
    """A token, and where in the text it stands."""

    text: str
    start: int
    end: int


class Prepared(NamedTuple):
    """A text as the full-text tables take it: all of it, and its words that have signs."""

    text: str
    signed: str


def prepared(text: str) -> Prepared:
    """A text for the full-text tables."""
    if len(text) < _SHORT and text.isascii() and text.replace(" ", "").isalnum():
        return Prepared(text, "")
    # Of most texts all that is not ASCII is how quotation marks and dashes are set.
    text = _typed(text)
    if not text.isascii():
        # SQLite has upper case made lower quicker than it is made here.
        text = " ".join([run if run.isascii() else _spread_run(run) for run in text.split()])
    words = {_core(run)[:_LONGEST] for run in _odd(text)}
    signs = sorted(word for word in words if _SIGN.search(word))
    return Prepared(text, APART.join(map(_with_signs, signs)))


def _odd(text: str) -> set[str]:
    """Runs of a text, all among them with other signs than the punctuation round a word."""
    # One look for each character, but for many at once: as the digits of a number. In prose next to
    # nothing is found, and parting all would take three times as long.
    framed = _bytes(f" {text} ")
    size = len(framed)
    every = int.from_bytes(framed.translate(_CLASSES), "little")
    ones = _ones(size)
    marks = every >> 2 & ones
    # Punctuation with a letter behind it, or that a space stands before.
    odd = every >> 3 & ones | marks & (every >> 8 | every << 7)
    if not odd:
        return set()
    spots = odd.to_bytes(size, "little")
    bounds = framed.translate(_TO_SPACE)
    found = set[str]()
    at = spots.find(1)
    while at >= 0:
        start, end = bounds.rfind(b" ", 0, at), bounds.find(b" ", at)
        found.add(text[start : end - 1])
        at = spots.find(1, end)
    return found


def _bytes(text: str) -> bytes:
    """A byte for each character: itself, or a letter for one that is not ASCII."""
    if text.isascii():
        return text.encode("ascii")
    # What cannot be encoded becomes a question mark; what was one is punctuation like a full stop.
    return text.replace("?", ".").encode("ascii", "replace").replace(b"?", b"a")


@cache
def _many_ones() -> int:
    return int.from_bytes(b"\1" * _MANY, "little")


def _ones(size: int) -> int:
    """A number of so many bytes, or more, that are all 1."""
    return _many_ones() if size <= _MANY else int.from_bytes(b"\1" * size, "little")


def pieces(text: str) -> tuple[str, ...]:
    """The tokens that a word or phrase of a query asks for, signs among them."""
    return tuple(token.text for word in _asked(text) for token in _all_tokens(word))


class Core(NamedTuple):
    """A word of a query as the tables have it: its tokens, and where it has signs these too."""

    plain: str
    signed: str
    last: str


def cores(text: str) -> list[Core]:
    """The words of a word or phrase of a query: `last` is the token it ends with."""
    found = []
    for core in _asked(text):
        every = [token.text for token in _all_tokens(core)]
        if every:
            plain = " ".join(token for token in every if not is_sign(token))
            signed = " ".join(_with_signs(core).split()) if _SIGN.search(core[:_LONGEST]) else ""
            found.append(Core(plain, signed, every[-1]))
    return found


def stands_alone(piece: str) -> bool:
    """Whether a token is a character that is one by itself."""
    return not piece.isascii() and _classes().alone.fullmatch(piece) is not None


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order, signs left out."""
    return (token for token in _all_tokens(text) if not is_sign(token.text))


def spans(text: str, wanted: Sequence[tuple[Sequence[str], bool]]) -> Iterator[tuple[int, int]]:
    """Where in a text any of some words stands, from left to right, none over another.

    A word is its `pieces`, and whether its last one is only the beginning of what is looked for.
    """
    there = list(_all_tokens(text))
    firsts: dict[str, list[tuple[Sequence[str], bool]]] = {}
    beginnings: list[tuple[Sequence[str], bool]] = []
    for word, prefix in wanted:
        if len(word) == 1 and prefix:
            beginnings.append((word, prefix))
        elif word:
            firsts.setdefault(word[0], []).append((word, prefix))
    after = 0
    for at, token in enumerate(there):
        candidates = [*firsts.get(token.text, ()), *beginnings]
        if not candidates or token.start < after:
            continue
        ends = [_end(there, at, word, prefix) for word, prefix in candidates]
        if (furthest := max(ends)) > token.start:
            yield token.start, furthest
            after = furthest


def _end(there: Sequence[Token], at: int, word: Sequence[str], prefix: bool) -> int:
    """Where a word that begins at a token ends; 0 where it does not stand there."""
    for number, piece in enumerate(word):
        if number and not is_sign(piece) and not is_sign(word[number - 1]):
            while at < len(there) and is_sign(there[at].text):
                at += 1
        last = prefix and number == len(word) - 1
        if at >= len(there) or not (
            there[at].text.startswith(piece) if last else there[at].text == piece
        ):
            return 0
        at += 1
    return there[at - 1].end


def _runs(text: str) -> list[str]:
    """The runs of a text between its gaps."""
    return (text if text.isascii() else _classes().gaps.sub(" ", text).translate(_SAME)).split()


def _typed(text: str) -> str:
    """A text with the signs of typesetters as they are typed, or spaces for those that are gaps."""
    if not text.isascii():
        for sign, typed in _TYPED:
            if sign in text:
                text = text.replace(sign, typed)
    return text


def _spread_run(run: str) -> str:
    """`_spread` of what stands between two spaces: most of it is words that come again."""
    return _spread_word(run) if len(run) <= _WORD else _spread(run)


@lru_cache(1 << 14)
def _spread_word(word: str) -> str:
    return _spread(word)


def _spread(text: str) -> str:
    """A folded text with spaces in its gaps, and round all that is a token by itself."""
    if text.isascii():
        return text.lower()
    gaps, alone, _ = _classes()
    # Before folding, which makes letters of some signs (™), and after, as it makes signs of others.
    folded = gaps.sub(" ", _folded(alone.sub(r" \g<0> ", gaps.sub(" ", text))))
    return folded if folded.isascii() else storable(alone.sub(r" \g<0> ", folded))


def _asked(text: str) -> list[str]:
    """The words of a word or phrase of a query, without punctuation round them."""
    parts = (part for run in _runs(text) for part in _spread(_core(run)).split())
    # What is a token by itself parts the punctuation beside it from the word it belongs to.
    return [_core(part) for part in parts]


def is_sign(token: str) -> bool:
    """Whether a token is a sign."""
    return token in _SIGNS


def _core(run: str) -> str:
    """A run of characters without the punctuation round it; one of signs alone as it is."""
    return run.lstrip(_OPENING).rstrip(_CLOSING) or run


def _with_signs(core: str) -> str:
    """A word with each of its signs as a token."""
    return core[:_LONGEST].translate(_AS_TOKENS)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", bare(text)).translate(_SAME)


_SIGNS = frozenset(chr(sign) for sign in _AS_TOKENS if 0x20 < sign < 0x7F)


def _all_tokens(text: str) -> Iterator[Token]:
    if text.isascii():
        for found in _ASCII.finditer(text):
            yield Token(found[0].lower(), *found.span())
        return
    for found in _classes().token.finditer(text):
        # One character may stand for several: ½ or ㎞.
        for word in _spread(found[0]).split():
            for part in _ASCII.findall(word) if word.isascii() else (word,):
                yield Token(part, *found.span())
