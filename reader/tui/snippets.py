"""Snippets for the posts of a list, read in a thread once the list is painted."""

from __future__ import annotations

from typing import NamedTuple

from reader.errors import ReaderError
from reader.library import Library
from reader.snippets import Snippet
from reader.tui.questions import Questions
from reader.tui.widgets.post_list import PostList

# So many posts are read before they are shown.
_AT_ONCE = 10


class _Found(NamedTuple):
    """Snippets by their posts' paths, and in which turn they were asked for."""

    turn: int
    snippets: dict[str, Snippet | None]


class Snippets:
    """Finds what the third lines of a list say, of the posts in sight and those near."""

    def __init__(self, posts: PostList, library: Library) -> None:
        self._posts, self._library = posts, library
        self._questions: Questions[_Found] = Questions(posts, self._take, self._fail)
        self._turn = 0

    def anew(self) -> None:
        """Find those of what the list shows now, whatever was being looked for."""
        self._turn += 1
        self.more()

    def more(self) -> None:
        """Find those that are still missing, in the next frame: the list stands in this one."""
        if self._posts.unexplained(1):
            self._posts.call_after_refresh(self._ask)

    def close(self) -> None:
        """Ask nothing more."""
        self._turn += 1
        self._questions.close()

    def _ask(self) -> None:
        turn, query, room = self._turn, self._posts.query_shown, self._posts.room
        wanted = self._posts.unexplained(_AT_ONCE)

        def question() -> _Found:
            found: dict[str, Snippet | None] = {}
            for post in wanted:
                if self._turn != turn:
                    # The list shows something else by now.
                    break
                found[post.path] = self._library.snippet(post, query, room)
            return _Found(turn, found)

        if wanted:
            self._questions.ask(question)

    def _take(self, found: _Found) -> None:
        if found.turn == self._turn:
            self._posts.explain(found.snippets)
            self.more()

    def _fail(self, error: ReaderError) -> None:
        """A post that cannot be read has no words in it."""
