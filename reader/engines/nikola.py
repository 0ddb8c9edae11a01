"""Nikola: posts by the patterns of conf.py, by priority, the newest first.

After Nikola 8.3 (`post.py`, `plugins/misc/scan_posts.py`, `plugins/misc/taxonomies_classifier.py`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from reader.engines.nikola_post import hierarchy, joined, moment, natural
from reader.engines.nikola_settings import Home, load
from reader.engines.nikola_sources import Sources
from reader.engines.order import Desc, order_key
from reader.engines.plain import Standing, microseconds
from reader.model import Post, State, Term

if TYPE_CHECKING:
    from reader.engines.base import Part
    from reader.engines.site import Site
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields

_OWN = frozenset(["category", "author", "tag"])


class Nikola(Sources):
    """The rules of Nikola."""

    name = "nikola"
    title = "Nikola"

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Whether conf.py has POSTS, and the library to do with their folders."""
        settings = load(site, file)
        return settings is not None and site.covers(
            *(one.folder for one in settings.patterns if one.posts)
        )

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """The posts, with their translations and the files of their metadata looked for."""
        found = [path for path in paths if self.is_post(path)]
        kin: dict[str, dict[str, str]] = {}
        folders: set[str] = set()
        for path in found:
            here = self.site.path(path) or path
            folders.add(posixpath.dirname(here))
            if home := self.settings.home(here):
                kin.setdefault(home.base, {})[home.lang] = here
        self.note(kin, folders)
        return found

    def exclusion(self, path: str) -> str:
        """Why a file is no post: what POSTS and PAGES say."""
        name = path.rpartition("/")[2]
        if not name.endswith(self.endings):
            return "its name is not that of a Markdown file"
        here = self.site.path(path)
        home = self.settings.home(here) if here is not None else None
        if home is None:
            return "no pattern of POSTS names it"
        return "" if home.pattern.posts else "it is a page, by PAGES"

    # What a post says.

    def read(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document, with what its own file, its sidecar and its name say."""
        from dataclasses import replace

        values = self.values_of(document)
        front = replace(document.front, values=values)
        return self.post(replace(document, front=front), part=part)

    def post_title(self, fields: Fields) -> str:
        """`title`, else the file's name as it is."""
        return fields.text("title") or fields.path.rpartition("/")[2]

    def date(self, fields: Fields) -> Moment | None:
        """`date`, in the site's zone."""
        value = fields.document.front.values.get("date")
        if isinstance(value, str) and value.strip():
            if found := moment(value, self.settings.zone):
                return found
            fields.problem("date", f"date: “{value[:60]}” is not a date: Nikola stops at it")
        elif not fields.document.empty:
            fields.problem("date", "no date: Nikola stops at it")
        return None

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Drafts and private posts are left out, by status or tag; so are those of the future."""
        from reader.source.fields import said

        if dated is None:
            return Standing(State.HIDDEN, "no date that can be read: Nikola stops at it")
        status = fields.document.front.values.get("status")
        if status in ("draft", "private"):
            state = State.DRAFT if status == "draft" else State.HIDDEN
            return Standing(state, said(fields, "status"))
        if self.settings.flag("USE_TAG_METADATA", True):
            tags = self._tags(fields)
            if "draft" in [tag.lower() for tag in tags]:
                return Standing(State.DRAFT, said(fields, "tags"))
            if "private" in tags:
                return Standing(State.HIDDEN, said(fields, "tags"))
        now = self.settings.flag("FUTURE_IS_NOW", False)
        return Standing(publish_at=None if now else dated.date)

    def terms(self, fields: Fields) -> dict[str, tuple[Term, ...]]:
        """Tags by name, a category and those above it, one author unless several are allowed."""
        others = {k: v for k, v in self.term_names(fields).items() if k not in _OWN}
        terms = {key: self.as_terms(key, names) for key, names in others.items()}
        parts = hierarchy(self._category(fields))
        categories = [joined(parts[: len(parts) - up]) for up in range(len(parts))]
        mine = {"category": categories, "author": self._authors(fields), "tag": self._tags(fields)}
        for field, names in mine.items():
            if found := self.as_terms(field, [name for name in names if name]):
                terms[field] = found
        return terms

    def _tags(self, fields: Fields) -> list[str]:
        value = fields.document.front.values.get("tags")
        names = value if isinstance(value, list) else str(value or "").split(",")
        found = {str(name).strip() for name in names if isinstance(name, str)}
        return sorted(filter(None, found), key=lambda name: (order_key(*natural(name)), name))

    def _category(self, fields: Fields) -> str:
        values = fields.document.front.values
        value = values.get("category", values.get("section"))
        if "category" not in values and "section" not in values:
            return self.category_of(self._home(fields))
        return value.strip() if isinstance(value, str) else ""

    def _authors(self, fields: Fields) -> list[str]:
        value = fields.document.front.values.get("author")
        if not isinstance(value, str) or not value:
            blog = self.settings.text("BLOG_AUTHOR", "Default Author", self._lang(fields))
            return [blog]
        if self.settings.flag("MULTIPLE_AUTHORS_PER_POST", False):
            return [name.strip() for name in value.split(",")]
        return [value]

    def term_key(self, field: str, name: str) -> str:
        """Terms are what they are called: two that differ stand on two pages."""
        return name if field in _OWN else super().term_key(field, name)

    def _home(self, fields: Fields) -> Home | None:
        return self.settings.home(self.site.path(fields.path) or fields.path)

    def _lang(self, fields: Fields) -> str:
        home = self._home(fields)
        return home.lang if home else self.settings.default

    def lang(self, fields: Fields) -> str:
        """The language that the file's name says, on a site of several."""
        return self._lang(fields) if len(self.settings.languages) > 1 else ""

    def group(self, fields: Fields, url: str | None) -> str:
        """The path of the file in the main language."""
        home = self._home(fields)
        return home.base if home else ""

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The destination of its pattern, the folders below, the slug."""
        home = self._home(fields)
        slug = fields.text("slug")
        if home is None:
            return None
        return self.address_of(home, slug, fields.document.front.values.get("pretty_url"))

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Priority, the newest first, natural title, path of the main language's file."""
        written = fields.text("priority")
        try:
            priority = int(written[:20] or "0")
        except ValueError:
            fields.problem("priority", f"priority: “{written[:40]}” is no number: Nikola stops")
            priority = 0
        moment = Desc(microseconds(dated.date) if dated else 0)
        here = self.site.path(fields.path) or fields.path
        home = self.settings.home(here)
        source = self.source_of(home, here)
        first = 0 if dated else 1
        known = self.title_of(home, source) or title
        return order_key(first, Desc(priority), moment, *natural(known), source), {}
