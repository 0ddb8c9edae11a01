"""Posts to rows and back."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from reader.index import fulltext
from reader.index.text import sort_key, storable
from reader.model import Post, Problem, State, Term

_AT_ONCE = 500
_MOST_NAMES = 20_000  # that are kept in memory
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_INSERT_POST = f"INSERT INTO posts VALUES ({', '.join('?' * 16)})"  # noqa: S608 - marks only
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_NAME = "INSERT INTO names VALUES (NULL, ?, ?, ?)"
_FIND_NAME = "SELECT id FROM names WHERE field = ? AND key = ? AND name = ?"

Names = dict[tuple[str, str, str], int]
"""The row numbers of spellings, by field, key and name."""


class Row(NamedTuple):
    """A post as the tables have it, but for its number: plain values, cheap to hand on."""

    post: tuple[object, ...]
    card: tuple[object, ...]
    terms: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, bytes], ...]
    marks: tuple[str, ...]
    problems: tuple[tuple[bytes, int | None, str], ...]
    head: tuple[str, str, str]


class Body(NamedTuple):
    """What the body of a post says, by the post's number: see `Post`."""

    number: int
    words: int
    minutes: int
    summary: str
    marks: tuple[str, ...]


class Bodies(NamedTuple):
    """What some bodies say, by ascending numbers, with their texts for the index.

    The files that are `unread`, which their stamps may not say, are to be read again.
    """

    bodies: list[Body]
    texts: list[fulltext.Text]
    unread: list[str]


# The row numbers come as one parameter, a JSON array: any number of them, and one statement each.
_POSTS = """SELECT id, path, place, state, words, title, moment, date_zone, date_only,
    publish_moment, publish_zone, expire_moment, expire_zone, url, summary, minutes, body_line,
    home, lang, kin, reason, told
    FROM posts JOIN cards ON post = id WHERE id IN (SELECT value FROM json_each(?))"""
_TERMS = """SELECT post, field, key, names.name FROM terms JOIN names ON terms.name = names.id
    WHERE post IN (SELECT value FROM json_each(?)) ORDER BY post, place"""
_PLACES = """SELECT post, field, place FROM places
    WHERE post IN (SELECT value FROM json_each(?))"""
_HAS = "SELECT post, mark FROM marks WHERE post IN (SELECT value FROM json_each(?))"
_INSERT_PROBLEM = "INSERT INTO problems (post, path, line, cause) VALUES (?, ?, ?, ?)"
_PROBLEMS = """SELECT post, path, line, cause
    FROM problems WHERE post IN (SELECT value FROM json_each(?)) ORDER BY id"""


class DamagedError(Exception):
    """A row holds what no post was ever written as."""


def moment(date: datetime) -> int:
    """Microseconds from 1970 to an aware moment."""
    return (date - _EPOCH) // _MICROSECOND


def _state(state: State) -> str:
    return "" if state is State.PUBLISHED else state.value


def _zone(date: datetime) -> int:
    """Seconds east of UTC."""
    offset = date.utcoffset()
    return offset.days * 86_400 + offset.seconds if offset else 0


def _date(moment: int | None, zone: int) -> datetime | None:
    if moment is None:
        return None
    # Within the years that there are where it was written, but maybe not in UTC.
    offset = timedelta(seconds=zone)
    local = _EPOCH.replace(tzinfo=None) + (timedelta(microseconds=moment) + offset)
    return local.replace(tzinfo=timezone(offset) if zone else UTC)


def row(post: Post) -> Row:
    """A post as the tables have it."""
    title, authors, date = storable(post.title), post.terms.get("author", ()), post.date
    publish, expire = post.publish_at, post.expire_at
    return Row(
        (
            os.fsencode(post.path), post.order, _state(post.state),
            publish and moment(publish), expire and moment(expire),
            date and moment(date), date and date.toordinal(), date and date.year, post.words,
            sort_key(title), sort_key(authors[0].name) if authors else None,
            post.home, storable(post.lang), storable(post.group), post.told,
        ),
        (
            title, date and _zone(date), post.date_only, publish and _zone(publish),
            expire and _zone(expire), None if post.url is None else storable(post.url),
            storable(post.summary), post.minutes, post.body_line, storable(post.reason),
        ),
        tuple(
            (storable(field), storable(term.key), storable(term.name))
            for field, terms in post.terms.items() for term in terms
        ),
        tuple((storable(field), place) for field, place in post.orders.items()),
        tuple(map(storable, sorted(post.has))),
        tuple((os.fsencode(one.path), one.line, storable(one.cause)) for one in post.problems),
        fulltext.head(post),
    )  # fmt: skip


