"""`reader list`: the posts of one page, the very ones the list pane shows for the same query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from reader import wording
from reader.cli import options
from reader.cli.output import colour, note, quoted, remark, terminal, write, write_csv, write_json
from reader.query import Sort
from reader.query.fields import KNOWN
from reader.sanitize import one_line

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Page, Post
    from reader.query import Query

_MOST_TOLD = 3  # problems of a site's settings
_KEYS = (
    "path", "title", "date", "authors", "categories", "tags", "state", "url", "summary", "words",
    "minutes", "problems", "reason", "lang",
)  # fmt: skip


# How wide the stretch of text is that shows the words of the query, in cells.
_SNIPPET = 200


@click.command("list", short_help=options.COMMANDS["list"])
@options.path_argument
@options.query_option
@click.option(
    "--page", type=click.IntRange(min=1), default=1, help="Which page; past the end, the last."
)
@options.page_size_option(auto=False)
@click.option(
    "--sort", metavar="KEY", shell_complete=options.completed("sort"),
    help="As sort:KEY in the query: date, -date, title, words …",
)  # fmt: skip
@options.engine_option
@options.format_option("table", "json", "csv", "paths", default="table")
@click.pass_context
def command(
    ctx: click.Context, path: str | None, text: str, page: int, page_size: int | None,
    sort: str | None, engine: str | None, form: str,
) -> None:  # fmt: skip
    """List the posts of one page, as the blog in PATH would.

    PATH is a folder or one file: the current folder where it holds posts, else the posts that ship
    with reader. Exit status 1 says that nothing matched.
    """
    query = options.asked(text)
    if sort is not None:
        query = query.sorted_by(_sort(sort))
    query = query.at(page)
    with options.opened(
        path, engine=engine, page_size=page_size, bodies=query.asks_bodies
    ) as library:
        shown = library.page(query)
        if form == "json":
            write_json(_as_json(library, query, shown))
        elif form == "csv":
            write_csv(_KEYS, [_csv_row(library, post) for post in shown.posts])
        elif form == "paths":
            write("".join(f"{quoted(post.path)}\n" for post in shown.posts))
        elif shown.posts:
            write(_as_table(shown))
        if form == "table" and shown.posts and (shown.of > 1 or library.engine.name != "plain"):
            place = f"posts {shown.first:,}–{shown.last:,} of {shown.total:,}"
            note(f"page {shown.number:,} of {shown.of:,}, {place} · {library.read_by}")
        _tell_problems(library, query, path)
        if not shown.posts:
            note(_nothing(library, query))
            ctx.exit(1)


def _sort(key: str) -> Sort:
    try:
        return Sort(key.removeprefix("-").lower(), descending=key.startswith("-"))
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="'--sort'") from None


def _as_json(library: Library, query: Query, page: Page) -> dict[str, Any]:
    return {
        "root": str(library.root),
        "engine": library.engine.name,
        "engine_reason": library.engine.site.why,
        "query": str(query),
        "page": {"number": page.number, "of": page.of, "size": page.size, "posts": page.total},
        "posts": [
            {**_record(library, post), **_snippet(library, query, post)} for post in page.posts
        ],
    }


def _snippet(library: Library, query: Query, post: Post) -> dict[str, str | None]:
    """Where the words of a query stand in a post's text; nothing where none is asked for."""
    if all(word.negated for word in query.words):
        return {}
    found = library.snippet(post, query, _SNIPPET)
    return {"snippet": found.text if found else None}


def _record(library: Library, post: Post) -> dict[str, Any]:
    """A post as the contract names its parts."""
    listing = library.listing(post)
    return {
        "path": post.path,
        "title": post.title,
        "date": post.date.isoformat() if post.date else None,
        "authors": list(post.authors),
        "categories": list(post.names("category")),
        "tags": list(post.names("tag")),
        "state": listing.state.value,
        "url": post.url,
        "summary": post.summary,
        "words": post.words,
        "minutes": post.minutes,
        "problems": [{"line": problem.line, "cause": problem.cause} for problem in post.problems],
        "reason": listing.reason,
        "lang": listing.lang or None,
    }


