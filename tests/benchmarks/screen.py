"""A program in a pseudo-terminal: what stands on its screen, and when it came to stand there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}  # fmt: skip

_SIZES = ("COLUMNS", "LINES")
# How long after a part of a frame another part may come, in seconds.
_MORE = 0.001
# What a terminal answers, so that a program does not wait for it.
_ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}
# Sequences pyte would print: private modes, colon-separated colours, strings to the terminal.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$][a-zA-Z]?|\x1b\[[0-9;]*:[0-9:;]*m|\x1b[P_^].*?\x1b\\", re.DOTALL
)


class Screen:
    """`command` started in a terminal of `columns` by `rows` cells, ended with the `with` block.

    Times are seconds from the start or from the last `send` or `resize` until the bytes that made
    the difference were read; the emulation's own time does not count.
    """

    def __init__(
        self, command: Sequence[str], *, columns: int = 120, rows: int = 40, **env: str
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._since = self._read = time.perf_counter()
        self._ended = False
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            _set_size(0, columns, rows)
            # A size in the environment (readline puts one there) would hide the terminal's own.
            kept = {name: value for name, value in os.environ.items() if name not in _SIZES}
            kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **env}
            os.execvpe(command[0], [*command], kept)

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._ended:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._terminal)

    @property
    def process(self) -> int:
        """The number of the program's process."""
        return self._pid

    @property
    def text(self) -> str:
        """What stands on the screen, a line a row."""
        return "\n".join(self._screen.display)

    def wait_for(self, pattern: str, *, timeout: float = 30) -> float:
        """Seconds until `pattern`, a regular expression, stands on the screen; TimeoutError."""
        end = time.perf_counter() + timeout
        while not re.search(pattern, self.text):
            left = end - time.perf_counter()
            if left <= 0 or not self._pump(left):
                raise TimeoutError(
                    f"{pattern!r} did not come to stand on this screen:\n{self.text}"
                )
        return self._read - self._since

    def wait_for_end(self) -> int:
        """The exit status, once the program has ended by itself."""
        while self._pump(5):
            pass
        self._ended = True
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def is_bold(self, text: str) -> bool:
        """Whether `text` stands on the screen in bold letters."""
        for row, line in enumerate(self._screen.display):
            if (at := line.find(text)) >= 0:
                return all(self._screen.buffer[row][at + i].bold for i in range(len(text)))
        return False

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing has been written for `quiet` seconds."""
        while self._pump(quiet):
            pass

    @property
    def last(self) -> float:
        """Seconds from the last `send` until the program wrote something the last time."""
        return self._read - self._since

    def send(self, *keys: str) -> None:
        """Press keys, by name or as they are; the clock starts anew."""
        self._since = time.perf_counter()
        for key in keys:
            os.write(self._terminal, KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the clock starts anew."""
        self._screen.resize(rows, columns)
        self._screen.erase_in_display(2)
        self._since = time.perf_counter()
        _set_size(self._terminal, columns, rows)

    def peak_memory(self) -> int:
        """The largest resident memory so far of the program and its children, in bytes."""
        total, todo = 0, [self._pid]
        while todo:
            process = Path(f"/proc/{todo.pop()}")
            try:
                status = (process / "status").read_text()
                children = [path.read_text() for path in process.glob("task/*/children")]
            except FileNotFoundError:
                continue
            total += sum(int(size) for size in re.findall(r"VmHWM:\s+(\d+)", status)) * 1024
            todo += [int(pid) for line in children for pid in line.split()]
        return total

    def _pump(self, seconds: float) -> bool:
        """Feed what the program writes next to the screen; False where nothing came."""
        data = b""
        # A terminal hands out 4 KB at a time, and feeding them takes longer than writing them did:
        # a frame is read whole before it is fed.
        while select.select([self._terminal], [], [], _MORE if data else seconds)[0]:
            try:
                data += os.read(self._terminal, 1 << 20)
            except OSError:
                break
            self._read = time.perf_counter()
        if not data:
            return False
        for query, answer in _ANSWERS.items():
            if query in data:
                os.write(self._terminal, answer)
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return True


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
