"""The reading pane, as one who reads meets it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from reader.layout.layout import lines
from reader.markup.document import Body
from reader.model import Post, Problem, State, Term
from reader.source.document import Document, parse
from reader.tui.widgets.reading import ReadingPane
from reader.tui.widgets.reading_ink import outward

STYLES = Path(__file__).parents[2] / "reader" / "tui" / "app.tcss"
LONG = "\n\n".join(
    f"## Part {n}\n\nParagraph {n} has enough words in it to be wrapped once or twice on a screen"
    f" of eighty columns, and a [link {n}](post-{n}.md) as well."
    for n in range(150)
)


class PaneApp(App[None]):
    """A screen that is nothing but the pane."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, measure: int = 88) -> None:
        super().__init__()
        self.pane = ReadingPane(measure=measure)
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.focus()

    def on_reading_pane_moved(self, event: ReadingPane.Moved) -> None:
        self.told.append(event)

    def on_reading_pane_link_followed(self, event: ReadingPane.LinkFollowed) -> None:
        self.told.append(event)

    def followed(self) -> list[str]:
        return [event.url for event in self.told if isinstance(event, ReadingPane.LinkFollowed)]

    def moves(self) -> list[tuple[int, int]]:
        moved = [event for event in self.told if isinstance(event, ReadingPane.Moved)]
        return [(event.percent, event.minutes_left) for event in moved]


def post(title: str = "A title", *, path: str = "post.md", **more: Any) -> Post:
    terms = {
        field: tuple(Term(field, name, name) for name in names)
        for field, names in {
            "author": ["Author One", "Author Two"],
            "category": ["News"],
            "tag": ["one", "two"],
        }.items()
    }
    date = datetime(2017, 5, 11, 9, 30, tzinfo=UTC)
    return Post(
        **{
            "path": path,
            "title": title,
            "date": date,
            "terms": terms,
            "minutes": 6,
            "words": 1200,
            **more,
        }
    )


def document(body: str, path: str = "post.md") -> Document:
    return parse(path, f"---\ntitle: A title\n---\n{body}".encode())


async def shown(pilot: Pilot[None], body: str, **more: Any) -> ReadingPane:
    app = pilot.app
    assert isinstance(app, PaneApp)
    app.pane.show(post(**more), document(body), landing="page 2 of 3, no. 4")
    await idle(pilot)
    return app.pane


async def idle(pilot: Pilot[None]) -> None:
    """Wait until nothing is left to do in the background."""
    app = pilot.app
    assert isinstance(app, PaneApp)
    await pilot.pause()
    while not app.pane.jobs.idle:
        await pilot.pause()
    await pilot.pause()


def rows(pane: ReadingPane) -> list[str]:
    """What the pane shows, without the empty cells at either side."""
    return [pane.render_line(y).text.strip() for y in range(pane.size.height)]


def looks(pane: ReadingPane, text: str) -> str:
    """The style of the first stretch on screen that begins with `text`."""
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            if segment.text.startswith(text):
                return str(segment.style)
    raise AssertionError(f"{text!r} is not on screen")


async def test_the_head_says_what_is_read() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        assert rows(await shown(pilot, "The text."))[:6] == [
            "A title",
            "Author One, Author Two · 11 May 2017 · News · 6 min · page 2 of 3, no. 4",
            "tag one, two",
            "",
            "The text.",
            "",
        ]


async def test_state_and_problems_stand_in_the_head() -> None:
    until = datetime(2099, 1, 1, tzinfo=UTC)
    problems = tuple(Problem("post.md", n, f"cause {n}") for n in range(2, 9))
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "Text.", state=State.FUTURE, publish_at=until, problems=problems)
        assert rows(pane)[3] == "◷ future"
        why = "◷ future: 2099-01-01 00:00 +00:00 is in 72 years"
        pane.show(pane.post, document("Text."), why=why)
        await idle(pilot)
        assert rows(pane)[3:10] == [
            why,
            *(f"! post.md:{n}: cause {n}" for n in range(2, 7)),
            "! and 2 more",
        ]


