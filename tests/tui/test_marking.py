"""Reading leaves its marks: what counts as read, marks by key, and lists by marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.history import READ, history_path
from reader.library import Library
from reader.tui.app import ReaderApp
from reader.wording import BOOKMARKED as STAR
from reader.wording import UNREAD
from tests.tui.story import OpenApp, drawn, press, settle, titles


def marked(blog: Path, query: str = "is:read") -> list[str]:
    """The titles of the posts that another reader finds marked."""
    from reader.query import Query

    with Library.open(blog) as library:
        library.refresh()
        return [post.title for post in library.page(Query.parse(query).sized(100)).posts]


def signs(pilot: Pilot[Any]) -> str:
    """What stands before each title in the list."""
    lines = [line for line in drawn(pilot).splitlines() if " Post " in line[:10]]
    return "".join(line[1] for line in lines if line[3:7] == "Post")


async def told(
    blog: Path, app: ReaderApp, *keys: str, size: tuple[int, int] = (120, 36)
) -> list[str]:
    """What is read after some keys and the end of the app."""
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
    app.library.close()
    return marked(blog)


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        ("", []),
        ("j j k G g n p", []),
        ("enter", ["Post 1"]),
        ("j enter", ["Post 2"]),
        ("j tab", ["Post 2"]),
        ("z", ["Post 1"]),
        ("enter escape j j", ["Post 1"]),
        ("enter J J K", ["Post 1", "Post 2", "Post 3"]),
        ("enter u", []),
        ("enter u escape", []),
        ("enter u question_mark escape", []),
        ("enter u space G", []),
        ("enter u escape tab", []),
        ("enter u escape enter", ["Post 1"]),
        ("enter u J K", ["Post 1", "Post 2"]),
        ("u", ["Post 1"]),
        ("u u", []),
        ("u u tab", []),
        ("j u j j u", ["Post 2", "Post 4"]),
        ("i", []),
        ("slash p o s enter", []),
    ],
)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_counts_as_read(
    blog: Path, open_app: OpenApp, keys: str, read: list[str], size: tuple[int, int]
) -> None:
    if keys == "z" and size[0] < 90:
        read = []
    assert await told(blog, open_app(blog), *keys.split(), size=size) == read


async def test_a_post_is_read_where_it_is_scrolled_to_its_end(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "j", "j", "j", "j")
        assert titles(screen)[4] == "Post 5"
        history = screen.library.history
        path = screen.posts.posts.page.posts[4].path
        while screen.pane.scroll_y < screen.pane.max_scroll_y:
            assert history.marks(path) == set()
            screen.pane.scroll_lines(20)
            await settle(pilot)
        assert history.marks(path) == {READ}
        assert screen.focused is screen.posts.posts


async def test_a_short_post_is_not_read_for_being_whole_on_the_screen(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "j")
        await pilot.resize_terminal(130, 40)
        screen = await settle(pilot)
        path = screen.posts.posts.page.posts[1].path
        assert screen.library.history.marks(path) == set()
        screen.pane.scroll_lines(3)
        await settle(pilot)
        assert screen.library.history.marks(path) == {READ}


async def test_keys_pressed_at_once_mark_the_post_that_is_opened(
    blog: Path, open_app: OpenApp
) -> None:
    app = open_app(blog)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("j", "j", "enter", "escape", "j", "tab")
        await settle(pilot)
    app.library.close()
    assert marked(blog) == ["Post 3", "Post 4"]


async def test_a_click_in_the_text_reads(blog: Path, open_app: OpenApp) -> None:
    app = open_app(blog)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        await pilot.click(screen.pane, offset=(10, 10))
        await settle(pilot)
    app.library.close()
    assert marked(blog) == ["Post 1"]


async def test_signs_follow_the_marks(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert signs(pilot) == UNREAD * 10
        await press(pilot, "enter", "escape", "j", "m")
        assert signs(pilot) == f" {STAR}" + UNREAD * 8
        await press(pilot, "m", "u")
        assert signs(pilot) == "  " + UNREAD * 8
        await press(pilot, "u", "n")
        assert signs(pilot) == UNREAD * 10
        await press(pilot, "p")
        assert signs(pilot) == " " + UNREAD * 9
    async with open_app(blog).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert signs(pilot) == " " + UNREAD * 9


@pytest.mark.parametrize("lines", [1, 2])
async def test_states_and_problems_keep_their_signs(
    tmp_path: Path, open_app: OpenApp, lines: int
) -> None:
    folder = tmp_path / "blog"
    folder.mkdir()
    for name, date in [("a", "2020-01-01\ndraft: true"), ("b", "nonsense"), ("c", "2020-01-01")]:
        (folder / f"{name}.md").write_text(f"---\ntitle: Post {name}\ndate: {date}\n---\nWords.\n")
    app = open_app(folder, "state:any sort:title", list_lines=lines)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m", "j", "m", "j", "m")
        assert signs(pilot) == f"◌!{STAR}"
        assert drawn(pilot).count(STAR) == (3 if lines == 2 else 1)
        await press(pilot, "m", "k", "m", "k", "m")
        assert signs(pilot) == f"◌!{UNREAD}"
        assert drawn(pilot).count(STAR) == 0


async def test_the_text_says_what_a_key_did(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "u")
        assert "Post 1  unread" in drawn(pilot)
        await press(pilot, "u")
        assert "Post 1  read" in drawn(pilot)
        await press(pilot, "m")
        assert "Post 1  bookmarked" in drawn(pilot)
        await press(pilot, "m")
        assert "Post 1  no bookmark" in drawn(pilot)
        assert not pilot.app._notifications


# Lists by marks.


async def test_a_list_stays_as_it_was_asked_while_one_reads_in_it(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog, "is:unread").run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", *("J" * 9))
        first = [f"Post {n}" for n in range(1, 11)]
        assert titles(screen) == first
        assert signs(pilot) == " " * 10
        screen = await press(pilot, "J")
        assert titles(screen) == [f"Post {n}" for n in range(11, 21)]
        screen = await press(pilot, "escape", "p")
        assert titles(screen) == first
        (blog / "new.md").write_text("---\ntitle: New\ndate: 2000-01-01\n---\n")
        screen.posts.reload()
        assert titles(await settle(pilot)) == first
        screen = await press(pilot, "r")
        assert titles(screen) == [f"Post {n}" for n in range(12, 22)]
        assert "12 of 23" in drawn(pilot) or "13 of 24" in drawn(pilot)


async def test_reading_does_not_bar_a_post_from_its_list(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, "is:unread").run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", "escape", "i", "escape", "enter")
        assert titles(screen)[0] == "Post 1"
        assert "filtered out" not in drawn(pilot)


@pytest.mark.parametrize(
    "again",
    [
        ["r"],
        ["slash", "enter"],
        ["slash", *" tag:every", "enter"],
        ["s"],
    ],
    ids=" ".join,
)
async def test_a_list_that_is_asked_anew_follows(
    blog: Path, open_app: OpenApp, again: list[str]
) -> None:
    async with open_app(blog, "is:unread").run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", "J", "escape", *again)
        assert screen.posts.pager.page is not None
        assert screen.posts.pager.page.total == 21
        assert not {"Post 1", "Post 2"} & set(titles(screen))


async def test_bookmarks_are_listed(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "m", "j", "j", "m", "slash", *"is:bookmarked", "enter")
        assert titles(screen) == ["Post 1", "Post 3"]
        screen = await press(pilot, "m")
        assert titles(screen) == ["Post 1", "Post 3"]
        screen = await press(pilot, "r")
        assert len(titles(screen)) == 1
        await press(pilot, "m", "r")
        assert "No post matches." in drawn(pilot)


# What cannot be kept.


async def test_what_cannot_be_kept_is_told_once(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "J", "m", "escape", "r", "j", "u")
        told = [n.message for n in pilot.app._notifications]
        assert [message for message in told if "history" in message] == told
        assert len(told) == 1
        assert signs(pilot).startswith(f" {STAR} ")


async def test_one_file_is_the_post_of_its_folder(blog: Path, open_app: OpenApp) -> None:
    app = open_app(blog / "post-003.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
    app.library.close()
    assert marked(blog, "is:read is:bookmarked") == ["Post 3"]


async def test_of_standard_input_nothing_is_kept() -> None:
    library = Library.from_text("standard input", "Words of a post.\n")
    app = ReaderApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "space", "m")
        assert "Nothing is kept of standard input" in [n.message for n in pilot.app._notifications]
        assert {"app.read", "app.bookmark"} <= set(screen.needless())
    library.close()
    place = history_path()
    assert place is not None
    assert not place.exists()


async def test_nothing_is_written_by_looking(blog: Path, open_app: OpenApp) -> None:
    app = open_app(blog, "is:unread")
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "j", "n", "f", "escape", "i", "escape")
    app.library.close()
    place = history_path()
    assert place is not None
    assert not place.parent.exists()


async def test_a_key_that_comes_before_the_text_means_the_chosen_post(
    blog: Path, open_app: OpenApp
) -> None:
    app = open_app(blog)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter")
        screen.action_step(1)
        assert screen.pane.post is not None
        assert screen.pane.post.title == "Post 1"
        screen.action_mark(READ)
        screen.action_mark(READ)
        await settle(pilot)
        assert screen.pane.post.title == "Post 2"
    app.library.close()
    assert marked(blog) == ["Post 1"]


async def test_a_post_that_a_link_leads_to_is_read(tmp_path: Path, open_app: OpenApp) -> None:
    blog = tmp_path / "linked"
    blog.mkdir()
    for name, day, body in [("A", 2, "[on](b.md)"), ("B", 1, "Words.")]:
        text = f"---\ntitle: {name}\ndate: 2020-01-0{day}\n---\n{body}\n"
        (blog / f"{name.lower()}.md").write_text(text)
    app = open_app(blog)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "u", "tab", "enter", "m")
        assert [*app.library.history.marks("b.md")]
        await press(pilot, "escape")
    app.library.close()
    assert marked(blog) == ["B"], "coming back by Escape opens nothing anew"
    assert marked(blog, "is:bookmarked") == ["B"]
