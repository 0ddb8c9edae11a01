"""What the search line offers while one types, told as a reader would use it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.completion import Completion
from reader.query import Query
from reader.tui.screens.main import MainScreen
from reader.tui.widgets.completion_list import CompletionList
from reader.tui.widgets.query_box import QueryBox
from tests.tui.story import OpenApp, drawn, press, settle, titles

VIEWS = {"odd": "tag:odd sort:title", "guides": "category:Guides"}


def box(screen: MainScreen) -> QueryBox:
    return screen.posts.query_one(QueryBox)


def offered(screen: MainScreen) -> list[str]:
    found = screen.query(CompletionList)
    return [item.label for item in found.first()._items] if found else []


async def test_fields_then_terms_with_counts_are_offered_and_taken(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash")
        assert offered(screen) == []
        screen = await press(pilot, *"ca")
        assert offered(screen) == ["category:"]
        screen = await press(pilot, "tab")
        assert box(screen).value == "category:"
        assert offered(screen) == ["Field notes", "News"]
        lines = drawn(pilot).splitlines()
        assert lines[2].split("│")[0].split() == ["▌", "Field", "notes", "12"]
        assert lines[3].split("│")[0].split() == ["News", "11"]
        screen = await press(pilot, "down", "right")
        assert box(screen).value == "category:News"
        assert offered(screen) == []
        assert screen.focused is box(screen)
        assert len(titles(screen)) == 10
        # Another value, and the one that is there is not offered again.
        screen = await press(pilot, "comma", *"no")
        assert offered(screen) == ["Field notes"]
        screen = await press(pilot, "tab", "enter")
        assert str(screen.posts.asked) == 'category:News,"Field notes"'
        assert screen.focused is screen.posts.posts
        assert not screen.query(CompletionList)


async def test_tab_shows_what_may_stand_where_nothing_is_begun(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog, views=VIEWS).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", "tab")
        assert offered(screen)[:4] == ["category:", "author:", "tag:", "year:"]
        assert offered(screen)[-2:] == ["@odd", "@guides"]
        assert len([line for line in drawn(pilot).splitlines() if ": " in line[:20]]) == 6
        screen = await press(pilot, *["ctrl+n"] * 6, "ctrl+p", "up", "tab")
        assert box(screen).value == "after:"


async def test_enter_keeps_what_is_typed_and_escape_undoes(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"tag:e")
        assert offered(screen) == ["every", "even"]
        screen = await press(pilot, "enter")
        assert str(screen.posts.asked) == "tag:e"
        screen = await press(pilot, "slash", *"ta")
        screen = await press(pilot, "escape")
        assert str(screen.posts.asked) == "tag:e"
        assert not screen.query(CompletionList)


async def test_down_leads_into_the_list_where_nothing_is_offered(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"post", "down")
        assert screen.focused is screen.posts.posts
        assert str(screen.posts.asked) == "post"


async def test_nothing_moves_and_nothing_is_offered_within_an_item(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"tag:ev")
        place = screen.posts.posts.region
        assert offered(screen)
        screen = await press(pilot, "left")
        assert offered(screen) == []
        assert screen.posts.posts.region == place
        screen = await press(pilot, "right")
        assert box(screen).value == "tag:ev"
        assert offered(screen) == ["every", "even"]
        # A value that stands there whole, and is the only one, is not worth a row.
        screen = await press(pilot, *"en")
        assert offered(screen) == []


async def test_a_row_can_be_clicked_and_the_line_keeps_the_focus(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "slash", *"-tag:")
        await pilot.click(CompletionList, offset=(5, 1))
        screen = await settle(pilot)
        assert box(screen).value == "-tag:odd"
        assert screen.focused is box(screen)
        assert "11 of 23" in drawn(pilot)


async def test_a_view_is_offered_and_stands_for_its_query(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, views=VIEWS).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", "at")
        assert offered(screen) == ["@odd", "@guides"]
        assert "tag:odd sort:title" in drawn(pilot)
        screen = await press(pilot, "tab")
        assert box(screen).value == "@odd"
        assert str(screen.posts.asked) == "tag:odd sort:title"
        screen = await press(pilot, *" post", "enter")
        assert str(screen.posts.asked) in ("post tag:odd sort:title", "post* tag:odd sort:title")
        assert "tag odd ×" in drawn(pilot)
        await press(pilot, "X", "slash", *"@gide", "enter")
        await settle(pilot)
        left = " ".join(line.split("│")[0].strip() for line in drawn(pilot).splitlines())
        assert "No view is called gide; there are odd and guides." in left


async def test_ctrl_p_is_the_palette_where_nothing_is_offered(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "slash", *"tag:", "ctrl+n", "ctrl+p")
        assert len(pilot.app.screen_stack) == 1
        await press(pilot, *"even", "ctrl+p")
        assert len(pilot.app.screen_stack) == 2


async def test_an_offer_that_comes_late_is_not_shown(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, slow = open_app(blog), threading.Event()
    facets = app.library.facets

    def waiting(field: str, query: Query) -> object:
        slow.wait(10)
        return facets(field, query)

    monkeypatch.setattr(app.library, "facets", waiting)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"tag:")
        await pilot.pause()
        # Typing goes on meanwhile.
        await pilot.press(*"odd", "space", "x")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        assert box(screen).value == "tag:odd x"
        slow.set()
        assert offered(await settle(pilot)) == []


async def test_names_of_posts_are_text(tmp_path: Path, open_app: OpenApp) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    names = ["[/oops]", "[@click=app.quit]x[/]", "漢" * 60]
    for number, name in enumerate(names):
        (folder / f"{number}.md").write_text(f'---\ntitle: "T"\ntags: ["{name}"]\n---\nText.\n')
    async with open_app(folder).run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "slash", *"tag:")
        assert set(offered(screen)) == set(names)
        for text in ("[/oops]", "[@click=app.quit]x[/]", "漢漢…"):
            assert text in drawn(pilot)
        screen = await press(pilot, *"[/", "tab", "enter")
        assert str(screen.posts.asked) == "tag:[/oops]"
        assert len(titles(screen)) == 1


async def test_a_list_scrolls_with_its_mark(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"x")
        offers = box(screen).offers
        offers.offer([Completion(f"v{n}", f"v{n}", n) for n in range(9)])
        for _ in range(7):
            offers.move(1)
        await settle(pilot)
        rows = [line.split("│")[0].split() for line in drawn(pilot).splitlines()[2:8]]
        assert rows == [
            ["v2", "2", "↑"], ["v3", "3"], ["v4", "4"], ["v5", "5"], ["v6", "6"],
            ["▌", "v7", "7", "↓"],
        ]  # fmt: skip


async def test_what_was_marked_a_moment_ago_is_counted(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "m", "j", "m", "slash")
        # In one go, as a paste does: the list is asked nothing on the way.
        screen.posts.query_one(QueryBox).insert_text_at_cursor("is:b")
        screen = await settle(pilot)
        offers = screen.query_one(CompletionList)._items
        assert [(item.label, item.posts) for item in offers] == [("bookmarked", 2)]
