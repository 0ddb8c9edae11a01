"""A Query as SQL: which posts fit, and in which order.

What a query means is said here once. Texts of the query travel as parameters; what is formatted
into a statement is SQL written in this module.
"""

# ruff: noqa: S608 - see the line above.

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.index import marked, moments, rows
from reader.index.conditions import Condition, every, negated, one_of, some
from reader.index.memo import Memo
from reader.index.text import storable
from reader.query import NONE, Filter, Query, date_span

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


class QuerySql:
    """Puts queries to a connection into SQL, of posts `p`, as in `Search`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        memo: Memo,
        rules: ListRules,
        now: datetime,
        marks: marked.Marked,
    ) -> None:
        self.connection, self.memo, self.rules, self.now = connection, memo, rules, now
        self._marks, self._marked = marks, dict[str, str]()

    def where(self, query: Query, without: str | None = None) -> Condition:
        """What fits `query` but for its words, its positive filters of `without` left out."""
        base, conditions = self.parts(query, without)
        # The index on the state is for the whole list in the engine's order. Whatever else is
        # asked of each post is found faster by reading them all in turn, which "+" makes of it.
        plain = not conditions and not query.sort
        return every([base if plain else _unindexed(base), *conditions])

    def parts(self, query: Query, without: str | None = None) -> tuple[Condition, list[Condition]]:
        """What is listed where a query does not say, and each of its filters, as `where`."""
        conditions, base = list[Condition](), list[Condition]()
        said, spoken = without == "state", without == "lang"
        for one in query.filters:
            said = said or one.field == "state"
            spoken = spoken or one.field == "lang"
            if one.negated or one.field != without:
                conditions.append(negated(self._filter(one), one.negated))
        if not said:
            base.append(Condition(_PUBLISHED, self.state().values))
        if not spoken and (language := self.rules.language) is not None:
            base.append(self._spoken(language, language))
        return every(base), conditions

    def listed(self, query: Query) -> Condition:
        """What a list of `query` shows: the whole list is home, which may leave out some posts."""
        where = self.where(query)
        return every([where, Condition("p.home")]) if is_home(query) else where

    def ordered(self, query: Query) -> str:
        """What follows ORDER BY."""
        return _ordered(self.order(query))

    def ordered_in(self, field: str) -> str:
        """What follows ORDER BY in the lists of a field's terms."""
        return _ordered(self.engine_order(field))

    def order(self, query: Query) -> Sequence[tuple[str, bool]]:
        """SQL to sort by, and whether downwards."""
        narrowed = (one.field for one in query.filters if not one.negated)
        engine_order = self.engine_order(
            next((f for f in narrowed if f in self.rules.own_orders), "")
        )
        # Without words to be ranked by, posts stay as the engine has them.
        if query.sort is None or query.sort.key == "rank":
            return engine_order
        key = _SORTS[query.sort.key]
        # Posts without the key come last in both directions; ties stay as the engine has them.
        return ((f"({key} IS NULL)", False), (key, query.sort.descending), *engine_order)

    def engine_order(self, field: str) -> Sequence[tuple[str, bool]]:
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
                return one_of(self.state().sql, one.values, self.state().values)
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
        state = self.state()
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

    def state(self) -> Condition:
        """The name of a post's state at this moment."""
        # What was counted a minute ago so holds until a post is due.
        moment = moments.latest(self.memo, self.connection, rows.moment(self.now))
        return Condition(_STATE, (moment, moment))


def _ordered(order: Sequence[tuple[str, bool]]) -> str:
    return ", ".join(f"{key} {'DESC' * down}" for key, down in order)


def is_home(query: Query) -> bool:
    """Whether a query's list is the home page's, which may leave out some posts."""
    return not query.words and all(one.field == "lang" for one in query.filters)


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
