"""What may stand where a query is being written: names of fields, terms with counts, saved views.

One core for the search line of the screen and for the completion of shells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import QueryError, ReaderError
from reader.folding import bare
from reader.query import NONE, SORTS, Filter, Query
from reader.query.fields import CLOSED, field_name
from reader.query.grammar import is_name, quote, value_text
from reader.query.unfinished import Unfinished, unfinished
from reader.sanitize import one_line
from reader.views import expand

if TYPE_CHECKING:
    from reader.library import Library

# More than anyone looks through.
_MOST = 200
# What the language knows whatever the posts have, in the order it is offered.
_OWN = {
    "after": "from a day, month or year on",
    "before": "up to a day, month or year",
    "state": "published, draft, future …",
    "has": "an image, a table, a problem …",
    "is": "read, unread, bookmarked",
    "sort": "another order than the blog's",
}
_SORTED = {
    "date": "oldest first", "-date": "newest first", "title": "A to Z", "-title": "Z to A",
    "words": "shortest first", "-words": "longest first", "author": "A to Z", "-author": "Z to A",
}  # fmt: skip


class Completion(NamedTuple):
    """One thing that may stand there: how it is written, what to call it, its posts or a help.

    `posts` are counted under the query's other filters; None where there is nothing to count.
    `goes_on` says that a value has to follow: behind the name of a field and its colon.
    """

    insert: str
    label: str
    posts: int | None = None
    help: str = ""
    goes_on: bool = False


class Completions(NamedTuple):
    """What may stand in the place of the text from `start` to the cursor, the likeliest first."""

    start: int
    items: tuple[Completion, ...]


class _Value(NamedTuple):
    """A value of a field: its name, all it is found by, posts or help; the key of a term."""

    text: str
    names: tuple[str, ...]
    posts: int | None = None
    help: str = ""
    key: str = ""


def complete(
    library: Library,
    text: str,
    cursor: int | None = None,
    *,
    views: Mapping[str, str] | None = None,
    anywhere: bool = True,
) -> Completions:
    """What fits at the cursor (default: the end) of a query's text; nothing within an item.

    A value that begins with what is written stands before one that holds it, which is left out
    unless `anywhere`. Nothing is offered behind a mistake: that is to be mended first.
    """
    cursor = len(text) if cursor is None else cursor
    head, tail = text[:cursor], text[cursor:]
    one = unfinished(head)
    if one is None or tail[:1].strip() or (one.open and '"' in tail):
        return Completions(cursor, ())
    views = views or {}
    try:
        others = Query.parse(expand(head[: one.start], views))
        items = (
            _values(library, one, _with(others, head[: one.start] + tail, views), anywhere)
            if one.field
            else (*_fields(library, one), *_views(one, views))
        )
        if items and one.field:
            # An earlier value of the item may be a mistake; and sort: can be negated by no value.
            Query.parse(head[: one.at] + items[0].insert)
    except QueryError:
        return Completions(cursor, ())
    return Completions(one.at, tuple(items[:_MOST]))


def _with(others: Query, text: str, views: Mapping[str, str]) -> Query:
    """The query of what stands around the item, as far as it can be read."""
    try:
        return Query.parse(expand(text, views))
    except QueryError:
        return others


def _fields(library: Library, one: Unfinished) -> Iterator[Completion]:
    """The fields whose name begins so."""
    part = bare(one.part)
    for name in dict.fromkeys([*library.fields(), *_OWN]):
        written = name if is_name(name) and not one.quoted else quote(name)
        if (one.quoted and is_name(name)) or field_name(name) != name or not _harmless(name):
            continue
        if bare(name).startswith(part) and not (name == "sort" and one.negated):
            yield Completion(f"{written}:", f"{name}:", help=_OWN.get(name, ""), goes_on=True)


def _views(one: Unfinished, views: Mapping[str, str]) -> Iterator[Completion]:
    """The saved views whose name begins so."""
    if one.negated or one.quoted or (one.part and not one.part.startswith("@")):
        return
    for name, query in views.items():
        if bare(name).startswith(bare(one.part[1:])):
            yield Completion(f"@{name}", f"@{name}", help=query)


def _values(
    library: Library, one: Unfinished, query: Query, anywhere: bool
) -> tuple[Completion, ...]:
    """The values of a field that are spelt so, those that begin so first."""
    part = bare(one.part)
    begin, hold = list[_Value](), list[_Value]()
    for value in _known(library, one, query):
        names = [bare(name) for name in value.names]
        if any(name.startswith(part) for name in names):
            begin.append(value)
            if len(begin) == _MOST:
                break
        elif anywhere and len(hold) < _MOST and any(part in name for name in names):
            hold.append(value)
    # How each is written is asked of those alone that are offered: an engine works on it.
    written = ((_written(library, one.field, value), value) for value in (*begin, *hold)[:_MOST])
    return tuple(
        Completion(quote(text) if one.quoted else value_text(text), text, value.posts, value.help)
        for text, value in written
        if _harmless(text)
    )


def _written(library: Library, field: str, value: _Value) -> str:
    """A value as a query names it: a site may give a term a key that its name does not spell."""
    if not value.key or library.engine.term_key(field, value.text) == value.key:
        return value.text
    return value.key


def _known(library: Library, one: Unfinished, query: Query) -> Iterable[_Value]:
    """The values that a field has, without those that the item names already."""
    written = {value.casefold() for value in one.values}
    match one.field:
        case "sort":
            keys = [key for name in SORTS for key in (name, f"-{name}")]
            found = [_Value(key, (key,), None, _SORTED.get(key, "")) for key in keys]
        case "is" | "has" as field:
            values = [value for value in CLOSED[field] if value not in written]
            found = [_Value(v, (v,), _count(library, query, field, v)) for v in values]
        case "state":
            counts = {facet.key: facet.posts for facet in library.facets("state", query)}
            found = [_Value(state, (state,), counts.get(state, 0)) for state in CLOSED["state"]]
            found[-1] = _Value("any", ("any",), sum(counts.values()), "whatever its state")
        case "after" | "before" as field:
            found = _dates(library, field, query)
        case field:
            return _terms(library, one, field, query)
    return (value for value in found if value.text not in written)


def _count(library: Library, query: Query, field: str, value: str) -> int | None:
    narrowed = replace(query, filters=(*query.filters, Filter(field, (value,))), page_size=1)
    try:
        return library.page(narrowed).total
    except ReaderError:
        return None


def _dates(library: Library, field: str, query: Query) -> list[_Value]:
    """The years of the posts, the newest first, each with the posts from or up to it."""
    years = [(f.key, f.posts) for f in library.facets("year", query) if f.key]
    years.sort(reverse=field == "after")
    sums = accumulate(posts for _, posts in years)
    found = [_Value(year, (year,), total) for (year, _), total in zip(years, sums, strict=True)]
    return sorted(found, reverse=True)


def _terms(library: Library, one: Unfinished, field: str, query: Query) -> Iterator[_Value]:
    """The terms of a field, most posts first; years the newest first."""
    if field not in library.fields():
        return
    key = library.engine.term_key
    written = {"" if value == NONE else key(field, value) for value in one.values}
    facets = library.facets(field, query)
    if field == "year":
        written = {"" if value == NONE else value for value in one.values}
        facets = tuple(sorted(facets, key=lambda facet: facet.key, reverse=True))
    for facet in facets:
        if facet.key not in written:
            known = "" if field == "year" else facet.key
            yield _Value(facet.name, facet.variants or (facet.name,), facet.posts, key=known)
    if field == "lang" and "any" not in one.values:
        yield _Value("any", ("any",), None, "all languages")


def _harmless(text: str) -> bool:
    """Whether a text can stand in a line of a terminal just as it is."""
    return one_line(text) == text
