"""A one-line prompt for the number of a page."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.tui.widgets.panel_keys import PanelKey, PanelKeys, panel_bindings
from reader.wording import count

_DIGITS = 9


class GoToPage(ModalScreen[int | None]):
    """Asks for a page from 1 to `of`; None where none was given."""

    KEYS = (
        PanelKey("page.go", "enter", "go", "⏎", "go"),
        PanelKey("page.leave", "escape", "leave", "Esc", "back"),
    )
    BINDINGS = panel_bindings(KEYS)
    AUTO_FOCUS = "Input"
    CSS_PATH = "../panels.tcss"
    DEFAULT_CSS = """
    GoToPage { background: transparent; }
    GoToPage #go-to-page { dock: bottom; height: 1; }
    GoToPage Static { width: auto; padding: 0 1; }
    GoToPage Input, GoToPage Input:focus {
        width: 10; height: 1; padding: 0; border: none; background: transparent;
    }
    GoToPage PanelKeys { dock: none; width: 1fr; height: 1; }
    """

    def __init__(self, current: int, of: int) -> None:
        super().__init__()
        self._current, self._of = current, of

    def compose(self) -> ComposeResult:
        """Prompt, number, a word on it, keys."""
        with Horizontal(id="go-to-page"):
            yield Static(Content(f"Page (1–{self._of}):"), id="go-to-page-prompt")
            yield Input(
                placeholder=str(self._current),
                restrict="[0-9]*",
                max_length=_DIGITS,
                compact=True,
                select_on_focus=False,
            )
            yield Static(id="go-to-page-word", markup=False)
            yield PanelKeys(self.KEYS)

    def _page(self) -> tuple[int, str]:
        """The page that is meant, and a word where it is not the one that was typed."""
        typed = self.query_one(Input).value
        if not typed:
            return self._current, ""
        if int(typed) > self._of:
            only = "there is only one" if self._of == 1 else f"there are {count(self._of, 'page')}"
            return self._of, f"{only}: goes to {self._of}"
        return (int(typed), "") if int(typed) else (1, "the first is 1: goes to 1")

    def on_input_changed(self) -> None:
        """Say where it will go, if not where one typed."""
        self.query_one("#go-to-page-word", Static).update(Content(self._page()[1]))

    def on_input_submitted(self) -> None:
        """Go there."""
        self.action_go()

    def action_go(self) -> None:
        """Go to the page typed; nowhere where nothing was typed."""
        self.dismiss(self._page()[0] if self.query_one(Input).value else None)

    def action_leave(self) -> None:
        """Go nowhere."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Go nowhere, by a click beside the prompt."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)
