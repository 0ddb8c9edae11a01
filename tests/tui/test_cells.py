"""Cutting text to cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.cells import cut


def test_what_fits_stays_and_what_is_cut_says_so() -> None:
    assert cut("reader", 6) == "reader"
    assert cut("reader", 5) == "read…"
    assert cut("two words", 5) == "two…"
    assert cut("漢字漢字", 5) == "漢字…"
    assert cut("x", 0) == ""


@given(st.text(), st.integers(0, 40))
def test_never_wider_than_asked(text: str, cells: int) -> None:
    assert cell_len(cut(text, cells)) <= cells
