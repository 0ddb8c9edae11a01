"""What is in sight of a post is found again when the post has been written anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from reader.source.document import parse
from reader.tui.widgets.reading import ReadingPane
from reader.tui.widgets.reading_sheet import Sheet
from reader.tui.widgets.reading_sight import find, sight
from tests.tui.test_reading import PaneApp, document, idle, post, rows, shown
from tests.tui.test_reading_sheet import sheet, widths

KINDS = [
    "Paragraph {n} goes on for some time, so that it takes more than a single row of the screen.",
    "## Heading {n}",
    "- item {n} of a list\n- the second item {n}, which is a longer one than those around it",
    "```\ncode {n}\n\nmore code {n}\n```",
    "> A quote {n} that is somewhat longer than the narrowest of columns.",
    "| number | {n} |\n|---|---|\n| a cell {n} | and a longer cell in the same row |",
    "A paragraph {n}\nthat is wrapped in the file as well,\nand has some lines\nof its own {n}.",
]
blocks = st.lists(st.integers(0, len(KINDS) - 1), min_size=1, max_size=30)


def written(kinds: list[int], first: int = 0) -> list[str]:
    return [KINDS[kind].format(n=first + n) for n, kind in enumerate(kinds)]


def first_row(shown: Sheet, top: int, height: int) -> int:
    """The first row with text of its own."""
    seen = sight(shown, top, height)
    return seen.spots[0].row


@given(blocks, st.lists(st.integers(0, len(KINDS) - 1), max_size=9), widths, st.data())
def test_whatever_is_put_in_above_the_same_line_stands_on_the_same_row(
    kinds: list[int], more: list[int], width: int, data: st.DataObject
) -> None:
    old = written(kinds)
    before = sheet("\n\n".join(old), width)
    top = data.draw(st.integers(3, max(3, before.height - 1)))
    top = before.settle(top, 12)
    seen = sight(before, top, 12)
    new = "\n\n".join([*written(more, 100), *old])
    after = sheet(new, width)
    back = find(after, seen)
    if not seen.spots:
        assert back.place == (0, 0)
        return
    assert back.whole
    y = after.find(back.place)
    after.settle(y, 12)
    assert after.line(after.find(back.place)).text == before.line(top + back.row).text


PARAGRAPHS = [
    f"Paragraph {n} tells what happened on day {n} of the journey, at some length: the road to "
    f"village {n} was dry, the inn there had {n} beds, and supper was soup with {n} onions in it, "
    f"which everybody at table {n} praised, and of which nothing was left for the dog of house {n}."
    for n in range(60)
]

Edit = Callable[[list[str]], list[str]]
NEW = "Something that was not there before. " * 9


def typo(text: str) -> str:
    return text.replace("praised", "praised highly")


EDITS: dict[str, Edit] = {
    "nothing": lambda old: old,
    "put in above": lambda old: [NEW, NEW, *old],
    "put in right above": lambda old: [*old[:20], NEW, *old[20:]],
    "taken out above": lambda old: old[9:],
    "put in below": lambda old: [*old[:40], NEW, *old[40:]],
    "edited above": lambda old: [*map(typo, old[:20]), *old[20:]],
    "all else edited": lambda old: [typo(one) if n != 20 else one for n, one in enumerate(old)],
    "put in and taken out": lambda old: [NEW, *old[3:10], NEW, NEW, *old[12:]],
    "moved": lambda old: [*old[15:], *old[:15]],
    "swapped above": lambda old: [*old[5:20], *old[:5], *old[20:]],
}


async def at_block(pilot: Pilot[None], number: int, row: int = 1) -> ReadingPane:
    """The pane with a row of a paragraph at the top."""
    pane = await shown(pilot, "\n\n".join(PARAGRAPHS))
    assert pane.sheet is not None
    y = pane.sheet.at(number + 1, 0)
    while pane.sheet.settle(y, 24) != y or pane.sheet.at(number + 1, 0) != y:
        y = pane.sheet.at(number + 1, 0)
    pane.scroll_lines(y + 1 + row - pane._top)
    assert f"Paragraph {number} " in "".join(line.text for line in pane.sheet.lines(number + 1))
    return pane


async def again(pilot: Pilot[None], blocks: list[str]) -> list[str]:
    app = pilot.app
    assert isinstance(app, PaneApp)
    app.pane.show(post(), document("\n\n".join(blocks)), landing="page 2 of 3, no. 4")
    await idle(pilot)
    return rows(app.pane)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("row", [-1, 0, 2])
async def test_the_rows_in_sight_stay_where_they_are(edit: Edit, row: int) -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await at_block(pilot, 20, row)
        before = rows(pane)
        after = await again(pilot, edit(PARAGRAPHS))
        first = next(n for n, text in enumerate(before) if text)
        assert after[first : first + 2] == before[first : first + 2]
        if "all else" not in "".join(k for k, e in EDITS.items() if e is edit):
            assert after == before or edit is EDITS["moved"]


async def test_a_block_that_is_edited_stays_at_the_top() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        top = rows(await at_block(pilot, 20, 2))[0]
        blocks = list(PARAGRAPHS)
        # Below the top of the screen, then above it, then just there; and others put in meanwhile.
        blocks[20] = blocks[20].replace("nothing", "nothing at all")
        assert (await again(pilot, blocks))[0] == top
        blocks[20] = f"In a word that is new: {blocks[20]}"
        words = top.split()[1:4]
        assert " ".join(words) in " ".join((await again(pilot, [NEW, *blocks]))[:2])
        blocks[20] = "Nothing of what was written here is left. " * 6
        assert "is left." in " ".join((await again(pilot, [NEW, NEW, *blocks]))[:3])


async def test_what_follows_a_block_that_is_taken_out_stays_on_its_row() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        before = rows(await at_block(pilot, 20, 0))
        number = next(n for n, text in enumerate(before) if text.startswith("Paragraph 21 "))
        after = await again(pilot, [*PARAGRAPHS[:20], *PARAGRAPHS[21:]])
        assert after[number:] == before[number:]
        assert "the dog of house 19." in after[number - 2]
        # And it comes back.
        assert await again(pilot, PARAGRAPHS) == before


@pytest.mark.parametrize("cut", [0, 3, 20, 21, 22], ids=str)
async def test_a_post_caught_half_written_comes_back_to_its_place(cut: int) -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        before = rows(await at_block(pilot, 20, 2))
        await again(pilot, PARAGRAPHS[:cut])
        await again(pilot, PARAGRAPHS[:cut])
        assert await again(pilot, PARAGRAPHS) == before
        half = [*PARAGRAPHS[:20], PARAGRAPHS[20][:90]]
        await again(pilot, half)
        assert await again(pilot, [NEW, *PARAGRAPHS]) == before


async def test_a_file_caught_empty_or_unreadable_comes_back_to_its_place() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await at_block(pilot, 20, 2)
        before = rows(pane)
        for data in (b"", b"---\ntit", b"\xff\xfe\x00"):
            pane.show(post(), parse("post.md", data))
            await idle(pilot)
            assert rows(pane) != before
            assert await again(pilot, PARAGRAPHS) == before


async def test_who_moved_on_in_a_post_caught_half_written_stays_there() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        await at_block(pilot, 20, 2)
        await again(pilot, PARAGRAPHS[:10])
        await pilot.press("g")
        assert (await again(pilot, PARAGRAPHS))[0] == "A title"


async def test_a_post_caught_half_written_outlasts_another_width() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        before = rows(await at_block(pilot, 20, 2))
        await again(pilot, PARAGRAPHS[:10])
        await pilot.resize_terminal(60, 20)
        await idle(pilot)
        await pilot.resize_terminal(80, 24)
        await idle(pilot)
        assert await again(pilot, PARAGRAPHS) == before


async def test_who_is_at_the_top_stays_there() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        await shown(pilot, "\n\n".join(PARAGRAPHS))
        assert NEW[:30] in " ".join(await again(pilot, [NEW, *PARAGRAPHS]))


async def test_a_post_is_come_back_to_where_it_was_left() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await at_block(pilot, 20, 2)
        before, seen = rows(pane), pane.sight
        await shown(pilot, "Another one.", path="another.md")
        assert rows(pane)[0] == "A title"
        pane.show(
            post(), document("\n\n".join([NEW, *PARAGRAPHS])), landing="page 2 of 3", seen=seen
        )
        await idle(pilot)
        assert rows(pane) == before


async def test_what_was_opened_is_open_and_what_was_folded_is_folded() -> None:
    folded = "<details><summary>More of {n}</summary>\n\nHidden {n}, and a few words.\n\n</details>"
    blocks = [block for n in range(9) for block in (folded.format(n=n), PARAGRAPHS[n])]
    async with PaneApp().run_test(size=(80, 40)) as pilot:
        pane = await shown(pilot, "\n\n".join(blocks))
        await pilot.press("tab", "tab", "enter")
        assert ("Hidden 1" in " ".join(rows(pane)), "Hidden 0" in " ".join(rows(pane))) == (1, 0)
        assert "Hidden 1" in " ".join(await again(pilot, [NEW, *blocks]))
        # A row of what was opened is at the top.
        await again(pilot, blocks)
        hidden = next(n for n, row in enumerate(rows(pane)) if "Hidden 1" in row)
        pane.scroll_lines(hidden)
        before = rows(pane)
        assert "Hidden 1" in before[0]
        assert await again(pilot, [NEW, NEW, *blocks]) == before
        assert "Hidden 0" not in " ".join(rows(pane))


async def test_a_search_given_up_leads_back_to_where_it_was_begun() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await at_block(pilot, 20, 2)
        before = rows(pane)
        pane.search("village 50")
        await idle(pilot)
        found = rows(pane)
        assert found != before
        assert await again(pilot, [NEW, NEW, *PARAGRAPHS]) == found
        pane.give_up_search()
        assert rows(pane) == before


async def test_a_note_is_found_again_among_those_that_were_put_in() -> None:
    def written(*names: str) -> list[str]:
        said = " ".join(f"Word[^{name}]" for name in names)
        more = "Of {0} there is more to tell. " * 9
        notes = [f"[^{name}]: The note on {name}. {more.format(name)}" for name in names]
        return [said, *PARAGRAPHS[:9], *notes]

    async with PaneApp().run_test(size=(80, 10)) as pilot:
        await shown(pilot, "\n\n".join(written("oaks", "elms", "limes", "firs")))
        await pilot.press("G", "k")
        pane = pilot.app.query_one(ReadingPane)
        before = [row.lstrip("0123456789. ") for row in rows(pane)]
        assert "The note on firs." in " ".join(before)
        after = await again(pilot, written("ash", "oaks", "elms", "limes", "firs", "yew"))
        assert [row.lstrip("0123456789. ") for row in after] == before


async def test_a_line_that_is_now_in_a_paragraph_of_its_own_stays_on_its_row() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        top = rows(await at_block(pilot, 20, 2))[0]
        start = PARAGRAPHS[20].index(top[:20])
        parts = [PARAGRAPHS[20][:start], PARAGRAPHS[20][start:]]
        after = await again(pilot, [*PARAGRAPHS[:20], *parts, *PARAGRAPHS[21:]])
        assert after[0] == top


@pytest.mark.parametrize("row", [-1, 0, 1, 3])
async def test_a_window_that_is_made_narrower_and_wide_again_shows_what_it_showed(
    row: int,
) -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await at_block(pilot, 20, row)
        before = rows(pane)
        for width in [*range(76, 40, -4), 12, *range(41, 81, 3)]:
            await pilot.resize_terminal(width, 24)
            await idle(pilot)
        assert rows(pane) == before