def _csv_row(library: Library, post: Post) -> list[str | int | None]:
    record = _record(library, post)
    record["path"] = quoted(post.path)
    record["problems"] = map(str, post.problems)
    return [
        cell if cell is None or isinstance(cell, str | int) else "; ".join(cell)
        for cell in (record[key] for key in _KEYS)
    ]


def _as_table(page: Page) -> str:
    from shutil import get_terminal_size

    from reader.cli.tables import Column, table

    posts, now = page.posts, datetime.now(UTC)
    states = [post.state_at(now).value for post in posts]
    columns = [
        Column("date", [str(post.date.date()) if post.date else "" for post in posts], rigid=True),
        Column("title", [one_line(post.title) for post in posts]),
        Column("authors", [_joined(post.authors) for post in posts], drop=2),
        Column("categories", [_joined(post.names("category")) for post in posts], drop=4),
        Column("min", [str(post.minutes) for post in posts], right=True, rigid=True, drop=3),
        Column("path", [quoted(post.path) for post in posts], dim=True, drop=1),
    ]
    if any(state != "published" for state in states):
        columns.insert(1, Column("state", states, rigid=True))
    width = get_terminal_size().columns if terminal() else None
    return "".join(f"{line}\n" for line in table(columns, width=width, colour=colour()))


def _joined(names: Sequence[str]) -> str:
    return ", ".join(map(one_line, names))


def _tell_problems(library: Library, query: Query, path: str | None) -> None:
    """Say on standard error how many files have problems, and how to see which; or, asked, all.

    Those of the site's own settings are told at once: they change what every post is.
    """
    problems = library.problems()
    if any(f.field == "has" and "problem" in f.values and not f.negated for f in query.filters):
        # Those of the scan, such as a folder that cannot be read, belong to no row.
        remark(*map(str, problems))
        return
    own = list(dict.fromkeys(library.engine.site.problems))
    for problem in own[:_MOST_TOLD]:
        note(str(problem))
    told = set(own[:_MOST_TOLD])
    files = len({problem.path for problem in problems if problem not in told})
    if files:
        from shlex import join

        words = ["reader", "list", *([path] if path else []), "-q", "has:problem state:any"]
        have = "has" if files == 1 else "have"
        note(f"{wording.count(files, 'file')} {have} problems: {join(words)}")


def _nothing(library: Library, query: Query) -> str:
    if not (query.words or query.filters):
        states, languages = library.facets("state", query), library.languages()
        others, lists_them = wording.unlisted(states, languages)
        if others:
            return f"nothing is listed in {library.root}; it has {others}: -q {lists_them}"
        rules = "" if library.engine.name == "plain" else f" · {library.read_by}"
        return f"no posts in {library.root}{rules}"
    there = KNOWN.union(library.fields())
    asked = dict.fromkeys(part.field for part in query.filters if not part.negated)
    lacking = [field for field in asked if field not in there]
    hint = ""
    if lacking:
        from difflib import get_close_matches

        known = {name.lower(): name for name in sorted(there)}
        close = get_close_matches(lacking[0].lower(), known, n=1)
        meant = f" (did you mean {known[close[0]]}?)" if close else ""
        hint = f"; no post has a field called {' or '.join(lacking)}{meant}"
    return f"nothing matches {query}{hint}{_beginnings(library, query)}{_no_view(query)}"


def _beginnings(library: Library, query: Query) -> str:
    """That words of the query are found as beginnings; "" where they are not."""
    if not query.words:
        return ""
    from reader.beginnings import with_stars

    begun, found = with_stars(library.total, query)
    if not found:
        return ""
    return f"; {' '.join(map(str, begun.words))} would, {wording.count(found, 'post')}"


def _no_view(query: Query) -> str:
    """That a word of the query looks like a saved view and is none; "" where none does."""
    if not any(word.text.startswith("@") for word in query.words):
        return ""
    from reader.config import load
    from reader.views import unknown

    hint = unknown(query, load().views)
    return f"; {hint}" if hint else ""
