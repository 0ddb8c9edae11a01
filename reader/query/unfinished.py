"""The item of a query that is being written, as far as it stands there: what completion asks for.

It reads what `grammar` reads, but takes no offence: a quote may be open, a value not there yet.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.query.fields import field_name

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"([^\W\d_][\w.-]*):(?!//|:)")
_QUOTED = re.compile(r'"(?:[^"]|"")*+"?')
_BARE = re.compile(r"\S*")
_VALUE = re.compile(rf"{_QUOTED.pattern}|[^\s,]*")


class Unfinished(NamedTuple):
    """The last item of a text, which begins at `start`.

    `field` is the name it goes by, "" where it may yet become a word, or the name of a field;
    `values` are those that a comma ends. `part` is what is under way, without its quotes, and
    begins at `at`; `quoted` says that a quote opens it, and `open` that none closes it.
    """

    start: int
    negated: bool
    field: str
    values: tuple[str, ...]
    at: int
    part: str
    quoted: bool = False
    open: bool = False


def unfinished(text: str) -> Unfinished | None:
    """The item that `text` ends in, an empty one behind white space; None where none may begin."""
    at, sound = 0, True
    while True:
        start = _end(_SPACE, text, at)
        # Right behind a quote that closes an item nothing else can begin.
        sound = sound and (start > at or at == 0)
        one, at = _item(text, start)
        if at == len(text):
            return one if sound else None


def before(text: str, cursor: int) -> str:
    """The text without the item that ends at the cursor; of several values without the last."""
    one = unfinished(text[:cursor])
    if one is None or text[cursor : cursor + 1].strip():
        return text
    start = one.at - len(",") if one.values else one.start
    return text[:start] + text[cursor:]


def _item(text: str, start: int) -> tuple[Unfinished, int]:
    """The item that begins at `start`, and where it ends."""
    following = text[start + 1 : start + 2]
    negated = text.startswith("-", start) and following != "-" and not following.isspace()
    at = start + negated
    name = ""
    if text.startswith('"', at):
        end = _end(_QUOTED, text, at)
        written, _, closed = _said(text[at:end])
        if closed and text.startswith(":", end):
            name, at = written, end + 1
    elif match := _NAME.match(text, at):
        name, at = match[1], match.end()
    if not name:
        quoted = text.startswith('"', at)
        end = _end(_QUOTED if quoted else _BARE, text, at)
        end += quoted and text.startswith("*", end)
        part, quoted, closed = _said(text[at:end])
        return Unfinished(start, negated, "", (), at, part, quoted, quoted and not closed), end
    values = list[str]()
    while True:
        end = _end(_VALUE, text, at)
        part, quoted, closed = _said(text[at:end])
        if not text.startswith(",", end):
            unclosed = quoted and not closed
            field = field_name(name)
            return Unfinished(start, negated, field, (*values,), at, part, quoted, unclosed), end
        values.append(part)
        at = end + 1


def _said(written: str) -> tuple[str, bool, bool]:
    """What a part says, whether it is quoted, and whether a quote closes it."""
    if not written.startswith('"'):
        return written, False, False
    inner = written[1:].removesuffix("*") if written.endswith('"*') else written[1:]
    # An odd number of quotes at the end: the last of them closes.
    closed = (len(inner) - len(inner.rstrip('"'))) % 2 == 1
    return inner[: len(inner) - closed].replace('""', '"'), True, closed


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
