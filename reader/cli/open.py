"""`reader [PATH]`: hand over to the terminal front."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import click

from reader import __version__
from reader.cli import options
from reader.cli.paths import path_or_default, standard_input
from reader.errors import PathError, ReaderError

if TYPE_CHECKING:
    from reader.config import Settings
    from reader.library import Library
    from reader.query import Query


class Open(click.Command):
    """The command without a name: its help is the program's, its usage line says `reader`."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """A context that stands for the whole program."""
        name = info_name if parent is None else parent.info_name
        return super().make_context(name, args, parent=None, **extra)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(options.COMMANDS.items()))
        formatter.write_paragraph()
        formatter.write_text("`reader COMMAND --help` says more. A folder called list is ./list.")


@click.command(cls=Open)
@options.path_argument
@options.query_option
@options.page_size_option(auto=True)
@options.engine_option
@click.version_option(__version__, message="reader %(version)s")
def command(
    path: str | None, text: str, page_size: int | Literal["auto"] | None, engine: str | None
) -> None:
    """Read a blog's Markdown posts in the terminal.

    PATH is a folder of posts, a site, one file or - for standard input: the current folder where it
    holds posts, else the posts that ship with reader.
    """
    from reader.config import load
    from reader.query import Query

    settings = load()
    if "@" in text:
        from reader.views import expand

        text = expand(text, settings.views)
    query = Query.parse(text)
    if page_size is not None:
        settings = replace(settings, page_size=page_size)
    library, unasked = _library(path, engine, settings)
    try:
        _terminal_for_keys()
        status = _run(library, query, settings, unasked)
    finally:
        library.close()
    if status:
        sys.exit(status)


def _library(path: str | None, engine: str | None, settings: Settings) -> tuple[Library, str]:
    """The library, and what to tell a user who did not ask for it (see `paths`)."""
    from reader.library import Library

    size = settings.page_size if isinstance(settings.page_size, int) else None
    if path == "-":
        return Library.from_text("standard input", standard_input(), engine=engine), ""
    try:
        place, unasked = path_or_default(path)
        return Library.open(place, engine=engine, page_size=size), unasked
    except PathError as error:
        raise _with_hint(error, path) from error


def _with_hint(error: PathError, path: str | None) -> PathError:
    """The error, with the command that was perhaps meant by a path that is not there."""
    if path is None or os.path.lexists(path):
        return error
    from difflib import get_close_matches

    close = get_close_matches(path, options.COMMANDS, n=1)
    return PathError(f"{error}; did you mean the command {close[0]}?") if close else error


def _run(library: Library, query: Query, settings: Settings, unasked: str) -> int:
    # Of two frames in a row Textual paints the second at the next multiple but one of a frame's
    # time: what comes a little late, such as posts that are hard to find, waits for up to 33 ms.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # A thread that reads files keeps Python to itself for 5 ms each time that a key wants it,
    # unless it is told to hand it on sooner.
    sys.setswitchinterval(0.0005)
    from reader.tui.app import ReaderApp

    greeting = unasked[:1].upper() + unasked[1:]
    app = ReaderApp(library, query=query, settings=settings, greeting=greeting)
    app.run()
    return app.return_code or 0


def _terminal_for_keys() -> None:
    """Make standard input the terminal again where a pipe or a file stood in its place.

    Textual's drivers read keys from file descriptor 0 and draw on standard error.
    """
    if not os.isatty(2):
        raise ReaderError(
            "there is no terminal to draw on; `reader list` and `reader show` write to a pipe"
        )
    if os.isatty(0):
        return
    attempts: tuple[Callable[[], str], ...] = (lambda: os.ttyname(2), os.ctermid)
    for name in attempts:
        try:
            keys = os.open(name(), os.O_RDWR)
        except OSError:
            continue
        os.dup2(keys, 0)
        os.close(keys)
        return
    raise ReaderError("there is no terminal to take keys from")