async def test_a_title_that_the_text_repeats_is_drawn_once() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        assert rows(await shown(pilot, "# A title\n\nThe text.")).count("A title") == 1


@pytest.mark.parametrize(
    "title",
    [
        "[/oops]",
        "[TODO] fix",
        "[b]bold[/b] [@click=app.quit]quit[/]",
        "a\x1b[31mred\x1b]0;owned\x07",
        "two\nlines\rand\x00more",
        "a \u202egnp.exe\u2066 b\u2069",
        "\u009b31m\u0085",
    ],
)
async def test_no_text_of_a_post_is_obeyed(title: str) -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(
            pilot,
            f"{title}\n\n`{title}`\n\n[{title}](<https://example.com/{title}>)\n\n```{title}\n{title}\n```",
            title=title,
            problems=(Problem(title, 1, title),),
        )
        for y in range(pane.size.height):
            for segment in pane.render_line(y):
                assert segment.text == "" or segment.text.isprintable(), repr(segment.text)
                assert segment.style is not None
                assert (segment.style.link or "").isascii()
                assert (segment.style.link or "").isprintable()
        if title.startswith("["):
            assert rows(pane)[0] == title


async def test_an_empty_pane_is_calm() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = pilot.app.query_one(ReadingPane)
        await idle(pilot)
        assert [row for row in rows(pane) if row] == [ReadingPane.hint]
        await pilot.press("j", "space", "G", "g", "n", "tab", "enter", "y")
        await shown(pilot, LONG)
        pane.show(None, None)
        await idle(pilot)
        assert [row for row in rows(pane) if row] == [ReadingPane.hint]
        assert not pane.show_vertical_scrollbar


async def test_a_post_without_text_has_a_head() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "")
        assert rows(pane)[0] == "A title"
        await pilot.press("G", "space", "n", "tab", "y")
        assert rows(pane)[0] == "A title"


async def test_front_matter_that_cannot_be_read_is_shown_as_written() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        read = parse("post.md", b"+++\n# ```\ntitle =\n+++\nThe text.\n")
        assert read.problems
        app.pane.show(post("post"), read)
        await idle(pilot)
        text = rows(app.pane)
        assert any(row.startswith("! post.md:") for row in text)
        assert text.index("# ```") + 1 == text.index("title =") < text.index("The text.")


async def test_the_column_is_no_wider_than_the_measure_and_in_the_middle() -> None:
    async with PaneApp(measure=40).run_test(size=(100, 24)) as pilot:
        pane = await shown(pilot, "word " * 100)
        line = pane.render_line(6).text
        assert len(line) == pane.size.width
        left, right = len(line) - len(line.lstrip()), len(line) - len(line.rstrip())
        assert left == pane.left
        assert 0 <= right - left < 10
        assert len(line.strip()) <= 40


async def test_only_what_is_looked_at_is_parsed_at_once() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        app.pane.show(post(), document(LONG * 30))
        assert app.pane.sheet is not None
        assert not app.pane.sheet.complete
        assert app.pane.sheet.layout.laid_out < 60
        assert rows(app.pane)[4] == "Part 0"
        await idle(pilot)
        assert app.pane.sheet.complete


async def test_scrolling_by_lines_skips_and_repeats_none() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        whole = [line.text.strip() for line in lines(Body(document(LONG).body), pane.text_width)]
        assert rows(pane)[4:] == whole[: pane.size.height - 4]
        top = []
        for _ in range(60):
            top.append(rows(pane)[0])
            await pilot.press("j")
        assert top[4:] == whole[:56]
        await pilot.press("G")
        assert rows(pane) == whole[-pane.size.height :]
        for number in range(1, 60):
            await pilot.press("k")
            assert rows(pane)[0] == whole[-pane.size.height - number]


async def test_a_page_keeps_two_lines_in_sight() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        before = rows(pane)
        await pilot.press("space")
        assert rows(pane)[:2] == before[-2:]
        await pilot.press("b")
        assert rows(pane) == before


