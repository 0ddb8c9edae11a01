"""The fields of the query language, and which values each of them knows.

    category: author: tag: series:  terms by name; so does any NAME that is a front matter key
    lang:                           a language of a site of several, any; its own one unless said
    after: before: year:            YYYY, YYYY-MM or YYYY-MM-DD (year: YYYY), ends included
    state:                          published draft future expired hidden any
    has:                            image code table math problem
    is:                             read unread bookmarked
    sort:                           date title words author, with "-" downwards; rank: what says
                                    most of the query's words first; the last one counts

The value `(none)` stands for "has no term of this field" (`year:(none)`: has no date).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

NONE = "(none)"
STATES = ("published", "draft", "future", "expired", "hidden", "any")
SORTS = ("date", "title", "words", "author", "rank")
MARKS = ("read", "unread", "bookmarked")
# What can be seen in a body, and `problem`: something wrong in the file.
PARTS = ("image", "code", "table", "math", "problem")
# The fields whose values are known to the language.
CLOSED = {"state": STATES, "has": PARTS, "is": MARKS}
TERM_FIELDS = ("category", "author", "tag", "series")

_ALIASES = {"categories": "category", "authors": "author", "tags": "tag"}
KNOWN = frozenset([*TERM_FIELDS, "lang", "after", "before", "year", "state", "has", "is", "sort"])
_EXAMPLES = {
    "category": "category:News", "author": 'author:"A. Name"', "tag": "tag:one,two",
    "series": "series:Notes", "lang": "lang:fr or lang:any",
}  # fmt: skip

_DATE = r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?"
_YEAR = r"(?!0000)[0-9]{4}"


def field_name(name: str) -> str:
    """The name a field goes by: known ones in lower case and the singular, others as written."""
    lower = name.lower()
    lower = _ALIASES.get(lower, lower)
    return lower if lower in KNOWN else name


def checked(name: str, value: str) -> str:
    """`value` as the field spells it; ValueError, saying what would fit, where it does not."""
    if name in CLOSED:
        if value.lower() not in CLOSED[name]:
            raise ValueError(f"{name}:{value} is not known; {fitting(name)}")
        return value.lower()
    if name == "sort":
        if value.removeprefix("-").lower() not in SORTS:
            raise ValueError(f"sort:{value} is not known; {fitting(name)}")
    elif name in ("after", "before"):
        date_span(value)
    elif name == "lang" and value.lower() == "any":
        return "any"
    elif name == "year" and value != NONE and not re.fullmatch(_YEAR, value):
        raise ValueError(f"not a year: {value}; {fitting(name)}")
    return value


def fitting(name: str) -> str:
    """What would fit as a value of a field, in a few words."""
    if name == "state":
        return f"states are {listed(STATES)}"
    if name in CLOSED:
        return f"{name}: takes {listed(CLOSED[name])}"
    if name == "sort":
        return f"sorts are {listed(SORTS)}, with - in front for downwards"
    if name in ("after", "before"):
        return f"write {name}:2017, {name}:2017-05 or {name}:2017-05-11"
    if name == "year":
        return "write year:2017"
    return f"write {_EXAMPLES.get(name, f'{name}:value')}"


def listed(names: tuple[str, ...]) -> str:
    """`a, b and c`; one alone as it is."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


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
    if not month or month == "12":
        return first, date(first.year, 12, 31)
    return first, date(first.year, first.month + 1, 1) - timedelta(days=1)
