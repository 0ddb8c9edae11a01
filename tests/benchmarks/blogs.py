"""The posts of real blogs as `reader show --format plain` draws them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader.layout.head import body
from reader.layout.layout import lines
from reader.layout.lines import Line
from reader.layout.signs import PLAIN
from reader.library import Library
from reader.markup.document import Body
from reader.query import Query

_WIDTH = 80


class Drawn(NamedTuple):
    """A line as it was before it was wrapped: its line of the file, and its text.

    `prose` is the text with every stretch of code left out, for a space.
    """

    line: int
    text: str
    prose: str


def bodies(folder: Path) -> Iterator[tuple[str, Body]]:
    """The body of each post of a folder, whatever its state, with its path, in path order."""
    with tempfile.TemporaryDirectory() as cache, Library.open(folder, cache=Path(cache)) as library:
        library.refresh()
        posts = library.page(Query.parse("state:any").sized(10**6)).posts
        for path in sorted(post.path for post in posts):
            yield path, body(library.document(path))


def drawn(body: Body) -> list[Drawn]:
    """What plain output says, furniture left out and wrapped lines joined again."""
    return list(_joined(lines(body, _WIDTH, PLAIN)))


def _joined(found: Iterable[Line]) -> Iterator[Drawn]:
    line, text, prose = 0, "", ""
    for one in found:
        said, outside = _parts(one)
        if one.soft and line:
            text += one.joint + said
            prose += one.joint + outside
            continue
        if line:
            yield Drawn(line, text, prose)
        line, text, prose = one.source, said, outside
    if line:
        yield Drawn(line, text, prose)


def _parts(line: Line) -> tuple[str, str]:
    """The text of a line behind its margin, and of that what is no code."""
    text = prose = ""
    at = 0
    for span in line.spans:
        kept = span.text[max(0, line.margin - at) :]
        at += len(span.text)
        text += kept
        prose += " " if "code" in span.role.split() else kept
    return text, prose
