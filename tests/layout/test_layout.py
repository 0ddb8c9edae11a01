"""Layout on demand: the same lines as from the top, little work, and text that stays put."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.layout.layout import Layout, lines
from reader.layout.lines import Line
from reader.markup.document import Body
from tests.markup.fragments import documents

HUGE = {
    "paragraphs": "Some words of a paragraph that is neither long nor short.\n\n" * 20_000,
    "list": "".join(f"- item {number} of the list\n" for number in range(10_000)),
    "numbers": "".join(f"{number}. item\n" for number in range(1, 5_001)),
    "table": "| a | b |\n|---|---|\n" + "| cell | other cell |\n" * 5_000,
    "quote": "> words of a quote\n>\n" * 3_000,
    "code": "```python\n" + "call(x)\n" * 20_000 + "```",
    "html": "<ul>" + "<li>item</li>\n" * 3_000 + "</ul>",
}


def whole(text: str, width: int) -> list[Line]:
    return list(lines(Body(text), width))


@given(
    documents,
    st.integers(1, 80),
    st.lists(
        st.tuples(st.sampled_from(["settle", "line", "end", "place"]), st.integers(0, 90)),
        max_size=8,
    ),
    st.integers(1, 12),
)
@settings(max_examples=300, deadline=None)
def test_any_order_gives_the_lines_from_the_top(
    text: str, width: int, calls: list[tuple[str, int]], height: int
) -> None:
    expected = whole(text, width)
    layout = Layout(Body(text, chunk=2), width)
    for call, y in calls:
        if call == "settle":
            top = layout.settle(y, height)
            screen = [layout.line(top + row) for row in range(height)]
            if len(expected) >= height:
                starts = range(len(expected) - height + 1)
                assert any(expected[at : at + height] == screen for at in starts)
        elif call == "line":
            assert layout.line(y) in expected or y >= layout.height
        elif call == "end":
            top = layout.settle(layout.height, height)
            screen = [layout.line(y) for y in range(top, layout.height)]
            assert screen == expected[max(0, len(expected) - height) :]
        else:
            layout.place(y)
    y = 0
    while y < layout.height:
        y = layout.settle(y, height) + height
    assert layout.height == len(expected)
    assert [layout.line(y) for y in range(len(expected))] == expected


@given(documents, st.integers(1, 60), st.integers(1, 10), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_settled_lines_stay_where_they_are(text: str, width: int, height: int, y: int) -> None:
    layout = Layout(Body(text, chunk=2), width)
    top = layout.settle(y, height)
    before = [layout.line(top + row) for row in range(height)]
    assert layout.settle(top, height) == top
    assert [layout.line(top + row) for row in range(height)] == before
    assert top + height <= max(height, layout.height)


@given(documents, st.integers(1, 60), st.integers(1, 60), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_a_place_survives_a_change_of_width(text: str, one: int, other: int, y: int) -> None:
    layout = Layout(Body(text), one)
    place = layout.place(y)
    again = layout.relaid(other)
    assert layout.find(place) <= max(0, layout.height - 1)
    assert again.find(again.place(again.find(place))) == again.find(place)
    top = layout.settle(layout.find(place), 5)
    assert layout.find(layout.place(top)) <= top


def test_the_words_at_the_top_stay_at_the_top() -> None:
    text = " ".join(f"word{number}" for number in range(3000))
    layout = Layout(Body(f"intro\n\n{text}\n\nend"), 40)
    top = layout.settle(100, 20)
    word = layout.line(top).text.split()[0]
    again = layout.relaid(97)
    assert word in again.line(again.find(layout.place(top))).text.split()


@pytest.mark.parametrize("name", HUGE)
def test_a_screen_of_a_huge_post_is_little_work(name: str) -> None:
    body = Body(HUGE[name])
    layout = Layout(body, 80)
    assert layout.settle(0, 40) == 0
    assert layout.laid_out <= 130
    top = layout.settle(layout.height, 40)
    assert layout.laid_out <= 260
    assert layout.line(layout.height - 1).text.strip()
    assert top == layout.height - 40
    again = layout.relaid(60)
    y = again.settle(again.find(layout.place(top // 2)), 40)
    assert again.laid_out <= 230
    assert again.line(y).text is not None


def test_the_first_screen_parses_the_first_blocks_only() -> None:
    body = Body(HUGE["paragraphs"])
    layout = Layout(body, 80)
    layout.settle(0, 40)
    assert len(body.blocks) <= 100
    assert 0.5 < layout.height / 40_000 < 2


def test_a_stream_gives_its_first_line_before_the_rest_is_parsed() -> None:
    body = Body(HUGE["paragraphs"])
    assert next(lines(body, 80)).text.startswith("Some words")
    assert len(body.blocks) <= 2


def test_the_kept_lines_are_bounded() -> None:
    layout = Layout(Body(HUGE["list"]), 80)
    top = 0
    while top < layout.height - 50:
        top = layout.settle(top + 50, 50)
    kept = sum(map(len, layout._kept.values()))
    assert kept == layout._kept_lines <= 4096


def test_lines_of_the_file_are_found() -> None:
    layout = Layout(Body("a\n\n" * 300 + "# Here\n\nb\n\n" + "c\n\n" * 300, first_line=11), 40)
    y = layout.find_source(611)
    assert layout.line(y).text == "Here"
    assert layout.line(layout.find_source(1)).text == "a"
    assert layout.line(layout.find_source(10**6)).text == "c"


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- -->", "[a]: b"])
def test_an_empty_body_has_no_lines(text: str) -> None:
    layout = Layout(Body(text), 40)
    assert layout.settle(0, 10) == 0
    assert layout.height == 0
    assert layout.line(0).text == ""
    assert layout.find(layout.place(3)) == 0


def test_a_short_body_stays_at_the_top() -> None:
    layout = Layout(Body("one\n\ntwo"), 40)
    assert [layout.settle(top, 10) for top in (0, 1, 99)] == [0, 0, 0]
