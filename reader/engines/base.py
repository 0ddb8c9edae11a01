"""What an engine is asked: which files are posts, what they say, in which order, on which pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.model import Post
    from reader.source.document import Document

Spelling = Literal["frequent", "newest", "oldest", "least"]
FallsBack = bool | Literal["each"]
Part = Literal["all", "front", "body"]
"""What of a document is read: with "front" none of what takes a walk through its body, that is the
summary, words, minutes, marks and text; with "body" these alone."""


class ListRules(Protocol):
    """What the index must know of an engine to answer as its lists would."""

    @property
    def language(self) -> str | None:
        """The language listed where none is asked for; None on a site of one language."""

    @property
    def falls_back(self) -> FallsBack:
        """Whether a post that has no translation into a language is listed there all the same.

        Of several translations into others that is the first one, or "each" of them.
        """

    @property
    def spelling(self) -> Spelling:
        """Which spelling is shown: the most frequent, the newest or oldest post's, or the least.

        The least comes first in the order of code points.
        """

    @property
    def repeats(self) -> bool:
        """Whether a post that names a term twice is listed twice."""

    @property
    def own_orders(self) -> frozenset[str]:
        """The fields whose terms' lists may be ordered otherwise than home (`Post.orders`)."""

    def term_key(self, field: str, name: str) -> str:
        """What makes two spellings of a term the same; asked of a query's values as well."""


class Engine(ListRules, Protocol):
    """The rules of one blog engine, as the settings of one site have them."""

    @property
    def name(self) -> str:
        """The name that `--engine` takes."""

    @property
    def title(self) -> str:
        """The name as its makers write it."""

    @property
    def site(self) -> Site:
        """Where the site stands, how it was recognised, what else than posts was read."""

    @property
    def page_size(self) -> int:
        """Posts a page, where nothing else is asked for."""

    @property
    def base_url(self) -> str:
        """Where the site is published, without a slash at its end; "" where nothing says so."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of lists that it publishes, out of home, category, author and tag."""

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """Those of the Markdown files under the library's root that are posts, by their paths."""

    def is_post(self, path: str) -> bool:
        """Whether a Markdown file is a post, by its path alone."""

    def exclusion(self, path: str) -> str:
        """Why a file is no post, in words; "" where it is one."""

    def read(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document, with its order, terms and state; None where it is none."""

    def has_list(self, kind: str, key: str) -> bool:
        """Whether a term of one of `kinds` has a list of its own, by the term's key."""

    def fewest(self, kind: str) -> int:
        """How many terms there must be for the lists of a kind to be published."""

    def size_of(self, kind: str) -> int | None:
        """Posts a page in lists of a kind; None where all of them stand on one page."""

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """How many posts stand on each page of a list; none where there is no page.

        `size` is `size_of(kind)`, or what the user asked for in its place.
        """

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The address of one page of a list from the top of the site; None where it has none.

        `key` and `name` are a term's, "" for home; `number` counts from 1.
        """

    def page_url_in(
        self, language: str, kind: str, key: str, name: str, number: int, of: int
    ) -> str | None:
        """The address of one page of a list of a language that was asked for."""
