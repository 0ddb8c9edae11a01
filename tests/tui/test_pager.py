"""The pager's line, and where a click on it leads."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from reader.model import Page, Post
from reader.tui.widgets.pager import Pager, extent, wide


def page(number: int, of: int, size: int = 10) -> Page:
    return Page(number, of, size, of * size, tuple(Post(f"{n}.md", str(n)) for n in range(size)))


def text(of: Page) -> str:
    return "".join(part for part, _ in wide(of))


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (32, 39, "‹ 1 … 31 [32] 33 … 39 ›"),
        (1, 39, "‹ [1] 2 3 4 5 … 39 ›"),
        (39, 39, "‹ 1 … 35 36 37 38 [39] ›"),
        (1, 1, "‹ [1] ›"),
        (2, 3, "‹ 1 [2] 3 ›"),
    ],
)
def test_the_line(number: int, of: int, expected: str) -> None:
    assert text(page(number, of)) == expected


def test_the_extent() -> None:
    last = Page(39, 39, 10, 384, tuple(Post(f"{n}.md", str(n)) for n in range(4)))
    assert extent(page(32, 39)) == "311–320 of 390"
    assert extent(last) == "381–384 of 384"
    assert extent(Page(4, 4, 10, 31, (Post("a.md", "a"),))) == "31 of 31"
    assert extent(Page(1, 1, 10, 0, ())) == "0 of 0"
    assert extent(page(1200, 1999)) == "11,991–12,000 of 19,990"


class OnePager(App[None]):
    turned: list[int]

    def compose(self) -> ComposeResult:
        self.turned = []
        pager = Pager()
        pager.page = page(32, 39)
        yield pager

    def on_pager_turned(self, event: Pager.Turned) -> None:
        self.turned.append(event.number)


@pytest.mark.parametrize(
    ("sign", "number"), [("‹", 31), ("1 ", 1), ("31", 31), ("33", 33), ("39", 39), ("›", 33)]
)
async def test_a_click_turns_to_the_page_under_it(sign: str, number: int) -> None:
    app = OnePager()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.click(Pager, offset=(1 + text(page(32, 39)).index(sign), 0))
        assert app.turned == [number]


async def test_a_click_on_a_gap_or_the_current_page_turns_nothing() -> None:
    app = OnePager()
    async with app.run_test(size=(60, 5)) as pilot:
        for sign in ("…", "[32]"):
            await pilot.click(Pager, offset=(1 + text(page(32, 39)).index(sign), 0))
        assert app.turned == []
