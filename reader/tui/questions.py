"""Questions to the library, answered in a thread but shown in the next frame where they can be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Generic, TypeVar

from textual.dom import DOMNode

from reader.errors import ReaderError

_Answer = TypeVar("_Answer")

# A frame. While the screen stands still for an answer, its thread has Python to itself; were
# the screen painted meanwhile, each would hold the other up for several times as long.
_AT_ONCE = 0.016


class Questions(Generic[_Answer]):
    """One question at a time, of which only the newest matters.

    An answer that comes within a frame is taken at once, a later one when it comes, unless
    something else has been asked since. A ReaderError is an answer of its own.
    """

    def __init__(
        self,
        widget: DOMNode,
        take: Callable[[_Answer], None],
        fail: Callable[[ReaderError], None],
    ) -> None:
        self._widget, self._take, self._fail = widget, take, fail
        self._pool = ThreadPoolExecutor(1, "questions")
        self._newest: Future[_Answer] | None = None
        self._closed = False
        # Whether the newest is not answered yet.
        self.waiting = False

    def ask(self, question: Callable[[], _Answer]) -> None:
        """Put a question in the place of what was asked before."""
        if self._closed:
            return
        if self._newest is not None:
            self._newest.cancel()
        future = self._newest = self._pool.submit(question)
        wait([future], timeout=_AT_ONCE)
        if future.done():
            self._settle(future)
        else:
            self.waiting = True
            later: Callable[[], Awaitable[None]] = partial(self._later, future)
            self._widget.run_worker(later)

    def close(self) -> None:
        """Ask nothing more; a question under way ends unheard."""
        self._closed, self._newest, self.waiting = True, None, False
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _later(self, future: Future[_Answer]) -> None:
        await asyncio.wait([asyncio.wrap_future(future)])
        if future is self._newest and not future.cancelled():
            self._settle(future)

    def _settle(self, future: Future[_Answer]) -> None:
        self.waiting = False
        try:
            answer = future.result()
        except ReaderError as error:
            self._fail(error)
        else:
            self._take(answer)
