"""What the user has read and bookmarked: data of their own, which no cache may hold.

    history = History(history_path(), root)
    history.mark("a.md", READ, True)        holds at once
    history.keep()                          and from now on for good

A list that is asked by these marks stays as it was asked while one reads in it: what is marked
meanwhile counts in it from the next `renew` on. Every method may be called from any thread, and
none fails: what cannot be kept is remembered until the program ends, with a word in `notices`.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from reader.history_file import HistoryFile, Mark
from reader.index.place import user_folder

READ, BOOKMARKED = "read", "bookmarked"


def history_path(state: Path | None = None) -> Path | None:
    """The file of the user's history, in `state` or the user's own folder; None without a home."""
    folder = state or user_folder("state")
    return None if folder is None else folder / "history.sqlite"


class History:
    """The marks of the posts under `root`, a real path; `file` None keeps them nowhere.

    `lasting` False says that nobody expects them to be kept.
    """

    def __init__(self, file: Path | None, root: Path, *, lasting: bool = True) -> None:
        self.notices: tuple[str, ...] = ()
        self._file = None if file is None else HistoryFile(file, self._notice, self._fail)
        self.lasting, self._failed = lasting, False
        self._root = os.fsencode(root.as_posix().rstrip("/") + "/")
        self._guard, self._keeping = RLock(), RLock()
        # What is not in the file yet: when, or None for what is taken away.
        self._pending: dict[Mark, int | None] = {}
        # How it was when lists were asked, of what has changed since.
        self._before: dict[Mark, bool] = {}
        self._revision = 0
        self._state: object = None

    def marks(self, path: str) -> Collection[str]:
        """What is so of a post now: READ, BOOKMARKED."""
        return self._marks(self._root + os.fsencode(path))

    def mark(self, path: str, mark: str, on: bool = True) -> bool:
        """Say of a post that it is read, or bookmarked, or not; False where that was known."""
        key = (mark, self._root + os.fsencode(path))
        with self._guard:
            if (mark in self._marks(key[1])) is on:
                return False
            self._pending[key] = int(datetime.now(UTC).timestamp()) if on else None
            self._before.setdefault(key, not on)
            return True

    def keep(self) -> None:
        """Write down what was marked; what cannot be is tried again the next time."""
        with self._keeping:
            with self._guard:
                changes = dict(self._pending)
            if not changes or not self.lasting:
                return
            if self._file is None:
                self._fail("has no home folder to be kept in")
            elif self._file.write(changes):
                with self._guard:
                    for key, at in changes.items():
                        if self._pending.get(key, 0) == at:
                            del self._pending[key]

    def renew(self) -> bool:
        """Let lists follow what was marked since they were asked; False where nothing was."""
        with self._guard:
            changed = any(
                (key[0] in self._marks(key[1])) is not was for key, was in self._before.items()
            )
            self._before.clear()
            self._revision += changed
            return changed

    # What lists are asked by (see `index.marked`)

    @property
    def revision(self) -> int:
        """Another number after each change of `paths`."""
        with self._guard:
            state = self._file.state() if self._file else None
            if state != self._state:
                self._state = state
                self._revision += 1
            return self._revision

    def paths(self, mark: str) -> list[bytes]:
        """The paths under the root of what was so marked when lists were asked, in order."""
        # One byte up from the "/" that ends it: all that begins with the root lies between.
        last = self._root[:-1] + b"0"
        with self._guard:
            statement = "SELECT path FROM marks WHERE path > ? AND path < ? AND mark = ?"
            stored = self._file.rows(statement, (self._root, last, mark)) if self._file else []
            found = {path for (path,) in stored}
            now = {key: at is not None for key, at in self._pending.items()}
            for (said, path), on in {**now, **self._before}.items():
                if said == mark:
                    (found.add if on else found.discard)(path)
        return sorted(path[len(self._root) :] for path in found)

    def close(self) -> None:
        """Keep what is not kept yet, and let go of the file."""
        self.keep()
        if self._file is not None:
            self._file.close()

    def _marks(self, path: bytes) -> set[str]:
        with self._guard:
            statement = "SELECT mark FROM marks WHERE path = ?"
            found = (
                {mark for (mark,) in self._file.rows(statement, (path,))} if self._file else set()
            )
            for mark in (READ, BOOKMARKED):
                if (mark, path) in self._pending:
                    on = self._pending[mark, path] is not None
                    (found.add if on else found.discard)(mark)
            return found

    def _fail(self, why: str) -> None:
        if not self._failed:
            self._failed = True
            self._notice(f"the reading history {why}; what you mark is remembered until you leave")

    def _notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices = (*self.notices, text)
