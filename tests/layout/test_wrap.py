"""Wrapping: widths, breaks and what must stay together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout.parts import text_rows
from reader.layout.wrap import Cut, fit, graphemes, narrow, slices, width_of, wrap
from reader.markup.blocks import Span
from reader.sanitize import harmless

texts = st.one_of(
    st.text(),
    st.text("ab -–\u00a0漢字。（）👩\u200d🇩🇪e\u0301\ufe0f\n", max_size=80),
    st.text("abc  -", max_size=200),
    st.text("ab \u00ad\u200b漢-", max_size=80),
).map(lambda text: "".join(span.text for span in fit([Span(harmless(text))], 2)))


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end, _ in wrap(text, width)]


def cells(text: str) -> int:
    return cell_len(text.replace("\u00ad", ""))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("abc", 3, ["abc"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("a\nb", 9, ["a", "b"]),
        ("a\n\nb", 9, ["a", "", "b"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("well-known thing", 6, ["well-", "known", "thing"]),
        ("in 10-20 days", 6, ["in", "10-20", "days"]),
        ("-flag --long", 5, ["-flag", "--lon", "g"]),
        ("yes—no", 4, ["yes—", "no"]),
        ("a\u00a0b c", 3, ["a\u00a0b", "c"]),
        ("see https://example.org/path", 12, ["see", "https://exam", "ple.org/path"]),
        ("漢字かな", 4, ["漢字", "かな"]),
        ("漢字。かな", 4, ["漢", "字。", "かな"]),
        ("あ「漢字」い", 4, ["あ", "「漢", "字」", "い"]),
        ("word漢字", 6, ["word漢", "字"]),
        ("👩‍👩‍👧👩‍👩‍👧", 2, ["👩‍👩‍👧", "👩‍👩‍👧"]),
        ("🇩🇪🇫🇷", 2, ["🇩🇪", "🇫🇷"]),
        ("e\u0301e\u0301", 1, ["e\u0301", "e\u0301"]),
        ("한국어 글자", 6, ["한국어", "글자"]),
        ("syl\u00adla\u00adble", 5, ["syl\u00ad", "la\u00adble"]),
        ("syl\u00adla\u00adble", 6, ["syl\u00adla\u00ad", "ble"]),
        ("syl\u00adla\u00adble", 8, ["syl\u00adla\u00adble"]),
        ("a\u200bb", 1, ["a", "b"]),
        ("ab\u2011cd ef", 5, ["ab\u2011cd", "ef"]),
        ("ab\u2060cd ef\u202fgh", 5, ["ab\u2060cd", "ef\u202fgh"]),
        ("「あ」、「い」", 8, ["「あ」、", "「い」"]),
    ],
)
def test_breaks(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(texts, st.integers(2, 80))
def test_no_line_is_too_wide(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in lines(text, width))


@given(texts, st.integers(1, 80))
def test_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    kept = "".join(lines(text, width))
    assert re.sub("[ \n\u200b]", "", kept) == re.sub("[ \n\u200b]", "", text)


@given(texts, st.integers(2, 80))
def test_lines_rejoined_with_what_was_between_are_the_text(text: str, width: int) -> None:
    rejoined, end = "", 0
    for cut in wrap(text, width):
        gap = text[end : cut.start]
        assert not gap.strip(" \n\u200b")
        assert cut.soft is not ("\n" in gap or cut.start == 0 or not rejoined.strip(" \n\u200b"))
        rejoined += gap + text[cut.start : cut.end]
        end = cut.end
    assert rejoined.strip(" \n\u200b") == text.strip(" \n\u200b")


@given(texts)
def test_width_is_that_of_rich(text: str) -> None:
    line = text.replace("\n", "").replace("\t", "")
    assert width_of(line) == cell_len(line)


def test_narrow_characters_take_one_cell_each() -> None:
    wrong = [
        chr(code)
        for code in range(0x20, 0x3000)
        if narrow(chr(code)) and code >= 0x80 and cell_len(chr(code)) != 1
    ]
    assert wrong == []


@given(texts)
def test_graphemes_cover_the_text(text: str) -> None:
    parts = graphemes(text)
    assert "".join(text[start:end] for start, end, _ in parts) == text


def test_what_is_wider_than_a_line_is_a_dot() -> None:
    assert fit([Span("a漢👩‍👩‍👧b")], 1) == (Span("a··b"),)
    assert fit([Span("a漢")], 2) == (Span("a漢"),)


@given(st.lists(st.tuples(texts, st.sampled_from(["", "em"])), max_size=6), st.integers(2, 40))
def test_slices_are_the_lines_in_their_looks(parts: list[tuple[str, str]], width: int) -> None:
    spans = fit([Span(text, role) for text, role in parts], width)
    text = "".join(span.text for span in spans)
    cuts = wrap(text, width)
    looks = [span.role for span in spans for _ in span.text]
    for cut, line in zip(cuts, slices(spans, cuts), strict=True):
        assert "".join(span.text for span in line) == text[cut.start : cut.end]
        assert [span.role for span in line for _ in span.text] == looks[cut.start : cut.end]
        assert sum(cells(span.text) for span in line) <= width


def test_a_million_characters_need_a_step_a_line() -> None:
    text = "word " * 200_000
    assert len(wrap(text, 80)) == 12_500
    assert len(wrap("x" * 1_000_000, 80)) == 12_500
    assert wrap(" " * 1_000_000, 80) == [Cut(1_000_000, 1_000_000, False)]


def rows(text: str, width: int) -> list[tuple[str, int]]:
    runs = (Span(text[:2]), Span(text[2:], "em"))
    return [
        ("".join(span.text for span in row.spans), row.tail) for row in text_rows(runs, width, 1)
    ]


def test_a_soft_hyphen_shows_where_a_line_ends_in_it() -> None:
    text = "syl\u00adla\u00adble of it"
    assert rows(text, 20) == [("syllable of it", 0)]
    assert rows(text, 6) == [("sylla-", 1), ("ble of", 0), ("it", 0)]
    assert rows(text, 3) == [("syl", 0), ("la-", 1), ("ble", 0), ("of", 0), ("it", 0)]


@given(st.text("ab \u00ad\u200b漢-", max_size=80), st.integers(2, 20))
def test_rows_with_soft_hyphens_fit_and_keep_their_text(text: str, width: int) -> None:
    found = rows(text, width)
    assert all(cell_len(row) <= width for row, _ in found)
    kept = "".join(row[: len(row) - tail] for row, tail in found)
    assert re.sub("[ \u200b]", "", kept) == re.sub("[ \u00ad\u200b]", "", text)
