"""Jekyll (4.3), with jekyll-paginate or jekyll-paginate-v2.

Its rules as its sources have them (`document.rb`, `reader.rb`, `publisher.rb`, `url.rb`). What
its terms' pages would be is up to a theme: their lists are `site.categories` and `site.tags`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.engines.authors import DATA, read_authors
from reader.engines.jekyll_folders import DRAFTS, POSTS, holds_posts, linked
from reader.engines.jekyll_pages import Paging
from reader.engines.jekyll_settings import Settings
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.site import Site
from reader.model import Post, Problem, State, Term
from reader.patterns import lazy
from reader.source.frontmatter import Value

if TYPE_CHECKING:
    from reader.engines.base import Part, Spelling
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields

_PEOPLE = lazy(r".*(?:author|team|people|member|staff|writer|contributor)")
_SIGNS = (POSTS, DRAFTS, "_layouts", "_includes", "_sass", "_data")
_MORE = "<!--more-->"


class Jekyll(Plain):
    """The rules of Jekyll, as a site's `_config` has them."""

    name = "jekyll"
    title = "Jekyll"
    kinds = ("home", "category", "tag")

    def __init__(self, site: Site | None = None) -> None:
        """The rules; SettingsError."""
        super().__init__(site)
        self.settings = Settings(self.site)
        self.paging = Paging(self.site, self.settings)
        self.page_size = self.paging.size or 10
        self.base_url = self.settings.base_url
        # A tag that a post names twice lists it twice in `site.tags`, not on a page of its own.
        self.repeats = not self.paging.autopaged("tag")
        self.spelling: Spelling = "frequent" if self.repeats else "oldest"
        self._authors: dict[str, str] = {}
        self._refused: dict[tuple[str, ...], str] = {}
        self._linked: dict[str, bool] = {}

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """A site with folders or settings of Jekyll, whose posts the library has to do with."""
        settings = Settings(site)
        if file != settings.file:
            return False
        names = [settings.path(name) for name in _SIGNS]
        signs = [name for name in names if site.is_folder(name)]
        above = site.path("") or ""
        within = above.startswith(f"{settings.source}/") if settings.source else True
        if within and {POSTS, DRAFTS} & set(above.split("/")):
            return True
        posts = [settings.path(name) for name in (POSTS, DRAFTS)]
        if any(name in signs for name in posts) and site.covers(*posts):
            return True
        keys = {"collections", "markdown", "paginate", "pagination", "plugins", "permalink"}
        known = signs or keys & settings.all.keys() or site.is_file("Gemfile")
        if not known or not site.covers(settings.source):
            return False
        return holds_posts(site, max(above.strip("/"), settings.source, key=len))

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """The files in `_posts` and `_drafts`; the authors are read here too."""
        files = []
        for name in self.site.files(self.settings.path(self.settings.data)):
            stem, _, form = name.rpartition(".")
            if form in DATA and _PEOPLE.match(stem):
                files.append(self.settings.path(self.settings.data, name))
        folder = self.settings.path(self.settings.data, "authors")
        self._authors = read_authors(self.site, *files, folder)
        return super().posts(paths)

    def exclusion(self, path: str) -> str:
        """Posts stand in a `_posts` or `_drafts` that no folder above it hides."""
        from reader.engines.jekyll_posts import DATED

        inner = self._inner(path)
        if inner is None:
            return "it stands outside the site's source folder"
        *folders, _ = inner.split("/")
        special = next((one for one in folders if one in (POSTS, DRAFTS)), None)
        if special is None:
            return "it stands in no _posts folder"
        depth = folders.index(special)
        if refused := self._folder(tuple(folders[:depth])):
            return refused
        base, entry = "/".join(folders[: depth + 1]), "/".join(inner.split("/")[depth + 1 :])
        if refused := self.settings.filter.rejected(base, entry, is_folder=False):
            return refused
        if "/" in entry and linked(self.site.root, path, entry.count("/"), self._linked):
            return "a link to a folder in _posts is not followed"
        if special == POSTS and not DATED.search(entry):
            return "its name is not YYYY-MM-DD-title.ext"
        return ""

    def _folder(self, folders: tuple[str, ...]) -> str:
        """Why no posts are looked for in a folder, in words; "" where they are."""
        if folders not in self._refused:
            self._refused[folders] = self._not_in(folders)
        return self._refused[folders]

    def _not_in(self, folders: tuple[str, ...]) -> str:
        for depth, name in enumerate(folders):
            above = "/".join(folders[:depth])
            if refused := self.settings.filter.rejected(above, name, is_folder=True):
                return refused
        wanted = self.settings.collections
        if wanted and not "/".join(folders).startswith(wanted):
            return f"it does not stand in {wanted}, the collections_dir"
        return ""

    def _inner(self, path: str) -> str | None:
        """A file's path in the source folder."""
        inner, source = self.site.path(path), self.settings.source
        if inner is None or not source:
            return inner
        return inner[len(source) + 1 :] if inner.startswith(f"{source}/") else None

    def _relative(self, path: str) -> str:
        """A file's path in the collections' folder."""
        inner = self._inner(path) or path
        wanted = self.settings.collections
        return inner.removeprefix(f"{wanted}/") if wanted else inner

    # What a post says.

    def read(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document, by the values that Jekyll has of it."""
        from reader.engines.jekyll_posts import understood

        path, relative = document.path, self._relative(document.path)
        special = POSTS if POSTS in relative else DRAFTS
        # Of the path, what stands above the first of the two names, wherever in a name it is.
        above = "" if relative.startswith(special) else relative.partition(special)[0]
        folders = [one for one in above.split("/") if one and one != special]
        given = self.settings.defaults(self._inner(path) or path, relative)
        return self.post(understood(document, folders, given), part=part)

    def post_title(self, fields: Fields) -> str:
        """The title, else the name of the file, each word with a capital."""
        from reader.engines.jekyll_posts import slug, titled
        from reader.engines.jekyll_values import scalar, text, truthy
        from reader.source import fields as read

        value = fields.values.get("title")
        if isinstance(value, (list, dict)):
            return read.title(fields)
        if truthy(value):
            said = scalar(value)
            line = read.one_line(said if isinstance(said, str) else text(value, self.settings.zone))
            if line:
                return line
            fields.problem("title", "the title is empty: the file name is shown")
        return read.one_line(titled(slug(fields.path))) or read.named(fields.path)

    def date(self, fields: Fields) -> Moment | None:
        """The date of the front matter, else of the file's name; None where it is the build's."""
        from reader.engines.jekyll_posts import BROKEN, DATED

        broken = fields.document.front.form == BROKEN
        if broken:
            cause = "Jekyll cannot read the front matter: it is dated when the site is built"
            fields.problems.append(Problem(fields.path, None, cause))
        if "date" in fields.values:
            if moment := self._moment(fields.values["date"]):
                return moment
            fields.problem("date", "date is not a date: Jekyll refuses to build the site")
        if broken:
            return None
        if found := DATED.search(self._relative(fields.path)):
            if moment := self._parsed(found[1]):
                return moment
            cause = f"there is no day {found[1]}: Jekyll refuses to build the site"
            fields.problems.append(Problem(fields.path, None, cause))
            return None
        cause = "no date: listed first, dated when it was changed"
        fields.problems.append(Problem(fields.path, None, cause))
        return None

    def _moment(self, value: Value) -> Moment | None:
        """The moment of a value: a timestamp without a zone is in UTC, a text in the site's."""
        from reader.engines.jekyll_values import scalar, text
        from reader.source.dates import Moment

        said = scalar(value)
        if isinstance(said, datetime):
            aware = said if said.tzinfo else said.replace(tzinfo=UTC)
            try:
                return Moment(aware.astimezone(self.settings.zone))
            except (OverflowError, ValueError, OSError):
                return None
        if isinstance(value, (list, dict)) or isinstance(said, bool):
            return None
        return self._parsed(text(value))

    def _parsed(self, text: str) -> Moment | None:
        from reader.engines.jekyll_dates import parse
        from reader.source.dates import Moment

        found = parse(text, self.settings.zone)
        return Moment(*found) if found else None

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Out are what `published` unsays, drafts and the future, as far as the settings say so."""
        from reader.engines.jekyll_values import truthy
        from reader.source.fields import said

        hidden = truthy(fields.values.get("hidden"))
        if any("bytes that are not UTF" in one.cause for one in fields.document.problems):
            return Standing(State.HIDDEN, "Jekyll skips a file that is not UTF-8")
        folders = self._relative(fields.path).split("/")[:-1]
        if POSTS not in folders and DRAFTS in folders and not self.settings.drafts:
            return Standing(State.DRAFT, "it stands in _drafts")
        unsaid = "published" in fields.values and not truthy(fields.values["published"])
        if unsaid and not self.settings.unpublished:
            value = fields.values["published"]
            empty = value is None or value == ""
            return Standing(
                State.DRAFT, "published: says nothing" if empty else said(fields, "published")
            )
        publish_at = dated.date if dated and not self.settings.future else None
        return Standing(publish_at=publish_at, home=not hidden)

    def terms(self, fields: Fields) -> dict[str, tuple[Term, ...]]:
        """Categories and tags by Ruby's identities, authors by the name of their key."""
        from reader.engines.jekyll_terms import terms

        return terms(fields, self._authors, self.paging.autopaged)

    def term_key(self, field: str, name: str) -> str:
        """A term's own spelling; where it has pages, in lower case."""
        from reader.engines.jekyll_urls import downcased

        return downcased(name).strip() if self.paging.autopaged(field) else name

    def summary(self, fields: Fields) -> str:
        """The `excerpt`, or what stands above the separator, else the first paragraph."""
        from reader.source.body import first_paragraph, shortened, teaser
        from reader.source.fields import SUMMARY_KEYS

        body = fields.document.body
        cut = fields.values.get("excerpt_separator")
        separator = str(cut) if isinstance(cut, str) and cut else self.settings.separator
        said = fields.text("excerpt")
        if not said and separator.strip() and separator in body:
            said = teaser(body.partition(separator)[0] + _MORE)
        return shortened(said or first_paragraph(body) or fields.text(*SUMMARY_KEYS))

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The address by the `permalink` of the post, or of the site."""
        from reader.engines import jekyll_addresses

        return jekyll_addresses.of(fields, dated, self.settings, self._relative(fields.path))

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Newest first, then by path from the end; what is dated at the build before the past."""
        from reader.engines.jekyll_orders import order

        path = self.site.path(fields.path) or fields.path
        moment = microseconds(dated.date) if dated else None
        later = dated is not None and dated.date > datetime.now(UTC)
        usual = order_key(0 if later else 1 if moment is None else 2, Desc(moment or 0), Desc(path))
        if not self.paging.second:
            return usual, {}
        own = order(self.paging, fields, moment, path)
        rest = {kind: usual for kind in ("category", "tag") if not self.paging.autopaged(kind)}
        return own, rest

    @property
    def own_orders(self) -> frozenset[str]:  # type: ignore[override]
        """The terms' lists that are not paged as home is: newest first."""
        if not self.paging.second:
            return frozenset()
        return frozenset(one for one in ("category", "tag") if not self.paging.autopaged(one))

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """Posts a page in lists of a kind; None where all of them stand on one page."""
        return self.paging.size_of(kind)

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """How many posts stand on each page of a list."""
        return self.paging.sizes(kind, total, size)

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The address of one page of a list; `site.tags` has none but by a plugin."""
        return self.paging.url(kind, key, name, number, of)
