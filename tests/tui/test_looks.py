"""How the screens look: pictures that a change has to be meant for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.story import OpenApp, press, settle

_POSTS = Path(__file__).parents[2] / "posts"
_GALLERY = _POSTS / "everything-it-draws.md"

Compare = Callable[..., bool]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_the_list(
    blog: Path, open_app: OpenApp, snap_compare: Compare, theme: str, size: tuple[int, int]
) -> None:
    app = open_app(blog, 'category:News,"Field notes" author:"Author One"', theme=theme)
    assert snap_compare(app, terminal_size=size, run_before=settle)


def test_the_words_of_a_query(blog: Path, open_app: OpenApp, snap_compare: Compare) -> None:
    async def step(pilot: Any) -> None:
        screen = await press(pilot, "enter", "n")
        while screen.posts.posts.unexplained(1):
            await settle(pilot)

    app = open_app(blog, "post paragr*")
    assert snap_compare(app, terminal_size=(120, 36), run_before=step)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("width", [80, 120])
def test_everything_it_draws(
    open_app: OpenApp, snap_compare: Compare, theme: str, width: int
) -> None:
    app = open_app(_GALLERY, theme=theme)
    assert snap_compare(app, terminal_size=(width, 520), run_before=settle)


def test_the_filter_panel(blog: Path, open_app: OpenApp, snap_compare: Compare) -> None:
    async def open_panel(pilot: Any) -> None:
        await settle(pilot)
        await pilot.press("t", "space")
        await settle(pilot)

    assert snap_compare(open_app(blog), terminal_size=(120, 36), run_before=open_panel)