async def test_the_wheel_and_the_bar_scroll() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        before = rows(pane)
        await pilot._post_mouse_events([_wheel()], pane, offset=(10, 10))
        await idle(pilot)
        assert rows(pane)[0] == before[round(pilot.app.scroll_sensitivity_y)]
        bar = pane.vertical_scrollbar
        await pilot.mouse_down(bar, offset=(0, 0))
        await pilot.hover(bar, offset=(0, 23))
        await pilot.mouse_up(bar, offset=(0, 23))
        await idle(pilot)
        assert pilot.app.moves()[-1][0] > 90  # type: ignore[attr-defined]
        await pilot.click(bar, offset=(0, 0))
        await idle(pilot)
        assert 85 < pilot.app.moves()[-1][0] < 98  # type: ignore[attr-defined]


def _wheel() -> Any:
    from textual import events

    return events.MouseScrollDown


async def test_where_one_is_is_told() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        await shown(pilot, LONG)
        app = pilot.app
        assert isinstance(app, PaneApp)
        assert app.moves()[-1] == (0, 6)
        await pilot.press("G")
        assert app.moves()[-1] == (100, 0)
        await pilot.press("k")
        assert app.moves()[-1] == (99, 1)


async def test_the_text_at_the_top_stays_there_when_the_width_changes() -> None:
    async with PaneApp().run_test(size=(100, 30)) as pilot:
        pane = await shown(pilot, LONG * 5)
        await pilot.press(*["space"] * 9)
        words = rows(pane)[0].split()[:2] or rows(pane)[1].split()[:2]
        await pilot.resize_terminal(60, 20)
        await idle(pilot)
        assert " ".join(words) in " ".join(rows(pane)[:2])
        await pilot.resize_terminal(100, 30)
        await idle(pilot)
        assert " ".join(words) in " ".join(rows(pane)[:2])


async def test_a_post_that_changed_keeps_its_place() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        await pilot.press(*["space"] * 5)
        before = rows(pane)
        pane.show(post(), document(LONG + "\n\nA new end."), landing="page 1 of 1, no. 1")
        await idle(pilot)
        assert rows(pane) == before
        await shown(pilot, LONG, path="another.md")
        assert rows(pane)[0] == "A title"


async def test_a_search_counts_and_goes_round() -> None:
    text = "A café here.\n\n" + "Filler.\n\n" * 100 + "A CAFE there, and a cafe\u0301."
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, text)
        assert pane.search("Café") == 3
        await idle(pilot)
        assert (pane.current, pane.matches) == (1, 3)
        assert looks(pane, "café") != looks(pane, "Filler.")
        await pilot.press("n")
        assert (pane.current, "there" in " ".join(rows(pane))) == (2, True)
        await pilot.press("n", "n")
        assert (pane.current, "here" in " ".join(rows(pane))) == (1, True)
        await pilot.press("p")
        assert pane.current == 3
        assert pane.clear_search()
        assert not pane.clear_search()
        assert (pane.current, pane.matches) == (0, 0)


async def test_a_search_brings_nobody_back_who_went_on() -> None:
    text = "First.\n\n" + "Filler.\n\n" * 100 + "A lighthouse.\n\n" + "Filler.\n\n" * 100 + "End."
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, text)
        pane.search("lighthouse")
        await idle(pilot)
        await pilot.press("g")
        assert "First." in rows(pane)
        await pilot.resize_terminal(60, 24)
        await idle(pilot)
        assert "First." in rows(pane)
        assert (pane.current, pane.matches) == (1, 1)
        await pilot.press("n")
        assert "lighthouse" in " ".join(rows(pane))


async def test_a_match_may_be_wrapped() -> None:
    text = "word " * 14 + "needle in the haystack, " + "word " * 50
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, text)
        assert pane.search("needle in the haystack") == 1
        marked = {looks(pane, part) for part in ("needle", "in the haystack")}
        assert len(marked) == 1
        assert marked != {looks(pane, ", word")}


