"""The line in which one types a query, or words to find in a post."""

from __future__ import annotations

from textual.binding import Binding
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from reader.sanitize import harmless


class SearchBox(Input):
    """One line: every change is told at once, Enter keeps it and Escape takes it back."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a class variable
        Binding("escape", "leave", "undo", id="search.undo"),
        Binding("down", "down", "keep", show=False, id="search.down"),
        Binding("tab", "tab", "keep", show=False, id="search.tab"),
    ]
    DEFAULT_CSS = (
        "SearchBox { height: 1; border: none; padding: 0 1; } SearchBox:focus { border: none; }"
    )

    class Left(Message):
        """The search was given up."""

    def __init__(self, value: str, *, placeholder: str, id: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def on_paste(self, event: Paste) -> None:
        """Take all that is pasted; Textual's own line takes the first line of it."""
        event.stop()
        event.prevent_default()
        self._write(event.text)

    def action_paste(self) -> None:
        """Take all that was copied here."""
        self._write(self.app.clipboard)

    def _write(self, text: str) -> None:
        lines = harmless(text).expandtabs(1).splitlines()
        self.replace(" ".join(filter(str.strip, lines)), *self.selection)

    async def action_down(self) -> None:
        """Keep the search: ↓ leads into what was found."""
        await self.action_submit()

    async def action_tab(self) -> None:
        """Keep the search."""
        await self.action_submit()

    def action_leave(self) -> None:
        """Give the search up."""
        self.post_message(self.Left())
