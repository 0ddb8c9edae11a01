"""Definitions, notes and formulas, and the anchors of notes."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from rich.cells import cell_len

from reader.layout.layout import Layout
from reader.layout.signs import PLAIN, SCREEN
from reader.markup.blocks import Code, Definition, Definitions, Formula, Note, Notes, Paragraph
from reader.markup.inline import FixedInline
from tests.layout.made import body, drawn, paragraph, said, shown

TERMS = Definitions(
    line=1,
    end=9,
    items=(
        Definition(
            line=1,
            end=5,
            terms=(said("term"), said("its other name")),
            details=((paragraph("what it is", 3), paragraph("and more", 5)), (paragraph("x", 6),)),
        ),
        Definition(line=7, end=9, terms=(said("next"),), details=((paragraph("y", 8),),)),
    ),
)
NOTES = Notes(
    line=9,
    end=10,
    notes=(
        Note(line=3, end=4, number=9, anchor="fn-a", back="ref-a", children=(
            paragraph("A note that is long enough to be wrapped.", 3),)),
        Note(line=4, end=7, number=10, anchor="fn-b", back="ref-b", children=(
            Code(line=4, end=7, language="", text="code"),)),
        Note(line=5, end=6, number=11, anchor="fn-c", back="ref-c", children=()),
    ),
)  # fmt: skip


def test_definitions() -> None:
    assert shown(TERMS) == [
        "term", "its other name", "  what it is", "", "  and more", "  x", "", "next", "  y",
    ]  # fmt: skip
    assert shown(TERMS, signs=PLAIN)[2:6] == [": what it is", "", "  and more", ": x"]
    assert drawn(TERMS)[0].spans[0].role == "strong"


def test_notes_have_a_way_back() -> None:
    assert shown(NOTES) == [
        "────────────", " 9. A note that is long enough", "    to be wrapped. ↩",
        "10.   code", "    ↩", "11. ↩",
    ]  # fmt: skip
    backs = [span.link for line in drawn(NOTES) for span in line.spans if span.role == "back"]
    assert backs == ["#ref-a", "#ref-b", "#ref-c"]


def test_notes_in_plain_text_are_numbered_as_in_the_text() -> None:
    assert shown(NOTES, signs=PLAIN) == [
        "------------", " [9] A note that is long", "     enough to be wrapped.",
        "[10] ```", "     code", "     ```", "[11]",
    ]  # fmt: skip


def test_the_line_of_a_note_and_the_way_back_are_found() -> None:
    sign = FixedInline((said("text ").runs()[0], *said("10", "footnote", "#fn-b").runs()))
    text = Paragraph(line=3, end=4, inline=sign)
    layout = Layout(body(*(paragraph("x", n) for n in (1, 2)), text, NOTES), 40)
    note, back = layout.find_anchor("fn-b"), layout.find_anchor("ref-b")
    assert note is not None
    assert back is not None
    assert layout.line(note).text.split() == ["10.", "code"]
    assert layout.line(back).text == "text [10]"
    assert layout.find_anchor("ref-c") is None
    assert layout.find_anchor("no such") is None


def test_notes_do_not_confuse_the_lines_of_the_file() -> None:
    layout = Layout(body(*(paragraph(f"line {n}", n) for n in range(1, 9)), NOTES), 40)
    for line in range(1, 9):
        assert layout.line(layout.find_source(line)).text == f"line {line}"


@pytest.fixture
def tex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mathematics that knows one formula."""
    module = ModuleType("reader.markup.math")
    module.unicode_math = {r"a^2": "a²", r"\frac": " 1\n───\n x"}.get  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "reader.markup.math", module)


@pytest.mark.usefixtures("tex")
def test_formulas() -> None:
    known, other = Formula(line=1, end=4, source="a^2"), Formula(line=1, end=4, source=r"\x {")
    assert shown(known, width=12) == ["     a²"]
    assert shown(known, width=12, signs=PLAIN) == ["a²"]
    assert shown(Formula(line=1, end=2, source=r"\frac"), width=9) == ["    1", "   ───", "    x"]
    assert shown(other, width=12) == [r"    \x {"]
    (line,) = drawn(other)
    assert line.spans[-1].role == "math dim"
    assert line.margin == line.text.index("\\")


@pytest.mark.usefixtures("tex")
@pytest.mark.parametrize("width", range(1, 12))
def test_a_formula_of_any_width(width: int) -> None:
    for signs in (SCREEN, PLAIN):
        found = drawn(Formula(line=1, end=3, source="   漢 + b\n\t c"), width=width, signs=signs)
        assert all(cell_len(line.text) <= width for line in found)
        assert all(line.margin <= width for line in found)


@pytest.mark.usefixtures("tex")
def test_nothing_in_a_formula_commands_the_terminal() -> None:
    for signs in (SCREEN, PLAIN):
        (line,) = drawn(Formula(line=1, end=2, source="\x1b[31m\x9b"), signs=signs)
        assert line.text.strip() == "\u241b[31m\ufffd"
