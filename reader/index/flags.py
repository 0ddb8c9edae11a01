"""Which posts something is true of, as one byte for each number that was given to a post.

Flags of each condition and of each word are kept apart, and so is each order of posts, so that a
further letter, page or filter costs what is new in it alone.
"""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this package.

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import compress, islice
from operator import itemgetter
from typing import NamedTuple

from reader.index import fulltext
from reader.index.conditions import Condition
from reader.index.memo import Memo
from reader.query import Word

_FITTING = (fulltext.HEADS, fulltext.BODIES)
# Orders take some room: only the newest are kept.
_FEW = 4
BEGINNINGS = 120
"""How many words are remembered, each a byte a post: those typed, and those that may be."""


class Order(NamedTuple):
    """Numbers of posts in an order; `arranged` gives the flags of each, in this order."""

    numbers: array[int]
    arranged: Callable[[bytes], Iterable[int]]


class Found(NamedTuple):
    """The posts of a list: `fits` is 1 for those of all in the order that are among them."""

    numbers: array[int]
    fits: bytes

    @property
    def total(self) -> int:
        """How many there are."""
        return self.fits.count(1)

    def some(self, before: int, wanted: int) -> list[int]:
        """The numbers of some, from a place on."""
        return list(islice(compress(self.numbers, self.fits), before, before + wanted))

    def place(self, number: int) -> int | None:
        """How many come before a post; None where it is not among them."""
        try:
            at = self.numbers.index(number)
        except ValueError:
            return None
        return self.fits.count(1, 0, at) if self.fits[at] else None


class Flags:
    """Asks a connection, and remembers in a memo."""

    def __init__(self, connection: sqlite3.Connection, memo: Memo) -> None:
        self.connection, self.memo = connection, memo

    def of(self, conditions: Sequence[Condition], words: Sequence[Word] = ()) -> bytes:
        """1 for each post that all conditions and words fit; there is at least one of either."""
        parts = [self._one(one) for one in conditions]
        if words:
            parts.append(self.all_words(words))
        return reduce(_both, parts)

    def _one(self, where: Condition) -> bytes:
        def make() -> bytes:
            statement = where.numbers or f"SELECT p.id AS n FROM posts p WHERE {where.sql}"
            return self._set(_numbers(self.connection, statement, where.values))

        return self.memo.of(self.connection, "flags", where, make)

    def all_words(self, words: Sequence[Word]) -> bytes:
        """1 for each number whose post has all the words, and none of those that are negated."""

        def make() -> bytes:
            size = self._size()
            everything = fitting = int.from_bytes(b"\1" * size, "little")
            for word in words:
                here = int.from_bytes(self.word(word), "little")
                fitting &= everything ^ here if word.negated else here
            return fitting.to_bytes(size, "little")

        return self.memo.of(self.connection, "words", tuple(words), make)

    def knows(self, base: Condition, order: str) -> bool:
        """Whether the posts that `base` is true of have been put into an order."""
        return self.memo.knows(self.connection, "orders", (base, order))

    def ordered(self, base: Condition, order: str) -> Order:
        """The posts that `base` is true of, in an order."""

        def make() -> Order:
            statement = f"SELECT p.id AS n FROM posts p WHERE {base.sql} ORDER BY {order}"
            return _in_order(array("q", _numbers(self.connection, statement, base.values)))

        return self.memo.of(self.connection, "orders", (base, order), make, _FEW)

    def found(
        self, base: Condition, order: str, conditions: Sequence[Condition], words: Sequence[Word]
    ) -> Found:
        """The posts, in an order, that `base` and all conditions are true of, with all words."""
        ordered = self.ordered(base, order)

        def make() -> bytes:
            if not (conditions or words):
                return b"\1" * len(ordered.numbers)
            return bytes(ordered.arranged(self.of(conditions, words)))

        key = (base, order, tuple(conditions), tuple(words))
        return Found(ordered.numbers, self.memo.of(self.connection, "lists", key, make))

    def word(self, word: Word) -> bytes:
        """1 for each number whose post has a word, negated or not."""
        asked = fulltext.asked(word)

        def make() -> bytes:
            if not asked.heads:
                return b"\1" * self._size()
            found = bytearray(self._size())
            for table, text in zip(_FITTING, asked, strict=True):
                if text is not None:
                    statement = f"SELECT rowid AS n FROM {table} WHERE {table} MATCH ?"
                    for number in _numbers(self.connection, statement, (text,)):
                        found[number] = 1
            return bytes(found)

        return self.memo.of(self.connection, "asked", asked, make, BEGINNINGS)

    def _set(self, numbers: Iterable[int]) -> bytes:
        flags = bytearray(self._size())
        for number in numbers:
            flags[number] = 1
        return bytes(flags)

    def _size(self) -> int:
        statement = "SELECT value FROM meta WHERE name = 'given'"
        return int(self.connection.execute(statement).fetchone()[0]) + 1


def _both(some: bytes, others: bytes) -> bytes:
    """1 where both have it."""
    fitting = int.from_bytes(some, "little") & int.from_bytes(others, "little")
    return fitting.to_bytes(len(some), "little")


def _numbers(connection: sqlite3.Connection, statement: str, values: Sequence[object]) -> list[int]:
    """The numbers that a statement gives as `n`, in its order.

    As one text: SQLite lets other threads have the interpreter at every row that it gives, and
    waits to have it back. It keeps a subquery's order where an aggregate may depend on it. As
    JSON, which is read in half of the time that its numbers take one by one.
    """
    import json

    joined = f"SELECT json_group_array(n) FROM ({statement})"
    (text,) = connection.execute(joined, tuple(values)).fetchone()
    numbers: list[int] = json.loads(text)
    return numbers


def _in_order(numbers: array[int]) -> Order:
    if len(numbers) > 1:
        # Three times as quick as to look at one after the other, for some more memory.
        return Order(numbers, itemgetter(*numbers))
    return Order(numbers, lambda flags: [flags[number] for number in numbers])
