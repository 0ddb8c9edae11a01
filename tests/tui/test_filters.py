"""The filter panel, told as a reader would use it."""

from __future__ import annotations

import threading

import pytest
from textual.events import Paste

from reader.errors import ReaderError
from reader.model import Facet
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.screens.filters import FilterScreen
from reader.tui.widgets.facet_list import FacetList, squashed
from reader.tui.widgets.field_tabs import FieldTabs
from reader.tui.widgets.panel_keys import PanelKeys
from tests.tui.panels import Host, Shelf, settle

SHELF = Shelf(
    [
        {"category": ["News"], "author": ["Author One"], "tag": ["one", "two"]},
        {"category": ["News"], "author": ["Author Two"], "tag": ["one"]},
        {"category": ["News", "Field notes"], "author": ["Author One"], "tag": ["two"]},
        {"category": ["Field notes"], "author": ["Author Three"]},
        {"category": ["Zürich Łódź"], "author": ["Author Three"], "year": ["2016"]},
        {"author": ["Author Two"], "tag": ["one"], "year": ["2017"], "topics": ["a", "b"]},
        {"category": ["[/oops]"], "year": ["2015"]},
    ]
)

SHELF_POSTS = [{"tag": ["one"]}, {"tag": ["two"]}]


def host(query: str = "", field: str | None = None, shelf: Shelf = SHELF) -> Host:
    return Host(FilterScreen(shelf, Query.parse(query), field))


def rows(screen: str) -> list[str]:
    """The terms on the screen: sign, name, count."""
    lines = [line.split("│")[0].strip("▌ ▁▂▃▄▅▆▇█") for line in screen.split("\n")]
    return [" ".join(line.split()) for line in lines if line.startswith(("[ ]", "[x]", "[-]"))]


async def test_opens_with_the_counts_of_the_first_field() -> None:
    async with host().run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert rows(screen) == [
            "[ ] News 3",
            "[ ] Field notes 2",
            "[ ] Zürich Łódź 1",
            "[ ] [/oops] 1",
            "[ ] (none) 1",
        ]
        assert "Category  Author  Tag  Year  Topics" in screen
        assert "7 of 7 posts" in screen
        assert "Space choose" in screen


async def test_toggling_tells_the_list_and_recounts_and_moves_no_line() -> None:
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot, "down", "space")
        assert rows(screen)[:2] == ["[ ] News 3", "[x] Field notes 2"]
        assert "2 of 7 posts" in screen
        assert app.beneath.told == ['category:"Field notes"']
        screen = await settle(pilot, "right")
        assert rows(screen) == [
            "[ ] Author One 1",
            "[ ] Author Three 1",
            "[ ] Author Two 0",
            "[ ] (none) 0",
        ]
        screen = await settle(pilot, "down", "space", "left")
        assert rows(screen)[:3] == ["[ ] News 0", "[x] Field notes 1", "[ ] Zürich Łódź 1"]
        assert "1 of 7 posts" in screen
        assert "Category•" in screen
        assert "Author•" in screen


async def test_several_terms_of_a_field_are_alternatives() -> None:
    app = host(field="tag")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot, "space", "down", "space")
        assert rows(screen)[:2] == ["[x] one 3", "[x] two 2"]
        assert "4 of 7 posts" in screen
        await settle(pilot, "enter")
        assert [str(query) for query in app.results] == ["tag:one,two"]


async def test_space_takes_back_what_it_chose() -> None:
    app = host("tag:one", "tag")
    async with app.run_test(size=(120, 36)) as pilot:
        assert rows(await settle(pilot))[0] == "[x] one 3"
        assert rows(await settle(pilot, "space"))[0] == "[ ] one 3"
        assert app.beneath.told == [""]


@pytest.mark.parametrize("query", ["tag:ONE", "-tag:ONE"])
async def test_a_term_is_known_however_it_is_written(query: str) -> None:
    app = host(query, "tag")
    async with app.run_test(size=(120, 36)) as pilot:
        before = rows(await settle(pilot))
        assert f"[{'-' if query.startswith('-') else 'x'}] one 3" in before
        await settle(pilot, *"one", "space", "enter")
        assert app.results == [Query()]


