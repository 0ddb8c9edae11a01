"""Which files under a Pelican site's content folder are articles (`pelican.generators`)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property

ENDINGS = (".md", ".markdown", ".mkd", ".mdown")  # pelican.readers.MarkdownReader
# The site's folder in the paths that are compared as Pelican compares them, sign for sign.
_TOP = "/s"


class Paths:
    """The folders and names that a site's settings give; all paths are the site's own."""

    def __init__(
        self,
        content: str,
        *,
        articles: Sequence[str],
        pages: Sequence[str],
        excludes: Sequence[str],
        ignored: Sequence[str],
    ) -> None:
        self.content = content
        self.articles, self.pages = articles, pages
        self.excludes, self.ignored = excludes, ignored
        self.base = f"{_TOP}/{content}" if content else _TOP

    @property
    def folders(self) -> list[str]:
        """The folders in the site that articles are looked for in."""
        found = [posixpath.normpath(posixpath.join(self.base, one)) for one in self.articles]
        return [one[len(_TOP) + 1 :] if one.startswith(_TOP + "/") else "" for one in found]

    def source(self, path: str) -> str:
        """The path in the content folder of a file in the site."""
        if path.startswith(self.content + "/"):
            return path[len(self.content) + 1 :]
        return posixpath.relpath(path, self.content) if self.content else path

    def exclusion(self, path: str) -> str:
        """Why a file in the site is no article; "" where it is one.

        After `Generator.get_files`, which compares folders by their names as they are written: one
        with a slash at its end excludes nothing.
        """
        file = f"{_TOP}/{path}"
        name = posixpath.basename(path)
        if not name.endswith(ENDINGS):
            return f"Pelican does not read {posixpath.splitext(name)[1]} files"
        if any(fnmatchcase(name, one) for one in self.ignored):
            return "IGNORE_FILES names it"
        reason = "it does not stand in ARTICLE_PATHS"
        for root in self.articles:
            top = posixpath.join(self.base, root) if root else self.base
            clean = posixpath.normpath(top)
            if file == clean:
                return ""
            if not file.startswith(clean + "/"):
                continue
            barred = self._barred(top, file[len(clean) + 1 :].split("/")[:-1])
            if not barred:
                return ""
            reason = barred
        return reason

    def _barred(self, folder: str, below: Sequence[str]) -> str:
        """What keeps a walk through a folder out of one of those below."""
        for name in below:
            if any(fnmatchcase(name, one) for one in self.ignored):
                return f"IGNORE_FILES names its folder {name}"
            if name in self._excluded.get(folder, ()):
                paged = posixpath.join(folder, name) in self._paged
                return "it is a page, not an article" if paged else "ARTICLE_EXCLUDES names it"
            folder = posixpath.join(folder, name)
        return ""

    @cached_property
    def _excluded(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for one in (*self.excludes, *self.pages):
            above, name = posixpath.split(posixpath.join(self.base, one))
            found.setdefault(above, set()).add(name)
        return found

    @cached_property
    def _paged(self) -> frozenset[str]:
        return frozenset(posixpath.join(self.base, one) for one in self.pages)
