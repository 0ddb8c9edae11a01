"""One immutable value for what a list shows: words, filters, sort, page; and its text form.

The grammar; an item ends at white space, and `·` below says that no white space stands there:

    query  = { item }
    item   = [ "-" ] · ( word | field )         not; a second "-" makes it a word: --flag
    word   = ( bare | quoted ) · [ "*" ]        all words must match; "*" is "begins with"
    field  = name · ":" · value · { "," · value }    comma is or; a field twice is and
    name   = letter · { letter | digit | "_" | "." | "-" } | quoted
    value  = bare | quoted                      in a field, bare ends at a comma too
    quoted = '"' … '"'                          white space and all; a quote inside is doubled: ""
    bare   = one or more characters, none of them white space, the first one not a quote

`name:` with nothing, `//` or `:` right behind it is a word (a: http://x std::move), unless it is
one of the names the language knows; those ask for their value. 12:30 and :: are words, as no name
starts so. A quote inside a bare word, and a "*" with nothing before it, are ordinary characters.

    category: author: tag: series:  terms by name; so does any NAME that is a front matter key
    after: before: year:            YYYY, YYYY-MM or YYYY-MM-DD (year: YYYY), ends included
    state:                          published draft future expired hidden any
    has:                            what a post has: image, problem …
    is:                             read unread bookmarked
    sort:                           date title words author, with "-" downwards; the last one counts

The value `(none)` stands for "has no term of this field" (`year:(none)`: has no date).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, Self

from reader.errors import QueryError

NONE = "(none)"
STATES = ("published", "draft", "future", "expired", "hidden", "any")
SORTS = ("date", "title", "words", "author")
MARKS = ("read", "unread", "bookmarked")
TERM_FIELDS = ("category", "author", "tag", "series")

_ALIASES = {"categories": "category", "authors": "author", "tags": "tag"}
_KNOWN = frozenset([*TERM_FIELDS, "after", "before", "year", "state", "has", "is", "sort"])
_EXAMPLES = {
    "category": "category:News", "author": 'author:"A. Name"', "tag": "tag:one,two",
    "series": "series:Notes", "has": "has:image",
}  # fmt: skip

_NAME = re.compile(r"([^\W\d_][\w.-]*):")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
_BARE = re.compile(r"\S+")
_BARE_VALUE = re.compile(r'[^\s,"][^\s,]*')
_DATE = r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?"
_YEAR = r"(?!0000)[0-9]{4}"


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
        if not self.phrase and not _may_stand_bare(self.text, prefix=self.prefix):
            object.__setattr__(self, "phrase", True)

    def __str__(self) -> str:
        text = _quote(self.text) if self.phrase else self.text
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
            known = _checked(name, value)
            values.setdefault(known.casefold(), known)
        object.__setattr__(self, "field", name)
        object.__setattr__(self, "values", tuple(values.values()))

    def __str__(self) -> str:
        name = self.field if _NAME.fullmatch(f"{self.field}:") else _quote(self.field)
        values = ",".join(_value_text(value) for value in self.values)
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
            raise ValueError(f"no such sort: {self.key}; sorts are {_listed(SORTS)}")

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
        words, filters, sort = [], [], None
        for item in _Reader(text).items():
            if isinstance(item, Word):
                words.append(item)
            elif isinstance(item, Filter):
                filters.append(item)
            else:
                sort = item
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


def field_name(name: str) -> str:
    """The name a field goes by: known ones in lower case and the singular, others as written."""
    lower = name.lower()
    lower = _ALIASES.get(lower, lower)
    return lower if lower in _KNOWN else name


def date_span(text: str) -> tuple[date, date]:
    """The first and the last day of YYYY, YYYY-MM or YYYY-MM-DD; ValueError on anything else."""
    match = re.fullmatch(_DATE, text)
    if match is None:
        raise ValueError(f"not a date: {text}; write 2017, 2017-05 or 2017-05-11")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"no such date: {text}") from None
    if day:
        return first, first
    return first, date(first.year, int(month or 12), monthrange(first.year, int(month or 12))[1])


class _Reader:
    """Reads the items of one text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def items(self) -> Iterator[Word | Filter | Sort]:
        while (match := _BARE.search(self.text, self.at)) is not None:
            self.at = match.start()
            yield self._item()

    def _item(self) -> Word | Filter | Sort:
        start = self.at
        negated = re.match(r"-[^-\s]", self.text[start : start + 2]) is not None
        self.at += negated
        if self.text[self.at] == '"':
            text = self._quoted()
            if self._take(":"):
                return self._field(text, start, negated)
            prefix = self._take("*")
            self._expect_end()
            return Word(text, phrase=True, prefix=prefix, negated=negated)
        if name := _name_at(self.text, self.at):
            self.at += len(name) + 1
            return self._field(name, start, negated)
        text = self._match(_BARE)
        prefix = text.endswith("*") and text.strip("*") != ""
        return Word(text[:-1] if prefix else text, prefix=prefix, negated=negated)

    def _field(self, written: str, start: int, negated: bool) -> Filter | Sort:
        name = field_name(written)
        values = [self._value(name)]
        while self._take(","):
            values.append(self._value(name))
        self._expect_end()
        if name != "sort":
            return Filter(name, tuple(values), negated)
        if negated or len(values) > 1:
            cause = "cannot be negated; write sort:-date" if negated else "takes one key"
            raise QueryError(f"sort: {cause}", self.text, start + 1)
        descending = values[0].startswith("-")
        return Sort(values[0].removeprefix("-").lower(), descending)

    def _value(self, name: str) -> str:
        start = self.at
        if self.text.startswith('"', start):
            value = self._quoted()
        elif not (value := self._match(_BARE_VALUE)):
            sign = "comma" if self.text.startswith(",", start - 1) else "colon"
            cause = f"a value must stand right behind the {sign}: {_fitting(name)}"
            raise QueryError(cause, self.text, start + 1)
        try:
            return _checked(name, value)
        except ValueError as error:
            raise QueryError(str(error), self.text, start + 1) from None

    def _quoted(self) -> str:
        if not (quoted := self._match(_QUOTED)):
            raise QueryError('this " is never closed', self.text, self.at + 1)
        return quoted[1:-1].replace('""', '"')

    def _match(self, pattern: re.Pattern[str]) -> str:
        start = self.at
        if (match := pattern.match(self.text, start)) is not None:
            self.at = match.end()
        return self.text[start : self.at]

    def _take(self, sign: str) -> bool:
        taken = self.text.startswith(sign, self.at)
        self.at += taken
        return taken

    def _expect_end(self) -> None:
        if _BARE.match(self.text, self.at) is not None:
            raise QueryError('a space must stand behind the closing "', self.text, self.at + 1)


