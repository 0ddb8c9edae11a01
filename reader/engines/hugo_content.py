"""Which files are pages of a Hugo site, where each stands, and what the site says of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

from reader.engines.hugo_cascade import Sections
from reader.engines.hugo_files import FORMATS
from reader.engines.hugo_paths import CONTENT, Place, lower, normal
from reader.engines.hugo_values import string
from reader.engines.settings import mapping
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.engines.hugo_settings import Settings
    from reader.engines.site import Site
    from reader.model import Term
    from reader.source.frontmatter import Value

_DRAFT = lazy(r"^[ \t{]*\"?draft\"?[ \t]*[:=][ \t]*\"?true\b", re.MULTILINE | re.IGNORECASE)
_HEAD = 4096
# To count a section's pages, so many of them are read whole, and so many by their first bytes.
_MOST_READ, _MOST_HEADS = 400, 3000
_MOST_KEPT = 4096
_NAMES = ("name", "display_name", "displayname", "title", "label")


class Content:
    """The content files of a site, by their paths in the library.

    `published` says of a file whether it is published now.
    """

    def __init__(
        self, site: Site, settings: Settings, sections: Sections, published: Callable[[str], bool]
    ) -> None:
        self._site, self._settings, self._sections = site, settings, sections
        self._published = published
        self._places: dict[str, Place | None] = {}
        # By field, name and language; forgotten with each look at the files.
        self.terms: dict[tuple[str, str, str], Term] = {}
        self._bundles: set[str] | None = None
        self._losers: dict[str, str] = {}
        self._main: dict[str, tuple[str, ...]] = {}
        self._people: dict[str, str] | None = None
        self._people_files: list[str] = []
        self._keep()
        here = self._parsed("x.md")
        # Whether the library is part of one section, which is then its home.
        self.inside = here is not None and bool(here.folder)
        # The language of the folder that the library stands in; "" where it holds several.
        self.language = here.lang if here is not None else ""

    def _keep(self) -> None:
        """Keep what is the same for many pages; a scan, which may find other sections, forgets."""
        self.called = lru_cache(maxsize=_MOST_KEPT)(self._called)
        self.ancestors = lru_cache(maxsize=_MOST_KEPT)(self._ancestors)
        self._addressed = lru_cache(maxsize=_MOST_KEPT)(self._folder)
        self._known_bundle = lru_cache(maxsize=_MOST_KEPT)(self._bundle_above)

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to read the same posts (`reader.workers`)."""
        kept = ("called", "ancestors", "_addressed", "_known_bundle")
        state = {name: value for name, value in vars(self).items() if name not in kept}
        # It finds the places of its own files itself.
        return {**state, "_places": {}, "terms": {}}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._keep()

    def place(self, path: str) -> Place | None:
        """Where a file of the library stands in the content; None where it is no content."""
        if path not in self._places:
            # Asked for several times while one post is read, and hardly again.
            if len(self._places) >= _MOST_KEPT:
                self._places.clear()
            self._places[path] = self._parsed(path)
        return self._places[path]

    def _parsed(self, path: str) -> Place | None:
        inner = self._site.path(path)
        if inner is None:
            return None
        for root in self._settings.roots:
            if not root.folder or root.folder == "." or inner.startswith(root.folder + "/"):
                rest = inner[len(root.folder) :].lstrip("/") if root.folder != "." else inner
                if not root.holds(rest):
                    continue
                rest = f"{root.prefix}/{rest}" if root.prefix else rest
                return self._of(rest, root.lang or self._settings.default_lang)
        return None

    def _of(self, path: str, lang: str) -> Place:
        folder, _, name = path.rpartition("/")
        base, _, extension = name.rpartition(".")
        rest, _, last = base.rpartition(".")
        if rest and lower(last) in self._settings.all_languages:
            base, lang = rest, lower(last)
        # Where there are many files their folders are few.
        return Place(intern(folder), base, intern(lower(extension)), lang)

    def exclusion(self, path: str) -> str:
        """Why a file is no page of its own."""
        place = self.place(path)
        if place is None:
            folders = ", ".join(sorted(root.folder for root in self._settings.roots))
            return f"it stands outside of the content folder ({folders}), or a mount leaves it out"
        if place.extension not in CONTENT:
            return f"Hugo takes no .{place.extension} file for a page"
        if place.branch:
            return "it describes a section"
        name = path.rpartition("/")[2]
        if name.startswith("#") or any(one.search("/" + path) for one in self._settings.ignored):
            return "the site's settings ignore it"
        if place.lang not in self._settings.languages:
            return f"the language {place.lang} is not published"
        if (bundle := self._bundle(place)) is not None:
            return f"a resource of the bundle {bundle or 'that the whole content is'}"
        if place.leaf and not place.folder:
            return "it is the home page"
        if path in self._losers:
            return f"{self._losers[path]} has the same path"
        return ""

    def _bundle(self, place: Place) -> str | None:
        """The folder of the leaf bundle that a file belongs to without being its page."""
        # As long as the files have not been looked at, each time is a look at the disk.
        find = self._bundle_above if self._bundles is None else self._known_bundle
        return find(place.folder, place.leaf)

    def _bundle_above(self, folder: str, leaf: bool) -> str | None:
        """As `_bundle`, of a file in a folder; `leaf` says that it is the page of one itself."""
        folders = list(_above(folder))[1 if leaf else 0 :]
        return next((above for above in folders if self._is_bundle(above)), None)

    def _is_bundle(self, folder: str) -> bool:
        if self._bundles is not None:
            return folder in self._bundles
        return self._has_index(folder)

    def _has_index(self, folder: str) -> bool:
        langs = ["", *(f".{lang}" for lang in self._settings.languages)]
        names = [f"{folder}/index{lang}.{form}".lstrip("/") for lang in langs for form in CONTENT]
        tops = [root.folder for root in self._settings.roots if not root.prefix]
        return any(self._site.first(*(f"{top}/{name}" for name in names)) for top in tops)

    def posts(self, paths: Collection[str]) -> list[str]:
        """The pages among the files of the library, all that they depend on seen."""
        self._places = {path: self._parsed(path) for path in paths}
        for kept in (self.called, self.ancestors, self._addressed, self._known_bundle):
            kept.cache_clear()
        self.terms.clear()
        self._losers.clear()
        self._bundles = set()
        folders: set[str] = set()
        for path in paths:
            place = self.place(path)
            if place is None or place.extension not in CONTENT:
                continue
            folders.add(place.folder)
            if place.leaf:
                self._bundles.add(place.folder)
            elif place.branch:
                self._sections.know(place, self._site.path(path) or path)
        self._look(folders)
        posts = [path for path in paths if not self.exclusion(path)]
        self._losers = self._second(posts)
        posts = [path for path in posts if path not in self._losers]
        self._main = dict(self._sections_of(posts))
        self._places.clear()
        return posts

    def _second(self, posts: list[str]) -> dict[str, str]:
        """Of files at one path all but the one that Hugo takes, with that one."""
        taken: dict[tuple[str, str], str] = {}
        losers: dict[str, str] = {}
        for path in posts:
            place = self.place(path)
            if place is None:
                continue
            other = taken.setdefault((place.path, place.lang), path)
            if other != path:
                # A bundle's page, one that names its language, then by the extension, the name.
                first, second = sorted((path, other), key=self._precedence)
                taken[place.path, place.lang] = second
                losers[first] = second
        return losers

    def _precedence(self, path: str) -> tuple[object, ...]:
        place, name = self.place(path), path.rpartition("/")[2]
        if place is None:
            return ()
        named = len(name) > len(f"{place.base}.{place.extension}")
        return place.leaf, named, place.extension, [-ord(sign) for sign in path]

    def _look(self, folders: Collection[str]) -> None:
        """Note what the pages depend on that is outside of the library."""
        here = self._parsed("x.md")
        outside = [] if here is None else list(_above(here.folder))[1:]
        self._sections.look(outside)
        if self._bundles is not None:
            self._bundles.update(filter(self._has_index, outside))
        if here is not None:  # the library is content: its taxonomies may stand beside it
            for plural in self._settings.taxonomies:
                for root in self._settings.roots:
                    names = self._site.files(f"{root.folder}/{plural}")
                    self._sections.look([f"{plural}/{name}" for name in names if "." not in name])
        self._sections.scanned = True
        data = [name for name in self._site.files("data") if _stem(name) in ("authors", "author")]
        found = [f"data/{name}" for name in data]
        if "authors" in data:
            found += [f"data/authors/{name}" for name in self._site.files("data/authors")]
        self._people_files = [name for name in found if name.rpartition(".")[2] in FORMATS]
        for name in self._people_files:
            self._site.exists(name)

    def _sections_of(self, posts: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The main sections by language where the settings name none: the one with most pages."""
        for lang in self._settings.languages:
            if self.inside or self._settings.main_sections.get(lang):
                continue
            files: dict[str, list[str]] = {}
            for path in posts:
                place = self.place(path)
                if place is not None and place.lang == lang and (section := place.section):
                    files.setdefault(section, []).append(path)
            most = self._most(files)
            self._site.note(f"main section {lang}", most)
            if most:
                yield lang, (most,)

    def _most(self, files: Mapping[str, list[str]]) -> str:
        """The section with the most published pages; of equals the first by name; "" for none."""
        if len(files) == 1:
            section, paths = next(iter(files.items()))
            return section if any(map(self._published, paths[:_MOST_READ])) else ""
        best, most, looked = "", 0, 0
        for section, paths in sorted(files.items(), key=lambda one: (-len(one[1]), one[0])):
            if len(paths) < most:
                break
            # A section without published pages is none.
            looked += len(paths)
            count = len(paths)
            if looked <= _MOST_READ:
                count = sum(map(self._published, paths))
            elif looked <= _MOST_HEADS and not self._settings.drafts:
                count -= sum(map(self._draft, paths))
            if count and (-count, section) < (-most, best):
                best, most = section, count
        return best

    def _draft(self, path: str) -> bool:
        return _DRAFT.search(self._site.head(self._site.path(path) or path, _HEAD)) is not None

    def main(self, lang: str) -> tuple[str, ...]:
        """The main sections in a language; none where all pages are home's."""
        return self._settings.main_sections.get(lang) or self._main.get(lang, ())

    def _ancestors(self, folder: str, lang: str) -> Sequence[tuple[str, Mapping[str, Value]]]:
        """The sections that a folder stands in, from the top, with what they say.

        The topmost folder is a section, and each below that has an `_index` file.
        """
        found: list[tuple[str, Mapping[str, Value]]] = []
        for above in reversed(list(_above(normal(folder)))):
            if above and ("/" not in above or self._sections.exists(above, lang)):
                found.append((above, self._sections.says(above, lang)))
        return found

    def folder(self, place: Place) -> str:
        """The folder of a page's address: a section's slug stands for its name."""
        return self._addressed(place.parent, place.lang)

    def _folder(self, folder: str, lang: str) -> str:
        parts: list[str] = []
        whole = ""
        for part in folder.split("/") if folder else []:
            whole = f"{whole}/{part}" if whole else part
            slug = string(self._sections.says(whole, lang).get("slug"))
            parts.append(slug or self.fitting(part))
        return "/" + "/".join(parts)

    def fitting(self, name: str) -> str:
        """A name of a file or folder as it stands in an address."""
        return normal(name) if self._settings.to_lower else name

    def _called(self, plural: str, key: str, lang: str) -> str:
        """What a term's page or the authors' data call it; "" by none.

        The page of the site's own language is asked first: a term has one name in all lists.
        """
        for code in (self._settings.default_lang, lang):
            if title := string(self._sections.says(f"{plural}/{key}", code).get("title")):
                return title
        if plural not in ("authors", "author"):
            return ""
        if self._people is None:
            self._people = dict(self._authors())
        return self._people.get(key, "")

    def _authors(self) -> Iterator[tuple[str, str]]:
        """Keys and names in `data/authors.*` and `data/authors/*`."""
        for file in self._people_files:
            data = self._site.data(file)
            if file.startswith("data/authors/"):
                data = {_stem(file.rpartition("/")[2]): data}
            if isinstance(data, list):
                data = {_key(one): one for one in data if isinstance(one, dict)}
            for key, one in mapping(data).items():
                said = {lower(name): value for name, value in mapping(one).items()}
                name = next((text for own in _NAMES if (text := string(said.get(own)))), "")
                if name := name or string(one):
                    yield normal(key), name


def _key(one: dict[str, Value]) -> str:
    said = {lower(name): value for name, value in one.items()}
    return next((text for own in ("id", "key", "slug", "username", "nick", *_NAMES)
                 if (text := string(said.get(own)))), "")  # fmt: skip


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _above(folder: str) -> Iterator[str]:
    """A folder and those above it, up to ""."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""
