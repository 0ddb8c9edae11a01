"""Where the index of a folder is kept."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from zlib import crc32

_PLAIN = re.compile("[^A-Za-z0-9]+")


def index_path(root: Path, engine: str, cache: Path | None = None) -> Path | None:
    """The index file of the posts under `root` as `engine` reads them; None without a home.

    Two folders may share a name by chance: an index says itself what it is of.
    """
    folder = cache or _user_cache()
    if folder is None:
        return None
    name = _PLAIN.sub("-", root.name).strip("-")[:40] or "posts"
    return folder / f"{name}-{engine}-{crc32(os.fsencode(root)):08x}.sqlite"


def _user_cache() -> Path | None:
    """The user's cache folder for reader; None where no absolute path for it is known."""
    if sys.platform == "linux":
        # What platformdirs says, without the 15 ms that importing it takes.
        said = os.environ.get("XDG_CACHE_HOME", "").strip()
        if not os.path.isabs(said):
            said = "" if os.environ.get("HOME") == "" else os.path.expanduser("~/.cache")
        folder = Path(said, "post-reader")
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path("post-reader", appauthor=False)
    return folder if folder.is_absolute() else None
