"""A Query as SQL: which posts fit, in which order, and how many under each term.

What a query means is said here once. Texts of the query travel as parameters; what is formatted
into a statement is SQL written in this module.
"""

# ruff: noqa: S608 - see the line above.

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.index import facets, fulltext, marked, moments, rows
from reader.index.conditions import Condition, every, negated, one_of, some
from reader.index.flags import Flags, Found
from reader.index.memo import Memo
from reader.index.text import storable
from reader.model import Facet, Page, Post
from reader.query import NONE, Filter, Query, Word, date_span

if TYPE_CHECKING:
    from reader.engines.base import ListRules

_PUBLISHED = (
    "p.state = '' AND (p.publish_moment IS NULL OR p.publish_moment <= ?)"
    " AND (p.expire_moment IS NULL OR p.expire_moment > ?)"
)
# `Post.state_at`, in SQL.
_STATE = (
    "CASE WHEN p.state <> '' THEN p.state WHEN p.publish_moment > ? THEN 'future'"
    " WHEN p.expire_moment <= ? THEN 'expired' ELSE 'published' END"
)
_OTHER_S_STATE = _STATE.replace("p.", "o.")
_NAMED = "SELECT t.post AS n FROM terms t JOIN names n ON n.id = t.name WHERE n.field = ?"
_SORTS = {
    "date": "p.moment",
    "title": "p.title_key",
    "words": "p.words",
    "author": "p.author_key",
}

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
        self._marks, self._marked = marks, dict[str, str]()
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
        return self._count(self._listed(query)) if found is None else found.total

    def home(self, language: str | None = None) -> list[str]:
        """The paths of the posts that the engine lists at home, in order."""
        query = _in_language(language)
        where = self._listed(query)
        statement = f"SELECT p.path FROM posts p WHERE {where.sql} ORDER BY {self._ordered(query)}"
        found = self.connection.execute(statement, where.values)
        return [os.fsdecode(path) for (path,) in found]

    def place_in(
        self, field: str, key: str, path: str, language: str | None = None
    ) -> tuple[int | None, int]:
        """The place of a post in a list of `by_term`, the first one from 0; how many it has."""
        where = self._where(_in_language(language))
        (place, _), _ = self._engine_s(field)
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
        where = self._where(_in_language(language))
        ordered = ", ".join(f"{key} {'DESC' * down}" for key, down in self._engine_s(field))
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
        where = self._where(_in_language(language))
        ordered = ", ".join(f"{key} {'DESC' * down}" for key, down in self._engine_s(field))
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
        where, order = self._listed(query), self._order(query)
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
            return self._states(query, self._where(query, without=field))
        base, conditions = self._parts(query, without=field)
        none, words = query.holds(field, NONE), query.words
        # What the site lists now, by which terms are spelt.
        listed = self._where(Query())

        def make() -> tuple[Facet, ...]:
            name = storable(field)
            terms = facets.of(self.memo, self.connection, name, self.rules.spelling, listed)
            flags = self._flags.of([base, *conditions], words)
            return facets.count(field, terms, flags, none=none)

        # What is chosen of the field itself is left out: they stay as they are while it is chosen.
        key = (field, base, tuple(conditions), words, none, listed)
        return self.memo.of(self.connection, "facets", key, make, _FEW)

    def _states(self, query: Query, where: Condition) -> tuple[Facet, ...]:
        state = self._state()
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
        where = self._listed(query)
        numbers = self.connection.execute(
            f"SELECT p.id FROM posts p WHERE {where.sql} ORDER BY {self._ordered(query)}"
            " LIMIT ? OFFSET ?",
            (*where.values, wanted, before),
        )
        return [number for (number,) in numbers]

    def prepare(self, query: Query) -> None:
        """Put posts into a query's order: from then on its list is ready sooner, narrowed or not.

        For one list alone SQL counts them and cuts out a page in less time.
        """
        base, conditions = self._parts(query)
        self._flags.of([base, *conditions])
        self._flags.ordered(base, self._ordered(query))
        # What is found is told as so many of these.
        self.total(query.pool())

    def know(self, word: Word) -> None:
        """Have at hand which posts have a word."""
        self._flags.word(word)

    def _found(self, query: Query) -> Found | None:
        """All posts of a query; None where SQL alone is to say which they are."""
        base, conditions = self._parts(query)
        order = self._ordered(query)
        if not query.words and not self._flags.knows(base, order):
            return None
        if _home(query):
            conditions = [*conditions, Condition("p.home")]
        return self._flags.found(base, order, conditions, query.words)

    def _by_rank(self, query: Query) -> array[int]:
        """The numbers of the posts of a query that asks for words, by how well they fit."""
        words, down = query.words, query.sort is not None and query.sort.descending
        where = self._where(query)

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

    def _where(self, query: Query, without: str | None = None) -> Condition:
        """What fits `query` but for its words, its positive filters of `without` left out."""
        base, conditions = self._parts(query, without)
        # The index on the state is for the whole list in the engine's order. Whatever else is
        # asked of each post is found faster by reading them all in turn, which "+" makes of it.
        plain = not conditions and not query.sort
        return every([base if plain else _unindexed(base), *conditions])

    def _parts(self, query: Query, without: str | None = None) -> tuple[Condition, list[Condition]]:
        """What is listed where a query does not say, and each of its filters, as `_where`."""
        conditions, base = list[Condition](), list[Condition]()
        said, spoken = without == "state", without == "lang"
        for one in query.filters:
            said = said or one.field == "state"
            spoken = spoken or one.field == "lang"
            if one.negated or one.field != without:
                conditions.append(negated(self._filter(one), one.negated))
        if not said:
            base.append(Condition(_PUBLISHED, self._state().values))
        if not spoken and (language := self.rules.language) is not None:
            base.append(self._spoken(language, language))
        return every(base), conditions

    def _listed(self, query: Query) -> Condition:
        """What a list of `query` shows: the whole list is home, which may leave out some posts."""
        where = self._where(query)
        return every([where, Condition("p.home")]) if _home(query) else where

    def _ordered(self, query: Query) -> str:
        return ", ".join(f"{key} {'DESC' * down}" for key, down in self._order(query))

    def _order(self, query: Query) -> Sequence[tuple[str, bool]]:
        """SQL to sort by, and whether downwards."""
        narrowed = (one.field for one in query.filters if not one.negated)
        engine_s = self._engine_s(next((f for f in narrowed if f in self.rules.own_orders), ""))
        # Without words to be ranked by, posts stay as the engine has them.
        if query.sort is None or query.sort.key == "rank":
            return engine_s
        key = _SORTS[query.sort.key]
        # Posts without the key come last in both directions; ties stay as the engine has them.
        return ((f"({key} IS NULL)", False), (key, query.sort.descending), *engine_s)

    def _engine_s(self, field: str) -> Sequence[tuple[str, bool]]:
        """The engine's order at home, or in the lists of a field's terms."""
        place, name = "p.place", storable(field).replace("'", "''")
        if field in self.rules.own_orders and self._placed(name):
            own = f"SELECT x.place FROM places x WHERE x.post = p.id AND x.field = '{name}'"
            place = f"coalesce(({own}), p.place)"
        return ((place, False), ("p.path", False))

    def _placed(self, name: str) -> bool:
        """Whether any post stands elsewhere among those of a field's terms than at home."""

        def make() -> bool:
            statement = f"SELECT EXISTS (SELECT 1 FROM places x WHERE x.field = '{name}')"
            return bool(self.connection.execute(statement).fetchone()[0])

        return self.memo.of(self.connection, "placed", name, make)

    def _filter(self, one: Filter) -> Condition:
        match one.field:
            case "after":
                return Condition("p.day >= ?", (min(_day(value, 0) for value in one.values),))
            case "before":
                return Condition("p.day <= ?", (max(_day(value, 1) for value in one.values),))
            case "year":
                years = [int(value) for value in one.values if value != NONE]
                return self._one_of(one, one_of("p.year", years))
            case "state":
                if "any" in one.values:
                    return Condition("1")
                return one_of(self._state().sql, one.values, self._state().values)
            case "has":
                return _has(one)
            case "is":
                return some([self._said(value) for value in one.values])
            case field:
                if field == "lang" and "any" in one.values:
                    return Condition("1")
                named = (value for value in one.values if value != NONE)
                keys = [key for value in named for key in self._keys(field, value)]
                if field == "lang" and (fallen := self._fallen_back(one, keys)):
                    return fallen
                mine = one_of("n.key", keys)
                values = (storable(field), *mine.values)
                numbers = f"{_NAMED} AND {mine.sql}"
                return self._one_of(one, Condition(f"p.id IN ({numbers})", values, numbers))

    def _said(self, value: str) -> Condition:
        mark = value.removeprefix("un")
        # Once: a question is put to one moment of the marks, as it is to one of the index.
        if mark not in self._marked:
            self._marked[mark] = marked.table(self.connection, self._marks(), mark)
        return Condition(f"p.id {'' if value == mark else 'NOT '}IN {self._marked[mark]}")

    def _fallen_back(self, one: Filter, keys: Sequence[str]) -> Condition | None:
        """What the lists of one language hold where posts without a translation stand there too."""
        if self.rules.falls_back is not True or one.negated or len(keys) != 1 or NONE in one.values:
            return None
        statement = "SELECT name FROM names WHERE field = 'lang' AND key = ?"
        named = self.connection.execute(statement, (storable(keys[0]),)).fetchone()
        return self._spoken(named[0], self.rules.language) if named else None

    def _spoken(self, language: str, main: str | None = None) -> Condition:
        """Of each post the one in a language; where the engine says so, else its first, or all.

        The one in the site's `main` language is the first. Only one of the same state at this
        moment stands in another's place.
        """
        mine = "p.lang IN ('', ?)"
        if not self.rules.falls_back:
            return Condition(mine, (storable(language),))
        better = "o.lang IN ('', ?)"
        state = self._state()
        values = (storable(language), *state.values, *state.values, storable(language))
        if self.rules.falls_back != "each":
            first = storable(language if main is None else main)
            better += " OR (o.lang <> ?, o.path) < (p.lang <> ?, p.path)"
            values = (*values, first, first)
        other = (
            "SELECT 1 FROM posts o WHERE o.kin = p.kin AND o.id <> p.id"
            f" AND {_OTHER_S_STATE} = {state.sql} AND ({better})"
        )
        return Condition(f"{mine} OR p.kin = '' OR NOT EXISTS ({other})", values)

    def _keys(self, field: str, value: str) -> list[str]:
        """The key that a value spells; where no term has it, those that were given its name."""
        key = self.rules.term_key(field, value)
        asked = (storable(field), storable(key))
        statement = "SELECT 1 FROM names WHERE field = ? AND key = ?"
        if self.connection.execute(statement, asked).fetchone() is not None:
            return [key]
        asked = (storable(field), storable(value))
        statement = "SELECT DISTINCT key FROM names WHERE field = ?1 AND (name = ?2 OR key = ?2)"
        return [key, *(given for (given,) in self.connection.execute(statement, asked))]

    def _one_of(self, one: Filter, named: Condition) -> Condition:
        return some([named, self._has_none(one.field)] if NONE in one.values else [named])

    def _has_none(self, field: str) -> Condition:
        if field == "year":
            return Condition("p.day IS NULL")
        return Condition(f"p.id NOT IN ({_NAMED})", (storable(field),))

    def _state(self) -> Condition:
        # What was counted a minute ago so holds until a post is due.
        moment = moments.latest(self.memo, self.connection, rows.moment(self.now))
        return Condition(_STATE, (moment, moment))


def _home(query: Query) -> bool:
    """Whether a query's list is the home page's, which may leave out some posts."""
    return not query.words and all(one.field == "lang" for one in query.filters)


def _ranked(query: Query) -> bool:
    return bool(query.words) and query.sort is not None and query.sort.key == "rank"


def _unindexed(base: Condition) -> Condition:
    return base._replace(sql=base.sql.replace("p.state", "+p.state", 1))


def _has(one: Filter) -> Condition:
    marks = one_of("mark", one.values)
    has = [Condition(f"p.id IN (SELECT post FROM marks WHERE {marks.sql})", marks.values)]
    if one.holds("problem"):
        has.append(Condition("p.id IN (SELECT post FROM problems WHERE post IS NOT NULL)"))
    return some(has)


def _day(text: str, end: int) -> int:
    return date_span(text)[end].toordinal()


def _in_language(language: str | None) -> Query:
    return Query() if language is None else Query(filters=(Filter("lang", (language,)),))
