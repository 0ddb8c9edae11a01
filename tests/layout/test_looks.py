"""What is read in place of what was written."""

from __future__ import annotations

import pytest

from reader.layout.looks import shown
from reader.layout.signs import PLAIN, SCREEN, TEXT
from reader.markup.blocks import Span


def text(*spans: Span, plain: bool = False) -> str:
    return "".join(span.text for span in shown(spans, PLAIN if plain else SCREEN))


@pytest.mark.parametrize(
    ("span", "read"),
    [
        (Span("2", "sup"), "²"),
        (Span("-10", "strong sup"), "⁻¹⁰"),
        (Span("2", "sub"), "₂"),
        (Span("st", "sup"), "st"),
        (Span("1st", "sup"), "1st"),
        (Span("3", "footnote", "#fn-3"), "[3]"),
        (Span("[3]", "footnote", "#fn-3"), "[3]"),
        (Span("2", "strong"), "2"),
    ],
)
def test_runs(span: Span, read: str) -> None:
    assert text(span) == text(span, plain=True) == read


def test_runs_that_are_read_as_written_are_the_same() -> None:
    runs = (Span("a", "strong"), Span("b", "link", "https://e.org"))
    assert shown(runs, SCREEN) is runs
    assert shown(runs, TEXT) is runs


@pytest.mark.parametrize(
    ("link", "said", "read"),
    [
        ("https://e.org", "here", "here (https://e.org)"),
        ("https://e.org/", "https://E.org", "https://E.org"),
        ("https://e.org", "e.org", "e.org"),
        ("mailto:a@e.org", "a@e.org", "a@e.org"),
        ("other.md", "other", "other (other.md)"),
        ("#part", "part", "part"),
        ("data:text/plain,x", "x", "x"),
        ("", "x", "x"),
    ],
)
def test_addresses_stand_behind_links_in_plain_text(link: str, said: str, read: str) -> None:
    spans = (Span("a "), Span(said[:1], "link", link), Span(said[1:], "link em", link), Span("."))
    assert text(*spans, plain=True) == f"a {read}."
    assert text(*spans) == f"a {said}."
    assert text(*spans[:3], plain=True) == f"a {read}"


def test_two_links_side_by_side_have_two_addresses() -> None:
    spans = (Span("a", "link", "x.md"), Span("b", "link", "y.md"))
    assert text(*spans, plain=True) == "ab (x.md) (y.md)"


@pytest.mark.parametrize(
    ("behind", "read"),
    [
        (Span("c d"), "abc (x.md) d"),
        (Span(" c"), "ab (x.md) c"),
        (Span(", c"), "ab (x.md), c"),
        (Span("c", "em"), "abc (x.md)"),
        (Span("c", "link", "y.md"), "abc (x.md) (y.md)"),
    ],
)
def test_an_address_stands_behind_the_word_that_its_link_begins(behind: Span, read: str) -> None:
    assert text(Span("a"), Span("b", "link", "x.md"), behind, plain=True) == read
