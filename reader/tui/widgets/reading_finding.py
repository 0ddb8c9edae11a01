"""What is found in a column: by a search in it, else by the words of the list's query."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from reader.found import NOTHING, in_bodies, in_names
from reader.layout.lines import Line
from reader.model import Post
from reader.query import Query
from reader.tui.key_queue import Awaiting
from reader.tui.widgets.reading_head import named
from reader.tui.widgets.reading_ink import Mark
from reader.tui.widgets.reading_search import Search
from reader.tui.widgets.reading_selection import AT_ONCE, SelectableColumn
from reader.tui.widgets.reading_sheet import Place, Sheet, split
from reader.tui.widgets.reading_text import Piece


class FindingColumn(SelectableColumn, Awaiting):
    """A column in which a text is searched for, and in which the words of a query are marked.

    A search goes to its first match as it is typed. The words move nothing until they are stepped
    through; while a search is on, only what that finds is marked.
    """

    class Searched(Message, namespace="reading_pane"):
        """More was found, or another match is current: see `matches`, `current`, `complete`."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest count matters."""
            return isinstance(message, FindingColumn.Searched)

    def __init__(self, *, measure: int, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        self._search: Search | None = None
        self._sought = ""
        self._origin: Place | None = None
        self._in_bodies = self._in_names = NOTHING
        self._words: Search | None = None
        self._dropped = False
        # The words in the head, which are marked and not stepped through: they are in sight.
        self._head: tuple[Piece, ...] = ()
        self._counted: tuple[bool, int, int, bool] | None = None

    @property
    def searching(self) -> bool:
        """Whether there is a search."""
        return self._search is not None

    @property
    def _stepped(self) -> Search | None:
        """What is stepped through: the search, else the words."""
        return self._search or self._words

    @property
    def matches(self) -> int:
        """How many matches are known."""
        return self._stepped.matches if self._stepped else 0

    @property
    def current(self) -> int:
        """The current match's number, from 1; 0 where there is none."""
        return self._stepped.number if self._stepped else 0

    @property
    def complete(self) -> bool:
        """Whether all matches are known."""
        return self._stepped is None or self._stepped.complete

    def awaits(self, key: str) -> bool:
        """Escape is meant for the marks of words, if there will be any."""
        words = self._words
        found = words is None or words.matches or words.complete
        return key == "escape" and not self.searching and not found

    # Beginning

    def mark(self, query: Query | None, *, again: bool) -> None:
        """Mark the words of a query from the next `lay` on; `again`: in the same post.

        Marks that were dropped in a post come back with other words, or in another post.
        """
        wanted, names = (in_bodies(query), in_names(query)) if query else (NOTHING, NOTHING)
        if not again:
            self._search = self._origin = None
        if not again or names != self._in_names:
            self._in_bodies, self._in_names, self._words = wanted, names, None
            self._counted = None
            self._dropped = False

    def find_in(self, sheet: Sheet, head: Sequence[Line], post: Post) -> None:
        """Find what is looked for in a sheet that is shown next, with a head of its own."""
        same = self.sheet is not None and self.sheet.body is sheet.body
        before, self._words, self._head = self._words, None, ()
        if not self._dropped:
            self._head = named(head, post, self._in_names)
        if self._in_bodies and not self._dropped:
            self._words = words = Search(sheet, self._in_bodies, (0, 0))
            if before is not None and same:
                words.resume(before)
            self.jobs.start("words", words.work())
        if (looked := self._search) is not None:
            begun = self._begin(sheet, self._sought)
            # The reader may be elsewhere by now, and stays there.
            begun.go_on(looked)
            if same:
                begun.resume(looked)
        if self._stepped is None:
            self._report()

    def find_anew(self, strips: Sequence[int]) -> None:
        """Look again in strips that have other lines now."""
        for search in filter(None, (self._search, self._words)):
            for strip in strips:
                search.forget(strip)

    def search(self, text: str) -> int:
        """Mark every match of `text` and go to the first from here; how many are known by now.

        While a search is refined it begins where the first one did.
        """
        if self.sheet is None or not text.strip():
            self.clear_search()
            return 0
        if self._search is None or self._origin is None:
            self._origin = self._place
        self._begin(self.sheet, text)
        self.repaint()
        return self.matches

    def _begin(self, sheet: Sheet, text: str) -> Search:
        place = self._origin or self._place
        start = split(sheet.code(sheet.settle(sheet.find(place), 1)))
        self._search, self._sought = Search(sheet, text, start), text
        self._counted = None
        first = AT_ONCE if sheet is self.sheet else 0.0
        self.jobs.start("search", self._search.work(), first=first)
        return self._search

    # Dropping

    def give_up_search(self) -> None:
        """Drop the search and go back to where it was begun."""
        origin = self._origin
        if self.clear_search() and origin is not None and self.sheet is not None:
            self._show_from(self.sheet.find(origin))

    def clear_search(self) -> bool:
        """Drop the search and its marks; False where there was none."""
        if self._search is None:
            return False
        self._search = self._origin = None
        self.jobs.stop("search")
        self._report()
        self.repaint()
        return True

    def drop_marks(self) -> bool:
        """Drop the search, else the marks of the query's words; False where there were none."""
        if self.clear_search():
            return True
        if not self._head and not (self._words and self._words.matches):
            return False
        self._words, self._head, self._dropped = None, (), True
        self.jobs.stop("words")
        self._report()
        self.repaint()
        return True

    # Stepping

    def action_match(self, direction: int) -> None:
        """Go to the next or previous match, on from the other end."""
        if self._search is not None:
            lost = self._search.current is None
            edge = self._edge(self._search, direction) if lost else None
            self._search.step(direction, edge)
        elif self._words is not None:
            self._words.step(direction, self._edge(self._words, direction))
        self._resolve()

    def _edge(self, words: Search, direction: int) -> tuple[int, int] | None:
        """The line to step on from: none, where the current match is in sight."""
        sheet = self.sheet
        if sheet is None or not sheet.height:
            return None
        if words.current is not None:
            strip, number = words.current
            y = sheet.at(strip, words.hits(strip)[number][0].row)
            if self._top <= y < self._top + self._rows:
                return None
        y = self._top if direction > 0 else min(self._top + self._rows, sheet.height) - 1
        return split(sheet.code(y))

    def keep(self) -> None:
        """Show the same text still; a search may have come upon its next match."""
        super().keep()
        self._resolve()

    def _resolve(self) -> None:
        search = self._stepped
        if search is None:
            return
        if (piece := search.resolve()) is not None and search.current is not None:
            self.reveal(search.current[0], piece.row)
            self.repaint()
        elif search.complete and not search.matches and self._origin is not None and self.sheet:
            # Nothing is spelt so: what an earlier letter led to is not what was looked for.
            self._show_from(self.sheet.find(self._origin))
        self._report()

    def _report(self) -> None:
        counted = (self.searching, self.current, self.matches, self.complete)
        if counted != self._counted:
            self._counted = counted
            self.post_message(self.Searched())

    # Marks

    def found(self, strip: int, row: int) -> list[Mark]:
        """Where on a row something was found, with a look of its own for the current match."""
        search = self._stepped
        look = "match" if self.searching else "word"
        marks: list[Mark] = []
        if strip == 0 and not self.searching:
            marks += [(p.start, p.end, look) for p in self._head if p.row == row]
        if search is not None:
            for number, pieces in enumerate(search.hits(strip)):
                word = "match-current" if (strip, number) == search.current else look
                marks += [(p.start, p.end, word) for p in pieces if p.row == row]
        return marks
