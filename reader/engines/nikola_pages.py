"""Where the posts and lists of Nikola stand: the pages of its indexes, and addresses.

After Nikola 8.3 (`nikola.py`: `generic_index_renderer`, `path`; `utils.py`:
`adjust_name_for_index_path_list`; `plugins/task/{indexes,tags,categories,authors}.py`).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from reader.engines.nikola_post import hierarchy, slugify
from reader.engines.nikola_settings import Home, Settings, load
from reader.engines.plain import Plain
from reader.source.frontmatter import truth

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.source.frontmatter import Value

# Without conf.py, or where it says nothing of them.
_SHAPE = {"POSTS": [("posts/*.md", "posts", "post.tmpl")]}
_PLUGINS = {"home": "indexes", "category": "categories", "author": "authors", "tag": "tags"}
_AS_INDEXES = {
    "category": "CATEGORY_PAGES_ARE_INDEXES",
    "author": "AUTHOR_PAGES_ARE_INDEXES",
    "tag": "TAG_PAGES_ARE_INDEXES",
}


class Pages(Plain):
    """What conf.py says of the pages of a site."""

    def __init__(self, site: Site | None = None) -> None:
        """The settings in conf.py; SettingsError."""
        super().__init__(site)
        there = self.site.why == "conf.py"
        self.settings = (load(self.site, "conf.py") if there else None) or Settings(_SHAPE)
        several = len(self.settings.languages) > 1
        self.language = self.settings.default if several else None
        self.falls_back = self.settings.flag("SHOW_UNTRANSLATED_POSTS", True)
        self.page_size = self.settings.size
        base = self.settings.text("BASE_URL") or self.settings.text("SITE_URL")
        self.base_url = base.rstrip("/")
        self.kinds = self._kinds()
        self.endings = self._endings()
        extensions = self.settings.values.get("MARKDOWN_EXTENSIONS")
        self.markdown = (
            isinstance(extensions, (list, tuple)) and "markdown.extensions.meta" in extensions
        )

    def _kinds(self) -> tuple[str, ...]:
        disabled = self.settings.values.get("DISABLED_PLUGINS")
        disabled = disabled if isinstance(disabled, (list, tuple)) else ()
        published = {
            "home": not self.settings.flag("DISABLE_INDEXES", False),
            "category": True,
            "author": self.settings.flag("ENABLE_AUTHOR_PAGES", True),
            "tag": True,
        }
        return tuple(
            kind
            for kind, there in published.items()
            if there and f"classify_{_PLUGINS[kind]}" not in disabled
        )

    def _endings(self) -> tuple[str, ...]:
        """What the names of Markdown files end in."""
        compilers = self.settings.values.get("COMPILERS")
        given = compilers.get("markdown") if isinstance(compilers, dict) else None
        endings = given if isinstance(given, (list, tuple)) else (".md", ".mdown", ".markdown")
        return tuple(one for one in endings if isinstance(one, str))

    def fewest(self, kind: str) -> int:
        """A blog of one author has no list of authors."""
        return 2 if kind == "author" else 1

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """Posts a page; lists of terms have one unless their pages are indexes."""
        if kind == "home":
            return self.settings.size
        as_indexes = self.settings.values.get(_AS_INDEXES.get(kind, ""))
        if kind == "category" and as_indexes is None:
            as_indexes = self.settings.values.get(_AS_INDEXES["tag"])
        return self.settings.size if as_indexes else None

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """As many as there are; of static indexes the page after the first may be a short one."""
        sizes = list(super().page_sizes(kind, total, size))
        if len(sizes) > 2 and self._static:
            sizes.insert(1, sizes.pop())
        return sizes

    @property
    def _static(self) -> bool:
        return self.settings.flag("INDEXES_STATIC", True)

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """An address in the main language."""
        return self.page_url_in(self.settings.default, kind, key, name, number, of)

    def page_url_in(
        self, language: str, kind: str, key: str, name: str, number: int, of: int
    ) -> str | None:
        """An address; static indexes are numbered from the oldest posts on."""
        lang = language if language in self.settings.languages else self.settings.default
        if kind == "home":
            path = [self.settings.text("INDEX_PATH", "", lang), self.settings.index_file]
        else:
            path = self._term_path(kind, key, lang)
            if self.settings.pretty or not path:
                path = [*path, self.settings.index_file]
            else:
                path[-1] += ".html"
        path = [part for part in (self.settings.languages[lang], *path) if part]
        if number > 1:
            path = self._numbered(path, number, of, lang)
        # INDEX_PATH and its like may hold several folders, or "." for none.
        whole = [posixpath.normpath(part).strip("/") for part in path]
        return self._link([part for part in whole if part != "."])

    def _term_path(self, kind: str, key: str, lang: str) -> list[str]:
        if kind == "author":
            author = self._slug(key) if self.settings.flag("SLUG_AUTHOR_PATH", True) else key
            return [self.settings.text("AUTHOR_PATH", "authors", lang), author]
        tags = self.settings.text("TAG_PATH", "categories", lang)
        if kind == "tag":
            return [part for part in (tags, self._tag(key)) if part]
        parts = hierarchy(key)
        if self.settings.flag("CATEGORY_OUTPUT_FLAT_HIERARCHY", False):
            parts = parts[-1:]
        slugs = [self._tag(part) for part in parts]
        slugs[0] = self.settings.text("CATEGORY_PREFIX", "cat_") + slugs[0]
        if not self.settings.pretty:
            slugs = ["-".join(slugs)]
        own = self.settings.values.get("CATEGORY_PATH")
        path = tags if own is None else self.settings.text("CATEGORY_PATH", "", lang)
        return [part for part in (path, *slugs) if part]

    def _tag(self, name: str) -> str:
        return self._slug(name) if self.settings.flag("SLUG_TAG_PATH", True) else name

    def _slug(self, name: str) -> str:
        return slugify(name, self.settings.flag("USE_SLUGIFY", True))

    def _numbered(self, path: list[str], number: int, of: int, lang: str) -> list[str]:
        """The path of a page that is not the first."""
        place = of - number + 1 if self._static else number - 1
        main = self.settings.flag("INDEXES_PAGES_MAIN", False)
        shown = place if self._static else place + (1 if main else 0)
        index = self.settings.index_file
        ending = posixpath.splitext(index)[1]
        if not path or not path[-1].endswith(ending):
            path = [*path, index]
        schema = self.settings.spoken(self.settings.values.get("INDEXES_PRETTY_PAGE_URL"), lang)
        if self.settings.pretty and schema and path[-1] == index:
            rows = schema if isinstance(schema, (list, tuple)) else [schema]
            values = {"number": str(shown), "old_number": str(place), "index_file": index}
            filled = [str(row) for row in rows]
            for key, value in values.items():
                filled = [row.replace(f"{{{key}}}", value) for row in filled]
            return [*path[:-1], *filled]
        stem = posixpath.splitext(path[-1])[0]
        return [*path[:-1], f"{stem}-{place}{ending}"]

    def address_of(self, home: Home, slug: str, pretty: Value) -> str:
        """The address of a post."""
        folder = self.settings.spoken(home.pattern.destination, home.lang)
        base = str(folder) if isinstance(folder, str) else ""
        parts = [self.settings.languages[home.lang], *posixpath.join(base, home.below).split("/")]
        said = truth(pretty) if isinstance(pretty, str) and pretty else None
        if said if said is not None else self.settings.pretty and slug != "index":
            parts += [slug, "index.html"]
        else:
            parts += [f"{slug}.html"]
        return self._link([part for part in parts if part and part != "."])

    def category_of(self, home: Home | None) -> str:
        """The category of a post that names none: its folder, if the settings say so."""
        if home is None or not self.settings.flag("CATEGORY_DESTPATH_AS_DEFAULT", False):
            return ""
        folder = self.settings.spoken(home.pattern.destination, home.lang)
        whole = posixpath.normpath(posixpath.join(str(folder).lstrip("/"), home.below or "."))
        trims = self.settings.flag("CATEGORY_DESTPATH_TRIM_PREFIX", False) and home.below
        category = home.below if trims else whole
        if self.settings.flag("CATEGORY_DESTPATH_FIRST_DIRECTORY_ONLY", True):
            category = category.partition("/")[0]
        names = self.settings.spoken(self.settings.values.get("CATEGORY_DESTPATH_NAMES"), home.lang)
        named = names.get(category, category) if isinstance(names, dict) else category
        return named if isinstance(named, str) else category

    def _link(self, parts: list[str]) -> str:
        """The address of a path, without the name of an index file."""
        link = "/" + "/".join(parts)
        index = self.settings.index_file
        if self.settings.strips and link.endswith(f"/{index}"):
            link = link[: -len(index)]
        # utils.encodelink: what follows "?" or "#" is no path.
        path, *rest = re.split("([?#])", unicodedata.normalize("NFC", link), maxsplit=1)
        return quote(unquote(path), safe="/~") + "".join(rest)
