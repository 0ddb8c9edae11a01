"""What the list shows while a query is typed, told as a reader would use it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.events import Key

from reader.cli.main import reader
from reader.errors import QueryError
from reader.index import ahead
from reader.query import Query
from reader.tui import questions
from reader.tui.screens.main import MainScreen
from reader.tui.widgets.chips import Chips
from reader.tui.widgets.query_box import QueryBox
from reader.tui.widgets.search_box import SearchBox
from tests.tui.story import OpenApp, drawn, hold_pages, press, settle, titles


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    folder = tmp_path / "shore"
    folder.mkdir()
    texts = {"One": "Lighthouses.", "Two": "A lighthouse keeper.", "Three": "A harbour keeper."}
    for number, (title, text) in enumerate(texts.items(), 1):
        front = f"---\ntitle: {title}\ndate: 2020-01-0{number}\ntags: [sea{number}, sea]\n---\n"
        (folder / f"{number}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    return folder


def typed(screen: MainScreen) -> str:
    return screen.posts.query_one(QueryBox).value


def rows(folder: Path, query: str) -> list[str]:
    """The titles that the command line lists."""
    result = CliRunner().invoke(reader, ["list", str(folder), "-q", query, "--format", "json"])
    return [post["title"] for post in json.loads(result.stdout)["posts"]]


async def test_the_word_under_way_shows_the_star_it_is_read_with(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"lighthouse")
        assert titles(screen) == ["Two", "One"]
        assert drawn(pilot).splitlines()[1].split("│")[0].split() == ["lighthouse*"]
        assert typed(screen) == "lighthouse"
        # A word that is done, and that some post has, is that word.
        screen = await press(pilot, "space")
        assert (typed(screen), titles(screen)) == ("lighthouse ", ["Two"])
        screen = await press(pilot, "backspace", "right")
        assert (typed(screen), titles(screen)) == ("lighthouse*", ["Two", "One"])


@pytest.mark.parametrize("where", ["list", "post"])
async def test_what_is_typed_before_the_line_is_open_stands_in_it(
    shore: Path, open_app: OpenApp, where: str
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        await press(pilot, *(["enter"] if where == "post" else []))
        for key in "/harbour":
            pilot.app.post_message(Key("slash" if key == "/" else key, key))
        screen = await settle(pilot)
        assert screen.query_one(SearchBox).value == "harbour"


async def test_a_line_that_is_left_at_once_leaves_nothing(shore: Path, open_app: OpenApp) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        await press(pilot, "slash", *"harbour", "enter")
        for key, letter in (("slash", "/"), ("k", "k"), ("e", "e"), ("escape", "")):
            pilot.app.post_message(Key(key, letter or None))
        screen = await settle(pilot)
        assert (str(screen.posts.asked), titles(screen)) == ("harbour", ["Three"])


async def test_what_is_typed_and_on_its_way_outlasts_a_refresh(
    shore: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_AT_ONCE", 0)
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"tag")
        held = hold_pages(screen, monkeypatch)
        for key in (":", "s"):
            pilot.app.post_message(Key("colon" if key == ":" else key, key))
        await pilot.pause()
        screen.posts.reload()
        held.set()
        screen = await settle(pilot)
        assert (str(screen.posts.asked), screen.posts.rest) == ("", "tag:s")
        assert len(titles(screen)) == 3


async def test_a_word_that_no_post_has_whole_gets_its_star_written(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"light")
        assert titles(screen) == ["Two", "One"]
        screen = await press(pilot, "space")
        assert (typed(screen), titles(screen)) == ("light* ", ["Two", "One"])
        assert str(screen.posts.asked) == "light*"
        assert rows(shore, typed(screen)) == titles(screen)
        screen = await press(pilot, *"keep", "space")
        assert (typed(screen), titles(screen)) == ("light* keep* ", ["Two"])
        assert rows(shore, typed(screen)) == titles(screen)
        screen = await press(pilot, *"zebra", "space")
        assert (typed(screen), titles(screen)) == ("light* keep* zebra ", [])
        assert "without zebra: 1 post" in drawn(pilot)


async def test_a_star_is_written_where_the_cursor_is_beyond_it(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash")
        box = screen.posts.query_one(QueryBox)
        # As if typed faster than an answer comes.
        box.value = "light kee coast"
        box.cursor_position = 9
        screen = await press(pilot, "p")
        assert (typed(screen), box.cursor_position) == ("light* keep coast", 11)
        assert titles(screen) == []
        box.cursor_position = len(box.value)
        screen = await press(pilot, *["backspace"] * 6)
        assert (typed(screen), titles(screen)) == ("light* keep*", ["Two"])


async def test_what_is_kept_is_what_was_listed(shore: Path, open_app: OpenApp) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        for text, kept in [
            ("light keep", "light* keep*"), ("light keeper", "light* keeper"), ("zebra", "zebra"),
        ]:  # fmt: skip
            await press(pilot, "X", "slash")
            box = pilot.app.screen_stack[0].query_one(QueryBox)
            box.value = text
            box.cursor_position = len(text)
            screen = await press(pilot, "enter")
            assert str(screen.posts.asked) == kept
            assert rows(shore, str(screen.posts.asked)) == titles(screen)


async def test_a_query_that_was_given_says_which_beginnings_there_are(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore, "light tag:sea").run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        assert titles(screen) == []
        assert "/  and light* would list 2 posts" in drawn(pilot)
        screen = await press(pilot, "slash", "enter")
        assert str(screen.posts.asked) == "light* tag:sea"
        assert titles(screen) == ["Two", "One"]


async def test_no_star_is_written_into_what_was_typed_meanwhile(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"light ke")
        screen.posts.query_one(QueryBox).star("light", (5,))
        assert typed(screen) == "light* ke"


async def test_what_is_half_typed_leaves_the_list_at_what_stands_before_it(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore, views={"keeper": "keeper"}).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"lighthouse", "space")
        for letter in "tag:se":
            screen = await press(pilot, letter)
            assert titles(screen) == ["Two"], typed(screen)
        assert "1 of 3 · not yet tag:se" in drawn(pilot)
        labels = [chip.label for chip in screen.posts.chips.asked.chips()]
        assert labels == ["lighthouse"], "no chip says what is not asked for"
        screen = await press(pilot, *"a1")
        assert (str(screen.posts.asked), titles(screen)) == ("lighthouse tag:sea1", [])
        assert "not yet" not in drawn(pilot)
        screen = await press(pilot, *["backspace"] * 8)
        assert "not yet" not in drawn(pilot)
        for letter in "@keepe":
            screen = await press(pilot, letter)
            assert titles(screen) == ["Two"], typed(screen)
        screen = await press(pilot, "r")
        assert str(screen.posts.asked) == "lighthouse keeper"


async def test_what_is_half_typed_is_read_as_it_stands_when_it_is_kept(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"light tag:se", "enter")
        assert (str(screen.posts.asked), titles(screen)) == ("light* tag:se", [])
        assert "without tag se: 2 posts" in drawn(pilot)
        screen = await press(pilot, "X")
        assert titles(screen) == ["Three", "Two", "One"]
        # Nothing begins so: that is no beginning.
        screen = await press(pilot, "slash", *"tag:land")
        assert titles(screen) == []
        assert "not yet" not in drawn(pilot)


async def test_a_star_finds_its_place_beyond_what_is_half_typed(
    shore: Path, open_app: OpenApp
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash")
        box = screen.posts.query_one(QueryBox)
        box.value = "harb tag:s keep"
        box.cursor_position = 10
        screen = await press(pilot, "e")
        assert (typed(screen), box.cursor_position) == ("harb* tag:se keep*", 12)
        assert (str(screen.posts.asked), titles(screen)) == ("harb* keep*", ["Three"])


async def test_the_first_letters_of_a_word_leave_the_list(shore: Path, open_app: OpenApp) -> None:
    """Beginnings as short as these are not looked for in texts."""
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"keeper ha")
        assert titles(screen) == ["Three", "Two"]
        assert "2 of 3 · not yet ha" in drawn(pilot)
        assert titles(await press(pilot, "r")) == ["Three"]
        assert titles(await press(pilot, "backspace", "space")) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("tag:sea author:", "tag:sea"), ("tag:sea,", "tag:sea"), ("keeper is:un", "keeper"),
        ("lighthouse year:2020,20", "lighthouse year:2020"), ('keeper tag:"se', "keeper"),
        ("lighthouse -tag:", "lighthouse"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_yet_keeps_what_stands_before_it(
    shore: Path, open_app: OpenApp, text: str, asked: str
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *text)
        assert str(screen.posts.asked) == asked
        assert "not yet " in drawn(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (36, 12)])
@pytest.mark.parametrize(
    "text", ["state:foo", "lighthouse sort:up", 'tag:"sea', '"a"b', "-sort:date"]
)
async def test_a_mistake_is_readable_whole_at_any_width(
    shore: Path, open_app: OpenApp, text: str, size: tuple[int, int]
) -> None:
    with pytest.raises(QueryError) as raised:
        Query.parse(text)
    async with open_app(shore).run_test(size=size) as pilot:
        screen = await press(pilot, "slash")
        place = screen.posts.posts.region
        box = screen.posts.query_one(QueryBox)
        box.value = text
        # Not where it would be completed.
        box.cursor_position = 0
        screen = await settle(pilot)
        said = " ".join(line.split("│")[0].strip() for line in drawn(pilot).splitlines())
        assert f"column {raised.value.column}: {raised.value.cause}" in said
        assert screen.posts.posts.region == place, "nothing moves"
        screen = await press(pilot, "enter")
        assert screen.posts.query(QueryBox), "the line stays"
        screen = await press(pilot, "ctrl+u", "ctrl+k")
        assert "column" not in drawn(pilot)


async def test_the_line_follows_what_is_asked_elsewhere(shore: Path, open_app: OpenApp) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"light keeper tag:sea2 ")
        assert typed(screen) == "light* keeper tag:sea2 "
        await pilot.click(Chips, offset=(3, 0))
        screen = await settle(pilot)
        assert str(screen.posts.asked) == "keeper tag:sea2"
        assert typed(screen) == "keeper tag:sea2 "
        screen = await press(pilot, "x", "enter")
        assert str(screen.posts.asked) == "keeper x tag:sea2"


async def test_a_phrase_is_no_mistake_while_it_is_typed(shore: Path, open_app: OpenApp) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *'keeper "a har')
        assert "column" not in drawn(pilot)
        assert '2 of 3 · not yet "a har' in drawn(pilot)
        await press(pilot, "enter")
        assert 'column 8: this " is never closed' in drawn(pilot)
        screen = await press(pilot, *'bour"')
        assert titles(screen) == ["Three"]
        assert "not yet" not in drawn(pilot)


async def test_what_may_be_typed_next_is_looked_up_while_the_line_is_open(
    shore: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        told = list[str | None]()
        monkeypatch.setattr(screen.library, "look_ahead", told.append)
        await press(pilot, "slash")
        assert told == [""]
        told.clear()
        await press(pilot, *"ha t", *'ag:s "x')
        said = ["h", "ha", "", "t", "ta", "tag", None, None, "", None, None]
        assert told == said
        await press(pilot, "escape")
        assert told[-1] is None
        told.clear()
        await press(pilot, "j", "k")
        assert not told


async def test_what_was_looked_up_ahead_is_listed_without_being_asked_for(
    shore: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_PAUSE", 0)
    monkeypatch.setattr(ahead, "_ENOUGH", 60)
    async with open_app(shore).run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"t")
        (looking,) = screen.library._ahead
        if (thread := looking._thread) is not None:
            await asyncio.to_thread(thread.join)
        monkeypatch.setattr("reader.index.flags._FITTING", ("no table", "no table"))
        screen = await press(pilot, "w")
        assert titles(screen) == ["Two"]
        await press(pilot, "escape")
    assert looking._thread is None
