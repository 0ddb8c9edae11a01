"""The pictures of one post: found and drawn in threads, the latest of them kept."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.strip import Strip

from reader.layout.pictures import Box, Known
from reader.tui.image_files import (
    Found,
    NotDrawnError,
    decode,
    fetch,
    find,
    look,
    remote,
    written_in,
)
from reader.tui.images import CELL, Drawn, Way, draw, pixels, way

if TYPE_CHECKING:
    from collections.abc import Iterable

_Answer = TypeVar("_Answer")

# Bytes of pictures from the web that are kept for one post.
_FETCHED = 64_000_000


class Gallery:
    """What is known of the pictures of the post at the path `post`, under the folder `root`.

    `setting` is that of the settings; `told` the size of a cell in pixels, None if it is unknown.
    `online` says that pictures may be fetched from the web. `send` takes what has to reach the
    terminal apart from any line.
    """

    def __init__(
        self,
        root: Path,
        post: str,
        setting: str,
        told: tuple[int, int] | None,
        send: Callable[[str], None],
    ) -> None:
        self._root, self._post, self._send = root, post, send
        self.online = False
        self._cell = told or CELL
        self._way: Way = way(setting)
        if self._way == "sixel" and told is None:
            self._way = "blocks"  # bands as high as a line have to be measured
        if self._way == "blocks" and told is not None:
            # Half a cell is one point, however many pixels a screen makes of it.
            self._cell = (CELL[0], max(1, round(CELL[0] * told[1] / told[0])))
        self._found: dict[str, Found] = {}
        self._fetched = 0
        self._drawn: OrderedDict[Box, Drawn] = OrderedDict()
        self._closed = threading.Event()

    @property
    def off(self) -> bool:
        """Whether pictures are labelled lines only."""
        return self._way == "off"

    @property
    def floats(self) -> bool:
        """Whether a picture is drawn over all that overlaps its lines."""
        return self._way == "sixel"

    def close(self) -> None:
        """Let go of everything; threads that still work end soon."""
        self._closed.set()
        while self._drawn:
            self._drop()

    # Looking

    def fetches(self, source: str) -> bool:
        """Whether looking at a picture asks the network for it."""
        return self.online and remote(source)

    async def look(self, source: str) -> Known:
        """What there is to know of a picture, which may have to be fetched first."""
        try:
            if not remote(source):
                found = await asyncio.to_thread(self._look, source)
            elif self.online:
                if self._fetched > _FETCHED:
                    raise NotDrawnError("too many from the web")
                data = await _apart(lambda: fetch(source, self._closed.is_set))
                self._fetched += len(data)
                found = await asyncio.to_thread(look, data)
            else:
                return Known(note="on the web")
        except NotDrawnError as error:
            return Known(note=str(error))
        if self.off:
            return Known(note=found.note)
        self._found[source] = found
        return Known(found.width / self._cell[0], found.height / self._cell[1], found.note)

    def _look(self, source: str) -> Found:
        if source[:5].lower() == "data:":
            return look(written_in(source))
        return look(find(self._root, self._post, source))

    # Drawing

    def __contains__(self, box: Box) -> bool:
        return box in self._drawn

    def rows(self, box: Box) -> tuple[Strip, ...]:
        """The lines of a picture; none as long as it has not been drawn."""
        if (drawn := self._drawn.get(box)) is None:
            return ()
        self._drawn.move_to_end(box)
        return drawn.rows

    async def draw(self, box: Box, ground: tuple[int, int, int], room: int) -> None:
        """Draw a picture; those that were used last stay, in `room` cells. Raises NotDrawnError."""
        found = self._found[box.source]

        def drawn() -> Drawn:
            size = pixels(self._way, box.columns, box.rows, self._cell)
            image = decode(found, *size, ground)
            return draw(image, self._way, box.columns, box.rows, self._cell)

        made = await asyncio.to_thread(drawn)
        if made.sent:
            self._send(made.sent)
        self._drawn[box] = made
        while len(self._drawn) > 1 and _cells(self._drawn) > room:
            self._drop()

    def _drop(self) -> None:
        _, dropped = self._drawn.popitem(last=False)
        if dropped.freed:
            self._send(dropped.freed)


def _cells(boxes: Iterable[Box]) -> int:
    return sum(box.columns * box.rows for box in boxes)


async def _apart(work: Callable[[], _Answer]) -> _Answer:
    """Run `work` in a thread that the program does not wait for at its end."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[_Answer] = loop.create_future()

    def give(result: _Answer | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result: _Answer | None = None
        failed: NotDrawnError | None = NotDrawnError("not to be had")
        try:
            result, failed = work(), None
        except NotDrawnError as error:
            failed = error
        finally:
            # Where the program ended meanwhile, nobody listens.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(give, result, failed)

    threading.Thread(target=run, daemon=True).start()
    return await answer
