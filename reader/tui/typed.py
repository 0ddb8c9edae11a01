"""A query while it is typed, and what the list shows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reader.beginnings import lacking, starred, under_way
from reader.completion import complete
from reader.errors import QueryError
from reader.index.fulltext import FEWEST
from reader.library import Library
from reader.query import Query
from reader.query.unfinished import before, unfinished
from reader.sanitize import one_line
from reader.tui.answer import Answer, answer
from reader.views import expand

Sized = Callable[[Query], Query]
"""Gives a query the page size that it is to be shown with."""


class Listed(NamedTuple):
    """What is listed, and where in the text stars have to stand for it to say the same.

    `rest` is the part of the text that is not asked for yet.
    """

    answer: Answer
    stars: tuple[int, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """The text of a query, the place of the cursor in it, and the saved views it may name.

    `rest` is what was typed beyond it, and cannot be asked for yet.
    """

    text: str
    cursor: int
    views: Mapping[str, str]
    rest: str = ""

    @property
    def mistake(self) -> str:
        """What is wrong with the text, and in which column; "" where it can be read."""
        try:
            self._starred(())
        except QueryError as error:
            return one_line(f"column {error.column}: {error.cause}")
        return ""

    @property
    def open(self) -> bool:
        """Whether a quote is open at the cursor: no mistake as long as one types on."""
        one = unfinished(self.text[: self.cursor])
        return one is not None and one.open and not self.text[self.cursor :].strip()

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
            return Listed(got, rest=self.rest)
        if self._may_go_on(library):
            begun = self.begun
            got, stars, rest = begun.listed(library, sized, keep)
            gap = self.cursor - begun.cursor
            stars = tuple(star + gap * (star > begun.cursor) for star in stars)
            return Listed(got, stars, rest)
        return self._with_stars(got, library, sized, keep)

    @property
    def begun(self) -> TypedQuery:
        """The query without the item, or the value, that ends at the cursor."""
        text = before(self.text, self.cursor)
        cursor = self.cursor - len(self.text) + len(text)
        rest = f"{self.text[cursor : self.cursor]} {self.rest}".strip()
        return TypedQuery(text, cursor, self.views, rest)

    def _may_go_on(self, library: Library) -> bool:
        """Whether what ends at the cursor is the beginning of something that is known."""
        one = unfinished(self.text[: self.cursor])
        if one is None or not one.part or self.begun.text == self.text:
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
            return Listed(got, rest=self.rest)
        query = self._starred(tuple(sorted((*stars, *self._under_way))))
        return Listed(answer(library, sized(query), keep), stars, self.rest)

    def kept(self, library: Library, sized: Sized, keep: str | None) -> Listed:
        """What it finds when it is kept: what was listed, without a star that adds no post."""
        shown = answer(library, sized(self.query), keep)
        stars: tuple[int, ...] = ()
        if not shown.page.total:
            shown, stars, _ = self._with_stars(shown, library, sized, keep)
        whole = answer(library, sized(self._starred(stars)), keep)
        return Listed(whole if whole.page.total == shown.page.total else shown, stars)
