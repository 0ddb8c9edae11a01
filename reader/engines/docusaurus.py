"""Docusaurus: the posts of plugin-content-blog, newest first, by tag, by author with a page.

After Docusaurus 3.10 (`plugin-content-blog/src/blogUtils.ts`, `authors.ts`, `utils/src/tags.ts`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.engines.docusaurus_post import content_title, file_name, moment
from reader.engines.docusaurus_settings import Blog, Locale, load
from reader.engines.docusaurus_terms import Tag, Vocabulary
from reader.engines.docusaurus_urls import ended, joined, kebab
from reader.engines.js_globs import matches
from reader.engines.js_scalars import text as js_text
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.settings import mapping
from reader.model import State, Term
from reader.source.frontmatter import Written

if TYPE_CHECKING:
    from reader.engines.base import Spelling
    from reader.engines.site import Site
    from reader.source.dates import Moment
    from reader.source.fields import Fields
    from reader.source.frontmatter import Value


class Docusaurus(Plain):
    """The rules of Docusaurus's blog plugin."""

    name = "docusaurus"
    title = "Docusaurus"
    falls_back = True
    # The label of the first post in the list holds.
    spelling: Spelling = "newest"

    def __init__(self, site: Site | None = None) -> None:
        """The options in docusaurus.config.*; SettingsError."""
        super().__init__(site)
        file = self.site.why if self.site.why.startswith("docusaurus.config.") else ""
        self.blog = (load(self.site, file) if file else None) or Blog()
        self.page_size = self.blog.size or Plain.page_size
        self.base_url = self.blog.address
        locales = self.blog.locales
        self.language = locales[0].name if len(locales) > 1 else None
        self._folders = {locale.folder: locale for locale in locales if locale.folder}
        self._own: frozenset[str] = frozenset()
        self._today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._known = Vocabulary(self.site, self.blog)

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Whether the site has a blog that the library has to do with."""
        return file.startswith("docusaurus.config.") and load(site, file) is not None

    @property
    def kinds(self) -> tuple[str, ...]:  # type: ignore[override]
        """Home, the tags, and the authors if any has a page."""
        paged = any(author.page is not None for author in self._known.authors().values())
        return ("home", "author", "tag") if paged else ("home", "tag")

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """The posts, and their translations where there is a post of that name to translate."""
        first = self.blog.locales[0].name
        kept, places = [], {path: self._placed(path) for path in paths if self.is_post(path)}
        originals = {place[1] for place in places.values() if place and place[0] is None}
        # Where the library is the folder of translations alone, the originals stand outside it.
        originals |= {
            rel
            for locale, rel in filter(None, places.values())
            if locale and rel not in originals and self.site.is_file(f"{self.blog.path}/{rel}")
        }
        self._own = frozenset(
            rel for locale, rel in filter(None, places.values()) if locale and locale.name == first
        )
        for path, place in places.items():
            if place and (place[1] in originals if place[0] else place[1] not in self._own):
                kept.append(path)
        return kept

    def exclusion(self, path: str) -> str:
        """Why a file is no post: by its place, and the `include` and `exclude` of the blog."""
        place = self._placed(path)
        if place is None:
            return f"it stands outside {self.blog.path}"
        rel = place[1]
        parts = rel.split("/")
        if not any(matches(rel, one) for one in self.blog.include):
            return f"no pattern of the blog's `include` names it: {', '.join(self.blog.include)}"
        if not (found := next((one for one in self.blog.exclude if matches(rel, one)), "")):
            return ""
        if found.startswith("**/_*"):
            name = next(part for part in parts if part.startswith("_"))
            where = "its name" if name == parts[-1] else f"its folder {name}"
            return f"{where} starts with _"
        return f"the blog's `exclude` names it: {found}"

    def _placed(self, path: str) -> tuple[Locale | None, str] | None:
        """A file's language (None: it stands in the blog itself) and its path in the blog."""
        inside = self.site.path(path)
        if inside is None:
            return None
        for folder, locale in self._folders.items():
            if inside.startswith(folder + "/"):
                return locale, inside[len(folder) + 1 :]
        if self.blog.path == ".":
            return None, inside
        if inside.startswith(self.blog.path + "/"):
            return None, inside[len(self.blog.path) + 1 :]
        return None

    def _locale(self, fields: Fields) -> Locale:
        place = self._placed(fields.path)
        return (place[0] if place else None) or self.blog.locales[0]

    def _rel(self, fields: Fields) -> str:
        place = self._placed(fields.path)
        return place[1] if place else fields.path

    # What a post says.

    def post_title(self, fields: Fields) -> str:
        """The title: `title`, the H1 that the body begins with, the file's name."""
        title = js_text(_front(fields, "title")).strip()
        return title or content_title(fields.document.body) or file_name(self._rel(fields)).text

    def date(self, fields: Fields) -> Moment | None:
        """The date: `date`, else the last one in the path; else only git could tell."""
        value = _front(fields, "date")
        if isinstance(value, Written) and value:
            if read := moment(value):
                if read.flaw:
                    fields.problem("date", f"date: {read.flaw}")
                return read
            fields.problem("date", f"date: “{' '.join(value.split())[:60]}” is not a date")
        return file_name(self._rel(fields)).date

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """`draft` and `unlisted`; neither a date to come nor one past hides a post."""
        from reader.source.fields import said, truth

        if truth(_front(fields, "draft")):
            return Standing(State.DRAFT, said(fields, "draft"))
        if truth(_front(fields, "unlisted")):
            return Standing(State.HIDDEN, said(fields, "unlisted"))
        return Standing()

    def lang(self, fields: Fields) -> str:
        """The language of the folder."""
        return self._locale(fields).name if self.language else ""

    def group(self, fields: Fields, url: str | None) -> str:
        """Translations have one path below their folders."""
        return self._rel(fields)

    def terms(self, fields: Fields) -> dict[str, tuple[Term, ...]]:
        """Tags by their address, authors by their key; other terms as they are."""
        found = {
            field: self.as_terms(field, names)
            for field, names in self.term_names(fields).items()
            if field not in ("tag", "author")
        }
        locale = self._locale(fields)
        said = {"tag": self._tags(fields, locale), "author": self._authors(fields, locale)}
        for field, terms in said.items():
            once: dict[str, Term] = {}
            for term in terms:
                once.setdefault(term.key, term)
            if once:
                found[field] = tuple(once.values())
        return found

    def _tags(self, fields: Fields, locale: Locale) -> list[Term]:
        value = _front(fields, "tags")
        if not isinstance(value, list):
            names = [Written(name) for name in self.term_names(fields).get("tag", ())]
            value = [*names] if isinstance(value, str) else []
        known = self._known.tags(locale)
        found = []
        for item in value:
            if isinstance(item, dict):
                label = js_text(item.get("label"))
                key = js_text(item.get("permalink")).lstrip("/") or kebab(label)
            else:
                name = js_text(item)
                label, key = known.get(name) or Tag(name, kebab(name))
            if label:
                found.append(Term("tag", key or label, label))
        return found

    def _authors(self, fields: Fields, locale: Locale) -> list[Term]:
        value = _front(fields, "authors")
        known = self._known.authors(locale)
        found = []
        for item in value if isinstance(value, list) else [value]:
            inline = mapping(item)
            key = js_text(inline.get("key") if inline else item)
            name = js_text(inline.get("name"))
            if author := known.get(key):
                found.append(Term("author", key, name or author.name))
            elif name := name or key:
                found.append(Term("author", self._inline(name), name))
        if not found and (name := js_text(_front(fields, "author"))):
            found.append(Term("author", self._inline(name), name))
        return found

    def _inline(self, name: str) -> str:
        """The key of an author whom no file knows: he has no page, whoever has that name."""
        key = super().term_key("author", name)
        return f"{key}~" if key in self._known.authors() else key

    def term_key(self, field: str, name: str) -> str:
        """A tag is its address, an author of the authors file his key there."""
        if field == "tag":
            labels = {tag.label: tag.key for tag in self._known.tags().values()}
            return labels.get(name) or kebab(name) or name
        if field == "author":
            known = self._known.authors()
            keys = (key for key, author in known.items() if name in (key, author.name))
            return next(keys, "") or super().term_key(field, name)
        return super().term_key(field, name)

    def has_list(self, kind: str, key: str) -> bool:
        """Only the authors with a page have a list."""
        author = self._known.authors().get(key)
        return kind != "author" or (author is not None and author.page is not None)

    # Where it stands.

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The address: the site's base, the blog's route, `slug` or what the file's name says."""
        slug = js_text(_front(fields, "slug")) or file_name(self._rel(fields)).slug
        locale = self._locale(fields)
        return ended(joined(locale.base, self._route, slug), self.blog.slash, locale.base)

    @property
    def _route(self) -> str:
        return "/" + self.blog.route.lstrip("/")

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Newest first, ties as the folder is walked: level by level, each by name."""
        parts = self._rel(fields).split("/")
        # Dates are compared in milliseconds. A post without one has that of its first commit, which
        # for a copy of a site is today: before all but the posts of the future.
        when = microseconds(dated.date if dated else self._today) // 1000
        if self.blog.ascending:
            return order_key(when, Desc(len(parts)), *map(Desc, parts)), {}
        return order_key(Desc(when), len(parts), *parts), {}

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """Posts a page; None with `postsPerPage: 'ALL'`."""
        return self.blog.size

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """An empty list has one page, but none with `ALL`, as 0 / 0 pages are."""
        return [] if size is None and not total else super().page_sizes(kind, total, size)

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """`/blog/page/2`, `/blog/tags/a-tag/page/2`, `/blog/authors/a-key/page/2`."""
        return self._page_url(self.blog.locales[0], kind, key, number)

    def page_url_in(
        self, language: str, kind: str, key: str, name: str, number: int, of: int
    ) -> str | None:
        """Likewise below the base of the language: `/fr/blog/page/2`."""
        locales = {locale.name: locale for locale in reversed(self.blog.locales)}
        locale = locales.get(language, self.blog.locales[0])
        return self._page_url(locale, kind, key, number)

    def _page_url(self, locale: Locale, kind: str, key: str, number: int) -> str | None:
        base = locale.base
        path = joined(base, self._route)
        if kind == "tag":
            path = joined(path, self.blog.tags_base, key)
        elif kind == "author":
            author = self._known.authors(locale).get(key)
            if author is None or author.page is None:
                return None
            path = joined(path, self.blog.authors_base, author.page)
        elif kind != "home":
            return None
        if number > 1:
            path = joined(path, self.blog.page_base, str(number))
        return ended(path, self.blog.slash, base)


def _front(fields: Fields, key: str) -> Value:
    """A key's value; Docusaurus knows it in no other case."""
    return fields.document.front.values.get(key)
