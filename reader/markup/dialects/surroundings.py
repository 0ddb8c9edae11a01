"""What the tags of a body say of each other: which are closed, and whether Liquid is spoken."""

from __future__ import annotations

import re
from functools import cached_property

_CLOSING = re.compile(
    r"\{\{[<%]\s{0,99}/\s{0,99}(?P<short>[\w./-]{1,99})"
    r"|\{%[-+~]?\s{0,99}(?:end(?P<liquid>[\w-]{0,99})|/(?P<slash>\w{1,99}))"
)
_MODULE = re.compile(
    r"^(?:import\s[^\n]{0,500}\sfrom\s*[\"'][^\n]{1,500}[\"'];?[ \t]*$|import\s+[\"'][./@][^\n\"']+[\"'];"
    r"|export\s+(?:const|default|function)\s)",
    re.MULTILINE,
)
_LOOK = 10_000


class Surroundings:
    """The text of a whole body, looked through once, when a tag in it asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Surroundings) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    @cached_property
    def closed(self) -> dict[str, int]:
        """Where the last closing tag of each name stands; `{% end %}` has the name ""."""
        return {
            (found["short"] or found["liquid"] or found["slash"] or "").lower(): found.start()
            for found in _CLOSING.finditer(self._text)
        }

    @cached_property
    def liquid(self) -> bool:
        """Whether the body holds a tag of Liquid or Nunjucks."""
        return "{%" in self._text

    @cached_property
    def module(self) -> bool:
        """Whether the body begins as a module does, with imports or exports (MDX)."""
        text = self._text
        return ("import" in text or "export" in text) and bool(_MODULE.search(text[:_LOOK]))
