"""Reading on from a post: links and the way back, searching in it, narrow screens."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.layout import head
from reader.library import Library
from reader.markup.document import Body
from reader.model import Page
from reader.query import Query
from reader.source.document import Document
from reader.tui.screens.main import MainScreen
from reader.tui.widgets import reading
from tests.tui.story import OpenApp, drawn, press, settle

_LONG = "\n\n".join(f"Line {n} of many." for n in range(200))


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Three posts that lead to one another, and one that leads astray."""
    folder = tmp_path / "linked"
    (folder / "deeper").mkdir(parents=True)
    for name, day, body in (
        ("first", 4, f"[on](deeper/second.md#the-end)\n\n{_LONG}"),
        ("deeper/second", 3, f"{_LONG}\n\n## The end\n\n[back](../first.md) [here](#the-end)"),
        ("astray", 2, "[one](http://[x) [two](nowhere.md) [three](#nowhere)"),
    ):
        title = name.rpartition("/")[2].capitalize()
        text = f'---\ntitle: {title}\ndate: 2020-01-0{day}\nurl: "http://[x"\n---\n{body}\n'
        (folder / f"{name}.md").write_text(text)
    return folder


def read(screen: MainScreen) -> str | None:
    return screen.pane.post.title if screen.pane.post else None


async def test_a_link_leads_to_its_heading_and_escape_back_to_its_place(
    linked: Path, open_app: OpenApp
) -> None:
    async with open_app(linked).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", "tab", "enter")
        assert read(screen) == "Second"
        assert "The end" in drawn(pilot)
        screen = await press(pilot, "escape")
        assert read(screen) == "First"
        assert "Line 0 of many." in drawn(pilot)
        assert screen.focused is screen.pane
        screen = await press(pilot, "escape")
        assert screen.focused is screen.posts.posts


async def test_enter_in_the_list_reads_the_chosen_post_again(
    linked: Path, open_app: OpenApp
) -> None:
    async with open_app(linked).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", "tab", "enter")
        assert read(screen) == "Second"
        screen.posts.posts.focus()
        assert read(await press(pilot, "enter")) == "First"


async def test_a_refresh_leaves_the_post_that_a_link_led_to(
    linked: Path, open_app: OpenApp
) -> None:
    async with open_app(linked).run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "tab", "enter")
        (linked / "new.md").write_text("---\ntitle: New\ndate: 2019-01-01\n---\n")
        assert read(await press(pilot, "r")) == "Second"


async def test_links_that_lead_nowhere_are_told(linked: Path, open_app: OpenApp) -> None:
    async with open_app(linked).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "j", "j", "enter")
        for _ in range(3):
            screen = await press(pilot, "tab", "enter")
            assert read(screen) == "Astray"
        assert "Nothing is called #nowhere" in [n.message for n in pilot.app._notifications]
        await press(pilot, "o", "O")
        assert read(screen) == "Astray"


async def test_a_search_that_finds_nothing_moves_nothing(linked: Path, open_app: OpenApp) -> None:
    async with open_app(linked).run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "space")
        before = drawn(pilot).splitlines()[1]
        await press(pilot, "slash", *"line 150")
        assert "Line 150" in drawn(pilot)
        await press(pilot, "x")
        assert "no match" in drawn(pilot)
        assert drawn(pilot).splitlines()[1] == before
        await press(pilot, *(["backspace"] * 1), "escape")
        assert drawn(pilot).splitlines()[1] == before


async def test_a_post_chosen_while_the_text_is_hidden_is_drawn(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "enter", "escape", "G", "tab")
        assert read(screen) == "Post 23"
        assert "Paragraph 0 of post 23." in drawn(pilot)


async def test_the_divider_leaves_room_for_both_panes(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(200, 30)) as pilot:
        screen = await press(pilot, *(["greater_than_sign"] * 40))
        assert screen.pane.size.width >= 36
        await pilot.resize_terminal(100, 30)
        screen = await settle(pilot)
        assert screen.pane.size.width >= 36
        await pilot.resize_terminal(80, 24)
        screen = await settle(pilot)
        assert screen.posts.size.width == 80
        assert "1–10 of 23" in drawn(pilot)


