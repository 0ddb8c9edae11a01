"""The tags file and the authors file of a Docusaurus blog, in each of its languages.

After Docusaurus 3.10 (`utils-validation/src/tagsFile.ts`, `plugin-content-blog/src/authorsMap.ts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.engines.docusaurus_urls import kebab
from reader.engines.js_scalars import text
from reader.engines.settings import mapping
from reader.source.frontmatter import truth

if TYPE_CHECKING:
    from reader.engines.docusaurus_settings import Blog, Locale
    from reader.engines.site import Site
    from reader.source.frontmatter import Value


class Tag(NamedTuple):
    """A tag: how it is shown, and the end of its address, which is what makes it one."""

    label: str
    key: str


class Author(NamedTuple):
    """An author of the authors file; `page` is the end of his page's address, None: he has none."""

    name: str
    page: str | None


class Vocabulary:
    """What the files beside the posts say; they are read when they are first asked for."""

    def __init__(self, site: Site, blog: Blog) -> None:
        self._site, self._blog = site, blog
        self._tags: dict[str, dict[str, Tag]] = {}
        self._authors: dict[str, dict[str, Author]] = {}
        for locale in blog.locales:  # so that the site's stamp knows of them from the start
            for file in (blog.tags, blog.authors):
                self._file(locale, file)

    def tags(self, locale: Locale | None = None) -> Mapping[str, Tag]:
        """The tags of the tags file by their keys; of the default language where none is said."""
        locale = locale or self._blog.locales[0]
        if locale.name not in self._tags:
            found = {}
            for key, value in mapping(self._data(locale, self._blog.tags)).items():
                said = mapping(value)
                label = text(said.get("label")) or key[:1].upper() + key[1:].lower()
                link = text(said.get("permalink")).lstrip("/") or kebab(key)
                found[key] = Tag(label, link or key)
            self._tags[locale.name] = found
        return self._tags[locale.name]

    def authors(self, locale: Locale | None = None) -> Mapping[str, Author]:
        """The authors of the authors file by their keys."""
        locale = locale or self._blog.locales[0]
        if locale.name not in self._authors:
            found = {}
            for key, value in mapping(self._data(locale, self._blog.authors)).items():
                said = mapping(value)
                page = said.get("page")
                link = text(mapping(page).get("permalink")) or (kebab(key) if truth(page) else "")
                name = text(said.get("name")) or key
                found[key] = Author(name, link.lstrip("/") or None)
            self._authors[locale.name] = found
        return self._authors[locale.name]

    def _data(self, locale: Locale, file: str | None) -> Value:
        name = self._file(locale, file)
        return self._site.data(name) if name else None

    def _file(self, locale: Locale, file: str | None) -> str | None:
        """Where a file stands: beside the translations before the blog's own."""
        folders = filter(None, (locale.folder, self._blog.path)) if file else ()
        return self._site.first(*(f"{folder}/{file}" for folder in folders))
