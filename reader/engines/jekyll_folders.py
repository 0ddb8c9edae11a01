"""Where Jekyll's posts stand below a folder."""

from __future__ import annotations

import os
from pathlib import Path

from reader.engines.site import Site

POSTS, DRAFTS = "_posts", "_drafts"
_MOST = 400  # folders that posts are looked for in


def holds_posts(site: Site, folder: str) -> bool:
    """Whether a folder of the site, or one not far below, has a `_posts` or `_drafts`."""
    pending, looked = [folder.strip("/")], 0
    while pending and looked < _MOST:
        here = pending.pop(0)
        looked += 1
        prefix = f"{here}/" if here else ""
        if site.is_folder(f"{prefix}{POSTS}") or site.is_folder(f"{prefix}{DRAFTS}"):
            return True
        if here.count("/") < 3:
            names = (n for n in site.files(here) if n[0] not in "._#~" and "." not in n)
            pending += [f"{prefix}{n}" for n in names if site.is_folder(f"{prefix}{n}")]
    return False


def linked(root: Path, path: str, depth: int, known: dict[str, bool]) -> bool:
    """Whether one of the `depth` folders right above a file under `root` is a link.

    Ruby's `Dir["**/*"]` does not look into those. `known` keeps what was found.
    """
    folder = path
    for _ in range(depth):
        folder = folder.rpartition("/")[0]
        if folder not in known:
            known[folder] = os.path.islink(root / folder)
        if known[folder]:
            return True
    return False
