"""Typographic quotes, dashes and dots for straight ones: markdown-it's typographer."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, replace, smartquotes
from markdown_it.token import Token

# The rule looks for the partner of each quote among all those before it.
_QUOTES = 256


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"typographer": True})


def typographic(source: str, parts: list[Token]) -> list[Token]:
    """The tokens of this text with typographic signs; code and addresses stay as they are."""
    state = StateCore(source, _parser(), {})
    state.tokens = [Token("inline", "", 0, content=source, children=parts)]
    replace(state)
    if source.count('"') + source.count("'") <= _QUOTES:
        smartquotes(state)
    return parts
