"""How many of the words that a browser shows of blogs stand in plain output as well.

Run from the project's folder: python -m tests.benchmarks.words_kept FOLDER ...

Posts with engine tags, which no browser shows as they are written, are left out; --all counts
those whose constructs stock Markdown shows raw (attribute lists, `!!!`, `:emoji:`, footnotes), so
that the words of that machinery are lost. Lost are the words that the ordered difference
(difflib's) does not find, so that a word out of its place counts;
"gone" are those of them that stand nowhere in the post (as a multiset). Ends with status 1 where
more than 0.05 % are lost.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from tests.benchmarks.blogs import bodies, drawn
from tests.benchmarks.stock import shown_by_stock
from tests.markup.browser import words

_ENGINE_TAGS = re.compile(r"\{%|\{\{")
# What stock Markdown shows as it is written, though nobody is meant to read it: attribute lists,
# callouts by indentation (whose text it takes for code), names of emoji.
_MACHINERY = re.compile(
    r"\{:|\{ ?[.#][\w-]|\]\([^()\s]*\)\{|^ *(?:!!!|\?\?\?\+?) |:::"
    r"|(?<!\w):[a-z0-9_+-]+:(?!\w)|\[\^",
    re.MULTILINE,
)
_LIMIT = 0.05  # per cent
# Words of one place are compared at a time: difflib's time grows with the square.
_NEAR = 40


def lost(expected: list[str], found: list[str]) -> list[tuple[int, str]]:
    """The expected words that are not found in their order, each with its index."""
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    return [
        (index, expected[index])
        for kind, start, end, _, _ in matcher.get_opcodes()
        if kind in ("delete", "replace")
        for index in range(start, end)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-l", "--list", action="store_true", help="the lost words, by file")
    parser.add_argument("-a", "--all", action="store_true", help="posts with any construct")
    parser.add_argument("folder", nargs="+", type=Path)
    chosen = parser.parse_args()
    sums: Counter[str] = Counter()
    print(f"{'blog':<14}{'posts':>6}{'words':>10}{'lost':>7}{'gone':>7}{'lost %':>9}")
    for folder in chosen.folder:
        blog: Counter[str] = Counter()
        listed = []
        for path, body in bodies(folder):
            if _ENGINE_TAGS.search(body.text):
                continue
            if not chosen.all and _MACHINERY.search(body.text):
                continue
            expected = words(shown_by_stock(body.text))
            found = words("\n".join(line.text for line in drawn(body)))
            missed = lost(expected, found)
            gone = Counter(expected) - Counter(found)
            blog += Counter(posts=1, words=len(expected), lost=len(missed), gone=sum(gone.values()))
            if missed:
                near = [f"{' '.join(expected[max(0, i - 3) : i])} [{word}]" for i, word in missed]
                listed.append(f"  {path}: {len(missed)} lost, {sum(gone.values())} gone {gone}")
                listed += [f"      … {text}" for text in near[:_NEAR]]
        _print(folder.name, blog)
        if listed and chosen.list:
            print("\n".join(listed))
        sums += blog
    _print("in all", sums)
    return int(100 * sums["lost"] > _LIMIT * sums["words"])


def _print(name: str, sums: Counter[str]) -> None:
    share = 100 * sums["lost"] / max(1, sums["words"])
    counts = f"{sums['posts']:>6}{sums['words']:>10}{sums['lost']:>7}{sums['gone']:>7}"
    print(f"{name:<14}{counts}{share:>9.4f}")


if __name__ == "__main__":
    sys.exit(main())
