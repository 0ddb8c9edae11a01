"""Pelican (4.12): its articles in Markdown; reStructuredText and HTML are not read.

A post's metadata is what Pelican has of it, not what its front matter would be elsewhere
(`pelican_meta`). After `pelican.contents`, `generators`, `paginator` and `utils`.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.engines import pelican_meta
from reader.engines.order import Desc, order_key
from reader.engines.pelican_pages import BLANK, Pages
from reader.engines.pelican_settings import FILE, Settings
from reader.engines.pelican_slugs import formatted
from reader.engines.plain import Standing, microseconds
from reader.model import State

if TYPE_CHECKING:
    from reader.engines.base import FallsBack, Part, Spelling
    from reader.engines.site import Site
    from reader.model import Post, Term
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields

_OWN = frozenset(["category", "tag", "author"])
_UNKNOWN = "und"  # BCP 47
_STATES = {"published": State.PUBLISHED, "draft": State.DRAFT, "hidden": State.HIDDEN}


class Pelican(Pages):
    """The rules of Pelican, as a site's `pelicanconf.py` has them."""

    name = "pelican"
    title = "Pelican"
    # The list of a term is named as the first of its posts names it.
    spelling: Spelling = "newest"
    # Without one in the site's language, all translations are listed.
    falls_back: FallsBack = "each"
    # A post with two names of one slug stands twice in its list.
    repeats = True

    def __init__(self, site: Site | None = None) -> None:
        """The rules; SettingsError."""
        super().__init__(site)
        self.settings = Settings(self.site)
        self.kinds = self.settings.kinds
        self.page_size = self.settings.size_of("home") or self.page_size
        self.base_url = self.settings.base_url
        self.language = self.settings.language if self.settings.translation_id else None
        self._zone = self._site_zone()

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """A site with a `pelicanconf.py`, where the library has to do with its articles."""
        return file == FILE and site.covers(*Settings(site).paths.folders)

    def _site_zone(self) -> str:
        said = self.settings.zone
        if said != "UTC" and not pelican_meta.is_zone(said):
            cause = f"TIMEZONE: {said[:40]} is none: dates are taken for UTC"
            self.site.problem(FILE, cause)
            return "UTC"
        return said

    # Which files are posts.

    def exclusion(self, path: str) -> str:
        """Why a file is no article: where it stands, and what its name ends in."""
        inside = self.site.path(path)
        if inside is None:
            return "it stands outside of the site"
        return self.settings.paths.exclusion(inside)

    # What a post says.

    def post(self, document: Document, *, part: Part = "all") -> Post:
        """What Pelican makes of a document."""
        inside = self.site.path(document.path) or document.path
        file = os.path.join(self.site.root, document.path)
        source = self.settings.paths.source(inside)
        return super().post(pelican_meta.read(document, source, self.settings, file), part=part)

    def post_title(self, fields: Fields) -> str:
        """The title as it is written, several lines as Python prints a list of them."""
        value = fields.values.get("title")
        if isinstance(value, list):
            return str([str(one) for one in value])
        return str(value) if value else super().post_title(fields)

    def date(self, fields: Fields) -> Moment | None:
        """The date of the file or of its path, in the zone of the post or of the site."""
        from reader.engines.pelican_dates import moment, zone

        value = fields.values.get("date")
        if not isinstance(value, str):
            return None
        local = zone(fields.text("timezone") or self._zone) or zone("UTC")
        found = moment(value.replace("_", " "), local) if local else None
        if found is None:
            fields.problem("date", f"date: “{value[:60]}” is not a date")
        return found

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """What Pelican leaves out in silence, and what `status` says."""
        from reader.source import fields as read

        status = str(fields.values.get("status") or "published")
        if status == "skip":
            return Standing(State.HIDDEN, read.said(fields, "status"))
        document = fields.document
        if isinstance(document, pelican_meta.Read) and document.flaw:
            return Standing(State.HIDDEN, document.flaw)
        state = _STATES.get(status.lower())
        if "title" not in fields.values:
            return Standing(State.HIDDEN, "no title: Pelican leaves it out")
        if dated is None and state is not State.DRAFT:
            return Standing(State.HIDDEN, "no date: Pelican leaves it out")
        if state is None:
            said = read.said(fields, "status")
            return Standing(State.HIDDEN, f"{said} is none of Pelican's: it is left out")
        begins = None if self.settings.with_future or dated is None else dated.date
        if state is State.PUBLISHED and begins is not None and begins > datetime.now(UTC):
            # Until then Pelican takes it for a draft, whose file stands elsewhere.
            return Standing(publish_at=begins)
        file = self._address(fields, dated, "save_as") or ""
        if file.startswith("/") or posixpath.normpath(file).startswith(".."):
            return Standing(State.HIDDEN, f"its file would be {file[:60]}, outside of the site")
        if state is not State.PUBLISHED or dated is None:
            return Standing(state, read.said(fields, "status"))
        return Standing(publish_at=begins)

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """The one category, the tags, and the authors: without any, the one of the site."""
        found = {
            field: names for field, names in super().term_names(fields).items() if field not in _OWN
        }
        values = fields.values
        if category := values.get("category"):
            found["category"] = [str(category)]
        found["tag"] = pelican_meta.names(values.get("tags"))
        found["author"] = self._authors(fields)
        return found

    def _authors(self, fields: Fields) -> list[str]:
        if several := pelican_meta.names(fields.values.get("authors")):
            return several
        author = str(fields.values.get("author") or self.settings.author)
        return [author] if author else []

    def term_key(self, field: str, name: str) -> str:
        """The slug of the name; a blank where nothing of it is left."""
        if field in _OWN:
            return self.settings.slugs[field](name) or BLANK
        return name if field == "lang" else super().term_key(field, name)

    def lang(self, fields: Fields) -> str:
        """`lang`, else the site's language; an empty one is no language, and not the site's."""
        return "" if self.language is None else self._spoken(fields) or _UNKNOWN

    def group(self, fields: Fields, url: str | None) -> str:
        """The metadata that ARTICLE_TRANSLATION_ID names: the slug, if nothing else."""
        said = [self._attribute(fields, name) for name in self.settings.translation_id]
        return "\0".join(one for one in said if one is not None)

    def _attribute(self, fields: Fields, name: str) -> str | None:
        """An attribute of the article, as a text that sorts as it does."""
        match name:
            case "slug":
                return self._slug(fields)
            case "category" | "author" if value := fields.values.get(name):
                return self.term_key(name, str(value))
            case "lang":
                return self._spoken(fields)
            case "source_path" | "relative_source_path":
                return fields.path
            case _:
                value = fields.values.get(name.lower())
                return str(value) if isinstance(value, str) else None

    def _slug(self, fields: Fields) -> str:
        said = fields.values.get("slug")
        if isinstance(said, str):
            return str(said)
        if self.settings.slug_of_name:
            source = posixpath.splitext(posixpath.basename(fields.path))[0]
        else:
            value = fields.values.get("title")
            source = self.post_title(fields) if value else ""
        return self.settings.slugs["article"](source)

    def summary(self, fields: Fields) -> str:
        """`summary`, else the first words of the body."""
        from reader.source.body import shortened
        from reader.source.text import plain

        value = fields.values.get("summary")
        if value is not None:
            said = " ".join(map(str, value)) if isinstance(value, list) else str(value)
            return shortened(" ".join(plain(said).split()))
        most = self.settings.number("SUMMARY_MAX_LENGTH")
        words = plain(fields.document.body[:20_000]).split()
        return shortened(" ".join(words[: 50 if most is None else max(0, most)]))

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """`url`, else what the site's patterns make of the post."""
        made = self._address(fields, dated, "url")
        return None if made is None else "/" + made.removeprefix("/")

    def _address(self, fields: Fields, dated: Moment | None, what: str) -> str | None:
        """A post's `url` or `save_as`; None where nothing fills its pattern."""
        values = fields.values
        if isinstance(said := values.get(what), str):
            return str(said)
        draft = str(values.get("status") or "").lower() == "draft"
        lang = self._spoken(fields)
        pattern = self.settings.post(what, draft=draft, translated=lang != self.settings.language)
        # Of several authors it is the first one, unless `author` says another.
        author = str(values.get("author") or next(iter(self._authors(fields)), ""))
        category = str(values.get("category") or "")
        document = fields.document
        source = document.source if isinstance(document, pelican_meta.Read) else fields.path
        known: dict[str, object] = {
            **values,
            "path": values.get("path") or source,
            "slug": self._slug(fields),
            "lang": lang,
            "date": None if dated is None else dated.date,
            "author": self.settings.slugs["author"](author),
            "category": self.settings.slugs["category"](category),
        }
        return formatted(pattern, known)

    def _spoken(self, fields: Fields) -> str:
        said = fields.values.get("lang")
        return self.settings.language if said is None else str(said)

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """As ARTICLE_ORDER_BY says, the newest first if nothing else, and ties by the slug.

        That is the order in which translations are looked for. What ties in it too comes in any
        order from Pelican, and here by path.
        """
        name = self.settings.order_by.removeprefix("reversed-")
        ties = [self._attribute(fields, one) or "" for one in self.settings.translation_id]
        key: int | str
        if name == "date":
            key = microseconds(dated.date) if dated else 0
        elif name == "basename":
            key = posixpath.basename(fields.path)
        else:
            key = self._ordered_by(fields, name)
        turned = Desc(key) if name != self.settings.order_by else key
        return order_key(0 if dated else 1, turned, *ties, fields.path), {}

    def _ordered_by(self, fields: Fields, name: str) -> int | str:
        if name == "modified":
            from reader.engines.pelican_dates import moment, zone

            value = fields.values.get(name)
            local = zone(self._zone)
            found = moment(value, local) if isinstance(value, str) and local else None
            return microseconds(found.date) if found else 0
        return self._attribute(fields, name) or ""
