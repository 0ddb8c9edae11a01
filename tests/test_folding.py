"""Letters that are typed without what sets them apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.folding import bare


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Plain Text", "plain text"),
        ("Über naïveté", "uber naivete"),
        ("Łódź, Ærø, Đà, ıI", "lodz, aero, da, ii"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ｆｕｌｌ", "full"),
        ("ΣΟΦΌΣ", "σοφοσ"),
    ],
)
def test_bare(text: str, typed: str) -> None:
    assert bare(text) == typed


@pytest.mark.parametrize(("one", "other"), [("कि", "की"), ("が", "か")])
def test_signs_that_are_no_accents_stay(one: str, other: str) -> None:
    assert bare(one) != bare(other)


@given(st.text())
def test_letter_by_letter_and_as_a_whole_are_the_same(text: str) -> None:
    letters = "".join(map(bare, text))
    assert unicodedata.normalize("NFD", letters) == unicodedata.normalize("NFD", bare(text))


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert bare(bare(text)) == bare(text)
