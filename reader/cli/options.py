"""What the commands have in common: names, arguments, options, and the library they open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.cli.output import note
from reader.cli.paths import path_or_default, standard_input

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from reader.library import Library
    from reader.query import Query

    _ParamType = click.ParamType[Any]
    _Items = list[CompletionItem[Any]]
    _Completed = Callable[[click.Context, click.Parameter, str], _Items]
else:
    # Generic to a type checker; at run time the older classes of Click take no parameter.
    _ParamType = click.ParamType

# A command's module is named like it; the words are those of the overview in `reader --help`.
COMMANDS: Mapping[str, str] = {
    "list": "List the posts of one page.",
    "terms": "List the terms of a field with their counts.",
    "pages": "List the blog's lists, page by page.",
    "show": "Write one post.",
}

_Function = TypeVar("_Function", bound=Callable[..., Any])


class PageSize(_ParamType):
    """A number of posts from 1 or, where there is a screen to fill, `auto`."""

    name = "n"

    def __init__(self, *, auto: bool) -> None:
        self.auto = auto

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """`value` as a number, or as it is where it says `auto`."""
        if value == "auto" and self.auto:
            return "auto"
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number < 1:
            fits = 'a number from 1 or "auto"' if self.auto else "a number from 1"
            self.fail(f"{value!r} is not {fits}.", param, ctx)
        return number


def completed(name: str) -> _Completed:
    """What completes a value in shells: the function of that name in `shells`."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> _Items:
        from reader.cli import shells

        found: _Items = getattr(shells, name)(ctx, incomplete)
        return found

    return complete


def path_argument(function: _Function) -> _Function:
    """PATH: a folder or one file."""
    return click.argument("path", required=False, shell_complete=completed("path"))(function)


def query_option(function: _Function) -> _Function:
    """-q QUERY."""
    return click.option(
        "-q", "--query", "text", metavar="QUERY", default="", shell_complete=completed("query"),
        help="Only what this finds, such as 'category:News author:\"Author One\"'.",
    )(function)  # fmt: skip


def engine_option(function: _Function) -> _Function:
    """--engine NAME."""
    return click.option(
        "--engine", metavar="NAME", shell_complete=completed("engine"),
        help="The blog engine, instead of the one that is detected.",
    )(function)  # fmt: skip


def page_size_option(*, auto: bool) -> Callable[[_Function], _Function]:
    """--page-size N, and `auto` where a screen is there to fill."""
    return click.option(
        "--page-size", type=PageSize(auto=auto), metavar="N|auto" if auto else "N",
        help="Posts a page, instead of the engine's number" + ("; auto fills it." if auto else "."),
    )  # fmt: skip


def format_option(*names: str, default: str | None) -> Callable[[_Function], _Function]:
    """--format, one of `names`."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=default, show_default=True
    )


def asked(text: str) -> Query:
    """The query that -q is, with the saved views that it names. Raises QueryError, ConfigError."""
    from reader.query import Query

    if "@" in text:
        from reader.config import load
        from reader.views import expand

        text = expand(text, load().views)
    return Query.parse(text)


@contextmanager
def opened(
    path: str | None, *, engine: str | None, page_size: int | None, settled: bool = True,
    bodies: bool = True,
) -> Iterator[Library]:  # fmt: skip
    """The library at `path` (None: see `paths`), up to date; what it has to say goes to stderr.

    Where no `bodies` are asked for, those of many new posts are left for later. `page_size` None
    is the settings' number, where they say one and are `settled` to hold. Raises ReaderError.
    """
    from reader.cli.progress import Progress
    from reader.library import Library

    if page_size is None and settled:
        page_size = _settled_page_size()
    unasked = ""
    if path == "-":
        library = Library.from_text(
            "standard input", standard_input(), engine=engine, page_size=page_size
        )
    else:
        place, unasked = path_or_default(path)
        library = Library.open(place, engine=engine, page_size=page_size)
    try:
        with Progress() as progress:
            library.refresh(progress=progress, bodies=bodies)
        told = library.notices
        for notice in (unasked, *told):
            if notice:
                note(notice)
        yield library
        for notice in library.notices:
            if notice not in told:
                note(notice)
    finally:
        library.close()


def _settled_page_size() -> int | None:
    from reader.config import load

    size = load().page_size
    return size if isinstance(size, int) else None
