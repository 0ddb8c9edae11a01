"""Words of a query that stand for all words that begin so, without a star being written yet.

They are the one that is being typed, and those that no post has whole. Both are told by the places
in the text where the star belongs, so that what is listed can always be written down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from reader.query import Query
from reader.query.grammar import WordItem, may_stand_bare, placed
from reader.query.unfinished import unfinished
from reader.views import expand


def starred(text: str, places: Sequence[int]) -> str:
    """A query's text with a star at each of these places, which ascend."""
    for place in reversed(places):
        text = f"{text[:place]}*{text[place:]}"
    return text


def under_way(text: str, cursor: int, views: Collection[str] = ()) -> tuple[int, ...]:
    """The place of the star of the word that ends at the cursor; none where no bare one does."""
    one = unfinished(text[:cursor])
    if one is None or one.field or one.quoted or text[cursor : cursor + 1].strip():
        return ()
    return (cursor,) if _may_begin(one.part, views) else ()


def word_under_way(text: str, cursor: int, views: Collection[str] = ()) -> str | None:
    """The bare word that ends at the cursor, as far as it is written; "" where one may begin.

    None where neither is so.
    """
    one = unfinished(text[:cursor])
    if one is None or one.field or one.quoted or text[cursor : cursor + 1].strip():
        return None
    return one.part if not one.part or under_way(text, cursor, views) else None


def lacking(
    total: Callable[[Query], int], text: str, views: Mapping[str, str] | None = None
) -> tuple[int, ...]:
    """The places of the stars that a query needs to find something, as far as stars help.

    A word gets one where no post has it whole beside all that stands before it, but some post has
    one that begins so: what is typed later changes no word that found something. QueryError as
    `Query.parse`.
    """
    views = views or {}

    def count(parts: Sequence[str]) -> int:
        return total(Query.parse(expand(" ".join(parts), views)))

    before, places = list[str](), list[int]()
    for start, end, item in placed(text):
        part = text[start:end]
        if (
            isinstance(item, WordItem)
            and not (item.phrase or item.prefix or item.negated)
            and _may_begin(item.text, views)
            and not count([*before, part])
            and count([*before, f"{part}*"])
        ):
            part = f"{part}*"
            places.append(end)
        before.append(part)
    return tuple(places)


def with_stars(total: Callable[[Query], int], query: Query) -> tuple[Query, int]:
    """A query that finds nothing with the stars it lacks, and how many posts it finds then."""
    filters = replace(query, words=())
    text = f"{filters} {replace(query, filters=(), sort=None)}"
    places = lacking(total, text)
    begun = query.with_text(starred(text, places))
    return begun, total(begun) if places else 0


def _may_begin(word: str, views: Collection[str]) -> bool:
    if not word or word.endswith("*") or (word[0] == "@" and word[1:] in views):
        return False
    return may_stand_bare(word, prefix=True)
