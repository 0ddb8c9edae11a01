"""Lines with right-to-left text in the order they are seen, for terminals that do not reorder.

The order is that of the Unicode Bidirectional Algorithm (UAX #9), by python-bidi, which is loaded
with the first line that needs it. Lines are else in logical order, the one text is read in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import bidirectional

from reader.layout.lines import Line
from reader.layout.wrap import graphemes, width_of
from reader.markup.blocks import Span

_RTL = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)


def leftward(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter says so (UAX #9, P2 and P3)."""
    if not _RTL.search(text):
        return False
    strong = (kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def reordered(lines: Iterable[Line], width: int) -> Iterator[Line]:
    """Lines as they are seen; those of a paragraph run as its first one does."""
    base = False
    for line in lines:
        if not line.soft:
            base = leftward(_words(line))
        yield visual(line, width, base=base)


def visual(line: Line, width: int, *, base: bool | None = None) -> Line:
    """A line as it is seen, `width` cells wide at most; the same where nothing runs leftward.

    `base` says whether its paragraph runs from right to left (default: as the line itself does);
    such text stands on the right. Furniture, code and the order of a table's columns stay.
    """
    if base is None:
        base = leftward(_words(line))
    if not base and not _RTL.search(line.text):
        return line
    roles = {word for span in line.spans for word in span.role.split()}
    if "block" in roles or line.picture is not None:
        return line
    before, spans = _parted(line)
    if "frame" in roles:
        moved = [piece for span in spans for piece in _ordered((span,), leftward(span.text))]
        return replace(line, spans=(*before, *moved))
    ordered = tuple(_ordered(spans, base))
    free = width - sum(width_of(span.text) for span in (*before, *ordered))
    if not base or free <= 0 or not ordered:
        return replace(line, spans=(*before, *ordered))
    return replace(
        line, spans=(*before, Span(" " * free), *ordered), margin=line.margin + free, tail=0
    )


def _words(line: Line) -> str:
    return "".join(span.text for span in _parted(line)[1])


def _parted(line: Line) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of a line's margin, and those of its text."""
    left = line.margin
    before: list[Span] = []
    for index, span in enumerate(line.spans):
        if left <= 0:
            return tuple(before), line.spans[index:]
        cells = width_of(span.text)
        if cells > left:
            # Furniture is of characters of one cell.
            before.append(span._replace(text=span.text[:left]))
            rest = span._replace(text=span.text[left:])
            return tuple(before), (rest, *line.spans[index + 1 :])
        before.append(span)
        left -= cells
    return tuple(before), ()


def _ordered(spans: tuple[Span, ...], base: bool) -> Iterator[Span]:
    """Spans in the order in which they are seen, those of one look joined."""
    if not base and not any(_RTL.search(span.text) for span in spans):
        yield from spans
        return
    from bidi import algorithm

    # Marks stay behind their letter, so what moves is graphemes, each as its first character does.
    signs = [
        (span.text[start:end], span) for span in spans for start, end, _ in graphemes(span.text)
    ]
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if base else (0, "L")
    algorithm.get_embedding_levels("".join(sign[0] for sign, _ in signs), storage)
    for character, sign in zip(storage["chars"], signs, strict=True):
        character["sign"] = sign
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
        algorithm.reorder_resolved_levels,
        algorithm.apply_mirroring,
    ):
        step(storage, False)
    parts: list[str] = []
    look: Span | None = None
    for character in storage["chars"]:
        text, span = character["sign"]
        if look is not None and look[1:] != span[1:]:
            yield look._replace(text="".join(parts))
            parts.clear()
        look = span
        parts.append(character["ch"] + text[1:])
    if look is not None:
        yield look._replace(text="".join(parts))
