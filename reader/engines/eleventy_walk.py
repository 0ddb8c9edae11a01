"""A first look through the folders of an Eleventy site: its templates and files of data."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.engines.eleventy_settings import Settings
    from reader.engines.site import Site

SCRIPTS = (".11ty.js", ".11ty.cjs", ".11ty.mjs", ".11ty.ts")
_TEMPLATES = (".njk", ".liquid", ".html", ".webc", ".hbs", *SCRIPTS)
# Below the top of the site Markdown of these names may list posts; any other is a post or a page.
_LISTING = frozenset(
    ["index.md", "blog.md", "posts.md", "articles.md", "archive.md", "home.md", "news.md",
     "writing.md", "notes.md", "page.md"]
)  # fmt: skip
_DATA = re.compile(r".*\.(?:json|11tydata\.(?:js|cjs|mjs))", re.DOTALL)
# The endings of data files, the strongest last.
ENDINGS = (".json", ".11tydata.json", ".11tydata.mjs", ".11tydata.cjs", ".11tydata.js")
_SKIPPED = frozenset(["node_modules", "bower_components"])
POSTS = 250  # of a folder, in a first look
# Beyond these a site is not looked through any further.
MAX_ENTRIES, _MAX_TEMPLATES, _MAX_DEPTH = 60_000, 400, 12


def look(site: Site, settings: Settings, most: int) -> tuple[list[str], set[str], bool]:
    """The paths of templates that may list posts, and of data files, in the input's folder.

    A folder of more posts than `most` is not looked through to its end; the last is whether any is.
    """
    own = {settings.includes, settings.layouts, settings.data, settings.output}
    templates: list[str] = []
    data: set[str] = set()
    left, cut = MAX_ENTRIES, False
    folders = [("" if settings.input == "." else f"{settings.input}/", 0)]
    while folders and left > 0:
        folder, depth = folders.pop()
        posts = 0
        with suppress(OSError, ValueError), os.scandir(site.folder / folder) as entries:
            for entry in entries:
                name = entry.name
                if depth and name.endswith(".md") and name not in _LISTING:
                    posts += 1
                    if posts < most:
                        continue
                    cut = True
                    names = [one for one in _names(folder) if site.is_file(folder + one)]
                    templates += [folder + one for one in names if not _DATA.fullmatch(one)]
                    data.update(folder + one for one in names if _DATA.fullmatch(one))
                    break
                path = folder + name
                left -= 1
                if name.endswith((".md", *_TEMPLATES)):
                    templates.append(path)
                elif _DATA.fullmatch(name):
                    data.add(path)
                elif name[0] in "._" or name in _SKIPPED or path in own or left < 0:
                    continue
                elif depth < _MAX_DEPTH and _is_folder(entry):
                    folders.append((f"{path}/", depth + 1))
    return _likeliest(templates), data, cut


def _names(folder: str) -> Iterator[str]:
    """The names in a folder that its posts' data, and a list of them, usually have."""
    name = folder.rstrip("/").rpartition("/")[2]
    for ending in ENDINGS:
        yield name + ending
    for ending in (".njk", ".liquid", ".html", ".md"):
        yield f"index{ending}"


def _likeliest(templates: list[str]) -> list[str]:
    """As many templates as are read, Markdown last and the top of the site first."""
    templates = sorted(
        set(templates), key=lambda path: (path.endswith(".md"), path.count("/"), path)
    )
    return templates[:_MAX_TEMPLATES]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def files(site: Site, folder: str, depth: int = 0) -> Iterator[str]:
    """The templates in a folder and below."""
    for name in site.files(folder)[:_MAX_TEMPLATES]:
        path = f"{folder}/{name}"
        if name.endswith((*_TEMPLATES, ".md")):
            yield path
        elif "." not in name and depth < 3 and site.is_folder(path):
            yield from files(site, path, depth + 1)
