"""Pictures as lines of cells, in the ways that terminals know.

textual-image draws. It also asks the terminal questions and writes to it by itself, which would
come between Textual and its terminal: `_caught` keeps it from both, and what it would have written
goes the way of all that is drawn.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.console import Console
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from PIL.Image import Image

Way = Literal["kitty", "sixel", "blocks", "off"]

# The cells of a terminal that does not tell: as wide to as high as in most fonts.
CELL = (8, 16)
_LOCK = Lock()


class Drawn(NamedTuple):
    """A picture as lines; `sent` has to reach the terminal before them, `freed` after all use."""

    rows: tuple[Strip, ...]
    sent: str = ""
    freed: str = ""


def way(setting: str, environ: Mapping[str, str] | None = None) -> Way:
    """How to draw pictures: as the setting says, "auto" by what the terminal says of itself.

    Only kitty's placeholders scroll with the text by themselves, and only kitty and Ghostty know
    them. Others get half cells: sixels are bound to places on the screen, see `_sixel`.
    """
    said = os.environ if environ is None else environ
    if "NO_COLOR" in said:
        return "off"
    if setting in ("kitty", "sixel", "blocks", "off"):
        return setting  # type: ignore[return-value]
    term = said.get("TERM", "")
    if term == "dumb":
        return "off"
    # Between the program and a multiplexer's own terminal, pictures get lost.
    if "TMUX" in said or "STY" in said or term.startswith(("tmux", "screen")):
        return "blocks"
    known = ("kitty", "ghostty")
    if term.removeprefix("xterm-") in known or said.get("TERM_PROGRAM", "").lower() in known:
        return "kitty"
    return "kitty" if "KITTY_WINDOW_ID" in said else "blocks"


def cell_size() -> tuple[int, int] | None:
    """The width and height of a cell in pixels, where the system knows without asking anyone."""
    try:
        import fcntl
        import struct
        import termios
    except ImportError:
        return None
    for stream in (sys.__stderr__, sys.__stdout__):
        try:
            told = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, bytes(8)) if stream else b""
        except (OSError, ValueError):
            continue
        if len(told) == 8:
            rows, columns, width, height = struct.unpack("HHHH", told)
            if rows and columns and width >= columns and height >= rows:
                return width // columns, height // rows
    return None


def pixels(way: Way, columns: int, rows: int, cell: tuple[int, int]) -> tuple[int, int]:
    """The pixels that a picture of so many cells is to have."""
    return (columns, 2 * rows) if way == "blocks" else (columns * cell[0], rows * cell[1])


def draw(image: Image, way: Way, columns: int, rows: int, cell: tuple[int, int]) -> Drawn:
    """A picture of `pixels` as lines of cells."""
    if way == "sixel":
        return Drawn(tuple(_sixel(image, columns, rows, cell)))
    with _LOCK, _caught(cell) as written:
        if way == "kitty":
            from textual_image.renderable.tgp import Image as Tgp

            picture = Tgp(image, columns, rows)
            lines = _lines(picture, columns, rows)
            # Its own `cleanup` would take every picture off the screen: it names none (d=I, i=…).
            freed = f"\x1b_Ga=d,d=I,i={picture.terminal_image_id},q=2\x1b\\"
            return Drawn(lines, written.getvalue(), freed)
        from textual_image.renderable.halfcell import Image as HalfCells

        return Drawn(_lines(HalfCells(image, columns, rows), columns, rows))


def _lines(picture: object, columns: int, rows: int) -> tuple[Strip, ...]:
    console = Console(file=io.StringIO(), width=columns, height=rows, color_system="truecolor")
    options = console.options.update(width=columns, height=rows)
    segments = console.render(picture, options)  # type: ignore[arg-type]
    lines = Segment.split_lines(segments)
    return tuple(Strip(line, columns).simplify() for line in lines)


@contextmanager
def _caught(cell: tuple[int, int]) -> Iterator[io.StringIO]:
    """Keep what is written to the terminal, and let it look as if there were none to ask.

    The size of a cell is then taken from variables that textual-serve sets.
    """
    written, terminal = io.StringIO(), sys.__stdout__
    sizes = {"TEXTUAL_CELL_WIDTH": str(cell[0]), "TEXTUAL_CELL_HEIGHT": str(cell[1])}
    before = {name: os.environ.get(name) for name in sizes}
    os.environ.update(sizes)
    sys.__stdout__ = written  # type: ignore[misc, assignment]
    try:
        yield written
    finally:
        sys.__stdout__ = terminal  # type: ignore[misc]
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _sixel(image: Image, columns: int, rows: int, cell: tuple[int, int]) -> Iterator[Strip]:
    """A picture of its own for each line, so that lines may scroll out one by one.

    Each takes no cells and is drawn over those before it. It would be over
    what overlaps the line, too (see `Gallery.floats`); a short notice in the corner is.
    """
    from textual_image._sixel import image_to_sixels

    image = image.quantize(256).convert("RGB")
    for row in range(rows):
        top = row * cell[1]
        sixels = image_to_sixels(image.crop((0, top, image.width, top + cell[1])))
        # Without the step to a next band, which could scroll the last line of a screen.
        sixels = sixels.removesuffix("-\x1b\\") + "\x1b\\"
        over = f"\x1b[{columns}D\x1b7{sixels}\x1b8\x1b[{columns}C"
        yield Strip([Segment(over, Style.null(), [(ControlType.CURSOR_FORWARD, 0)])], 0)
