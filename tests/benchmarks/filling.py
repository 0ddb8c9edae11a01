"""Fill a new index of a folder, and say how long it took, in seconds, as JSON.

python -m tests.benchmarks.filling FOLDER CACHE
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from reader.library import Library


def main(folder: str, cache: str) -> None:
    """`fronts`: until lists and filters are whole; `whole`: until texts are; from the exec on."""
    began = time.time() - _age()
    told: dict[str, float] = {}

    def progress(done: int, total: int) -> None:
        if library.telling:
            told.setdefault("fronts", time.time() - began)

    with Library.open(Path(folder), cache=Path(cache)) as library:
        library.refresh(progress)
        told["whole"] = time.time() - began
        told.setdefault("fronts", told["whole"])
        assert library.notices == ()
    cpu = os.times()
    told["cpu"] = sum(cpu[:4])
    print(json.dumps(told))


def _age() -> float:
    """Seconds since this process was started."""
    with open("/proc/self/stat", encoding="ascii") as file:
        started = int(file.read().rpartition(")")[2].split()[19])
    with open("/proc/uptime", encoding="ascii") as file:
        return float(file.read().split()[0]) - started / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
