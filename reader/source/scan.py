"""A folder → its Markdown files and their stamps, and the difference of two such looks."""

from __future__ import annotations

import os
import re
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from reader.model import Problem

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
# Folders that hold other people's files, whatever the project.
VENDOR = frozenset(
    ["__pycache__", "bower_components", "node_modules", "site-packages", "vendor"]
)  # fmt: skip
_LARGEST = 2**63 - 1  # what SQLite keeps of a number
_DATED = re.compile(r"(?<!\d)\d{4}[-/]?\d{2}[-/]?\d{2}(?!\d)")
_OFTEN = 500  # files between two words of how many there are


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file changed: its time in nanoseconds and its size in bytes."""

    mtime_ns: int
    size: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """The stamp of a file, its time kept between the years 1677 and 2262 as 64 bits are."""
        mtime_ns = max(-_LARGEST, min(status.st_mtime_ns, _LARGEST))
        return cls(mtime_ns, min(status.st_size, _LARGEST))


@dataclass(frozen=True, slots=True)
class Scan:
    """What stood under `root`: paths relative to it, with `/`, in their order.

    Bytes of a name that are no text are lone surrogates (`os.fsdecode`). Where PATH is one file,
    `root` is the folder it stands in.
    """

    root: Path
    stamps: Mapping[str, Stamp]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the files that were read before, and which came.

    Those of `unsure` may have changed without their stamps saying so.
    """

    new: frozenset[str]
    changed: frozenset[str]
    unsure: frozenset[str]
    gone: frozenset[str]


def difference(
    before: Iterable[tuple[str, int, int, bool]], after: Mapping[str, Stamp]
) -> Difference:
    """What became of files: `before` has their paths, mtimes, sizes, and whether these tell all."""
    new, changed, unsure, gone = set(after), set[str](), set[str](), set[str]()
    for path, mtime_ns, size, settled in before:
        stamp = after.get(path)
        if stamp is None:
            gone.add(path)
            continue
        new.discard(path)
        if not settled:
            unsure.add(path)
        elif (stamp.mtime_ns, stamp.size) != (mtime_ns, size):
            changed.add(path)
    return Difference(frozenset(new), frozenset(changed), frozenset(unsure), frozenset(gone))


def newest_first(paths: Iterable[str], stamps: Mapping[str, Stamp]) -> list[str]:
    """By the date in the path where there is one, else (after those) by the time of change."""

    def newness(path: str) -> tuple[str, int, str]:
        date = _DATED.search(path)
        digits = "" if date is None else re.sub(r"\D", "", date[0])
        return digits, stamps[path].mtime_ns, path

    return sorted(paths, key=newness, reverse=True)


def is_markdown(name: str) -> bool:
    """Whether a file of this name holds Markdown."""
    return name.lower().endswith(MARKDOWN)


def scan(
    root: Path,
    *,
    stop: Callable[[], bool] | None = None,
    found: Callable[[int], None] = lambda many: None,
) -> Scan:
    """The Markdown files under `root`, which may be one file of any name.

    Hidden and vendor folders are left out, links are followed, and a folder that is reached twice
    is listed once, where it really stands if that is below `root`. Where `stop()` says so, what
    was seen so far is returned; `found` hears now and then how many there are so far.
    """
    try:
        status = os.stat(root)
    except OSError as exc:
        return Scan(root, {}, (_cannot(root.name, exc),))
    if stat.S_ISDIR(status.st_mode):
        walk = _Walk(root, stop, found)
        walk.run(status)
        return Scan(root, dict(sorted(walk.stamps.items())), tuple(walk.problems))
    if stat.S_ISREG(status.st_mode):
        return Scan(root.parent, {root.name: Stamp.of(status)})
    return Scan(root.parent, {}, (Problem(root.name, None, "not a regular file"),))


class _Walk:
    """One walk: real folders first, then those behind links, so that a post has its own path."""

    def __init__(
        self, root: Path, stop: Callable[[], bool] | None, found: Callable[[int], None]
    ) -> None:
        self.root, self.stop, self.found = root, stop, found
        self.stamps: dict[str, Stamp] = {}
        self.problems: list[Problem] = []
        self.seen: set[tuple[int, int]] = set()
        self.linked: deque[str] = deque()

    def run(self, status: os.stat_result) -> None:
        self.seen.add((status.st_dev, status.st_ino))
        # A link to a folder that holds the root would be a loop.
        for parent in Path(os.path.realpath(self.root)).parents:
            try:
                above = os.stat(parent)
            except OSError:
                continue
            self.seen.add((above.st_dev, above.st_ino))
        self.folder("")
        while self.linked:
            path = self.linked.popleft()
            if self.enter(path):
                self.folder(path + "/")

    def folder(self, first: str) -> None:
        """List a folder and the real folders below it; `first` is "" or ends in "/"."""
        pending = [first]
        while pending:
            prefix = pending.pop()
            below: list[str] = []
            for entry in self.entries(prefix):
                if self.stop and self.stop():
                    self.linked.clear()
                    return
                path = prefix + entry.name
                try:
                    if entry.is_dir():
                        if entry.name not in VENDOR:
                            (self.linked if entry.is_symlink() else below).append(path)
                    elif is_markdown(entry.name):
                        self.file(path, entry)
                except OSError as exc:
                    self.problems.append(_cannot(path, exc))
            pending += [path + "/" for path in reversed(below) if self.enter(path)]

    def entries(self, prefix: str) -> Iterator[os.DirEntry[str]]:
        """A folder's entries by name, without the hidden; none of one that is not the user's."""
        try:
            with os.scandir(os.path.join(self.root, prefix)) as found:
                entries = list(found)
        except FileNotFoundError:
            return
        except OSError as exc:
            self.problems.append(_cannot(prefix.rstrip("/") or ".", exc))
            return
        if prefix and any(entry.name == "pyvenv.cfg" for entry in entries):
            return
        entries.sort(key=lambda entry: entry.name)
        yield from (entry for entry in entries if not entry.name.startswith("."))

    def enter(self, path: str) -> bool:
        """Whether a folder is there and was not listed yet."""
        try:
            status = os.stat(os.path.join(self.root, path))
        except FileNotFoundError:
            return False
        except OSError as exc:
            self.problems.append(_cannot(path, exc))
            return False
        identity = (status.st_dev, status.st_ino)
        if identity in self.seen:
            return False
        self.seen.add(identity)
        return True

    def file(self, path: str, entry: os.DirEntry[str]) -> None:
        """List a file; pipes, sockets and devices are not opened, so not listed either."""
        try:
            status = entry.stat()
        except FileNotFoundError:
            if entry.is_symlink():
                self.problems.append(Problem(path, None, "a link to nothing"))
            return
        if stat.S_ISREG(status.st_mode):
            self.stamps[path] = Stamp.of(status)
            if len(self.stamps) % _OFTEN == 0:
                self.found(len(self.stamps))


def _cannot(path: str, error: OSError) -> Problem:
    return Problem(path, None, f"cannot be opened: {error.strerror or error}")
