"""`reader show`: one post, laid out for a terminal, as plain text, or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import options
from reader.cli.output import colour, colour_wanted, note, terminal, write, write_json
from reader.cli.paths import standard_input
from reader.errors import PathError

if TYPE_CHECKING:
    from reader.config import Settings
    from reader.layout.lines import Line
    from reader.library import Library
    from reader.listing import Listing
    from reader.markup.document import Body
    from reader.model import Post
    from reader.source.document import Document

_PIPE_WIDTH = 80
# A text of more characters is shown before its words are counted: its head tells no minutes.
_LONG = 200_000
# How the roles of a post's head look among those of its text.
_LOOKS = {"title": "h1", "facts": "dim", "terms": "dim", "state": "marker"}


@click.command("show", short_help=options.COMMANDS["show"])
@click.argument("file", metavar="FILE|-", shell_complete=options.completed("path"))
@options.format_option("ansi", "plain", "json", default=None)
@click.option("--width", type=click.IntRange(min=1), metavar="N", help="The widest line, in cells.")
@options.engine_option
def command(file: str, form: str | None, width: int | None, engine: str | None) -> None:
    """Write one post: FILE, or standard input for -.

    The form is ansi on a terminal and plain elsewhere, unless said; the width is the terminal's up
    to the measure of the settings, and 80 elsewhere. How long a very long post takes to read is
    told in json only.
    """
    from reader.config import load
    from reader.layout.head import body as draw

    with _opened(file, engine) as (library, name):
        post, document = _read(library, name, whole=form == "json")
        if post is None:
            raise PathError(f"{file}: it vanished while it was read")
        site = library.engine.site.problems
        for problem in dict.fromkeys((*post.problems, *document.problems, *site)):
            note(str(problem))
        listing = library.listing(post, document)
        settings = load()
        body = draw(document, library.engine.name, typography=settings.typography)
        if form == "json":
            shown = _as_json(file, post, document, body)
            write_json({**shown, "listing": _listing_as_json(library, listing)})
        elif form == "plain" or (form is None and not (terminal() or colour())):
            wide = width or _width(settings)
            _write_plain(_head(post, listing, wide), body, wide)
        else:
            coloured = colour_wanted() if form else colour()
            ordered = settings.bidi == "reader"
            wide = width or _width(settings)
            head = _head(post, listing, wide)
            _write_ansi(head, body, wide, coloured=coloured, ordered=ordered)


@contextmanager
def _opened(file: str, engine: str | None) -> Iterator[tuple[Library, str]]:
    """The library of one post, and the post's name in it."""
    from reader.library import Library

    if file == "-":
        name = "standard input"
        with Library.from_text(name, standard_input(), engine=engine) as library:
            yield library, name
        return
    path = Path(file)
    if path.is_dir():
        raise PathError(f"{file}: a folder; show writes one file, `reader list` its posts")
    with Library.open(path, engine=engine) as library:
        _check_readable(path)
        yield library, path.name


def _read(library: Library, name: str, *, whole: bool) -> tuple[Post | None, Document]:
    """The post and its file; of a long one only what is known without a walk through its text."""
    post, document = library.preview(name)
    if post is not None and (whole or len(document.body) <= _LONG):
        library.refresh()
        post = library.post(name)
    return post, document


def _check_readable(path: Path) -> None:
    """A post that cannot be read is data among others; asked for alone, it is a failure."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise PathError(f"{path}: {error.strerror}") from error


def _width(settings: Settings) -> int:
    if not terminal():
        return _PIPE_WIDTH
    from shutil import get_terminal_size

    return max(1, min(get_terminal_size().columns, settings.measure))


def _write_plain(head: Iterable[Line], body: Body, width: int) -> None:
    from reader.layout import plain

    _write_lines(plain.text(head))
    _write_lines(plain.render(body, width))


def _write_ansi(
    head: Iterable[Line], body: Body, width: int, *, coloured: bool, ordered: bool
) -> None:
    from itertools import chain

    from reader.layout import ansi
    from reader.layout.layout import lines

    above = map(_in_looks, head)
    drawn: Iterator[Line] = chain(above, lines(body, width))
    if ordered:
        from reader.layout.bidi import reordered

        drawn = reordered(drawn, width)
    _write_lines(ansi.text(drawn, colour=coloured, links=coloured))


def _head(post: Post, listing: Listing, width: int) -> list[Line]:
    from reader.layout.head import head
    from reader.wording import state

    return head(post, (), "", width, state(listing.state, listing.reason))


def _in_looks(line: Line) -> Line:
    from dataclasses import replace

    spans = (span._replace(role=_LOOKS.get(span.role, span.role)) for span in line.spans)
    return replace(line, spans=tuple(spans))


def _write_lines(lines: Iterable[str]) -> None:
    for line in lines:
        write(f"{line}\n")


def _as_json(file: str, post: Post, document: Document, whole: Body) -> dict[str, object]:
    from reader.layout.layout import lines
    from reader.layout.signs import TEXT

    text = _unwrapped(lines(whole, _PIPE_WIDTH, TEXT))
    return {
        "path": file,
        "front_matter": document.front.values,
        "outline": [entry._asdict() for entry in whole.outline],
        "links": list(whole.links),
        "words": post.words,
        "minutes": post.minutes,
        "text": text,
    }


def _listing_as_json(library: Library, listing: Listing) -> dict[str, object]:
    return {
        "listed": listing.listed,
        "state": listing.state.value,
        "engine": library.engine.name,
        "reason": listing.reason,
        "lang": listing.lang or None,
    }


def _unwrapped(lines: Iterable[Line]) -> str:
    """The text of plain lines, those that were wrapped joined again."""
    whole: list[str] = []
    for line in lines:
        if line.soft and whole:
            whole[-1] += line.joint + line.text[line.margin :]
        else:
            whole.append(line.text)
    return "".join(f"{text.rstrip()}\n" for text in whole)
