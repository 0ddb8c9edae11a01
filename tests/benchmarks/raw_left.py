"""What is left of the machinery of blogs in plain output, outside code: a count a construct.

Run from the project's folder: python -m tests.benchmarks.raw_left FOLDER ...

A tag that a browser shows as well (its author wrote `&lt;b>`) is text and is not counted.
Ends with status 1 where anything is left.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.blogs import Drawn, bodies, drawn
from tests.benchmarks.stock import shown_by_stock

_CONSTRUCTS = {
    "{%": re.compile(r"\{%"),
    "{{<": re.compile(r"\{\{<"),
    "{{%": re.compile(r"\{\{%"),
    "{{": re.compile(r"\{\{(?![<%])"),
    ":::": re.compile(r":::"),
    "tag": re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--"),
    "attributes": re.compile(r"\{:[^{}\n]*\}|\{[#.][A-Za-z][\w:-]*[^{}\n]*\}"),
    "import": re.compile(r"^\s*import\s.*\sfrom\s+[\"']"),
}


def left(lines: list[Drawn], browser: str) -> Iterator[tuple[str, Drawn, str]]:
    """Each remainder: its construct, the line it stands on, and the text itself."""
    for line in lines:
        for construct, pattern in _CONSTRUCTS.items():
            for found in pattern.finditer(line.prose):
                if construct != "tag" or " ".join(found[0].split()) not in browser:
                    yield construct, line, found[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-l", "--list", action="store_true", help="each remainder, file and line")
    parser.add_argument("folder", nargs="+", type=Path)
    chosen = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'blog':<14}{'posts':>6}" + "".join(f"{name:>11}" for name in _CONSTRUCTS))
    for folder in chosen.folder:
        counts: Counter[str] = Counter()
        listed, posts = [], 0
        for path, body in bodies(folder):
            posts += 1
            browser = " ".join(shown_by_stock(body.text).split())
            for construct, line, text in left(drawn(body), browser):
                counts[construct] += 1
                near = line.prose[max(0, line.prose.find(text) - 20) :]
                listed.append(f"  {path}:{line.line}: {construct}  {near[:90]!r}")
        print(f"{folder.name:<14}{posts:>6}" + "".join(f"{counts[c]:>11}" for c in _CONSTRUCTS))
        if chosen.list:
            print("\n".join(listed))
        total += counts
    print(f"{'in all':<20}" + "".join(f"{total[name]:>11}" for name in _CONSTRUCTS))
    return int(bool(total))


if __name__ == "__main__":
    sys.exit(main())
