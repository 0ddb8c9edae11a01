"""The values that a query is made of. All are frozen, and none can be built that has no text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from reader.query.fields import SORTS, checked, field_name, listed
from reader.query.grammar import WordItem, is_name, items, may_stand_bare, quote, value_text


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a phrase where it stands in quotes; `prefix` matches words that begin so.

    A text that could not stand bare is a phrase, whatever was passed.
    """

    text: str
    phrase: bool = False
    prefix: bool = False
    negated: bool = False

    def __post_init__(self) -> None:
        if not self.phrase and not may_stand_bare(self.text, prefix=self.prefix):
            object.__setattr__(self, "phrase", True)

    def __str__(self) -> str:
        text = quote(self.text) if self.phrase else self.text
        return f"{'-' * self.negated}{text}{'*' * self.prefix}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and the values that fit, any of them; none of them where `negated`.

    ValueError where the field does not know a value. A value given twice (but for upper and lower
    case) is kept once.
    """

    field: str
    values: tuple[str, ...]
    negated: bool = False

    def __post_init__(self) -> None:
        name = field_name(self.field)
        values = dict[str, str]()
        for value in self.values:
            known = checked(name, value)
            values.setdefault(known.casefold(), known)
        object.__setattr__(self, "field", name)
        object.__setattr__(self, "values", tuple(values.values()))

    def __str__(self) -> str:
        name = self.field if is_name(self.field) else quote(self.field)
        values = ",".join(value_text(value) for value in self.values)
        return f"{'-' * self.negated}{name}:{values}"

    def holds(self, value: str) -> bool:
        """Whether `value` is one of the values, but for upper and lower case."""
        return value.casefold() in (mine.casefold() for mine in self.values)


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort other than the engine's order: date, title, words or author. ValueError on others."""

    key: str
    descending: bool = False

    def __post_init__(self) -> None:
        if self.key not in SORTS:
            raise ValueError(f"no such sort: {self.key}; sorts are {listed(SORTS)}")

    def __str__(self) -> str:
        return f"sort:{'-' * self.descending}{self.key}"


class Chip(NamedTuple):
    """One active part of a query: what to call it, and the query without it (page 1)."""

    label: str
    query: Query


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows. `page` counts from 1; `page_size` None leaves it to the library."""

    words: tuple[Word, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: Sort | None = None
    page: int = 1
    page_size: int | None = None

    def __post_init__(self) -> None:
        # What narrows nothing has no text to be printed as, so it is not kept either.
        object.__setattr__(self, "filters", tuple(one for one in self.filters if one.values))
        object.__setattr__(self, "page", max(1, self.page))
        if self.page_size is not None:
            object.__setattr__(self, "page_size", max(1, self.page_size))

    @classmethod
    def parse(cls, text: str, *, page: int = 1, page_size: int | None = None) -> Self:
        """The query that `text` is; QueryError with the column of what does not fit."""
        words, filters, sort = list[Word](), list[Filter](), None
        for item in items(text):
            if isinstance(item, WordItem):
                words.append(Word(*item))
            elif item.name == "sort":
                key = item.values[0]
                sort = Sort(key.removeprefix("-").lower(), descending=key.startswith("-"))
            else:
                filters.append(Filter(*item))
        return cls(tuple(words), tuple(filters), sort, page, page_size)

    def __str__(self) -> str:
        parts: list[object] = [*self.words, *self.filters]
        if self.sort is not None:
            parts.append(self.sort)
        return " ".join(map(str, parts))

    def toggle(self, field: str, value: str) -> Self:
        """With `value` taken out of the field's positive filters, else added to the first."""
        name = field_name(field)
        mine = [one for one in self.filters if one.field == name and not one.negated]
        filters = list(self.filters)
        if self.holds(field, value):
            for one in mine:
                filters[filters.index(one)] = _without(one, value)
        elif mine:
            filters[filters.index(mine[0])] = Filter(name, (*mine[0].values, value))
        else:
            filters.append(Filter(name, (value,)))
        return replace(self, filters=tuple(filters), page=1)

    def holds(self, field: str, value: str) -> bool:
        """Whether a positive filter of the field names `value`, but for upper and lower case."""
        name = field_name(field)
        return any(
            one.field == name and not one.negated and one.holds(value) for one in self.filters
        )

    @property
    def asks_bodies(self) -> bool:
        """Whether what fits, or its order, depends on what posts say below their front matter."""
        sorted_by_it = self.sort is not None and self.sort.key in ("words", "rank")
        marked = any(one.field == "has" for one in self.filters)
        return bool(self.words or marked or sorted_by_it)

    def chips(self) -> tuple[Chip, ...]:
        """What is active, in order: each word, each value of each filter."""
        chips = []
        for at, word in enumerate(self.words):
            label = f"not {replace(word, negated=False)}" if word.negated else str(word)
            words = self.words[:at] + self.words[at + 1 :]
            chips.append(Chip(label, replace(self, words=words, page=1)))
        for at, one in enumerate(self.filters):
            for value in one.values:
                # The values of one filter are alternatives, and must not read as if all held.
                alternative = not one.negated and value != one.values[0]
                label = f"{'not ' * one.negated}{'or' if alternative else one.field} {value}"
                rest = _without(one, value)
                filters = (*self.filters[:at], rest, *self.filters[at + 1 :])
                chips.append(Chip(label, replace(self, filters=filters, page=1)))
        return tuple(chips)

    def cleared(self) -> Self:
        """Without words and filters; the sort stays."""
        return replace(self, words=(), filters=(), page=1)

    def unsearched(self) -> Self:
        """Without words; the filters and the sort stay."""
        return replace(self, words=(), page=1)

    def pool(self) -> Self:
        """What its posts are told as so many of: all that are listed in its states and languages.

        Drafts and other languages are not among all that is listed unasked: 45 of 31 is no count.
        """
        filters = tuple(one for one in self.filters if one.field in ("state", "lang"))
        return replace(self.cleared(), sort=None, filters=filters)

    def at(self, page: int) -> Self:
        """At another page, from 1."""
        return replace(self, page=page)

    def sized(self, page_size: int | None) -> Self:
        """With another page size, at the page it was on."""
        return replace(self, page_size=page_size)

    def sorted_by(self, sort: Sort | None) -> Self:
        """In another order (None: the engine's), from page 1."""
        return replace(self, sort=sort, page=1)

    def with_text(self, text: str) -> Self:
        """What `text` says, from page 1, with this page size. QueryError as `parse`."""
        return self.parse(text, page_size=self.page_size)


def _without(one: Filter, value: str) -> Filter:
    """`one` without `value`; it may have no values then, which a Query does not keep."""
    gone = value.casefold()
    return replace(one, values=tuple(mine for mine in one.values if mine.casefold() != gone))
