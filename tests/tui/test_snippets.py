"""Where the words of a query stand, in the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from reader.library import Library
from reader.model import Post
from reader.query import Query
from reader.snippets import Snippet
from reader.tui.cells import cut, marked
from reader.tui.screens.main import MainScreen
from reader.tui.widgets.pager import Pager
from tests.tui.story import OpenApp, press, settle

LOOK = Style(bold=True)
BODY = "Nothing of it here, and nothing there either, for many words on end. " * 4


def rows(screen: MainScreen) -> list[str]:
    """What the list shows, from the top."""
    posts = screen.posts.posts
    return [posts.render_line(y).text.rstrip() for y in range(posts.size.height)]


def bold(screen: MainScreen, y: int) -> list[str]:
    """What is marked in a line of the list, where the post is not the selected one."""
    line = screen.posts.posts.render_line(y)
    return [segment.text.strip() for segment in line if segment.style and segment.style.bold]


async def shown(pilot: Pilot[None]) -> MainScreen:
    """The screen once every snippet has come."""
    screen = await settle(pilot)
    while screen.posts.posts.unexplained(1):
        screen = await settle(pilot)
    return screen


@pytest.fixture
def meshes(tmp_path: Path) -> Path:
    """Posts that hold a word in their text, title, author and tag, newest first; others with it."""
    folder = tmp_path / "meshes"
    folder.mkdir()
    for n, (title, front, body) in enumerate(
        [
            ("In the text", "", f"{BODY} A mesh\n\n\x1b[31mof [/roads] leads on. {BODY}"),
            ("A mesh in the title", "", "# A mesh in the title\n\nThe first paragraph."),
            ("By its author", "authors: [Mesh Maker]\n", "Words of another."),
            ("By its tag", "tags: [roads, mesh]\n", "More words."),
            *[(f"Post {n}", "", f"{BODY} Mesh {n} is here.") for n in range(4, 40)],
        ]
    ):
        (folder / f"{n:02}.md").write_text(
            f"---\ntitle: {title}\n{front}date: {2020 - n}-01-01\n---\n{body}\n", encoding="utf-8"
        )
    return folder


async def test_a_third_line_says_why_a_post_is_here(meshes: Path, open_app: OpenApp) -> None:
    async with open_app(meshes, "mesh").run_test(size=(120, 36)) as pilot:
        screen = await shown(pilot)
        there = rows(screen)
        assert [line.strip(" ▌•") for line in there[:12:3]] == [
            "In the text", "A mesh in the title", "By its author", "By its tag",
        ]  # fmt: skip
        assert there[2] == "▌  …on end. A mesh ␛[31mof [/roads]…"
        assert there[5] == "   The first paragraph."
        assert there[8] == "   Words of another."
        assert there[11] == "   tag mesh"
        assert there[14] == "   …many words on end. Mesh 4 is here."
        assert [bold(screen, y) for y in (3, 4, 5, 7, 11, 14)] == [
            ["mesh"], [], [], ["Mesh"], ["mesh"], ["Mesh"],
        ]  # fmt: skip


async def test_the_list_stands_before_its_snippets_and_nothing_moves(
    meshes: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    found: dict[str, Snippet | None] = {}
    read = Library.snippet

    def snippet(self: Library, post: Post, query: Query, width: int) -> Snippet | None:
        asked.append(post.path)
        assert 20 < width < 40
        return found.setdefault(post.path, read(self, post, query, width))

    monkeypatch.setattr(Library, "snippet", snippet)
    async with open_app(meshes, "mesh").run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        before = rows(screen)
        await shown(pilot)
        after = rows(screen)
        assert before[::3] == after[::3]
        assert before[1::3] == after[1::3]
        assert asked[:10] == [f"{n:02}.md" for n in range(10)]
        assert all(found[f"{n:02}.md"] is not None for n in range(4, 10))


async def test_posts_out_of_sight_are_read_when_they_come_near(
    meshes: Path, open_app: OpenApp
) -> None:
    app = open_app(meshes, "mesh", page_size=40)
    async with app.run_test(size=(80, 18)) as pilot:
        screen = await shown(pilot)
        posts = screen.posts.posts
        assert len(posts._told) < 20
        posts.scroll_to(y=100, animate=False)
        screen = await shown(pilot)
        seen = [line for line in rows(screen) if "is here." in line]
        assert len(seen) >= posts.size.height // 3


async def test_words_come_and_go_as_they_are_typed(meshes: Path, open_app: OpenApp) -> None:
    async with open_app(meshes).run_test(size=(120, 36)) as pilot:
        screen = await shown(pilot)
        assert screen.posts.posts.lines == 2
        await press(pilot, "slash", *"mes")
        screen = await shown(pilot)
        assert screen.posts.posts.lines == 3
        assert rows(screen)[14] == "   …many words on end. Mesh 4 is here."
        assert bold(screen, 14) == ["Mesh"]
        await press(pilot, "escape")
        screen = await shown(pilot)
        assert screen.posts.posts.lines == 2
        assert bold(screen, 2) == []


@pytest.mark.parametrize("query", ["-zebra", "", "tag:mesh"])
async def test_without_words_a_post_takes_two_lines(
    meshes: Path, open_app: OpenApp, query: str
) -> None:
    async with open_app(meshes, query).run_test(size=(120, 36)) as pilot:
        assert (await shown(pilot)).posts.posts.lines == 2


async def test_a_list_of_one_line_a_post_has_its_titles_marked(
    meshes: Path, open_app: OpenApp
) -> None:
    app = open_app(meshes, "mesh", list_lines=1)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await shown(pilot)
        assert screen.posts.posts.lines == 1
        assert bold(screen, 1) == ["mesh"]


async def test_pages_that_fit_have_room_for_the_third_line(meshes: Path, open_app: OpenApp) -> None:
    app = open_app(meshes, page_size="auto")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settle(pilot)
        height = screen.posts.posts.size.height
        assert len(screen.posts.posts.page.posts) == height // 2
        await press(pilot, "slash", *"mesh", "enter")
        screen = await shown(pilot)
        height = screen.posts.posts.size.height
        assert len(screen.posts.posts.page.posts) == height // 3
        assert screen.query_one(Pager).page == screen.posts.posts.page
        screen = await press(pilot, "x")
        assert len(screen.posts.posts.page.posts) == screen.posts.posts.size.height // 2


async def test_another_width_has_other_snippets(meshes: Path, open_app: OpenApp) -> None:
    async with open_app(meshes, "mesh").run_test(size=(120, 36)) as pilot:
        narrow = rows(await shown(pilot))[2]
        await pilot.resize_terminal(200, 36)
        wide = rows(await shown(pilot))[2]
        assert len(wide) > len(narrow) + 10


@given(st.text("ab漢 \u0301", max_size=30), st.integers(0, 20), st.data())
def test_marked_text_is_the_text_that_is_cut(text: str, cells: int, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    marks = list(zip(ends[::2], ends[1::2], strict=False))
    segments = marked(text, marks, cells, Style(), LOOK)
    shown = "".join(segment.text for segment in segments)
    assert shown == cut(text, cells)
    assert cell_len(shown) <= cells
    at = 0
    for segment in segments:
        assert isinstance(segment, Segment)
        if not segment.text:
            continue
        inside = any(start <= at < end for start, end in marks)
        kept = shown == text or at < len(shown) - 1
        assert (segment.style == LOOK) == (inside and kept)
        at += len(segment.text)
