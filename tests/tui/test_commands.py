"""The table of commands, against itself and against the widgets that obey it."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.actions import parse as parse_action
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from reader.tui.app import ReaderApp
from reader.tui.commands import COMMANDS, Command, Scope, bar, commands
from reader.tui.screens.filters import FilterScreen
from reader.tui.screens.go_to_page import GoToPage
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.info import InfoScreen
from reader.tui.screens.main import MainScreen
from reader.tui.screens.text_panel import TextPanel
from reader.tui.screens.views import ViewsScreen
from reader.tui.widgets.posts_pane import PostsPane
from reader.tui.widgets.reading import ReadingPane

OBEYED: dict[Scope, type[DOMNode]] = {"app": MainScreen, "list": PostsPane, "reading": ReadingPane}
Panel = type[FilterScreen] | type[GoToPage] | type[TextPanel] | type[ViewsScreen]
PANELS: list[Panel] = [FilterScreen, GoToPage, HelpScreen, InfoScreen, ViewsScreen]
NAMED_KEYS = {*(key.value for key in Keys), *KEY_NAME_REPLACEMENTS.values()}

ids = [command.id for command in COMMANDS]


def test_ids_are_unique_and_begin_with_their_scope() -> None:
    assert [name for name, number in Counter(ids).items() if number > 1] == []
    assert [c.id for c in COMMANDS if c.id.split(".")[0] != c.scope] == []


@pytest.mark.parametrize("scope", ["list", "reading"])
def test_no_key_does_two_things(scope: Scope) -> None:
    keys = Counter(key for command in commands(scope, "app") for key in command.keys)
    assert [key for key, number in keys.items() if number > 1] == []


@pytest.mark.parametrize("command", COMMANDS, ids=ids)
def test_keys_are_textuals_and_shown_as_they_are_printed(command: Command) -> None:
    assert command.keys
    for key in command.keys:
        assert key in NAMED_KEYS or key_to_character(key)
    for sign in command.shown.split():
        assert sign.islower() <= (len(sign) == 1), sign
    assert command.sign == command.shown.split()[0]


@pytest.mark.parametrize("command", COMMANDS, ids=ids)
def test_every_action_exists(command: Command) -> None:
    namespace, name, _ = parse_action(command.action)
    owners: dict[str, type] = {"": OBEYED[command.scope], "screen": MainScreen, "app": ReaderApp}
    owner = owners[namespace]
    assert callable(getattr(owner, f"action_{name}", None)), f"{owner.__name__}.action_{name}"


@pytest.mark.parametrize("scope", OBEYED)
def test_each_widget_binds_its_scope(scope: Scope) -> None:
    bound = [one for one in vars(OBEYED[scope])["BINDINGS"] if isinstance(one, Binding)]
    mine = [one for one in bound if one.id in ids]
    assert [(one.id, tuple(one.key.split(",")), one.action) for one in mine] == [
        (command.id, command.keys, command.action) for command in commands(scope)
    ]


@pytest.mark.parametrize("scope", ["list", "reading"])
def test_the_key_line_has_help_first_and_quit_last(scope: Scope) -> None:
    shown = bar(scope, "app")
    assert (shown[0].id, shown[-1].id) == ("app.help", "app.quit")
    places = [command.bar for command in shown]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("panel", PANELS)
def test_no_key_of_a_panel_does_two_things(panel: Panel) -> None:
    keys = Counter(key for one in panel.KEYS for key in one.keys.split(","))
    assert [key for key, number in keys.items() if number > 1] == []
    assert len({one.id for one in panel.KEYS}) == len(panel.KEYS)


@pytest.mark.parametrize("panel", PANELS)
def test_every_action_of_a_panel_exists(panel: Panel) -> None:
    for key in panel.KEYS:
        _, name, _ = parse_action(key.action)
        assert callable(getattr(panel, f"action_{name}", None)), name
