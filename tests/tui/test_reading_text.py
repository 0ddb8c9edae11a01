"""Wrapped lines as running text: joints, margins, matches and links."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.lines import Line
from reader.markup.blocks import Span
from reader.tui.widgets.reading_text import (
    Link,
    Piece,
    Prose,
    character_at,
    fold,
    links,
    margin,
    occurrences,
    unwrapped,
)


def line(text: str, *, soft: bool = False, joint: str = " ", margin: int = 0) -> Line:
    return Line((Span(text),), source=1, soft=soft, joint=joint, margin=margin)


WRAPPED = [
    line("▌ The quick brown", margin=2),
    line("▌ fox jumps over the la-", soft=True, margin=2),
    line("▌ zy dog", soft=True, joint="", margin=2),
    line("▌ and rests", margin=2),
]


@pytest.mark.parametrize(
    ("text", "cells", "characters"),
    [("", 0, 0), ("plain", 0, 0), ("• item", 2, 2), ("漢字 text", 4, 2), ("漢", 9, 1)],
)
def test_a_margin_of_cells_is_told_in_characters(text: str, cells: int, characters: int) -> None:
    assert margin(line(text, margin=cells)) == characters


@pytest.mark.parametrize(
    ("text", "cell", "character"),
    [
        ("abc", -1, -1),
        ("abc", 1, 1),
        ("abc", 9, 3),
        ("漢字x", 1, 0),
        ("漢字x", 2, 1),
        ("漢字x", 4, 2),
    ],
)
def test_a_cell_belongs_to_the_character_that_covers_it(
    text: str, cell: int, character: int
) -> None:
    assert character_at(text, cell) == character


def test_soft_lines_are_joined_as_they_were_written() -> None:
    whole = "The quick brown fox jumps over the la-zy dog\nand rests"
    assert Prose(WRAPPED).text == whole
    assert unwrapped((each, 0, None) for each in WRAPPED) == whole


def test_a_part_of_the_lines_leaves_the_furniture_out() -> None:
    assert unwrapped([(WRAPPED[0], 6, None), (WRAPPED[1], 0, 5)]) == "quick brown fox"


def test_trailing_spaces_are_not_text() -> None:
    assert unwrapped([(line("one   "), 0, None), (line("two"), 0, None)]) == "one\ntwo"


@pytest.mark.parametrize(
    ("sought", "pieces"),
    [
        ("quick", (Piece(0, 6, 11),)),
        ("brown fox", (Piece(0, 12, 17), Piece(1, 2, 5))),
        ("la-zy", (Piece(1, 21, 24), Piece(2, 2, 4))),
    ],
)
def test_a_stretch_of_prose_is_found_again_on_its_lines(
    sought: str, pieces: tuple[Piece, ...]
) -> None:
    prose = Prose(WRAPPED)
    start = prose.text.index(sought)
    assert prose.pieces(start, start + len(sought)) == pieces


@given(st.lists(st.tuples(st.text("ab 漢é", min_size=1), st.booleans()), min_size=1), st.data())
def test_every_character_of_prose_stands_where_its_pieces_say(
    rows: list[tuple[str, bool]], data: st.DataObject
) -> None:
    lines = [
        line(f"> {text}", soft=soft and n > 0, margin=2) for n, (text, soft) in enumerate(rows)
    ]
    prose = Prose(lines)
    start = data.draw(st.integers(0, len(prose.text)))
    end = data.draw(st.integers(start, len(prose.text)))
    shown = "".join(lines[p.row].text[p.start : p.end] for p in prose.pieces(start, end))
    assert shown == "".join(shown_character(prose, lines, at) for at in range(start, end))


def shown_character(prose: Prose, lines: list[Line], at: int) -> str:
    pieces = prose.pieces(at, at + 1)
    return "".join(lines[p.row].text[p.start : p.end] for p in pieces)


@pytest.mark.parametrize(
    ("needle", "text", "found"),
    [
        ("CAFE", "One café, two Cafés", ["café", "Café"]),
        ("café", "cafe cafe\u0301 CAFÉ", ["cafe", "cafe\u0301", "CAFÉ"]),
        ("strasse", "Straße", ["Straße"]),
        ("two words", "two\nwords", ["two\nwords"]),
        ("a  b", "a b", ["a b"]),
        ("c++", "C++ and c+++", ["C++", "c++"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("か", "がか", ["か"]),
        ("世界", "你好世界", ["世界"]),
        ("x", "none here", []),
    ],
)
def test_search_minds_neither_case_nor_accents(needle: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(fold(needle), text)] == found


@given(st.text(min_size=1), st.text(), st.text())
def test_what_was_written_is_found(needle: str, before: str, after: str) -> None:
    sought = fold(needle)
    if sought:
        places = occurrences(sought, f"{before} {needle} {after}".replace("\x00", ""))
        assert places == sorted(places)
        assert all(a[1] <= b[0] for a, b in pairwise(places))


def test_a_wrapped_link_is_one_link() -> None:
    lines = [
        Line((Span("> "), Span("see "), Span("the long", "link", "u1")), source=1, margin=2),
        Line(
            (Span("> "), Span("name", "link", "u1"), Span(" and ")), source=1, soft=True, margin=2
        ),
        Line((Span("> "), Span("more", "link", "u1"), Span("x", "em", "u2")), source=2, margin=2),
    ]
    assert links(lines) == (
        Link("u1", (Piece(0, 6, 14), Piece(1, 2, 6))),
        Link("u1", (Piece(2, 2, 6),)),
        Link("u2", (Piece(2, 6, 7),)),
    )
