"""Eleventy (3.1): its collections, data and permalinks, read without running the config.

Which collection is the blog is said by the template that pages it, or that lists it; else by the
tag that a folder's data give to its posts; else every dated Markdown file is a post.
"""

from __future__ import annotations

from collections.abc import Collection as Many
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.engines import eleventy_links as links
from reader.engines import eleventy_post as said
from reader.engines import eleventy_sources as sources
from reader.engines import js_globs
from reader.engines import js_scalars as js
from reader.engines.eleventy_collections import Collection
from reader.engines.eleventy_settings import Settings, merged
from reader.engines.eleventy_templates import Known, render
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.settings import mapping, text
from reader.engines.site import Site
from reader.model import Problem, State, Term
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields

CONFIGS = (
    ".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs",
    ".eleventy.mjs", ".eleventy.cjs", "eleventy.config.ts", "eleventy.config.mts",
    "eleventy.config.cts",
)  # fmt: skip
_DRAFTS = ("draft", "published", "publish")


class Eleventy(Plain):
    """The rules of Eleventy, as a site's config and templates have them."""

    name = "eleventy"
    title = "Eleventy"
    kinds = ("home", "tag")
    own_orders = frozenset(["tag"])

    def __init__(self, site: Site | None = None) -> None:
        """The rules; SettingsError."""
        super().__init__(site)
        self.settings = Settings(self.site, self.site.first(*CONFIGS))
        # A file without a date is dated by the time it was written, which a checkout makes now.
        self.built = datetime.now(UTC)
        self.site.note("clock", js.clock_name())
        self._layouts: Mapping[str, Mapping[str, Value]] = {}
        self._globals: Mapping[str, Value] = {}
        self._last: tuple[Document | None, Mapping[str, Value]] = (None, {})
        self._look(whole=False)
        self._fresh = not self.sources.cut
        self.base_url = links.base(self.site, self.settings)

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Any site with a config of Eleventy's, where its input folder is asked for."""
        if site.covers():
            return True  # All of the site is asked for: the settings are not read for nothing.
        folder = Settings(site, file).input
        return site.covers("" if folder == "." else folder)

    def _look(self, *, whole: bool) -> None:
        """Look through the site for the templates that list posts, and the data."""
        settings = self.settings
        self.sources = sources.Sources(self.site, settings, whole=whole)
        self._ignored = list(said.ignores(self.site, settings))
        self._globals = sources.tagged(self.sources.globals())
        self._layouts = self.sources.layouts()
        self.listing = self.sources.home()
        self.tag_template, self.left_out = self.sources.by_tag()
        name = self.listing.collection if self.listing else self._named()
        self.collection = settings.collections.get(name) if name else None
        if name and self.collection is None:
            self.collection = Collection((name,) if name != "all" else ())
        self.blog = name
        reverse = self.listing.reverse if self.listing else True
        picked = self.collection or Collection()
        self.newest = picked.newest
        self.reverse = reverse is not picked.reverse
        newest = self.newest is not self.reverse
        self.page_size = self.size_of("home") or 10
        if picked.future:  # What has come since is listed from the next day on.
            self.site.note("day", f"{self.built:%Y-%m-%d}")
        self.tags_newest = sources.newest_by_tag(self.tag_template, newest)

    def _named(self) -> str:
        """The collection of a config, or the tag of some data, that is called as blogs are."""
        names = set(self.settings.collections)
        for values in (*self._layouts.values(), *self.sources.folders()):
            names.update(js.text(one) for one in sources.tags(values.get("tags")))
        return next((one for one in sources.BLOG if one in names), "")

    # Which files are posts.

    def posts(self, paths: Many[str]) -> Many[str]:
        """The Markdown templates of the input's folder; what they are asked for is read anew."""
        if not self._fresh:
            self._last = (None, {})
            self._look(whole=True)
        self._fresh = False
        found = [path for path in paths if self.is_post(path)]
        self.sources.load(inside for path in found if (inside := self.site.path(path)))
        return found

    def exclusion(self, path: str) -> str:
        """Templates stand in the input's folder, out of those that Eleventy keeps for others."""
        settings, inside = self.settings, self.site.path(path)
        assert settings is not None  # noqa: S101
        if inside is None or not said.within(inside, settings.input):
            return "it does not stand in the input folder"
        if not inside.endswith(".md") or "md" not in settings.formats:
            return "Eleventy does not take files of its kind for templates"
        for folder in (settings.includes, settings.layouts, settings.data, settings.output):
            if folder not in ("", settings.input) and said.within(inside, folder):
                return f"it stands in {folder}"
        if "node_modules" in inside.split("/"):
            return "it stands in node_modules"
        if any(js_globs.within(inside, one.removeprefix("./")) for one in settings.ignored):
            return "the config ignores it"
        if any(js_globs.within(inside, one) for one in self._ignored):
            return "an ignore file names it"
        return "it makes the pages of a list" if self._pages(inside) else ""

    def _pages(self, inside: str) -> bool:
        return any(
            one.path == inside and mapping(one.values.get("pagination"))
            for one in self.sources.templates
        )

    # What a post says.

    def data(self, document: Document) -> Mapping[str, Value]:
        """The levels of a template's data, the front matter above the others."""
        if self._last[0] is document:
            return self._last[1]
        inside = self.site.path(document.path) or document.path
        own = sources.tagged(document.front.values)
        local = self.sources.local(inside)
        found: Mapping[str, Value] = self._globals
        layout = own.get("layout") or local.get("layout") or found.get("layout")
        for level in (*self._chain(layout), local, own):
            found = merged(found, level, self.settings.deep)
        self._last = (document, found)
        return found

    def _chain(self, layout: Value) -> list[Mapping[str, Value]]:
        """The front matter of a layout and of those around it, the outermost first."""
        chain: list[Mapping[str, Value]] = []
        while isinstance(layout, str) and layout in self._layouts and len(chain) < 10:
            chain.insert(0, self._layouts[layout])
            layout = self._layouts[layout].get("layout")
        return chain

    def defaults(self, document: Document) -> Mapping[str, Value]:
        """What the other levels say of the keys that the front matter has not."""
        own = document.front.values
        return {key: value for key, value in self.data(document).items() if key not in own}

    def post_title(self, fields: Fields) -> str:
        """The title as JavaScript writes it; without one, the plain rules' rather than none."""
        value = self.data(fields.document).get("title")
        if isinstance(value, Written) and not isinstance(js.scalar(value), str):
            return js.text(value)
        return super().post_title(fields)

    def date(self, fields: Fields) -> Moment | None:
        """`date`, else the first day in the path; the times of files and of git are not read."""
        from reader.source.dates import Moment

        value = self.data(fields.document).get("date")
        if js.truthy(value):
            clock, cause = said.clock(value)
            if clock is None:
                shown = " ".join(js.text(value)[:60].split())
                fields.problem("date", f"date: “{shown}” {cause}")
                return None
        else:
            clock = said.in_path(self.site.path(fields.path) or fields.path)
        if clock is None:
            if not fields.document.empty:
                cause = "no date: Eleventy takes the time of the file, listed as if written now"
                fields.problems.append(Problem(fields.path, None, cause))
            return None
        return Moment(clock.fields.replace(tzinfo=UTC), date_only=clock.day)

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """What is in no collection is no post; what is in one but not in the blog's is not home."""
        from reader.source import fields as read

        data = self.data(fields.document)
        if broken := said.broken(fields.document):
            return Standing(State.HIDDEN, broken)
        drops = self.settings.drops_drafts
        if drops and js.truthy(data.get("draft")):
            return Standing(State.DRAFT, read.said(fields, "draft"))
        if js.scalar(data.get("eleventyExcludeFromCollections")) is True:
            return Standing(State.HIDDEN, read.said(fields, "eleventyExcludeFromCollections"))
        found = self._in_blog(fields, data, dated)
        return Standing(home=False) if found != Standing() and self._tags(data) else found

    def _in_blog(self, fields: Fields, data: Mapping[str, Value], dated: Moment | None) -> Standing:
        """Whether the blog's collection has a post, and why not."""
        from reader.source import fields as read

        picked, date = self.collection, dated.date if dated else None
        excluded = said.excluded(data)
        tags = [tag for tag in said.names(data) if tag not in excluded]
        inside = self.site.path(fields.path) or fields.path
        if picked.holds(inside, tags, excluded) if picked else date is not None:
            if picked and (key := picked.dropped(data)):
                state = State.DRAFT if key in _DRAFTS else State.HIDDEN
                return Standing(state, read.said(fields, key))
            return Standing(publish_at=date if picked and picked.waits(date, self.built) else None)
        where = f"collections.{self.blog}" if self.blog else "the posts: it has no date"
        return Standing(State.HIDDEN, f"it is not in {where}")

    def _tags(self, data: Mapping[str, Value]) -> list[str]:
        """The collections of tags that the post is in, but those that no page is made for."""
        excluded = said.excluded(data) | self.left_out
        return [tag for tag in said.names(data) if tag not in excluded]

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """Tags as collections; the rest as in a folder of no engine."""
        from reader.source.fields import Fields

        data, document = self.data(fields.document), fields.document
        if data.keys() - document.front.values.keys():
            whole = replace(document, front=replace(document.front, values=data))
            found = super().term_names(Fields(whole))
        else:
            found = super().term_names(fields)
        found["tag"] = self._tags(data)
        return {field: names for field, names in found.items() if names}

    def term_key(self, field: str, name: str) -> str:
        """Tags are the same only where they are written so, blanks included."""
        return name if field == "tag" else super().term_key(field, name)

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """`page.url`; None where there is none, or only the engine could work it out."""
        data = self.data(fields.document)
        link = data.get("permalink")
        computed = mapping(data.get("eleventyComputed"))
        if "permalink" in computed:
            link = computed["permalink"]
        if isinstance(link, dict) and link:
            link = link.get("build")
            if link is None:
                return None
        if js.scalar(link) is False:
            return None
        inside = self.site.path(fields.path) or fields.path
        if self.settings.input != ".":
            inside = inside.removeprefix(f"{self.settings.input}/")
        if not js.truthy(link) or isinstance(link, dict):
            return links.href(links.default_link(inside))
        given = {"title": None, **links.known(data), "page": said.page(inside, dated)}
        made = render(js.text(link), given)
        return None if made is None or not made.strip() else links.href(made.strip())

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Date and path upwards, turned round as the collection and its template turn them."""
        moment = microseconds(dated.date if dated else self.built)
        day = Desc(moment) if self.newest is not self.reverse else moment
        home = order_key(day, Desc(fields.path) if self.reverse else fields.path)
        newest = self.tags_newest
        tag = order_key(*(Desc(part) if newest else part for part in (moment, fields.path)))
        return home, {} if tag == home else {"tag": tag}

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """`size` of the template that pages the posts; what is not paged stands on one page."""
        return self.listing.size if kind == "home" and self.listing else None

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """Where there is nothing to page there is no page, unless the template asks for one."""
        if not total and size and not (self.listing and self.listing.empty):
            return []
        return super().page_sizes(kind, total, size)

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The address of a page by the template that makes it; its pages count from 0."""
        if kind == "home" and self.listing:
            pagination: dict[str, Known] = {"pageNumber": number - 1}
            data: dict[str, Known] = {"pagination": pagination}
            return links.page_url(self.listing.template, self.settings, data)
        if kind == "tag" and self.tag_template:
            alias = text(mapping(self.tag_template.values.get("pagination")).get("alias"), "tag")
            data = {alias: key, "pagination": {}}
            return links.page_url(self.tag_template, self.settings, data)
        return None
