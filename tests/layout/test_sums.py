"""Running sums against plain ones."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.sums import Sums

numbers = st.lists(st.integers(0, 9), max_size=40)


@given(numbers, st.lists(st.tuples(st.integers(0, 39), st.integers(0, 9))), numbers)
def test_sums(first: list[int], changes: list[tuple[int, int]], more: list[int]) -> None:
    sums, plain = Sums(first), list(first)
    for index, value in changes:
        if index < len(plain):
            sums[index] = plain[index] = value
    for value in more:
        sums.append(value)
        plain.append(value)
    ends = list(accumulate(plain))
    assert len(sums) == len(plain)
    assert sums.total == sum(plain)
    assert [sums[index] for index in range(len(plain))] == plain
    assert [sums.before(index) for index in range(len(plain) + 1)] == [0, *ends]
    for target in range(sum(plain) + 2):
        assert sums.find(target) == bisect_right(ends, target)
