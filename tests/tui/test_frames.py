"""What a key changes is painted in one frame, and of two screens only what has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import ChopsUpdate
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from reader.tui import questions
from reader.tui.screens.filters import FilterScreen
from tests.tui.story import OpenApp, drawn, hold_pages, press, settle


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are waited for, however slow the machine is."""
    monkeypatch.setattr(questions, "_AT_ONCE", 10)


class Frames:
    """Every frame as it is painted: the renderable, and the whole screen as text."""

    def __init__(self, pilot: Pilot[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        self.updates: list[object] = []
        app = pilot.app
        display: Callable[[Screen[object], Any], None] = app._display

        def kept(screen: Screen[object], update: Any) -> None:
            display(screen, update)
            if update is not None:
                self.updates.append(update)
                self.texts.append(drawn(pilot))

        monkeypatch.setattr(app, "_display", kept)

    def spans(self) -> set[int]:
        """The lines that were painted; all frames are of some lines only."""
        assert self.updates
        assert all(isinstance(update, ChopsUpdate) for update in self.updates)
        return {y for one in self.updates if isinstance(one, ChopsUpdate) for y, _, _ in one.spans}


async def painted(pilot: Pilot[Any]) -> None:
    """Wait until no frame is due any more."""
    await settle(pilot)
    while any(screen._update_timer._active.is_set() for screen in pilot.app.screen_stack):
        await pilot.pause()


async def test_a_letter_comes_with_its_posts(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "slash", *"tag:od")
        frames = Frames(pilot, monkeypatch)
        await press(pilot, "d")
        first = next(text for text in frames.texts if "tag:odd" in text)
        assert "12 of 23" in first
        assert "1–10 of 12" in first
        assert "Post 19" in first
        assert "Post 2 " not in first


async def test_a_turned_page_comes_whole(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        frames = Frames(pilot, monkeypatch)
        await press(pilot, "n")
        first = next(text for text in frames.texts if "[2]" in text)
        assert "Post 11" in first
        assert "11–20 of 23" in first
        assert "2/3" in first


async def test_a_toggled_term_comes_with_its_count(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "t")
        frames = Frames(pilot, monkeypatch)
        await press(pilot, "down", "space")
        first = next(text for text in frames.texts if "[x]" in text)
        assert "12 of 23 posts" in first
        screen = await press(pilot, "enter")
        assert str(screen.posts.asked) == "tag:odd"
        assert "12 of 23" in drawn(pilot)


async def test_beside_a_panel_only_what_changes_is_painted(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "c")
        await painted(pilot)
        frames = Frames(pilot, monkeypatch)
        screen.reading.status.note = "said beside"
        await painted(pilot)
        assert "said beside" in drawn(pilot)
        assert frames.spans() == {34}
        # The list lies beneath: nothing of it is to be seen.
        frames.updates.clear()
        screen.posts.title.note = "said beneath"
        await painted(pilot)
        assert not frames.updates
        assert "said beneath" not in drawn(pilot)
        # What changes on both is painted of both.
        screen.reading.status.note = "said again"
        pilot.app.screen.query_one("#filter-count", Static).update("here too", layout=False)
        await painted(pilot)
        assert "said again" in drawn(pilot)
        assert "here too" in frames.texts[-1]
        assert frames.spans() == {32, 33, 34}
        await press(pilot, "escape")
        assert "said beneath" in drawn(pilot)


async def test_a_page_on_its_way_outlasts_what_a_refresh_brings(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_AT_ONCE", 0)
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "j")
        held = hold_pages(screen, monkeypatch)
        screen.posts.action_turn(1)
        screen.posts.reload()
        held.set()
        await settle(pilot)
        assert "[2]" in drawn(pilot)
        assert screen.posts.posts.selected == 0


async def test_what_is_undone_at_once_is_not_told_again(blog: Path, open_app: OpenApp) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        await press(pilot, "c")
        panel = pilot.app.screen
        assert isinstance(panel, FilterScreen)
        panel.action_choose()
        panel.action_leave()
        screen = await settle(pilot)
        assert pilot.app.screen is screen
        assert str(screen.posts.asked) == ""


async def test_posts_that_typing_passes_by_are_not_opened(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        opened: list[str] = []
        document = screen.library.document

        def seen(path: str) -> Any:
            opened.append(path)
            return document(path)

        monkeypatch.setattr(screen.library, "document", seen)
        post = screen.posts.posts.page.posts
        screen.reading.open(post[1], after=30)
        screen.reading.open(post[2], after=30)
        screen.reading.open(post[3])
        await settle(pilot)
        assert opened == [post[3].path]
        assert screen.pane.post == post[3]


async def test_a_late_answer_does_not_wait_for_the_screen_s_clock(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_AT_ONCE", 0)
    async with open_app(blog).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        held, painted_now = hold_pages(screen, monkeypatch), asyncio.Event()
        screen.posts.action_turn(1)
        while screen._update_timer._active.is_set():
            await pilot.pause()
        display: Callable[..., None] = pilot.app._display

        def seen(top: Screen[object], update: object) -> None:
            display(top, update)
            if "[2]" in drawn(pilot):
                painted_now.set()

        monkeypatch.setattr(screen._update_timer, "resume", lambda: None)
        monkeypatch.setattr(pilot.app, "_display", seen)
        held.set()
        # A pause of the pilot would paint.
        await asyncio.wait_for(painted_now.wait(), 20)
        assert "Post 11" in drawn(pilot)
