"""Astro: the Markdown files of one collection, as the site's own pages list them.

After Astro 5: ids and addresses are its own (`content/loaders/glob.ts`), order, filters and pages
are what the code of the site's pages says, else those of the official blog template.
"""

from __future__ import annotations

from collections.abc import Collection as Many
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from reader.engines import astro_pages, astro_settings
from reader.engines.astro_settings import Collection, Settings
from reader.engines.authors import read_authors
from reader.engines.docusaurus_urls import kebab
from reader.engines.js_globs import matches
from reader.engines.js_scalars import parsed, scalar, truthy
from reader.engines.js_scalars import text as js_text
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.site import Site
from reader.model import State, Term
from reader.source import dates
from reader.source.frontmatter import Written

if TYPE_CHECKING:
    from reader.engines.base import Spelling
    from reader.source.dates import Moment
    from reader.source.fields import Fields
    from reader.source.frontmatter import Value

_DATES = ("pubDate", "date", "pubDatetime", "publishDate", "publishedAt", "published",
          "publishedDate", "published_at", "datePublished", "createdAt", "created", "pubdate",
          "publish_date")  # fmt: skip
_CHANGED = ("updat", "modif", "lastmod")
_TERMS = {"tag": ("tags", "tag"), "category": ("categories", "category")}


_Read = tuple[Settings, Sequence[astro_pages.Page], Collection | None]
# A site is read to be recognised, and then for its rules: once will do.
_KNOWN: WeakKeyDictionary[Site, _Read] = WeakKeyDictionary()


class Astro(Plain):
    """The rules of Astro's collections and of the pages of a site."""

    name = "astro"
    title = "Astro"
    spelling: Spelling = "newest"

    def __init__(self, site: Site | None = None) -> None:
        """The settings, collections and pages of the site; SettingsError."""
        super().__init__(site)
        self.settings, found, chosen = _read(self.site)
        self.collection = chosen or astro_settings.legacy("blog")
        self._pages = self.collection.base.startswith(f"{self.settings.source}/pages")
        mine = [page for page in found if self._names(page)]
        lists = astro_pages.listings(self.site, mine)
        self._lists = {one.kind: one for one in lists}
        self._post_route = astro_pages.post_route(mine)
        home = self._lists.get("home")
        self.rules = home.rules if home else astro_pages.Rules()
        self.page_size = (home.size if home else None) or Plain.page_size
        if found:
            kinds = (kind for kind in Plain.kinds if kind in self._lists or kind == "home")
            self.kinds = tuple(kinds)
        self.base_url = self.settings.address
        self._people: Mapping[str, str] = {}

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Whether the site has a collection like a blog that the library has to do with."""
        return file.startswith("astro.config.") and _read(site)[2] is not None

    def _names(self, page: astro_pages.Page) -> bool:
        if self._pages:
            return any(astro_pages.globbed(page))
        return astro_pages.named(page, self.collection.name)

    # Which files are posts.

    def posts(self, paths: Many[str]) -> Many[str]:
        """The files of the collection; the authors that they name are read with them."""
        source = self.settings.source
        folders = [f"{source}/{top}/authors" for top in ("content", "data")]
        files = [f"{folder}.{ext}" for folder in folders for ext in ("json", "yml", "yaml")]
        self._people = read_authors(self.site, *folders, *files)
        return super().posts(paths)

    def exclusion(self, path: str) -> str:
        """Why a file is no post: by the folder and the patterns of the collection."""
        rel = self._rel(path)
        if rel is None:
            return f"it stands outside {self.collection.base}"
        if not rel.endswith(astro_settings.ENDINGS):
            return "its name is not that of a Markdown file"
        patterns = [one.replace("[^", "[!") for one in self.collection.patterns]
        if found := [one for one in patterns if one[0] == "!" and matches(rel, one[1:])]:
            return f"the collection's pattern {found[0]} leaves it out"
        if any(matches(rel, one) for one in patterns if one[0] != "!"):
            return ""
        return f"no pattern of the collection names it: {', '.join(self.collection.patterns)}"

    def _rel(self, path: str) -> str | None:
        """A file's path in the collection."""
        inside, base = self.site.path(path), self.collection.base
        if inside is None or base == ".":
            return inside
        return inside[len(base) + 1 :] if inside.startswith(f"{base}/") else None

    # What a post says.

    def date(self, fields: Fields) -> Moment | None:
        """The date: the key that posts are sorted by, else one of the usual ones."""
        keys = [key for key in self.rules.keys if not key.lower().startswith(_CHANGED)]
        return self._dated(fields, [*keys, *_DATES])

    def _dated(self, fields: Fields, keys: Sequence[str]) -> Moment | None:
        for key in keys:
            value = _front(fields, key)
            if not isinstance(value, Written) or not value.strip():
                continue
            if read := _moment(value):
                return read
            if key in _DATES:
                fields.problem(key.lower(), f"{key}: “{value[:60]}” is not a date")
        return None

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Nothing hides a post but what the code of the list filters."""
        from reader.source.fields import said

        for key in self.rules.drops:
            if truthy(_front(fields, key)):
                state = State.DRAFT if "draft" in key.lower() else State.HIDDEN
                return Standing(state, said(fields, key.lower()))
        for key in self.rules.keeps:
            if not truthy(_front(fields, key)):
                return Standing(State.DRAFT, f"{key} is not true")
        return Standing(publish_at=dated.date if dated and self.rules.future else None)

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """Tags and categories as they are written; authors by the authors' files."""
        found = super().term_names(fields)
        for field, keys in _TERMS.items():
            values = (_front(fields, key) for key in keys)
            value = next((one for one in values if one is not None), None)
            names = [js_text(one) for one in _list(value) if not isinstance(one, (list, dict))]
            if field == "tag" and self.collection.lower:
                names = [name.lower() for name in names]
            found[field] = [name for name in names if name]
        if people := self._authors(fields):
            found["author"] = people
        return {field: names for field, names in found.items() if names}

    def _authors(self, fields: Fields) -> list[str]:
        value = _front(fields, "authors") or _front(fields, "author")
        if isinstance(value, str):
            return [self._people.get(value, str(value))]
        return [self._people.get(one, str(one)) for one in _list(value) if isinstance(one, str)]

    def term_key(self, field: str, name: str) -> str:
        """A term is its text, unless the pages make an address of it."""
        identity = self._lists[field].identity if field in self._lists else "exact"
        if field not in ("tag", "category", "author"):
            return super().term_key(field, name)
        if identity == "exact":
            return name
        return (kebab(name) if identity == "kebab" else astro_settings.slug(name.strip())) or name

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The route of the posts' page with the entry's id in it; None where none is known."""
        rel = self._rel(fields.path) or fields.path
        if self._pages:
            top = f"{self.settings.source}/pages/"
            route = f"{self.collection.base}/{rel}"[len(top) :].rpartition(".")[0]
            route = "" if route == "index" else route.removesuffix("/index")
            return astro_settings.ended(self.settings, route, page=False)
        if not self._post_route:
            return None
        ident = js_text(_front(fields, "slug")) or astro_settings.slugged(rel)
        params = {name: ident for _, name in astro_pages.PARAM.findall(self._post_route)}
        route = astro_pages.filled(self._post_route, **params)
        return astro_settings.ended(self.settings, route, page=False)

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """By the first key of the sort that a post has; ties, which Astro leaves open, by path."""
        part: int | str | None = microseconds(dated.date) if dated else None
        if self.rules.keys:
            part = next((_part(_front(fields, key)) for key in self.rules.keys
                         if _front(fields, key) is not None), None)  # fmt: skip
        if part is None:
            return order_key(1, fields.path), {}
        return order_key(0, Desc(part) if self.rules.descending else part, fields.path), {}

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """Posts a page as `paginate` is called; None where a page lists all of them."""
        listing = self._lists.get(kind)
        return listing.size if listing else self.page_size

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The route of the list with the number of the page in it."""
        listing = self._lists.get(kind)
        if listing is None or listing.route is None:
            return None
        paged = "page]" in listing.route
        first = "" if "[...page]" in listing.route else "1"
        values = {"page": str(number) if number > 1 else first}
        for _, param in astro_pages.PARAM.findall(listing.route):
            values.setdefault(param, key)
        route = astro_pages.filled(listing.route, **values)
        return astro_settings.ended(self.settings, route, page=paged)


