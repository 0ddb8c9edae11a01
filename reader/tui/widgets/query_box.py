"""The search line of the list: what is typed, read as a query letter by letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from textual.actions import SkipAction
from textual.binding import Binding
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Static

from reader.beginnings import starred, under_way, word_under_way
from reader.completion import Completion, Completions, complete
from reader.errors import ReaderError
from reader.library import Library
from reader.query import Query
from reader.query.unfinished import unfinished
from reader.tui.key_queue import Awaiting
from reader.tui.questions import Questions
from reader.tui.typed import TypedQuery
from reader.tui.widgets.completion_list import CompletionList
from reader.tui.widgets.search_box import SearchBox

# The keys that do something else where completions are shown.
_COMPLETING = ("tab", "right", "down", "up", "ctrl+n", "ctrl+p")
_HINT = "words, category:…, -tag:…, after:2017-05"


class Offer(NamedTuple):
    """Completions, with the text and the cursor that they were asked for."""

    text: str
    cursor: int
    found: Completions


class Star(Suggester):
    """Shows behind the word under way the star that it is read with."""

    def __init__(self, views: Mapping[str, str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._views = views

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its star; None where it has none."""
        places = under_way(value, len(value), self._views)
        return starred(value, places) if places else None


class Mistake(Static):
    """What is wrong with a query, whole; it lies over what stands below, which does not move."""

    DEFAULT_CSS = (
        "Mistake { overlay: screen; display: none; width: 100%; height: auto; padding: 0 1; }"
    )


class QueryBox(SearchBox, Awaiting):
    """Edits a query. It is told as `Typed` with each letter, and as `Kept` with Enter.

    What may be typed next lies below it: Tab and → at the end take the marked one, ↓ and ↑ move.
    Where nothing may, and what is typed cannot be read, the mistake stands there; the list then
    shows what stands before it, and Enter keeps the line.
    """

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a class variable
        Binding("ctrl+n", "move(1)", show=False, id="search.next"),
        Binding("up,ctrl+p", "move(-1)", show=False, id="search.previous"),
    ]

    class Typed(Message):
        """The query as far as it is typed; it can be read."""

        def __init__(self, typed: TypedQuery) -> None:
            self.typed = typed
            super().__init__()

    class Kept(Message):
        """The query is to stay as it is typed; it can be read."""

        def __init__(self, typed: TypedQuery) -> None:
            self.typed = typed
            super().__init__()

    def __init__(self, query: Query, library: Library, views: Mapping[str, str]) -> None:
        """`views` are the saved ones, by name."""
        self.offers = CompletionList(self._complete)
        self.mistake = Mistake(markup=False)
        # What cannot be read, and whether to say so before Enter.
        self._wrong, self._insist = "", True
        self._library, self._views = library, views
        self._questions: Questions[Offer] = Questions(self, self._take_offer, self._no_offer)
        # Text and cursor that offers were asked for last, and where something was taken, so that
        # the next is offered only when typing goes on.
        self._asked_at, self._taken = ("", 0), ("", 0)
        # Whether it will be asked.
        self._moved = False
        self._found = Completions(0, ())
        super().__init__(_as_text(query), placeholder=_HINT, id="search")
        self.suggester = Star(views)

    async def on_mount(self) -> None:
        """Lay the completions below, and what is wrong: never both at once."""
        if isinstance(self.parent, Widget):
            await self.parent.mount(self.offers, self.mistake, after=self)
        self._look_ahead()

    def on_unmount(self) -> None:
        """Let no thread outlive the line."""
        self._library.look_ahead(None)
        self._questions.close()
        self.offers.remove()
        self.mistake.remove()

    def on_blur(self) -> None:
        """Offer nothing where nothing is typed."""
        self._offer(())

    def retype(self, query: Query) -> None:
        """Say another query, which is shown already."""
        self.value = _as_text(query)
        self.cursor_position = len(self.value)

    def star(self, text: str, places: tuple[int, ...]) -> None:
        """Write stars at these places of a text, if it still is what stands in the line."""
        if self.value == text:
            cursor = self.cursor_position
            self.value = starred(text, places)
            self.cursor_position = cursor + sum(place < cursor for place in places)

    def on_input_changed(self, event: Message) -> None:
        """Follow each letter; where that cannot be read, what stands before the item under way."""
        event.stop()
        # What is offered is counted at once, and is to know of all marks.
        self._library.history.renew()
        self._look_ahead()
        typed = TypedQuery(self.value, self.cursor_position, self._views)
        self._wrong, self._insist = typed.mistake, not typed.open
        self._say_what_is_wrong()
        if self._wrong:
            typed = typed.begun
        if not typed.mistake:
            self.post_message(self.Typed(typed))

    def on_input_submitted(self, event: Message) -> None:
        """Keep what was typed, unless there is a mistake in it."""
        event.stop()
        if self._wrong:
            self._insist = True
            self._offer(())
        else:
            typed = TypedQuery(self.value, self.cursor_position, self._views)
            self.post_message(self.Kept(typed))

    def _say_what_is_wrong(self) -> None:
        """Lay the mistake below, unless something may stand there: that says what would fit."""
        told = self._wrong if self._insist and self.offers.marked is None else ""
        self.mistake.display = bool(told)
        if told:
            self.mistake.update(told)

    # What may be typed next.

    def awaits(self, key: str) -> bool:
        """Some keys are meant for what fits what was typed before them."""
        return key in _COMPLETING and (self._moved or self._questions.waiting)

    def _look_ahead(self) -> None:
        """Have what the next letter asks for at hand when it comes."""
        begun = word_under_way(self.value, self.cursor_position, self._views)
        self._library.look_ahead(begun)

    def watch_selection(self) -> None:
        """Follow the cursor."""
        if self.is_mounted:
            self._moved = True
            # In its turn behind what is typed: a screen that is told of this first has begun a
            # frame before the list has its posts, and they come in the next but one.
            self.call_later(self.call_after_refresh, self._look)

    def _offer(self, items: Sequence[Completion]) -> None:
        self.offers.offer(items)
        self._say_what_is_wrong()

    def _typed_at(self) -> tuple[str, int]:
        return self.value, self.cursor_position

    def _look(self, *, anything: bool = False) -> None:
        """Ask what fits at the cursor; where no item is begun, only if `anything` is wanted."""
        self._moved = False
        if not anything and self._typed_at() == self._asked_at:
            return
        text, cursor = self._asked_at = self._typed_at()
        one = unfinished(text[:cursor])
        begun = one is not None and (one.field or one.part)
        if not anything and (not begun or self._asked_at == self._taken):
            self._offer(())
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
        self._offer(items)

    def _no_offer(self, error: ReaderError) -> None:
        """Offer nothing: what is wrong is told where the list would stand."""
        self._offer(())

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
        self._offer(())
        if not item.goes_on:
            self._taken = (before + text[cursor:], len(before))
        self.value = before + text[cursor:]
        self.cursor_position = len(before)


def _as_text(query: Query) -> str:
    """The text of a query, which goes on behind a space."""
    return f"{query} " if str(query) else ""
