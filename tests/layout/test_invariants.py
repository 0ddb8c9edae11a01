"""What holds of any text at any width."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout import ansi, plain
from reader.layout.layout import Layout, lines
from reader.layout.lines import Line
from reader.layout.signs import PLAIN, SCREEN, Signs
from reader.layout.wrap import fit
from reader.markup.blocks import Span
from reader.markup.document import Body
from reader.sanitize import harmless
from tests.markup.browser import missing
from tests.markup.browser import words as words_of
from tests.markup.fragments import documents, words

widths = st.integers(1, 300)
signs = st.sampled_from([SCREEN, PLAIN])
# What the dialects of blogs add to Markdown, whole and in pieces that meet each other's edges.
DIALECTS = [
    "{{< figure src='p.png' caption='*said*' >}}", "{{< note >}}", "{{< /note >}}", "{{% tip %}}",
    "{{% /tip %}}", "{{<", ">}}", "{{</* shown */>}}", "{% raw %}", "{% endraw %}", "{% if x %}",
    "{% highlight py %}", "{% endhighlight %}", "{% comment %}", "{%", "%}", "{{ site.x }}", "{{",
    "text {{ page.y }} text", "{{ youtube(id='x') }}", "{% quote() %}", "{% end %}",
    "import A from './a'", "export const b = 1", "<Tabs>", "</Tabs>", "<A b={1} />", ":::", "::::",
    ":::note[Title]", "::: tip", "!!! note \"Title\"", "??? info", "    in it", "> [!NOTE]",
    "> [!TIP]- Title", "{: .c #d}", "{:toc}", "# Part {#id .x}", "text{: .y}", "[[page|alias]]",
    "[[page", ":smile: :x:", "[^1]", "[^1]: note", "[^n]: *note*\n    more", "[^", "Term",
    ": what it means", "$$", "$x^2$ and $5", "\\(a\\)", "~sub~ ^sup^", "==mark==", "```mermaid",
    "```diff", "graph TD", "+ added", "<figure><img src=p.png><figcaption>said</figcaption>",
    "<iframe src='https://example.org'></iframe>", "<kbd>key</kbd> H<sub>2</sub>O x<sup>2</sup>",
    "العربية 12 text", "\u202ereversed\u202c", "soft\u00adhyphen", "\x1b[31mred", "e\u0301\u0302",
]  # fmt: skip
posts = st.lists(
    st.one_of(st.sampled_from(DIALECTS), documents.map(lambda text: text[:120])), max_size=12
).map("\n".join)
any_post = st.one_of(posts, documents)


@given(any_post, widths, signs)
@settings(max_examples=250, deadline=None)
def test_no_line_is_wider_than_asked(text: str, width: int, used: Signs) -> None:
    for line in lines(Body(text), width, used):
        assert cell_len(line.text) <= width
        assert line.margin <= width
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line.text)


@given(any_post, widths)
@settings(max_examples=100, deadline=None)
def test_both_forms_are_the_lines_in_order(text: str, width: int) -> None:
    found = list(lines(Body(text), width, PLAIN))
    whole = list(plain.render(Body(text), width))
    for line in whole:
        assert line == line.rstrip(" ")
        assert "\n" not in line
    assert len(whole) == sum(not _folded(line) for line in found)
    coloured = list(ansi.render(Body(text), width, colour=False, links=False))
    screen = [line.text.rstrip() for line in lines(Body(text), width)]
    assert [line.rstrip() for line in coloured] == screen


def _folded(line: Line) -> bool:
    return any(span.role == "fold" for span in line.spans)


@given(st.lists(words, min_size=1, max_size=30), widths)
@example(["(", "<)"], 80)
@example(["(a_b)", "[x]", "(\\a)", "[a=b]", "$a$", "(a^{b})"], 80)
@settings(max_examples=150, deadline=None)
def test_a_paragraph_keeps_every_sign_in_order(said: list[str], width: int) -> None:
    # `\(x\)` is a formula.
    assume(not re.search(r"\( *[A-Za-z] *\)", " ".join(said)))
    escaped = " ".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word) for word in said)
    drawn = "".join(line.text[line.margin :] for line in lines(Body(f"a {escaped}"), width))
    spans = fit([Span(harmless("a" + "".join(said)))], width)
    assert re.sub(r"\s", "", drawn) == re.sub(r"\s", "", "".join(span.text for span in spans))


cells = st.from_regex(r"([a-z]{1,12}( |<br>)){0,3}[a-z]{0,12}", fullmatch=True)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5), widths)
@settings(max_examples=150, deadline=None)
def test_a_table_keeps_every_word(rows: list[list[str]], width: int) -> None:
    rows = [["title", *row] for row in rows]
    parts = [f"| {' | '.join(row)} |" for row in rows]
    drawn = list(plain.render(Body("\n".join([parts[0], "|-|-|-|-|", *parts[1:]])), width))
    for word in {
        word for row in rows for cell in row for word in cell.replace("<br>", " ").split()
    }:
        assert missing([word], drawn) == []


@given(any_post, st.integers(1, 120), st.data())
@settings(max_examples=150, deadline=None)
def test_any_order_gives_the_lines_from_the_top(text: str, width: int, data: st.DataObject) -> None:
    expected = list(lines(Body(text), width))
    layout = Layout(Body(text, chunk=data.draw(st.integers(1, 9))), width)
    calls = st.lists(
        st.tuples(st.sampled_from(["settle", "line", "strip", "place", "grow", "relaid"]),
                  st.integers(0, 60)),
        max_size=10,
    )  # fmt: skip
    for call, number in data.draw(calls):
        match call:
            case "settle":
                top = layout.settle(number, 7)
                seen = range(top, min(top + 7, layout.height))
                assert all(layout.line(y) in expected for y in seen)
            case "line":
                assert layout.line(number) in expected or number >= layout.height
            case "strip" if number < layout.strips:
                assert all(line in expected for line in layout.strip(number))
            case "place":
                layout.find(layout.place(number))
            case "grow":
                layout.grow()
            case "relaid":
                layout = layout.relaid(number + 1).relaid(width)
    while layout.grow():
        pass
    strips = [line for index in range(layout.strips) for line in layout.strip(index)]
    assert strips == expected
    assert layout.height == len(expected)
    assert [layout.line(y) for y in range(layout.height)] == expected


@pytest.mark.parametrize("text", ["```python\n\n\n", "```python\n\nx = 1\n\n\n```\n\nmore"])
@pytest.mark.parametrize("width", [1, 3, 80])
def test_empty_lines_of_code_are_lines(text: str, width: int) -> None:
    expected = list(lines(Body(text), width))
    layout = Layout(Body(text, chunk=1), width)
    layout.settle(60, 7)
    layout.settle(1, 7)
    assert [layout.line(y) for y in range(layout.height)] == expected


@given(st.lists(words, min_size=1, max_size=12), st.integers(1, 300))
@settings(max_examples=100, deadline=None)
def test_plain_text_of_any_width_holds_every_word(said: list[str], width: int) -> None:
    letters = [word for one in said for word in words_of(one)]
    escaped = " ".join(letters).replace("_", r"\_")
    drawn = list(plain.render(Body(f"> - {escaped}" if escaped else ""), max(8, width)))
    assert missing(words_of(" ".join(letters)), drawn) == []
