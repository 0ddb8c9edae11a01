"""What is asked of the index: the posts of a query, where one stands, how many under each term."""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this package.

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.index import facets, fulltext, marked, rows
from reader.index.conditions import Condition, every
from reader.index.flags import Flags, Found
from reader.index.memo import Memo
from reader.index.query_sql import QuerySql, is_home
from reader.index.text import storable
from reader.model import Facet, Page, Post
from reader.query import NONE, Filter, Query, Word

if TYPE_CHECKING:
    from reader.engines.base import ListRules

LARGEST_PAGE = 1_000_000
# Of facets, which take some room, only those of the newest questions are kept.
_FEW = 6

Sizes = Callable[[int], Sequence[int]]
"""How many posts stand on each page of so many."""


class Search:
    """Asks a connection, by the rules of an engine; `now` decides what is future or expired.

    `marks` gives what posts are marked with by the user.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        memo: Memo,
        rules: ListRules,
        now: datetime,
        marks: marked.Marked = marked.nothing_marked,
    ) -> None:
        self.connection, self.memo, self.rules, self.now = connection, memo, rules, now
        self._sql = QuerySql(connection, memo, rules, now, marks)
        self._flags = Flags(connection, memo)

    def page(self, query: Query, size: int, sizes: Sizes | None = None) -> Page:
        """One page; its number and size are clamped, and no result is page 1 of 1.

        `sizes` says how many posts stand on each page of so many; None fills them evenly.
        """
        size = min(size, LARGEST_PAGE)
        total = self.total(query)
        pages = sizes(total) if sizes else ()
        of = max(1, len(pages) or -(-total // size))
        number = min(query.page, of)
        before = sum(pages[: number - 1]) if pages else (number - 1) * size
        wanted = pages[number - 1] if pages else size
        numbers = self._numbers(query, before, wanted)
        shown = rows.posts(self.connection, numbers, self.now)
        return Page(number, of, size, total, shown, before)

    def total(self, query: Query) -> int:
        """How many posts a query's list has."""
        found = self._found(query)
        return self._count(self._sql.listed(query)) if found is None else found.total

    def home(self, language: str | None = None) -> list[str]:
        """The paths of the posts that the engine lists at home, in order."""
        query = _in_language(language)
        where, ordered = self._sql.listed(query), self._sql.ordered(query)
        statement = f"SELECT p.path FROM posts p WHERE {where.sql} ORDER BY {ordered}"
        found = self.connection.execute(statement, where.values)
        return [os.fsdecode(path) for (path,) in found]

    def place_in(
        self, field: str, key: str, path: str, language: str | None = None
    ) -> tuple[int | None, int]:
        """The place of a post in a list of `by_term`, the first one from 0; how many it has."""
        where = self._sql.where(_in_language(language))
        (place, _), _ = self._sql.engine_order(field)
        encoded = os.fsencode(path)
        statement = f"SELECT {place} FROM posts p WHERE p.path = ?"
        own = self.connection.execute(statement, (encoded,)).fetchone()
        if own is None:
            return None, 0
        statement = (
            "SELECT count(*), total(p.path = ?),"
            f" total({place} < ? OR ({place} = ? AND p.path < ?))"
            " FROM names n JOIN terms t ON t.name = n.id JOIN posts p ON p.id = t.post"
            f" WHERE n.field = ? AND n.key = ? AND t.first AND {where.sql}"
        )
        values = (encoded, *own, *own, encoded, storable(field), storable(key), *where.values)
        total, there, before = self.connection.execute(statement, values).fetchone()
        return (int(before) if there else None), total

    def by_term(self, field: str, language: str | None = None) -> dict[str, list[str]]:
        """The paths of the posts of each term of a field, by the term's key, in order."""
        where = self._sql.where(_in_language(language))
        ordered = self._sql.ordered_in(field)
        statement = (
            "SELECT n.key, p.path FROM names n JOIN terms t ON t.name = n.id"
            " JOIN posts p ON p.id = t.post WHERE n.field = ? AND t.first"
            f" AND {where.sql} ORDER BY {ordered}, t.place"
        )
        found = defaultdict[str, list[str]](list)
        for key, path in self.connection.execute(statement, (storable(field), *where.values)):
            found[key].append(os.fsdecode(path))
        return found

    def spelt(self, field: str, language: str) -> dict[str, str]:
        """How the first post listed in a language spells each term of a field, by its key."""
        where = self._sql.where(_in_language(language))
        ordered = self._sql.ordered_in(field)
        statement = (
            "SELECT n.key, n.name FROM names n JOIN terms t ON t.name = n.id"
            f" JOIN posts p ON p.id = t.post WHERE n.field = ? AND {where.sql}"
            f" ORDER BY {ordered}, t.place"
        )
        found: dict[str, str] = {}
        for key, name in self.connection.execute(statement, (storable(field), *where.values)):
            found.setdefault(key, name)
        return found

    def position(self, query: Query, path: str) -> int | None:
        """How many posts come before the one at `path`; None where it does not fit the query."""
        if _ranked(query):
            numbers, number = self._by_rank(query), self._number(path)
            return None if number is None or number not in numbers else numbers.index(number)
        if (found := self._found(query)) is not None:
            number = self._number(path)
            return None if number is None else found.place(number)
        where, order = self._sql.listed(query), self._sql.order(query)
        keys = ", ".join(key for key, _ in order)
        row = self.connection.execute(
            f"SELECT {keys} FROM posts p WHERE p.path = ? AND {where.sql}",
            (os.fsencode(path), *where.values),
        ).fetchone()
        if row is None:
            return None
        before, values = "0", tuple[object, ...]()
        for (key, down), value in zip(reversed(order), reversed(row), strict=True):
            before = f"({key} {'>' if down else '<'} ? OR ({key} IS ? AND {before}))"
            values = (value, value, *values)
        return self._count(every([where, Condition(before, values)]))

    def post(self, path: str) -> Post | None:
        """The post at `path`."""
        number = self._number(path)
        found = () if number is None else rows.posts(self.connection, [number], self.now)
        return found[0] if found else None

    def _number(self, path: str) -> int | None:
        statement = "SELECT id FROM posts WHERE path = ?"
        row = self.connection.execute(statement, (os.fsencode(path),)).fetchone()
        return None if row is None else int(row[0])

    def translations(self, post: Post) -> tuple[Post, ...]:
        """The other posts of a post's group, by language and path."""
        statement = "SELECT id FROM posts WHERE kin = ? AND kin <> '' AND path <> ?"
        values = (storable(post.group), os.fsencode(post.path))
        numbers = self.connection.execute(f"{statement} ORDER BY lang, path", values)
        return rows.posts(self.connection, [one for (one,) in numbers], self.now)

    def fields(self) -> tuple[str, ...]:
        """The fields some post has terms of, and "year" where some post has a date."""
        # Hops from field to field in the index, where DISTINCT would read all of it.
        fields = self.connection.execute(
            "WITH RECURSIVE hop(field) AS (SELECT min(field) FROM names UNION ALL SELECT"
            " (SELECT min(n.field) FROM names n WHERE n.field > hop.field) FROM hop"
            " WHERE hop.field IS NOT NULL) SELECT field FROM hop WHERE EXISTS (SELECT 1"
            " FROM names n JOIN terms t ON t.name = n.id WHERE n.field = hop.field)"
        )
        named = {field for (field,) in fields}
        known = [field for field in ("category", "author", "tag", "series") if field in named]
        others = sorted(named.difference(known, ["year"]))
        dated = self.connection.execute("SELECT EXISTS (SELECT 1 FROM posts WHERE day IS NOT NULL)")
        return (*known, *others, *["year"] * dated.fetchone()[0])

    def facets(self, field: str, query: Query) -> tuple[Facet, ...]:
        """The terms of a field with their posts under the other filters, most posts first."""
        if field == "state":
            return self._states(query, self._sql.where(query, without=field))
        base, conditions = self._sql.parts(query, without=field)
        none, words = query.holds(field, NONE), query.words
        # What the site lists now, by which terms are spelt.
        listed = self._sql.where(Query())

        def make() -> tuple[Facet, ...]:
            name = storable(field)
            terms = facets.of(self.memo, self.connection, name, self.rules.spelling, listed)
            flags = self._flags.of([base, *conditions], words)
            return facets.count(field, terms, flags, none=none)

        # What is chosen of the field itself is left out: they stay as they are while it is chosen.
        key = (field, base, tuple(conditions), words, none, listed)
        return self.memo.of(self.connection, "facets", key, make, _FEW)

    def _states(self, query: Query, where: Condition) -> tuple[Facet, ...]:
        state = self._sql.state()
        statement = f"SELECT p.id, {state.sql}, ({where.sql}) IS TRUE FROM posts p"
        found = self.connection.execute(statement, (*state.values, *where.values))
        words = self._flags.all_words(query.words)
        hits: dict[str, int] = {}
        for number, name, fits in found:
            hits[name] = hits.get(name, 0) + (fits and words[number])
        counted = sorted(hits.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Facet("state", name, name, posts, (name,)) for name, posts in counted)

    def _numbers(self, query: Query, before: int, wanted: int) -> list[int]:
        """The numbers of so many posts of a query's list, from a place on."""
        if _ranked(query):
            return list(self._by_rank(query)[before : before + wanted])
        if (found := self._found(query)) is not None:
            return found.some(before, wanted)
        where = self._sql.listed(query)
        numbers = self.connection.execute(
            f"SELECT p.id FROM posts p WHERE {where.sql} ORDER BY {self._sql.ordered(query)}"
            " LIMIT ? OFFSET ?",
            (*where.values, wanted, before),
        )
        return [number for (number,) in numbers]

    def prepare(self, query: Query) -> None:
        """Put posts into a query's order: from then on its list is ready sooner, narrowed or not.

        For one list alone SQL counts them and cuts out a page in less time.
        """
        base, conditions = self._sql.parts(query)
        self._flags.of([base, *conditions])
        self._flags.ordered(base, self._sql.ordered(query))
        # What is found is told as so many of these.
        self.total(query.pool())

    def know(self, word: Word) -> None:
        """Have at hand which posts have a word."""
        self._flags.word(word)

    def _found(self, query: Query) -> Found | None:
        """All posts of a query; None where SQL alone is to say which they are."""
        base, conditions = self._sql.parts(query)
        order = self._sql.ordered(query)
        if not query.words and not self._flags.knows(base, order):
            return None
        if is_home(query):
            conditions = [*conditions, Condition("p.home")]
        return self._flags.found(base, order, conditions, query.words)

    def _by_rank(self, query: Query) -> array[int]:
        """The numbers of the posts of a query that asks for words, by how well they fit."""
        words, down = query.words, query.sort is not None and query.sort.descending
        where = self._sql.where(query)

        def ranked() -> array[int]:
            # Posts that are ranked alike stay as the engine has them.
            found = self._found(query)
            numbers = found.some(0, found.total) if found else ()
            scores = fulltext.scores(self.connection, words)
            return array("q", sorted(numbers, key=lambda one: scores.get(one, 0.0), reverse=down))

        return self.memo.of(self.connection, "ranks", (where, words, down), ranked)

    def _count(self, where: Condition) -> int:
        def make() -> int:
            statement = f"SELECT count(*) FROM posts p WHERE {where.sql}"
            return int(self.connection.execute(statement, where.values).fetchone()[0])

        return self.memo.of(self.connection, "counts", where, make)


def _ranked(query: Query) -> bool:
    return bool(query.words) and query.sort is not None and query.sort.key == "rank"


def _in_language(language: str | None) -> Query:
    return Query() if language is None else Query(filters=(Filter("lang", (language,)),))
