"""Patterns of paths as micromatch and picomatch read them: `**`, `*`, `?`, `[…]` and `{a,b}`."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from functools import lru_cache

# A pattern whose braces make more of it than this is cut off.
_MOST = 64
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")


def matches(path: str, pattern: str) -> bool:
    """Whether a path with `/` is one of those that a pattern names, hidden files left out."""
    return any(_match(path.split("/"), one) for one in _expanded(pattern))


def within(path: str, pattern: str) -> bool:
    """Whether a path, or a folder that it stands in, is named by a pattern."""
    parts = path.split("/")
    alternatives = _expanded(pattern)
    return any(
        _match(parts[: length + 1], one) for length in range(len(parts)) for one in alternatives
    )


@lru_cache(maxsize=256)
def _expanded(pattern: str) -> tuple[tuple[str, ...], ...]:
    found = [pattern[:2000].removeprefix("./")]
    for _ in range(8):
        parted: list[str] = []
        for one in found:
            braces = _BRACES.search(one)
            options = braces[1].split(",") if braces else [""]
            parted += (
                [one[: braces.start()] + option + one[braces.end() :] for option in options]
                if braces
                else [one]
            )
        if parted == found:
            break
        found = parted[:_MOST]
    return tuple(tuple(one.split("/")) for one in found)


@lru_cache(maxsize=1024)
def _segment(pattern: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(pattern))


def _match(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Row by row: which heads of the path the pattern's heads match."""
    reached = {0}
    for one in pattern:
        if one == "**":
            further: set[int] = set()
            for start in sorted(reached):
                if start in further:
                    continue
                further.add(start)
                for end in range(start, len(parts)):
                    if parts[end].startswith(".") or end + 1 in further:
                        break
                    further.add(end + 1)
            reached = further
            continue
        segment = _segment(one)
        reached = {
            start + 1
            for start in reached
            if start < len(parts)
            and segment.match(parts[start])
            and (not parts[start].startswith(".") or one.startswith("."))
        }
        if not reached:
            return False
    return len(parts) in reached
