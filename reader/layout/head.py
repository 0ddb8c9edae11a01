"""What stands above a post's text: title, facts, terms, state and problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.layout.lines import Line
from reader.layout.wrap import wrap
from reader.markup.blocks import Span
from reader.model import Post, Problem
from reader.sanitize import one_line
from reader.wording import day, minutes, state

if TYPE_CHECKING:
    from reader.markup.document import Body
    from reader.source.document import Document

_SHOWN_PROBLEMS = 5


def head(
    post: Post, problems: tuple[Problem, ...], landing: str, width: int, why: str = ""
) -> list[Line]:
    """The lines above the text, `width` cells wide at most, the last one empty.

    Roles: title, facts, terms, state, problem. `landing` says where the post lands, `why` what
    keeps it from being listed; "" for nothing.
    """
    paragraphs = [
        (one_line(post.title) or one_line(post.path), "title"),
        *((facts, "facts") for facts in _facts(post, landing, width)),
    ]
    if terms := _terms(post):
        paragraphs.append((terms, "terms"))
    if why := one_line(why or state(post.state)):
        paragraphs.append((why, "state"))
    for problem in problems[:_SHOWN_PROBLEMS]:
        paragraphs.append((f"! {one_line(str(problem))}", "problem"))
    if (more := len(problems) - _SHOWN_PROBLEMS) > 0:
        paragraphs.append((f"! and {more} more", "problem"))
    lines = [line for text, role in paragraphs for line in _wrapped(text, role, width)]
    return [*lines, Line((), source=1)]


def problems(post: Post, document: Document | None) -> tuple[Problem, ...]:
    """What is wrong with a post: what its engine found, then what reading it now brought up."""
    read = () if document is None else document.problems
    return tuple(dict.fromkeys((*post.problems, *read)))


def body_text(document: Document | None) -> tuple[str, int]:
    """The Markdown to show, and the line of the file that it starts on.

    Front matter that cannot be read stands above the body as it was written.
    """
    if document is None:
        return "", 1
    raw = document.front.raw
    if not raw.strip() or document.front.values or not document.problems:
        return document.body, document.body_line
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", raw)), default=0))
    return f"{fence}\n{raw.rstrip()}\n{fence}\n\n{document.body}", 0


def body(document: Document | None, engine: str = "", *, typography: bool = False) -> Body:
    """The body to draw of a post, read in the dialect of its engine ("" for one not known)."""
    from reader.markup.dialect import Dialect
    from reader.markup.document import Body

    text, line = body_text(document)
    mdx = document is not None and document.path.lower().endswith(".mdx")
    dialect = Dialect(engine if engine != "plain" else "", mdx=mdx, typography=typography)
    return Body(text, first_line=line, dialect=dialect)


def _facts(post: Post, landing: str, width: int) -> list[str]:
    """Authors, date, category, minutes and where the post lands: below, if beside has no room."""
    facts = [
        ", ".join(map(one_line, post.authors)),
        day(post.date),
        ", ".join(map(one_line, post.names("category"))),
        minutes(post) if post.words else "",
    ]
    text, landing = " · ".join(fact for fact in facts if fact), one_line(landing)
    if not landing:
        return [text]
    beside = f"{text} · {landing}"
    return [beside] if cell_len(beside) <= width else [text, landing]


def _terms(post: Post) -> str:
    """Every other term: tags, series and the rest."""
    groups = [
        f"{one_line(field)} {', '.join(one_line(term.name) for term in terms)}"
        for field, terms in post.terms.items()
        if field not in ("author", "category") and terms
    ]
    return " · ".join(groups)


def _wrapped(text: str, role: str, width: int) -> Iterator[Line]:
    before = 0
    for start, end, soft in wrap(text, width):
        joint = " " if start > before else ""
        yield Line((Span(text[start:end], role),), source=1, soft=soft, joint=joint)
        before = end
