"""What the filter panel asks of a library."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from reader.model import Facet
from reader.query import Query
from reader.tui.choosing import Keys


class Shelf(Protocol):
    """A library, as far as the panel needs it."""

    @property
    def engine(self) -> Keys:
        """What knows a term by any spelling."""

    def fields(self) -> tuple[str, ...]:
        """The fields that have terms."""

    def facets(self, field: str, query: Query) -> tuple[Facet, ...]:
        """The terms of a field with their counts."""

    def total(self, query: Query) -> int:
        """How many posts a query has."""


class Counted(NamedTuple):
    """What was counted, with what it was counted for: `found` posts of `of`."""

    query: Query
    field: str
    fields: tuple[str, ...]
    facets: tuple[Facet, ...]
    found: int
    of: int


def count_terms(library: Shelf, query: Query, field: str, of: int | None) -> Counted:
    """Count the terms of a field and the posts of a query; `of` is all posts, where it is known."""
    return Counted(
        query,
        field,
        library.fields(),
        library.facets(field, query),
        library.total(query),
        library.total(query.cleared()) if of is None else of,
    )
