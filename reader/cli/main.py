"""The command `reader`: a command's name first, or else the reader opens on PATH.

A command's module is loaded when it is called. What every command shares stands here: the user's
mistakes as one line and exit status 2, an interrupt as 130, a closed pipe as a quiet end.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import IO, Any

import click

from reader.cli.options import COMMANDS
from reader.cli.output import flush
from reader.errors import QueryError, ReaderError

# What opens PATH has no name that could be typed: a folder may be called anything else.
_OPEN = "open"


class Failure(click.ClickException):
    """A failure that the user can mend, told in a line."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it to standard error."""
        click.echo(f"reader: {self.format_message()}", file=file, err=True)


class Reader(click.Group):
    """Hands over to the command named by the first argument, and to `open` where none is."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of `open` before arguments that name no command."""
        if not args or args[0] not in COMMANDS:
            args = [_OPEN, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names that can be typed."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a command."""
        if cmd_name != _OPEN and cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"reader.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command and turn what ends it early into an exit status."""
        try:
            result = super().invoke(ctx)
            flush()
        except ReaderError as error:
            raise Failure(_told(error)) from error
        except KeyboardInterrupt:
            ctx.exit(130)
        except BrokenPipeError:
            _silence()
            ctx.exit(0)
        return result


def _told(error: ReaderError) -> str:
    """The error in a line; below a mistake in a query, the query with a caret under the place."""
    from reader.sanitize import harmless, one_line

    line = one_line(str(error))
    if not isinstance(error, QueryError):
        return line
    from rich.cells import cell_len

    flat = error.text.translate({0x09: " ", 0x0A: " ", 0x0D: " "})
    before = cell_len(harmless(flat[: error.column - 1]))
    return f"{line}\n  {harmless(flat)}\n  {' ' * before}^"


def _silence() -> None:
    """Send what is still unwritten nowhere, so that closing at exit does not fail again.

    From the Python manual's note on SIGPIPE.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


reader = Reader(name="reader", add_help_option=False)