def insert(
    connection: sqlite3.Connection, rows: Sequence[Row], names: Names, *, repeats: bool = False
) -> list[int]:
    """Write posts that are not there yet, with all that belongs to them; the numbers they got.

    `names` are the spellings that are known to be there; those that are met are added. `repeats`
    says that a term counts as often as a post names it.
    """
    first = _given(connection, len(rows))
    numbered = list(enumerate(rows, first))
    connection.executemany(_INSERT_POST, [(number, *row.post) for number, row in numbered])
    connection.executemany(_INSERT_CARD, [(number, *row.card) for number, row in numbered])
    if len(names) > _MOST_NAMES:
        names.clear()
    named = list[tuple[int, int, int, bool]]()
    for number, row in numbered:
        seen = set[tuple[str, str]]()
        for place, name in enumerate(row.terms):
            if (known := names.get(name)) is None:
                known = names[name] = _name(connection, name)
            named.append((number, place, known, repeats or name[:2] not in seen))
            seen.add(name[:2])
    connection.executemany("INSERT INTO terms VALUES (?, ?, ?, ?)", named)
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?)",
        [(number, *place) for number, row in numbered for place in row.places],
    )
    _insert_marks(connection, ((number, row.marks) for number, row in numbered))
    connection.executemany(
        _INSERT_PROBLEM,
        [(number, *problem) for number, row in numbered for problem in row.problems],
    )
    fulltext.insert_heads(connection, [(number, *row.head) for number, row in numbered])
    return [number for number, _ in numbered]


def tell(connection: sqlite3.Connection, bodies: Sequence[Body]) -> None:
    """Write what bodies say of posts whose bodies had not been read."""
    connection.executemany(
        "UPDATE posts SET words = ?, told = 1 WHERE id = ?",
        [(body.words, body.number) for body in bodies],
    )
    connection.executemany(
        "UPDATE cards SET minutes = ?, summary = ? WHERE post = ?",
        [(body.minutes, storable(body.summary), body.number) for body in bodies],
    )
    _insert_marks(connection, ((body.number, body.marks) for body in bodies))


def insert_heads_again(connection: sqlite3.Connection) -> None:
    """Write what front matter says of every post into a full-text table that is empty."""
    numbers = [number for (number,) in connection.execute("SELECT id FROM posts ORDER BY id")]
    now = datetime.now(UTC)
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        heads = map(fulltext.head, posts(connection, some, now))
        fulltext.insert_heads(
            connection, [(number, *head) for number, head in zip(some, heads, strict=True)]
        )


def _given(connection: sqlite3.Connection, many: int) -> int:
    """The first of so many numbers that no post had before."""
    (last,) = connection.execute("SELECT value FROM meta WHERE name = 'given'").fetchone()
    connection.execute("UPDATE meta SET value = ? WHERE name = 'given'", (last + many,))
    return int(last) + 1


def _insert_marks(
    connection: sqlite3.Connection, marks: Iterable[tuple[int, Sequence[str]]]
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO marks VALUES (?, ?)",
        [(number, mark) for number, every in marks for mark in every],
    )


def _name(connection: sqlite3.Connection, name: tuple[str, str, str]) -> int:
    row = connection.execute(_FIND_NAME, name).fetchone()
    if row is None:
        connection.execute(_INSERT_NAME, name)
        row = connection.execute(_FIND_NAME, name).fetchone()
    return int(row[0])


def insert_problems(connection: sqlite3.Connection, problems: Sequence[Problem]) -> None:
    """Write the problems of the scan."""
    connection.executemany(
        _INSERT_PROBLEM,
        [(None, os.fsencode(one.path), one.line, storable(one.cause)) for one in problems],
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
        except (TypeError, ValueError, OverflowError) as error:
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
    (_, path, place, state, words, title, date, zone, date_only, *rest) = row
    (
        publish,
        publish_zone,
        expire,
        expire_zone,
        url,
        summary,
        minutes,
        body_line,
        home,
        lang,
        kin,
        reason,
        told,
    ) = rest
    return Post(
        path=os.fsdecode(path),
        title=title,
        date=_date(date, zone),
        date_only=bool(date_only),
        terms=terms,
        state=State(state) if state else State.PUBLISHED,
        publish_at=_date(publish, publish_zone),
        expire_at=_date(expire, expire_zone),
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
        told=bool(told),
    )