async def test_none_is_a_term_like_others() -> None:
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot, "end", "space")
        assert "[x] (none) 1" in rows(screen)
        await settle(pilot, "enter")
        assert str(app.results[0]) == "category:(none)"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fieldn", ["Field notes"]),
        ("NOTES", ["Field notes"]),
        ("zurichlodz", ["Zürich Łódź"]),
        ("ne", ["News", "(none)"]),
        ("[/", ["[/oops]"]),
        ("q", []),
    ],
)
async def test_typing_finds(typed: str, found: list[str]) -> None:
    async with host().run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot, *typed)
        assert [row[4:].rsplit(" ", 1)[0] for row in rows(screen)] == found
        assert f"{len(found)} of 5" in screen
        assert ("Nothing is spelt like that" in screen) is (not found)
        screen = await settle(pilot, *["backspace"] * len(typed))
        assert len(rows(screen)) == 5


async def test_a_paste_finds_too() -> None:
    async with host().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        pilot.app.post_message(Paste("Field\nnotes "))
        assert rows(await settle(pilot)) == ["[ ] Field notes 2"]


async def test_escape_clears_the_find_then_undoes_everything() -> None:
    app = host("author:nobody")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot, *"news", "space")
        assert "Esc clear find" in screen
        screen = await settle(pilot, "escape")
        assert "Esc undo" in screen
        assert len(rows(screen)) == 5
        assert app.results == []
        await settle(pilot, "escape")
        assert app.results == [None]
        assert app.beneath.told == ["author:nobody category:News", "author:nobody"]


async def test_the_cursor_stays_on_its_term_when_the_find_is_cleared() -> None:
    async with host().run_test(size=(120, 36)) as pilot:
        await settle(pilot, *"zurich", "escape", "space")
        assert "[x] Zürich Łódź 1" in rows(await settle(pilot))


@pytest.mark.parametrize("key", ["right", "tab"])
async def test_fields_go_round(key: str) -> None:
    async with host().run_test(size=(120, 36)) as pilot:
        names = []
        for _ in range(6):
            await settle(pilot)
            names.append(pilot.app.screen.query_one(FieldTabs).current)
            await pilot.press(key)
        assert names == ["category", "author", "tag", "year", "topics", "category"]
        await settle(pilot, "left" if key == "right" else "shift+tab")
        assert pilot.app.screen.query_one(FieldTabs).current == "category"


async def test_years_stand_newest_first() -> None:
    async with host(field="year").run_test(size=(120, 36)) as pilot:
        found = [row.split()[2] for row in rows(await settle(pilot))]
        assert found == ["2017", "2016", "2015", "(none)"]


async def test_the_cursor_starts_on_a_chosen_term_else_on_one_with_posts() -> None:
    async with host("author:nobody -tag:one", "year").run_test(size=(120, 36)) as pilot:
        assert "▌[ ] 2017" in await settle(pilot)
    async with host("-tag:one", "year").run_test(size=(120, 36)) as pilot:
        assert "▌[ ] 2016" in await settle(pilot)
    async with host("tag:two").run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "▌[x] two" in await settle(pilot, "right", "right")


async def test_opens_on_a_field_without_terms() -> None:
    shelf = Shelf([{"tag": ["one"]}])
    async with host(field="series", shelf=shelf).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert "Tag  Series" in screen
        assert rows(screen) == ["[ ] (none) 1"]


async def test_the_mouse_toggles_changes_field_and_closes() -> None:
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(FacetList, offset=(6, 1))
        assert rows(await settle(pilot))[1] == "[x] Field notes 2"
        await pilot.click(FieldTabs, offset=(12, 0))
        assert "[ ] Author One 1" in rows(await settle(pilot))
        await pilot.click(FacetList, offset=(6, 30))
        assert app.beneath.told == ['category:"Field notes"']
        await pilot.click(PanelKeys, offset=(16, 0))
        await settle(pilot)
        assert [str(query) for query in app.results] == ['category:"Field notes"']


async def test_a_click_beside_the_panel_keeps() -> None:
    app = host("tag:one")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(100, 10))
        await settle(pilot)
        assert [str(query) for query in app.results] == ["tag:one"]


@pytest.mark.parametrize(("columns", "width"), [(120, 45), (80, 80), (36, 36), (200, 45)])
async def test_lies_on_the_list(columns: int, width: int) -> None:
    app = host()
    async with app.run_test(size=(columns, 24)) as pilot:
        app.beneath.query_one("#posts").styles.width = 44
        screen = await settle(pilot)
        assert app.panel.query_one("#filters").region.width == width
        assert "7 of 7 posts" in screen
        assert ("post post" in screen) is (columns > 90)
        await pilot.resize_terminal(60, 20)
        assert "post post" not in await settle(pilot)


