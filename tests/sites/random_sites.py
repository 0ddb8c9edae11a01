"""Make random sites, build them with their engine, and compare reader with what it said.

    python -m tests.sites.random_sites ENGINE [--count N] [--seed N] [--keep FOLDER]

`tests/sites/random_ENGINE.py` has `write(random, folder)`, which makes a site, and may have
`built(folder, scratch)`, all that the engine says of it; else the engine's builder is asked once.
Stops at the first site that differs, keeps it, and says where: exit status 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.sites.built import Built, differences
from tests.sites.record import ZONE


class Compared(NamedTuple):
    """How much was compared."""

    sites: int = 0
    lists: int = 0
    pages: int = 0
    posts: int = 0

    def plus(self, built: Built) -> Compared:
        """With what an engine said of a site."""
        pages = sum(len(one["pages"]) for one in built["lists"])
        posts = len(built.get("posts", {}))
        return Compared(
            self.sites, self.lists + len(built["lists"]), self.pages + pages, self.posts + posts
        )

    def __str__(self) -> str:
        return f"{self.sites} sites, {self.lists} lists, {self.pages} pages, {self.posts} posts"


def compare(engine: str, random: Random, folder: Path, compared: Compared) -> Compared:
    """Make one site in `folder` and compare it; AssertionError with the differences."""
    plug = import_module(f"tests.sites.random_{engine}")
    builder = import_module(f"tests.sites.builders.{engine}")
    plug.write(random, folder)
    with TemporaryDirectory() as scratch:
        if hasattr(plug, "built"):
            said: list[Built] = plug.built(folder, Path(scratch))
        else:
            said = [builder.build(folder, Path(scratch))]
    for built in said:
        if found := differences(folder, built):
            raise AssertionError("\n".join(found))
        compared = compared.plus(built)
    return compared._replace(sites=compared.sites + 1)


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engine")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("random-site"))
    asked = parser.parse_args()
    os.environ["TZ"] = ZONE
    time.tzset()
    compared = Compared()
    for number in range(asked.count):
        with TemporaryDirectory() as place:
            folder = Path(place, "site")
            folder.mkdir()
            try:
                random = Random(f"{asked.seed}-{number}")
                compared = compare(asked.engine, random, folder, compared)
            except (AssertionError, RuntimeError) as differing:
                shutil.rmtree(asked.keep, ignore_errors=True)
                shutil.copytree(folder, asked.keep)
                print(f"{asked.engine}: site {number} of seed {asked.seed} differs: {asked.keep}")
                print(differing)
                print(f"equal until then: {compared}")
                return 1
    print(f"{asked.engine}, seed {asked.seed}: all equal: {compared}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
