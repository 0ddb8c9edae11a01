"""Reading many files on every core: other processes read, this one writes what they say.

Parsing is Python's own work, which threads would do one after the other: on two cores two threads
read 20,000 posts no quicker than one, two processes in little more than half the time.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from reader.files import Files
from reader.index import fulltext, rows
from reader.model import Post

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")

# Fewer files are read sooner than a process has started.
FEWEST = 1_500
_MOST_PROCESSES = 4
# Chunks that wait for each process: it never waits, and little is in vain where one stops.
_AHEAD = 2


class Front(NamedTuple):
    """A file that was read: its post, None where it is none or is gone.

    The post may be as the index has it, without what its body says. `unread` says that nothing
    could be read in a file that is not empty.
    """

    path: str
    row: Post | rows.Row | None
    unread: bool
    gone: bool


class Bodies(NamedTuple):
    """What bodies say, with their texts for the index (see `fulltext.batch`)."""

    bodies: tuple[rows.Body, ...]
    texts: str


def read_whole(files: Files, path: str, size: int, *, brief: bool = False) -> Front:
    """A file of so many bytes, without its body where `brief`."""
    document = files.document(path)
    unread = document.empty and size > 0
    gone = unread and not os.path.lexists(files.root / path)
    return Front(path, None if gone else files.post(document, brief=brief), unread, gone)


def read_fronts(files: Files, paths: Sequence[tuple[str, int]]) -> list[Front]:
    """The front matter of some files, by paths and sizes in bytes, as the index has it."""
    read = (read_whole(files, path, size, brief=True) for path, size in paths)
    return [
        front._replace(row=rows.row(front.row)) if isinstance(front.row, Post) else front
        for front in read
    ]


def read_bodies(files: Files, posts: Sequence[tuple[int, str]]) -> Bodies:
    """What the bodies of some posts say, by their numbers and paths."""
    bodies, texts = [], []
    for number, path in posts:
        # One that has gone since, or is no post any more, has nothing to say: a refresh sees to it.
        post = files.post(files.document(path)) or Post(path, "")
        bodies.append(body(number, post))
        texts.append((number, post.text))
    return Bodies(tuple(bodies), fulltext.batch(texts))


def body(number: int, post: Post) -> rows.Body:
    """What a post's body says, by the post's number."""
    return rows.Body(number, post.words, post.minutes, post.summary, tuple(sorted(post.has)))


class Workers:
    """Some processes that read files; without them (one core, few files) all is read here."""

    def __init__(self, files: Files, many: int) -> None:
        """`many` files are about to be read."""
        self._files = files
        count = min(_MOST_PROCESSES, _cores())
        self._many = count * _AHEAD
        self._pool = _pool(files, count) if count > 1 and many >= FEWEST else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def fronts(self, chunks: Iterable[Sequence[tuple[str, int]]]) -> Iterator[list[Front]]:
        """The front matter of the files of each chunk, in order."""
        return self._each(read_fronts, _fronts, chunks)

    def bodies(self, chunks: Iterable[Sequence[tuple[int, str]]]) -> Iterator[Bodies]:
        """What the bodies of the posts of each chunk say, in order."""
        return self._each(read_bodies, _bodies, chunks)

    def _each(
        self,
        here: Callable[[Files, _Task], _Done],
        there: Callable[[_Task], bytes],
        chunks: Iterable[_Task],
    ) -> Iterator[_Done]:
        waiting: deque[tuple[_Task, Future[bytes] | None]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._sent(there, chunk)))
            if len(waiting) >= self._many or self._pool is None:
                yield self._done(here, *waiting.popleft())
        while waiting:
            yield self._done(here, *waiting.popleft())

    def _sent(self, there: Callable[[_Task], bytes], chunk: _Task) -> Future[bytes] | None:
        if self._pool is None:
            return None
        from concurrent.futures import BrokenExecutor

        try:
            return self._pool.submit(there, chunk)
        except (BrokenExecutor, OSError):
            self._pool = None
            return None

    def _done(
        self, here: Callable[[Files, _Task], _Done], chunk: _Task, sent: Future[bytes] | None
    ) -> _Done:
        if sent is not None:
            import pickle
            from concurrent.futures import BrokenExecutor

            try:
                done: _Done = pickle.loads(sent.result())  # noqa: S301 - our own processes said it
                return done
            except BrokenExecutor:
                # Killed, or out of memory: what it had is read here.
                self._pool = None
        return here(self._files, chunk)


def _pool(files: Files, count: int) -> ProcessPoolExecutor:
    import pickle
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    given: tuple[str, object] = (os.fspath(files.root), files.engine)
    # Not forked: a process that other threads run in is copied in the middle of what they do.
    return ProcessPoolExecutor(
        count,
        get_context("spawn"),
        initializer=_begin,
        initargs=(pickle.dumps(given, pickle.HIGHEST_PROTOCOL),),
    )


def _cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


# In the other processes.

_given: list[Files] = []


def _begin(given: bytes) -> None:
    # An interrupt is for the process that is waited for, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import pickle

    root, engine = pickle.loads(given)  # noqa: S301 - our own process said it
    _given[:] = [Files(Path(root), engine)]


def _fronts(paths: Sequence[tuple[str, int]]) -> bytes:
    import pickle

    return pickle.dumps(read_fronts(_given[0], paths), pickle.HIGHEST_PROTOCOL)


def _bodies(posts: Sequence[tuple[int, str]]) -> bytes:
    import pickle

    return pickle.dumps(read_bodies(_given[0], posts), pickle.HIGHEST_PROTOCOL)
