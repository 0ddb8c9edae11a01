"""The search line of the list: what is typed, read as a query letter by letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from textual.actions import SkipAction
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget

from reader.completion import Completions, complete
from reader.errors import QueryError, ReaderError
from reader.library import Library
from reader.query import Query
from reader.query.unfinished import unfinished
from reader.tui.questions import Questions
from reader.tui.widgets.completion_list import CompletionList
from reader.tui.widgets.search_box import SearchBox
from reader.views import expand

_HINT = "words, category:…, -tag:…, after:2017-05"


class Offer(NamedTuple):
    """Completions, with the text and the cursor that they were asked for."""

    text: str
    cursor: int
    found: Completions


def as_typed(query: Query, text: str) -> Query:
    """The query while its text is being typed: the word under way stands for all that begin so."""
    one = unfinished(text)
    if one is None or one.field or one.quoted or not query.words:
        return query
    *before, last = query.words
    if last.phrase or one.part != last.text:
        return query
    return replace(query, words=(*before, replace(last, prefix=True)))


class QueryBox(SearchBox):
    """Edits a query. It is told as `Typed` with each letter, and as `Kept` with Enter.

    A mistake is told as `Mistaken`: the list then shows what stands before it, and the line stays.
    What may be typed next lies below it: Tab and → at the end take the marked one, ↓ and ↑ move.
    """

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a class variable
        Binding("ctrl+n", "move(1)", show=False, id="search.next"),
        Binding("up,ctrl+p", "move(-1)", show=False, id="search.previous"),
    ]

    class Typed(Message):
        """The query as far as it is typed."""

        def __init__(self, query: Query) -> None:
            self.query = query
            super().__init__()

    class Kept(Message):
        """The query as typed, and as it was shown while it was."""

        def __init__(self, query: Query, shown: Query) -> None:
            self.query, self.shown = query, shown
            super().__init__()

    class Mistaken(Message):
        """What is wrong, and where; "" where nothing is any more."""

        def __init__(self, mistake: str) -> None:
            self.mistake = mistake
            super().__init__()

    def __init__(self, query: Query, library: Library, views: Mapping[str, str]) -> None:
        """`views` are the saved ones, by name."""
        self.asked = query
        self.offers = CompletionList(self._complete)
        self._library, self._views = library, views
        self._questions: Questions[Offer] = Questions(self, self._take_offer, self._no_offer)
        # Text and cursor that offers were asked for last, and where something was taken, so that
        # the next is offered only when typing goes on.
        self._asked_at, self._taken = ("", 0), ("", 0)
        self._found = Completions(0, ())
        text = str(query)
        super().__init__(f"{text} " if text else "", placeholder=_HINT, id="search")

    async def on_mount(self) -> None:
        """Lay the completions below."""
        if isinstance(self.parent, Widget):
            await self.parent.mount(self.offers, after=self)

    def on_unmount(self) -> None:
        """Let no thread outlive the line."""
        self._questions.close()
        self.offers.remove()

    def on_blur(self) -> None:
        """Offer nothing where nothing is typed."""
        self.offers.offer(())

    def _query(self, text: str) -> Query:
        return self.asked.with_text(expand(text, self._views))

    def on_input_changed(self, event: Message) -> None:
        """Follow each letter."""
        event.stop()
        try:
            query = as_typed(self._query(self.value), self.value)
        except QueryError as error:
            self.post_message(self.Mistaken(f"column {error.column}: {error.cause}"))
            self._tell_beginning()
        else:
            self.post_message(self.Mistaken(""))
            self.post_message(self.Typed(query))

    def _tell_beginning(self) -> None:
        """Tell what stands before the last word, where that can be read."""
        beginning = self.value.rstrip().rpartition(" ")[0]
        try:
            self.post_message(self.Typed(self._query(beginning)))
        except QueryError:
            return

    def on_input_submitted(self, event: Message) -> None:
        """Keep what was typed, unless there is a mistake in it."""
        event.stop()
        try:
            query = self._query(self.value)
        except QueryError as error:
            self.post_message(self.Mistaken(f"column {error.column}: {error.cause}"))
        else:
            self.post_message(self.Kept(query, as_typed(query, self.value)))

    # What may be typed next.

    def watch_selection(self) -> None:
        """Follow the cursor."""
        if self.is_mounted:
            # In its turn behind what is typed: a screen that is told of this first has begun a
            # frame before the list has its posts, and they come in the next but one.
            self.call_later(self.call_after_refresh, self._look)

    def _typed_at(self) -> tuple[str, int]:
        return self.value, self.cursor_position

    def _look(self, *, anything: bool = False) -> None:
        """Ask what fits at the cursor; where no item is begun, only if `anything` is wanted."""
        if not anything and self._typed_at() == self._asked_at:
            return
        text, cursor = self._asked_at = self._typed_at()
        one = unfinished(text[:cursor])
        begun = one is not None and (one.field or one.part)
        if not anything and (not begun or self._asked_at == self._taken):
            self.offers.offer(())
            return
        question = partial(complete, self._library, text, cursor, views=self._views)
        self._questions.ask(lambda: Offer(text, cursor, question()))

    def _take_offer(self, offer: Offer) -> None:
        text, cursor, found = offer
        if (text, cursor) != self._typed_at() or not self.has_focus:
            return
        written = text[found.start : cursor]
        items = found.items
        if len(items) == 1 and items[0].insert == written:
            items = ()
        self._found = found
        self.offers.offer(items)

    def _no_offer(self, error: ReaderError) -> None:
        """Offer nothing: what is wrong is told where the list would stand."""
        self.offers.offer(())

    async def action_tab(self) -> None:
        """Take what is marked; where nothing is, show whatever fits."""
        if self.offers.marked is None:
            self._look(anything=True)
        else:
            self._complete()

    async def action_down(self) -> None:
        """Mark the next completion; where there are none, keep the search."""
        if self.offers.marked is None:
            await self.action_submit()
        else:
            self.offers.move(1)

    def action_cursor_right(self, select: bool = False) -> None:
        """Take what is marked at the end of the line; one letter to the right elsewhere."""
        if self.offers.marked is None or select or not self.cursor_at_end:
            super().action_cursor_right(select)
        else:
            self._complete()

    def action_move(self, step: int) -> None:
        """Mark another completion; where there are none, the key does what it does elsewhere."""
        if self.offers.marked is None:
            raise SkipAction
        self.offers.move(step)

    def _complete(self) -> None:
        item, (text, cursor) = self.offers.marked, self._asked_at
        if item is None or self._typed_at() != self._asked_at:
            return
        before = text[: self._found.start] + item.insert
        self.offers.offer(())
        if not item.goes_on:
            self._taken = (before + text[cursor:], len(before))
        self.value = before + text[cursor:]
        self.cursor_position = len(before)
