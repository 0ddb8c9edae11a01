"""Which posts something is true of, as one byte for each number that was given to a post.

Flags of a condition and of a word are kept apart, so that each further letter, page or filter costs
what is new in it alone.
"""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this package.

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import compress

from reader.index import fulltext
from reader.index.conditions import Condition
from reader.index.memo import Memo
from reader.query import Word

_FITTING = (fulltext.HEADS, fulltext.BODIES)


class Flags:
    """Asks a connection, and remembers in a memo."""

    def __init__(self, connection: sqlite3.Connection, memo: Memo) -> None:
        self.connection, self.memo = connection, memo

    def of(self, where: Condition) -> bytes:
        """1 for each post that `where` is true of."""

        def make() -> bytes:
            statement = f"SELECT p.id FROM posts p WHERE {where.sql}"
            return self._set(self.connection.execute(statement, where.values))

        return self.memo.of(self.connection, "flags", where, make)

    def all_words(self, words: Sequence[Word]) -> bytes:
        """1 for each number whose post has all the words, and none of those that are negated."""

        def make() -> bytes:
            size = self._size()
            everything = fitting = int.from_bytes(b"\1" * size, "little")
            for word in words:
                here = int.from_bytes(self._word(word), "little")
                fitting &= everything ^ here if word.negated else here
            return fitting.to_bytes(size, "little")

        return self.memo.of(self.connection, "words", tuple(words), make)

    def ordered(self, where: Condition, order: str, words: Sequence[Word]) -> array[int]:
        """The numbers of the posts that `where` is true of and that have all words, in an order."""

        def every() -> array[int]:
            statement = f"SELECT p.id FROM posts p WHERE {where.sql} ORDER BY {order}"
            found = self.connection.execute(statement, where.values)
            return array("q", (number for (number,) in found))

        def some() -> array[int]:
            numbers = self.memo.of(self.connection, "orders", (where, order), every)
            fitting = self.all_words(words)
            return array("q", compress(numbers, map(fitting.__getitem__, numbers)))

        return self.memo.of(self.connection, "lists", (where, order, tuple(words)), some)

    def _word(self, word: Word) -> bytes:
        asked = fulltext.asked(word)

        def make() -> bytes:
            if not asked.heads:
                return b"\1" * self._size()
            found = bytearray(self._size())
            for table, text in zip(_FITTING, asked, strict=True):
                if text is not None:
                    statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
                    for (number,) in self.connection.execute(statement, (text,)):
                        found[number] = 1
            return bytes(found)

        return self.memo.of(self.connection, "asked", asked, make)

    def _set(self, numbers: Iterable[tuple[int]]) -> bytes:
        flags = bytearray(self._size())
        for (number,) in numbers:
            flags[number] = 1
        return bytes(flags)

    def _size(self) -> int:
        statement = "SELECT value FROM meta WHERE name = 'given'"
        return int(self.connection.execute(statement).fetchone()[0]) + 1


def both(some: bytes, others: bytes) -> bytes:
    """1 where both have it."""
    fitting = int.from_bytes(some, "little") & int.from_bytes(others, "little")
    return fitting.to_bytes(len(some), "little")
