"""Folding and sort keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index.text import fold, sort_key, storable


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Plain Text", "plain text"),
        ("  a \t\n b\u00a0c ", "a b c"),
        ("Tomáš Šedovič", "tomas sedovic"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ærø Œuvre Łódź", "aero oeuvre lodz"),
        ("İstanbul", "istanbul"),
        ("ﬁne", "fine"),
        ("ΆΣ", "ας".replace("ς", "σ")),
        ("がか", "がか"),
        ("각", "각"),
        ("हिन्दी", "हिन्दी"),
        ("a\udcffb", "a\ufffdb"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(fold(text).upper())


@given(st.text())
def test_what_is_stored_is_text(text: str) -> None:
    storable(text).encode()
    fold(text).encode()
    sort_key(text).encode()


def test_numbers_sort_by_size() -> None:
    names = ["v10", "v9", "v9.10", "v9.9", "v009", "x", "!v8", "10", "9"]
    assert sorted(names, key=sort_key) == [
        "9",
        "10",
        "!v8",
        "v9",
        "v009",
        "v9.9",
        "v9.10",
        "v10",
        "x",
    ]
