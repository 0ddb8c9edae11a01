"""Build the sites of an engine with the engine itself, and keep what it said.

    python -m tests.sites.record ENGINE [--check]

Each folder in tests/sites/ENGINE/ is a site; `expected.json` beside them is what is kept. With
--check nothing is written: exit status 1 says that the engine now says something else, a diff what.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from difflib import unified_diff
from importlib import import_module
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SITES = Path(__file__).parent
# What a site says must not depend on where it is built.
ZONE = "UTC"
_DIFF_LINES = 60


def sites(engine: str) -> list[Path]:
    """The sites of an engine."""
    return sorted(path for path in (SITES / engine).iterdir() if path.is_dir())


def record(engine: str) -> dict[str, Any]:
    """What the engine says of each of its sites, with its version."""
    os.environ["TZ"] = ZONE
    time.tzset()
    builder = import_module(f"tests.sites.builders.{engine}")
    found = {}
    for site in sites(engine):
        with TemporaryDirectory() as scratch:
            found[site.name] = builder.build(site, Path(scratch))
    return {"engine": engine, "version": builder.version(), "sites": found}


def _text(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)


def drift(kept: dict[str, Any], said: dict[str, Any]) -> Iterator[str]:
    """The lines in which two recordings differ, site by site."""
    for site in sorted(kept["sites"].keys() | said["sites"].keys()):
        old, new = (_text(one["sites"].get(site)).splitlines() for one in (kept, said))
        yield from unified_diff(old, new, f"{site}, kept", f"{site}, now", lineterm="")


def main(engine: str, *options: str) -> int:
    """Record one engine; the exit status."""
    file = SITES / engine / "expected.json"
    said = record(engine)
    if "--check" in options:
        kept = json.loads(file.read_text(encoding="utf-8"))
        differing = list(islice(drift(kept, said), _DIFF_LINES))
        how = "not as" if differing else "as"
        print(f"{engine} {said['version']}: {how} {kept['version']} said", *differing, sep="\n")
        return 1 if differing else 0
    file.write_text(f"{_text(said)}\n", encoding="utf-8")
    for name, built in said["sites"].items():
        pages = sum(len(one["pages"]) for one in built["lists"])
        print(f"{engine} {said['version']}, {name}: {len(built['lists'])} lists, {pages} pages")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
