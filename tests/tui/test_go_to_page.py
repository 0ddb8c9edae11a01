"""The prompt for a page."""

from __future__ import annotations

import pytest

from reader.tui.screens.go_to_page import GoToPage
from tests.tui.panels import Host, settle


@pytest.mark.parametrize(
    ("typed", "page", "word"),
    [
        ("7", 7, ""),
        ("39", 39, ""),
        ("007", 7, ""),
        ("40", 39, "there are 39 pages: goes to 39"),
        ("999999999999", 39, "there are 39 pages: goes to 39"),
        ("0", 1, "the first is 1: goes to 1"),
        ("x1y2-", 12, ""),
        ("", None, ""),
        ("٣", None, ""),
    ],
)
async def test_goes_where_typed_or_says_where(typed: str, page: int | None, word: str) -> None:
    app = Host(GoToPage(3, 39))
    async with app.run_test(size=(80, 24)) as pilot:
        line = (await settle(pilot, *typed)).split("\n")[-1]
        assert "Page (1–39):" in line
        assert "⏎ go  Esc back" in line
        assert word in line
        assert ("goes to" in line) is bool(word)
        await settle(pilot, "enter")
        assert app.results == [page]


async def test_one_page_is_said_so() -> None:
    async with Host(GoToPage(1, 1)).run_test(size=(80, 24)) as pilot:
        assert "there is only one: goes to 1" in await settle(pilot, "2")


async def test_escape_goes_nowhere() -> None:
    app = Host(GoToPage(3, 39))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, "7", "escape")
        assert app.results == [None]


async def test_the_screen_beneath_stays_in_sight() -> None:
    async with Host(GoToPage(3, 39)).run_test(size=(80, 24)) as pilot:
        assert "post post" in await settle(pilot)
        await pilot.click(offset=(20, 5))
        await settle(pilot)
        assert pilot.app.screen.query("#posts")


async def test_the_mouse_goes() -> None:
    app = Host(GoToPage(3, 39))
    async with app.run_test(size=(80, 24)) as pilot:
        line = (await settle(pilot, "7")).split("\n")[-1]
        await pilot.click(offset=(line.index("⏎"), 23))
        await settle(pilot)
        assert app.results == [7]
