"""Keys that come in one go do what the same keys do one by one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input

from reader.tui import key_queue, questions
from reader.tui.key_queue import KeyQueue
from reader.tui.screens import main
from reader.tui.screens.filters import FilterScreen
from reader.tui.screens.main import MainScreen
from reader.tui.widgets import opened_post
from tests.benchmarks.screen import Screen
from tests.tui.story import OpenApp, hold_pages

_NAMES = {
    "/": "slash", ":": "colon", "?": "question_mark", "]": "right_square_bracket", " ": "space",
}  # fmt: skip
_CHARACTERS = {name: letter for letter, name in _NAMES.items()}

# A word is the name of a key; what follows a ' is typed letter by letter.
BURSTS = """\
'/post enter 'jj
'/x escape 'n
'/ab backspace 'c enter
'/every escape '/x
'/odd down 'j
'/tag:od tab enter 'j
'/tag: down enter enter enter
'/even enter 'G enter 'jj escape escape 'j
':3 enter
':2 enter 'jj
': escape 'j
':99 enter '/sh
f down space escape
f down space enter 'jj
f right right down space enter 'x
t down down space 'odd enter enter
t 'e pagedown up space
c 'gui enter 'j
enter 'jj escape 'n
enter '/graph enter 'n escape escape 'jj
enter 'ij escape 'j
enter ']]jj
'jjj enter 'jjGkk
'jjj enter space space 'k escape 'n
'jjjj enter '/para enter 'n enter escape 'j
'jjj enter 'jjjjjjjjjjjj escape 'G
'? escape 'j
'?jjj
'?jj escape '?j space
v escape 'j
i escape 'j
i space 'jGk
tab 'j tab escape 'j
'jjjjjjjjjjjjj
'G enter escape 'g
'nnpj enter
'sSj
'zz
'um
""".splitlines()
BACK = "escape escape escape 'Xg"
SIZES = [(120, 36), (80, 24)]


def keys(text: str) -> list[str]:
    """The names of the keys that a line of BURSTS stands for."""
    named: list[str] = []
    for word in text.split():
        named += [_NAMES.get(one, one) for one in word[1:]] if word[0] == "'" else [word]
    return named


def post(pilot: Pilot[Any], *names: str) -> None:
    """Put keys before the app, all at once."""
    for name in names:
        letter = _CHARACTERS.get(name, name)
        pilot.app.post_message(Key(name, letter if len(letter) == 1 else None))


async def rest(pilot: Pilot[Any]) -> MainScreen:
    """Wait until nothing is under way or due; much sooner than Textual's pilot is sure of it."""
    app, quiet = pilot.app, 0
    screen = app.screen_stack[0]
    assert isinstance(app, KeyQueue)
    assert isinstance(screen, MainScreen)
    end = monotonic() + 10
    while quiet < 3:
        assert monotonic() < end, "something is under way all the time"
        await asyncio.sleep(0.001)
        stack = app.screen_stack
        pumps = [app, *(node for one in stack for node in one.walk_children(with_self=True))]
        busy = (
            app._held
            or any(pump.message_queue_size for pump in pumps)
            or any(one._callbacks or one._update_timer._active.is_set() for one in stack)
            or any(not worker.is_finished for worker in app.workers)
            or screen.posts.questions.waiting
            or not screen.reading.ready
            or screen.reading.awaits("")
            or not screen.pane.jobs.idle
        )
        quiet = 0 if busy else quiet + 1
    return screen


async def state(pilot: Pilot[Any]) -> dict[str, object]:
    """What the reader may tell apart."""
    screen = await rest(pilot)
    app, posts = pilot.app, screen.posts
    panel = app.screen
    filters = isinstance(panel, FilterScreen) and (panel.field, panel._find, str(panel.asked))
    return {
        "screens": [type(one).__name__ for one in app.screen_stack],
        "focus": type(app.focused).__name__,
        "asked": str(posts.asked),
        "page": posts.pager.page and posts.pager.page.number,
        "selected": posts.posts.selected,
        "chosen": posts.chosen,
        "typed": [(one.value, one.cursor_position) for one in panel.query(Input)],
        "filters": filters,
        "scrolled": [one.scroll_y for one in panel.query("VerticalScroll, FacetList")],
        "post": screen.reading.post and screen.reading.post.path,
        "line": screen.pane.scroll_y,
        "bar": screen.keys.scope,
    }


async def told(
    open_app: OpenApp, blog: Path, size: tuple[int, int], bursts: Sequence[str], *, slow: bool
) -> list[dict[str, object]]:
    """The state after each of some bursts, before which one goes back to the list."""
    states = []
    async with open_app(blog).run_test(size=size) as pilot:
        await rest(pilot)
        for burst in bursts:
            post(pilot, *keys(BACK))
            await rest(pilot)
            for key in keys(burst):
                post(pilot, key)
                if slow:
                    await rest(pilot)
            states.append(await state(pilot))
    return states


