"""What choosing a term does to a query, with terms known by their key however they are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from reader.model import Facet
from reader.query import NONE, Filter, Query


class Keys(Protocol):
    """What knows by which key a term goes: an engine."""

    def term_key(self, field: str, name: str) -> str:
        """The key of the term that `name` spells."""
        ...


def key_of(keys: Keys, field: str, value: str) -> str:
    """The key of a value of a query; "" for `(none)`."""
    if value == NONE:
        return ""
    return value if field == "year" else keys.term_key(field, value)


def named(query: Query, field: str, keys: Keys, *, negated: bool) -> dict[str, list[str]]:
    """What the query names of a field: values as they are written, by the key of their term."""
    found: dict[str, list[str]] = {}
    for one in query.filters:
        if one.field == field and one.negated is negated:
            for value in one.values:
                found.setdefault(key_of(keys, field, value), []).append(value)
    return found


def toggled(query: Query, facet: Facet, keys: Keys) -> Query:
    """The query with a term chosen; no longer, where it was; let in again, where it was barred."""
    chosen = named(query, facet.field, keys, negated=False)
    if facet.key in chosen:
        for value in chosen[facet.key]:
            query = query.toggle(facet.field, value)
        return query
    if facet.key in named(query, facet.field, keys, negated=True):
        filters = [
            replace(
                one,
                values=tuple(v for v in one.values if key_of(keys, one.field, v) != facet.key),
            )
            if one.negated and one.field == facet.field
            else one
            for one in query.filters
        ]
        return replace(query, filters=tuple(filters), page=1)
    if not facet.key:
        return query.toggle(facet.field, NONE)
    # A site may give a term a key that its name does not spell.
    spelt = key_of(keys, facet.field, facet.name) == facet.key
    return query.toggle(facet.field, facet.name if spelt else facet.key)


def in_next_language(query: Query, languages: tuple[str, ...], keys: Keys) -> tuple[Query, str]:
    """The query in the language after its own, and that language.

    `languages` begin with the one that is listed where a query names none.
    """
    said = [value for one in query.filters if one.field == "lang" for value in one.values]
    known = [key_of(keys, "lang", one) for one in languages]
    own = key_of(keys, "lang", said[0]) if said else known[0]
    at = known.index(own) if own in known else -1
    following = languages[(at + 1) % len(languages)]
    filters = tuple(one for one in query.filters if one.field != "lang")
    if following != languages[0]:
        filters = (*filters, Filter("lang", (following,)))
    return replace(query, filters=filters, page=1), following
