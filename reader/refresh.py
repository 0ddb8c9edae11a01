"""Bringing an index up to date: what is new, changed or gone is read; all else is left alone."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reader.files import Files
from reader.index.store import Entry, Store
from reader.index.turns import Turns
from reader.model import Problem
from reader.source.scan import Stamp, difference

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


class Refresh:
    """One refresh; `wrote` is called after each change of the index."""

    def __init__(
        self, files: Files, store: Store, turns: Turns, *, stopped: Stop, wrote: Callable[[], None]
    ) -> None:
        self._files, self._store, self._turns = files, store, turns
        self._stopped, self._wrote = stopped, wrote

    def run(self, progress: Progress) -> Changes:
        """Read what changed, newest first; `progress` gets the files read so far and in all."""
        started = time.time_ns()
        seen = self._files.scan(self._stopped)
        if self._stopped():
            return Changes(stopped=True)
        stored = self._store.stamps()
        settled = {path: Stamp(ns, size) for path, (ns, size, fixed) in stored.items() if fixed}
        found = difference(settled, seen.stamps)
        # Posts say other things where the settings of their site do.
        site = self._files.stamp
        resettled = self._store.site != site
        unread = seen.stamps.keys() if resettled else found.new | found.changed
        gone = stored.keys() - seen.stamps.keys()
        if gone:
            self._write(gone=gone)
        if self._store.problems(scan_only=True) != seen.problems:
            self._store.write_scan_problems(seen.problems)
            self._wrote()
        new, changed = set[str](), set[str]()
        asked, done = newest_first(unread, seen.stamps), 0
        progress(0, len(asked))
        batch = list[Entry]()
        for path in asked:
            if self._stopped():
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
        if resettled and done == len(asked):
            self._store.write_site(site)
        return Changes(
            frozenset(new), frozenset(changed), frozenset(gone), seen.problems, done < len(asked)
        )

    def _write(self, entries: Iterable[Entry] = (), gone: Iterable[str] = ()) -> None:
        self._store.write(entries, gone)
        self._wrote()

    def _entry(self, path: str, stamp: Stamp, started: int) -> Entry | None:
        """A file read; None where it has vanished since the scan."""
        document = self._files.document(path)
        unread = document.empty and stamp.size > 0
        if unread and not os.path.lexists(self._files.root / path):
            return None
        # What could not be read may be readable next time without its stamp saying so.
        settled = abs(started - stamp.mtime_ns) > _RACY_NS and not unread
        return Entry(path, stamp.mtime_ns, stamp.size, settled, self._files.post(document))

    def _differs(self, entry: Entry) -> bool:
        now = datetime.now(UTC)
        old = self._store.ask(lambda search: search.post(entry.path), now)
        new = entry.post and replace(entry.post, state=entry.post.state_at(now))
        return old != new


def newest_first(paths: Iterable[str], stamps: Mapping[str, Stamp]) -> list[str]:
    """By the date in the path where there is one, else (after those) by the time of change."""

    def newness(path: str) -> tuple[str, int, str]:
        date = _DATED.search(path)
        digits = "" if date is None else re.sub(r"\D", "", date[0])
        return digits, stamps[path].mtime_ns, path

    return sorted(paths, key=newness, reverse=True)
