"""Bytes → text → front matter and body: any file is a document, and what is wrong is a Problem."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from reader.model import Problem
from reader.source.frontmatter import FrontMatter, split

# No post is longer, in bytes; what comes after is not read.
MAX_BYTES = 1 << 26

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    r"""A file in two: front matter and body; `front.raw + body` is its whole text.

    `body_line` is the line of the file that the body starts on, from 1. Lines end in `\n`, and
    NUL and bytes that are no text are U+FFFD. `problems` are all of them, the decoding's included.
    """

    path: str
    front: FrontMatter
    body: str
    body_line: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, or nothing of it could be read."""
        return _blank(self.body) and _blank(self.front.raw)


def _blank(text: str) -> bool:
    """Whether nothing but white space stands in it; looks no further than the first sign."""
    return not text or text.isspace()


def parse(path: str, data: bytes | str) -> Document:
    """The document in `data`; never raises."""
    text, problems = _decode(path, data) if isinstance(data, bytes) else _whole(path, data)
    if _blank(text):
        empty = Problem(path, None, "empty file")
        return Document(path, FrontMatter(), text, 1, (*problems, empty))
    front, body, body_line = split(path, text)
    return Document(path, front, body, body_line, (*problems, *front.problems))


def load(root: Path, path: str, most: int | None = None) -> Document:
    """The document in a file under `root`, in its first `most` bytes where so many are enough.

    One that cannot be read is empty and has a Problem, and so has one that is longer.
    """
    most = MAX_BYTES if most is None else most
    try:
        data = _read(os.path.join(root, path), most)
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the path
        cause = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        problem = Problem(path, None, f"cannot be read: {cause}")
        return Document(path, FrontMatter(), "", 1, (problem,))
    if len(data) > most:
        document = parse(path, data[:most])
        cause = f"longer than {most >> 20} MiB: the rest is not read"
        problems = (*document.problems, Problem(path, None, cause))
        return Document(path, document.front, document.body, document.body_line, problems)
    return parse(path, data)


def _read(path: str, most: int) -> bytes:
    """The beginning of a regular file; what has become a pipe or device is never waited for."""
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "not a regular file")
        # A file object takes as long to make as the file to read: only for what has grown or
        # does not say how long it is.
        data = os.read(descriptor, min(status.st_size, most) + 1)
        if data and len(data) == status.st_size:
            return data
        with open(descriptor, "rb", closefd=False) as file:
            return data + file.read(most + 1 - len(data))
    finally:
        os.close(descriptor)


def _decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text of `data`: UTF-8, or what its byte order mark says."""
    encoding = "utf-8"
    for mark, name in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    try:
        text, problems = _clean(path, data.decode(encoding))
    except UnicodeDecodeError as exc:
        before = _newlines(data[: exc.start].decode(encoding, "replace"))
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        problem = Problem(path, before.count("\n") + 1, f"bytes that are not {name}: shown as �")
        text, problems = _clean(path, data.decode(encoding, "replace"))
        problems.insert(0, problem)
    return text, problems


def _clean(path: str, text: str) -> tuple[str, list[Problem]]:
    r"""`text` with lines that end in `\n` and without NUL characters."""
    problems: list[Problem] = []
    text = _newlines(text.removeprefix("\ufeff"))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(Problem(path, line, "NUL characters: shown as �"))
        # CommonMark, 2.3: for security, U+0000 is replaced by U+FFFD.
        text = text.replace("\0", "\ufffd")
    return text, problems


def _whole(path: str, text: str) -> tuple[str, list[Problem]]:
    """`text` cleaned that was not decoded here: it may hold halves of characters."""
    text, problems = _clean(path, text)
    if not text.isascii() and (half := _SURROGATE.search(text)):
        line = text.count("\n", 0, half.start()) + 1
        problems.append(Problem(path, line, "characters that are not text: shown as �"))
        text = _SURROGATE.sub("\ufffd", text)
    return text, problems


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
