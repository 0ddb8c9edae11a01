"""`reader terms`: the terms of one field and how many posts carry each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import options
from reader.cli.output import colour, note, terminal, write, write_csv, write_json
from reader.query import field_name
from reader.query.fields import listed
from reader.sanitize import one_line

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Facet

# What a query asks for without there being terms of it.
_WITHOUT_TERMS = frozenset(["has", "is", "sort", "after", "before"])


@click.command("terms", short_help=options.COMMANDS["terms"])
@options.path_argument
@click.option(
    "--by", metavar="FIELD", default="category", show_default=True,
    shell_complete=options.completed("field"),
    help="category, author, tag, series, year, state, or any key whose values are terms.",
)  # fmt: skip
@options.query_option
@options.engine_option
@options.page_size_option(auto=False)
@options.format_option("table", "json", "csv", default="table")
def command(
    path: str | None, by: str, text: str, engine: str | None, page_size: int | None, form: str
) -> None:
    """List the terms of a field with their counts, most posts first, then by name.

    The counts are those of the filter panel: under the query's filters on the other fields. Posts
    that carry no term of the field are not counted, and a term that no post is left with is not
    listed. Any key of the front matter may be asked for: one that no post has terms under is an
    empty list, not a failure, and the keys that there are terms under are named.
    """
    by = field_name(by)
    if by in _WITHOUT_TERMS:
        fits = "category, author, tag, series, year, state, or any key whose values are terms"
        raise click.BadParameter(f"{by!r} names no terms; there are {fits}.", param_hint="--by")
    query = options.asked(text)
    with options.opened(
        path, engine=engine, page_size=page_size, bodies=query.asks_bodies
    ) as library:
        facets = [facet for facet in library.facets(by, query) if facet.key and facet.posts]
        if form == "json":
            rows = [
                {"term": f.name, "key": f.key, "posts": f.posts, "variants": list(f.variants)}
                for f in facets
            ]
            known = {"engine": library.engine.name, "engine_reason": library.engine.site.why}
            write_json({"root": str(library.root), **known, "by": by, "terms": rows})
        elif form == "csv":
            write_csv(
                ("term", "key", "posts", "variants"),
                [(f.name, f.key, f.posts, "; ".join(f.variants)) for f in facets],
            )
        elif facets:
            write(_as_table(by, facets))
        if not facets:
            note(_nothing(library, by))


def _as_table(by: str, facets: list[Facet]) -> str:
    from shutil import get_terminal_size

    from reader.cli.tables import Column, table

    columns = [
        Column("posts", [str(facet.posts) for facet in facets], right=True, rigid=True),
        Column(one_line(by), [one_line(facet.name) for facet in facets]),
    ]
    if any(len(facet.variants) > 1 for facet in facets):
        others = [", ".join(map(one_line, facet.variants[1:])) for facet in facets]
        columns.append(Column("also written", others, dim=True))
    width = get_terminal_size().columns if terminal() else None
    return "".join(f"{line}\n" for line in table(columns, width=width, colour=colour()))


def _nothing(library: Library, by: str) -> str:
    fields = (*library.fields(), "state")
    if by in fields:
        return f"no post that matches has a term of the field {by}"
    from difflib import get_close_matches

    close = get_close_matches(by, fields, n=1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    there = f"any key of the front matter may be asked for, and terms are under {listed(fields)}"
    return f"no post has terms under {by!r}{meant}; {there}"
