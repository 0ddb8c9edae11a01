"""A folder of posts, or one post: everything a front asks for.

    library = Library.open(Path("posts"))
    library.refresh()                       reads what changed; pages can be asked for meanwhile
    library.page(Query.parse("tag:cni sort:-date"))

Every method may be called from any thread.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING, Self, TypeVar

from reader import __version__
from reader.engines import detect
from reader.errors import PathError
from reader.index.place import index_path
from reader.index.search import Search
from reader.index.store import Entry, LostError, Store
from reader.index.turns import Turns
from reader.model import Facet, Page, Post, Problem
from reader.query import Query
from reader.sanitize import one_line
from reader.source.scan import Scan, Stamp, difference, scan

if TYPE_CHECKING:
    from reader.engines.base import Engine
    from reader.source.document import Document

_Answer = TypeVar("_Answer")
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_FIRST_BATCH, _BATCH = 20, 100
# File systems keep time in ticks: a file written again within one keeps its mtime, and maybe its
# size. Two seconds is the coarsest tick in use (FAT); git calls such entries racy.
_RACY_NS = 2_000_000_000
_DATED = re.compile(r"(?<!\d)\d{4}[-/]?\d{2}[-/]?\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh found, by path; `stopped` where it was told to end early."""

    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    stopped: bool = False

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.problems)


