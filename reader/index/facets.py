"""Counts of posts under every term of a field, quick enough to follow each key.

Which posts carry which term changes only with the index, so it is kept in memory, by the index's
revision; what changes with the query is one flag for each post.
"""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this package.

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.index.conditions import Condition
from reader.index.memo import Memo
from reader.index.text import sort_key
from reader.model import Facet
from reader.query import NONE

if TYPE_CHECKING:
    from reader.engines.base import Spelling

_ALL = Condition("p.state = ''")


class Carried(NamedTuple):
    """One term: its spellings, the most frequent first, and the row numbers of its posts."""

    key: str
    names: tuple[str, ...]
    posts: array[int]


class Field(NamedTuple):
    """All terms of a field, by name, and the row numbers of the posts that have any."""

    terms: tuple[Carried, ...]
    posts: array[int]


def of(
    memo: Memo,
    connection: sqlite3.Connection,
    name: str,
    spelling: Spelling,
    listed: Condition = _ALL,
) -> Field:
    """The terms of a field; "year" is one. `spelling` says which of several comes first.

    `listed` is true of the posts that may say so.
    """

    def make() -> Field:
        if name == "year":
            return _years(connection)
        return _field(connection, name, spelling, listed)

    return memo.of(connection, "fields", (name, listed), make)


def count(field: str, terms: Field, flags: bytes, *, none: bool) -> tuple[Facet, ...]:
    """The facets of a field; (none) where a flagged post has no term, or if `none` says so."""
    facets = [
        Facet(field, term.key, term.names[0], _sum(term.posts, flags), term.names)
        for term in terms.terms
    ]
    # The terms come by name, and sorting keeps them so within one count.
    facets.sort(key=lambda facet: -facet.posts)
    without = flags.count(1) - _sum(terms.posts, flags)
    if without or none:
        facets.append(Facet(field, "", NONE, without))
    return tuple(facets)


def _sum(posts: array[int], flags: bytes) -> int:
    return sum(map(flags.__getitem__, posts))


def _field(
    connection: sqlite3.Connection, field: str, spelling: Spelling, listed: Condition
) -> Field:
    statement = "SELECT id, key, name FROM names WHERE field = ?"
    named = {number: (key, name) for number, key, name in connection.execute(statement, (field,))}
    uses = connection.execute(
        "SELECT t.name, t.first, t.post FROM names n JOIN terms t ON t.name = n.id"
        " WHERE n.field = ? ORDER BY t.name",
        (field,),
    )
    chosen = {} if spelling == "frequent" else _chosen(connection, field, spelling, listed)
    spellings = defaultdict[str, list[tuple[bool, int, str]]](list)
    posts = defaultdict[str, list[int]](list)
    for number, rows in groupby(uses, itemgetter(0)):
        key, name = named[number]
        carrying = [(first, post) for _, first, post in rows]
        spellings[key].append((chosen.get(key) != number, -len(carrying), name))
        posts[key] += [post for first, post in carrying if first]
    return _by_name(
        Carried(key, tuple(name for *_, name in sorted(spelt)), array("q", posts[key]))
        for key, spelt in spellings.items()
    )


def _chosen(
    connection: sqlite3.Connection, field: str, spelling: Spelling, listed: Condition
) -> dict[str, int]:
    """For each key the row of the spelling that the newest or oldest post has, or of the least."""
    newest = "" if spelling == "newest" else "DESC"
    ordered = "n.name" if spelling == "least" else f"p.place {newest}, p.path {newest}, t.place"
    # What is not listed names no term.
    order = f"({listed.sql}) IS NOT TRUE, {ordered}"
    statement = (
        "SELECT n.key, n.id FROM names n JOIN terms t ON t.name = n.id"
        f" JOIN posts p ON p.id = t.post WHERE n.field = ? ORDER BY {order}"
    )
    spelt = connection.execute(statement, (field, *listed.values))
    chosen: dict[str, int] = {}
    for key, number in spelt:
        chosen.setdefault(key, number)
    return chosen


def _years(connection: sqlite3.Connection) -> Field:
    posts = defaultdict[int, list[int]](list)
    for year, post in connection.execute("SELECT year, id FROM posts WHERE year IS NOT NULL"):
        posts[year].append(post)
    return _by_name(
        Carried(f"{year:04}", (f"{year:04}",), array("q", numbers))
        for year, numbers in posts.items()
    )


def _by_name(terms: Iterable[Carried]) -> Field:
    ordered = sorted(terms, key=lambda term: (sort_key(term.names[0]), term.names[0], term.key))
    every = {post for term in ordered for post in term.posts}
    return Field(tuple(ordered), array("q", sorted(every)))
