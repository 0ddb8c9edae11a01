"""An engine by the shape of a site whose own files are not there: only where it is certain.

A few names are looked for, and of a folder that may hold any number of posts only the first few
entries are read.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reader.patterns import lazy

# Where an engine looks for posts if its settings say nothing.
CONTENT = {
    "astro": "src/content/blog",
    "docusaurus": "blog",
    "hexo": "source/_posts",
    "hugo": "content",
    "jekyll": "_posts",
    "material": "docs/blog/posts",
    "nikola": "posts",
    "zola": "content",
}
_LOOKED_AT = 40  # entries of a folder
_LISTED = 3  # folders in all, each of which may hold any number of files
_FRONT = 4096  # bytes of a section's front matter
_DATED = lazy(r"[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2}-")
_FENCE = lazy(r"\s*(\+\+\+|---|\{)")
_KEY = lazy(r"(?:^|\n)[ \t\"']*(?P<key>\[{0,2}[\w]+)")
# Keys of a section that one of the two engines knows, and the other does not: Zola's
# `SectionFrontMatter` (components/content/src/front_matter/section.rs), Hugo's front matter fields.
_ZOLA = frozenset(
    ["sort_by", "paginate_by", "paginate_path", "paginate_reversed", "transparent", "redirect_to",
     "page_template", "insert_anchor_links", "in_search_index", "generate_feed", "generate_feeds",
     "[extra", "extra"]
)  # fmt: skip
_HUGO = frozenset(
    ["cascade", "[cascade", "[[cascade", "menu", "[menu", "menus", "[menus", "type", "layout",
     "linktitle", "lastmod", "date", "outputs", "params", "[params", "url", "build", "[build"]
)  # fmt: skip


class Shape(NamedTuple):
    """An engine, why, and the folder of the site that the library stands for ("": see `Site`)."""

    engine: str
    why: str
    within: str = ""


def shape(root: Path, folder: Path, name: str | None) -> Shape | None:
    """The engine whose site stands in `folder`, as far as `root` has to do with its posts.

    `name` is the engine that is asked for: then a folder of its content's name is enough.
    """
    inside = "" if folder == root or root in folder.parents else f"{root.relative_to(folder)}/"
    inside = inside.replace(os.sep, "/")
    if name is not None:
        content = CONTENT.get(name, "")
        if content and _shares(content, inside) and _is_folder(folder, content):
            return Shape(name, f"a folder {content}")
        return None
    if _shares("source", inside) and _is_folder(folder, "source/_posts"):
        return Shape("hexo", "a folder source/_posts")
    if _jekyll(folder, inside):
        return Shape("jekyll", "dated posts in a folder _posts")
    if _shares("docs", inside) and _blog(folder, "docs/blog/"):
        return Shape("material", "docs/blog/.authors.yml beside posts")
    if folder == root and root.parts[-2:] != ("docs", "blog") and _blog(folder):
        return Shape("material", ".authors.yml beside posts", "docs/blog")
    if _shares("src", inside) and _astro(folder):
        return Shape("astro", "settings of content collections in src")
    if _shares("blog", inside) and _docusaurus(folder):
        return Shape("docusaurus", "authors.yml beside dated posts in blog")
    return _sections(root, folder, inside)


def _shares(content: str, inside: str) -> bool:
    """Whether a library `inside` the site ("" is all of it) stands in the content, or holds it."""
    return inside.startswith(f"{content}/") or f"{content}/".startswith(inside)


def _jekyll(folder: Path, inside: str) -> bool:
    """Whether `_posts` holds posts named as Jekyll wants it: other tools have such a folder too.

    Below `source` it is Hexo's.
    """
    parts = inside.split("/")
    if folder.name == "source" or (inside and "_posts" not in parts and "_drafts" not in parts):
        return False
    return _is_folder(folder, "_posts") and _any_dated(folder / "_posts")


def _any_dated(folder: Path) -> bool:
    """Whether one of the first entries of a folder, or of one in it, begins with a date."""
    folders = islice(_below(folder, 1), 2)
    return any(_DATED.match(entry.name) for below in folders for entry in _entries(below))


def _astro(folder: Path) -> bool:
    """Whether the schema of Astro's collections is there, where it is looked for now or was."""
    src = f"{folder}{os.sep}src"
    return (
        os.path.isdir(src)
        and not _has_settings(folder, "astro")
        and any(
            os.path.isfile(f"{src}{os.sep}{name}.{ext}")
            for name in ("content.config", "content/config")
            for ext in ("ts", "mjs", "js")
        )
    )


