"""Reference definitions that may stand further down than a body has been parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import normalizeReference

# CommonMark 0.31.2, 4.7: a link label has at most 999 characters.
LABEL = 999
# What may stand on a line before a definition: indents and the marks of quotes and lists.
_CONTAINERS = " \t>*+-.)0123456789"
_FAR = 4096
_USES = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]", re.DOTALL)
_NOTE = re.compile(r"\^\S+")
_QUOTED = re.compile(r"\n[ \t>]*")


def labels_used(source: str) -> Iterator[str]:
    """Every label that a link or picture in this text may refer to, normalized; no note's."""
    return (
        normalizeReference(label) for label in _USES.findall(source) if not _NOTE.fullmatch(label)
    )


def labels_defined(text: str, start: int) -> dict[str, int]:
    """Every label that may be defined in `text` from `start` on, normalized, and where first.

    Only a parse can tell for sure (the line may stand in a code block), so this errs on the side
    of more. Every definition holds `]:`, with its `[` first on a line.
    """
    labels: dict[str, int] = {}
    close = text.find("]:", start)
    while close >= 0:
        opening = _opening(text, close, start)
        if opening >= 0:
            line = text.rfind("\n", max(start, opening - _FAR), opening) + 1
            before = text[line or max(start, opening - _FAR) : opening]
            if not before.strip(_CONTAINERS):
                label = _QUOTED.sub(" ", text[opening + 1 : close])
                labels.setdefault(normalizeReference(label), opening)
        close = text.find("]:", close + 1)
    return labels


def _opening(text: str, close: int, start: int) -> int:
    """The bracket that `]` at `close` belongs to, or -1."""
    first = max(start, close - _FAR)
    opening = text.rfind("[", first, close)
    while opening > first and is_escaped(text, opening, first):
        opening = text.rfind("[", first, opening)
    return opening


def is_escaped(text: str, place: int, first: int = 0) -> bool:
    """Whether a backslash takes the meaning from the sign at `place`; looks back to `first`."""
    slash = place
    while slash > first and text[slash - 1] == "\\":
        slash -= 1
    return (place - slash) % 2 == 1
