"""Typographic signs, where they are asked for."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Paragraph
from reader.markup.dialect import Dialect
from reader.markup.document import Body


def said(text: str, typography: bool) -> str:
    body = Body(text, dialect=Dialect(typography=typography))
    body.advance()
    (block,) = body.blocks
    assert isinstance(block, Paragraph)
    return "".join(span.text for span in block.inline.runs())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\"a\" and 'b'", "“a” and ‘b’"),
        ('*"a"* isn\'t', "“a” isn’t"),
        ("a -- b --- c...", "a – b — c…"),
        ("(c)", "©"),
        ('`"a" -- b`', '"a" -- b'),
        ("https://example.org/a--b", "https://example.org/a--b"),
        ('"' * 1000 + " -- a", '"' * 1000 + " – a"),
    ],
)
def test_signs(text: str, expected: str) -> None:
    assert said(text, typography=True) == expected
    assert said(text, typography=False) == text.strip("*`").replace("*", "")
