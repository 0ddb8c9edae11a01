"""The panel of saved views, told as a reader would use it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.query import Query
from reader.tui.screens.views import ViewsScreen
from reader.tui.widgets.view_list import ViewList
from tests.tui.panels import Host, Shelf, settle
from tests.tui.story import OpenApp, drawn, press, titles

SHELF = Shelf([{"tag": ["one", "two"]}, {"tag": ["one"]}, {"tag": ["[/oops]"]}])
VIEWS = {"ones": "tag:one", "others": "-tag:one sort:-date", "odd": "tag:[/oops]"}


def host(query: str = "", views: dict[str, str] = VIEWS, shelf: Shelf = SHELF) -> Host:
    return Host(ViewsScreen(shelf, views, Query.parse(query)))


def left(screen: str) -> list[str]:
    return [" ".join(line.split("│")[0].split()) for line in screen.splitlines()]


async def test_each_view_stands_with_its_query_and_its_posts() -> None:
    async with host().run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert left(screen)[:8] == [
            "Views", "", "▌1 ones 2", "▌ tag:one", "2 others 1", "-tag:one sort:-date",
            "3 odd 1", "tag:[/oops]",
        ]  # fmt: skip
        assert "⏎ show  1–9 at once  ↑ ↓ move  Esc back" in screen
        assert "post post" in screen


@pytest.mark.parametrize(
    ("query", "keys", "result"),
    [
        ("", ["enter"], "tag:one"),
        ("", ["down", "enter"], "-tag:one sort:-date"),
        ("", ["down", "down", "down", "up", "enter"], "-tag:one sort:-date"),
        ("", ["end", "enter"], "tag:[/oops]"),
        ("", ["end", "home", "enter"], "tag:one"),
        ("sort:-date -tag:one", ["enter"], "-tag:one sort:-date"),
        ("", ["2"], "-tag:one sort:-date"),
        ("", ["4", "9", "3"], "tag:[/oops]"),
        ("", ["escape"], None),
        ("", ["v"], None),
    ],
)
async def test_keys_choose(query: str, keys: list[str], result: str | None) -> None:
    app = host(query)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot, *keys)
        assert app.results == [result]


async def test_the_mouse_chooses_and_leaves() -> None:
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(ViewList, offset=(5, 3))
        await settle(pilot)
        assert app.results == ["-tag:one sort:-date"]
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(100, 10))
        await settle(pilot)
        assert app.results == [None]


async def test_with_none_it_says_how_to_save_one_and_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READER_CONFIG", "/home/[b]/config.toml")
    app = host(views={})
    async with app.run_test(size=(120, 36)) as pilot:
        screen = left(await settle(pilot))
        assert "/home/[b]/config.toml" in screen
        assert 'unread = "is:unread sort:-date"' in screen
        assert "1–9" not in "".join(screen)
        await settle(pilot, "enter", "down", "1", "escape")
        assert app.results == [None]


@pytest.mark.parametrize("text", ['author:"Author One" -tag:x', "it's", 'say "it\'s" tag:\\x'])
async def test_with_none_the_query_that_is_shown_is_the_example(text: str) -> None:
    async with host(text, views={}).run_test(size=(120, 36)) as pilot:
        screen = left(await settle(pilot))
        at = screen.index("[views]")
        views = tomllib.loads("\n".join(screen[at : at + 2]))["views"]
        assert Query.parse(views["mine"]) == Query.parse(text)
        assert "@mine" in " ".join(screen)


async def test_a_view_without_an_answer_says_why() -> None:
    class Picky(Shelf):
        def total(self, query: Query) -> int:
            if "one" in str(query):
                raise ReaderError("[/no] ones today")
            return super().total(query)

    async with host(shelf=Picky([{"tag": ["two"]}])).run_test(size=(120, 36)) as pilot:
        screen = left(await settle(pilot))
        assert screen[2:4] == ["▌1 ones", "▌ [/no] ones today"]
        assert screen[6:8] == ["3 odd 0", "tag:[/oops]"]


async def test_more_views_than_lines_scroll() -> None:
    views = {f"view-{n}": f"tag:t{n}" for n in range(1, 31)}
    async with host(views=views).run_test(size=(80, 24)) as pilot:
        assert left(await settle(pilot))[2] == "▌1 view-1 0"
        screen = left(await settle(pilot, "end"))
        assert "▌ view-30 0" in screen
        assert "▌ tag:t30" in screen


async def test_v_shows_the_views_and_one_takes_the_place_of_the_query(
    blog: Path, open_app: OpenApp
) -> None:
    views = {"odd": "tag:odd sort:title", "guides": "category:News"}
    async with open_app(blog, "tag:even", views=views).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "v")
        assert left(drawn(pilot))[2] == "▌1 odd 12"
        screen = await press(pilot, "enter")
        assert str(screen.posts.asked) == "tag:odd sort:title"
        assert titles(screen)[:2] == ["Post 1", "Post 3"]
        assert "tag odd ×" in drawn(pilot)
        screen = await press(pilot, "v", "2")
        assert str(screen.posts.asked) == "category:News"
        screen = await press(pilot, "v", "escape")
        assert str(screen.posts.asked) == "category:News"


async def test_counts_follow_the_posts(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, views={"odd": "tag:odd"}).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "v")
        (blog / "new.md").write_text("---\ntitle: New\ndate: 2018-01-01\ntags: [odd]\n---\nText.\n")
        screen.action_refresh_posts()
        await press(pilot)
        assert left(drawn(pilot))[2] == "▌1 odd 13"
