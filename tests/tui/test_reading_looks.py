"""Every role's look, in every theme, with and without colours."""

from __future__ import annotations

import pytest
from rich.color import ColorType
from textual.theme import BUILTIN_THEMES

from reader.layout.lines import Line
from reader.markup.blocks import Span
from reader.tui.widgets.reading_ink import Ink
from reader.tui.widgets.reading_looks import COLOURLESS, LOOKS, SIXTEEN
from tests.tui.test_reading import PaneApp


@pytest.mark.parametrize("theme", BUILTIN_THEMES)
async def test_every_theme_knows_every_look(theme: str) -> None:
    app = PaneApp()
    app.theme = theme
    async with app.run_test():
        ink = Ink(app.pane)
        assert len({ink.style(word) for word in LOOKS}) > 10
        assert all(ink.style(word) != ink.style("") for word in ("strong", "link", "selection"))


async def test_a_look_without_a_colour_of_its_own_lies_over_the_others() -> None:
    async with PaneApp().run_test() as pilot:
        ink = Ink(pilot.app.query_one("ReadingPane"))
        assert ink.style("kbd strong").bgcolor == ink.style("kbd").bgcolor
        assert ink.style("kbd em").italic
        assert ink.style("kbd em").bold
        assert ink.style("no-such-word") == ink.style("")
        assert ink.style("rule").color not in (ink.style("").color, ink.style("").bgcolor)


async def test_what_is_marked_is_told_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with PaneApp().run_test() as pilot:
        ink = Ink(pilot.app.query_one("ReadingPane"))
        line = Line((Span("some words"),), 1)
        strip = ink.strip(line, [(0, 4, "match"), (5, 10, "selection")], 0, 20)
        styles = [segment.style for segment in strip if segment.text.strip()]
        assert styles[0] is not None
        assert styles[0].underline
        assert styles[-1] is not None
        assert styles[-1].reverse
    assert set(COLOURLESS) | set(SIXTEEN) <= set(LOOKS)


async def test_the_terminals_own_colours_stay_its_own() -> None:
    app = PaneApp()
    app.theme = "ansi-dark"
    async with app.run_test():
        ink = Ink(app.pane)
        for word in ("match", "mark", "selection"):
            ground = ink.style(word).bgcolor
            assert ground is not None
            assert ground.type is ColorType.STANDARD