def _name_at(text: str, at: int) -> str:
    """The name of the field that begins at `at`; "" where a word does."""
    match = _NAME.match(text, at)
    if match is None:
        return ""
    rest = text[match.end() : match.end() + 2]
    valued = rest[:1].strip() != "" and rest != "//" and rest[:1] != ":"
    return match[1] if valued or field_name(match[1]) in _KNOWN else ""


def _checked(name: str, value: str) -> str:
    """`value` as the field spells it; ValueError, saying what would fit, where it does not."""
    if name in ("state", "is"):
        known = STATES if name == "state" else MARKS
        if value.lower() not in known:
            raise ValueError(f"{name}:{value} is not known; {_fitting(name)}")
        return value.lower()
    if name == "sort":
        if value.removeprefix("-").lower() not in SORTS:
            raise ValueError(f"sort:{value} is not known; {_fitting(name)}")
    elif name in ("after", "before"):
        date_span(value)
    elif name == "year" and value != NONE and not re.fullmatch(_YEAR, value):
        raise ValueError(f"not a year: {value}; {_fitting(name)}")
    return value


def _fitting(name: str) -> str:
    """What would fit as a value of a field, in a few words."""
    if name == "state":
        return f"states are {_listed(STATES)}"
    if name == "is":
        return f"is: takes {_listed(MARKS)}"
    if name == "sort":
        return f"sorts are {_listed(SORTS)}, with - in front for downwards"
    if name in ("after", "before"):
        return f"write {name}:2017, {name}:2017-05 or {name}:2017-05-11"
    if name == "year":
        return "write year:2017"
    return f"write {_EXAMPLES.get(name, f'{name}:value')}"


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _quote(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _value_text(value: str) -> str:
    bare = _BARE_VALUE.fullmatch(value) and not value.startswith(("//", ":"))
    return value if bare else _quote(value)


def _may_stand_bare(text: str, *, prefix: bool) -> bool:
    """Whether the text of a word, printed without quotes, is read as that word again."""
    if not _BARE.fullmatch(text) or text[0] in '"-' or not text.strip("*"):
        return False
    if text.endswith("*") and not prefix:
        return False
    return not _name_at(text + "*" * prefix, 0)


def _without(one: Filter, value: str) -> Filter:
    """`one` without `value`; it may have no values then, which a Query does not keep."""
    gone = value.casefold()
    return replace(one, values=tuple(mine for mine in one.values if mine.casefold() != gone))
