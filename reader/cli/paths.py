"""Which posts PATH means."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.cli.output import note
from reader.errors import PathError

if TYPE_CHECKING:
    from io import BufferedIOBase

# How many files to look at before a folder is given up: a home folder must not delay the start.
_LOOKED_AT = 5_000
_NOT_HERE = "no posts here: these are the posts that come with reader"


def path_or_default(path: str | None) -> tuple[Path, str]:
    """PATH as said; else the current folder where it holds posts, else the posts of ours.

    Beside it what to tell a user who gets the posts of ours unasked, "" otherwise.
    """
    if path is not None:
        return Path(path), ""
    here = Path()
    return (here, "") if holds_posts(here) else (shipped_posts(), _NOT_HERE)


def shipped_posts() -> Path:
    """The posts that ship with reader: beside its modules once installed, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent
    if (folder := package / "posts").is_dir():
        return folder
    if (folder := checkout / "posts").is_dir() and (checkout / "pyproject.toml").is_file():
        return folder
    raise PathError("no posts here, and none came with reader: name a folder")


def standard_input() -> bytes:
    """Standard input, which `-` stands for, as far as a file is read. PathError if it is closed."""
    from reader.source.document import MAX_BYTES

    if sys.stdin is None:
        raise PathError("-: standard input is closed")
    stream, data = cast("BufferedIOBase", sys.stdin.buffer), bytearray()
    # In pieces: a single read of all would not see an interrupt while there is always more.
    while len(data) < MAX_BYTES and (piece := stream.read1(1 << 16)):
        data += piece
    if len(data) >= MAX_BYTES:
        note(f"standard input is longer than {MAX_BYTES >> 20} MiB: the rest is not read")
    return bytes(data[:MAX_BYTES])


def holds_posts(folder: Path) -> bool:
    """Whether one of the first files of the folder, as they are scanned, is a post by its name."""
    from reader.engines import detect
    from reader.source.scan import scan

    looked_at = count(1)
    seen = scan(folder, stop=lambda: next(looked_at) > _LOOKED_AT)
    return bool(detect(folder).posts(seen.stamps))
