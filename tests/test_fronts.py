"""The list pane and `reader list` are two looks at one answer."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner

from reader.cli.main import reader
from reader.config import Settings
from reader.library import Library
from reader.model import Landing
from reader.query import Query
from reader.tui.app import ReaderApp
from reader.tui.screens.main import MainScreen
from tests.made import made, write, write_blog
from tests.tui.story import drawn, press, settle, titles, write_posts

__all__ = ["made"]

QUERIES = [
    "",
    'category:News author:"Author One"',
    "category:News,Guides -tag:odd",
    "post after:2016-10 sort:title",
    "tag:every state:any sort:-date",
]


@pytest.mark.parametrize("query", QUERIES)
async def test_the_pane_shows_page_by_page_what_the_command_prints(
    query: str, tmp_path: Path
) -> None:
    write_posts(tmp_path / "blog", 47)
    library = Library.open(tmp_path / "blog", cache=tmp_path / "cache")
    library.refresh()
    app = ReaderApp(library, query=Query.parse(query, page_size=4))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        page = screen.posts.posts.page
        assert page.of > 1
        for number in range(1, page.of + 1):
            arguments = ["list", str(tmp_path / "blog"), "-q", query, "--page-size", "4"]
            arguments += ["--page", str(number), "--format", "json"]
            printed = json.loads(CliRunner().invoke(reader, arguments).stdout)
            page = screen.posts.posts.page
            assert [post["path"] for post in printed["posts"]] == [p.path for p in page.posts]
            assert printed["page"] == {
                "number": page.number, "of": page.of, "size": page.size, "posts": page.total,
            }  # fmt: skip
            screen = await press(pilot, "n")


def app_on(folder: Path, query: str = "", **settings: Any) -> ReaderApp:
    library = Library.open(folder, cache=folder.parent / "cache")
    library.refresh()
    return ReaderApp(library, query=Query.parse(query), settings=Settings(**settings))


def head(screen: MainScreen) -> str:
    """What stands above the text of the post, on one line."""
    pane = screen.pane
    assert pane.post is not None
    lines: list[str] = []
    for y in range(pane.size.height):
        text = pane.render_line(y).text.strip()
        if not text and lines:
            break
        lines.append(text)
    return " ".join(lines)


def chosen(screen: MainScreen) -> str:
    assert screen.posts.post is not None
    return screen.posts.post.title


@pytest.mark.usefixtures("made")
class TestASite:
    """What an engine says of a site, on the screen."""

    async def test_the_engine_stands_in_the_title_and_in_the_help(self, tmp_path: Path) -> None:
        blog = write_blog(tmp_path / "blog", 3, "url: https://example.org\n")
        async with app_on(blog).run_test(size=(120, 36)) as pilot:
            screen = await settle(pilot)
            assert "Posts  3 · Made" in drawn(pilot).splitlines()[0]
            screen.posts.busy = "reading 1 of 200,000 · Ctrl+X stops"
            screen.posts.retitle()
            assert "Made" not in (await press(pilot)).posts.title.more
            await pilot.resize_terminal(100, 100)
            await press(pilot, "question_mark")
            assert "Made, by made.yml" in drawn(pilot)
            assert "https://example.org" in drawn(pilot)
            assert "List the posts in the site's next language" not in drawn(pilot)
            await press(pilot, "escape", "i")
            assert "Engine    Made, by made.yml" in drawn(pilot)

    async def test_uneven_pages_turn_and_tell_where_one_is(self, tmp_path: Path) -> None:
        app = app_on(write_blog(tmp_path / "blog"))
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await settle(pilot)
            assert "1–10 of 24" in drawn(pilot)
            screen = await press(pilot, "n")
            assert titles(screen) == [f"Post {n}" for n in range(11, 15)]
            assert "11–14 of 24" in drawn(pilot)
            assert "page 2 of 3 of Home, no. 1; page 1 of 1 of News" in head(screen)
            # Past the short page's end, and back over it.
            screen = await press(pilot, "j", "j", "j", "j")
            assert (chosen(screen), screen.posts.asked.page) == ("Post 15", 3)
            assert "15–24 of 24" in drawn(pilot)
            screen = await press(pilot, "k")
            assert (chosen(screen), screen.posts.asked.page) == ("Post 14", 2)
            screen = await press(pilot, "colon", "3", "enter")
            assert chosen(screen) == "Post 15"
            screen = await press(pilot, "G")
            assert chosen(screen) == "Post 24"

    async def test_a_chosen_post_is_kept_over_uneven_pages(self, tmp_path: Path) -> None:
        app = app_on(write_blog(tmp_path / "blog"))
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await press(pilot, "n", "j")
            assert chosen(screen) == "Post 12"
            screen = await press(pilot, "slash", *"category:guides", "enter")
            assert (chosen(screen), screen.posts.asked.page) == ("Post 12", 1)
            screen = await press(pilot, "x")
            assert (chosen(screen), screen.posts.asked.page) == ("Post 12", 2)
            screen = await press(pilot, "r")
            assert (chosen(screen), screen.posts.asked.page) == ("Post 12", 2)

    async def test_pages_that_fit_the_screen_are_uneven_too(self, tmp_path: Path) -> None:
        app = app_on(write_blog(tmp_path / "blog"), page_size="auto")
        async with app.run_test(size=(120, 19)) as pilot:
            screen = await settle(pilot)
            most = screen.posts.posts.size.height // 2
            assert len(titles(screen)) == most
            assert most not in (10, 24)
            seen = titles(screen)
            for _ in range(-(-24 // most) - 1):
                seen += titles(await press(pilot, "n"))
            assert seen == [f"Post {n}" for n in range(1, 25)]

    async def test_a_post_that_is_not_published_says_why(self, tmp_path: Path) -> None:
        blog = write_blog(tmp_path / "blog", 3)
        write(blog, "draft.md", "Draft", "2020-03-01", "News", "draft: true")
        write(blog, "later.md", "Later", "2099-01-01", "News")
        async with app_on(blog, "state:any").run_test(size=(120, 36)) as pilot:
            screen = await settle(pilot)
            assert "◷ future: 2099-01-01 00:00 +00:00 is in 72 years (read as UTC, as" in head(
                screen
            )
            assert "page" not in head(screen)
            screen = await press(pilot, "j")
            assert head(screen).endswith("◌ draft: true (line 5)")
            await press(pilot, "i")
            assert "State     ◌ draft: true (line 5)" in drawn(pilot)

    async def test_a_link_to_a_post_that_is_filtered_out_says_by_what(self, tmp_path: Path) -> None:
        blog = write_blog(tmp_path / "blog", 6)
        (blog / "post-01.md").write_text(
            "---\ntitle: Post 1\ndate: 2020-02-01\ncategories: [News]\n---\n[on](post-03.md)\n"
        )
        async with app_on(blog, "category:news").run_test(size=(120, 36)) as pilot:
            screen = await press(pilot, "enter", "tab", "enter")
            assert screen.pane.post is not None
            assert screen.pane.post.title == "Post 3"
            assert "filtered out by category:news · page 1 of 1 of Home, no. 3" in head(screen)
            await press(pilot, "i")
            assert "List      filtered out by category:news" in drawn(pilot)
            await press(pilot, "escape")
            screen = await press(pilot, "escape")
            assert "filtered out" not in head(screen)

    async def test_languages_are_switched_and_translations_led_to(self, tmp_path: Path) -> None:
        blog = write_blog(tmp_path / "blog", 4, "language: en\n")
        for n in (2, 3):
            write(blog, f"post-0{n}.fr.md", f"Billet {n}", f"2020-01-0{5 - n}", "News", "lang: fr")
        async with app_on(blog).run_test(size=(120, 36)) as pilot:
            screen = await press(pilot, "j", "j")
            assert (chosen(screen), len(titles(screen))) == ("Post 3", 4)
            screen = await press(pilot, "L")
            assert titles(screen) == ["Billet 2", "Billet 3"]
            assert chosen(screen) == "Billet 3"
            assert "lang fr ×" in drawn(pilot)
            assert "page 1 of 1 of Home, no. 2" in head(screen)
            screen = await press(pilot, "L")
            assert (chosen(screen), len(titles(screen))) == ("Post 3", 4)
            assert str(screen.posts.asked) == ""
            await press(pilot, "i")
            assert "1  fr  Billet 3  post-03.fr.md" in drawn(pilot)
            screen = await press(pilot, "1")
            assert screen.pane.post is not None
            assert screen.pane.post.path == "post-03.fr.md"
            assert "filtered out by lang:en" in head(screen)
            await press(pilot, "escape", "f", "left")
            assert "Lang" in drawn(pilot)
            screen = await press(pilot, "escape")
            assert "app.language" in [command.id for command, _ in screen.palette()]
            await pilot.resize_terminal(100, 100)
            await press(pilot, "question_mark")
            assert "List the posts in the site's next language" in drawn(pilot)
            assert "Languages" in drawn(pilot)

    async def test_one_language_has_no_next(self, tmp_path: Path) -> None:
        async with app_on(write_blog(tmp_path / "blog", 2)).run_test(size=(120, 36)) as pilot:
            screen = await press(pilot, "L")
            assert str(screen.posts.asked) == ""
            assert "app.language" not in [command.id for command, _ in screen.palette()]
            assert [one.message for one in pilot.app._notifications] == [
                "The posts are of one language"
            ]

    async def test_the_address_is_opened_and_copied(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[str] = []
        monkeypatch.setattr(ReaderApp, "open_url", lambda _, url: opened.append(url))
        blog = write_blog(tmp_path / "blog", 1, "url: https://example.org/blog\n")
        async with app_on(blog).run_test(size=(120, 36)) as pilot:
            await press(pilot, "o", "O")
            assert opened == ["https://example.org/blog/post-01/"]
            assert pilot.app.clipboard == "https://example.org/blog/post-01/"
            # Without an address of the site there is only the path on it.
            (blog / "made.yml").write_text("size: 3\n")
            await press(pilot, "r", "o", "O")
            assert len(opened) == 1
            assert pilot.app.clipboard == "/post-01/"
            said = [one.message for one in pilot.app._notifications]
            assert any("settings name no address" in one for one in said)

    async def test_settings_that_change_are_followed(self, tmp_path: Path) -> None:
        blog = write_blog(tmp_path / "blog")
        async with app_on(blog).run_test(size=(120, 36)) as pilot:
            screen = await press(pilot)
            assert len(titles(screen)) == 10
            (blog / "made.yml").write_text("size: 5\n")
            screen = await press(pilot, "r")
            assert len(titles(screen)) == 5
            (blog / "made.yml").unlink()
            screen = await press(pilot, "r")
            assert len(titles(screen)) == 10
            assert screen.posts.title.more == ""
            assert screen.pane._engine == "plain"
            (blog / "made.yml").write_text("size: [\n")
            screen = await press(pilot, "r")
            said = [one.message for one in pilot.app._notifications]
            assert any(one.startswith("1 problem; the first: made.yml") for one in said)
            assert not any("version" in one for one in said)
            await press(pilot, "i")
            assert "made.yml" in drawn(pilot)


async def test_a_slow_answer_holds_up_neither_list_nor_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_posts(tmp_path / "blog", 12)
    free, asked = Event(), list[str]()

    def slow(library: Library, path: str) -> tuple[Landing, ...]:
        asked.append(path)
        free.wait(30)
        return (Landing("home", None, 7, 8, 9),)

    monkeypatch.setattr(Library, "landings", slow)
    async with app_on(tmp_path / "blog").run_test(size=(120, 36)) as pilot:
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        try:
            # Keys that come before the list do nothing in it.
            while not titles(screen):
                await pilot.pause()
            for _ in range(5):
                await pilot.press("j")
            while not (
                screen.reading.ready and screen.pane.post and screen.pane.post.title == "Post 6"
            ):
                await pilot.pause()
            assert "page" not in head(screen)
        finally:
            free.set()
        screen = await settle(pilot)
        assert "page 7 of 8 of Home, no. 9" in head(screen)
    # The posts between the first and the last were passed by.
    assert len(asked) < 6
