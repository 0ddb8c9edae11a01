"""Hexo (8.1 with its generators for index, categories and tags).

Its rules as its sources have them (`plugins/processor/post`, `models/post`, hexo-front-matter,
hexo-util and hexo-generator-*). A category below another one goes by both names, `A/B`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.engines import hexo_slugs as slugs
from reader.engines import js_globs
from reader.engines import js_scalars as js
from reader.engines.hexo_post import Said, broken, fronted, moment, number, true
from reader.engines.hexo_settings import Settings, dependencies, names_hexo
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.site import Site
from reader.model import Post, Problem, State, Term
from reader.source.frontmatter import Written

if TYPE_CHECKING:
    from reader.engines.base import Part
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields

_HIDDEN = re.compile(r"(?:^|/)[_.]")
# What hexo-renderer-marked renders, as far as reader takes it for Markdown.
_RENDERED = (".md", ".markdown", ".mkd", ".mkdn")
# The fields that are texts whatever is written (models/post).
_TEXTS = frozenset(["title", "layout", "slug", "source"])
_DRAFTS, _POSTS = "_drafts/", "_posts/"


class Hexo(Plain):
    """The rules of Hexo, as a site's `_config.yml` has them."""

    name = "hexo"
    title = "Hexo"
    own_orders = frozenset(["category", "tag"])

    def __init__(self, site: Site | None = None) -> None:
        """The rules; SettingsError."""
        super().__init__(site)
        self.settings = Settings(self.site)
        self.kinds = _kinds(self.site)
        self.page_size = self.size_of("home") or 10
        self.base_url = _host(self.settings.url)
        # A file without a date is dated by the time it was written, which a checkout makes now.
        self.built = datetime.now(UTC)
        self.site.note("clock", js.clock_name())
        self._last: Said | None = None

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """A site whose package names Hexo, or whose posts stand in `source/_posts`."""
        package = names_hexo(site)
        if file.endswith(".toml"):
            return False
        # Jekyll's settings have the same name, and are not read for nothing.
        if not (package or site.is_folder("source/_posts") or "source_dir" in site.text(file)):
            return False
        settings = Settings(site)
        source = settings.source
        if not package and ("source" in settings.all or site.is_file("Gemfile")):
            return False
        if not package and not site.is_folder(f"{source}/_posts"):
            return False
        return site.covers(f"{source}/_posts", f"{source}/_drafts")

    # Which files are posts.

    def exclusion(self, path: str) -> str:
        """Posts stand in `_posts` and `_drafts`, where no name starts with `_` or a dot."""
        inner = self._inner(path)
        if inner is None:
            return "it does not stand in the source folder's _posts or _drafts"
        if _HIDDEN.search(inner.partition("/")[2]):
            return "its name, or a folder's, starts with _ or a dot"
        if not inner.lower().endswith(_RENDERED):
            return "Hexo does not render files of its kind"
        settings = self.settings
        if settings.assets and not inner.endswith(_extension(settings.new_post_name)):
            return "with post_asset_folder, posts end as new_post_name does"
        if any(js_globs.matches(inner, one) for one in settings.skipped):
            return "skip_render in _config.yml names it"
        whole = (self.site.folder / settings.source / inner).as_posix()
        if any(js_globs.within(whole, one) for one in settings.ignored):
            return "ignore in _config.yml names it"
        return ""

    def _inner(self, path: str) -> str | None:
        """The path of a post in the source folder; None for any other file."""
        inside = self.site.path(path)
        source = f"{self.settings.source}/"
        if inside is None or not inside.startswith(source):
            return None
        inner = inside[len(source) :]
        return inner if inner.startswith((_POSTS, _DRAFTS)) else None

    # What a post says.

    def read(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document, whose front matter may need no fence."""
        return self.post(fronted(document), part=part)

    def said(self, fields: Fields) -> Said:
        """What a post says, worked out once."""
        last = self._last
        if last is None or last.fields is not fields:
            inner = self._inner(fields.path) or fields.path
            self._last = last = Said(fields, self.settings, inner)
        return last

    def post_title(self, fields: Fields) -> str:
        """The title as JavaScript writes it; without one, the plain rules' rather than none."""
        said = self.said(fields)
        value = said.front.get("title")
        if isinstance(value, list):
            return js.text(value) or super().post_title(fields)
        if isinstance(value, Written) and not isinstance(js.scalar(value), str):
            return js.text(value)
        if self.settings.slug_as_title and "title" not in said.front and said.slug:
            return said.slug
        return super().post_title(fields)

    def date(self, fields: Fields) -> Moment | None:
        """`date`, or the file name's by `new_post_name`: a clock's fields, in the site's zone."""
        said = self.said(fields)
        if js.truthy(value := said.values.get("date")):
            if dated := moment(value, self.settings.zone):
                return dated
            shown = " ".join(js.text(value)[:60].split())
            fields.problem("date", f"date: “{shown}” is not a date")
            return None
        day = said.named_day
        if day and (dated := moment(day, self.settings.zone)):
            return dated
        if not fields.document.empty:
            cause = "no date: Hexo takes the time of the file, listed as if written now"
            fields.problems.append(Problem(fields.path, None, cause))
        return None

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Drafts, and what `published` takes out; with `future: false` what is to come."""
        from reader.source import fields as read

        settings, values = self.settings, fields.document.front.values
        if reason := broken(fields.document):
            return Standing(State.HIDDEN, reason)
        if not settings.drafts:
            if (self._inner(fields.path) or "").startswith(_DRAFTS):
                return Standing(State.DRAFT, "it stands in _drafts")
            if "published" in values and not true(values["published"]):
                return Standing(State.DRAFT, read.said(fields, "published"))
        return Standing(publish_at=dated.date if dated and not settings.future else None)

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """Categories as paths, tags as written; the rest as in a folder of no engine."""
        found = super().term_names(fields)
        said = self.said(fields)
        found["category"] = said.terms("category", "categories")
        found["tag"] = said.terms("tag", "tags")
        return {field: names for field, names in found.items() if names}

    def term_key(self, field: str, name: str) -> str:
        """Categories and tags are the same only where they are written so."""
        if field in ("category", "tag"):
            return " ".join(name.split())
        return super().term_key(field, name)

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """filter/post_permalink, below the site's root; None where it hangs on the file's time."""
        said, settings = self.said(fields), self.settings
        if js.truthy(own := said.values.get("permalink")):
            made: str | None = js.text(own)
        else:
            paths = terms.get("category", ())
            last = self._slug("category", paths[-1].key) if paths else settings.default_category
            made = slugs.stringify(settings.permalink, lambda name: said.part(name, dated, last))
        if made is None:
            return None
        if settings.assets and not made.endswith(("/", ".html")):
            made += "/"
        return made if made.startswith(("http:", "https:", "//")) else self._link(made)

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """What is sticky leads home; else each kind of list has its own `order_by`."""
        said, orders = self.said(fields), self.settings.orders
        sticky = number(said.front.get("sticky"))
        home = order_key(Desc(sticky), *self._place(orders["home"], said, dated))
        own = {
            kind: order_key(Desc(0), *self._place(orders[kind], said, dated))
            for kind in sorted(self.own_orders)
            if sticky or orders[kind] != orders["home"]
        }
        return home, {kind: place for kind, place in own.items() if place != home}

    def _place(
        self, order_by: Sequence[tuple[str, bool]], said: Said, dated: Moment | None
    ) -> list[int | str | Desc]:
        """Numbers before texts, so that a place in the order never holds both."""
        parts: list[int | str | Desc] = []
        for key, down in order_by:
            known = js.scalar(said.values.get(key))
            both: tuple[int, int | str]
            if key in ("date", "updated"):
                both = 0, self._time(key, said, dated)
            elif isinstance(known, (bool, int, float)) and key not in _TEXTS:
                both = 0, number(said.values.get(key))
            else:
                both = 1, js.text(said.values.get(key))
            parts += [Desc(one) for one in both] if down else both
        return [*parts, said.fields.path]

    def _time(self, key: str, said: Said, dated: Moment | None) -> int:
        found = None
        if key == "updated" and js.truthy(said.values.get(key)):
            found = moment(said.values[key], self.settings.zone)
        if found is None and (key == "date" or self.settings.updated == "date"):
            found = dated
        return microseconds(found.date if found else self.built)

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """`per_page` of the kind's generator, else of the site; 0 puts all on one page."""
        return self.settings.per_page(kind)

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """hexo-pagination: no post, no page, but for a list that is not paged."""
        return [] if size and not total else super().page_sizes(kind, total, size)

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The base of the list, and `page/2/` below it."""
        if kind == "home":
            base = self.settings.index_path
        elif kind in self.settings.folders:
            base = f"{self.settings.folders[kind].strip('/')}/{self._slug(kind, key)}"
        else:
            return None
        base = f"{base}/" if base else ""
        return self._link(f"{base}{self.settings.pages(kind)}/{number}/" if number > 1 else base)

    def _slug(self, kind: str, key: str) -> str:
        """A term's slug by its map in the settings: of a category, below that of its parent."""
        found = []
        for name in key.split("/") if kind == "category" else [key]:
            mapped = self.settings.maps[kind].get(name)
            shown = js.text(mapped) if js.truthy(mapped) else name
            found.append(slugs.slugize(shown, self.settings.filename_case))
        return "/".join(found)

    def _link(self, path: str) -> str:
        """hexo-util, `url_for`."""
        whole = re.sub(r"/{2,}", "/", f"{self.settings.root}/{path}")
        settings = self.settings
        return slugs.pretty(
            slugs.encoded(whole), index=settings.pretty_index, html=settings.pretty_html
        )


def _kinds(site: Site) -> tuple[str, ...]:
    """The lists that the generators among the site's packages make; all where none is named."""
    names = [name for name in dependencies(site) if name.startswith("hexo-generator-")]
    known = {"home": "index", "category": "category", "tag": "tag"}
    kinds = tuple(
        kind
        for kind, generator in known.items()
        if any(name.startswith(f"hexo-generator-{generator}") for name in names)
    )
    return kinds or tuple(known)


def _host(url: str) -> str:
    """Scheme and host: what stands below them is part of the links."""
    scheme, between, rest = url.partition("://")
    return f"{scheme}{between}{rest.partition('/')[0]}" if between else ""


def _extension(name: str) -> str:
    dot = name.rpartition("/")[2].rpartition(".")
    return f".{dot[2]}" if dot[1] and dot[0] else ""
