"""One question to the library, and what it says to it: a page, or why there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from reader.library import Library
from reader.model import Page
from reader.query import Query
from reader.sanitize import one_line
from reader.views import unknown
from reader.wording import count, unlisted


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library said to one query: its page, and what dropping each chip would give.

    `marks` is what the posts of the page are marked with, by path; `unlisted` what there is that
    no list shows unasked, and what asks for it (see `wording.unlisted`), where nothing is listed;
    `begun` are the words that find posts as beginnings, and how many.
    """

    query: Query
    page: Page
    of_all: int
    without: tuple[tuple[str, int], ...] = ()
    marks: Mapping[str, Collection[str]] = field(default_factory=dict)
    unlisted: tuple[str, str] = ("", "")
    begun: tuple[str, int] = ("", 0)


def answer(library: Library, query: Query, keep: str | None = None) -> Answer:
    """Ask the library for a page: the one that holds the post `keep`, where it is in the result."""
    if keep is not None and (place := library.position(query, keep)) is not None:
        query = query.at(library.number(query, place))
    page = library.page(query)
    of_all = library.total(query.pool()) if query.chips() else page.total
    without: tuple[tuple[str, int], ...] = ()
    others, begun = ("", ""), ("", 0)
    if not page.total:
        if query.words:
            from reader.beginnings import with_stars

            starred, found = with_stars(library.total, query)
            begun = " ".join(map(str, starred.words)), found
        without = tuple((c.label, library.total(c.query)) for c in reversed(query.chips()))
        if not without:
            others = unlisted(library.facets("state", Query()), library.languages())
    marks = {post.path: library.history.marks(post.path) for post in page.posts}
    return Answer(query.at(page.number), page, of_all, without, marks, others, begun)


def emptiness(
    got: Answer, library: Library, views: Mapping[str, str], *, busy: bool, unread: str = ""
) -> str:
    """What to say where there is no post to show, and what to do about it.

    `busy` before anything is known; `unread` says that not all has been read, and what to do.
    """
    if got.without:
        names = [(one_line(label).removeprefix("or "), number) for label, number in got.without]
        rows = [f"without {name}: {count(number, 'post')}" for name, number in names]
        keys = ["x  removes the last of these", "X  removes all of them"]
        hint = unknown(got.query, views)
        hints = [f"{hint[0].upper()}{one_line(hint[1:])}.", ""] if hint else []
        words, found = got.begun
        if found:
            hints = [f"/  and {one_line(words)} would list {count(found, 'post')}", ""]
        none = f"No post that has been read matches: {unread}." if unread else "No post matches."
        return "\n".join([none, "", *hints, *rows, "", *keys])
    if busy:
        return "Looking for posts …"
    root = one_line(str(library.root))
    there, asked = got.unlisted
    if there:
        return f"Nothing is listed in {root}\n\nIt has {there}: /  and {asked} lists them"
    rules = "" if library.engine.name == "plain" else f", by the rules of {library.engine.title}"
    return (
        f"No posts in {root}\n\n"
        "Looked for Markdown files (.md, .markdown, .mdx …) in it and in its folders, "
        f"but for hidden ones{rules}.\n\n"
        "r  looks again\n\nTo read another folder: reader PATH"
    )
