"""How fast posts of every construct are drawn, and in how much memory.

Run from the project's folder: python -m tests.benchmarks.drawn [PART ...]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks import made
from tests.benchmarks.figures import Report, medians
from tests.benchmarks.screen import Screen
from tests.benchmarks.screens import EMPTY, READER, against, run

_MB = 1024 * 1024
_RICH = [sys.executable, "-m", "rich.markdown", "--force-color", "--width", "80"]


def _post(scratch: Path, size: int) -> Path:
    path = scratch / f"{size // _MB}.md"
    front = "---\ntitle: Every construct, again and again\ndate: 2020-01-01\n---\n\n"
    path.write_text(front + made.gallery(size), encoding="utf-8")
    return path


def _show(path: Path, form: str) -> list[str]:
    return [*READER, "show", "--format", form, "--width", "80", str(path)]


def _whole(command: Sequence[str]) -> float:
    """Seconds until a command has written all it has to say."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _beginning(command: Sequence[str], lines: int) -> float:
    """Seconds until a command has written so many lines; it is stopped then."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(lines):
            if not process.stdout.readline():
                raise ValueError(f"fewer than {lines} lines")
        seconds = time.perf_counter() - start
        process.kill()
    return seconds


def _peak(command: Sequence[str]) -> int:
    """The largest resident memory of a command, in bytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * 1024


def show(report: Report, runs: int, scratch: Path) -> None:
    """A file of 1 MB printed, against Rich's Markdown."""
    path = _post(scratch, _MB)
    measures: dict[str, Callable[[], float]] = {
        f"1 MB, reader show --format {form}": partial(_whole, _show(path, form))
        for form in ("ansi", "plain")
    }
    measures["1 MB, python -m rich.markdown"] = partial(_whole, [*_RICH, str(path)])
    taken = medians(measures, min(runs, 3))
    for label, seconds in taken.items():
        report.add(label, seconds, "s")
    ansi, _, rich = taken.values()
    report.add("reader show --format ansi / rich.markdown", ansi / rich, "x", 1)


def first(report: Report, runs: int, scratch: Path) -> None:
    """The first screen of files of 1 MB and 10 MB, against an empty Textual app."""
    for size, limit in ((1, 1.6), (10, 3)):
        command = [*READER, str(_post(scratch, size * _MB))]
        against(report, runs, f"{size} MB file", (command, "Section 1"), "empty app", EMPTY, limit)


def memory(report: Report, runs: int, scratch: Path) -> None:
    """The peak memory for each MB of Markdown, printed and read from end to end."""
    sizes = (1, 11)
    paths = [_post(scratch, size * _MB) for size in sizes]
    span = sizes[1] - sizes[0]
    for form in ("ansi", "plain"):
        peaks = [_peak(_show(path, form)) / _MB for path in paths]
        report.add(f"show --format {form}, {sizes[0]} MB, peak memory", peaks[0], "MB")
        report.add(f"show --format {form}, for each MB more", (peaks[1] - peaks[0]) / span, "MB")
    peaks = []
    for path in paths:
        with Screen([*READER, str(path)]) as screen:
            screen.wait_for("Section 1")
            screen.settle()
            screen.send("end")
            screen.wait_for(made.LAST_LINE, timeout=120)
            screen.settle()
            peaks.append(screen.peak_memory() / _MB)
    report.add(f"app, {sizes[0]} MB, at its end, peak memory", peaks[0], "MB")
    report.add("app, at the end, for each MB more", (peaks[1] - peaks[0]) / span, "MB")


def stream(report: Report, runs: int, scratch: Path) -> None:
    """The first 40 lines of a file of 50 MB, against those of one of 1 MB."""
    measures: dict[str, Callable[[], float]] = {
        f"{size} MB, first 40 lines of show --format {form}": partial(
            _beginning, _show(_post(scratch, size * _MB), form), 40
        )
        for form in ("ansi", "plain")
        for size in (1, 50)
    }
    taken = medians(measures, runs)
    for label, seconds in taken.items():
        report.add(label, seconds, "s")
    few, many = taken[next(iter(taken))], max(taken.values())
    report.add("first lines of 50 MB / of 1 MB", many / few, "x", 5)


if __name__ == "__main__":
    sys.exit(run(__doc__ or "", show, first, memory, stream))
