"""Blocks made by hand, for what is drawn of them whatever Markdown they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from reader.layout.layout import Layout, lines
from reader.layout.lines import Line
from reader.layout.signs import SCREEN, Signs
from reader.markup.blocks import Block, Callout, Paragraph, Span
from reader.markup.document import Body
from reader.markup.inline import FixedInline


class Made:
    """A body that consists of blocks, parsed already."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.text, self.parsed, self.complete = "", 0, True

    def advance(self, blocks: int | None = None) -> bool:
        """Nothing is left to parse."""
        return False


def body(*blocks: Block) -> Body:
    """The blocks as a body."""
    return cast("Body", Made(blocks))


def said(text: str, role: str = "", link: str | None = None) -> FixedInline:
    """Text of one look."""
    return FixedInline((Span(text, role, link),))


def paragraph(text: str, line: int = 1, role: str = "", link: str | None = None) -> Paragraph:
    """A paragraph of one look on one line of the file."""
    return Paragraph(line=line, end=line + 1, inline=said(text, role, link))


def callout(kind: str, title: str, *children: Block, **said_of_it: Any) -> Callout:
    """A callout that begins on the line above its first child."""
    first = children[0].line - 1 if children else 1
    end = children[-1].end if children else 2
    return Callout(
        line=first, end=end, kind=kind, title=said(title), children=children, **said_of_it
    )


def drawn(*blocks: Block, width: int = 30, signs: Signs = SCREEN) -> list[Line]:
    """The lines of some blocks."""
    return list(lines(body(*blocks), width, signs))


def shown(*blocks: Block, width: int = 30, signs: Signs = SCREEN) -> list[str]:
    """The text of the lines."""
    return [line.text.rstrip() for line in drawn(*blocks, width=width, signs=signs)]


def screen(layout: Layout) -> list[str]:
    """All lines that a layout has."""
    y = 0
    while y < layout.height:
        y = layout.settle(y, 10) + 10
    return [layout.line(y).text.rstrip() for y in range(layout.height)]
