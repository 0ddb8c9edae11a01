"""The grammar of the query language: text to items, and items to text.

An item ends at white space, and `·` below says that no white space stands there:

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

A query has at most MOST words and values in all: more than anyone types, fewer than SQLite bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.errors import QueryError
from reader.query.fields import KNOWN, checked, field_name, fitting

MOST = 200

_NAME = re.compile(r"([^\W\d_][\w.-]*):")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
_BARE = re.compile(r"\S+")
_BARE_VALUE = re.compile(r'[^\s,"][^\s,]*')


class WordItem(NamedTuple):
    """A word as it was read."""

    text: str
    phrase: bool
    prefix: bool
    negated: bool


class FieldItem(NamedTuple):
    """A field and its values as they were read; `name` is the one the field goes by."""

    name: str
    values: tuple[str, ...]
    negated: bool


def items(text: str) -> Iterator[WordItem | FieldItem]:
    """The items of a text, from left to right; QueryError with the column of what does not fit."""
    return _Reader(text).items()


def placed(text: str) -> Iterator[tuple[int, int, WordItem | FieldItem]]:
    """As `items`, each with the places of `text` that it begins and ends at."""
    reader = _Reader(text)
    for item in reader.items():
        yield reader.start, reader.at, item


def quote(text: str) -> str:
    """`text` in quotes, those in it doubled."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def value_text(value: str) -> str:
    """A value as it stands in a field: bare where that reads back as the same."""
    bare = _BARE_VALUE.fullmatch(value) and not value.startswith(("//", ":"))
    return value if bare else quote(value)


def may_stand_bare(text: str, *, prefix: bool) -> bool:
    """Whether the text of a word, printed without quotes, is read as that word again."""
    if not _BARE.fullmatch(text) or text[0] in '"-' or not text.strip("*"):
        return False
    if text.endswith("*") and not prefix:
        return False
    return not _name_at(text + "*" * prefix, 0)


def is_name(text: str) -> bool:
    """Whether the name of a field can stand without quotes."""
    return _NAME.fullmatch(f"{text}:") is not None


class _Reader:
    """Reads the items of one text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.counted = text, 0, 0
        # Where the item under way began.
        self.start = 0

    def items(self) -> Iterator[WordItem | FieldItem]:
        while (match := _BARE.search(self.text, self.at)) is not None:
            self.at = self.start = match.start()
            yield self._item()

    def _item(self) -> WordItem | FieldItem:
        start = self.at
        negated = re.match(r"-[^-\s]", self.text[start : start + 2]) is not None
        self.at += negated
        if self.text[self.at] == '"':
            text = self._quoted()
            if self._take(":"):
                return self._field(text, start, negated)
            prefix = self._take("*")
            self._expect_end()
            self._count(start)
            return WordItem(text, True, prefix, negated)
        if name := _name_at(self.text, self.at):
            self.at += len(name) + 1
            return self._field(name, start, negated)
        text = self._match(_BARE)
        self._count(start)
        prefix = text.endswith("*") and text.strip("*") != ""
        return WordItem(text[:-1] if prefix else text, False, prefix, negated)

    def _field(self, written: str, start: int, negated: bool) -> FieldItem:
        name = field_name(written)
        values = [self._value(name)]
        while self._take(","):
            values.append(self._value(name))
        self._expect_end()
        if name == "sort" and (negated or len(values) > 1):
            cause = "cannot be negated; write sort:-date" if negated else "takes one key"
            raise QueryError(f"sort: {cause}", self.text, start + 1)
        return FieldItem(name, tuple(values), negated)

    def _value(self, name: str) -> str:
        start = self.at
        if self.text.startswith('"', start):
            value = self._quoted()
        elif not (value := self._match(_BARE_VALUE)):
            sign = "comma" if self.text.startswith(",", start - 1) else "colon"
            cause = f"a value must stand right behind the {sign}: {fitting(name)}"
            raise QueryError(cause, self.text, start + 1)
        self._count(start)
        try:
            return checked(name, value)
        except ValueError as error:
            raise QueryError(str(error), self.text, start + 1) from None

    def _count(self, start: int) -> None:
        self.counted += 1
        if self.counted > MOST:
            cause = f"more than {MOST} words and values are too many for one query"
            raise QueryError(cause, self.text, start + 1)

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
            cause = 'a space must stand behind the closing " ("" is one within the quotes)'
            raise QueryError(cause, self.text, self.at + 1)


def _name_at(text: str, at: int) -> str:
    """The name of the field that begins at `at`; "" where a word does."""
    match = _NAME.match(text, at)
    if match is None:
        return ""
    rest = text[match.end() : match.end() + 2]
    valued = rest[:1].strip() != "" and rest != "//" and rest[:1] != ":"
    return match[1] if valued or field_name(match[1]) in KNOWN else ""
