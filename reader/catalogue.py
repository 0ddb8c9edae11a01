"""What a library's posts are asked by a front: pages, facets, lists, where a post stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from reader.engines.base import Engine
    from reader.files import Files
    from reader.index.search import Search, Sizes
    from reader.index.targets import Targets
    from reader.listing import Listing
    from reader.model import Facet, Landing, Page, Post, PostList
    from reader.query import Query
    from reader.source.document import Document

_Answer = TypeVar("_Answer")


class Catalogue:
    """The posts in `files` as the index has them, by the rules of their engine.

    `page_size` is the one that the user asked for.
    """

    def __init__(self, files: Files, page_size: int | None) -> None:
        self._files = files
        self._asked_size = None if page_size is None else max(1, page_size)
        self._revision = 0
        self._targets: tuple[int, Targets] | None = None

    @property
    def engine(self) -> Engine:
        """The rules that hold; others where a refresh finds that the site's settings changed."""
        return self._files.engine

    @property
    def page_size(self) -> int:
        """Posts a page where a query asks for no other number: as the user said, or the engine."""
        return self._asked_size or self.engine.page_size

    def page(self, query: Query) -> Page:
        """One page of what fits; its number is clamped, and no result is page 1 of 1.

        The pages are the engine's where it publishes just this list.
        """
        size, sizes = self._pages(query)
        page = self._ask(lambda search: search.page(query, size, sizes))
        if all(post.told for post in page.posts):
            return page
        return page._replace(posts=tuple(map(self._whole, page.posts)))

    def total(self, query: Query) -> int:
        """How many posts a query has, on all its pages."""
        return self._ask(lambda search: search.total(query))

    def position(self, query: Query, path: str) -> int | None:
        """The place of a post among all that fit, from 0; None where it does not fit."""
        return self._ask(lambda search: search.position(query, path))

    def number(self, query: Query, place: int) -> int:
        """The number of the page, from 1, on which the post at a place, from 0, stands."""
        size, sizes = self._pages(query)
        if sizes is None:
            return place // size + 1
        total = self._ask(lambda search: search.total(query))
        from reader.lists import page_of

        return page_of(sizes(total), place)[0]

    def prepare(self, query: Query) -> None:
        """Have at hand what a query's list is made of, for when it is narrowed key by key."""
        self._ask(lambda search: search.prepare(query))

    def facets(self, field: str, query: Query) -> tuple[Facet, ...]:
        """All terms of a field and how many posts each has under the query's other filters.

        Most posts first, then by name; terms without posts are kept; (none) comes last, where
        there is such a post or the query asks for it.
        """
        return self._ask(lambda search: search.facets(field, query))

    def fields(self) -> tuple[str, ...]:
        """The fields that have terms: category, author, tag, series, any others, and year."""
        return self._ask(lambda search: search.fields())

    def post(self, path: str) -> Post | None:
        """The post at `path`, None where there is none."""
        return self._ask(lambda search: search.post(path))

    def translations(self, post: Post) -> tuple[Post, ...]:
        """The same post in other languages."""
        return self._ask(lambda search: search.translations(post)) if post.group else ()

    def languages(self) -> tuple[str, ...]:
        """The languages of the posts, the one listed unasked first; none on a site of one."""
        first = self.engine.language
        if first is None:
            return ()
        from reader.query import Query

        facets = self.facets("lang", Query())
        key = self.engine.term_key("lang", first)
        others = sorted(facet.name for facet in facets if facet.key not in ("", key))
        return (first, *others) if others else ()

    def lists(
        self, *kinds: str, page_size: int | None = None, language: str | None = None
    ) -> tuple[PostList, ...]:
        """The lists that the engine publishes, page by page: home, then by kind and name.

        `kinds` None are all of them; `page_size` overrides the engine's; `language` is the one
        that the site lists where none is said.
        """
        from reader.lists import lists

        size = page_size or self._asked_size
        return self._ask(lambda search: lists(search, self.engine, kinds, size, language))

    def landings(self, path: str) -> tuple[Landing, ...]:
        """Where a post stands: on which page of home, and of each of its terms' lists."""
        from reader.lists import landings

        return self._ask(lambda search: landings(search, self.engine, path, self._asked_size))

    def listing(self, post: Post, document: Document | None = None) -> Listing:
        """Whether a post is listed now, and why it is not: with its document in more words."""
        from datetime import UTC, datetime

        from reader.listing import listing

        return listing(post, self.engine, datetime.now(UTC), document)

    def barring(self, query: Query, post: Post) -> tuple[str, ...]:
        """The words and filters of a query that keep a post out of its list."""
        from reader.lists import barring

        language = self.engine.language
        return self._ask(lambda search: barring(search, query, post, language))

    def resolve(self, here: str, target: str) -> str | None:
        """The path of the post that a link in the post at `here` leads to (see `index.targets`).

        None where there is none, or where it could be one of several.
        """
        if target.startswith("#"):
            return here
        revision, known = self._revision, self._targets
        if known is None or known[0] != revision:
            from reader.index.targets import Targets

            known = self._targets = revision, self._ask(Targets.of)
        return known[1].find(here, target)

    def address(self, post: Post) -> str:
        """Where a post is to be found on the web; "" where nothing says so."""
        url = post.url or ""
        address = f"{self.engine.base_url}{url}" if url.startswith("/") else url
        return address if address.startswith(("http://", "https://")) else ""

    @property
    def read_by(self) -> str:
        """Which engine the posts are read by, and how it was recognised, in words."""
        from reader.wording import seen

        return seen(self.engine.name, self.engine.title, self.engine.site.why)

    def _pages(self, query: Query) -> tuple[int, Sizes | None]:
        """The size of a query's pages, and how many stand on each where the engine says so."""
        from reader.lists import kind_of

        kind = kind_of(query)
        size = query.page_size or self._asked_size
        own = self.engine.size_of(kind) if kind in self.engine.kinds else None
        size = size or own or self.page_size
        if kind not in self.engine.kinds or query.sort is not None:
            return size, None
        return size, lambda total: self.engine.page_sizes(kind, total, size)

    def _whole(self, post: Post) -> Post:
        """A post with what its body says, where the index does not know that yet."""
        if post.told:
            return post
        read = self._files.post(self._files.document(post.path))
        return post if read is None else replace(read, state=post.state)

    def _ask(self, question: Callable[[Search], _Answer]) -> _Answer:
        """The answer to a question put to the index."""
        raise NotImplementedError
