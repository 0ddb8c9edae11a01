"""Emoji by their names, wiki links and marked text."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Figure, Paragraph, Span
from reader.markup.document import Body


def spans(text: str) -> list[Span]:
    body = Body(text)
    body.advance()
    block = body.blocks[0]
    assert isinstance(block, Paragraph)
    return list(block.inline.runs())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":tada: now", "🎉 now"),
        ("now :+1:", "now 👍"),
        ("(:thinking:)", "(🤔)"),
        (":no_such_name:", ":no_such_name:"),
        ("std::x::y", "std::x::y"),
        ("a:tada:b", "a:tada:b"),
        ("10:100:45", "10:100:45"),
        ("`:tada:`", ":tada:"),
        (":tada", ":tada"),
        ("https://example.org/:tada:/", "https://example.org/:tada:/"),
    ],
)
def test_emoji(text: str, expected: str) -> None:
    assert "".join(span.text for span in spans(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[page]]", [Span("page", "link", "page")]),
        ("[[a page|alias]] b", [Span("alias", "link", "a page"), Span(" b")]),
        ("[[page#part]]", [Span("page#part", "link", "page#part")]),
        ("a ![[b/c.png]]", [Span("a "), Span("[image: c.png]", "image", "b/c.png")]),
        ("a ![[c.png|300]]", [Span("a "), Span("[image: c.png]", "image", "c.png")]),
        ("a ![[note]]", [Span("a "), Span("note", "link", "note")]),
        ("[[ -f x ]]", [Span("[[ -f x ]]")]),
        ("[[1, 2], [3]]", [Span("[[1, 2], [3]]")]),
        ("a[[b]]", [Span("a[[b]]")]),
        ("[[1]]", [Span("[[1]]")]),
        ("[[a]](b)", [Span("[a]", "link", "b")]),
        ("[[a]]\n\n[a]: b", [Span("["), Span("a", "link", "b"), Span("]")]),
        ("`[[a]]`", [Span("[[a]]", "code")]),
        ("==marked *so*== b", [Span("marked ", "mark"), Span("so", "mark em"), Span(" b")]),
        ("a == b == c", [Span("a == b == c")]),
        ("a==b==c", [Span("a==b==c")]),
    ],
)
def test_links_and_marks(text: str, expected: list[Span]) -> None:
    assert spans(text) == expected


def test_a_picture_alone_is_a_figure() -> None:
    body = Body("![[a/b.png|A view]]\n\n![[c.jpg|200x100]]")
    body.advance()
    one, two = body.blocks
    assert isinstance(one, Figure)
    assert isinstance(two, Figure)
    assert (one.label, one.alt, one.source) == ("image", "A view", "a/b.png")
    assert (two.alt, two.source) == ("", "c.jpg")
