"""A folder of posts, or one post: everything a front asks for.

    library = Library.open(Path("posts"))
    library.refresh()                       reads what changed; pages can be asked for meanwhile
    library.page(Query.parse("tag:cni sort:-date"))

Every method may be called from any thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING, Self, TypeVar

from reader import __version__
from reader.catalogue import Catalogue
from reader.engines import detect
from reader.errors import PathError
from reader.files import Files
from reader.index.lost import LostError, StoppedError
from reader.index.turns import Turns
from reader.sanitize import one_line

if TYPE_CHECKING:
    from reader.history import History
    from reader.index.ahead import Ahead
    from reader.index.search import Search
    from reader.index.store import Store
    from reader.model import Post, Problem
    from reader.query import Query
    from reader.refresh import Changes, Progress, Stop
    from reader.snippets import Snippet
    from reader.source.document import Document

_Answer = TypeVar("_Answer")
# As many bytes as what a snippet is looked for in may take, and its front matter.
_BEGINNING = 1 << 20


class Library(Catalogue):
    """The posts under `root`; made by `open` and `from_text`.

    `single` says that it is one file or standard input, whose path is `only`.
    """

    def __init__(
        self,
        files: Files,
        place: Path | None = None,
        *,
        engine: str | None = None,
        page_size: int | None = None,
        state: Path | None = None,
    ) -> None:
        """`place` is the file for the index; None keeps it in memory.

        `engine` is the name of the one that was asked for; `state` as in `open`.
        """
        super().__init__(files, page_size)
        self.root, self.only = files.root, files.only
        self.single = self.only is not None
        self._place = place
        # The index is that of the engine it was opened for, whatever a refresh may find.
        self._asked_engine, self._first_engine = engine, files.engine.name
        self._opening, self._opened = RLock(), list["Store"]()
        self._refreshing, self._closing = RLock(), Event()
        # Whether the index was lost to one who cannot fill it.
        self._emptied = Event()
        self._turns = Turns()
        self.telling = False
        self._ahead = list["Ahead"]()
        self._state, self._history = state, list["History"]()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        engine: str | None = None,
        page_size: int | None = None,
        cache: Path | None = None,
        state: Path | None = None,
    ) -> Self:
        """The posts of a folder, or one file, as the index last knew them: see `refresh`.

        `engine` and `page_size` override what is detected; `cache` is the folder for the index,
        `state` the one for the user's history. Raises PathError, EngineError.
        """
        path = Path(os.path.abspath(path))
        if path.is_dir():
            from reader.index.place import index_path

            read_by = detect(path, engine)
            place = index_path(path.resolve(), read_by.name, cache)
            files = Files(path, read_by)
            return cls(files, place, engine=engine, page_size=page_size, state=state)
        if not path.is_file():
            kind = "not a file or folder" if os.path.lexists(path) else "no such file or folder"
            raise PathError(f"{one_line(str(path))}: {kind}")
        files = Files(path.parent, detect(path, engine), only=path.name)
        return cls(files, engine=engine, page_size=page_size, state=state)

    @classmethod
    def from_text(
        cls,
        name: str,
        text: str | bytes,
        *,
        engine: str | None = None,
        page_size: int | None = None,
    ) -> Self:
        """One post called `name` that is no file: standard input. Needs no refresh."""
        root = Path.cwd()
        return cls(Files(root, detect(root, engine), only=name, text=text), page_size=page_size)

    @property
    def _store(self) -> Store:
        """The index, opened when it is first asked: one post is shown without it."""
        with self._opening:
            if not self._opened:
                from reader.index.store import Entry, Store

                rules = "" if self.single else _rules(self._first_engine, self.root.resolve())
                store = Store(self._place, rules, lambda: self._files.engine, lambda: self.history)
                if (name := self.only) is not None and self._files.text is not None:
                    post = self._files.post(self._files.document(name))
                    store.write([Entry(name, 0, 0, True, post)])
                self._opened.append(store)
            return self._opened[0]

    @property
    def history(self) -> History:
        """What the user has read and bookmarked here, opened when it is first asked.

        That of standard input ends with it.
        """
        with self._opening:
            if not self._history:
                from reader.history import History, history_path

                lasting = self._files.text is None
                place = history_path(self._state) if lasting else None
                self._history.append(History(place, self.root.resolve(), lasting=lasting))
            return self._history[0]

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told about the index and the history, a sentence each."""
        homeless = self._place is None and not self.single
        no_home = "no home folder to keep the index in; it is kept in memory"
        told = (notice for history in self._history for notice in history.notices)
        return (*([no_home] if homeless else []), *self._store.notices, *told)

    @property
    def revision(self) -> int:
        """Another number after each change of what pages and facets may show."""
        return self._revision

    def refresh(
        self, progress: Progress | None = None, stop: Stop | None = None, *, bodies: bool = True
    ) -> Changes:
        """Read what changed since the index was written, newest first.

        `progress` is called with the files read so far and in all; `stop` is asked between two
        files, and what was read until then is kept. Of many new posts all front matter is read
        before the first body (`telling` then says so); without `bodies` these are left for later,
        for a query that asks for none of them (`Query.asks_bodies`).
        """
        from reader.refresh import Changes, Refresh

        def stopped() -> bool:
            return self._closing.is_set() or (stop is not None and stop())

        with self._refreshing:
            while not stopped():
                if self._files.text is not None:
                    return Changes()
                where = self.root / (self.only or "")
                self._files.engine = detect(where, self._asked_engine)
                self._store.stop_waiting(stopped)
                try:
                    refresh = Refresh(
                        self._files, self._store, self._turns, stopped=stopped, wrote=self._wrote
                    )
                    return refresh.run(
                        progress or (lambda done, total: None), bodies=bodies, telling=self._tell
                    )
                except LostError:
                    continue
                except StoppedError:
                    break
                finally:
                    self.telling = False
        return Changes(stopped=True)

    def _tell(self) -> None:
        self.telling = True

    def look_ahead(self, beginning: str | None) -> None:
        """Have at hand, as soon as nothing else is asked, how a word goes on that begins so.

        "" where one may begin, None where none may: nothing is looked up any more. Never waits.
        """
        with self._opening:
            if self._closing.is_set() or not self._opened:
                return
            # In memory there is but one connection.
            if not self._store.shared:
                beginning = None
            if not self._ahead and beginning is not None:
                from reader.index.ahead import Ahead

                self._ahead.append(Ahead(self._store, self._turns, self._emptied.set))
            for ahead in self._ahead:
                ahead.look(beginning)

    def document(self, path: str) -> Document:
        """The file at `path` as it stands on disk now."""
        return self._files.document(path)

    def snippet(self, post: Post, query: Query, width: int) -> Snippet | None:
        """The stretch of a post's text, as it is on disk now, that shows the words of a query.

        None where only its title or a name has them; see `reader.snippets`.
        """
        from reader.snippets import LOOK, snippet
        from reader.source.text import plain

        text = plain(self._files.document(post.path, most=_BEGINNING).body[:LOOK]).lstrip()
        first, _, rest = text.partition("\n")
        # A title that is written again above the text is no news to who sees the title.
        repeated = first.split() == post.title.split()
        return snippet(rest if repeated else text, query, width)

    def preview(self, path: str) -> tuple[Post | None, Document]:
        """The post at `path` without what its body says, read now and not out of the index."""
        document = self.document(path)
        return self._files.post(document, part="front"), document

    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the posts and of the scan, by path and line."""
        while True:
            try:
                return self._store.problems()
            except LostError:
                self.refresh()

    def close(self) -> None:
        """End a refresh that is under way, and let go of the index and the history."""
        with self._opening:
            self._closing.set()
        for ahead in self._ahead:
            ahead.close()
        for history in self._history:
            history.close()
        with self._refreshing:
            for store in self._opened:
                store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _wrote(self) -> None:
        self._revision += 1
        # What was known of the index holds no longer.
        self.look_ahead(None)

    def _ask(self, question: Callable[[Search], _Answer]) -> _Answer:
        while True:
            if self._emptied.is_set():
                self._emptied.clear()
                self.refresh()
            try:
                with self._turns.asking():
                    return self._store.ask(question)
            except LostError:
                # The index is empty now: no answer is better than a wrong one.
                self.refresh()


def _rules(engine: str, root: Path) -> str:
    """What an index depends on but for the posts: where they are, and the code that reads them."""
    parts = [__version__, engine, ascii(str(root))]
    package = os.path.dirname(os.path.abspath(__file__))
    for room in (".", "source", "engines", "index"):
        with os.scandir(os.path.join(package, room)) as files:
            for file in sorted(files, key=lambda file: file.name):
                if file.name.endswith(".py"):
                    status = file.stat()
                    parts.append(f"{status.st_size:x}.{status.st_mtime_ns:x}")
    return " ".join(parts)
