"""As little as a Textual app can show: what the first screens are measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """A word."""

    def compose(self) -> ComposeResult:
        yield Static("EMPTY")


if __name__ == "__main__":
    Empty().run()