async def test_names_of_posts_are_text() -> None:
    names = [
        "[/oops]",
        "[TODO] fix",
        "a\x1b[31mb",
        "two\nlines",
        "x\u202ey",
        "漢" * 60,
        "[b]bold[/b]",
    ]
    shelf = Shelf([{"category": [name], name: ["a"]} for name in names])
    app = host(shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        for name in names:
            screen = await settle(pilot, *squashed(one_line(name))[-3:], "space", "escape")
            assert not set("\x1b\u202e") & set(screen)
        for text in ("[/oops]", "[TODO] fix", "a␛[31mb", "two lines", "xy", "[b]bold[/b]", "漢漢"):
            assert text in screen
        assert "…" in screen
        assert "7 of 7 posts" in screen
        for _ in names:
            assert not set("\x1b\u202e") & set(await settle(pilot, "right"))
        await settle(pilot, "enter")
        assert set(app.results[0].filters[0].values) == set(names)


async def test_thousands_of_terms_scroll() -> None:
    shelf = Shelf([{"tag": [f"tag {number:05}" for number in range(5000)]}])
    async with host(field="tag", shelf=shelf).run_test(size=(80, 24)) as pilot:
        screen = await settle(pilot)
        assert rows(screen)[0] == "[ ] tag 00000 1"
        assert "[ ] (none) 0" in rows(await settle(pilot, "end"))
        assert "[ ] tag 04999 1" in rows(await settle(pilot, "up", "up", "down"))
        assert rows(await settle(pilot, *"4321")) == ["[ ] tag 04321 1"]
        terms = pilot.app.screen.query_one(FacetList)
        await settle(pilot, "escape", "home")
        terms.scroll_down(animate=False)
        assert rows(await settle(pilot))[0] == "[ ] tag 00001 1"
        assert not terms.children


async def test_a_count_that_comes_late_is_dropped() -> None:
    slow = threading.Event()

    class Slow(Shelf):
        def facets(self, field: str, query: Query) -> tuple[Facet, ...]:
            if str(query) == "tag:one":
                slow.wait(10)
            return super().facets(field, query)

    app = host(field="tag", shelf=Slow(SHELF_POSTS))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("space", "down", "space")
        await pilot.pause()
        slow.set()
        screen = await settle(pilot)
        assert rows(screen)[:2] == ["[x] one 1", "[x] two 1"]
        assert "2 of 2 posts" in screen


async def test_a_query_that_cannot_be_answered_is_said_and_can_be_undone() -> None:
    class Picky(Shelf):
        def facets(self, field: str, query: Query) -> tuple[Facet, ...]:
            if "tag" in str(query):
                raise ReaderError("[/no] tags today")
            return super().facets(field, query)

    app = host("tag:one", "tag", Picky(SHELF_POSTS))
    async with app.run_test(size=(120, 36)) as pilot:
        assert "[/no] tags today" in await settle(pilot)
        await settle(pilot, "space", "escape")
        assert app.results == [None]


async def test_counts_follow_the_posts_on_demand() -> None:
    shelf = Shelf(SHELF_POSTS)
    panel = FilterScreen(shelf, Query(), "tag")
    async with Host(panel).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        shelf.posts += Shelf([{"tag": ["new"]}, {"tag": ["new"]}]).posts
        panel.recount()
        screen = await settle(pilot)
        assert rows(screen) == ["[ ] one 1", "[ ] two 1", "[ ] new 2", "[ ] (none) 0"]
        assert "4 of 4 posts" in screen


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ken Owens", "kenowens"),
        ("Łódź", "lodz"),
        ("STRASSE ß", "strassess"),
        ("ÉÉ", "ee"),
        ("漢 字", "漢字"),
    ],
)
def test_squashed(text: str, found: str) -> None:
    assert squashed(text) == found


async def test_fields_slide_where_they_are_too_wide() -> None:
    shelf = Shelf([{f"a field no. {number}": ["a"] for number in range(9)}])
    async with host(shelf=shelf).run_test(size=(40, 24)) as pilot:
        first = (await settle(pilot)).split("\n")[0]
        assert first.rstrip().endswith("›")
        last = (await settle(pilot, "left")).split("\n")[0]
        assert last.lstrip().startswith("‹")
        assert last.rstrip().endswith("A field no. 8")
