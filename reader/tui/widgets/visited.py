"""Which posts are read, and which only passed by."""

from __future__ import annotations

from textual.containers import Vertical
from textual.message import Message

from reader.model import Post
from reader.tui.key_queue import Awaiting


class Visited(Vertical, Awaiting):
    """Tells once of each visit of a post that it is read.

    Whoever takes the post for unread is not contradicted until the post is opened anew.
    """

    class Read(Message):
        """A post is being read."""

        def __init__(self, post: Post) -> None:
            self.post = post
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        # The path of the post that was opened last; whether its reading is known of by now.
        self._opened: str | None = None
        self._attended = False

    def expect(self, path: str | None) -> None:
        """Take note of which post is being opened; None ends the visit of the one that is here."""
        if path != self._opened:
            self._opened, self._attended = path, False

    def awaits(self, key: str) -> bool:
        """A key is meant for the post that is on its way."""
        post = self.post
        return self._opened is not None and (post is None or post.path != self._opened)

    @property
    def post(self) -> Post | None:
        """The post that is shown."""
        raise NotImplementedError

    def attend(self) -> None:
        """Take the post for read that stands here while the text has the focus.

        One that is only passed by in the list beside is not read.
        """
        if self.has_focus_within:
            self._read()

    def on_reading_pane_ended(self) -> None:
        """Take the post for read, wherever the focus is."""
        self._read()

    def leave(self, path: str) -> None:
        """Leave it to the reader whether a post is read, as long as it stands here."""
        self.expect(path)
        self._attended = True

    def _read(self) -> None:
        post = self.post
        # While another post is on its way, the one that stands here still is not meant.
        if post is not None and post.path == self._opened and not self._attended:
            self._attended = True
            self.post_message(self.Read(post))
