"""The words of a query in what stands above a post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reader.found import Wanted, places
from reader.layout.lines import Line
from reader.model import Post
from reader.sanitize import one_line
from reader.tui.widgets.reading_text import Piece, Prose

# What parts the facts and the terms of a head.
_BETWEEN = " · "


def named(lines: Sequence[Line], post: Post, wanted: Wanted) -> tuple[Piece, ...]:
    """Where words stand in a head's title and names: not in its date, nor in where it lands."""
    return tuple(_named(lines, post, wanted)) if wanted else ()


def _named(lines: Sequence[Line], post: Post, wanted: Wanted) -> Iterator[Piece]:
    names = {", ".join(map(one_line, post.names(field))) for field in ("author", "category")}
    for role, rows in groupby(range(len(lines)), lambda row: _role(lines[row])):
        first, *others = rows
        prose = Prose([lines[row] for row in (first, *others)])
        at = 0
        for part in prose.text.split(_BETWEEN) if role in ("facts", "terms") else [prose.text]:
            # A term's field stands before it, and is no name.
            skipped = len(part.partition(" ")[0]) if role == "terms" else 0
            if role in ("title", "terms") or part in names:
                for start, end in places(part[skipped:], wanted):
                    for piece in prose.pieces(at + skipped + start, at + skipped + end):
                        yield Piece(piece.row + first, piece.start, piece.end)
            at += len(part) + len(_BETWEEN)


def _role(line: Line) -> str:
    return line.spans[0].role if line.spans else ""
