"""Anchors of headings, as GitHub makes them (github-slugger)."""

from __future__ import annotations

from reader.markup.dialect import ANY, Dialect
from reader.markup.dialects.inside import taken_out
from reader.markup.inline import plain_text, tokens
from reader.markup.marks import parts
from reader.patterns import lazy
from reader.sanitize import one_line

_MARKS = lazy(r"[\[<&_\\`!*~]")
_REFERENCE = lazy(r"\[([^\[\]]*)\]\[[^\[\]]*\]")
_DROPPED = lazy(r"[^\w\- ]")


class Anchors:
    """Gives each heading of one document an anchor of its own."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, text: str, given: str = "") -> str:
        """The anchor of a heading with this text: `intro`, then `intro-1` and so on.

        `given` is the one that its author gave it, which is taken as it is.
        """
        slug = (
            one_line(given)
            or _DROPPED.sub("", one_line(text).lower()).replace(" ", "-")
            or "section"
        )
        anchor = slug
        while anchor in self._seen:
            self._seen[slug] += 1
            anchor = f"{slug}-{self._seen[slug]}"
        self._seen[anchor] = 0
        return anchor


def heading_text(source: str, dialect: Dialect = ANY) -> str:
    """The text of a heading's Markdown.

    Reference definitions play no part, because they may stand further down than has been read.
    """
    source, made = taken_out(source, dialect)
    if _MARKS.search(source):
        source = plain_text(tokens(_REFERENCE.sub(r"\1", source), {}))
    return "".join(
        part if isinstance(part, str) else "".join(span.text for span in part)
        for part in parts(source, made)
    )