async def test_a_search_is_refined_from_where_it_began() -> None:
    text = "Filler.\n\n" * 60 + "The first.\n\n" + "Filler.\n\n" * 60 + "The firmament."
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, text)
        for typed, found in [
            ("fir", "The first."),
            ("firm", "The firmament."),
            ("fir", "The first."),
        ]:
            pane.search(typed)
            await idle(pilot)
            assert found in rows(pane)
        assert pane.search("") == 0


async def test_what_is_not_there_is_not_found() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        before = rows(pane)
        assert pane.search("zebra") == 0
        await idle(pilot)
        await pilot.press("n", "p")
        assert (pane.current, pane.matches, rows(pane)) == (0, 0, before)


async def test_tab_goes_from_link_to_link_and_enter_follows() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        app = pilot.app
        assert isinstance(app, PaneApp)
        assert pane.current_link is None
        await pilot.press("enter", "tab", "tab", "enter")
        assert pane.current_link == "post-1.md"
        await pilot.press("shift+tab", "enter")
        assert app.followed() == ["post-1.md", "post-0.md"]
        await pilot.press("shift+tab")
        await idle(pilot)
        assert pane.current_link == "post-149.md"
        assert "link 149" in " ".join(rows(pane))
        await pilot.press("g", "tab")
        assert pane.current_link == "post-0.md", "a link out of sight is not gone on from"


async def test_a_click_on_a_link_follows_it() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "Read [the other](other.md) now.")
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.click(pane, offset=(pane.left + 1, 4))
        await pilot.click(pane, offset=(0, 4))
        await pilot.click(pane, offset=(20, 20))
        assert app.followed() == []
        await pilot.hover(pane, offset=(pane.left + 6, 4))
        assert str(pane.tooltip) == "other.md"
        await pilot.click(pane, offset=(pane.left + 6, 4))
        assert app.followed() == ["other.md"]
        await pilot.hover(pane, offset=(pane.left + 1, 4))
        assert pane.tooltip is None


FOLDED = "Above.\n\n> [!note]- Covered\n> Hidden words.\n\nBelow.\n"


async def test_enter_and_a_click_open_and_fold_what_is_folded() -> None:
    async with PaneApp().run_test(size=(60, 20)) as pilot:
        pane = await shown(pilot, FOLDED)
        app = pilot.app
        assert isinstance(app, PaneApp)
        assert "Hidden words." not in "\n".join(rows(pane))
        await pilot.press("tab", "enter")
        assert "Hidden words." in "\n".join(rows(pane))
        await pilot.press("enter")
        assert "Hidden words." not in "\n".join(rows(pane))
        y = next(y for y, row in enumerate(rows(pane)) if "Covered" in row)
        x = pane.render_line(y).text.index("Covered")
        await pilot.hover(pane, offset=(x, y))
        assert str(pane.tooltip) == "Open or fold"
        await pilot.click(pane, offset=(x, y))
        assert "Hidden words." in "\n".join(rows(pane))
        assert app.followed() == []
        assert pane.current_link is None, "what folds is no address to copy"


async def test_a_search_opens_what_its_match_is_folded_into() -> None:
    async with PaneApp().run_test(size=(60, 20)) as pilot:
        pane = await shown(pilot, FOLDED)
        assert pane.search("hidden words") == 1
        await idle(pilot)
        assert "Hidden words." in "\n".join(rows(pane))


async def test_a_note_is_gone_to_and_come_back_from() -> None:
    async with PaneApp().run_test(size=(60, 12)) as pilot:
        pane = await shown(pilot, "Start.[^a]\n\n" + "More.\n\n" * 40 + "[^a]: The note.\n")
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.press("tab", "enter")
        assert pane.go_to_anchor(app.followed()[-1].removeprefix("#"))
        assert "The note." in "\n".join(rows(pane))
        assert "Start." not in "\n".join(rows(pane))


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("HTTP://example.com/%20", "HTTP://example.com/%20"),
        ("https://example.com/é b", "https://example.com/%C3%A9%20b"),
        ("mailto:one@example.com", "mailto:one@example.com"),
        ("https://example.com/\x1b]8;;\x07", "https://example.com/%1B]8;;%07"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("other.md", None),
    ],
)
def test_only_the_web_and_mail_are_given_to_the_terminal(link: str, target: str | None) -> None:
    assert outward(link) == target


