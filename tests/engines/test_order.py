"""Sort keys: bytes compare as the values do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.engines.order import Desc, order_key

texts = st.text(st.one_of(st.sampled_from("\0\1a\xff\ud7ff\ue000\uffff\U0001f4a1\udcff"),
                          st.characters()), max_size=6)  # fmt: skip
numbers = st.one_of(
    st.integers(-3, 3),
    st.integers(),
    st.sampled_from([255, 256, -255, -256, 1 << 2040, -1 << 2050]),
)
# Tuples of one shape, of parts that count up (1) or down (-1).
shapes = st.lists(
    st.tuples(st.sampled_from([texts, numbers]), st.sampled_from([1, -1])), max_size=4
)


def compared(a: list[Any], b: list[Any], signs: list[int]) -> int:
    """-1, 0 or 1, as the tuples stand to each other."""
    for x, y, sign in zip(a, b, signs, strict=True):
        if x != y:
            return sign * (-1 if x < y else 1)
    return 0


def key(parts: list[Any], signs: list[int]) -> bytes:
    return order_key(*(part if s > 0 else Desc(part) for part, s in zip(parts, signs, strict=True)))


@given(shapes, st.data())
def test_bytes_compare_as_the_parts_do(shape: list[Any], data: st.DataObject) -> None:
    signs = [sign for _, sign in shape]
    a, b = (data.draw(st.tuples(*(values for values, _ in shape)).map(list)) for _ in range(2))
    x, y = key(a, signs), key(b, signs)
    assert (x > y) - (x < y) == compared(a, b, signs)


@given(texts, texts)
@example("a", "a\0")
@example("", "\0")
def test_a_beginning_of_a_string_comes_first_or_last(a: str, b: str) -> None:
    assert (order_key(a) < order_key(b)) == (a < b)
    assert (order_key(Desc(a)) < order_key(Desc(b))) == (a > b)
    assert (order_key(a, "z") < order_key(b, "a")) == ((a, "z") < (b, "a"))


@given(numbers, numbers)
def test_reversed_twice_is_straight(a: int, b: int) -> None:
    assert (order_key(Desc(Desc(a))) < order_key(Desc(Desc(b)))) == (a < b)


@pytest.mark.parametrize(("a", "b"), [(("a",), ("a", "b")), ((1,), (1, 0))])
def test_a_shorter_tuple_comes_first(a: tuple[Any, ...], b: tuple[Any, ...]) -> None:
    assert order_key(*a) < order_key(*b)
