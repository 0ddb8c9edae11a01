"""Posts to rows and back."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from reader.index.text import fold, sort_key, storable
from reader.model import Post, Problem, State, Term

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_INSERT_POST = "INSERT INTO posts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_NAME = "INSERT INTO names VALUES (NULL, ?, ?, ?)"
_FIND_NAME = "SELECT id FROM names WHERE field = ? AND key = ? AND name = ?"

Names = dict[tuple[str, str, str], int]
"""The row numbers of spellings, by field, key and name."""

# The row numbers come as one parameter, a JSON array: any number of them, and one statement each.
_POSTS = """SELECT id, path, place, state, words, title, date, date_only, publish_at, expire_at,
    url, summary, minutes, body_line, home, lang, kin, reason
    FROM posts JOIN cards ON post = id WHERE id IN (SELECT value FROM json_each(?))"""
_TERMS = """SELECT post, field, key, names.name FROM terms JOIN names ON terms.name = names.id
    WHERE post IN (SELECT value FROM json_each(?)) ORDER BY post, place"""
_PLACES = """SELECT post, field, place FROM places
    WHERE post IN (SELECT value FROM json_each(?))"""
_HAS = "SELECT post, mark FROM marks WHERE post IN (SELECT value FROM json_each(?))"
_PROBLEMS = """SELECT post, path, line, cause
    FROM problems WHERE post IN (SELECT value FROM json_each(?)) ORDER BY id"""


class DamagedError(Exception):
    """A row holds what no post was ever written as."""


def moment(date: datetime) -> int:
    """Microseconds from 1970 to an aware moment."""
    return (date - _EPOCH) // _MICROSECOND


def insert(
    connection: sqlite3.Connection, post: Post, names: Names, *, repeats: bool = False
) -> None:
    """Write a post that is not there yet, with all that belongs to it.

    `names` holds the spellings met so far in one transaction, and takes this post's. `repeats`
    says that a term counts as often as the post names it.
    """
    title, authors, date = storable(post.title), post.terms.get("author", ()), post.date
    publish, expire = post.publish_at, post.expire_at
    row: tuple[object, ...] = (
        os.fsencode(post.path), post.order, post.state.value,
        publish and moment(publish), expire and moment(expire),
        date and moment(date), date and date.toordinal(), date and date.year, post.words,
        sort_key(title), sort_key(authors[0].name) if authors else None, fold(title),
        post.home, storable(post.lang), storable(post.group),
    )  # fmt: skip
    number = connection.execute(_INSERT_POST, row).lastrowid
    row = (
        number, title, date and date.isoformat(), post.date_only, publish and publish.isoformat(),
        expire and expire.isoformat(), None if post.url is None else storable(post.url),
        storable(post.summary), post.minutes, post.body_line, storable(post.reason),
    )  # fmt: skip
    connection.execute(_INSERT_CARD, row)
    seen, named = set[tuple[str, str]](), list[tuple[object, ...]]()
    for field, terms in post.terms.items():
        for term in terms:
            name = (storable(field), storable(term.key), storable(term.name))
            if (known := names.get(name)) is None:
                known = names[name] = _name(connection, name)
            named.append((number, len(named), known, repeats or name[:2] not in seen))
            seen.add(name[:2])
    connection.executemany("INSERT INTO terms VALUES (?, ?, ?, ?)", named)
    places = [(number, storable(field), place) for field, place in post.orders.items()]
    connection.executemany("INSERT INTO places VALUES (?, ?, ?)", places)
    marks = [(number, storable(mark)) for mark in sorted(post.has)]
    connection.executemany("INSERT INTO marks VALUES (?, ?)", marks)
    insert_problems(connection, post.problems, number)


def _name(connection: sqlite3.Connection, name: tuple[str, str, str]) -> int:
    row = connection.execute(_FIND_NAME, name).fetchone()
    if row is None:
        connection.execute(_INSERT_NAME, name)
        row = connection.execute(_FIND_NAME, name).fetchone()
    return int(row[0])


def insert_problems(
    connection: sqlite3.Connection, problems: Sequence[Problem], post: int | None
) -> None:
    """Write the problems of one post, or (None) those of the scan."""
    connection.executemany(
        "INSERT INTO problems (post, path, line, cause) VALUES (?, ?, ?, ?)",
        [(post, os.fsencode(one.path), one.line, storable(one.cause)) for one in problems],
    )


def posts(
    connection: sqlite3.Connection, numbers: Sequence[int], now: datetime
) -> tuple[Post, ...]:
    """The posts of these row numbers, in this order, in the state they have at `now`.

    Five statements, however many posts.
    """
    asked = (str(list(numbers)),)
    terms = defaultdict[int, dict[str, list[Term]]](lambda: defaultdict(list))
    has = defaultdict[int, set[str]](set)
    problems = defaultdict[int, list[Problem]](list)
    built = dict[int, Post]()
    for number, field, key, name in connection.execute(_TERMS, asked):
        terms[number][field].append(Term(field, key, name))
    orders = defaultdict[int, dict[str, bytes]](dict)
    for number, field, place in connection.execute(_PLACES, asked):
        orders[number][field] = place
    for number, mark in connection.execute(_HAS, asked):
        has[number].add(mark)
    for number, path, line, cause in connection.execute(_PROBLEMS, asked):
        problems[number].append(problem(path, line, cause))
    for row in connection.execute(_POSTS, asked):
        number = row[0]
        found = {field: tuple(named) for field, named in terms[number].items()}
        try:
            post = _post(row, found, frozenset(has[number]), tuple(problems[number]))
            if places := orders.get(number):
                post = replace(post, orders=places)
        except (TypeError, ValueError) as error:
            raise DamagedError(str(error)) from error
        built[number] = replace(post, state=post.state_at(now))
    return tuple(built[number] for number in numbers if number in built)


def problem(path: bytes, line: int | None, cause: str) -> Problem:
    """One row of the problems."""
    return Problem(os.fsdecode(path), line, cause)


def _post(
    row: Sequence[Any],
    terms: dict[str, tuple[Term, ...]],
    has: frozenset[str],
    problems: tuple[Problem, ...],
) -> Post:
    (_, path, place, state, words, title, date, date_only, publish, expire, *rest) = row
    url, summary, minutes, body_line, home, lang, kin, reason = rest
    return Post(
        path=os.fsdecode(path),
        title=title,
        date=date and datetime.fromisoformat(date),
        date_only=bool(date_only),
        terms=terms,
        state=State(state),
        publish_at=publish and datetime.fromisoformat(publish),
        expire_at=expire and datetime.fromisoformat(expire),
        url=url,
        summary=summary,
        words=words,
        minutes=minutes,
        body_line=body_line,
        has=has,
        order=place,
        problems=problems,
        reason=reason,
        home=bool(home),
        lang=lang,
        group=kin,
    )
