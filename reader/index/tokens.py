"""Text as words are searched for: what the full-text tables are given, and where a word stands.

A token is a run of letters, figures and marks without case and accents; each character of a script
without spaces is one of its own, and so is each symbol (an emoji). Signs that follow a word and
belong to it make a second token of both: `C++` is `c` and `c++`. All else parts tokens.
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
_VARIATIONS = {0xFE0E: None, 0xFE0F: None}
_SIGNED = lazy(r"([^\W_]+)([+#]+)(?![^\W_])")
# Private characters in the place of signs: what the tables' tokenizer takes for letters.
_SIGNS = {ord("+"): "\ue02b", ord("#"): "\ue023"}

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* M* S* Co Cn' separators '$+<=>^`|~'"
"""FTS5's tokenizer for texts that `prepared` has made (www.sqlite.org/fts5.html, 4.3.1)."""


class Token(NamedTuple):
    """A token, and where in the text it stands."""

    text: str
    start: int
    end: int


def prepared(text: str) -> str:
    """A text as the full-text tables take it: its tokens are the runs of letters in it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", bare(text)).translate(_VARIATIONS)
        text = storable(_ALONE.sub(r" \g<0> ", text))
    if "+" in text or "#" in text:
        text = _SIGNED.sub(_signed, text)
    return text


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order; those with signs right behind those without."""
    pattern = _ascii() if text.isascii() else _any()
    for found in pattern.finditer(text):
        signs = found["signs"] or ""
        start, end = found.start(), found.end() - len(signs)
        if word := _folded(text[start:end]):
            yield Token(word, start, end)
            if signs:
                yield Token(word + signs, start, end + len(signs))


def pieces(text: str) -> tuple[str, ...]:
    """The tokens that a word or phrase of a query asks for, one right behind the other."""
    return tuple(token.text for token in tokens(text))


def spans(text: str, wanted: Sequence[tuple[Sequence[str], bool]]) -> Iterator[tuple[int, int]]:
    """Where in a text any of some words stands, from left to right, none over another.

    A word is its `pieces`, and whether its last one is only the beginning of what is looked for.
    """
    there = list(tokens(text))
    firsts: dict[str, list[tuple[Sequence[str], bool]]] = {}
    beginnings: list[tuple[Sequence[str], bool]] = []
    for word, prefix in wanted:
        if len(word) == 1 and prefix:
            beginnings.append((word, prefix))
        elif word:
            firsts.setdefault(word[0], []).append((word, prefix))
    after = 0
    for at, token in enumerate(there):
        if token.start < after:
            continue
        candidates = [*firsts.get(token.text, ()), *beginnings]
        fitting = [len(word) for word, prefix in candidates if _stands(there, at, word, prefix)]
        if fitting:
            after = there[at + max(fitting) - 1].end
            yield token.start, after


def _stands(there: Sequence[Token], at: int, word: Sequence[str], prefix: bool) -> bool:
    here = [token.text for token in there[at : at + len(word)]]
    if prefix:
        return (
            here[:-1] == [*word[:-1]] and len(here) == len(word) and here[-1].startswith(word[-1])
        )
    return here == [*word]


def _signed(found: re.Match[str]) -> str:
    word, signs = found[1], found[2]
    return f"{word} {word}{signs.translate(_SIGNS)}"


def signed(token: str) -> str:
    """A token as it stands in a prepared text."""
    return token.translate(_SIGNS)


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", bare(word)).translate(_VARIATIONS)


@cache
def _ascii() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z0-9]+(?P<signs>(?<=[A-Za-z0-9])[+#]+(?![A-Za-z0-9]))?")


@cache
def _any() -> re.Pattern[str]:
    letter = f"(?:[A-Za-z0-9\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe]|(?![{UNSPACED}{_SYMBOLS}]){_BEYOND})"
    return re.compile(f"[{UNSPACED}{_SYMBOLS}]|{letter}+(?P<signs>[+#]+(?!{letter}))?")
