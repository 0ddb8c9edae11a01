"""How soon the reader's screens stand, in a pseudo-terminal, against Textual's own.

Run from the project's folder: python -m tests.benchmarks.screens [PART ...]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks import made
from tests.benchmarks.figures import Report, medians
from tests.benchmarks.screen import Screen

READER = [sys.executable, "-m", "reader"]
_WIDGET = [sys.executable, str(Path(__file__).with_name("widget.py"))]
EMPTY = ([sys.executable, str(Path(__file__).with_name("empty.py"))], "EMPTY")
_MB = 1024 * 1024


def _paint(command: list[str], pattern: str, timeout: float = 60) -> float:
    """Seconds from the start of `command` until `pattern` stands on its screen."""
    with Screen(command) as screen:
        return screen.wait_for(pattern, timeout=timeout)


def against(
    report: Report, runs: int, name: str, ours: tuple[list[str], str],
    other: str, theirs: tuple[list[str], str], limit: float,
) -> None:  # fmt: skip
    """Report how long two commands take to their first screen, and the ratio."""
    taken = medians({name: partial(_paint, *ours), other: partial(_paint, *theirs)}, runs)
    for label, seconds in taken.items():
        report.add(label, seconds, "s")
    report.add(f"{name} / {other}", taken[name] / taken[other], "x", limit)


def first(report: Report, runs: int, scratch: Path) -> None:
    """The first screen of the list, against an empty Textual app."""
    ours = ([*READER, "posts"], r"1–10 of \d+")
    against(report, runs, "reader posts", ours, "empty app", EMPTY, 1.35)


def large(report: Report, runs: int, scratch: Path) -> None:
    """A Markdown file of 1 MB: its first screen, its end, another width, memory."""
    path = scratch / "large.md"
    path.write_text(made.document(_MB), encoding="utf-8")
    command = [*READER, str(path)]
    ours = (command, "Section 1")
    against(report, runs, "1 MB file", ours, "empty app", EMPTY, 1.6)

    ends, widths, sizes = [], [], []
    for _ in range(runs):
        with Screen(command) as screen:
            screen.wait_for("Section 1")
            screen.settle()
            screen.send("end")
            ends.append(screen.wait_for(made.LAST_LINE))
            screen.settle()
            screen.resize(70, 40)
            widths.append(screen.wait_for(made.LAST_LINE))
            screen.settle()
            sizes.append(screen.peak_memory())
    report.add("1 MB file, End to its last line", sorted(ends)[runs // 2], "s", 0.3)
    report.add("1 MB file, 120 to 70 columns", sorted(widths)[runs // 2], "s", 0.3)
    report.add("1 MB file, peak memory", max(sizes) / _MB, "MB", 120)


def widget(report: Report, runs: int, scratch: Path) -> None:
    """Files of 100 KB and 1 MB, against Textual's Markdown widget (a minute and more)."""
    for name, size, rounds in (("100 KB", 100_000, runs), ("1 MB", _MB, 1)):
        path = scratch / f"{size}.md"
        path.write_text(made.document(size), encoding="utf-8")
        ours = partial(_paint, [*READER, str(path)], "Section 1")
        theirs = partial(_paint, [*_WIDGET, str(path)], "READY", 300)
        mine = medians({"": ours}, max(rounds, 3))[""]
        widgets = medians({"": theirs}, rounds)[""] if size < _MB else theirs()
        report.add(f"{name}, reader", mine, "s")
        report.add(f"{name}, Markdown widget", widgets, "s")
        report.add(f"{name}, reader / widget", mine / widgets, "x", 1)


def pages(report: Report, runs: int, scratch: Path) -> None:
    """A page turned and a filter toggled among 10,000 posts."""
    folder = made.posts(scratch / "pages", 10_000)
    turns, toggles = [], []
    with Screen([*READER, str(folder)]) as screen:
        screen.wait_for("1–10 of 10000", timeout=120)
        screen.settle(1)
        for number in range(1, runs + 1):
            screen.send("n")
            turns.append(screen.wait_for(rf"\[{number + 1}\]"))
            screen.settle()
        screen.send("c")
        screen.wait_for("10,000 of 10,000 posts")
        screen.settle()
        for _ in range(runs):
            screen.send("space")
            toggles.append(screen.wait_for("250 of 10,000 posts"))
            screen.settle()
            screen.send("space")
            toggles.append(screen.wait_for("10,000 of 10,000 posts"))
            screen.settle()
    report.add("10,000 posts, a page turned", sorted(turns)[len(turns) // 2], "s", 0.05)
    report.add("10,000 posts, a filter toggled", sorted(toggles)[len(toggles) // 2], "s", 0.05)


def start(report: Report, runs: int, scratch: Path) -> None:
    """A second start on 10,000 posts, against one on 30."""
    measures: dict[str, Callable[[], float]] = {}
    for count in (30, 10_000):
        folder = made.posts(scratch / str(count), count)
        command, pattern = [*READER, str(folder)], f"1–10 of {count}"
        _paint(command, pattern, 120)
        measures[f"start on {count:,} posts"] = partial(_paint, command, pattern)
    taken = medians(measures, runs)
    for label, seconds in taken.items():
        report.add(label, seconds, "s")
    few, many = taken.values()
    report.add("start on 10,000 / start on 30", many / few, "x", 1.2)


def run(description: str, *parts: Callable[[Report, int, Path], None]) -> int:
    """Take the command line, run the parts it names or all, each in a folder of its own."""
    named = {part.__name__: part for part in parts}
    parser = argparse.ArgumentParser(
        description=description.splitlines()[0],
        epilog="; ".join(f"{name}: {part.__doc__}" for name, part in named.items()),
    )
    parser.add_argument("-n", "--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    parser.add_argument("parts", nargs="*", choices=[[], *named], default=[], metavar="PART")
    chosen = parser.parse_args()
    report = Report(as_json=chosen.json)
    for name in chosen.parts or named:
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
                os.environ[f"XDG_{kind}_HOME"] = str(scratch / kind.lower())
            named[name](report, chosen.runs, scratch)
    return min(report.missed, 1)


if __name__ == "__main__":
    sys.exit(run(__doc__ or "", first, large, pages, start, widget))
