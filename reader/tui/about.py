"""What a library knows of a post beside the post itself: asked in a thread, for the screen."""

from __future__ import annotations

from typing import NamedTuple

from reader.errors import ReaderError
from reader.library import Library
from reader.model import Landing, Post
from reader.query import Query
from reader.wording import barred, landings


class About(NamedTuple):
    """Where a post lands, what keeps it out of the list that is shown, its translations."""

    landings: tuple[Landing, ...] = ()
    barring: tuple[str, ...] = ()
    translations: tuple[Post, ...] = ()
    home: bool = True

    @property
    def in_short(self) -> str:
        """One line for the head of the post."""
        away = "" if self.home else "not on Home"
        parts = (barred(self.barring), away, landings(self.landings))
        return " · ".join(part for part in parts if part)


def about(library: Library, post: Post, query: Query) -> About:
    """What there is to say of a post while the list shows `query`."""
    if library.single:
        return About()
    try:
        barring = library.barring(query, post)
    except ReaderError:
        # The list cannot be shown either, and says why.
        barring = ()
    found = library.landings(post.path)
    return About(found, barring, library.translations(post), post.home)
