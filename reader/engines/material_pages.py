"""Where the posts and lists of Material's blog plugin stand: pages, addresses, identities.

After Material 9.7 (`plugins/blog/plugin.py`, `plugins/tags`) and MkDocs 1.6 (`structure/files.py`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from reader.engines.material_post import named
from reader.engines.material_settings import (
    BY_SHAPE,
    Settings,
    address,
    filled,
    load,
    plain,
    size_of,
    slugify,
    source,
    written,
)
from reader.engines.plain import Plain
from reader.engines.settings import flag, mapping, number, text

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.model import Term
    from reader.source.dates import Moment
    from reader.source.fields import Fields

_PREFIXES = {"home": "", "category": "categories_", "author": "authors_profiles_"}
_FORMS = {
    "category": ("categories_url_format", "category/{slug}"),
    "author": ("authors_profiles_url_format", "author/{slug}"),
}
# The identity of the categories that have no letter in them, whose slug is "".
_NO_SLUG = "-"


class Pages(Plain):
    """What mkdocs.yml says of the pages of a blog."""

    def __init__(self, site: Site | None = None) -> None:
        """The settings in mkdocs.yml; SettingsError."""
        super().__init__(site)
        file = self.site.why if self.site.why.startswith("mkdocs.") else ""
        settings = load(self.site, file) if file else None
        self.settings: Settings = settings or BY_SHAPE
        self.plugin = self.settings.plugin
        self.page_size = self.size_of("home") or self.page_size
        self.base_url = self.settings.site_url
        self.kinds = self._kinds()
        docs = self.settings.docs
        self._docs = "" if docs == "." else docs + "/"
        self._tags_page = self._find_tags_page()

    def _kinds(self) -> tuple[str, ...]:
        tags = self.settings.tags
        published = {
            "home": True,
            "category": self._on("categories", True),
            "author": self._on("authors", True) and self._on("authors_profiles", False),
            "tag": tags is not None
            and flag(plain(tags.get("listings")), True)
            and not flag(plain(tags.get("export_only"))),
        }
        return tuple(kind for kind, there in published.items() if there)

    def _on(self, name: str, default: bool) -> bool:
        return flag(plain(self.plugin.get(name)), default)

    def _said(self, name: str, default: str) -> str:
        return text(plain(self.plugin.get(name)), default)

    def _in_docs(self, path: str) -> str | None:
        """The path in the docs folder."""
        inside = self.site.path(path)
        if inside is None or not inside.startswith(self._docs):
            return None
        return inside[len(self._docs) :]

    @cached_property
    def authors(self) -> Mapping[str, tuple[str, str]]:
        """Key → the identity of the author's page and the name that is shown."""
        file = filled(self._said("authors_file", "{blog}/.authors.yml"), blog=self.settings.blog)
        data = self.site.data(posixpath.normpath(posixpath.join(self._docs, file)))
        found: dict[str, tuple[str, str]] = {}
        for key, value in mapping(mapping(data).get("authors")).items():
            author = mapping(value)
            found[key] = text(author.get("slug"), key), text(author.get("name"), key)
        return found

    def term_key(self, field: str, name: str) -> str:
        """A category's slug, an author's key, a tag as it is."""
        if field == "category":
            separator = self._said("categories_slugify_separator", "-")
            options = self.plugin.get("categories_slugify")
            return slugify(name, separator, options) or _NO_SLUG
        if field == "author":
            known = self.authors
            if name in known:
                return known[name][0]
            return next((key for key, shown in known.values() if shown == name), name)
        return name if field == "tag" else super().term_key(field, name)

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """`post_url_format` with the date as written, the slug, categories and file name."""
        if dated is None:
            return None
        pattern = self._said("post_url_date_format", "yyyy/MM/dd")
        most = number(plain(self.plugin.get("post_url_max_categories")), 1)
        keys = [one.key for one in terms.get("category", ())[:most]]
        path = filled(
            self._said("post_url_format", "{date}/{slug}"),
            categories="/".join("" if key == _NO_SLUG else key for key in keys),
            date=written(dated.date, pattern),
            file=named_as(posixpath.splitext(fields.path.rpartition("/")[2])[0]),
            slug=self._slug(fields),
        )
        return address(source(self.settings.blog, path), self.settings.directory_urls)

    def _slug(self, fields: Fields) -> str:
        """`slug`, else one of the title as MkDocs knows it before the body is rendered."""
        values = fields.document.front.values
        said = values.get("slug")
        if isinstance(said, str) and said:
            return said
        title = text(values.get("title"))
        if not title:
            line = fields.document.body.lstrip().partition("\n")[0].strip()
            title = line.lstrip("# ") if line.startswith("# ") else named(fields.path)
        separator = self._said("post_slugify_separator", "-")
        return slugify(title, separator, self.plugin.get("post_slugify"))

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """Posts a page; a tag's list has one page."""
        return None if kind == "tag" else size_of(self.plugin, _PREFIXES.get(kind, ""))

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The address of a view, or of its further pages, which stand below it."""
        if kind == "tag":
            return self._tag_url(name)
        page = source(self.settings.blog, "index")
        if kind in _FORMS:
            form, default = _FORMS[kind]
            slug = "" if key == _NO_SLUG else key
            page = source(
                self.settings.blog, filled(self._said(form, default), slug=slug, name=name)
            )
        if number > 1:
            path = filled(self._said("pagination_url_format", "page/{page}"), page=str(number))
            folder, _, last = page.rpartition("/")
            if last == "index":
                page, path = folder, posixpath.join(path, "index")
            page = source(page, path)
        return address(page, self.settings.directory_urls)

    def _find_tags_page(self) -> str:
        """The page that lists the tags, where the settings or its name tell it."""
        tags = self.settings.tags
        if tags is None:
            return ""
        if file := text(plain(tags.get("tags_file"))):
            return file
        blog = "" if self.settings.blog == "." else self.settings.blog + "/"
        names = ("tags.md", "tags/index.md", f"{blog}tags.md", f"{blog}tags/index.md")
        directive = text(tags.get("listings_directive"), "material/tags")
        for name in names:
            file = self._docs + name
            if self.site.is_file(file) and f"<!-- {directive}" in self.site.text(file):
                return name
        return ""

    def _tag_url(self, name: str) -> str | None:
        if not self._tags_page:
            return None
        tags = self.settings.tags or {}
        separator = text(plain(tags.get("tags_slugify_separator")), "-")
        hierarchy = text(tags.get("tags_hierarchy_separator"), "/")
        parts = name.split(hierarchy) if flag(plain(tags.get("tags_hierarchy"))) else [name]
        slug = hierarchy.join(slugify(one, separator, tags.get("tags_slugify")) for one in parts)
        mark = filled(text(plain(tags.get("tags_slugify_format")), "tag:{slug}"), slug=slug)
        page = posixpath.splitext(self._tags_page)[0]
        return f"{address(page, self.settings.directory_urls)}#{mark}"


def named_as(stem: str) -> str:
    """The name that MkDocs gives to a file."""
    return "index" if stem == "README" else stem
