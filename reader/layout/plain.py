"""Lines to text for a pipe or a screen reader: structure in Markdown's signs, no box art."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.layout.layout import lines
from reader.layout.lines import Line
from reader.layout.signs import PLAIN
from reader.markup.blocks import Span
from reader.markup.document import Body


def render(body: Body, width: int) -> Iterator[str]:
    """A body's lines as text without line feeds, each as soon as it is known.

    None is wider than `width` but those of code: they are copied, and a fold would break them.
    """
    return text(_unfolded(lines(body, width, PLAIN)))


def _unfolded(lines: Iterable[Line]) -> Iterator[Line]:
    first: Line | None = None
    spans: list[Span] = []  # collected, for a line of code may be folded tens of thousands of times
    for line in lines:
        fold = next((i for i, span in enumerate(line.spans) if span.role == "fold"), None)
        if fold is not None:
            spans += line.spans[fold + 1 :]
            continue
        if first is not None:
            yield replace(first, spans=tuple(spans))
        first, spans = line, list(line.spans)
    if first is not None:
        yield replace(first, spans=tuple(spans))


def text(lines: Iterable[Line]) -> Iterator[str]:
    """Lines without their looks."""
    for line in lines:
        yield line.text.rstrip(" ")
