"""What a body is made of, once parsed: frozen blocks that hold inline runs.

A block knows the lines of the file that it came from (`line` to `end`, from 1, `end` exclusive).
Roles are words as in a CSS class list ("strong em"); a front decides how each looks.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple, Protocol, TypeVar, dataclass_transform


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


_T = TypeVar("_T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def _block(cls: type[_T]) -> type[_T]:
    """A frozen dataclass with slots, whose comparing and printing `Block` does for all.

    Only the type checker holds it frozen: dataclasses write and compile every method of every
    class, and those that hold it frozen at run time take most of that time when a reader starts.
    """
    return dataclass(slots=True, kw_only=True, eq=False, repr=False)(cls)


@_block
class Block:
    """A part of a body that stands on lines of its own."""

    line: int
    end: int

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Block) or type(self) is not type(other):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        said = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
        return f"{type(self).__name__}({', '.join(said)})"


@_block
class Paragraph(Block):
    """Running text."""

    inline: Inline


@_block
class Heading(Block):
    """A heading of level 1 to 6; `anchor` is unique in its document."""

    level: int
    anchor: str
    inline: Inline


@_block
class Code(Block):
    """A fenced or indented block of code; `language` is the first word of its info string or ""."""

    language: str
    text: str


@_block
class Quote(Block):
    """A block quote."""

    children: tuple[Block, ...]


@_block
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


@_block
class Item(Block):
    """One item of a list; `checked` is None but in a task list."""

    children: tuple[Block, ...]
    checked: bool | None = None


@_block
class List(Block):
    """A list; `start` is None where it is not numbered. A tight one has no empty lines between."""

    items: tuple[Item, ...]
    start: int | None = None
    tight: bool = True


@_block
class Table(Block):
    """A table; `align` holds "left", "right", "center" or "" a column; every row is as long."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    align: tuple[str, ...]


@_block
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


@_block
class Formula(Block):
    """Mathematics on lines of its own, as TeX without its delimiters."""

    source: str


@_block
class Definition(Block):
    """Terms, and what is said of them: each description is blocks of its own."""

    terms: tuple[Inline, ...]
    details: tuple[tuple[Block, ...], ...]


@_block
class Definitions(Block):
    """A definition list."""

    items: tuple[Definition, ...]


@_block
class Note(Block):
    """A footnote; `anchor` is what links in the text lead to, `back` the anchor of the first."""

    number: int
    anchor: str
    back: str
    children: tuple[Block, ...]


@_block
class Notes(Block):
    """The footnotes of a body, in the order of their numbers: its last block.

    Its own lines are those behind the text's last, so that blocks stand in the order of lines; the
    notes keep the lines they were written on.
    """

    notes: tuple[Note, ...]


@_block
class Rule(Block):
    """A thematic break."""
