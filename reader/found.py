"""Where the words of a query stand in a text: what is marked in lists, snippets and posts.

Words that are excluded stand nowhere. What a word means, and where it is looked for at all, is as
in the index.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.folding import bare
from reader.index.text import UNSPACED
from reader.index.tokens import is_sign, pieces, spans, stands_alone, tokens
from reader.patterns import lazy
from reader.query import Query

# Texts are taken apart into tokens by so many characters, and only where a word may be: tokens are
# dear, and most of a text holds none of the words.
_STRETCH = 96
# No token goes on over these, so that a text may be cut behind them.
_CUT = lazy(rf"[\s,.;:!?{UNSPACED}]")
# Beyond ASCII all but the signs of typography, of which none folds to a letter.
_FOLDED = lazy("[^\x00-\x7f\u2000-\u206f]")
_VARIATIONS = {0xFE0E: None, 0xFE0F: None}
_CURLY = {"'": ("'", "‘", "’"), '"': ('"', "“", "”")}
_JOINER = "\u200d"
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


@dataclass(frozen=True)
class Wanted:
    """Words as they are looked for in one kind of text: their tokens, and if they only begin so."""

    words: tuple[tuple[tuple[str, ...], bool], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    @cached_property
    def longest(self) -> int:
        """The tokens of the longest word or phrase."""
        return max((len(word) for word, _ in self.words), default=0)

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """What a folded text holds, one at least, where any of the words may stand in it."""
        firsts = [bare(word[0]) for word, _ in self.words]
        return tuple(dict.fromkeys(hint for first in firsts for hint in _CURLY.get(first, [first])))


NOTHING = Wanted()


def in_names(query: Query) -> Wanted:
    """The words of a query as they are looked for in titles and the names of authors and terms."""
    words = ((pieces(word.text), word.prefix) for word in query.words if not word.negated)
    return Wanted(tuple(dict.fromkeys(word for word in words if word[0])))


def in_bodies(query: Query) -> Wanted:
    """The words of a query as they are looked for in the text of posts: no short beginnings."""
    return Wanted(tuple(word for word in in_names(query).words if not _short(*word)))


def places(text: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Where any of some words stands, from left to right, none over another.

    A place holds all that is drawn as one with its ends: joined emoji are not taken apart.
    """
    after = 0
    plain = text.isascii()
    for low, high in _words(text, wanted):
        if low < after:
            continue
        start, end = low, high
        if not plain:
            while end < len(text) and (joined := _joins(text, end)):
                end += joined
            while start > after and (_joins(text, start) or text[start - 1] == _JOINER):
                start -= 1
        after = min(end, len(text))
        yield start, after


def _short(word: tuple[str, ...], prefix: bool) -> bool:
    from reader.index.fulltext import FEWEST

    last = word[-1]
    return prefix and len(last) < FEWEST and not is_sign(last) and not stands_alone(last)


def _words(text: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    at, length = 0, len(text) if wanted else 0
    while at < length:
        end = _cut_behind(text, at + _STRETCH)
        after = end
        if _may_hold(text[at:end], wanted.hints):
            behind = _reach(text, end, wanted.longest - 1)
            for low, high in spans(text[at:behind], wanted.words):
                if at + low >= end:
                    break
                after = max(after, at + high)
                yield at + low, at + high
        at = after


def _cut_behind(text: str, at: int) -> int:
    cut = _CUT.search(text, at)
    return cut.end() if cut else len(text)


def _reach(text: str, start: int, number: int) -> int:
    """Where so many tokens have ended: a phrase that begins before `start` ends before."""
    while number > 0 and start < len(text):
        end = _cut_behind(text, start + 8 * number)
        number -= sum(1 for _ in tokens(text[start:end]))
        start = end
    return start


def _may_hold(text: str, hints: tuple[str, ...]) -> bool:
    if text.isascii() or not _FOLDED.search(text):
        folded = text.lower()
    else:
        folded = bare(text).translate(_VARIATIONS)
    return any(hint in folded for hint in hints)


def _joins(text: str, at: int) -> int:
    """How many characters from `at` on are drawn as one with what stands before; mostly none."""
    sign = text[at]
    if sign == _JOINER:
        return 2
    return sign in _TONES or unicodedata.category(sign).startswith("M")
