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
    from reader.model import PostList

KINDS = ("home", "category", "author", "tag")


@click.command("pages", short_help=options.COMMANDS["pages"])
@options.path_argument
@click.option("--by", type=click.Choice([*KINDS, "all"]), default="all", show_default=True)
@options.page_size_option(auto=False)
@click.option("--lang", metavar="LANG", help="The lists of this language, on a site of several.")
@options.engine_option
@options.format_option("table", "json", default="table")
def command(
    path: str | None,
    by: str,
    page_size: int | None,
    lang: str | None,
    engine: str | None,
    form: str,
) -> None:
    """List the lists that the blog in PATH publishes, page by page.

    These are home and the posts of each category, author and tag, as far as the blog's engine makes
    such pages, with the published posts only. --page-size N cuts every list into pages of N.
    """
    kinds = () if by == "all" else (by,)
    with options.opened(path, engine=engine, page_size=page_size, settled=False) as library:
        lists = library.lists(*kinds, language=lang)
        if form == "json":
            write_json(as_json(library, lists))
            return
        write(_as_table(lists))
        if not lists:
            note(f"{library.engine.title} publishes no lists by {by}")
        for problem in library.engine.site.problems:
            note(str(problem))


def as_json(library: Library, lists: Sequence[PostList]) -> dict[str, Any]:
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
    return {"root": str(library.root), "engine": library.engine.name, "lists": rows}


def _as_table(lists: Sequence[PostList]) -> str:
    """A line for each page: its list, number, posts, address, and the posts at its ends."""
    from shutil import get_terminal_size

    from reader.cli.tables import Column, table

    rows = [(one, page) for one in lists for page in one.pages]
    if not rows:
        return ""
    named = [
        one_line(f"{one.kind} {one.term or ''}") if page.number == 1 else "" for one, page in rows
    ]
    ends = []
    for _, page in rows:
        first, last = (quoted(page.posts[place]) if page.posts else "" for place in (0, -1))
        ends.append(first if first == last else f"{first} … {last}")
    columns = [
        Column("list", named),
        Column("page", [f"{page.number}/{len(one.pages)}" for one, page in rows], rigid=True),
        Column("posts", [str(len(page.posts)) for _, page in rows], right=True, rigid=True),
        Column("address", [one_line(page.url or "") for _, page in rows], drop=1),
        Column("first … last", ends, dim=True, drop=2),
    ]
    width = get_terminal_size().columns if terminal() else None
    lines = "".join(f"{line}\n" for line in table(columns, width=width, colour=colour()))
    pages = wording.count(len(rows), "page")
    return f"{lines}\n{wording.count(len(lists), 'list')}, {pages}\n"
