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
from functools import cache
from typing import NamedTuple

from reader.folding import bare
from reader.index.text import UNSPACED, storable
from reader.patterns import lazy

# Arrows, technical signs, shapes, dingbats and pictures.
_SYMBOLS = "\u2190-\u2bff\u3200-\u33ff\U0001f000-\U0001faff"
# Beyond ASCII all but punctuation and spaces: letters, and the marks that are no letters for `re`.
_BEYOND = (
    "(?:(?![\u2000-\u206f\u3000-\u3003\u3008-\u3030\ufe10-\ufe6f\uff00-\uff0f])[^\\s\x00-\xbf])"
)
_ALONE = lazy(f"[{UNSPACED}{_SYMBOLS}]")
# Variation selectors say how a symbol is drawn; curly signs stand for straight ones.
_SAME = {0xFE0E: None, 0xFE0F: None, 0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
_OPENING, _CLOSING = "\"'(", "\"'),.;:!?"
_SIGN = lazy(r"[!-/:-@\[-`{-~]")
# Private characters in the place of signs: what the tables' tokenizer takes for letters.
_AS_TOKENS = {
    sign: f" {chr(0xE000 + sign)} " for sign in range(0x21, 0x7F) if not chr(sign).isalnum()
}
# What parts two things that are not read as one phrase.
APART = " \ue000 "
# For each byte of a text what it is to `_odd`: a letter or figure, a space, an opening sign that is
# no closing one too, other punctuation, or another sign; and what is sought of them: signs that are
# no punctuation, and punctuation that is not only behind a word, or a quotation mark before it.
_CLASSES = bytes(
    ord(
        "a" if chr(byte).isalnum() else " " if chr(byte).isspace() else "o" if byte == ord("(")
        else "." if chr(byte) in _CLOSING else "#"
    )
    for byte in range(128)
) + bytes(128)  # fmt: skip
_SOUGHT = (b"#", b".a", b"ao", b".o", b" .", b" o")
_MANY = 300  # looks, from where on it is quicker to part all
_LONGEST = 100  # characters of a word with signs; longer ones are addresses and data

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* M* S* Co Cn' separators '$+<=>^`|~'"
"""FTS5's tokenizer for texts that `prepared` has made (www.sqlite.org/fts5.html, 4.3.1)."""


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
    if text.isascii():
        # SQLite has upper case made lower quicker than it is made here.
        if text.replace(" ", "").isalnum():
            return Prepared(text, "")
    else:
        text = _spread(text)
    signs = sorted({run[:_LONGEST] for run in map(_core, _odd(text)) if not run.isalnum()})
    return Prepared(text, APART.join(_with_signs(run) for run in signs if _SIGN.search(run)))


def _odd(text: str) -> set[str]:
    """Runs of a text, all among them that have other signs than the punctuation round a word."""
    if not text.isascii():
        return set(text.split())
    # In prose few places are worth a look; finding them takes a third of what parting all does.
    classes = b" %s " % text.encode("ascii").translate(_CLASSES)
    found: set[str] = set()
    looks = 0
    for sought in _SOUGHT:
        at = classes.find(sought)
        while at >= 0:
            start = classes.rfind(b" ", 0, at + 1) + 1
            end = classes.find(b" ", max(at + 1, start))
            found.add(text[start - 1 : end - 1])
            looks += 1
            if looks > _MANY:
                return set(text.split())
            at = classes.find(sought, end)
    return found


def pieces(text: str) -> tuple[str, ...]:
    """The tokens that a word or phrase of a query asks for, signs among them."""
    cores = (_core(run) for run in _spread(text).split())
    return tuple(token.text for core in cores for token in _all_tokens(core))


class Core(NamedTuple):
    """A word of a query as the tables have it: its tokens, and where it has signs these too."""

    plain: str
    signed: str
    last: str


def cores(text: str) -> list[Core]:
    """The words of a word or phrase of a query: `last` is the token it ends with."""
    found = []
    for run in _spread(text).split():
        core = _core(run)
        every = [token.text for token in _all_tokens(core)]
        if every:
            plain = " ".join(token for token in every if not is_sign(token))
            signed = " ".join(_with_signs(core).split()) if _SIGN.search(core) else ""
            found.append(Core(plain, signed, every[-1]))
    return found


def stands_alone(piece: str) -> bool:
    """Whether a token is a character that is one by itself."""
    return _ALONE.fullmatch(piece) is not None


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


def _spread(text: str) -> str:
    """A folded text with spaces round all that is a token of its own."""
    folded = _folded(text)
    return folded if folded.isascii() else storable(_ALONE.sub(r" \g<0> ", folded))


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


_SIGNS = frozenset(map(chr, _AS_TOKENS))


def _all_tokens(text: str) -> Iterator[Token]:
    pattern = _ascii() if text.isascii() else _any()
    for found in pattern.finditer(text):
        for word in _folded(found[0]).split():
            yield Token(word, *found.span())


@cache
def _ascii() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")


@cache
def _any() -> re.Pattern[str]:
    letter = f"(?:[A-Za-z0-9\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe]|(?![{UNSPACED}{_SYMBOLS}]){_BEYOND})"
    return re.compile(f"[{UNSPACED}{_SYMBOLS}]|{letter}+|[!-/:-@\\[-`{{-~\u2018\u2019\u201c\u201d]")
