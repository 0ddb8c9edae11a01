"""Which posts PATH means."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

from reader.errors import PathError

# How far to look for posts before giving a folder up: a home folder must not delay the start.
_FOLDERS, _DEPTH = 200, 4


def path_or_default(path: str | None) -> Path:
    """PATH as said; else the current folder where it holds posts, else the posts of ours."""
    if path is not None:
        return Path(path)
    here = Path()
    return here if holds_posts(here) else shipped_posts()


def shipped_posts() -> Path:
    """The posts that ship with reader: beside its modules once installed, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "posts", package.parent / "posts"):
        if folder.is_dir():
            return folder
    raise PathError("no posts here, and none came with reader: name a folder")


def holds_posts(folder: Path) -> bool:
    """Whether a post is found in the folder or not far below it, hidden folders left out."""
    from reader.engines import detect

    engine = detect(folder)
    todo, seen = deque([("", 0)]), 0
    while todo and seen < _FOLDERS:
        below, depth = todo.popleft()
        seen += 1
        try:
            with os.scandir(folder / below) as entries:
                for entry in entries:
                    name = f"{below}/{entry.name}" if below else entry.name
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if depth < _DEPTH:
                            todo.append((name, depth + 1))
                    elif engine.is_post(name):
                        return True
        except OSError:
            continue
    return False
