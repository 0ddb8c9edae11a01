"""What an engine is asked: which files are posts, what they say, and in which order they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reader.model import Post
    from reader.source.document import Document


class Engine(Protocol):
    """The rules of one blog engine."""

    @property
    def name(self) -> str:
        """The name that `--engine` takes."""

    @property
    def page_size(self) -> int:
        """Posts a page, where nothing else is asked for."""

    def is_post(self, path: str) -> bool:
        """Whether a Markdown file is a post, by its path alone."""

    def read(self, document: Document, *, brief: bool = False) -> Post | None:
        """The post in a document, with its order, terms and state; None where it is none.

        A brief post has no summary, words, minutes or marks: what takes a walk through its body.
        """

    def term_key(self, field: str, name: str) -> str:
        """What makes two spellings of a term the same; asked of a query's values as well."""
