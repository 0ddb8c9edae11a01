"""How long `reader list` takes, against the bare import of what it cannot do without.

Run from the project's folder: python -m tests.benchmarks.startup
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial

from tests.benchmarks.figures import Report, medians

_BARE = "import click, yaml, sqlite3"


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    parser.add_argument("path", nargs="?", default="posts", help="the posts to list")
    chosen = parser.parse_args()
    report = Report(as_json=chosen.json)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        measures: dict[str, Callable[[], float]] = {
            "bare": partial(_seconds, [sys.executable, "-c", _BARE]),
            "list": partial(_seconds, [sys.executable, "-m", "reader", "list", chosen.path]),
        }
        taken = medians(measures, chosen.runs)
    report.add(f'python -c "{_BARE}"', taken["bare"], "s")
    report.add(f"reader list {chosen.path}, warm", taken["list"], "s")
    report.add("ratio", taken["list"] / taken["bare"], "x", 2.5)
    return min(report.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
