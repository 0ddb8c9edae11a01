"""A query while it is typed, and what the list shows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reader.beginnings import lacking, starred, under_way
from reader.library import Library
from reader.query import Query
from reader.tui.answer import Answer, answer
from reader.views import expand

Sized = Callable[[Query], Query]
"""Gives a query the page size that it is to be shown with."""


class Listed(NamedTuple):
    """What is listed, and where in the text stars have to stand for it to say the same."""

    answer: Answer
    stars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """The text of a query, the place of the cursor in it, and the saved views it may name."""

    text: str
    cursor: int
    views: Mapping[str, str]

    @property
    def query(self) -> Query:
        """What it says, the word under way standing for all that begin so. QueryError."""
        return self._starred(self._under_way)

    @property
    def _under_way(self) -> tuple[int, ...]:
        return under_way(self.text, self.cursor, self.views)

    def _starred(self, places: tuple[int, ...]) -> Query:
        return Query.parse(expand(starred(self.text, places), self.views))

    def listed(self, library: Library, sized: Sized, keep: str | None) -> Listed:
        """What it finds while it is typed; where that is nothing, with the stars it lacks.

        `keep` is as in `answer`.
        """
        got = answer(library, sized(self.query), keep)
        if got.page.total:
            return Listed(got)
        lacked = lacking(library.total, self.text, self.views)
        stars = tuple(place for place in lacked if place not in self._under_way)
        if not stars:
            return Listed(got)
        query = self._starred(tuple(sorted((*stars, *self._under_way))))
        return Listed(answer(library, sized(query), keep), stars)

    def kept(self, library: Library, sized: Sized, keep: str | None) -> Listed:
        """What it finds when it is kept: what was listed, without a star that adds no post."""
        shown, stars = self.listed(library, sized, keep)
        whole = answer(library, sized(self._starred(stars)), keep)
        return Listed(whole if whole.page.total == shown.page.total else shown, stars)
