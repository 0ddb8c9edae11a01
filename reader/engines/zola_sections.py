"""Zola's sections: what each folder's `_index.md` says of the pages in it.

A page belongs to the section of its folder, and on to the one above where that section is
transparent; a page in a folder without a section is an orphan, which no section lists
(components/content/src/library.rs).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.engines import settings as read
from reader.engines.settings import SettingsError

if TYPE_CHECKING:
    from reader.engines.site import Site

CONTENT = "content"
SORTS = ("date", "update_date", "title", "title_bytes", "weight", "slug")
_LOOKED_AT = 60


class Section(NamedTuple):
    """A section's settings; `folder` is its path below the content, "" for the root.

    `shown` is False where no page of its own is made: it only redirects, or is not rendered.
    """

    folder: str
    sort_by: str = "none"
    paginate_by: int | None = None
    paginate_path: str = "page"
    reversed: bool = False
    transparent: bool = False
    draft: bool = False
    shown: bool = True


class Sections:
    """The sections of a site in one language: `suffix` is "" or ".fr"."""

    def __init__(
        self, site: Site, suffix: str = "", files: frozenset[str] | None = None, under: str = ""
    ) -> None:
        """`files` are those of the site `under` a folder, where they are known already."""
        self._site, self._suffix, self._files, self._under = site, suffix, files, under
        self._known: dict[str, Section | None] = {}

    def of(self, folder: str) -> Section | None:
        """The section of a folder; the root always has one."""
        if folder not in self._known:
            self._known[folder] = self._read(folder)
        return self._known[folder]

    def above(self, folder: str) -> list[Section]:
        """The sections that list a page of a folder: its own, and further up if transparent."""
        found: list[Section] = []
        while section := self.of(folder):
            found.append(section)
            if not section.transparent or not folder:
                break
            folder = folder.rpartition("/")[0]
        return found

    def draft(self, folder: str) -> Section | None:
        """The section of a folder, or of one above it, that is a draft: all in it is left out."""
        while True:
            section = self.of(folder)
            if section and section.draft:
                return section
            if not folder:
                return None
            folder = folder.rpartition("/")[0]

    def home(self, folders: Iterable[str]) -> Section:
        """The section that is read as the blog's home, where pages stand in these folders.

        The root, where it is paginated or has pages of its own that it sorts; else the section
        that is paginated, else the one that sorts, with the most pages; else the root.
        """
        root = self.of("") or Section("")
        if root.paginate_by and root.shown:
            return root
        counts = Counter[Section]()
        for folder, pages in Counter(folders).items():
            for section in self.above(folder):
                if not self.draft(section.folder):
                    counts[section] += pages
        if root.sort_by != "none" and counts[root] and root.shown:
            return root

        def rank(one: Section) -> tuple[bool, bool, bool, int, str]:
            sorts = one.sort_by != "none"
            return not one.shown, not one.paginate_by, not sorts, -counts[one], one.folder

        return min(counts, key=rank, default=root)

    def guess(self) -> Section:
        """The home of a site whose pages are not known yet, out of the first folders at most."""
        root = self.of("") or Section("")
        if root.paginate_by and root.shown:
            return root
        try:
            with os.scandir(self._site.folder / CONTENT) as entries:
                names = sorted(e.name for e in islice(entries, _LOOKED_AT) if e.is_dir())
        except OSError:
            return root
        sections = filter(None, map(self.of, names))
        return next(
            (one for one in sections if one.paginate_by and one.shown and not one.draft), root
        )

    def _read(self, folder: str) -> Section | None:
        # Parsed as a page's front matter is.
        from reader.source.document import parse

        name = f"{CONTENT}/{folder}/_index{self._suffix}.md".replace("//", "/")
        if self._files is not None and name.startswith(self._under):
            there = name in self._files
        else:
            there = self._site.is_file(name)
        if not there:
            return None if folder else Section("")
        try:
            values = parse(name, self._site.text(name)).front.values
        except SettingsError as error:
            self._site.problem(name, error)
            return Section(folder)
        size = read.number(values.get("paginate_by"))
        said = read.text(values.get("sort_by"), "none")
        return Section(
            folder,
            said if said in SORTS else "none",
            size if size is not None and size > 0 else None,
            read.text(values.get("paginate_path"), "page"),
            read.flag(values.get("paginate_reversed")),
            read.flag(values.get("transparent")),
            read.flag(values.get("draft")),
            read.flag(values.get("render"), True) and not read.text(values.get("redirect_to")),
        )
