"""The help screen."""

from __future__ import annotations

import pytest

from reader.query import Query
from reader.tui.commands import COMMANDS, SCOPES, Scope
from reader.tui.screens.help import MOUSE, QUERY, HelpScreen
from tests.tui.panels import Host, settle


@pytest.mark.parametrize("size", [(80, 200), (120, 120), (200, 80), (40, 300)])
async def test_every_command_is_in_it(size: tuple[int, int]) -> None:
    async with Host(HelpScreen("list")).run_test(size=size) as pilot:
        screen = " ".join((await settle(pilot)).split())
        for command in COMMANDS:
            assert command.shown in screen
            assert size[0] < 80 or command.help.split()[0] in screen
        for sign, _ in (*QUERY, *MOUSE):
            assert sign in screen


async def test_each_key_stands_before_its_help() -> None:
    async with Host(HelpScreen("list")).run_test(size=(80, 200)) as pilot:
        lines = [" ".join(line.split()) for line in (await settle(pilot)).split("\n")]
        for command in COMMANDS:
            assert f"{command.shown} {command.help}" in lines


@pytest.mark.parametrize("scope", ["list", "reading"])
async def test_the_focused_scope_comes_first(scope: Scope) -> None:
    async with Host(HelpScreen(scope)).run_test(size=(80, 24)) as pilot:
        assert SCOPES[scope] in (await settle(pilot)).split("\n")[2]


async def test_two_columns_where_there_is_room() -> None:
    async with Host(HelpScreen("list")).run_test(size=(120, 36)) as pilot:
        heading = (await settle(pilot)).split("\n")[2]
        assert heading.split("  ")[0].strip() == SCOPES["list"]
        assert SCOPES["reading"] in heading
        await pilot.resize_terminal(80, 24)
        assert SCOPES["reading"] not in (await settle(pilot)).split("\n")[2]


async def test_scrolls_by_keys() -> None:
    async with Host(HelpScreen("list")).run_test(size=(80, 24)) as pilot:
        first = await settle(pilot)
        assert await settle(pilot, "j") != first
        assert await settle(pilot, "k") == first
        second = await settle(pilot, "space")
        assert SCOPES["list"] not in second
        assert await settle(pilot, "pageup") == first
        assert MOUSE[-1][1] in await settle(pilot, "G")
        assert await settle(pilot, "home") == first


@pytest.mark.parametrize("key", ["escape", "q", "question_mark", "f1"])
async def test_closes(key: str) -> None:
    app = Host(HelpScreen("list"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, key)
        assert app.results == [None]


@pytest.mark.parametrize("text", [sign for sign, _ in QUERY])
def test_what_it_says_to_search_for_can_be_searched_for(text: str) -> None:
    query = Query.parse(text)
    assert query != Query()
    assert str(query) == text
