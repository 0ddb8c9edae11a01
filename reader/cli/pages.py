"""`reader pages`: every list that the blog publishes, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reader import wording
from reader.cli import options
from reader.cli.output import colour, note, quoted, terminal, write, write_json
from reader.sanitize import one_line

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import ListPage, PostList

KINDS = ("home", "category", "author", "tag")


@click.command("pages", short_help=options.COMMANDS["pages"])
@options.path_argument
@click.option(
    "--by", type=click.Choice([*KINDS, "all"]), default="all", show_default=True,
    help="Only the home list, or those of one kind of terms.",
)  # fmt: skip
@options.page_size_option(auto=False)
@click.option(
    "--lang", metavar="LANG", shell_complete=options.completed("language"),
    help="The lists of this language, on a site of several.",
)  # fmt: skip
@options.engine_option
@options.format_option("table", "json", default="table")
def command(
    path: str | None, by: str, page_size: int | None, lang: str | None, engine: str | None,
    form: str,
) -> None:  # fmt: skip
    """List the lists that the blog in PATH publishes, page by page.

    These are home and the posts of each category, author and tag, as far as the blog's engine makes
    such pages, with the published posts only. --page-size N cuts every list into pages of N.
    """
    kinds = () if by == "all" else (by,)
    with options.opened(
        path, engine=engine, page_size=page_size, settled=False, bodies=False
    ) as library:
        lists = library.lists(*kinds, language=lang)
        if form == "json":
            write_json(_as_json(library, lists, lang))
        elif lists:
            write(_as_table(lists))
        if not lists:
            note(_none(library, by))
        elif form == "table":
            pages = wording.count(sum(len(one.pages) for one in lists), "page")
            note(f"{wording.count(len(lists), 'list')}, {pages} · {library.read_by}")
        _tell_language(library, lang)
        for problem in library.engine.site.problems:
            note(str(problem))


def _as_json(library: Library, lists: Sequence[PostList], lang: str | None) -> dict[str, Any]:
    """The lists as the contract names their parts."""
    rows = [
        {
            "kind": one.kind,
            "term": one.term,
            "key": one.key,
            "url": one.url,
            "size": one.size,
            "posts": one.posts,
            "pages": [
                {"number": page.number, "url": page.url, "posts": list(page.posts)}
                for page in one.pages
            ],
        }
        for one in lists
    ]
    return {
        "root": str(library.root),
        "engine": library.engine.name,
        "engine_reason": library.engine.site.why,
        "lang": lang or library.engine.language,
        "lists": rows,
    }


def _as_table(lists: Sequence[PostList]) -> str:
    """A line for each page: its list, number, posts, address, and the posts at its ends."""
    from shutil import get_terminal_size

    from reader.cli.tables import Column, table

    rows = [(one, page) for one in lists for page in one.pages or (None,)]
    addresses = [one_line((page.url if page else one.url) or "") for one, page in rows]
    columns = [
        Column("list", [_name(one) if _begins(one, page) else "" for one, page in rows]),
        Column("page", [_number(one, page) for one, page in rows], rigid=True),
        Column(
            "posts", [str(len(page.posts) if page else 0) for _, page in rows],
            right=True, rigid=True,
        ),
        Column("address", addresses, drop=1),
        Column("first … last", [_ends(page) for _, page in rows], dim=True, drop=2),
    ]  # fmt: skip
    if not any(addresses):
        columns = [column for column in columns if column.title != "address"]
    width = get_terminal_size().columns if terminal() else None
    return "".join(f"{line}\n" for line in table(columns, width=width, colour=colour()))


def _begins(one: PostList, page: ListPage | None) -> bool:
    return page is None or page is one.pages[0]


def _name(one: PostList) -> str:
    return one.kind if one.term is None else one_line(f"{one.kind} {one.term}")


def _number(one: PostList, page: ListPage | None) -> str:
    return f"{page.number}/{len(one.pages)}" if page else "none"


def _ends(page: ListPage | None) -> str:
    if page is None or not page.posts:
        return ""
    first, last = quoted(page.posts[0]), quoted(page.posts[-1])
    return first if len(page.posts) == 1 else f"{first} … {last}"


def _none(library: Library, by: str) -> str:
    kinds = library.engine.kinds
    if by in kinds or by == "all":
        return "there is no list: " + (
            "no post is published" if by == "all" else f"no {by} is used"
        )
    made = ", ".join(kinds) or "none"
    return f"{library.engine.title} publishes no lists by {by} here; it makes these: {made}"


def _tell_language(library: Library, lang: str | None) -> None:
    """Say where there is no such language; the lists are empty then."""
    if lang is None:
        return
    known = library.languages()
    keys = {library.engine.term_key("lang", one) for one in known}
    if library.engine.term_key("lang", lang) not in keys:
        there = f"there are {', '.join(known)}" if known else "its posts are of one language"
        note(f"no post is in the language {lang!r}; {there}")