async def test_a_query_the_library_cannot_answer_says_so(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Library.page

    def page(library: Library, query: Query) -> Page:
        if query.chips():
            raise ReaderError("there is no answer to this")
        return answer(library, query)

    monkeypatch.setattr(Library, "page", page)
    async with open_app(blog, "tag:odd").run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert "there is no answer to this" in drawn(pilot)
        assert "x  removes the last filter" in drawn(pilot)
        screen = await press(pilot, "x")
        assert screen.posts.post is not None


async def test_enter_chooses_the_term_that_was_looked_for(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "c", *"field", "enter")
        assert str(screen.posts.asked) == 'category:"Field notes"'


async def test_an_unfinished_query_keeps_what_stands_before_it(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"tag:odd author:")
        # What would fit is offered; only who will not go on is told that it has to.
        assert "column" not in drawn(pilot)
        assert "12 of 23 · not yet autho…" in drawn(pilot)
        assert str(screen.posts.asked) == "tag:odd"
        screen = await press(pilot, "enter")
        assert "column 16: a value must stand" in drawn(pilot)
        assert str(screen.posts.asked) == "tag:odd"
        assert screen.query("#search")


LINKING = """\
---
title: Linking
date: 2020-01-01
---
A [post](/2019/05/06/a-day/), a [page of a wiki](The%20Other), a [list](/tags/x/) and a note.[^n]

{filler}

[^n]: What the note says.
"""


@pytest.fixture
def woven(tmp_path: Path) -> Path:
    folder = tmp_path / "woven"
    (folder / "deep").mkdir(parents=True)
    filler = "\n\n".join(f"Line {n}." for n in range(60))
    (folder / "linking.md").write_text(LINKING.format(filler=filler), encoding="utf-8")
    (folder / "deep" / "2019-05-06-a-day.md").write_text("---\ntitle: A day\n---\nWords.\n")
    (folder / "other.md").write_text("---\ntitle: The other\n---\nOther words.\n")
    return folder


async def test_links_are_followed_as_the_site_would_have_them(
    woven: Path, open_app: OpenApp
) -> None:
    async with open_app(woven).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "enter", "tab", "enter")
        assert read(screen) == "A day"
        screen = await press(pilot, "escape", "tab", "tab", "enter")
        assert read(screen) == "The other"
        screen = await press(pilot, "escape", "tab", "tab", "tab", "enter")
        assert read(screen) == "Linking"
        assert "No post stands at /tags/x/" in [n.message for n in pilot.app._notifications]


async def test_escape_leads_back_from_a_note(woven: Path, open_app: OpenApp) -> None:
    async with open_app(woven).run_test(size=(120, 20)) as pilot:
        await press(pilot, "enter", "tab", "tab", "tab", "tab")
        screen = await press(pilot, "enter")
        assert "What the note says." in drawn(pilot)
        assert "A post" not in drawn(pilot)
        screen = await press(pilot, "escape")
        assert "A post" in drawn(pilot)
        assert screen.focused is screen.pane


async def test_lines_are_made_longer_and_shorter_by_key(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog, measure=60).run_test(size=(200, 30)) as pilot:
        screen = await press(pilot, "enter", "plus", "equals_sign")
        pane = screen.pane
        assert pane.text_width == 68
        assert abs(pane.left - (pane.size.width - 68) / 2) <= 1
        screen = await press(pilot, *(["minus"] * 14))
        assert pane.text_width == 20
        screen = await press(pilot, "escape", "j", "enter")
        assert screen.pane.text_width == 20, "it is kept for the next post"
        screen = await press(pilot, *(["plus"] * 40))
        assert f"{pane.widest} columns (all of the pane)" in drawn(pilot)
        screen = await press(pilot, "minus")
        assert pane.text_width == pane.widest - 4
        assert f" {pane.widest - 4} columns" in drawn(pilot)
        assert not pilot.app._notifications, "no word lies over the text"


async def test_the_text_at_the_top_stays_there_at_another_measure(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog, "sort:title").run_test(size=(120, 20)) as pilot:
        screen = await press(pilot, "j", "j", "j", "enter", "space", "space")
        top = screen.pane.render_line(0).text.strip()
        await press(pilot, "minus", "minus")
        assert screen.pane.render_line(0).text.strip() == top != ""


async def test_a_body_is_read_in_its_blogs_dialect_and_as_the_settings_ask(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def body(document: Document, engine: str, *, typography: bool) -> Body:
        asked.append((engine, typography))
        return head.body(document, engine, typography=typography)

    monkeypatch.setattr(reading, "body", body)
    for typography in (False, True):
        app = open_app(blog, typography=typography)
        async with app.run_test(size=(120, 20)) as pilot:
            await press(pilot, "enter")
        assert asked[-1] == (app.library.engine.name, typography)
