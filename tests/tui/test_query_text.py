"""The text of the query and the toggles of the filters are two looks at one value."""

from __future__ import annotations

from pathlib import Path

from reader.tui.screens.filters import FilterScreen
from reader.tui.widgets.query_box import QueryBox
from tests.tui.story import OpenApp, drawn, press


def toggled(text: str) -> list[str]:
    """The terms of the panel that are chosen or barred."""
    lines = [" ".join(line.split("│")[0].strip("▌ ").split()) for line in text.splitlines()]
    return [line.rpartition(" ")[0] for line in lines if line.startswith(("[x]", "[-]"))]


async def test_a_toggle_rewrites_the_text(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, 'post tag:EVEN -author:"author one"').run_test(
        size=(120, 36)
    ) as pilot:
        screen = await press(pilot, "c", "space", "right", "right")
        assert toggled(drawn(pilot)) == ["[x] even"]
        screen = await press(pilot, *"odd", "space", "enter")
        text = 'post tag:EVEN,odd -author:"author one" category:News'
        assert str(screen.posts.asked) == text
        screen = await press(pilot, "slash")
        assert screen.posts.query_one(QueryBox).value == f"{text} "
        # A toggle that is taken back is gone from the text.
        await press(pilot, "escape", "t", *"even", "space", "escape", *"odd", "space", "enter")
        screen = await press(pilot, "slash")
        value = screen.posts.query_one(QueryBox).value
        assert value == 'post -author:"author one" category:News '


async def test_editing_the_text_moves_the_toggles(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, "tag:even").run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash")
        box = screen.posts.query_one(QueryBox)
        box.value = 'tag:odd -tag:EVERY category:news,"Field notes"'
        await press(pilot, "enter", "t")
        assert isinstance(pilot.app.screen, FilterScreen)
        assert sorted(toggled(drawn(pilot))) == ["[-] every", "[x] odd"]
        await press(pilot, "left", "left")
        assert sorted(toggled(drawn(pilot))) == ["[x] Field notes", "[x] News"]
        await press(pilot, "escape", "slash", "ctrl+u", "enter", "t")
        assert toggled(drawn(pilot)) == []


async def test_undone_toggles_leave_the_text_as_it_was(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, "tag:even post").run_test(size=(120, 36)) as pilot:
        await press(pilot, "t", *"odd", "space", "escape", "escape")
        screen = await press(pilot, "slash")
        assert screen.posts.query_one(QueryBox).value == "post tag:even "
