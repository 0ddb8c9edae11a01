"""The orders that `s` goes through."""

from __future__ import annotations

import pytest

from reader.query import Query
from reader.tui.sorting import in_words, next_sort


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("tag:one", ["sort:-date", "sort:title", "sort:-words", ""]),
        ("word", ["sort:rank", "sort:-date", "sort:title", "sort:-words", ""]),
        ("word sort:author", [""]),
    ],
)
def test_one_order_after_the_other(text: str, orders: list[str]) -> None:
    query = Query.parse(text)
    for order in orders:
        query = query.sorted_by(next_sort(query))
        assert str(query.sort or "") == order


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("sort:rank", " best first"),
        ("sort:-rank", " by rank ↓"),
        ("sort:title", " by title ↑"),
    ],
)
def test_an_order_in_words(text: str, words: str) -> None:
    assert in_words(Query.parse(text).sort) == words
