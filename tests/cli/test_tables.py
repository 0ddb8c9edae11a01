"""Columns stand under their headings whatever the characters, and fit where they have to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.cli.tables import Column, cut, table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    columns = [
        Column("title", ["Short", "漢字の題"]),
        Column("min", ["3", "12"], right=True),
        Column("path", ["a.md", "b.md"]),
    ]
    assert list(table(columns)) == [
        "title     min  path",
        "Short       3  a.md",
        "漢字の題   12  b.md",
    ]


def test_the_widest_give_way_where_room_is_short() -> None:
    columns = [
        Column("date", ["2017-05-11"], rigid=True),
        Column("title", ["A title of many words"]),
        Column("path", ["posts/a.md"]),
    ]
    assert list(table(columns, width=34)) == [
        "date        title       path",
        "2017-05-11  A title o…  posts/a.md",
    ]


def test_colour_stands_outside_the_cells() -> None:
    columns = [Column("title", ["One"]), Column("path", ["a.md"], dim=True)]
    plain, coloured = list(table(columns)), list(table(columns, colour=True))
    assert coloured[1] == "One    \x1b[2ma.md\x1b[0m"
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        coloured = [line.replace(code, "") for line in coloured]
    assert coloured == plain


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字", 3, "漢…"), ("漢字", 2, "…"), ("ab", 0, "")],
)
def test_cut(text: str, width: int, short: str) -> None:
    assert cut(text, width) == short


_cells = st.text(st.sampled_from("abc é漢字👍-"), max_size=30)


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[_cells] * n), min_size=1)),
    st.integers(12, 60),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    columns = [Column("", [row[i] for row in rows]) for i in range(len(rows[0]))]
    lines = list(table(columns, width=width))
    assert len(lines) == len(rows) + 1
    assert all(cell_len(line) <= width for line in lines)


def test_columns_that_can_be_spared_go_where_room_is_short() -> None:
    columns = [
        Column("title", ["A title of many words"]),
        Column("author", ["Author One"], drop=1),
        Column("category", ["A long category"], drop=2),
    ]
    assert next(iter(table(columns, width=40))).split() == ["title", "author", "category"]
    assert list(table(columns, width=30)) == [
        "title               author",
        "A title of many w…  Author One",
    ]
    assert list(table(columns, width=20)) == ["title", "A title of many wor…"]
