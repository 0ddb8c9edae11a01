"""The main screen, told as a reader would use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from reader.refresh import Changes
from reader.tui.answer import answer
from reader.tui.screens.main import MainScreen
from reader.tui.widgets.chips import Chips
from reader.tui.widgets.pager import Pager
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.search_box import SearchBox
from reader.tui.widgets.searched_pane import Asked
from tests.tui.story import OpenApp, drawn, press, settle, titles


def selected(screen: MainScreen) -> str:
    assert screen.posts.post is not None
    return screen.posts.post.title


def read(screen: MainScreen) -> str | None:
    return screen.pane.post.title if screen.pane.post else None


async def test_opens_on_the_first_page_with_its_first_post(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert titles(screen) == [f"Post {n}" for n in range(1, 11)]
        assert read(screen) == "Post 1"
        text = drawn(pilot)
        assert "‹ [1] 2 3 ›" in text
        assert "1–10 of 23" in text
        assert "Paragraph 0 of post 1." in text


@pytest.mark.parametrize(
    "keys", [("n", "p"), ("l", "h"), ("right", "left"), ("pagedown", "pageup")]
)
async def test_pages_turn_by_every_key(
    blog: Path, open_app: OpenApp, keys: tuple[str, str]
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        assert titles(await press(pilot, keys[0]))[0] == "Post 11"
        assert titles(await press(pilot, keys[0], keys[0]))[0] == "Post 21"
        assert titles(await press(pilot, keys[1], keys[1]))[0] == "Post 1"


async def test_moving_past_the_page_goes_on(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        assert selected(await press(pilot, *"jjjjjjjjjj")) == "Post 11"
        assert selected(await press(pilot, "k")) == "Post 10"
        assert selected(await press(pilot, "G")) == "Post 23"
        assert selected(await press(pilot, "j")) == "Post 23"
        screen = await press(pilot, "g")
        assert selected(screen) == read(screen) == "Post 1"


async def test_keys_that_come_at_once_choose_what_the_last_one_shows(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        for key in "jjjn":
            pilot.app.post_message(Key(key, key))
        screen = await settle(pilot)
        assert selected(screen) == read(screen) == "Post 11"
        screen.posts.reload()
        assert selected(await settle(pilot)) == "Post 11"


async def test_what_is_chosen_while_the_same_is_asked_again_stays(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "j")
        posts = screen.posts
        before = posts.chosen
        asked = Asked(answer(screen.library, posts.asked, before), before, again=True)
        await press(pilot, "j")
        posts._take(asked)
        assert selected(await settle(pilot)) == "Post 3"


async def test_what_was_not_read_is_told_until_it_is(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        screen.came_in(Changes(new=1, stopped=True))
        await press(pilot, "slash", *"nowhere", "enter")
        assert "not all read · r" in drawn(pilot)
        assert "No post that has been read" in drawn(pilot)
        await press(pilot, "X", "r")
        assert "not all read" not in drawn(pilot)


async def test_a_page_number_can_be_clicked(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(Pager, offset=(1 + "‹ [1] 2 3 ›".index("3"), 0))
        assert titles(await settle(pilot)) == ["Post 21", "Post 22", "Post 23"]


async def test_a_click_selects_and_a_second_reads(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(PostList, offset=(5, 4))
        assert selected(await settle(pilot)) == "Post 3"
        await pilot.click(PostList, offset=(5, 4))
        screen = await settle(pilot)
        assert screen.focused is screen.pane


async def test_search_follows_each_letter_and_escape_takes_it_back(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"tag:odd")
        assert titles(screen)[:3] == ["Post 1", "Post 3", "Post 5"]
        assert "12 of 23" in drawn(pilot)
        screen = await press(pilot, "escape")
        assert titles(screen)[:3] == ["Post 1", "Post 2", "Post 3"]
        screen = await press(pilot, "slash", *"tag:odd", "enter")
        assert screen.focused is screen.posts.posts
        assert str(screen.posts.asked) == "tag:odd"


async def test_a_mistake_in_a_query_names_its_column_and_changes_nothing(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash")
        screen.posts.query_one(SearchBox).value = "state:foo"
        screen = await settle(pilot)
        assert "column 7" in drawn(pilot)
        assert len(titles(screen)) == 10


async def test_the_word_under_way_stands_for_all_that_begin_so(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        assert len(titles(await press(pilot, "slash", *"pos"))) == 10
        assert str((await press(pilot, "enter")).posts.asked) == "pos*"
        await press(pilot, "X", "slash", *"post", "enter")
        assert str((await settle(pilot)).posts.asked) == "post"


async def test_a_filter_keeps_the_selected_post_and_not_the_page(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "n", "n", "slash", *"tag:odd", "enter")
        assert selected(screen) == "Post 21"
        assert screen.posts.asked.page == 2
        screen = await press(pilot, "x")
        assert selected(screen) == "Post 21"
        assert screen.posts.asked.page == 3


async def test_chips_go_by_key_and_by_mouse(blog: Path, open_app: OpenApp) -> None:
    app = open_app(blog, 'category:News tag:every author:"Author One"')
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert "category News ×" in drawn(pilot)
        screen = await press(pilot, "x")
        assert str(screen.posts.asked) == "category:News tag:every"
        await pilot.click(Chips, offset=(2, 0))
        assert str((await settle(pilot)).posts.asked) == "tag:every"
        assert str((await press(pilot, "X")).posts.asked) == ""
        assert screen.posts.chips.size.height == 0


async def test_no_match_says_what_to_drop(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, "tag:odd category:News zebra").run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        text = drawn(pilot)
        assert "No post matches." in text
        assert "without zebra: 0 posts" in text
        assert "x  removes the last of these" in text
        assert screen.pane.post is None
        assert titles(await press(pilot, "X"))[0] == "Post 1"


async def test_sorting_goes_round_and_turns(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "s", "s")
        assert str(screen.posts.asked) == "sort:title"
        assert "by title ↑" in drawn(pilot)
        assert str((await press(pilot, "S")).posts.asked) == "sort:-title"
        assert str((await press(pilot, "s", "s")).posts.asked) == ""


async def test_escape_backs_out_of_the_search_then_of_the_last_filter(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog, "post paragraph tag:odd year:2020").run_test() as pilot:
        left = []
        for _ in range(4):
            left.append(str((await press(pilot, "escape")).posts.asked))
        assert left == ["tag:odd year:2020", "tag:odd", "", ""]


async def test_one_pane_at_a_time_on_a_narrow_screen(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(80, 24)) as pilot:
        screen = await settle(pilot)
        assert screen.posts.size.width == 80
        assert not screen.pane.size
        screen = await press(pilot, "enter")
        assert screen.focused is screen.pane
        assert screen.pane.size.width == 80
        assert "Paragraph 0 of post 1." in drawn(pilot)
        screen = await press(pilot, "escape")
        assert screen.focused is screen.posts.posts
        assert screen.posts.size.width == 80


async def test_the_divider_moves_and_the_list_hides(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "greater_than_sign")
        before = screen.posts.size.width
        assert (await press(pilot, "less_than_sign")).posts.size.width == before - 4
        assert not (await press(pilot, "z")).posts.size
        assert (await press(pilot, "z")).posts.size.width == before - 4
        # Whoever was in the post is there again.
        assert (await press(pilot, "z")).posts.posts.has_focus is False
        assert (await press(pilot, "z")).posts.posts.has_focus
        assert (await press(pilot, "enter", "z", "z")).pane.has_focus


async def test_an_empty_folder_says_what_was_looked_for(tmp_path: Path, open_app: OpenApp) -> None:
    (tmp_path / "none").mkdir()
    async with open_app(tmp_path / "none").run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "No posts in" in drawn(pilot)
        assert ".markdown" in drawn(pilot)


async def test_a_folder_of_drafts_alone_tells_of_them(tmp_path: Path, open_app: OpenApp) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one.md").write_text("---\ntitle: One\ndraft: true\n---\n")
    async with open_app(tmp_path / "drafts").run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "It has 1 draft: /  and state:any" in drawn(pilot)


async def test_settings_that_cannot_be_read_are_told_above_the_list(
    blog: Path, open_app: OpenApp
) -> None:
    (blog / "content").mkdir()
    (blog / "hugo.toml").write_text("title = \n", encoding="utf-8")
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "Posts  23 · settings not read" in drawn(pilot)


async def test_the_first_scan_fills_the_list(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, read=False).run_test(size=(120, 36)) as pilot:
        assert titles(await settle(pilot))[0] == "Post 1"


async def test_a_refresh_finds_what_changed_and_keeps_the_post(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "j", "j")
        (blog / "new.md").write_text("---\ntitle: Newest\ndate: 2018-01-01\n---\nJust in.\n")
        (blog / "post-002.md").unlink()
        screen = await press(pilot, "r")
        assert titles(screen)[:3] == ["Newest", "Post 1", "Post 3"]
        assert selected(screen) == "Post 3"


async def test_one_file_opens_in_the_text(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog / "post-004.md").run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert screen.focused is screen.pane
        assert read(screen) == "Post 4"
        assert screen.pane.size.width == 120


async def test_a_screen_too_small_says_so(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(30, 7)) as pilot:
        await settle(pilot)
        assert "36 × 8" in drawn(pilot)


async def test_hostile_titles_are_text(tmp_path: Path, open_app: OpenApp) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    names = [
        "[/oops]",
        "[TODO] fix",
        "esc \x1b[31mred",
        "two\\nlines",
        "bidi \u202eover",
        "[@click=app.quit]x[/]",
    ]
    for n, name in enumerate(names):
        (folder / f"{n}.md").write_text(
            f'---\ntitle: "{name}"\ndate: 2020-01-0{n + 1}\n---\n{name}\n'
        )
    async with open_app(folder).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        text = drawn(pilot)
        for shown in ("[/oops]", "[TODO] fix", "bidi over", "[@click=app.quit]x[/]", "two lines"):
            assert shown in text
        await press(pilot, *("j" for _ in names))
        assert not [c for c in drawn(pilot) if ord(c) < 32 and c != "\n"]
        assert "\u202e" not in drawn(pilot)


async def test_pages_fit_the_list_when_asked(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, page_size="auto").run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert len(titles(screen)) == (screen.posts.posts.size.height) // 2
        await pilot.resize_terminal(120, 20)
        screen = await settle(pilot)
        assert len(titles(screen)) == (screen.posts.posts.size.height) // 2


async def test_a_list_that_becomes_empty_keeps_its_keys(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, "is:bookmarked").run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "x", "m", "slash", *"is:bookmarked", "enter")
        assert titles(screen) == ["Post 1"]
        screen = await press(pilot, "m", "r")
        assert "No post matches" in drawn(pilot)
        assert screen.focused is screen.posts.posts
        assert len(titles(await press(pilot, "x"))) == 10


async def test_a_scrollbar_hides_no_letter(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(36, 14)) as pilot:
        screen = await settle(pilot)
        assert screen.posts.posts.show_vertical_scrollbar
        lines = [line.strip("▌ ▁▂▃▄▅▆▇█") for line in drawn(pilot).splitlines()]
        dated = [line for line in lines if " 2017 · " in line]
        assert dated
        assert all(line.endswith(" · 1 min") for line in dated[:3])
        assert any("…" in line for line in dated)
