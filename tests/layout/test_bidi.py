"""Right-to-left text in the order it is seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout.bidi import leftward, reordered, visual
from reader.layout.layout import lines
from reader.layout.lines import Line
from reader.layout.wrap import fit
from reader.markup.blocks import Span
from reader.markup.document import Body

_MIRRORED = str.maketrans(")", "(")


def seen(*spans: Span, width: int = 0, margin: int = 0) -> str:
    return visual(Line(spans, 1, margin=margin), width).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc", "abc"),
        ("abc אבג def", "abc גבא def"),
        ("אבג", "גבא"),
        ("אבג abc", "abc גבא"),
        ("אב 12 גד", "דג 12 בא"),
        ("(אב)", "(בא)"),
        ("שָל", "לשָ"),
    ],
)
def test_order(text: str, shown: str) -> None:
    assert seen(Span(text)) == shown


def test_paragraphs_that_run_leftward_stand_on_the_right() -> None:
    assert seen(Span("אבג"), width=6) == "   גבא"
    line = visual(Line((Span("> "), Span("אב")), 1, margin=2), 6)
    assert (line.text, line.margin) == (">   בא", 4)
    assert seen(Span("a אב"), width=9) == "a בא"


def test_looks_go_with_their_text() -> None:
    found = visual(Line((Span("אב "), Span("גד", "strong", "x"), Span(" end")), 1), 0)
    assert found.spans == (Span("end "), Span("דג", "strong", "x"), Span(" בא"))


def test_code_and_columns_stay_in_their_order() -> None:
    code = Line((Span("אב", "block code"),), 1)
    assert visual(code, 9) is code
    row = Line((Span("אב"), Span(" │ ", "frame"), Span("גד")), 1)
    assert visual(row, 20).text == "בא │ דג"


def test_lines_run_as_their_paragraph_does() -> None:
    body = Body("אבג word other דהו")
    found = [line.text for line in reordered(lines(body, 9), 9)]
    assert found == [" word גבא", "והד other"]
    assert leftward("1. אב")
    assert not leftward("a אב")


@given(st.text("ab אבג(12)\u05b8,漢 ", max_size=30), st.integers(1, 40), st.booleans())
@settings(deadline=None)
def test_nothing_is_lost_and_no_line_grows(text: str, width: int, base: bool) -> None:
    spans = fit([Span(text[:5], "em"), Span(text[5:])], 80)
    written = "".join(span.text for span in spans)
    found = visual(Line(spans, 1), width, base=base)
    signs = written.translate(_MIRRORED).replace(" ", "")
    assert sorted(found.text.translate(_MIRRORED).replace(" ", "")) == sorted(signs)
    assert cell_len(found.text) <= max(width, cell_len(written))
