"""Build the sites of an engine with the engine itself, and keep what it said.

    python -m tests.sites.record ENGINE [--check]

Each folder in tests/sites/ENGINE/ is a site; `expected.json` beside them is what is kept. With
--check nothing is written: exit status 1 says that the engine now says something else.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SITES = Path(__file__).parent
# What a site says must not depend on where it is built.
ZONE = "UTC"


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


def main(engine: str, *options: str) -> int:
    """Record one engine; the exit status."""
    file = SITES / engine / "expected.json"
    said = record(engine)
    if "--check" in options:
        kept = json.loads(file.read_text(encoding="utf-8"))
        same = kept["sites"] == json.loads(json.dumps(said["sites"]))
        print(f"{engine} {said['version']}: {'as' if same else 'not as'} {kept['version']} said")
        return 0 if same else 1
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    file.write_text(f"{text}\n", encoding="utf-8")
    for name, built in said["sites"].items():
        pages = sum(len(one["pages"]) for one in built["lists"])
        print(f"{engine} {said['version']}, {name}: {len(built['lists'])} lists, {pages} pages")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
