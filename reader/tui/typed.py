"""A query while it is typed, and what the list shows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reader.beginnings import lacking, starred, under_way
from reader.completion import complete
from reader.index.fulltext import FEWEST
from reader.library import Library
from reader.query import Query
from reader.query.unfinished import before, unfinished
from reader.tui.answer import Answer, answer
from reader.views import expand

Sized = Callable[[Query], Query]
"""Gives a query the page size that it is to be shown with."""


class Listed(NamedTuple):
    """What is listed, and where in the text stars have to stand for it to say the same.

    `unfinished` is the part of the text that is listed as if it were not there yet.
    """

    answer: Answer
    stars: tuple[int, ...] = ()
    unfinished: str = ""


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """The text of a query, the place of the cursor in it, and the saved views it may name."""

    text: str
    cursor: int
    views: Mapping[str, str]

    def check(self) -> None:
        """QueryError, with the column in the text, where it cannot be read."""
        self._starred(())

    @property
    def query(self) -> Query:
        """What it says, the word under way standing for all that begin so."""
        return self._starred(self._under_way)

    @property
    def _under_way(self) -> tuple[int, ...]:
        return under_way(self.text, self.cursor, self.views)

    def _starred(self, places: tuple[int, ...]) -> Query:
        return Query.parse(expand(starred(self.text, places), self.views))

    def listed(self, library: Library, sized: Sized, keep: str | None) -> Listed:
        """What it finds while it is typed; where that is nothing, what it may yet find.

        That is what stands before an item that may go on, or what is found with the stars that
        words lack. `keep` is as in `answer`.
        """
        got = answer(library, sized(self.query), keep)
        if got.page.total:
            return Listed(got)
        if self._may_go_on(library):
            begun = self.begun
            part = self.text[begun.cursor : self.cursor]
            got, stars, _ = begun.listed(library, sized, keep)
            stars = tuple(star + len(part) * (star > begun.cursor) for star in stars)
            return Listed(got, stars, part)
        return self._with_stars(got, library, sized, keep)

    @property
    def begun(self) -> TypedQuery:
        """The query without the item, or the value, that ends at the cursor."""
        text = before(self.text, self.cursor)
        return TypedQuery(text, self.cursor - len(self.text) + len(text), self.views)

    def _may_go_on(self, library: Library) -> bool:
        """Whether what ends at the cursor is the beginning of something that is known."""
        one = unfinished(self.text[: self.cursor])
        if one is None or not one.part or self.begun == self:
            return False
        if self._under_way and len(one.part) < FEWEST:
            # Too short to be looked for in texts: they may have it all the same.
            return True
        offered = complete(library, self.text, self.cursor, views=self.views).items
        names = [item.label.casefold() for item in offered]
        return bool(names) and one.part.casefold() not in names

    def _with_stars(self, got: Answer, library: Library, sized: Sized, keep: str | None) -> Listed:
        lacked = lacking(library.total, self.text, self.views)
        stars = tuple(place for place in lacked if place not in self._under_way)
        if not stars:
            return Listed(got)
        query = self._starred(tuple(sorted((*stars, *self._under_way))))
        return Listed(answer(library, sized(query), keep), stars)

    def kept(self, library: Library, sized: Sized, keep: str | None) -> Listed:
        """What it finds when it is kept: what was listed, without a star that adds no post."""
        shown = answer(library, sized(self.query), keep)
        stars: tuple[int, ...] = ()
        if not shown.page.total:
            shown, stars, _ = self._with_stars(shown, library, sized, keep)
        whole = answer(library, sized(self._starred(stars)), keep)
        return Listed(whole if whole.page.total == shown.page.total else shown, stars)
