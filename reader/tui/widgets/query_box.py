"""The search line of the list: what is typed, read as a query letter by letter."""

from __future__ import annotations

from dataclasses import replace

from textual.message import Message

from reader.errors import QueryError
from reader.query import Query
from reader.tui.widgets.search_box import SearchBox

_HINT = "words, category:…, -tag:…, after:2017-05"


def as_typed(query: Query, text: str) -> Query:
    """The query while its text is being typed: the word under way stands for all that begin so."""
    if not query.words or query.words[-1].phrase or not text.endswith(str(query.words[-1])):
        return query
    return replace(query, words=(*query.words[:-1], replace(query.words[-1], prefix=True)))


class QueryBox(SearchBox):
    """Edits a query. It is told as `Typed` with each letter, and as `Kept` with Enter.

    A mistake is told as `Mistaken`: the list then shows what stands before it, and the line stays.
    """

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

    def __init__(self, query: Query) -> None:
        self.asked = query
        text = str(query)
        super().__init__(f"{text} " if text else "", placeholder=_HINT, id="search")

    def on_input_changed(self, event: Message) -> None:
        """Follow each letter."""
        event.stop()
        try:
            query = as_typed(self.asked.with_text(self.value), self.value)
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
            self.post_message(self.Typed(self.asked.with_text(beginning)))
        except QueryError:
            return

    def on_input_submitted(self, event: Message) -> None:
        """Keep what was typed, unless there is a mistake in it."""
        event.stop()
        try:
            query = self.asked.with_text(self.value)
        except QueryError as error:
            self.post_message(self.Mistaken(f"column {error.column}: {error.cause}"))
        else:
            self.post_message(self.Kept(query, as_typed(query, self.value)))
