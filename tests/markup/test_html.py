"""HTML blocks as what they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.markup.blocks import (
    Block,
    Callout,
    Code,
    Definitions,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from reader.markup.document import Body, walk


def blocks(text: str) -> list[Block]:
    body = Body(text)
    body.advance()
    return list(body.blocks)


def outlined(block: Block) -> object:
    """A block as plain values, to compare with."""
    match block:
        case Heading():
            return (f"h{block.level}", _text(block))
        case Paragraph():
            return _text(block)
        case Code():
            return ("code", block.language, block.text)
        case Callout():
            title = "".join(span.text for span in block.title.runs())
            return (block.kind, title, [outlined(child) for child in block.children])
        case Definitions():
            return [
                (
                    ["".join(span.text for span in term.runs()) for term in item.terms],
                    [[outlined(child) for child in detail] for detail in item.details],
                )
                for item in block.items
            ]
        case Quote():
            return ("quote", [outlined(child) for child in block.children])
        case List():
            items = [[outlined(child) for child in item.children] for item in block.items]
            return ("list", block.start, items)
        case Table():
            rows = [[cell.source for cell in row] for row in (block.head, *block.rows)]
            return ("table", rows)
        case Figure():
            said = (block.label, block.alt, block.source)
            if block.caption is None:
                return said
            return (*said, block.caption.source, block.link)
        case Rule():
            return "rule"
    raise TypeError


def _text(block: Paragraph | Heading) -> str:
    return "".join(span.text for span in block.inline.runs())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>one <b>two</b>\nthree</p><p>four", ["one two three", "four"]),
        ("<h2>Title</h2>\ntext", [("h2", "Title"), "text"]),
        ("<div>a<br>b</div>", ["a\nb"]),
        (f"<p>a &#{'9' * 5000}; b</p>", ["a \ufffd b"]),
        (f'<img src="x.png" alt="&#{"9" * 5000}">', [("image", "\ufffd", "x.png")]),
        ("<ul><li>a<li>b <em>c</em></ul>", [("list", None, [["a"], ["b c"]])]),
        ('<ol start="3"><li>a</li></ol>', [("list", 3, [["a"]])]),
        ("<ul><li>a<ul><li>b</ul></ul>", [("list", None, [["a", ("list", None, [["b"]])]])]),
        ("<blockquote><p>a</p></blockquote>", [("quote", ["a"])]),
        (
            '<pre><code class="language-py">x &lt; 1\n  y</code></pre>',
            [("code", "py", "x < 1\n  y")],
        ),
        ("<pre>\n\na\n\nb\n</pre>", [("code", "", "\na\n\nb")]),
        ('<img src="a.png" alt="A">', [("image", "A", "a.png")]),
        (
            "<figure><img src=a.png><figcaption>Seen</figcaption></figure>",
            [("image", "", "a.png", "Seen", None)],
        ),
        (
            "<figure>\n<a href=b.png><img src=a.png></a>"
            "<figcaption>A <b>b</b></figcaption></figure>",
            [("image", "", "a.png", "A b", "b.png")],
        ),
        (
            "<figure><pre>code</pre><figcaption>Seen</figcaption></figure>",
            [("code", "", "code"), "Seen"],
        ),
        (
            "<figure><img src=a.png><img src=b.png><figcaption>Two</figcaption></figure>",
            [("image", "", "a.png"), ("image", "", "b.png"), "Two"],
        ),
        ("<figure><img src=a.png></figure>", [("image", "", "a.png")]),
        ("<figure><figcaption>Seen", ["Seen"]),
        ('<div><video><source src="a.mp4"></video></div>', [("video", "", "a.mp4")]),
        ('<p>a <iframe src="//b.c/d"></iframe></p>', ["a [frame: //b.c/d]"]),
        (
            "<div><picture><source srcset=a.webp><img src=a.png></picture></div>",
            [("image", "", "a.png")],
        ),
        ("<svg>\n<title>A</title><text>b</text><text>c</text>\n</svg>", ["A b c"]),
        (
            "<details><summary>More</summary><p>a<details><p>b</details></details>",
            [("details", "More", ["a", ("details", "Details", ["b"])])],
        ),
        ('<iframe src="https://example.org"></iframe>', [("frame", "", "https://example.org")]),
        (
            "<details><summary>More</summary>\n\ntext\n\n</details>",
            [("details", "More", ["text"])],
        ),
        ("<hr>", ["rule"]),
        ("<!-- a comment -->", []),
        ("<script>\nx\n\ny\n</script>", []),
        ("<style>p {}</style>\nkept", ["kept"]),
        ("<p>&eacute; &amp;amp;</p>", ["é &amp;"]),
        ("<center>\n\n# Title\n\n</center>", [("h1", "Title")]),
        ("<p>a <q>b</q></p>", ["a “b”"]),
        ("<div>a < b</div>", ["a < b"]),
        ("<div>a <b", ["a <b"]),
    ],
)
def test_constructs(text: str, expected: list[object]) -> None:
    assert [outlined(block) for block in blocks(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<table><tr><th>A<th>B<tr><td>1<td>2 <i>x</i></table>",
            [["A", "B"], ["1", "2 x"]],
        ),
        (
            "<table>\n<thead><tr><td>A</td></tr></thead>\n\n<tr><td>1<br>2</td></tr>\n</table>",
            [[""], ["A"], ["1\n2"]],
        ),
        (
            "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
            [["", ""], ["a", ""], ["b", "c"]],
        ),
        (
            "<table><tr><td><ul><li>a<li>b</ul></td><td><p>c</p><p>d</p></td></tr></table>",
            [["", ""], ["• a\n• b", "c\nd"]],
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b<tr><td>c</table><td>d</table>",
            [["", ""], ["a b\nc", "d"]],
        ),
    ],
)
def test_tables(text: str, expected: list[list[str]]) -> None:
    assert [outlined(block) for block in blocks(text)] == [("table", expected)]


def test_lines_count_inside_html() -> None:
    body = Body("text\n\n<div>\n<p>three</p>\n\n<p>five</p>\n</div>\n", first_line=1)
    body.advance()
    assert [block.line for block in body.blocks] == [1, 4, 6]


@pytest.mark.parametrize(
    "name", ["div", "ul", "blockquote", "table", "b", "ul><li", "table><tr><td"]
)
def test_bombs_are_bounded(name: str) -> None:
    body = Body(f"<div><{name}>" * 3000 + "the end")
    body.advance()
    found = list(walk(body.blocks))
    assert "the end" in repr(found[-1]) or any("the end" in repr(block) for block in found)


_PARTS = (
    "<p> </p> <ul> <li> </ul> <ol> <table> <tr> <td> <th> </td> </tr> </table> <pre> </pre>"
    " <blockquote> </blockquote> <h2> </h2> <b> </b> <br> <img&src=a> <hr> <dl> <dt> <dd>"
    " <details> <summary> word other &amp; </div> <caption> <figure> <a&href=x> </a>"
)


@given(st.lists(st.sampled_from(_PARTS.split(" ")), max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost(parts: list[str]) -> None:
    numbered = [
        f" {part}{number} " if part.isalpha() else re.sub("&(src|href)", r" \\1", part)
        for number, part in enumerate(parts)
    ]
    body = Body("<div>" + "".join(numbered))
    body.advance()
    shown = repr([(outlined(block)) for block in body.blocks])
    places = [shown.find(part.strip()) for part in numbered if part.strip().isalnum()]
    assert -1 not in places
