"""The application: themes, the palette, and the one main screen."""

from __future__ import annotations

import gc
from collections.abc import Iterable

from textual.app import SystemCommand
from textual.screen import Screen

from reader.config import Settings
from reader.errors import ConfigError
from reader.library import Library
from reader.query import Query
from reader.tui.key_queue import KeyQueue
from reader.tui.screens.main import MainScreen


class ReaderApp(KeyQueue):
    """A folder of posts on the screen.

    Raises ConfigError where the settings name a theme that is not there.
    """

    CSS_PATH = "app.tcss"
    TITLE = "reader"

    def __init__(
        self,
        library: Library,
        *,
        query: Query | None = None,
        settings: Settings | None = None,
        greeting: str = "",
    ) -> None:
        """`greeting` is a word to the user at the start."""
        super().__init__()
        self.library, self.greeting = library, greeting
        self.asked = query or Query()
        self.settings = settings or Settings()
        if self.settings.theme not in self.available_themes:
            fits = ", ".join(sorted(self.available_themes))
            raise ConfigError(
                f"theme: no theme is called {self.settings.theme!r}; there are {fits}"
            )
        self.theme = self.settings.theme

    def on_ready(self) -> None:
        """Once the first screen stands, leave all that was made for it out of garbage collection.

        What is searched from here on is what reading makes, so that no frame waits for more.
        """
        self.set_timer(0.1, self._settle_memory)
        if self.greeting:
            self.notify(self.greeting, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Ctrl+P to the completions while some are shown: there it is the one before."""
        return action != "command_palette" or not self.screen.query("CompletionList.-open")

    @staticmethod
    def _settle_memory() -> None:
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)

    def get_default_screen(self) -> Screen[None]:
        """Start on the main screen, without a blank one before it."""
        return MainScreen(self.library, self.asked, self.settings)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the palette the commands that work on this screen, and the themes."""
        if isinstance(screen, MainScreen):
            for command, run in screen.palette():
                yield SystemCommand(command.help, f"{command.shown}  {command.label}", run)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand(
            "Screenshot", "Save an SVG picture of the screen", self.deliver_screenshot
        )
