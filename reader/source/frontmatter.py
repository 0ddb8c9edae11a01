"""Front matter: what stands above a post's body, every scalar as it was written.

The door to python-frontmatter: `handlers` holds a handler of its API for each form, and is loaded
when the first file is read, so that a start from the index never pays for a parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self, TypeAlias

from reader.model import Problem


class Written(str):
    """A scalar exactly as it stands in the file: `no`, `1.10` and `2017-02-30` stay text.

    `quoted` says that it is a string whatever it looks like: quotes stood round it, or it is a
    block of text.
    """

    __slots__ = ("quoted",)
    quoted: bool

    def __new__(cls, text: str, quoted: bool = False) -> Self:
        """The text, and whether it was quoted."""
        self = super().__new__(cls, text)
        self.quoted = quoted
        return self


Value: TypeAlias = "Written | list[Value] | dict[str, Value] | None"

_TRUE = frozenset(["true", "yes", "on", "y", "1"])
_FALSE = frozenset(["false", "no", "off", "n", "0"])


def truth(value: Value) -> bool | None:
    """YAML 1.1's truths; None for anything else."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A post's front matter.

    `form` is one of yaml, toml, json, hexo, nikola, multimarkdown, eleventy, none. `lines` gives
    each top-level key's line in the file. `raw` is the text above the body, fences and leading
    blank lines included: `raw + body` is the whole text.
    """

    form: str = "none"
    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    raw: str = ""


class Split(NamedTuple):
    """A text in two: its front matter and its body, which starts on `body_line` of the file."""

    front: FrontMatter
    body: str
    body_line: int


_BLANK_LINES = re.compile(r"(?:[ \t]*+\n)*+")
# Where no form can start, the handlers (and their parsers) need not be loaded.
_MAY_START = re.compile(r"---|\+\+\+|;;;|\{|\"|\.\. |<!--|'?\w[\w .-]{0,60}'?[ \t]*:")


def split(path: str, text: str) -> Split:
    r"""Front matter and body of a text whose lines end in `\n`; a mistake in it is a Problem."""
    blank = _BLANK_LINES.match(text)
    start = blank.end() if blank else 0
    if not _MAY_START.match(text, start):
        return Split(FrontMatter(), text, 1)
    from reader.source import handlers

    return handlers.split(path, text, start)