async def test_selected_text_is_copied_as_it_was_before_it_was_wrapped() -> None:
    body = "> " + "word " * 30 + "end.\n\n- an item\n- another"
    async with PaneApp(measure=60).run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, body)
        left = pane.left
        first, last = rows(pane).index("▌ " + "word " * 10 + "word"), rows(pane).index("• another")
        await pilot.mouse_down(pane, offset=(left + 2 + 5, first))
        await pilot.hover(pane, offset=(left + 4, last))
        await pilot.mouse_up(pane, offset=(left + 4, last))
        await pilot.pause()
        expected = "word " * 29 + "end.\n\nan item\nano"
        assert pane.screen.get_selected_text() == expected
        assert looks(pane, "an item") == looks(pane, "ano") != looks(pane, "ther")
        await pilot.press("y")
        assert pilot.app.clipboard == expected


async def test_a_selection_from_the_margin_takes_whole_lines() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "One line.\n\nAnother line.")
        await pilot.mouse_down(pane, offset=(0, 4))
        await pilot.hover(pane, offset=(70, 6))
        await pilot.mouse_up(pane, offset=(70, 6))
        await pilot.pause()
        assert pane.screen.get_selected_text() == "One line.\n\nAnother line."


async def test_a_selection_stays_with_its_text_while_one_scrolls() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, LONG)
        await pilot.press("G")
        before = rows(pane)
        await pilot.mouse_down(pane, offset=(0, 3))
        await pilot.hover(pane, offset=(79, 4))
        await pilot.mouse_up(pane, offset=(78, 4))
        selected = pane.screen.get_selected_text()
        assert selected
        assert selected.split() == " ".join(before[3:5]).split()
        await pilot.press("g", "space")
        assert pane.screen.get_selected_text() == selected


async def test_two_clicks_select_a_word_and_three_a_paragraph() -> None:
    async with PaneApp(measure=40).run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "The reader's word. " * 5 + "\n\nAnother.")
        row = rows(pane).index("The reader's word. The reader's word.")
        await pilot.click(pane, offset=(pane.left + 6, row), times=2)
        assert pane.screen.get_selected_text() == "reader's"
        await pilot.click(pane, offset=(pane.left + 6, row + 1), times=3)
        assert pane.screen.get_selected_text() == ("The reader's word. " * 5).strip()


async def test_without_a_selection_the_whole_text_is_copied() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        await shown(pilot, LONG)
        await pilot.press("y")
        await idle(pilot)
        text = pilot.app.clipboard
        assert text.startswith("A title\nAuthor One")
        assert "Paragraph 149 has enough words in it to be wrapped once or twice" in text


async def test_the_theme_colours_the_text_anew() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "## Part\n\nText and `code`.")
        seen = set()
        for theme in ("textual-dark", "textual-light", "gruvbox"):
            pilot.app.theme = theme
            await idle(pilot)
            seen.add((looks(pane, "Part"), looks(pane, "code")))
        assert len(seen) == 3


async def test_roles_have_looks_of_their_own() -> None:
    body = "plain **strong** *em* ~~strike~~ `code` [link](https://example.com/) <kbd>K</kbd>"
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, body)
        parts = ("plain ", "strong", "em", "strike", "code", "link", "K")
        assert len({looks(pane, part) for part in parts}) == len(parts)
        assert "underline" in looks(pane, "link")
        assert "link https://example.com/" in looks(pane, "link")


async def test_a_line_of_a_hundred_thousand_characters_is_read() -> None:
    async with PaneApp().run_test(size=(80, 24)) as pilot:
        pane = await shown(pilot, "word" * 25_000 + " end")
        await pilot.press("G")
        assert rows(pane)[-1].endswith("end")