def _docusaurus(folder: Path) -> bool:
    """Whether the authors of Docusaurus's blog stand beside posts named as its posts are."""
    blog = f"{folder}{os.sep}blog"
    if not os.path.isfile(f"{blog}{os.sep}authors.yml") or _has_settings(folder, "docusaurus"):
        return False
    return _any_dated(folder / "blog")


def _has_settings(folder: Path, name: str) -> bool:
    """Whether the site's own settings are there: they were asked, and it is no such blog."""
    head = f"{folder}{os.sep}{name}.config."
    return any(os.path.isfile(head + ext) for ext in ("js", "mjs", "cjs", "ts", "mts", "cts"))


def _blog(folder: Path, inside: str = "") -> bool:
    """Whether Material's file of authors stands beside its posts."""
    authors = os.path.isfile(f"{folder}{os.sep}{inside}.authors.yml")
    return authors and _is_folder(folder, f"{inside}posts")


def _sections(root: Path, folder: Path, inside: str) -> Shape | None:
    """Hugo or Zola, by a section's page in the content, which is `_index.md` in both."""
    if _shares("content", inside) and _is_folder(folder, "content"):
        content, within, where = folder / "content", "", "in content"
    elif folder == root and "content" not in root.parts:
        content, within, where = root, "content", "at the top"
    else:
        return None
    page = _section_page(root, content) if not within else _index(root)
    engine = page and _told_apart(page)
    return Shape(engine, f"_index.md {where}", within) if engine else None


def _section_page(root: Path, content: Path) -> Path | None:
    """The first section's page above the library in the content, or (of few folders) below."""
    for folder in (root, *root.parents):
        if content not in (folder, *folder.parents):
            break
        if page := _index(folder):
            return page
    return next(filter(None, map(_index, _below(content, _LISTED))), None)


def _below(folder: Path, most: int) -> Iterator[Path]:
    """A folder and those in it, level by level; `most` of them are listed."""
    pending = deque([folder])
    yield folder
    for _ in range(most):
        if not pending:
            return
        for entry in _entries(pending.popleft()):
            if _may_hold(entry):
                pending.append(below := Path(entry.path))
                yield below


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The first entries of a folder, in no order."""
    try:
        with os.scandir(folder) as entries:
            yield from islice(entries, _LOOKED_AT)
    except OSError:
        return


def _may_hold(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_folder(folder: Path, name: str) -> bool:
    return os.path.isdir(f"{folder}{os.sep}{name}")


def _index(folder: Path) -> Path | None:
    for name in ("_index.md", "_index.en.md"):
        if os.path.isfile(f"{folder}{os.sep}{name}"):
            return folder / name
    return None


def _told_apart(page: Path) -> str:
    """Hugo's or Zola's, by the fence and the keys of a section's front matter; "" for neither.

    Zola's sections are TOML nearly always; one in YAML or JSON without a key of Zola's is Hugo's.
    """
    try:
        with page.open("rb") as file:
            text = file.read(_FRONT).decode("utf-8-sig", "replace")
    except OSError:
        return ""
    fence = _FENCE.match(text)
    if fence is None:
        return ""
    front, closed, _ = text[fence.end() :].partition(f"\n{fence[1]}")
    keys = {found["key"].lower() for found in _KEY.finditer(front if closed else text)}
    zola, hugo = bool(keys & _ZOLA), bool(keys & _HUGO)
    if zola != hugo:
        return "zola" if zola else "hugo"
    return "hugo" if fence[1] != "+++" and not zola else ""
