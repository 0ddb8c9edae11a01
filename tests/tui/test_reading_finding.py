"""The words of the list's query, marked in the post and stepped through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from reader.found import Wanted, in_bodies, places
from reader.layout.lines import Line
from reader.model import Term
from reader.query import Query
from reader.tui.widgets.reading import ReadingPane
from reader.tui.widgets.reading_search import Search
from reader.tui.widgets.reading_text import Piece, Prose
from tests.tui.story import OpenApp, drawn, press, settle
from tests.tui.test_reading import PaneApp, document, idle, looks, post, rows
from tests.tui.test_reading_sheet import bodies, sheet, widths

FAR = "Filler.\n\n" * 60
TEXT = f"# A title\n\nA *mesh*, a **ser**vice-mesh.\n\n{FAR}Meshes, a service\nmesh.\n\n{FAR}Mesh."


async def found(pilot: Pilot[None], body: str, query: str, **more: Any) -> ReadingPane:
    app = pilot.app
    assert isinstance(app, PaneApp)
    app.pane.show(post(**more), document(body), landing="page 2 of 3", query=Query.parse(query))
    await idle(pilot)
    return app.pane


def marked(pane: ReadingPane) -> list[str]:
    """What stands out on the screen, from the top."""
    sheet = pane.sheet
    assert sheet is not None
    there = []
    for y in range(min(pane.size.height, sheet.height)):
        line = sheet.line(round(pane.scroll_y) + y)
        code = sheet.code(round(pane.scroll_y) + y)
        there += [line.text[start:end] for start, end, _ in pane.marks(code, line)]
    return there


async def test_words_are_marked_and_nothing_moves() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await found(pilot, TEXT, "mesh")
        assert rows(pane)[0] == "A title"
        assert marked(pane) == ["mesh", "mesh"]
        assert (pane.current, pane.matches, pane.complete) == (0, 4, True)
        assert len({looks(pane, text) for text in ("mesh", "Filler")}) == 2


async def test_n_and_p_step_through_them_from_where_one_is() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await found(pilot, TEXT, "mesh")
        dim = looks(pane, "mesh")
        await pilot.press("n")
        assert (pane.current, rows(pane)[0]) == (1, "A title")
        assert looks(pane, "mesh") != dim
        await pilot.press("n", "n")
        assert pane.current == 3
        assert "mesh." in " ".join(rows(pane))
        await pilot.press("G", "n")
        assert pane.current == 4, "a match out of sight is not gone on from"
        await pilot.press("n")
        assert pane.current == 1
        await pilot.press("G", "N")
        assert pane.current == 4
        await pilot.press("p", "p")
        assert pane.current == 2


@pytest.mark.parametrize(
    ("query", "found_"),
    [
        ('"service mesh"', ["service-mesh"]),
        ("service-mesh", ["service-mesh"]),
        ("mes*", ["mesh", "service-mesh"[8:]]),
        ("me*", []),
        ("-mesh", []),
        ("title", ["title"]),
        ('one "may"', ["One", "one"]),
        ("field page -filler", []),
    ],
)
async def test_words_are_found_as_in_the_list(query: str, found_: list[str]) -> None:
    async with PaneApp().run_test(size=(80, 14)) as pilot:
        pane = await found(pilot, TEXT, query)
        assert marked(pane) == found_


async def test_names_in_the_head_are_marked_and_its_other_facts_are_not() -> None:
    terms = {
        field: tuple(Term(field, name, name) for name in names)
        for field, names in {"category": ["May days"], "tag": ["tag", "one"]}.items()
    }
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await found(pilot, "Text.", "may page tag one title", terms=terms)
        assert marked(pane) == ["title", "May", "tag", "one"]
        assert pane.matches == 0
        await pilot.press("n")
        assert pane.current == 0


async def test_a_word_is_found_across_wrapped_lines_and_in_what_is_folded() -> None:
    text = (
        "word " * 15 + "service mesh " * 3 + "\n\n<details><summary>More</summary>\n\nA mesh.\n\n"
    )
    async with PaneApp().run_test(size=(60, 24)) as pilot:
        pane = await found(pilot, text + "</details>", '"service mesh" mesh')
        assert pane.matches == 4
        assert "A mesh." not in " ".join(rows(pane))
        await pilot.press("n", "n", "n", "n")
        assert pane.current == 4
        assert "A mesh." in " ".join(rows(pane))


async def test_a_search_takes_precedence_while_it_is_on() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await found(pilot, TEXT, "mesh title")
        assert pane.search("filler") == 120
        assert set(marked(pane)) == {"Filler"}
        await pilot.press("n")
        assert pane.current == 2
        assert pane.drop_marks()
        assert marked(pane) == ["title", "mesh", "mesh"]
        assert (pane.current, pane.matches) == (0, 4)
        assert pane.drop_marks()
        assert (marked(pane), pane.matches) == ([], 0)
        assert not pane.drop_marks()


async def test_dropped_marks_come_back_with_another_post_or_query() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await found(pilot, TEXT, "mesh")
        for query, path, there in [
            ("mesh", "post.md", False),
            ("mes*", "post.md", True),
            ("mes*", "other.md", True),
            ("", "other.md", False),
        ]:
            assert pane.drop_marks()
            await found(pilot, TEXT, query, path=path)
            assert bool(marked(pane)) is there
            if not there:
                await found(pilot, TEXT, "mesh title", path=path)


async def test_the_current_word_stays_so_at_another_width() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await found(pilot, TEXT, "mesh")
        await pilot.press("n", "n", "n")
        await pilot.resize_terminal(50, 24)
        await idle(pilot)
        assert (pane.current, pane.matches) == (3, 4)


@given(bodies, widths, st.sampled_from(["a", "long", '"one item"', "lin*", "zebra", "item cell"]))
def test_what_is_stepped_through_is_what_stands_in_the_strips(
    text: str, width: int, query: str
) -> None:
    column, wanted = sheet(text, width), in_bodies(Query.parse(query))
    search = Search(column, wanted, (0, 0))
    for _ in search.work():
        assert search.resolve() is None, "nothing is gone to unasked"
    expected = [
        (strip, pieces[0].row)
        for strip in range(1, column.strips)
        for pieces in there(column.whole(strip), wanted)
    ]
    assert search.matches == len(expected)
    for edge in expected:
        for direction in (1, -1):
            search.step(direction, edge)
            piece = search.resolve()
            assert piece is not None
            assert search.current is not None
            assert (search.current[0], piece.row) == edge


def there(lines: Sequence[Line], wanted: Wanted) -> list[tuple[Piece, ...]]:
    prose = Prose(lines)
    return [prose.pieces(start, end) for start, end in places(prose.text, wanted)]


@pytest.fixture
def meshes(tmp_path: Path) -> Path:
    folder = tmp_path / "meshes"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.md").write_text(
            f"---\ntitle: A mesh, part {n}\ndate: 2020-01-0{9 - n}\n---\n"
            f"The mesh of part {n}.\n\n{FAR}{'A mesh. ' * n}\n",
            encoding="utf-8",
        )
    return folder


async def test_the_status_line_says_how_many_and_which(meshes: Path, open_app: OpenApp) -> None:
    async with open_app(meshes, "mesh").run_test(size=(120, 24)) as pilot:
        screen = await press(pilot, "j")
        assert screen.reading.status.note == "2 matches · n"
        screen = await press(pilot, "k", "enter")
        assert screen.reading.status.note == "1 match · n"
        screen = await press(pilot, "n")
        assert screen.reading.status.note == "word 1 of 1"
        screen = await press(pilot, "slash", *"part", "enter")
        assert screen.reading.status.note == "match 1 of 2"
        screen = await press(pilot, "escape")
        assert screen.reading.status.note == "word 1 of 1"
        screen = await press(pilot, "escape")
        assert (screen.reading.status.note, screen.focused) == ("", screen.pane)
        screen = await press(pilot, "escape")
        assert screen.focused is screen.posts.posts
        screen = await press(pilot, "r", "enter")
        assert screen.reading.status.note == "", "they stay dropped in this post"
        screen = await press(pilot, "J", "N")
        assert screen.reading.status.note == "word 1 of 2"


async def test_marks_follow_what_is_typed(meshes: Path, open_app: OpenApp) -> None:
    async with open_app(meshes).run_test(size=(120, 24)) as pilot:
        screen = await press(pilot, "slash", *"mes")
        assert screen.pane.matches == 1
        assert marked(screen.pane) == ["mesh", "mesh"]
        screen = await press(pilot, "backspace")
        assert marked(screen.pane) == ["mesh"], "two letters are looked for in the title only"
        screen = await press(pilot, "escape")
        assert marked(screen.pane) == []
        assert screen.reading.status.note == ""
        await settle(pilot)
        assert "match" not in drawn(pilot).splitlines()[-2]
