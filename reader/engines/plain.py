"""A folder of no engine: every Markdown file is a post, newest first.

The engines start from here, each changing what differs: a post is made of what the small methods
say, in `read`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.engines.order import Desc, order_key
from reader.engines.site import Site
from reader.model import Post, State, Term
from reader.patterns import lazy
from reader.source.scan import is_markdown

if TYPE_CHECKING:
    from reader.engines.base import FallsBack, Part, Spelling
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields
    from reader.source.frontmatter import Value

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SEPARATORS = lazy(r"[-_\s]+")


class Standing(NamedTuple):
    """Whether a post is published: its state, why not in words, and from when until when.

    `home` is False where the home list alone leaves it out.
    """

    state: State = State.PUBLISHED
    reason: str = ""
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    home: bool = True


class Plain:
    """The rules for a folder of no engine."""

    name = "plain"
    title = "plain files"
    page_size = 10
    base_url = ""
    kinds: tuple[str, ...] = ("home", "category", "author", "tag")
    language: str | None = None
    falls_back: FallsBack = False
    spelling: Spelling = "frequent"
    repeats = False
    own_orders: frozenset[str] = frozenset()

    def __init__(self, site: Site | None = None) -> None:
        """The rules as the site's settings have them; SettingsError where these cannot be read."""
        self.site = site or Site(Path())

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Whether the site, which has this file of settings, is of this engine; SettingsError."""
        return False

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """Those of the Markdown files under the library's root that are posts, by their paths."""
        return [path for path in paths if self.is_post(path)]

    def is_post(self, path: str) -> bool:
        """Whether a Markdown file is a post, by its path alone."""
        return not self.exclusion(path)

    def exclusion(self, path: str) -> str:
        """Why a file is no post, in words: every Markdown file is but Hugo's section pages."""
        name = path.rpartition("/")[2]
        if not is_markdown(name):
            return "its name is not that of a Markdown file"
        return "it describes a folder" if name.lower().startswith("_index.") else ""

    # What a post says.

    def read(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document; None where it is none."""
        return self.post(document, part=part)

    def post(self, document: Document, *, part: Part = "all") -> Post:
        """What a document says, as a post: newest first, the undated last, then by path."""
        # Loaded with the first document: an index that is up to date is shown without reading any.
        # Imported as modules, the second time takes half as long as for a name in one.
        from reader.source import body
        from reader.source import fields as read

        fields = read.Fields(document, self.defaults(document))
        if part == "body":
            said = body.told(document.body)
            return Post(
                document.path, "", summary=self.summary(fields), words=said.words,
                minutes=said.minutes, has=said.has, text=said.text,
            )  # fmt: skip
        title = self.post_title(fields)
        dated = self.date(fields)
        standing = self.standing(fields, dated)
        lang = self.lang(fields)
        terms = self.terms(fields)
        if lang:
            terms = {**terms, "lang": (Term("lang", self.term_key("lang", lang), lang),)}
        url = self.url(fields, title, dated, terms)
        order, orders = self.order(fields, title, dated, url)
        front = part == "front"
        words, minutes, has, text = body.UNTOLD if front else body.told(document.body)
        summary = "" if front else self.summary(fields)
        problems = (*document.problems, *fields.problems)
        return Post(
            path=document.path,
            title=title,
            date=dated.date if dated else None,
            date_only=dated is not None and dated.date_only,
            terms=terms,
            state=standing.state,
            publish_at=standing.publish_at,
            expire_at=standing.expire_at,
            url=url,
            summary=summary,
            words=words,
            minutes=minutes,
            body_line=document.body_line,
            has=has | {"problem"} if problems else has,
            order=order,
            problems=problems,
            reason=standing.reason,
            orders=orders,
            home=standing.home,
            lang=lang,
            group=self.group(fields, url) if lang else "",
            told=not front,
            text=text,
        )

    def defaults(self, document: Document) -> Mapping[str, Value]:
        """Front matter that the site gives to a post which does not say otherwise."""
        return {}

    def post_title(self, fields: Fields) -> str:
        """The title."""
        from reader.source import fields as read

        return read.title(fields)

    def date(self, fields: Fields) -> Moment | None:
        """The date that a post is listed by."""
        from reader.source import fields as read

        return read.date(fields)

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Whether the post is published."""
        from reader.source import fields as read

        state, reason = read.state(fields)
        publish_at = read.publish_at(fields, dated) if state is State.PUBLISHED else None
        return Standing(state, reason, publish_at, read.expire_at(fields))

    def terms(self, fields: Fields) -> dict[str, tuple[Term, ...]]:
        """The terms by field: each identity once, as it is spelt first."""
        found: dict[str, tuple[Term, ...]] = {}
        for field, names in self.term_names(fields).items():
            if terms := self.as_terms(field, names):
                found[field] = terms
        return found

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """The names of the terms by field, as written."""
        from reader.source import fields as read

        return read.terms(fields)

    def as_terms(self, field: str, names: Sequence[str]) -> tuple[Term, ...]:
        """The terms of a field, each identity once where the engine does not repeat."""
        found: dict[object, Term] = {}
        for place, name in enumerate(names):
            key = self.term_key(field, name)
            found.setdefault((key, place) if self.repeats else key, Term(field, key, name))
        return tuple(found.values())

    def term_key(self, field: str, name: str) -> str:
        """One case, one separator; accents and `+ # .` are kept: `Big Data` is `big-data`."""
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        return _SEPARATORS.sub("-", folded).strip("-") or folded

    def lang(self, fields: Fields) -> str:
        """The post's language on a site of several, else ""."""
        return ""

    def group(self, fields: Fields, url: str | None) -> str:
        """What the translations of one post have in common."""
        return ""

    def summary(self, fields: Fields) -> str:
        """What a list says of the post."""
        from reader.source import fields as read

        return read.summary(fields)

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The post's address."""
        from reader.source import fields as read

        return read.url(fields)

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Where the post stands at home, and in the lists of fields where that differs."""
        moment = Desc(microseconds(dated.date) if dated else 0)
        return order_key(0 if dated else 1, moment, fields.path), {}

    # On which pages it stands.

    def has_list(self, kind: str, key: str) -> bool:
        """Whether a term of one of `kinds` has a list of its own, by the term's key."""
        return True

    def fewest(self, kind: str) -> int:
        """How many terms there must be for the lists of a kind to be published."""
        return 1

    def size_of(self, kind: str) -> int | None:
        """Posts a page in lists of a kind; None where all of them stand on one page."""
        return self.page_size

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """How many posts stand on each page of a list; an empty list has one page."""
        if size is None or total <= size:
            return [total]
        return [size] * (total // size) + ([total % size] if total % size else [])

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The address of one page of a list from the top of the site; None where it has none."""
        return None

    def page_url_in(
        self, language: str, kind: str, key: str, name: str, number: int, of: int
    ) -> str | None:
        """The address of one page of a list of a language that was asked for."""
        return self.page_url(kind, key, name, number, of)


def microseconds(date: datetime) -> int:
    """From 1970 to an aware moment."""
    return (date - _EPOCH) // _MICROSECOND
