"""What the stories of the screen are told with: a small blog, keys, what is drawn."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader.model import Page
from reader.query import Query
from reader.tui.app import ReaderApp
from reader.tui.screens.main import MainScreen

OpenApp = Callable[..., ReaderApp]

CATEGORIES = ("News", "Field notes", "Guides")
AUTHORS = ("Author One", "Author Two", "Author Three")


def write_posts(folder: Path, number: int) -> None:
    """`number` posts, the newest called Post 1; every fifth is long."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, number + 1):
        day = 400 - n
        month, day = divmod(day, 28)
        year, month = 2016 + month // 12, month % 12 + 1
        body = "\n\n".join(f"Paragraph {p} of post {n}." for p in range(120 if n % 5 == 0 else 3))
        (folder / f"post-{n:03}.md").write_text(
            f"---\ntitle: Post {n}\ndate: {year}-{month:02}-{day + 1:02}\n"
            f"authors: [{AUTHORS[n % 3]}]\ncategories: [{CATEGORIES[n % 2]}]\n"
            f"tags: [{'even' if n % 2 == 0 else 'odd'}, every]\n---\n{body}\n",
            encoding="utf-8",
        )


async def settle(pilot: Pilot[Any]) -> MainScreen:
    """Wait until nothing runs any more; the main screen."""
    await pilot.pause()
    while True:
        try:
            await pilot.app.workers.wait_for_complete()
            break
        except WorkerCancelled:
            # It has given way to a newer one, which is waited for in its place.
            await pilot.pause()
    await pilot.pause()
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def hold_pages(screen: MainScreen, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let no page come before what is returned is set."""
    held, page = threading.Event(), screen.library.page

    def late(query: Query) -> Page:
        held.wait()
        return page(query)

    monkeypatch.setattr(screen.library, "page", late)
    return held


async def press(pilot: Pilot[Any], *keys: str) -> MainScreen:
    """Press keys and wait for what they start."""
    screen = await settle(pilot)
    for key in keys:
        await pilot.press(key)
        screen = await settle(pilot)
    return screen


def titles(screen: MainScreen) -> list[str]:
    """The titles in the list, from the top."""
    return [post.title for post in screen.posts.posts.page.posts]


def drawn(pilot: Pilot[Any]) -> str:
    """The whole screen as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
