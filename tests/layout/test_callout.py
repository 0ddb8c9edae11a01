"""Callouts: how they are drawn, and how they are folded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout.layout import Layout
from reader.layout.signs import PLAIN, SCREEN, Signs
from reader.markup.blocks import Block, Callout, Heading, Item, List, Quote
from tests.layout.made import body, callout, drawn, paragraph, said, screen, shown

NOTE = callout("note", "Note", paragraph("one", 2), paragraph("two", 4))


def details(*children: Block, folded: bool = True) -> Callout:
    return callout("details", "More", *children, folded=folded)


CASES: list[tuple[Block, list[str], list[str]]] = [
    (
        NOTE,
        ["┌ ℹ Note ───────────", "│ one", "│", "│ two", "└───────────────────"],
        ["> [!NOTE]", "> one", ">", "> two"],
    ),
    (
        callout("warning", "A long title that wraps", paragraph("t", 2)),
        ["┌ ▲ A long title ───", "│ that wraps", "│ t", "└───────────────────"],
        ["> [!warning] A long", "> title that wraps", "> t"],
    ),
    (
        details(paragraph("t", 2)),
        ["▾ More", "│ t", "└───────────────────"],
        ["> [!details] More", "> t"],
    ),
    (
        callout("tip", "Try", paragraph("t", 2), folded=False),
        ["▾ ✦ Try ────────────", "│ t", "└───────────────────"],
        ["> [!tip] Try", "> t"],
    ),
    (
        List(line=1, end=4, items=(Item(line=1, end=4, children=(paragraph("x"), NOTE)),)),
        ["• x", "  ┌ ℹ Note ─────────"],
        ["- x", "  > [!NOTE]", "  > one"],
    ),
    (
        Quote(line=1, end=4, children=(callout("own", "Title", paragraph("t", 2)),)),
        ["▌ ┌ ℹ Title ────────", "▌ │ t", "▌ └─────────────────"],
        ["> > [!own] Title", "> > t"],
    ),
]


@pytest.mark.parametrize(("block", "on_screen", "plain"), CASES)
def test_callouts(block: Block, on_screen: list[str], plain: list[str]) -> None:
    assert shown(block, width=20)[: len(on_screen)] == on_screen
    assert shown(block, width=20, signs=PLAIN)[: len(plain)] == plain


@pytest.mark.parametrize(
    ("kind", "role"),
    [("note", "note"), ("tip", "tip"), ("important", "important"), ("warning", "warning"),
     ("caution", "caution"), ("danger", "caution"), ("details", "note"), ("no such", "note")],
)  # fmt: skip
def test_a_kind_has_one_of_five_looks(kind: str, role: str) -> None:
    title, text, edge = drawn(callout(kind, "Title", paragraph("t", 2)))
    assert f"callout callout-{role}" in {span.role for span in title.spans}
    assert text.spans[0].role == f"callout-{role}"
    assert edge.spans[-1].role == f"callout-{role}"


def test_edges_are_not_copied() -> None:
    title, text, edge = drawn(callout("note", "Title", paragraph("t", 2)))
    assert title.text[title.margin : len(title.text) - title.tail] == "ℹ Title"
    assert text.text[text.margin :] == "t"
    assert edge.margin == cell_len(edge.text)


def folding() -> Layout:
    inner = details(paragraph("inner", 4))
    blocks = (
        paragraph("before", 1),
        details(paragraph("first", 3), inner, Heading(
            line=5, end=6, level=3, anchor="part", inline=said("Part"))),
        paragraph("after", 8),
    )  # fmt: skip
    return Layout(body(*blocks), 12, folding=True)


def line_of(layout: Layout, text: str) -> int:
    return [line.strip("│ ") for line in screen(layout)].index(text)


def test_what_the_author_folded_is_folded_at_first() -> None:
    assert screen(folding()) == ["before", "", "▸ More", "", "after"]
    assert screen(Layout(folding()._body, 12))[2:4] == ["▾ More", "│ first"]


def test_a_title_folds_and_opens() -> None:
    layout = folding()
    assert layout.folded(0) is None
    assert not layout.toggle(0)
    assert not layout.toggle(99)
    assert layout.folded(2) is True
    assert layout.toggle(2)
    assert screen(layout) == [
        "before", "", "▾ More", "│ first", "│", "│ ▸ More", "│", "│ Part", "└───────────", "",
        "after",
    ]  # fmt: skip
    assert layout.folded(2) is False
    assert layout.toggle(line_of(layout, "▸ More"))
    assert "│ │ inner" in screen(layout)
    assert layout.toggle(2)
    assert layout.toggle(2)
    assert "│ │ inner" in screen(layout)


def test_the_sign_that_folds_is_a_link() -> None:
    line = folding().line(2)
    assert {span.link for span in line.spans} == {"fold:"}
    assert line.margin == 0


def test_a_line_of_the_file_is_brought_in_sight() -> None:
    layout = folding()
    assert "inner" in layout.line(layout.find_source(4)).text
    layout = folding()
    found = layout.find_anchor("part")
    assert found is not None
    assert layout.line(found).text.strip() == "│" or "Part" in layout.line(found).text
    assert "│ Part" in screen(layout)
    assert "│ │ inner" not in screen(layout)


def test_strips_out_of_sight_have_no_lines_but_can_be_searched() -> None:
    layout = folding()
    assert [len(layout.strip(index)) > 0 for index in range(layout.strips)] == [
        True, True, False, False, False, False, False, False, True,
    ]  # fmt: skip
    (hidden,) = (n for n in range(layout.strips) if "inner" in str(layout.whole(n)))
    assert layout.open(hidden)
    assert not layout.open(hidden)
    assert "│ │ inner" in screen(layout)


def test_places_survive_folding() -> None:
    layout = folding()
    layout.toggle(2)
    after, inside = (layout.place(line_of(layout, text)) for text in ("after", "first"))
    layout.toggle(2)
    assert layout.line(layout.find(after)).text == "" or layout.find(after) == 4
    assert layout.line(layout.find(inside)).text == "▸ More"
    wide = layout.relaid(30)
    assert screen(wide)[2] == "▸ More"


blocks = st.recursive(
    st.builds(paragraph, st.text("ab ", max_size=30), st.just(1)),
    lambda inner: st.builds(
        lambda children, folded: callout("details", "T", *children, folded=folded),
        st.lists(inner, max_size=3),
        st.sampled_from([None, True, False]),
    ),
    max_leaves=12,
)


@given(
    st.lists(blocks, min_size=1, max_size=6),
    st.integers(1, 40),
    st.lists(
        st.tuples(st.sampled_from(["toggle", "open", "settle", "relaid"]), st.integers(0, 30)),
        max_size=8,
    ),
    st.sampled_from([SCREEN, PLAIN]),
)
@settings(max_examples=200, deadline=None)
def test_heights_stay_right_however_it_is_folded(
    made: list[Block], width: int, calls: list[tuple[str, int]], signs: Signs
) -> None:
    layout = Layout(body(*made), width, signs=signs, folding=True)
    for call, number in calls:
        match call:
            case "toggle":
                was = layout.folded(number)
                assert layout.toggle(number) == (was is not None)
            case "open" if layout.strips:
                layout.open(number % layout.strips)
            case "settle":
                top = layout.settle(number, 5)
                assert layout.settle(top, 5) == top
                assert layout.find(layout.place(top)) <= top
            case "relaid":
                layout = layout.relaid(number + 1).relaid(width)
    found = screen(layout)
    expected = [line for index in range(layout.strips) for line in layout.strip(index)]
    assert found == [line.text.rstrip() for line in expected]
    assert layout.height == len(expected)
    for index in range(layout.strips):
        layout.open(index)
    assert screen(layout) == shown(*made, width=width, signs=signs)
    assert all(cell_len(line) <= width for line in screen(layout))