def _read(site: Site) -> _Read:
    """The settings, the pages and the collection of a site; SettingsError."""
    if site not in _KNOWN:
        file = site.why if site.why.startswith("astro.config.") else ""
        settings = astro_settings.load(site, file) if file else Settings()
        found = astro_pages.pages(site, settings)
        _KNOWN[site] = settings, found, _chosen(site, settings, found)
    return _KNOWN[site]


def _collection(
    site: Site, settings: Settings, found: Sequence[astro_pages.Page]
) -> Collection | None:
    """The collection that the library has to do with, the likeliest blog first.

    Where no name tells, one that some page shows page by page.
    """
    mine = [
        one
        for one in astro_settings.collections(site, settings)
        if astro_settings.likely(one) and site.covers(one.base)
    ]
    if len(mine) > 1 and not astro_settings.usual(mine[0]):
        paged = [page for page in found if "paginate" in page.code]
        shown = [one for one in mine if any(astro_pages.named(page, one.name) for page in paged)]
        mine = shown or mine
    return mine[0] if mine else None


def _chosen(site: Site, settings: Settings, found: Sequence[astro_pages.Page]) -> Collection | None:
    """The blog's collection, else the Markdown pages that a page lists."""
    if one := _collection(site, settings, found):
        return one
    for page in found:
        for pattern in astro_pages.globbed(page):
            head = pattern[: len(pattern.split("*")[0])].rpartition("/")[0]
            inside = head.startswith(f"{settings.source}/")
            if inside and site.is_folder(head) and site.covers(head):
                return Collection("pages", head, (pattern[len(head) + 1 :],))
    return None


def _part(value: Value) -> int | str | None:
    """A value as it is sorted: dates and numbers as whole numbers, else text."""
    if not isinstance(value, Written):
        return None
    known = scalar(value)
    if isinstance(known, (bool, int, float)):
        return int(known * 1000) if abs(known) < 1e15 else None
    if moment := _moment(value):
        return microseconds(moment.date) // 1000
    return str(value).casefold()


def _moment(value: Written) -> Moment | None:
    """What `new Date(value)` is, on a machine in UTC; the offset stays as it was written."""
    clock = parsed(value)
    if clock is None:
        return None
    utc = clock.fields.replace(tzinfo=UTC)
    try:
        read = dates.parse(value)
    except dates.ImpossibleDateError:
        read = None
    return read if read and read.date == utc else dates.Moment(utc, clock.day)


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _front(fields: Fields, key: str) -> Value:
    """A key's value; the schema knows it in no other case."""
    return fields.document.front.values.get(key)
