"""Footnotes: their numbers, their order, and that none is lost."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Note, Notes, Paragraph, Quote
from reader.markup.document import Body, walk


def body(text: str, chunk: int = 256) -> Body:
    made = Body(text, chunk=chunk)
    made.advance()
    return made


def notes(text: str) -> list[tuple[int, str, str]]:
    """Each note's number, anchor and text."""
    last = body(text).blocks[-1]
    return (
        [(note.number, note.anchor, said(note)) for note in last.notes]
        if isinstance(last, Notes)
        else []
    )


def said(note: Note) -> str:
    return " ".join(shown(block) for block in walk(note.children) if isinstance(block, Paragraph))


def shown(block: Paragraph) -> str:
    return "".join(span.text for span in block.inline.runs())


def first(text: str) -> str:
    block = body(text).blocks[0]
    assert isinstance(block, Paragraph)
    return shown(block)


def test_numbers_follow_the_references() -> None:
    text = "a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n[^z]: Z\n"
    assert first(text) == "a[1] b[2] c[1]"
    assert notes(text) == [(1, "fn-x", "X"), (2, "fn-y", "Y"), (3, "fn-z", "Z")]
    block = body(text).blocks[0]
    assert isinstance(block, Paragraph)
    links = [span.link for span in block.inline.runs() if span.role == "footnote"]
    assert links == ["#fn-x", "#fn-y", "#fn-x"]
    last = body(text).blocks[-1]
    assert (last.line, last.end) == (6, 7)
    assert isinstance(last, Notes)
    assert [note.line for note in last.notes] == [4, 3, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[^1]", "a[^1]"),
        ("a[^1]\n\n[^1]: Token", "a[1]"),
        ("a[^A]\n\n[^a]: said", "a[1]"),
        ("`[^1]` b[^2]\n\n[^1]: one\n[^2]: two", "[^1] b[1]"),
        ("a\\[^1] b[^2]\n\n[^1]: one\n[^2]: two", "a[^1] b[1]"),
        ("a^[said *here*] b^[more of it]", "a[1] b[2]"),
        ("a^[b] c^[b]", "a[1] c[1]"),
        ("a ^[a-z]+ b", "a ^[a-z]+ b"),
        ("a[^ 1]", "a[^ 1]"),
        ("a[^1]\n\n```\n[^1]: code\n```", "a[^1]"),
    ],
)
def test_references(text: str, expected: str) -> None:
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[^1]\n\n[^1]: one\n\n    two\n\nb", ["one two"]),
        ("a[^1]\n\n[^1]:\n    one", ["one"]),
        ("a[^1]\n\n> [^1]: one", ["one"]),
        ("a[^1]\n\n- [^1]: one", ["one"]),
        ("a[^1]\n\n[^1]: one[^2]\n[^2]: two", ["one[2]", "two"]),
        ("[^1]: one\n[^1]: two", ["one", "two"]),
        ("a^[one [two](x) three]", ["one two three"]),
        ("> a^[one\n> two]", ["one two"]),
        ("a^[one ^[of two] more]", ["one [2] more", "of two"]),
        ("text\n[^1]: one", ["one"]),
    ],
)
def test_definitions(text: str, expected: list[str]) -> None:
    assert [said for _, _, said in notes(text)] == expected
    assert body(text, chunk=1).blocks == body(text).blocks


def test_a_definition_is_no_link() -> None:
    text = "[^1]: Token\n\n[x][^1] and [^1]"
    assert first(text) == "[x][1] and [1]"
    assert body(text).links == ()


def test_a_quote_of_a_definition_alone_is_not_shown() -> None:
    assert [type(block) for block in body("> [^1]: one").blocks] == [Notes]
    assert [type(block) for block in body(">").blocks] == [Quote]


def test_the_first_lines_do_not_wait_for_the_notes() -> None:
    lazy = Body("a[^1]\n\n" + "word\n\n" * 5000 + "[^1]: one")
    lazy.advance(1)
    block = lazy.blocks[0]
    assert isinstance(block, Paragraph)
    assert shown(block) == "a[1]"
    assert lazy.parsed < 5000


def test_ten_thousand_notes() -> None:
    text = "".join(f"a[^{number}] " for number in range(10_000))
    text += "".join(f"\n\n[^{number}]: word" for number in reversed(range(10_000)))
    found = notes(text)
    assert [number for number, _, _ in found] == list(range(1, 10_001))
    assert found[1][1] == "fn-1"
