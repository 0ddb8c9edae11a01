"""Which post a link between posts means: by path, by address, by name, by title.

Blogs write such links for the site that an engine makes, so there is no one rule: Hugo resolves
`ref` by path or by unique name (gohugo.io/functions/urls/ref), Jekyll's `post_url` by date and
name, Zola's `@/` from the content folder, a wiki by name or title. What they have in common is
taken, from the strictest reading to the loosest; a name that two posts share means neither, unless
one of them stands nearer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from reader.folding import bare

if TYPE_CHECKING:
    from reader.index.search import Search

_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdx|html?|xhtml|php|aspx?)$", re.IGNORECASE)
_INDEX = frozenset(["index", "_index", "readme"])
_DATED = re.compile(r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{8})[-_ ]+(?=.)", re.ASCII)
_LOOSE = re.compile(r"[\W_]+")
# Folders of a site whose pages list posts: the last part of their address is a term, no name.
_LISTS = frozenset(
    ["author", "authors", "categories", "category", "page", "series", "tag", "tags", "topics"]
)
# A longer target is none: looking it up would cost what no link is worth.
_LONGEST = 2000


class Known(NamedTuple):
    """What a post can be linked to by: its path in the library, title, and address on the web."""

    path: str
    title: str
    url: str | None


class Targets:
    """Looks links up among posts; made once, asked often."""

    def __init__(self, posts: Iterable[Known]) -> None:
        self._paths: set[str] = set()
        # By path without an extension, by address: as exact as a link is written.
        self._pages: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._titles: dict[str, list[str]] = {}
        for path, title, url in posts:
            self._paths.add(path)
            self._pages.setdefault(_page(path), path)
            names = [_names(path)]
            if url is not None and (address := _split(url)) is not None and address.path:
                page = _page(unquote(address.path))
                self._pages.setdefault("/" + page, path)
                names.append([page.rpartition("/")[2]])
            for name in {_loose(one) for many in names for one in many} - {""}:
                self._names.setdefault(name, []).append(path)
            if name := _loose(title):
                self._titles.setdefault(name, []).append(path)

    @classmethod
    def of(cls, search: Search) -> Targets:
        """Those of an index."""
        found = search.connection.execute(
            "SELECT p.path, c.title, c.url FROM posts p JOIN cards c ON c.post = p.id ORDER BY p.id"
        )
        return cls(Known(os.fsdecode(path), title, url) for path, title, url in found)

    def find(self, here: str, target: str) -> str | None:
        """The path of the post that `target`, written in the post at `here`, leads to.

        None where there is none, where it could be one of several, and for addresses elsewhere.
        """
        parts = _split(target.strip()) if len(target) <= _LONGEST else None
        if parts is None or parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if not path:
            return here
        rooted = path.startswith(("/", "@/"))
        path = path.removeprefix("@")
        bases = [""] if rooted else [here.rpartition("/")[0], _page(here), ""]
        joined = list(dict.fromkeys(_joined(base, path) for base in bases))
        for one in joined:
            if one in self._paths:
                return one
        for one in joined:
            page = _page(one)
            for key in (page, "/" + page):
                if key in self._pages:
                    return self._pages[key]
        return self._named(here, joined[0]) or (
            None if rooted else self._nearest(here, "", self._titles.get(_loose(path), []))
        )

    def _named(self, here: str, path: str) -> str | None:
        """The post of a name, whatever folders it is said to stand in."""
        page = _page(path)
        folder, _, name = page.rpartition("/")
        parts = folder.split("/")
        if _LISTS.intersection(map(bare, parts)):
            return None
        # A day that is written as folders is part of a file's name: 2015/01/31/name.
        if len(parts) >= 3 and all(part.isdecimal() for part in parts[-3:]):
            dated = self._names.get(_loose("-".join([*parts[-3:], name])))
            if dated:
                return self._nearest(here, folder, dated)
        return self._nearest(here, folder, self._names.get(_loose(name), []))

    @staticmethod
    def _nearest(here: str, folder: str, paths: list[str]) -> str | None:
        """The one of some posts that stands in most of the folders named, or else beside `here`."""
        if len(paths) == 1:
            return paths[0]

        def nearness(path: str) -> tuple[int, bool]:
            return _shared(_page(path).split("/")[:-1], folder.split("/")), (
                path.rpartition("/")[0] == here.rpartition("/")[0]
            )

        near = sorted(((nearness(path), path) for path in paths), reverse=True)
        return near[0][1] if near and near[0][0] > near[1][0] else None


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _joined(base: str, path: str) -> str:
    """A path from a folder, both of `/`, without dots; none leads out of the library."""
    found: list[str] = []
    for part in f"{base}/{path}".split("/"):
        if part == "..":
            found[-1:] = []
        elif part not in ("", "."):
            found.append(part)
    return "/".join(found)


def _page(path: str) -> str:
    """The folder-like address that a path has on a site: posts/a/index.md is posts/a."""
    path = _PAGE.sub("", path.strip("/"))
    folder, _, name = path.rpartition("/")
    return bare(folder if bare(name) in _INDEX else path)


def _names(path: str) -> list[str]:
    """What a file can be called by: its name, with its day and without."""
    name = _page(path).rpartition("/")[2]
    return [name, _DATED.sub("", name, count=1)]


def _loose(name: str) -> str:
    """A name without case, and with - for all signs and spaces."""
    return _LOOSE.sub("-", bare(_PAGE.sub("", name))).strip("-")


def _shared(one: list[str], other: list[str]) -> int:
    """How many folders two paths have in common, counted from the innermost."""
    number = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        number += 1
    return number
