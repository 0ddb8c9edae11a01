"""Saved views: queries that have a name. `@name`, an item of a query, stands for the view's query.

A view may not name another one, so that what it stands for is what is written. A word such as
`@home` that names no view is a word like others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.errors import QueryError
from reader.query import Query
from reader.query.fields import listed
from reader.query.grammar import WordItem, placed

EXAMPLE = 'unread = "is:unread sort:-date"'

_NAME = re.compile(r"\w[\w.-]*")


def expand(text: str, views: Mapping[str, str]) -> str:
    """`text` with the query of each view in the place of its name.

    QueryError, with the column in `text`, where a part of it cannot be read, and for `-@name`.
    """
    if not views or "@" not in text:
        return text
    parts, end = list[str](), 0
    for start, stop, item in placed(text):
        if isinstance(item, WordItem) and (name := _named(item)) in views:
            if item.negated:
                cause = f"a view cannot be negated; write @{name}, or what it stands for"
                raise QueryError(cause, text, start + 1)
            parts += [text[end:start], views[name]]
            end = stop
    return "".join([*parts, text[end:]])


def checked(views: Mapping[str, object]) -> dict[str, str]:
    """Views as they were read from the settings; ValueError, naming the view and what would fit."""
    known = dict[str, str]()
    for name, query in views.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"views: {name!r} is no name of a view; letters, figures, _ and - fit")
        if not isinstance(query, str):
            raise ValueError(f"views.{name} is {query!r}; it takes a query, as in {EXAMPLE}")
        known[name] = query
    for name, query in known.items():
        try:
            Query.parse(query)
            for start, _, item in placed(query):
                if isinstance(item, WordItem) and _named(item) in known:
                    cause = f"{item.text} is a view, and a view may not name another one"
                    raise QueryError(f"{cause}; write what it stands for", query, start + 1)
        except QueryError as error:
            raise ValueError(f"views.{name}, column {error.column}: {error.cause}") from None
    return known


def unknown(query: Query, views: Mapping[str, str]) -> str:
    """What to say of words that look like views and are none; "" where there is none."""
    words = (one.text for one in query.words if not one.phrase)
    names = [word[1:] for word in words if word[:1] == "@" and _NAME.fullmatch(word[1:])]
    if not names:
        return ""
    there = f"there {'are' if len(views) > 1 else 'is'} {listed(tuple(views))}"
    return f"no view is called {' or '.join(names)}; {there if views else 'none is saved'}"


def _named(item: WordItem) -> str:
    """The name of the view that an item would be; "" where it cannot be one."""
    bare = item.text.startswith("@") and not (item.phrase or item.prefix)
    return item.text[1:] if bare else ""
