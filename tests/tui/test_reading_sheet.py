"""A post as one column of lines, and the search and the links in it, without a screen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.layout import Layout, lines
from reader.layout.lines import Line
from reader.markup.blocks import Span
from reader.markup.document import Body
from reader.tui.widgets.reading_links import Links
from reader.tui.widgets.reading_search import Search
from reader.tui.widgets.reading_sheet import END, Sheet
from reader.tui.widgets.reading_text import Link

HEAD = [Line((Span("A title", "title"),), source=1), Line((), source=1)]
PARTS = [
    "A paragraph that is long enough to be wrapped a few times where the column is narrow.",
    "## A heading",
    "- one item\n- another item, with [a link](https://example.com/a) in it\n- a third",
    "```\ncode\n\nmore code\n```",
    "> A quote that is also somewhat longer than the narrowest of columns.",
    "| one | two |\n|---|---|\n| a cell | and a longer cell in the same row |",
    "***",
    "One [link](b.md) and [another one, which is so long that it is wrapped](c.md).",
]
bodies = st.lists(st.sampled_from(PARTS), max_size=40).map("\n\n".join)
widths = st.integers(12, 90)


def sheet(text: str, width: int = 40, title: str = "A title", head: Sequence[Line] = HEAD) -> Sheet:
    body = Body(text)
    return Sheet(head, body, Layout(body, width), title)


def shown(sheet: Sheet) -> list[str]:
    return [line.text for _, line in sheet.between(0, END)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("# A title\n\nText.", ["Text."]),
        ("# A  *title*\n\n## Part\n\nText.", ["Part", "Text."]),
        ("# A title", []),
        ("# Another title\n\nText.", ["Another title", "Text."]),
        ("## A title\n\nText.", ["A title", "Text."]),
        ("Text.\n\n# A title", ["Text.", "A title"]),
    ],
)
def test_a_first_heading_that_repeats_the_title_is_left_out(text: str, kept: list[str]) -> None:
    body = [line for line in shown(sheet(text))[len(HEAD) :] if line.strip(" ━")]
    assert body == kept


def test_the_text_begins_right_below_the_head() -> None:
    assert shown(sheet("# A title\n\n## Part"))[len(HEAD)] == "Part"


@given(bodies, widths, st.booleans())
def test_the_lines_are_those_of_the_layout(text: str, width: int, repeated: bool) -> None:
    text = f"# A title\n\nFirst.\n\n{text}" if repeated else f"First.\n\n{text}"
    whole = [line.text for line in lines(Body(text), width)]
    start = whole.index("First.")
    column = sheet(text, width)
    assert shown(column) == ["A title", "", *whole[start:]]
    assert column.height == len(shown(column))


@given(bodies, widths, st.data())
def test_a_line_keeps_its_code_wherever_one_looks_first(
    text: str, width: int, data: st.DataObject
) -> None:
    expected = dict(sheet(text, width).between(0, END))
    column = sheet(text, width)
    for _ in range(4):
        top = column.settle(data.draw(st.integers(0, max(0, column.height - 5))), 5)
        for y in range(top, min(top + 5, column.height)):
            code = column.code(y)
            assert column.line(y).text == expected[code].text
            assert column.at(code >> 24, code & 0xFFFFFF) == y


@given(bodies, widths, st.data())
def test_settling_shows_the_same_line_on(text: str, width: int, data: st.DataObject) -> None:
    column = sheet(text, width)
    # As the pane does it near the end, whose height is thought to be less than it is.
    column.settle(column.height, 3)
    seen = []
    top = 0
    while True:
        top = column.settle(top, 3)
        seen += [column.line(y).text for y in range(top, min(top + 1, column.height))]
        if top + 3 >= column.height:
            break
        top += 1
    assert seen == shown(sheet(text, width))[: len(seen)]


@given(bodies, widths, st.sampled_from(["a", "long", "one item", "link", "which is so", "zebra"]))
def test_a_search_finds_what_stands_in_the_strips(text: str, width: int, sought: str) -> None:
    column = sheet(text, width)
    start = column.strips // 2
    search = Search(column, sought, (start, 0))
    while not search.complete:
        for _ in search.work():
            pass
    counts = [len(search.hits(strip)) for strip in range(column.strips)]
    assert search.matches == sum(counts)
    order = []
    for _ in range(search.matches):
        assert search.resolve() is not None
        order.append(search.number)
        search.step(1)
    before = sum(counts[:start])
    around = [*range(before + 1, search.matches + 1), *range(1, before + 1)]
    assert order == around
    if order:
        search.step(-1)
        search.resolve()
        assert search.number == (order[-1] - 2) % search.matches + 1


def test_a_match_is_taken_before_the_search_is_over() -> None:
    column = sheet("\n\n".join(["Nothing here.", "A zebra.", "Nothing."] * 200))
    search = Search(column, "ZEBRA", (1, 0))
    work = search.work()
    for _ in range(3):
        next(work)
    piece = search.resolve()
    assert piece is not None
    assert search.current == (2, 0)
    assert not search.complete
    search.step(-1)
    assert search.resolve() is None, "what stands before is not known yet"
    for _ in work:
        pass
    assert search.resolve() is not None
    assert search.number == search.matches == 200


def walked(links: Links, step: int, edge: tuple[int, int]) -> str | None:
    found: list[Link] = []
    for _ in links.walk(step, edge, found.append):
        pass
    return found[0].url if found else None


def test_links_are_walked_round_in_both_directions() -> None:
    column = sheet("\n\n".join([*PARTS, *["Text."] * 300, "The [last](z.md)."]))
    links = Links(column)
    urls = ["https://example.com/a", "b.md", "c.md", "z.md"]
    assert [walked(links, 1, (0, 0)) for _ in range(6)] == [*urls, *urls[:2]]
    assert [walked(links, -1, (0, 0)) for _ in range(3)] == [urls[0], *urls[:1:-1]]
    wrapped = links.of(links.current[0] if links.current else 0)
    assert [len(link.pieces) > 1 for link in wrapped] == [False, True]


def test_a_walk_begins_at_the_edge_of_the_screen() -> None:
    column = sheet("\n\n".join(f"See [{n}]({n}.md)." for n in range(10)))
    assert walked(Links(column), 1, (4, 1)) == "3.md"
    assert walked(Links(column), -1, (4, 1)) == "3.md"
    assert walked(Links(column), 1, (4, 2)) == "4.md"


def test_a_text_without_links_has_no_next_one() -> None:
    assert walked(Links(sheet("No links.\n\nNone.")), 1, (0, 0)) is None
