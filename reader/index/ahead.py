"""What may be typed next, looked up while nothing is typed.

Of a beginning that is on its way, those a letter or two longer are asked for in a thread, on a
connection of their own, so that a list which follows each letter has them at hand: to merge the
postings of all words that begin so is most of what such a list takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING

from reader.index import fulltext
from reader.index.lost import LostError
from reader.query import Word
from reader.sqlite_file import INTERRUPTED, result_code

if TYPE_CHECKING:
    from reader.index.search import Search
    from reader.index.store import Store
    from reader.index.turns import Turns

# Seconds without another letter before anything is looked up: the list is painted by then.
_PAUSE = 0.04
# What one pause may cost: seconds, so that a line left open leaves the processor alone, and
# beginnings, fewer than are remembered (`flags.BEGINNINGS`).
_ENOUGH, _MOST = 0.5, 40


class Ahead:
    """Looks ahead in one thread, which lives while there is something to look up.

    Questions go first, by their `turns`: none waits but for what it asks for itself.
    """

    def __init__(self, store: Store, turns: Turns, lost: Callable[[], None] = lambda: None) -> None:
        """`lost` hears that the index had to be made anew, and is empty now."""
        self._store, self._turns, self._lost = store, turns, lost
        self._changed = Condition()
        # What is to be looked up behind, None for nothing; and how often that has changed.
        self._beginning: str | None = None
        self._told = 0
        self._thread: Thread | None = None
        # What is being asked for, and by which connection.
        self._asked: tuple[fulltext.Asked, sqlite3.Connection] | None = None

    def look(self, beginning: str | None) -> None:
        """Look up how a word goes on that begins so, and nothing else any more; None: nothing.

        Ends what is being looked up, unless it is this very beginning.
        """
        with self._changed:
            self._beginning, self._told = beginning, self._told + 1
            if self._asked is not None:
                asked, connection = self._asked
                if not beginning or asked != fulltext.asked(Word(beginning, prefix=True)):
                    connection.interrupt()
            if beginning is not None and self._thread is None:
                # Nobody waits for it, should the program end otherwise than by `close`.
                self._thread = Thread(target=self._run, name="ahead", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def close(self) -> None:
        """Look up nothing more, and let go of the index."""
        with self._changed:
            thread = self._thread
        self.look(None)
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        try:
            while self._go_on():
                pass
        except BaseException:
            with self._changed:
                self._thread = None
            raise

    def _go_on(self) -> bool:
        """Look up what is to be looked up; False where the thread ends."""
        with self._changed:
            told, beginning = self._told, self._beginning
            if beginning is None:
                self._thread = None
                return False
            if self._disturbed(told):
                return True
        self._look_up(beginning, told)
        with self._changed:
            if self._told == told:
                self._beginning = None
        return True

    def _disturbed(self, told: int) -> bool:
        """Wait for a while; whether something else was to be looked up before its end."""
        return self._changed.wait_for(lambda: self._told != told, _PAUSE)

    def _look_up(self, beginning: str, told: int) -> None:
        end = monotonic() + _ENOUGH

        def go_on() -> bool:
            return self._told == told and monotonic() < end

        try:
            self._turns.wait(lambda: not go_on())
            likely = self._store.ask(lambda search: fulltext.likely(search.connection, beginning))
            for word in likely[:_MOST]:
                self._turns.wait(lambda: not go_on())
                if not go_on():
                    return
                self._store.ask(self._question(word, told))
        except LostError:
            self._lost()

    def _question(self, word: Word, told: int) -> Callable[[Search], None]:
        def question(search: Search) -> None:
            with self._changed:
                if self._told != told:
                    return
                self._asked = fulltext.asked(word), search.connection
            try:
                search.know(word)
            except sqlite3.OperationalError as error:
                if result_code(error) not in INTERRUPTED:
                    raise
            finally:
                with self._changed:
                    self._asked = None

        return question
