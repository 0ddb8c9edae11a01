"""Reading many files on every core: other processes read, this one writes what they say.

Parsing is Python's own work, which threads would do one after the other: on two cores two threads
read 20,000 posts no quicker than one, two processes in little more than half the time.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from reader.files import Files
from reader.index import fulltext, rows
from reader.index.rows import Bodies
from reader.model import Post

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.crew import Crew
    from reader.engines.base import Part
    from reader.source.document import Document

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")

# Fewer files are read sooner than a process has started.
FEWEST = 1_500
_MOST_PROCESSES = 4
# Chunks that wait for each process: it never waits, even while much is written at once, and little
# is in vain where one stops.
_AHEAD = 4
_GROUP = 25
# What most posts have.
_SAMPLE = "---\ntitle: A\ndate: 2000-01-01\ntags: [a]\n---\n\nA.\n\n## A\n\n- `a` [*a*](b) “b”\n"


class Front(NamedTuple):
    """A file that was read: its post, None where it is none or is gone.

    The post may be as the index has it, without what its body says. `unread` says that nothing
    could be read in a file that is not empty.
    """

    path: str
    row: Post | rows.Row | None
    unread: bool
    gone: bool


def read_whole(files: Files, path: str, size: int) -> Front:
    """A file of so many bytes."""
    return _front(files, files.document(path), size)


def _front(files: Files, document: Document, size: int, part: Part = "all") -> Front:
    unread = document.empty and size > 0
    gone = unread and not os.path.lexists(files.root / document.path)
    post = None if gone else files.post(document, part=part)
    return Front(document.path, post, unread, gone)


def read_fronts(files: Files, paths: Sequence[tuple[str, int]]) -> list[Front]:
    """The front matter of some files, by paths and sizes in bytes, as the index has it."""
    read = list[Front]()
    for some in _together(paths):
        documents = [(files.document(path), size) for path, size in some]
        fronts = [_front(files, document, size, "front") for document, size in documents]
        read += [
            front._replace(row=rows.row(front.row)) if isinstance(front.row, Post) else front
            for front in fronts
        ]
    return read


def read_bodies(files: Files, posts: Sequence[tuple[int, str]]) -> Bodies:
    """What the bodies of some posts say, by their numbers and paths."""
    said = Bodies([], [], [])
    for some in _together(posts):
        documents = [(number, files.document(path)) for number, path in some]
        # One that is no post any more has nothing to say: a refresh sees to it.
        read = [
            (number, files.post(document, part="body") or Post(document.path, ""))
            for number, document in documents
        ]
        said.bodies.extend(body(number, post) for number, post in read)
        said.texts.extend([fulltext.body(number, post.text) for number, post in read])
        said.unread.extend(document.path for _, document in documents if document.empty)
    return said


def _together(files: Sequence[_Task]) -> Iterator[Sequence[_Task]]:
    """The files in groups, for each of which one thing is done after the other.

    That takes a tenth less time than doing all with one file after the other: what a processor has
    just done it does again the quickest.
    """
    return (files[start : start + _GROUP] for start in range(0, len(files), _GROUP))


def body(number: int, post: Post) -> rows.Body:
    """What a post's body says, by the post's number."""
    return rows.Body(number, post.words, post.minutes, post.summary, tuple(sorted(post.has)))


class Workers:
    """Some processes that read files; without them (one core, few files) all is read here."""

    def __init__(self, files: Files) -> None:
        self._files, self._count = files, min(_MOST_PROCESSES, _cores())
        self._crew: Crew | None = None

    def expect(self, many: int) -> None:
        """So many files are about to be read, once the engine knows all of them."""
        if self._crew is None and self._count > 1 and many >= FEWEST:
            from reader.crew import Crew

            self._crew = Crew(self._files, self._count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._crew is not None:
            self._crew.close()

    def fronts(self, chunks: Iterable[Sequence[tuple[str, int]]]) -> Iterator[list[Front]]:
        """The front matter of the files of each chunk, in order."""
        return self._each(read_fronts, chunks)

    def bodies(self, chunks: Iterable[Sequence[tuple[int, str]]]) -> Iterator[Bodies]:
        """What the bodies of the posts of each chunk say, in order."""
        return self._each(read_bodies, chunks)

    def _each(
        self, read: Callable[[Files, _Task], _Done], chunks: Iterable[_Task]
    ) -> Iterator[_Done]:
        waiting: deque[tuple[_Task, Future[_Done | None] | None]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._crew.ask(read, chunk) if self._crew else None))
            if len(waiting) >= self._count * _AHEAD or self._crew is None:
                yield self._done(read, *waiting.popleft())
        while waiting:
            yield self._done(read, *waiting.popleft())

    def _done(
        self, read: Callable[[Files, _Task], _Done], chunk: _Task,
        asked: Future[_Done | None] | None,
    ) -> _Done:  # fmt: skip
        said = asked.result() if asked is not None else None
        # What a process that was killed had to read is read here.
        return read(self._files, chunk) if said is None else said


def _cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _warm(module: str) -> None:
    """Load all that reading takes, while the other process still looks for files."""
    from importlib import import_module
    from pkgutil import iter_modules

    from reader.engines.plain import Plain
    from reader.source.document import parse

    package, _, engine = module.rpartition(".")
    for found in iter_modules(import_module(package).__path__):
        if found.name == engine or found.name.startswith(f"{engine}_"):
            import_module(f"{package}.{found.name}")
    # Patterns are compiled where they are first used.
    post = Plain().post(parse("a.md", _SAMPLE))
    rows.row(post)
    fulltext.body(0, post.text)


def serve(module: str) -> None:
    """Answer on standard output what is asked on standard input, until that ends.

    `module` has the class of the engine that will be handed over first.
    """
    import gc
    import pickle
    import sys

    _warm(module)
    # Next to nothing that is read is part of a circle; searching for those takes its time.
    gc.set_threshold(200_000, 20, 50)
    root, engine = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process said it
    files = Files(Path(root), engine)
    readers = {read.__name__: read for read in (read_fronts, read_bodies)}
    while True:
        try:
            name, chunk = pickle.load(sys.stdin.buffer)  # noqa: S301 - as above
        except EOFError:
            return
        said = readers[name](files, chunk)
        pickle.dump(said, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()
