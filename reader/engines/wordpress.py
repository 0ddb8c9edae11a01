"""WordPress: its posts as an exporter wrote them to Markdown files.

What wordpress-export-to-markdown and jekyll-exporter write is read: `title`, `date`, `author`,
`categories`, `tags`, `status`, `draft`, `sticky`, `permalink`, `guid`. The lists are those of
`WP_Query`, with the settings of a new site: ten posts a page, the newest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.site import Site
from reader.model import State
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.model import Term
    from reader.source.dates import Moment
    from reader.source.fields import Fields

_KINDS = ("category", "author", "tag")
# A post's statuses that no visitor sees (`get_post_stati`, wp-includes/post.php).
_STATUSES = {
    "draft": State.DRAFT, "pending": State.DRAFT, "auto-draft": State.DRAFT,
    "private": State.HIDDEN, "trash": State.HIDDEN, "inherit": State.HIDDEN,
}  # fmt: skip
_TYPES = ("layout", "type", "post_type")
_HEAD = 8192  # bytes in which a post says that it is sticky
_STICKY = lazy(r"\n[\"']?sticky[\"']?[ \t]*[:=][ \t]*[\"']?(?:true|yes|1)\b", re.IGNORECASE)
_NO_SLUG = lazy(r"[^a-z0-9%_ -]")
_DASHES = lazy(r"[\s-]+")
_ENTITY = lazy(r"&[^&;]{1,30};")
_LONGEST = 200  # of a slug (`utf8_uri_encode`)
# What is not a letter and its accent (`remove_accents`, in English, `sanitize_title_with_dashes`).
_SPELT = {
    "ß": "s", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k",
    "ł": "l", "ŀ": "l", "ŋ": "n", "þ": "th", "ŧ": "t", "ĳ": "ij", "ſ": "s", "ª": "a", "º": "o",
    "€": "e", "£": "", "%": "", "×": "x",
    **dict.fromkeys("./\xa0–—", "-"),
    **dict.fromkeys("\xad¡¿«»‹›‘’“”‚‛„‟•©®°…™´", ""),
}  # fmt: skip


class Wordpress(Plain):
    """The rules of a WordPress site, which are asked for by name."""

    name = "wordpress"
    title = "WordPress"
    own_orders = frozenset(_KINDS)

    def __init__(self, site: Site | None = None) -> None:
        super().__init__(site)
        self._sticky = 0

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """Every Markdown file; the sticky ones are counted, which the first page has besides."""
        found = super().posts(paths)
        now = datetime.now(UTC)
        self._sticky = sum(self._is_sticky(path, now) for path in found)
        return found

    def _is_sticky(self, path: str, now: datetime) -> bool:
        """Whether a post is sticky, and listed."""
        from reader.source.document import parse

        place = self.site.path(path)
        head = self.site.head(place, _HEAD) if place else ""
        if not _STICKY.search(head.replace("\r", "\n")):
            return False
        post = self.read(parse(path, head), part="front")
        return post is not None and post.home and post.state_at(now) is State.PUBLISHED

    # What a post says.

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """What is not published, or not yet; a page is in no list of posts."""
        from reader.source import fields as read

        for key in ("status", "post_status"):
            status = fields.text(key).lower()
            if state := _STATUSES.get(status):
                return Standing(state, read.said(fields, key))
        state, reason = read.state(fields)
        if state is not State.PUBLISHED:
            return Standing(state, reason)
        publish_at = dated.date if dated else None
        for key in _TYPES:
            if fields.text(key).lower() == "page":
                reason = f"{read.said(fields, key)}: no post"
                return Standing(reason=reason, publish_at=publish_at, home=False)
        return Standing(publish_at=publish_at)

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """The terms as written; a post has one author, whose name is whole."""
        from reader.source import fields as read

        found = read.terms(fields)
        if author := fields.text("author", "author_name"):
            found["author"] = [author]
        return found

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The permalink that the exporter kept, else the `guid`, from the top of the site."""
        address = fields.text("permalink", "link", "url", "guid")
        if not address:
            return super().url(fields, title, dated, terms)
        try:
            parts = urlsplit(address)
        except ValueError:
            return address
        if not parts.netloc:
            return address
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    # In which order it stands.

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """The newest first; at home the sticky ones before the others."""
        from reader.source.fields import truth

        sticky = truth(fields.values.get("sticky")) is True
        moment = Desc(microseconds(dated.date) if dated else 0)
        own = order_key(0 if dated else 1, moment, fields.path)
        return order_key(0 if sticky else 1) + own, dict.fromkeys(_KINDS, own)

    # On which pages it stands.

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """As many on each page, and the sticky posts on the first one besides."""
        more = min(self._sticky, total) if kind == "home" else 0
        first, *others = super().page_sizes(kind, total - more, size)
        return [first + more, *others]

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """`/category/name/page/2/`; a page that is not there has no address (404)."""
        if number > max(1, of):
            return None
        top = "/" if kind == "home" else f"/{kind}/{_slug(name)}/"
        return top if number == 1 else f"{top}page/{number}/"


def _slug(name: str) -> str:
    """The slug of a name (`sanitize_title` when it is saved): only Latin letters lose accents."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
    made = ""
    for sign in _ENTITY.sub("", text):
        spelt = _SPELT.get(sign) if sign in _SPELT else _ascii(sign)
        if len(made) + len(spelt or "") > _LONGEST:
            break
        made += spelt or ""
    return _DASHES.sub("-", _NO_SLUG.sub("", made)).strip("-")


def _ascii(sign: str) -> str:
    if sign.isascii():
        return sign
    if "\xc0" <= sign < "\u0250" or "\u1e00" <= sign < "\u1f00":
        plain = unicodedata.normalize("NFD", sign)[0]
        if plain.isascii():
            return plain
    return quote(sign, errors="replace").lower()
