"""The line in which one types a query, or words to find in a post."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input


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

    async def action_down(self) -> None:
        """Keep the search: ↓ leads into what was found."""
        await self.action_submit()

    async def action_tab(self) -> None:
        """Keep the search."""
        await self.action_submit()

    def action_leave(self) -> None:
        """Give the search up."""
        self.post_message(self.Left())
