"""The lists that a blog publishes, page by page, and where a post stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.index.text import sort_key
from reader.model import Landing, ListPage, Post, PostList, State
from reader.query import Filter, Query

if TYPE_CHECKING:
    from reader.engines.base import Engine
    from reader.index.search import Search


def lists(
    search: Search, engine: Engine, kinds: Sequence[str], size: int | None, language: str | None
) -> tuple[PostList, ...]:
    """The lists of some kinds (none: all that the engine publishes), terms by name."""
    found: list[PostList] = []
    for kind in kinds or engine.kinds:
        if kind not in engine.kinds:
            continue
        if kind == "home":
            found.append(_list(engine, kind, "", "", search.home(language), size, language))
            continue
        if not _has_lists(search, engine, kind):
            continue
        listed = search.by_term(kind, language)
        names = [(f.name, f.key) for f in search.facets(kind, Query()) if f.key in listed]
        if language is not None and engine.spelling == "newest":
            names = [(name, key) for key, name in search.spelt(kind, language).items()]
        names = [(name, key) for name, key in names if engine.has_list(kind, key)]
        for name, key in sorted(names, key=lambda one: (sort_key(one[0]), *one)):
            found.append(_list(engine, kind, key, name, listed[key], size, language))
    return tuple(found)


def landings(search: Search, engine: Engine, path: str, size: int | None) -> tuple[Landing, ...]:
    """Where a published post stands, by page: at home and in its terms' lists; none otherwise."""
    post = search.post(path)
    if post is None or post.state is not State.PUBLISHED:
        return ()
    found: list[Landing] = []
    for kind in engine.kinds:
        terms: dict[str, str | None] = {"": None}
        if kind != "home":
            named = post.terms.get(kind, ())
            if not named or not _has_lists(search, engine, kind):
                continue
            terms = {term.key: term.name for term in named if engine.has_list(kind, term.key)}
        for key, name in terms.items():
            # Those of the language that the post is written in, where the usual ones lack it.
            for language in dict.fromkeys((None, post.lang or None)):
                place, total = _place(search, kind, key, path, language)
                if place is None:
                    continue
                pages = engine.page_sizes(kind, total, size or engine.size_of(kind))
                # An engine may end a list before its last post.
                if place < sum(pages):
                    number, on_page = page_of(pages, place)
                    found.append(Landing(kind, name, number, len(pages), on_page))
                break
    return tuple(found)


def _has_lists(search: Search, engine: Engine, kind: str) -> bool:
    """Whether there are as many terms of a kind as the engine makes lists for."""
    fewest = engine.fewest(kind)
    if fewest <= 1:
        return True
    facets = search.facets(kind, Query(filters=(Filter("lang", ("any",)),)))
    return sum(1 for one in facets if one.key and one.posts) >= fewest


def _place(
    search: Search, kind: str, key: str, path: str, language: str | None
) -> tuple[int | None, int]:
    """The first place of a post in a list, from 0, and how many the list has."""
    if kind == "home":
        query = Query() if language is None else Query().toggle("lang", language)
        return search.position(query, path), search.total(query)
    return search.place_in(kind, key, path, language)


def barring(search: Search, query: Query, post: Post, language: str | None) -> tuple[str, ...]:
    """What of a query keeps a published post out of its list, each part as it is written.

    `language` is the one that is listed where the query names none.
    """
    if search.position(query, post.path) is not None:
        return ()
    anything = {"state": Filter("state", ("any",)), "lang": Filter("lang", ("any",))}
    parts: list[Query] = [Query(words=(word,)) for word in query.words]
    parts += [Query(filters=(one,)) for one in query.filters]
    spoken = any(one.field == "lang" for one in query.filters)
    if language is not None and not spoken:
        parts.append(Query(filters=(Filter("lang", (language,)),)))
    found: list[str] = []
    for part in parts:
        asked = {one.field for one in part.filters}
        # All else that a list leaves out unasked is let in, so that this part alone decides.
        others = tuple(one for field, one in anything.items() if field not in asked)
        alone = Query(part.words, (*part.filters, *others))
        if search.position(alone, post.path) is None:
            found.append(str(part))
    return tuple(found)


def kind_of(query: Query) -> str:
    """The kind of list that a query is: home, or a term's; "" for what no engine publishes."""
    filters = [one for one in query.filters if one.field != "lang"]
    if query.words or len(filters) > 1:
        return ""
    if not filters:
        return "home"
    one = filters[0]
    return one.field if len(one.values) == 1 and not one.negated else ""


def page_of(pages: Sequence[int], place: int) -> tuple[int, int]:
    """The page of the post at a place, and its place there, from 1; the place given is from 0."""
    before = 0
    for number, after in enumerate(accumulate(pages), 1):
        if place < after:
            return number, place - before + 1
        before = after
    return max(1, len(pages)), place - before + 1


def _list(
    engine: Engine, kind: str, key: str, name: str, paths: list[str], size: int | None,
    language: str | None,
) -> PostList:  # fmt: skip
    size = size or engine.size_of(kind)
    sizes = engine.page_sizes(kind, len(paths), size)
    told = engine.page_url if language is None else partial(engine.page_url_in, language)
    pages, before = [], 0
    for number, many in enumerate(sizes, 1):
        url = told(kind, key, name, number, len(sizes))
        pages.append(ListPage(number, url, tuple(paths[before : before + many])))
        before += many
    home = kind == "home"
    url = pages[0].url if pages else told(kind, key, name, 1, 0)
    return PostList(
        kind, None if home else name, None if home else key, url, size, len(paths), tuple(pages)
    )
