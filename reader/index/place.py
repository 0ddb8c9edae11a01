"""Where the index of a folder is kept."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Literal
from zlib import crc32

_PLAIN = re.compile("[^A-Za-z0-9]+")
_USUAL = {"cache": "~/.cache", "state": "~/.local/state"}


def index_path(root: Path, engine: str, cache: Path | None = None) -> Path | None:
    """The index file of the posts under `root` as `engine` reads them; None without a home.

    Two folders may share a name by chance: an index says itself what it is of.
    """
    folder = cache or user_folder("cache")
    if folder is None:
        return None
    name = _PLAIN.sub("-", root.name).strip("-")[:40] or "posts"
    return folder / f"{name}-{engine}-{crc32(os.fsencode(root)):08x}.sqlite"


def user_folder(kind: Literal["cache", "state"]) -> Path | None:
    """The user's folder for what reader keeps; None where no absolute path for it is known."""
    if sys.platform == "linux":
        # What platformdirs says, without the 15 ms that importing it takes.
        said = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
        if not os.path.isabs(said):
            said = "" if os.environ.get("HOME") == "" else os.path.expanduser(_USUAL[kind])
        folder = Path(said, "post-reader")
    else:
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("post-reader", appauthor=False)
        folder = dirs.user_cache_path if kind == "cache" else dirs.user_state_path
    return folder if folder.is_absolute() else None