class Library:
    """The posts under `root`, by the rules of `engine`; made by `open` and `from_text`.

    `single` says that it is one file or standard input, whose path is `only`. `page_size` is what
    a query without a size gets.
    """

    root: Path
    engine: Engine
    single: bool
    page_size: int
    _no_home: str | None = None

    def __init__(
        self,
        root: Path,
        engine: Engine,
        store: Store,
        *,
        page_size: int | None = None,
        only: str | None = None,
        text: str | bytes | None = None,
    ) -> None:
        self.root, self.engine = root, engine
        self.single = only is not None
        self.page_size = max(1, page_size or engine.page_size)
        self._store, self.only, self._text = store, only, text
        self._refreshing, self._closing = RLock(), Event()
        self._turns, self._revision = Turns(), 0

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        engine: str | None = None,
        page_size: int | None = None,
        cache: Path | None = None,
    ) -> Self:
        """The posts of a folder, or one file, as the index last knew them: see `refresh`.

        `engine` and `page_size` override what is detected; `cache` is the folder for the index.
        Raises PathError, EngineError.
        """
        path = Path(os.path.abspath(path))
        if path.is_dir():
            read_by, real = detect(path, engine), path.resolve()
            place = index_path(real, read_by.name, cache)
            store = Store(place, _rules(read_by, real), read_by.term_key)
            library = cls(path, read_by, store, page_size=page_size)
            if place is None:
                library._no_home = "no home folder to keep the index in; it is kept in memory"
            return library
        if not path.is_file():
            kind = "not a file or folder" if os.path.lexists(path) else "no such file or folder"
            raise PathError(f"{one_line(str(path))}: {kind}")
        read_by = detect(path, engine)
        store = Store(None, "", read_by.term_key)
        return cls(path.parent, read_by, store, page_size=page_size, only=path.name)

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
        read_by = detect(root, engine)
        store = Store(None, "", read_by.term_key)
        library = cls(root, read_by, store, page_size=page_size, only=name, text=text)
        store.write([Entry(name, 0, 0, True, library._read(library.document(name)))])
        return library

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told about the index, a sentence each."""
        return (*filter(None, [self._no_home]), *self._store.notices)

    @property
    def revision(self) -> int:
        """Another number after each change of what pages and facets may show."""
        return self._revision

    def refresh(self, progress: Progress | None = None, stop: Stop | None = None) -> Changes:
        """Read what changed since the index was written, newest first.

        `progress` is called with the files read so far and in all; `stop` is asked between two
        files, and what was read until then is kept.
        """

        def stopped() -> bool:
            return self._closing.is_set() or (stop is not None and stop())

        with self._refreshing:
            while not stopped():
                try:
                    return self._refresh(progress or (lambda done, total: None), stopped)
                except LostError:
                    continue
        return Changes(stopped=True)

    def page(self, query: Query) -> Page:
        """One page of what fits; its number is clamped, and no result is page 1 of 1."""
        size = query.page_size or self.page_size
        return self._ask(lambda search: search.page(query, size))

    def position(self, query: Query, path: str) -> int | None:
        """The place of a post among all that fit, from 0; None where it does not fit."""
        return self._ask(lambda search: search.position(query, path))

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

    def document(self, path: str) -> Document:
        """The file at `path` as it stands on disk now."""
        from reader.source.document import load, parse

        return load(self.root, path) if self._text is None else parse(path, self._text)

    def preview(self, path: str) -> tuple[Post | None, Document]:
        """The post at `path` in brief (see `Engine.read`), read now and not out of the index."""
        document = self.document(path)
        return self._read(document, brief=True), document

    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the posts and of the scan, by path and line."""
        while True:
            try:
                return self._store.problems()
            except LostError:
                self.refresh()

    def close(self) -> None:
        """End a refresh that is under way, and let go of the index."""
        self._closing.set()
        with self._refreshing:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, question: Callable[[Search], _Answer]) -> _Answer:
        while True:
            try:
                with self._turns.asking():
                    return self._store.ask(question)
            except LostError:
                # The index is empty now: no answer is better than a wrong one.
                self.refresh()

    def _refresh(self, progress: Progress, stopped: Stop) -> Changes:
        if self._text is not None:
            return Changes()
        started = time.time_ns()
        seen = self._scan(stopped)
        if stopped():
            return Changes(stopped=True)
        stored = self._store.stamps()
        settled = {path: Stamp(ns, size) for path, (ns, size, fixed) in stored.items() if fixed}
        found = difference(settled, seen.stamps)
        gone = stored.keys() - seen.stamps.keys()
        if gone:
            self._write(gone=gone)
        if self._store.problems(scan_only=True) != seen.problems:
            self._store.write_scan_problems(seen.problems)
            self._revision += 1
        new, changed = set[str](), set[str]()
        asked, done = _newest_first(found.new | found.changed, seen.stamps), 0
        progress(0, len(asked))
        batch = list[Entry]()
        for path in asked:
            if stopped():
                break
            self._turns.give_way()
            done += 1
            entry = self._entry(path, seen.stamps[path], started)
            if entry is None:
                gone = gone | {path}
            else:
                batch.append(entry)
                if path not in stored:
                    new.add(path)
                elif path in found.changed or self._differs(entry):
                    changed.add(path)
            if len(batch) >= (_FIRST_BATCH if done == _FIRST_BATCH else _BATCH):
                self._write(batch)
                batch.clear()
                progress(done, len(asked))
        vanished = gone & seen.stamps.keys()
        if batch or vanished:
            self._write(batch, vanished)
            progress(done, len(asked))
        return Changes(
            frozenset(new), frozenset(changed), frozenset(gone), seen.problems, done < len(asked)
        )

    def _write(self, entries: Iterable[Entry] = (), gone: Iterable[str] = ()) -> None:
        self._store.write(entries, gone)
        self._revision += 1

    def _scan(self, stopped: Stop) -> Scan:
        """The stamps of what may be a post."""
        if self.only is not None:
            return scan(self.root / self.only)
        seen = scan(self.root, stop=stopped)
        is_post = self.engine.is_post
        stamps = {path: stamp for path, stamp in seen.stamps.items() if is_post(path)}
        return replace(seen, stamps=stamps)

    def _entry(self, path: str, stamp: Stamp, started: int) -> Entry | None:
        """A file read; None where it has vanished since the scan."""
        document = self.document(path)
        unread = document.empty and stamp.size > 0
        if unread and not os.path.lexists(self.root / path):
            return None
        # What could not be read may be readable next time without its stamp saying so.
        settled = abs(started - stamp.mtime_ns) > _RACY_NS and not unread
        return Entry(path, stamp.mtime_ns, stamp.size, settled, self._read(document))

    def _read(self, document: Document, *, brief: bool = False) -> Post | None:
        post = self.engine.read(document, brief=brief)
        if post is None and self.single:
            # One file that was asked for by name is shown, whatever the engine thinks of it.
            title = document.path.rpartition("/")[2]
            return Post(document.path, title, body_line=document.body_line)
        return post

    def _differs(self, entry: Entry) -> bool:
        now = datetime.now(UTC)
        old = self._store.ask(lambda search: search.post(entry.path), now)
        new = entry.post and replace(entry.post, state=entry.post.state_at(now))
        return old != new


def _newest_first(paths: Iterable[str], stamps: Mapping[str, Stamp]) -> list[str]:
    """By the date in the path where there is one, else (after those) by the time of change."""

    def newness(path: str) -> tuple[str, int, str]:
        date = _DATED.search(path)
        digits = "" if date is None else re.sub(r"\D", "", date[0])
        return digits, stamps[path].mtime_ns, path

    return sorted(paths, key=newness, reverse=True)


def _rules(engine: Engine, root: Path) -> str:
    """What an index depends on but for the posts: where they are, and the code that reads them."""
    parts = [__version__, engine.name, ascii(str(root))]
    package = os.path.dirname(os.path.abspath(__file__))
    for room in ("source", "engines", "index"):
        with os.scandir(os.path.join(package, room)) as files:
            for file in sorted(files, key=lambda file: file.name):
                if file.name.endswith(".py"):
                    status = file.stat()
                    parts.append(f"{status.st_size:x}.{status.st_mtime_ns:x}")
    return " ".join(parts)
