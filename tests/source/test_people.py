"""Authors in every shape that blogs write them in."""

from __future__ import annotations

from typing import Any

import pytest

from reader.source.frontmatter import Value
from reader.source.people import names


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Author One", ["Author One"]),
        ("handle", ["handle"]),
        ("  Author\n One ", ["Author One"]),
        ("Author One, Author Two", ["Author One", "Author Two"]),
        ("Author One and Author Two", ["Author One", "Author Two"]),
        ("Author One, Author Two, and Author Three", ["Author One", "Author Two", "Author Three"]),
        ("Author One & Author Two", ["Author One", "Author Two"]),
        ("Acme, Inc", ["Acme, Inc"]),
        ("Salt and Pepper", ["Salt and Pepper"]),
        ("One, Author; Two, Author", ["One, Author", "Two, Author"]),
        ("one; two;", ["one", "two"]),
        ("Author One for the Band Team", ["Author One for the Band Team"]),
        ("[Author One](https://a.example) (Org), [two](https://b.example)", ["Author One", "two"]),
        ("[Author One](https://a.example) and [Author Two](x)", ["Author One", "Author Two"]),
        (["Author One", "Two, Author"], ["Author One", "Two, Author"]),
        (["[Author One](https://a.example)"], ["Author One"]),
        ({"name": "Author One", "link": "https://a.example"}, ["Author One"]),
        ({"Name": "Author One, Editor Two"}, ["Author One, Editor Two"]),
        ([{"name": "Author One"}, {"name": "Author Two"}], ["Author One", "Author Two"]),
        ({"one": {"name": "Author One"}, "two": {"name": "Author Two"}},
         ["Author One", "Author Two"]),
        ([["Author One"], None, ""], ["Author One"]),
        ({"link": "https://a.example"}, []),
        ([], []),
        (None, []),
        ("", []),
    ],
)  # fmt: skip
def test_shapes(value: Any, expected: list[str]) -> None:
    assert list(names(value)) == expected


def test_depth_is_bounded() -> None:
    value: Value = []
    for _ in range(5000):
        value = [value]
    assert list(names(value)) == []
