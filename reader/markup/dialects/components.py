"""MDX: modules' lines, components and expressions."""

from __future__ import annotations

from reader.markup.blocks import Span


def plain_html(source: str) -> str:
    """Text whose JSX is HTML that a CommonMark parser reads."""
    return source


def expression(source: str, start: int) -> tuple[int, tuple[Span, ...]] | None:
    """Where the expression that begins at a brace ends, and what it is shown as."""
    return None
