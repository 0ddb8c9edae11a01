"""What the tags of a body say of each other: which are closed, and whether Liquid is spoken."""

from __future__ import annotations

import re
from functools import cached_property

from reader.patterns import lazy

_CLOSING = lazy(
    r"\{\{[<%]\s{0,99}/\s{0,99}(?P<short>[\w./-]{1,99})"
    r"|\{%[-+~]?\s{0,99}(?:end(?P<liquid>[\w-]{0,99})|/(?P<slash>\w{1,99}))"
)
_MODULE = lazy(
    r"^(?:import\s[^\n]{0,500}\sfrom\s*[\"'][^\n\"']{1,500}[\"'];?[ \t]*$"
    r"|import\s+[\"'][./@][^\n\"']{1,500}[\"'];?[ \t]*$"
    r"|export\s+(?:const\s+\w+\s*=|default\s+(?:function|\()|function\s+\w+\())",
    re.MULTILINE,
)
_FENCE = lazy(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_LOOK = 10_000


class Surroundings:
    """The text of a whole body, looked through once, when a tag in it asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: dict[str, int] = {}

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
        text = self._text[:_LOOK]
        if "import" not in text and "export" not in text:
            return False
        found = _MODULE.search(text)
        if found is None or len(_FENCE.findall(text, 0, found.start())) % 2:
            return False
        return not text[: found.start()].rstrip(" ").removesuffix("\n").strip(" ")[-1:].isalnum()

    def last(self, text: str) -> int:
        """Where this text stands last in the body, or -1; asked of few texts."""
        if text not in self._last:
            self._last[text] = self._text.rfind(text)
        return self._last[text]

    def goes_on(self, end: int) -> bool:
        """Whether the body holds more than its first `end` characters."""
        return end < len(self._text)
