"""What is read of a text in a dialect."""

from __future__ import annotations

from reader.layout import plain
from reader.markup.blocks import Block
from reader.markup.dialect import Dialect
from reader.markup.document import Body


def said(text: str, engine: str = "", *, mdx: bool = False, chunk: int = 256) -> list[str]:
    """The lines of plain output that say something."""
    body = Body(text, dialect=Dialect(engine, mdx=mdx), chunk=chunk)
    return [line for line in plain.render(body, 120) if line.strip(" >")]


def blocks(text: str, engine: str = "", *, mdx: bool = False) -> list[Block]:
    """The blocks of a whole text."""
    body = Body(text, dialect=Dialect(engine, mdx=mdx))
    body.advance()
    return list(body.blocks)
