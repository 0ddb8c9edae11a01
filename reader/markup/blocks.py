"""What a body is made of, once parsed: frozen blocks that hold inline runs.

A block knows the lines of the file that it came from (`line` to `end`, from 1, `end` exclusive).
Roles are words as in a CSS class list ("strong em"); a front decides how each looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """A stretch of text with one look. `link` is where it leads, as written in the post.

    In a run a line feed is a hard break. Roles: strong, em, code, strike, link, image, mark, kbd,
    sub, sup, math (TeX, as written), footnote (the sign that leads to a note), chip (a construct
    that is shown by its name), dim, label.
    """

    text: str
    role: str = ""
    link: str | None = None


class Inline(Protocol):
    """The text of a paragraph, heading or cell; parsed when it is asked for, and not kept."""

    @property
    def source(self) -> str:
        """The Markdown as written; its length serves to estimate a height."""

    def runs(self) -> tuple[Span, ...]:
        """The text in its order, as runs of one look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a body that stands on lines of its own."""

    line: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Running text."""

    inline: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading of level 1 to 6; `anchor` is unique in its document."""

    level: int
    anchor: str
    inline: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Block):
    """A fenced or indented block of code; `language` is the first word of its info string or ""."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """A block quote."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(Block):
    """What stands out from the text: a note, a warning, details to unfold.

    `kind` is a word in lower case (note, tip, important, warning, caution, details, or the
    author's own); `title` is what stands on its edge, never empty. `folded` is None where it
    cannot be folded, else whether it is at first.
    """

    kind: str
    title: Inline
    children: tuple[Block, ...]
    folded: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """One item of a list; `checked` is None but in a task list."""

    children: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Block):
    """A list; `start` is None where it is not numbered. A tight one has no empty lines between."""

    items: tuple[Item, ...]
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table; `align` holds "left", "right", "center" or "" a column; every row is as long."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    align: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A picture alone on its line, or an embed: a label ("image"), its alt text and its source.

    `link` is where it leads when it is chosen, None for its own source.
    """

    label: str
    alt: str
    source: str
    title: str = ""
    caption: Inline | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula(Block):
    """Mathematics on lines of its own, as TeX without its delimiters."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Block):
    """Terms, and what is said of them: each description is blocks of its own."""

    terms: tuple[Inline, ...]
    details: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions(Block):
    """A definition list."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Block):
    """A footnote; `anchor` is what links in the text lead to, `back` the anchor of the first."""

    number: int
    anchor: str
    back: str
    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes(Block):
    """The footnotes of a body, in the order of their numbers: its last block.

    Its own lines are those behind the text's last, so that blocks stand in the order of lines; the
    notes keep the lines they were written on.
    """

    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A thematic break."""
