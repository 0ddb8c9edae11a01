"""The values that every room speaks of: posts, their terms, problems, facets and pages.

All are frozen and none does I/O.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Whether the engine would publish a post, and if not, why."""

    PUBLISHED = "published"
    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"
    HIDDEN = "hidden"


class Problem(NamedTuple):
    """Something wrong in one file: never an exception, always shown.

    `line` counts from 1 in the file as it stands on disk; None where no line can be named.
    """

    path: str
    line: int | None
    cause: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.cause}"


class Term(NamedTuple):
    """One category, author, tag …: `key` is its identity, `name` how this post spells it.

    `field` is the singular name used in queries: category, author, tag, series, or the front
    matter key of any other list of terms.
    """

    field: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """One post as its blog's engine reads it.

    `path` is relative to the library's root, with `/`. `date` is always aware; `date_only` says
    that no time of day was written. `publish_at` and `expire_at` are set where the engine hides a
    post before or after them; `reason` says in words why a post is not published, "" where it is.
    `order` sorts posts as the engine lists them at home (bytes, ascending; see `engines.order`),
    `orders` those of the lists of a field's terms where it is another one. `home` is False for a
    post that the engine leaves out of its home list alone. `body_line` is the line of the file
    that the body starts on, from 1. `url` is the post's address: from the top of the site (`/`)
    where the engine is known, else as it was written. `lang` is its language where the site has
    several, and `group` what its translations have in common. `told` is False where its body has
    not been read yet: it has no summary, words, minutes or marks then. `text` is what is read of
    the body, for the index; a post that comes out of the index has none.
    """

    path: str
    title: str
    date: datetime | None = None
    date_only: bool = False
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    state: State = State.PUBLISHED
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    url: str | None = None
    summary: str = ""
    words: int = 0
    minutes: int = 0
    body_line: int = 1
    has: frozenset[str] = frozenset()
    order: bytes = b""
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    orders: Mapping[str, bytes] = field(default_factory=dict)
    home: bool = True
    lang: str = ""
    group: str = ""
    told: bool = True
    text: str = field(default="", compare=False, repr=False)

    def names(self, field: str) -> tuple[str, ...]:
        """The names of this post's terms of one field, as written, in their order."""
        return tuple(term.name for term in self.terms.get(field, ()))

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors' names."""
        return self.names("author")

    def state_at(self, now: datetime) -> State:
        """The state at a moment: a published post may still be future, or expired by then."""
        if self.state is State.PUBLISHED:
            if self.publish_at is not None and self.publish_at > now:
                return State.FUTURE
            if self.expire_at is not None and self.expire_at <= now:
                return State.EXPIRED
        return self.state


class Facet(NamedTuple):
    """One term of a field with how many posts carry it under the other active filters.

    `variants` are the spellings seen, most frequent first (`name` is the first of them). The facet
    of the posts that have no term of the field has the key "" and the name "(none)".
    """

    field: str
    key: str
    name: str
    posts: int
    variants: tuple[str, ...] = ()


class Page(NamedTuple):
    """One page of a list of posts: `number` of `of`, both from 1; `total` posts on all pages.

    `before` posts stand on the pages before it; None where every page is full.
    """

    number: int
    of: int
    size: int
    total: int
    posts: tuple[Post, ...]
    before: int | None = None

    @property
    def first(self) -> int:
        """The place in the whole list of this page's first post, from 1; 0 where there is none."""
        before = (self.number - 1) * self.size if self.before is None else self.before
        return before + 1 if self.posts else 0

    @property
    def last(self) -> int:
        """The place in the whole list of this page's last post."""
        return self.first + len(self.posts) - 1 if self.posts else 0


class ListPage(NamedTuple):
    """One page of a list that a blog publishes: its number from 1, address, and posts' paths."""

    number: int
    url: str | None
    posts: tuple[str, ...]


class PostList(NamedTuple):
    """A list that a blog publishes: home, or the posts of one term, in pages.

    `kind` is home, category, author or tag; `term` and `key` are None for home. `size` is None
    where the engine puts all on one page; `url` is None where the list has no address. `posts`
    counts a post as often as it is listed.
    """

    kind: str
    term: str | None
    key: str | None
    url: str | None
    size: int | None
    posts: int
    pages: tuple[ListPage, ...]


class Landing(NamedTuple):
    """Where a post stands in one of the lists: page `number` of `of`, `place` on it, from 1."""

    kind: str
    term: str | None
    number: int
    of: int
    place: int


def page_window(number: int, of: int, *, middle: int = 1, ends: int = 1) -> tuple[int | None, ...]:
    """The page numbers to show round page `number` of `of`; None stands for a gap.

    WordPress's `paginate_links` rule, with its defect mended (a gap never hides a single page) and
    the number of slots held still while one pages: 1 … 31 32 33 … 39.
    """
    slots = 2 * ends + 2 * middle + 3
    if of <= slots:
        return tuple(range(1, of + 1))
    low = max(ends + 2, min(number - middle, of - ends - 2 * middle - 1))
    high = min(of - ends - 1, max(number + middle, ends + 2 + 2 * middle))
    if low <= ends + 2:
        low = ends + 1
    if high >= of - ends - 1:
        high = of - ends
    shown: list[int | None] = list(range(1, ends + 1))
    if low > ends + 1:
        shown.append(None)
    shown.extend(range(low, high + 1))
    if high < of - ends:
        shown.append(None)
    shown.extend(range(of - ends + 1, of + 1))
    return tuple(shown)
