"""Which line of a text stands where in a later version of it."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.alignment import Alignment, Found, block_of, prints

lines_ = st.lists(st.sampled_from(["", "", "one", "two", "three four", "  five", "six"]))


def aligned(old: list[str], new: list[str]) -> Alignment:
    return Alignment(prints(old), prints(new))


def traced(old: str, new: str, line: int) -> Found | None:
    before, after = old.split("|"), new.split("|")
    return aligned(before, after).trace(line, block_of(before, line), after)


@given(lines_)
def test_an_unchanged_text_keeps_every_place(lines: list[str]) -> None:
    same = aligned(lines, list(lines))
    assert [same.find(line) for line in range(len(lines))] == list(range(len(lines)))


@given(lines_, lines_)
def test_a_line_is_found_only_where_its_like_stands(old: list[str], new: list[str]) -> None:
    both = aligned(old, new)
    for line, text in enumerate(old):
        there = both.find(line)
        assert there is None or new[there].strip() == text.strip()
        found = both.trace(line, block_of(old, line), new)
        assert found is None or 0 <= found.line < len(new)
        assert found is None or found.same is (there is not None)
        assert 0 <= both.gone(line) <= len(new)


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(31, 60)), st.data())
def test_what_is_put_in_anywhere_shifts_no_line(
    text: list[int], more: list[int], data: st.DataObject
) -> None:
    old = [f"Sentence {number}." for number in text]
    at = data.draw(st.integers(0, len(old)))
    new = [*old[:at], *(f"Sentence {number}." for number in more), *old[at:]]
    both = aligned(old, new)
    for line in range(len(old)):
        assert both.find(line) == (line if line < at else line + len(more))


@given(st.lists(st.integers(0, 30), unique=True, min_size=1), st.data())
def test_what_is_taken_out_leaves_the_others(text: list[int], data: st.DataObject) -> None:
    old = [f"Sentence {number}." for number in text]
    kept = data.draw(st.lists(st.sampled_from(old), unique=True))
    new = [line for line in old if line in kept]
    both = aligned(old, new)
    for number, line in enumerate(old):
        assert both.find(number) == (new.index(line) if line in kept else None)


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("a||b c d||e", "a||b c X||e", 2, Found(2, False)),  # edited between its neighbours
        ("a||b||e", "a||quite other words||e", 2, Found(2, False)),
        ("a||b c d||e", "a||new||b c X||new||e", 2, Found(4, False)),  # with others put in
        ("a||b c d||e", "a||e", 2, None),  # taken out
        ("a||b||c d||e", "a||C D||e", 2, None),  # taken out, and the next one rewritten
        ("a||b b b||c c c||e", "a||x||b b B||c c C||e", 4, Found(6, False)),
        ("a||b|c|d||e", "a||new||b|X|d||e", 3, Found(5, False)),  # a line of a paragraph
        ("a||b|c|d||e", "a||b|c||new|d||e", 4, Found(6, True)),  # a paragraph made two
        ("```|x|```||a||```|y|```", "```|x|```||new||a||```|y|```", 7, Found(9, True)),
        ("a||b||c", "c||a||b", 4, Found(0, True)),  # moved
        ("a||b||c", "", 2, None),
    ],
)
def test_a_block_is_traced(old: str, new: str, line: int, found: Found | None) -> None:
    assert traced(old, new, line) == found


@pytest.mark.parametrize("every", [1, 2, 10, 1000])
@pytest.mark.parametrize("distinct", [True, False])
def test_long_texts_take_linear_time(every: int, distinct: bool) -> None:
    def seconds(many: int) -> float:
        old = [f"Line {n if distinct else n % 7} of the text." for n in range(many)]
        new = [f"{line} Edited." if n % every == 0 else line for n, line in enumerate(old)]
        start = perf_counter()
        both = aligned(old, new)
        for line in range(many // 2, many // 2 + 30):
            both.trace(line, block_of(old, line), new)
        return perf_counter() - start

    seconds(1_000)
    small = min(seconds(4_000) for _ in range(3))
    large = min(seconds(32_000) for _ in range(3))
    assert large < 40 * small + 0.05
