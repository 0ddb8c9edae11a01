"""Lines to text for a pipe or a screen reader: structure in Markdown's signs, no box art."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.layout.layout import lines
from reader.layout.lines import Line
from reader.layout.signs import PLAIN
from reader.markup.document import Body


def render(body: Body, width: int) -> Iterator[str]:
    """A body's lines as text without line feeds, each as soon as it is known."""
    return text(lines(body, width, PLAIN))


def text(lines: Iterable[Line]) -> Iterator[str]:
    """Lines without their looks."""
    for line in lines:
        yield line.text.rstrip(" ")
