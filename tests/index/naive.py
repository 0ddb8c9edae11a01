"""What a query means, said again in plain Python over a list of posts."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reader.engines.base import FallsBack, Spelling
from reader.index.text import sort_key
from reader.model import Facet, Page, Post, State
from reader.query import NONE, Filter, Query, Word

Marked = Mapping[str, Collection[str]]
"""The paths that are marked, by mark."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def key_of(field: str, name: str) -> str:
    """A term's identity, for these tests: authors by letter, all else without case."""
    return name if field == "author" else name.lower()


@dataclass(frozen=True)
class Rules:
    """What lists are made by; unless said, nothing but the identity of terms."""

    language: str | None = None
    falls_back: FallsBack = False
    spelling: Spelling = "frequent"
    repeats: bool = False
    own_orders: frozenset[str] = frozenset()

    def term_key(self, field: str, name: str) -> str:
        return key_of(field, name)


PLAIN = Rules()
NOTHING: Marked = {}


def page(
    posts: Sequence[Post],
    query: Query,
    size: int,
    now: datetime,
    rules: Rules = PLAIN,
    marked: Marked = NOTHING,
) -> Page:
    fitting = result(posts, query, now, rules, marked)
    of = max(1, (len(fitting) + size - 1) // size)
    number = min(query.page, of)
    return Page(
        number,
        of,
        size,
        len(fitting),
        tuple(fitting[(number - 1) * size :][:size]),
        (number - 1) * size,
    )


def result(
    posts: Sequence[Post],
    query: Query,
    now: datetime,
    rules: Rules = PLAIN,
    marked: Marked = NOTHING,
) -> list[Post]:
    heard = spoken(posts, query, now, rules)
    fitting = [
        post for post in posts if post.path in heard and fits(post, query, now, marked=marked)
    ]
    if not query.words and all(one.field == "lang" for one in query.filters):
        fitting = [post for post in fitting if post.home]
    narrowed = [one.field for one in query.filters if not one.negated]
    field = next((field for field in narrowed if field in rules.own_orders), "")
    fitting.sort(key=lambda post: (post.orders.get(field, post.order), os.fsencode(post.path)))
    if query.sort is not None and query.sort.key != "rank":
        down = query.sort.descending
        key: dict[str, Callable[[Post], Any]] = {
            "date": lambda post: post.date,
            "title": lambda post: sort_key(post.title),
            "words": lambda post: post.words,
            "author": lambda post: sort_key(post.authors[0]) if post.authors else None,
        }
        of = key[query.sort.key]
        having = [post for post in fitting if of(post) is not None]
        lacking = [post for post in fitting if of(post) is None]
        # Python's sort keeps equals as they were in both directions.
        fitting = sorted(having, key=of, reverse=down) + lacking
    return fitting


def spoken(
    posts: Sequence[Post], query: Query, now: datetime, rules: Rules, field: str = ""
) -> set[str]:
    """The posts of the language that is listed, or in its place their first translation."""
    if rules.language is None or "lang" in (field, *(one.field for one in query.filters)):
        return {post.path for post in posts}
    listed = [post for post in posts if post.lang in ("", rules.language)]
    if rules.falls_back:
        for post in posts:
            kin = [
                one for one in posts
                if one is not post and post.group and one.group == post.group
                and one.state_at(now) is post.state_at(now)
            ]  # fmt: skip
            spare = all(one.lang not in ("", rules.language) for one in kin)
            first = all(os.fsencode(post.path) < os.fsencode(one.path) for one in kin)
            if spare and (first or rules.falls_back == "each"):
                listed.append(post)
    return {post.path for post in listed}


def facets(
    posts: Sequence[Post],
    field: str,
    query: Query,
    now: datetime,
    rules: Rules = PLAIN,
    marked: Marked = NOTHING,
) -> tuple[Facet, ...]:
    heard = spoken(posts, query, now, rules, field)
    without = Query(query.words, tuple(f for f in query.filters if f.negated or f.field != field))
    spellings = dict[str, Counter[str]]()
    hits = Counter[str]()
    none = 0
    for post in posts:
        terms = terms_of(post, field, now)
        fit = post.path in heard and fits(
            post, without, now, any_state=field == "state", marked=marked
        )
        for key, name in terms:
            spellings.setdefault(key, Counter())[name] += 1
        for key in {key for key, _ in terms}:
            hits[key] += fit
        none += fit and not terms
    found = []
    for key, names in spellings.items():
        spelt = tuple(sorted(names, key=lambda name: (-names[name], name)))
        found.append(Facet(field, key, spelt[0], hits[key], spelt))
    found.sort(key=lambda one: (-one.posts, sort_key(one.name), one.name, one.key))
    if field != "state" and (none or query.holds(field, NONE)):
        found.append(Facet(field, "", NONE, none))
    return tuple(found)


def terms_of(post: Post, field: str, now: datetime) -> list[tuple[str, str]]:
    if field == "year":
        return [] if post.date is None else [(f"{post.date.year:04}",) * 2]
    if field == "state":
        return [(post.state_at(now).value,) * 2]
    return [(term.key, term.name) for term in post.terms.get(field, ())]


def fits(
    post: Post,
    query: Query,
    now: datetime,
    *,
    any_state: bool = False,
    marked: Marked = NOTHING,
) -> bool:
    stated = any_state or any(one.field == "state" for one in query.filters)
    if not stated and post.state_at(now) is not State.PUBLISHED:
        return False
    return all(_word(post, word) is not word.negated for word in query.words) and all(
        any(_value(post, one, value, now, marked) for value in one.values) is not one.negated
        for one in query.filters
    )


def _value(post: Post, one: Filter, value: str, now: datetime, marked: Marked) -> bool:
    day = None if post.date is None else post.date.date().isoformat()
    match one.field:
        case "state":
            return value in ("any", post.state_at(now).value)
        case "after":
            return day is not None and day[: len(value)] >= value
        case "before":
            return day is not None and day[: len(value)] <= value
        case "year":
            return (day is None) if value == NONE else (day is not None and day[:4] == value)
        case "is":
            if value == "unread":
                return post.path not in marked.get("read", ())
            return post.path in marked.get(value, ())
        case "has":
            return value in post.has or (value.lower() == "problem" and bool(post.problems))
        case field:
            terms = post.terms.get(field, ())
            if value == NONE:
                return not terms
            return key_of(field, value) in {term.key for term in terms}


def _word(post: Post, word: Word) -> bool:
    """Whether a post has a word, phrase or beginning."""
    names = [one.name for field, terms in post.terms.items() if field != "lang" for one in terms]
    last = _tokens(word.text)[-1:]
    short = word.prefix and any(one.isalnum() and len(one) < 3 for one in last)
    places = [post.title, *names, *([] if short else [post.text])]
    plain = [one for one in _tokens(word.text) if one.isalnum()]
    signed = [one for one in _runs(word.text) if not one.isalnum()]
    if not plain and not signed:
        return True
    if len(_runs(word.text)) == 1 and signed:
        plain = []
    heads, body = places[: len(names) + 1], places[len(names) + 1 :]
    # What front matter says is one text, what the body says another.
    begins = word.prefix and bool(last) and last[0].isalnum()
    return any(
        (not plain or any(_has(_plain(place), plain, begins) for place in text))
        and all(
            any(
                _has(_tokens(run), _tokens(one), word.prefix and one == _runs(word.text)[-1])
                for place in text for run in _runs(place) if not run.isalnum()
            )
            for one in signed
        )
        for text in (heads, body)
    )  # fmt: skip


def _has(has: list[str], wanted: list[str], prefix: bool) -> bool:
    for start in range(len(has) - len(wanted) + 1):
        here = has[start : start + len(wanted)]
        if here == wanted:
            return True
        if prefix and here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1]):
            return True
    return False


def _runs(text: str) -> list[str]:
    """The words of a text without punctuation round them; of Latin letters and signs only."""
    apart = unicodedata.normalize("NFD", text.lower()).replace("\u0301", "")
    return [run.strip("\"'(),.;:!?") or run for run in apart.split()]


def _tokens(text: str) -> list[str]:
    return [one for run in _runs(text) for one in re.findall("[a-z0-9]+|[^a-z0-9]", run)]


def _plain(text: str) -> list[str]:
    return [one for one in _tokens(text) if one.isalnum()]
