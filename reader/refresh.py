"""Bringing an index up to date: what is new, changed or gone is read; all else is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple, TypeVar

from reader.files import Files
from reader.index.rows import Bodies, Row
from reader.index.store import Entry, Store
from reader.index.turns import Turns
from reader.model import Post, Problem
from reader.source.scan import Stamp, difference, newest_first
from reader.workers import FEWEST, Front, Workers, read_whole

_Batch = TypeVar("_Batch")

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

# Posts that are written at once: the first few soon, so that a screen has something to show.
_FIRST_BATCH, _BATCH, _LARGE_BATCH = 20, 100, 2_000
# Files that a process reads at a time, and posts whose bodies are asked for at a time.
_CHUNK, _BLOCK = 100, 2_000
# Bytes of bodies that a process reads at a time: what waits is kept in memory.
_PIECE = 300_000
# Characters of bodies that are written at once: each time lists all of their words anew.
_TEXTS = 24_000_000
# Seconds that the index is held for at most: others wait to write to it meanwhile.
_LONGEST = 3.0
# File systems keep time in ticks: a file written again within one keeps its mtime, and maybe its
# size. Two seconds is the coarsest tick in use (FAT); git calls such entries racy.
_RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files a refresh found new, changed and gone; `stopped` where it ended early.

    `told` counts the posts whose bodies were read after their front matter.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    problems: tuple[Problem, ...] = ()
    stopped: bool = False
    told: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.problems)


class Refresh:
    """One refresh; `wrote` is called after each change of the index.

    Few files are read whole, one after the other. Many are read twice: all front matter first, by
    which lists and filters are whole early, then the bodies, for words, counts and summaries.
    """

    def __init__(
        self, files: Files, store: Store, turns: Turns, *, stopped: Stop, wrote: Callable[[], None]
    ) -> None:
        self._files, self._store, self._turns = files, store, turns
        self._stopped, self._wrote = stopped, wrote
        self._new = self._changed = 0
        self._gone = set[str]()

    def run(
        self, progress: Progress, *, bodies: bool = True, telling: Callable[[], None] | None = None
    ) -> Changes:
        """Read what changed, newest first; `progress` gets the files read so far and in all.

        Without `bodies` those of many new posts are left for another time; `telling` is called
        before they are read, and `progress` then counts them.
        """
        with Workers(self._files) as workers:
            return self._run(workers, progress, bodies, telling)

    def _run(
        self, workers: Workers, progress: Progress, bodies: bool,
        telling: Callable[[], None] | None,
    ) -> Changes:  # fmt: skip
        read = self._read_files(workers, progress, bodies)
        if read is None:
            return Changes(stopped=True)
        told = 0
        if bodies and not self._stopped() and (untold := self._store.count_untold()):
            if telling:
                telling()
            told = self._read_bodies(untold, progress, workers)
        if read.much:
            self._store.fill(much=False)
        return Changes(
            self._new,
            self._changed,
            len(self._gone),
            read.problems,
            not read.whole or self._stopped(),
            told,
        )

    def _read_files(self, workers: Workers, progress: Progress, bodies: bool) -> _Read | None:
        """Look for files and read those that are to be read; None where it was told to end.

        `bodies` says whether those that are still to be read will be.
        """
        started = time.time_ns()
        # At the first time all that is found is to be read, or most of it.
        first = self._store.count_files() == 0
        seen = self._files.scan(self._stopped, lambda many: workers.expect(many if first else 0))
        if self._stopped():
            return None
        found = difference(self._store.stamps(), seen.stamps)
        # Posts say other things where the settings of their site do.
        site = self._files.stamp
        resettled = self._store.site != site
        unread = seen.stamps.keys() if resettled else found.new | found.changed | found.unsure
        self._gone |= found.gone
        if found.gone:
            self._write(gone=found.gone)
        if self._store.problems(scan_only=True) != seen.problems:
            self._store.write_scan_problems(seen.problems)
            self._wrote()
        asked = newest_first(unread, seen.stamps)
        reading = _Reading(seen.stamps, found.new, found.changed, resettled, started)
        if asked and self._store.swept():
            self._wrote()
        many = max(len(asked), self._store.count_untold() if bodies else 0)
        much = many >= FEWEST
        if asked or much:
            # Where an earlier filling was ended by force, its ways are still in force.
            self._store.fill(much=much)
        progress(0, len(asked))
        workers.expect(many)
        if len(asked) < FEWEST:
            done = self._read_whole(asked, reading, progress)
        else:
            done = self._read_fronts(asked, reading, progress, workers)
        whole = done == len(asked)
        if resettled and whole:
            self._store.write_site(site)
        return _Read(seen.problems, much, whole)

    def _read_whole(self, asked: Sequence[str], reading: _Reading, progress: Progress) -> int:
        """Read files front matter and body; how many."""
        done, batch = 0, list[Entry]()
        for path in asked:
            if self._stopped():
                break
            self._turns.give_way()
            done += 1
            front = read_whole(self._files, path, reading.stamps[path].size)
            self._note(front, reading)
            if not front.gone:
                batch.append(reading.entry(front))
            if len(batch) >= (_FIRST_BATCH if done == _FIRST_BATCH else _BATCH):
                self._write(batch)
                batch.clear()
                progress(done, len(asked))
        vanished = self._gone & reading.stamps.keys()
        if batch or vanished:
            self._write(batch, vanished)
            progress(done, len(asked))
        return done

    def _read_fronts(
        self, asked: Sequence[str], reading: _Reading, progress: Progress, workers: Workers
    ) -> int:
        """Read the front matter of files; how many."""
        done = 0

        def chunks() -> Iterator[list[tuple[str, int]]]:
            nonlocal done
            start = 0
            while start < len(asked) and not self._stopped():
                size = _CHUNK if start else _FIRST_BATCH
                wanted = self._still(asked[start : start + size], reading)
                done += len(asked[start : start + size]) - len(wanted)
                start += size
                if wanted:
                    yield [(path, reading.stamps[path].size) for path in wanted]

        def entries() -> Iterator[list[Entry]]:
            nonlocal done
            for fronts in workers.fronts(chunks()):
                self._turns.give_way()
                for front in fronts:
                    self._note(front, reading)
                done += len(fronts)
                progress(done, len(asked))
                yield [reading.entry(front) for front in fronts if not front.gone]

        # As many again at once as there are, as a screen shows them.
        for batches in self._portions(entries(), len, lambda: min(done, _LARGE_BATCH)):
            self._store.write_each(batches)
            self._wrote()
        if vanished := self._gone & reading.stamps.keys():
            self._write(gone=vanished)
        return done

    def _still(self, paths: Sequence[str], reading: _Reading) -> Sequence[str]:
        """Those files that no other process has read since, where the settings are the same."""
        if reading.resettled:
            return paths
        known = self._store.known(paths)
        read = {path for path, stamp in known.items() if Stamp(*stamp) == reading.stamps[path]}
        new = len(read & reading.new)
        self._new += new
        self._changed += len(read) - new
        return [path for path in paths if path not in read]

    def _read_bodies(self, untold: int, progress: Progress, workers: Workers) -> int:
        """Read the bodies of posts whose front matter was read before; how many."""
        told = 0

        def said() -> Iterator[Bodies]:
            nonlocal told
            for bodies in workers.bodies(self._pieces()):
                self._turns.give_way()
                told += len(bodies.bodies)
                progress(min(told, untold), untold)
                yield bodies

        progress(0, untold)
        for batches in self._portions(said(), _size, lambda: _TEXTS):
            self._store.tell(batches)
            self._wrote()
        return told

    def _untold(self) -> Iterator[tuple[int, str, int]]:
        """Posts whose bodies are to be read: number, path, size in bytes."""
        after = 0
        while block := self._store.untold(after, _BLOCK):
            # By their numbers: the index takes them in this order, at any other it writes what it
            # has so far.
            yield from block
            after = block[-1][0]

    def _pieces(self) -> Iterator[list[tuple[int, str]]]:
        """Posts in pieces that are read at a time: so many at most, and of so many bytes."""
        piece, size = list[tuple[int, str]](), 0
        for number, path, more in self._untold():
            if self._stopped():
                return
            if piece and (len(piece) >= _CHUNK or size + more > _PIECE):
                yield piece
                piece, size = [], 0
            piece.append((number, path))
            size += more
        if piece:
            yield piece

    def _portions(
        self, read: Iterator[_Batch], size: Callable[[_Batch], int], most: Callable[[], int]
    ) -> Iterator[Iterator[_Batch]]:
        """What is read in portions, each to be written at once while it comes."""
        while (first := next(read, None)) is not None:
            # An index in memory is asked nothing while it is written to: no more is read then.
            yield _at_once(chain([first], read), size, most() if self._store.shared else 0)

    def _write(self, entries: Sequence[Entry] = (), gone: Iterable[str] = ()) -> None:
        self._store.write(entries, gone)
        self._wrote()

    def _note(self, front: Front, reading: _Reading) -> None:
        """Take note of what became of a file."""
        path = front.path
        if front.gone:
            self._gone.add(path)
        elif path in reading.new:
            self._new += 1
        elif path in reading.changed or self._differs(path, front.row):
            self._changed += 1

    def _differs(self, path: str, read: Row | Post | None) -> bool:
        """Whether a post says something else than the index has; not asked of many."""
        if isinstance(read, Row):
            return True
        now = datetime.now(UTC)
        old = self._store.ask(lambda search: search.post(path), now)
        return old != (read and replace(read, state=read.state_at(now)))


def _at_once(
    batches: Iterator[_Batch], size: Callable[[_Batch], int], most: int
) -> Iterator[_Batch]:
    """The next batches, one at least, until they are so much, or took too long to come."""
    there, began = 0, time.monotonic()
    for batch in batches:
        yield batch
        there += size(batch)
        if there >= most or time.monotonic() - began > _LONGEST:
            return


def _size(bodies: Bodies) -> int:
    return sum(len(text) for _, text, _ in bodies.texts)


class _Read(NamedTuple):
    """What became of the reading of files: the scan's problems, and whether all were read."""

    problems: tuple[Problem, ...]
    much: bool
    whole: bool


class _Reading(NamedTuple):
    """What files are read for: their stamps, those that are new, those that changed for certain."""

    stamps: Mapping[str, Stamp]
    new: Set[str]
    changed: Set[str]
    resettled: bool
    started: int

    def entry(self, front: Front) -> Entry:
        """What the index is to keep of a file."""
        stamp = self.stamps[front.path]
        # What could not be read may be readable next time without its stamp saying so.
        settled = abs(self.started - stamp.mtime_ns) > _RACY_NS and not front.unread
        return Entry(front.path, stamp.mtime_ns, stamp.size, settled, front.row)
