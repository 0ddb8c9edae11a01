"""Definition lists, of Markdown and of HTML."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Block, Definitions, Heading, List, Paragraph, Quote, Rule
from reader.markup.document import Body


def blocks(text: str, chunk: int = 256) -> list[Block]:
    body = Body(text, chunk=chunk)
    body.advance()
    return list(body.blocks)


def outlined(block: Block) -> object:
    match block:
        case Definitions():
            return [
                (
                    ["".join(span.text for span in term.runs()) for term in item.terms],
                    [[outlined(child) for child in detail] for detail in item.details],
                )
                for item in block.items
            ]
        case Paragraph():
            return "".join(span.text for span in block.inline.runs())
        case Heading():
            return "# " + "".join(span.text for span in block.inline.runs())
        case Rule():
            return "rule"
        case Quote():
            return ("quote", [outlined(child) for child in block.children])
        case List():
            return ("list", [[outlined(child) for child in item.children] for item in block.items])
    raise TypeError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Term\n: said", [[(["Term"], [["said"]])]]),
        ("*Term*\n\n: said", [[(["Term"], [["said"]])]]),
        ("Term\n~ said", [[(["Term"], [["said"]])]]),
        ("One\nTwo\n: said", [[(["One", "Two"], [["said"]])]]),
        ("Term\n: a\n: b", [[(["Term"], [["a"], ["b"]])]]),
        ("A\n: a\n\nB\n: b", [[(["A"], [["a"]]), (["B"], [["b"]])]]),
        ("Term\n: a\n\n  b\n\n  - c", [[(["Term"], [["a", "b", ("list", [["c"]])]])]]),
        ("Term\n: a\n  b", [[(["Term"], [["a b"]])]]),
        ("> Term\n> : said", [("quote", [[(["Term"], [["said"]])]])]),
        ("- Term\n  : said", [("list", [[[(["Term"], [["said"]])]]])]),
        ("text\nmore: said", ["text more: said"]),
        ("text\n:said", ["text :said"]),
        (": a\n: b", [": a : b"]),
        (":::\nTerm\n: said", [[(["Term"], [["said"]])]]),
        (":::\n: said", [": said"]),
        ("Term\n: said\n***", [[(["Term"], [["said"]])], "rule"]),
        ("Term\n: said\n---", [[(["Term"], [["said"]])], "rule"]),
        ("Term\n: said\n1. one\n---", [[(["Term"], [["said"]])], ("list", [["one"]]), "rule"]),
        ("One\n2) two\n: said", [[(["One", "2) two"], [["said"]])]]),
        ("Title\n=====\n: said", ["# Title", ": said"]),
        ("Title\n--\n: said", ["# Title", ": said"]),
        ("<dl><dt>Term<dd>said</dl>after", [[(["Term"], [["said"]])], "after"]),
        (
            "<dl>\n<dt>A</dt><dt>B</dt>\n<dd>a<p>b</dd>\n<dd>c</dd>\n</dl>",
            [[(["A", "B"], [["a", "b"], ["c"]])]],
        ),
        ("<dl><div><dt>A</dt><dd><ul><li>a</ul></div></dl>", [[(["A"], [[("list", [["a"]])]])]]),
        ("<dl><dd>said</dl>", [[([], [["said"]])]]),
        ("<dd>said</dd>", ["said"]),
        ("<dl>said</dl>", ["said"]),
    ],
)
def test_terms_and_details(text: str, expected: list[object]) -> None:
    assert [outlined(block) for block in blocks(text)] == expected
    assert blocks(text, chunk=1) == blocks(text)


def test_lines_are_those_of_the_file() -> None:
    (found,) = blocks("One\nTwo\n: a\n\nThree\n: b\n")
    assert isinstance(found, Definitions)
    assert (found.line, found.end) == (1, 7)
    assert [(item.line, item.end) for item in found.items] == [(1, 5), (5, 7)]
