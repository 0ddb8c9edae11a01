"""The saved views: queries by name, each with the posts it has now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Protocol

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.config import settings_path
from reader.errors import ReaderError
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.questions import Questions
from reader.tui.screens.over_list import OverList
from reader.tui.widgets.panel_keys import PanelKey, PanelKeys, panel_bindings
from reader.tui.widgets.title_line import TitleLine
from reader.tui.widgets.view_list import FIGURES, View, ViewList
from reader.views import EXAMPLE


class Counts(Protocol):
    """A library, as far as the panel needs it."""

    def total(self, query: Query) -> int:
        """How many posts a query has."""


class ViewsScreen(OverList[str | None]):
    """Chooses one of the saved views: the result is its query, None where none was chosen."""

    KEYS = (
        PanelKey("views.choose", "enter", "choose", "⏎", "show"),
        *(
            PanelKey(f"views.{n}", str(n), f"take({n})", "1–9" * (n == 1), "at once")
            for n in range(1, FIGURES + 1)
        ),
        PanelKey("views.down", "down,j,ctrl+n", "move(1)", "↑ ↓", "move"),
        PanelKey("views.up", "up,k", "move(-1)"),
        PanelKey("views.first", "home,g", "move(-10000)"),
        PanelKey("views.last", "end,G", "move(10000)"),
        PanelKey("views.leave", "escape,q,v", "leave", "Esc", "back"),
    )
    BINDINGS = panel_bindings(KEYS)
    PANEL = "#views"
    AUTO_FOCUS = ""
    CSS_PATH = "../panels.tcss"
    DEFAULT_CSS = """
    ViewsScreen { background: transparent; }
    ViewsScreen #views { height: 1fr; }
    ViewsScreen TitleLine { margin-bottom: 1; }
    ViewsScreen #no-views { padding: 0 1; }
    """

    def __init__(self, library: Counts, views: Mapping[str, str], query: Query) -> None:
        """`query` is the one that is shown: the cursor begins on the view that stands for it."""
        super().__init__()
        self._library, self._asked = library, query
        self._views = [View(name, text) for name, text in views.items()]
        self._questions: Questions[list[View]] = Questions(self, self._take, lambda _: None)

    def compose(self) -> ComposeResult:
        """Title, views, keys; in the place of views how to save one."""
        title = TitleLine()
        title.label, title.focused = "Views", True
        with Vertical(id="views", classes="covers"):
            yield title
            if self._views:
                same = (str(Query.parse(one.query)) == str(self._asked) for one in self._views)
                yield ViewList(self._views, next((at for at, one in enumerate(same) if one), 0))
            else:
                yield Static(self._how(), id="no-views")
        some = bool(self._views)
        yield PanelKeys([key for key in self.KEYS if some or key.id == "views.leave"])

    def on_mount(self) -> None:
        """Lie on the list, and count."""
        self.lie_on_list()
        self.recount()

    def on_unmount(self) -> None:
        """Let no thread outlive the panel."""
        self._questions.close()

    def recount(self) -> None:
        """Count all anew; for the screen beneath, where the posts have changed."""
        if self._views:
            self._questions.ask(partial(_counted, self._library, tuple(self._views)))

    def _take(self, views: list[View]) -> None:
        self._views = views
        self.query_one(ViewList).show(views)

    def _how(self) -> Content:
        """How to write a view into the settings: the query that is shown, if it asks anything."""
        text = str(self._asked)
        line = f"mine = {_toml(text)}" if text else EXAMPLE
        return Content(
            "None is saved. A view is a query that has a name, written in your settings:\n\n"
            f"{one_line(str(settings_path()))}\n\n[views]\n{one_line(line)}\n\n"
            "It stands here from the next start on, and in every query as "
            f"@{line.partition(' ')[0]}."
        )

    def action_move(self, step: int) -> None:
        """Move to another view."""
        if self._views:
            self.query_one(ViewList).move(step)

    def action_choose(self) -> None:
        """Ask for the view under the cursor."""
        if self._views:
            self.dismiss(self._views[self.query_one(ViewList).cursor].query)

    def action_take(self, figure: int) -> None:
        """Ask for the view of that figure."""
        if figure <= len(self._views):
            self.dismiss(self._views[figure - 1].query)

    def on_view_list_clicked(self) -> None:
        """Ask for the view that was clicked."""
        self.action_choose()

    def action_leave(self) -> None:
        """Leave the list as it is."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Leave, by a click beside the panel."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)


def _counted(library: Counts, views: tuple[View, ...]) -> list[View]:
    """The views with the posts each has now; one that cannot be answered says why."""
    found = []
    for view in views:
        posts: int | str
        try:
            posts = library.total(Query.parse(view.query))
        except ReaderError as error:
            posts = one_line(str(error))
        found.append(view._replace(posts=posts))
    return found


def _toml(text: str) -> str:
    """A text as TOML writes it: between single quotes where none is in it."""
    plain = "'" not in text and text.isprintable()
    return f"'{text}'" if plain else json.dumps(text, ensure_ascii=False)
