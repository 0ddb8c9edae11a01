"""One who writes a post, saves it often and presses `r`: nobody moves but the reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.screens.main import MainScreen
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.posts_pane import PostsPane
from tests.tui.story import OpenApp, drawn, press, settle

_NEWS = "\n\n".join(
    f"News {n} that came in overnight, and was put above all else." for n in range(50)
)


def read(screen: MainScreen) -> str | None:
    return screen.pane.post.title if screen.pane.post else None


def chosen(screen: MainScreen) -> str | None:
    return screen.posts.post.title if screen.posts.post else None


def text(screen: MainScreen) -> list[str]:
    return [screen.pane.render_line(y).text.strip() for y in range(screen.pane.size.height)]


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """As editors save: another file takes its place."""
    new = path.with_suffix(".tmp")
    new.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    new.replace(path)


def draft(written: str) -> str:
    return written.replace("---\n", "---\ndraft: true\n", 1)


def news(written: str) -> str:
    return written.replace("---\nParagraph", f"---\n{_NEWS}\n\nParagraph", 1)


async def test_what_is_put_in_above_moves_nothing(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, *"jjjj", "enter", "space", "space")
        before = text(screen)
        rewrite(blog / "post-005.md", news)
        assert text(await press(pilot, "r")) == before


async def test_who_comes_back_to_a_post_is_where_they_left_it(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, *"jjjj", "enter", "space", "space")
        before = text(screen)
        screen = await press(pilot, "J", "J", "K", "K")
        assert (read(screen), text(screen)) == ("Post 5", before)
        await press(pilot, "J")
        rewrite(blog / "post-005.md", news)
        assert text(await press(pilot, "r", "K")) == before
        # So it is from the list, and a post that was not scrolled begins at its top.
        screen = await press(pilot, "g", "escape", "k", "j", "enter")
        assert text(screen)[0] == "Post 5"


@pytest.mark.parametrize("left", ["empty", "gone", "cut"])
async def test_a_file_caught_while_it_is_saved_loses_no_place(
    blog: Path, open_app: OpenApp, left: str
) -> None:
    path = blog / "post-005.md"
    written = path.read_bytes()
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, *"jjjj", "enter", "space", "space")
        before = text(screen)
        if left == "gone":
            path.unlink()
        else:
            path.write_bytes(written[:300] if left == "cut" else b"")
        screen = await press(pilot, "r", "r")
        assert screen.pane.post is not None
        assert screen.pane.post.path == "post-005.md"
        if left == "gone":
            assert text(screen) == before, "what there was of it is better than nothing"
            assert "Post 5  gone from the disk" in drawn(pilot)
        path.write_bytes(written)
        screen = await press(pilot, "r")
        assert text(screen) == before
        assert chosen(screen) == read(screen) == "Post 5"
        assert "gone" not in drawn(pilot)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_post_that_is_made_a_draft_stays_in_sight(
    blog: Path, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(blog).run_test(size=size) as pilot:
        screen = await press(pilot, *"jjjj", "enter", "space", "space")
        before = text(screen)
        rewrite(blog / "post-005.md", draft)
        for _ in range(2):
            screen = await press(pilot, "r")
            assert (read(screen), text(screen)) == ("Post 5", before)
            assert "Post 5  draft: not in this list" in drawn(pilot)
        assert screen.posts.pager.page is not None
        assert screen.posts.pager.page.total == 22
        # Back in the list, it is the chosen one again.
        rewrite(blog / "post-005.md", lambda written: written.replace("draft: true\n", ""))
        screen = await press(pilot, "r")
        assert chosen(screen) == read(screen) == "Post 5"
        assert text(screen) == before
        assert "not in this list" not in drawn(pilot)


async def test_answers_that_follow_one_another_say_why_it_stays(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter")
        page = screen.posts.posts.page
        first, second = page.posts[:2]
        screen.on_posts_pane_chosen(PostsPane.Chosen(first, page, again=True))
        screen.on_posts_pane_chosen(PostsPane.Chosen(second, page, again=True, left=first.path))
        screen = await settle(pilot)
        assert read(screen) == "Post 1"
        assert "Post 1  not in this list" in drawn(pilot)


@pytest.mark.parametrize(
    ("number", "key", "then"),
    [
        (5, "J", "Post 6"),
        (5, "K", "Post 4"),
        (10, "J", "Post 11"),
        (10, "K", "Post 9"),
        (1, "J", "Post 2"),
        (1, "K", "Post 1"),
        (23, "K", "Post 22"),
        (23, "J", "Post 23"),
    ],
)
async def test_who_moves_on_from_a_draft_goes_to_its_neighbours(
    blog: Path, open_app: OpenApp, number: int, key: str, then: str
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, *("G" if number == 23 else "j" * (number - 1)), "enter")
        rewrite(blog / f"post-{number:03}.md", draft)
        screen = await press(pilot, "r", key)
        assert read(screen) == then
        if then != f"Post {number}":
            assert chosen(screen) == then
            assert "not in this list" not in drawn(pilot)


async def test_a_draft_gives_way_to_what_is_chosen_in_the_list(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rewrite(blog / "post-001.md", draft)
        screen = await press(pilot, "r")
        assert (read(screen), chosen(screen)) == ("Post 1", "Post 2")
        assert read(await press(pilot, "enter")) == "Post 2"
        assert chosen(await press(pilot, "r")) == "Post 2"
        rewrite(blog / "post-002.md", draft)
        await press(pilot, "r")
        await pilot.click(PostList, offset=(5, 0))
        screen = await settle(pilot)
        assert read(screen) == chosen(screen) == "Post 3"
        rewrite(blog / "post-003.md", draft)
        screen = await press(pilot, "r", "escape", "j")
        assert read(screen) == chosen(screen) == "Post 5"


async def test_a_draft_stays_while_the_pages_are_fitted(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, page_size="auto").run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        rewrite(blog / "post-001.md", draft)
        screen = await press(pilot, "r")
        await pilot.resize_terminal(120, 24)
        screen = await settle(pilot)
        assert read(screen) == "Post 1"
        assert "draft: not in this list" in drawn(pilot)


async def test_what_a_link_led_to_stays_when_the_chosen_post_changes(
    blog: Path, open_app: OpenApp
) -> None:
    rewrite(blog / "post-001.md", lambda written: f"{written}\n[on](post-005.md)\n")
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", "tab", "enter", "space", "space")
        before = text(screen)
        assert read(screen) == "Post 5"
        for change in (lambda written: f"{written}\nMore of it.\n", draft):
            rewrite(blog / "post-001.md", change)
            screen = await press(pilot, "r")
            assert (read(screen), text(screen)) == ("Post 5", before)
        assert read(await press(pilot, "escape")) == "Post 1"


async def test_the_way_back_leads_to_what_was_in_sight(blog: Path, open_app: OpenApp) -> None:
    link = "\n\n[on](post-001.md)\n\nParagraph 60 "
    rewrite(blog / "post-005.md", lambda written: written.replace("\n\nParagraph 60 ", link))
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, *"jjjj", "enter", "tab", "down", "down")
        before = text(screen)
        assert read(await press(pilot, "enter")) == "Post 1"
        rewrite(blog / "post-005.md", news)
        screen = await press(pilot, "r", "escape")
        assert (read(screen), text(screen)) == ("Post 5", before)


async def test_a_post_that_leaves_a_filtered_list_stays(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, "tag:odd").run_test(size=(120, 36)) as pilot:
        await press(pilot, "j", "enter")
        rewrite(blog / "post-003.md", lambda written: written.replace("[odd,", "[even,"))
        screen = await press(pilot, "r")
        assert read(screen) == "Post 3"
        assert "Post 3  not in this list" in drawn(pilot)
        assert "filtered out by tag:odd" in drawn(pilot)


async def test_one_file_alone_keeps_its_place(blog: Path, open_app: OpenApp) -> None:
    path = blog / "post-005.md"
    async with open_app(path).run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "space", "space")
        before = text(screen)
        rewrite(path, news)
        assert text(await press(pilot, "r")) == before
        written = path.read_bytes()
        path.write_bytes(b"")
        await press(pilot, "r")
        path.write_bytes(written)
        assert text(await press(pilot, "r")) == before


async def test_a_mistake_is_told_of_where_the_head_is_out_of_sight(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, *"jjjj", "enter", "space", "space")
        before = text(screen)
        good = (blog / "post-005.md").read_text(encoding="utf-8")
        rewrite(blog / "post-005.md", lambda written: written.replace("tle: ", 'tle: "', 1))
        screen = await press(pilot, "r")
        assert "problem · i" in drawn(pilot)
        assert text(screen) == before
        rewrite(blog / "post-005.md", lambda written: good)
        await press(pilot, "r")
        assert "problem · i" not in drawn(pilot)


async def test_the_post_that_the_list_marks_is_read_where_another_was_chosen_before(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "j", "slash", *"tag:odd", "enter")
        assert (chosen(screen), read(screen)) == ("Post 1", "Post 1")
        new = "---\ntitle: Newest\ndate: 2030-01-01\ntags: [odd]\n---\nNew.\n"
        (blog / "new.md").write_text(new, encoding="utf-8")
        screen = await press(pilot, "r")
        assert chosen(screen) == read(screen)


async def test_who_is_left_on_a_page_that_is_no_more_goes_on_from_the_end(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog, "-tag:nothing").run_test(size=(120, 36)) as pilot:
        for number in (22, 23):
            (blog / f"post-{number:03}.md").unlink()
        screen = await press(pilot, "r", "G", "enter")
        assert (read(screen), screen.posts.asked.page) == ("Post 21", 3)
        rewrite(blog / "post-021.md", draft)
        screen = await press(pilot, "r")
        assert (chosen(screen), screen.posts.asked.page) == ("Post 20", 2)