@pytest.fixture(autouse=True)
def prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    """No post is passed by, so that each is shown sooner."""
    monkeypatch.setattr(opened_post, "_REPEATED", 0)
    # However slow the machine is.
    for patience in ("_PATIENCE", "_FOR_ANSWERS", "_IN_ALL"):
        monkeypatch.setattr(key_queue, patience, 8)
    monkeypatch.setattr(main, "TYPED", 0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("part", range(3))
async def test_keys_in_one_go_do_what_they_do_one_by_one(
    blog: Path, open_app: OpenApp, size: tuple[int, int], part: int
) -> None:
    bursts = BURSTS[part::3]
    slow = await told(open_app, blog, size, bursts, slow=True)
    for burst, one, other in zip(
        bursts, slow, await told(open_app, blog, size, bursts, slow=False), strict=True
    ):
        assert other == one, burst


_KEYS = st.sampled_from(keys("'jnfc/:?xstGg] enter escape space down up tab backspace 'e2"))
_BURSTS = st.lists(st.lists(_KEYS, min_size=2, max_size=7).map(" ".join), min_size=3, max_size=6)


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(bursts=_BURSTS)
def test_any_keys_in_one_go_do_what_they_do_one_by_one(
    blog: Path, open_app: OpenApp, size: tuple[int, int], bursts: list[str]
) -> None:
    slow = asyncio.run(told(open_app, blog, size, bursts, slow=True))
    assert asyncio.run(told(open_app, blog, size, bursts, slow=False)) == slow


async def test_answers_are_waited_for_in_one_go(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_AT_ONCE", 0)
    bursts = ["'/even enter 'jj", "c down space enter 'j", "':2 enter 'jj enter 'j"]
    slow = await told(open_app, blog, SIZES[0], bursts, slow=True)
    assert await told(open_app, blog, SIZES[0], bursts, slow=False) == slow


@pytest.mark.parametrize(("before", "stuck", "behind"), [("f", 0, "odd"), ("j", -1, "ctrl+q")])
async def test_keys_get_through_beside_a_handler_that_is_stuck(
    blog: Path,
    open_app: OpenApp,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    stuck: int,
    behind: str,
) -> None:
    monkeypatch.setattr(key_queue, "_PATIENCE", 0.05)
    held = asyncio.Event()
    async with open_app(blog).run_test(size=SIZES[0]) as pilot:
        app = pilot.app
        await rest(pilot)
        post(pilot, before)
        screen = await rest(pilot)
        pump = screen if stuck == 0 else screen.posts.posts
        pump.call_later(held.wait)
        pump.call_later(held.is_set)
        post(pilot, *([behind] if "+" in behind else behind))
        while not app._exit and getattr(app.screen, "_find", "") != behind:
            await asyncio.sleep(0.001)
        held.set()


async def test_no_work_between_frames_is_done_while_keys_wait(
    blog: Path, open_app: OpenApp
) -> None:
    async with open_app(blog).run_test(size=SIZES[0]) as pilot:
        pane, app = (await rest(pilot)).pane, pilot.app
        assert isinstance(app, KeyQueue)
        waiting = list[bool]()

        def endless() -> Iterator[None]:
            while True:
                waiting.append(app.holds_keys)
                yield

        pane.jobs.start("endless", endless())
        async with asyncio.timeout(30):
            while not waiting:
                await asyncio.sleep(0.001)
            post(pilot, *keys("'/odd"))
            while not app.query(Input) or app.query_one(Input).value != "odd":
                await asyncio.sleep(0.001)
        pane.jobs.stop("endless")
        assert not any(waiting)
        await rest(pilot)


async def test_an_answer_that_does_not_come_holds_no_key_for_long(
    blog: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_AT_ONCE", 0)
    monkeypatch.setattr(key_queue, "_FOR_ANSWERS", 0.05)
    async with open_app(blog).run_test(size=SIZES[0]) as pilot:
        held = hold_pages(await rest(pilot), monkeypatch)
        post(pilot, *keys("'nf"))
        while not isinstance(pilot.app.screen, FilterScreen):
            await asyncio.sleep(0.001)
        held.set()
        await rest(pilot)


@pytest.mark.parametrize(
    ("pasted", "typed"),
    [
        ("one\ntwo", "post one two"),
        ("\r\n\r\none\r\n", "post one"), ("\tb \x1b[31m", "post  b \u241b[31m"),
        ("\n", "post "), ("", "post "),
    ],
)  # fmt: skip
async def test_lines_that_are_pasted_are_one(
    blog: Path, open_app: OpenApp, pasted: str, typed: str
) -> None:
    async with open_app(blog).run_test(size=SIZES[0]) as pilot:
        await rest(pilot)
        post(pilot, *keys("'/post space"))
        pilot.app.post_message(Paste(pasted))
        post(pilot, "left")
        await rest(pilot)
        line = pilot.app.screen.query_one(Input)
        assert (line.value, line.cursor_position) == (typed, len(typed) - 1)
        pilot.app.copy_to_clipboard(pasted)
        post(pilot, "end", "ctrl+v")
        await rest(pilot)
        assert line.value == typed + typed.removeprefix("post ")


def test_keys_in_one_go_in_a_real_terminal(blog: Path) -> None:
    command = [sys.executable, "-m", "reader", str(blog)]
    with Screen(command, columns=120, rows=36) as screen:
        screen.wait_for(r"Posts +23\b")
        screen.wait_for("3 paragraphs|Paragraph 2 of post 1")
        screen.send("/tag:odd\rjj")
        screen.wait_for(r"12 of 23[\s\S]*▌. Post 5 ")
        # A terminal sends Escape and a letter as it sends Alt and the letter.
        screen.send("/even\x1bXn")
        screen.wait_for(r"11–20 of 23")
        screen.send("f\x1bq")
        assert screen.wait_for_end() == 0
