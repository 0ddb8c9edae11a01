"""Other processes of this program that read files, and the threads that talk to them.

Not those of `multiprocessing`, which start by the standard error stream: under a program that
draws on the terminal it is none.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import IO, Any, NamedTuple, TypeVar

from reader.files import Files

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")

_IN_HAND = 2  # chunks that a process has been handed at most, where its pipe holds them
_LEAST = 512  # bytes that any pipe holds (POSIX)
_ANSWER = 1 << 19  # bytes that a process may say before any is taken
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:]; from reader.workers import serve; serve(sys.argv[1])"
)


class Asked(NamedTuple):
    """What a process is asked, by the name of a reader, and where what it says goes."""

    read: str
    chunk: object
    said: Future[Any]


class Crew:
    """Processes, each with a thread that hands it what to read and takes what it says."""

    def __init__(self, files: Files, count: int) -> None:
        self._files, self._given, self._closed = files, b"", False
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()
        self._processes = list[Popen[bytes]]()
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def ask(self, read: Callable[[Files, _Task], _Done], chunk: _Task) -> Future[_Done | None]:
        """What a process says to a chunk; None where it cannot be asked any more."""
        if not self._given:
            given = os.fspath(self._files.root), self._files.engine
            self._given = pickle.dumps(given, pickle.HIGHEST_PROTOCOL)
        said = Future[_Done | None]()
        self._asked.put(Asked(read.__name__, chunk, said))
        return said

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._closed = True
        for process in self._processes:
            process.kill()
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            with suppress(OSError):
                process.communicate()

    def _start(self) -> Popen[bytes] | None:
        engine = type(self._files.engine).__module__
        try:
            process = Popen(  # noqa: S603 - our own program
                [sys.executable, "-c", _PROGRAM, engine, *map(os.fspath, sys.path)],
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
                # An interrupt is for the process that is waited for, which ends this one.
                start_new_session=True,
            )  # fmt: skip
        except (OSError, TypeError, ValueError):  # without sys.executable too
            return None
        self._processes.append(process)
        if self._closed:
            process.kill()
        if process.stdout:
            _widen(process.stdout)
        return process

    def _serve(self) -> None:
        """Hand on what is asked until no more is, to one process that is started here."""
        process = self._start()
        hand = Hand(process.stdin, process.stdout) if process else None
        more = True
        while more or (hand and hand.asked):
            task = None
            if more and (hand is None or len(hand.asked) < _IN_HAND):
                # There is something to be taken meanwhile, or nothing to do but to wait.
                with suppress(Empty):
                    task = self._asked.get(block=not (hand and hand.asked))
                    more = task is not None
            if hand is None:
                if task is not None:
                    task.said.set_result(None)
                continue
            try:
                if task is not None:
                    hand.over(task, self._given)
                elif hand.asked:
                    hand.take()
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                for one in hand.asked:
                    one.said.set_result(None)
                hand = None
            except Exception as error:
                for one in hand.asked:
                    one.said.set_exception(error)
                hand = None


class Hand:
    """The streams of a process, and what it has been asked and has not said yet.

    It has the next chunk before it has said what is in this one, so that it need not wait until
    the thread that talks to it gets its turn.
    """

    def __init__(self, to: IO[bytes] | None, from_: IO[bytes] | None) -> None:
        self._to, self._from = to, from_
        self._given = False
        self.asked = deque[Asked]()
        # Bytes that the process can be handed without reading them, and those of the last request.
        self._room, self._last = _held(to), 0

    def over(self, task: Asked, engine: bytes) -> None:
        """Hand over a chunk, the engine before the first; OSError or ValueError."""
        self.asked.append(task)
        request = pickle.dumps((task.read, task.chunk), pickle.HIGHEST_PROTOCOL)
        # Of two that both wait until the other reads none would begin.
        while len(self.asked) > 1 and self._last + len(request) > self._room:
            self.take()
        self._last = len(request)
        if self._to is None:
            raise OSError
        if not self._given:
            self._to.write(engine)
            self._given = True
        self._to.write(request)
        self._to.flush()

    def take(self) -> None:
        """Take what the process says to the first chunk; what pickle.load raises."""
        if self._from is None:
            raise OSError
        said = pickle.load(self._from)  # noqa: S301 - our own process said it
        self.asked.popleft().said.set_result(said)


def _held(pipe: IO[bytes] | None) -> int:
    """How many bytes a pipe holds for certain."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        return fcntl.fcntl(pipe.fileno(), fcntl.F_GETPIPE_SZ) if pipe else 0
    return _LEAST


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold an answer, where the system can, so that a process need not wait with it."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _ANSWER)
