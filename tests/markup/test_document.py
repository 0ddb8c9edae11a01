"""Body: parsing by chunks, references, outline and links."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block, table

from reader.markup.blocks import (
    Block,
    Code,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from reader.markup.document import Body, Entry, walk
from reader.markup.parser import DEPTH, block_parser
from tests.markup.fragments import documents

WHOLE = 10**9
# Where a block may begin that markdown-it does not know.
_OTHERS = re.compile(r"\[\^|:::|!!!|\?\?\?|^[ >*+0-9.)-]*([:~][ \t]|\$\$|\\)|\{", re.MULTILINE)


def blocks(text: str) -> list[Block]:
    body = Body(text)
    body.advance()
    return list(body.blocks)


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block


def spans(text: str) -> tuple[Span, ...]:
    block = only(text)
    assert isinstance(block, Paragraph)
    return block.inline.runs()


def runs(block: Block) -> list[tuple[Span, ...]]:
    found = []
    for part in walk([block]):
        if isinstance(part, Paragraph | Heading):
            found.append(part.inline.runs())
        elif isinstance(part, Table):
            found += [cell.runs() for row in (part.head, *part.rows) for cell in row]
    return found


@given(documents, st.integers(1, 6))
@settings(max_examples=300, deadline=None)
def test_chunks_of_any_size_give_the_same_blocks(text: str, chunk: int) -> None:
    whole, parts = Body(text, chunk=WHOLE), Body(text, chunk=chunk)
    whole.advance()
    while parts.advance(1):
        pass
    assert list(parts.blocks) == list(whole.blocks)
    assert [runs(block) for block in parts.blocks] == [runs(block) for block in whole.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "- item\n{% quote() %}\n{% end %}",
        "[^1]: note\n{% raw %}\n{% endraw %}\n\ntext[^1]",
        "text\n{% quote() %}\n{% quote() %}\n{% end %}",
        "> {% quote() %}\n> said\n\nmore\n\n{% end %}",
        "{%\n\n- item\n\n%}",
        "{{< figure\n\nsrc='p.png'\n>}}\n",
        "a\n\n:::\n{{< note >}}\n: detail",
        "{{< note >}}\n> ```\n{{< /note >}}\n\n> ```",
        "{% quote() %}\n~~~\n{% end %}\nmore",
        "{{< note >}}\n> ```\n> {{< /note >}}\n> ```\n{{< /note >}}",
        "{{< note >}}\n```\n{{< /note >}}\n```\n{{< /note >}}\n",
    ],
)
def test_chunks_end_anywhere_in_tags_and_containers(text: str) -> None:
    for chunk in range(1, 6):
        body = Body(text, chunk=chunk)
        body.advance()
        assert list(body.blocks) == blocks(text)


def test_tags_that_are_not_closed_take_linear_time() -> None:
    body = Body("{% x\n\n" * 4_000)
    body.advance()
    assert len(body.blocks) == 4_000


@given(documents)
@settings(max_examples=200, deadline=None)
def test_text_drawn_before_the_rest_is_parsed_is_the_same(text: str) -> None:
    whole, lazy = Body(text, chunk=WHOLE), Body(text, chunk=2)
    whole.advance()
    first = []
    while True:
        seen = len(lazy.blocks)
        more = lazy.advance(1)
        new = list(lazy.blocks[seen:])
        first += [runs(block) for block in new]
        if not more and seen + len(new) >= len(lazy.blocks):
            break
    # Text that needs a definition further down parses on, so blocks may come in between.
    expected = [runs(block) for block in whole.blocks]
    assert all(drawn in expected for drawn in first)


@given(documents)
@settings(max_examples=300, deadline=None)
def test_the_gate_answers_as_markdown_its_own_rules_do(text: str) -> None:
    assume(not _OTHERS.search(text))
    stock = MarkdownIt("commonmark", {"maxNesting": DEPTH + 16}).enable("table")
    ours = block_parser()
    expected = stock.block.parse(text, stock, {}, [])
    assert ours.block.parse(text, ours, {}, []) == expected


def test_a_parser_knows_the_rules_that_the_gate_calls() -> None:
    state = StateBlock("- a", block_parser(), {}, [])
    assert not table(state, 0, 1, True)
    assert list_block(state, 0, 1, True)


def test_every_construct_becomes_its_block() -> None:
    found = blocks(
        "# One\n\ntext\n\n> quote\n\n- item\n\n```py x\ncode\n```\n\n    indented\n\n---\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n![alt](p.png 'title')\n"
    )
    kinds = [Heading, Paragraph, Quote, List, Code, Code, Rule, Table, Figure]
    assert [type(block) for block in found] == kinds
    assert [(block.line, block.end) for block in found][:4] == [(1, 2), (3, 4), (5, 6), (7, 9)]
    fence, indented = found[4], found[5]
    assert isinstance(fence, Code)
    assert (fence.language, fence.text) == ("py", "code")
    assert isinstance(indented, Code)
    assert (indented.language, indented.text) == ("", "indented")
    figure = found[-1]
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.source, figure.title) == ("alt", "p.png", "title")
    grid = found[-2]
    assert isinstance(grid, Table)
    assert grid.align == ("", "right")
    assert [cell.source for cell in grid.rows[0]] == ["1", "2"]


def test_lines_are_those_of_the_file() -> None:
    body = Body("first\n\n- a\n- b\n\nlast", first_line=10)
    body.advance()
    assert [block.line for block in body.blocks] == [10, 12, 15]
    items = body.blocks[1]
    assert isinstance(items, List)
    assert [item.line for item in items.items] == [12, 13]


@pytest.mark.parametrize(
    ("text", "tight", "start"),
    [
        ("- a\n- b", True, None),
        ("- a\n\n- b", False, None),
        ("3. a\n4. b", True, 3),
        ("0) a", True, 0),
        ("- a\n\n  b", False, None),
    ],
)
def test_lists_tell_their_start_and_tightness(text: str, tight: bool, start: int | None) -> None:
    block = only(text)
    assert isinstance(block, List)
    assert (block.tight, block.start) == (tight, start)


def test_task_boxes_are_taken_out_of_the_text() -> None:
    block = only("- [x] done\n- [ ] to do\n- [y] text\n- [x]none\n\n      [ ] code")
    assert isinstance(block, List)
    assert [item.checked for item in block.items] == [True, False, None, None]
    first = block.items[0].children[0]
    assert isinstance(first, Paragraph)
    assert first.inline.source == "done"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one(newline: str) -> None:
    found = blocks(newline.join(["a", "", "b", "", "# c"]))
    assert [block.line for block in found] == [1, 3, 5]


def test_a_definition_at_the_end_is_known_at_the_start() -> None:
    body = Body("see [here][far]\n\n" + "text\n\n" * 2000 + "[far]: https://example.org 'T'\n")
    body.advance(1)
    assert not body.complete
    paragraph = body.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert Span("here", "link", "https://example.org") in paragraph.inline.runs()


@pytest.mark.parametrize(
    "text",
    ["[a](b) ", "[a] [b][]", "`[far]`x", "x ![p](q)", "[un known]"],
)
def test_text_that_uses_no_later_definition_does_not_read_on(text: str) -> None:
    body = Body(f"{text}\n\n" + "text\n\n" * 2000 + "[far away]: https://example.org\n")
    body.advance(1)
    first = body.blocks[0]
    assert isinstance(first, Paragraph)
    first.inline.runs()
    assert not body.complete


@pytest.mark.parametrize(
    "definition",
    ["[lab\nel]: /u", "> [lab\n> el]: /u", "- x\n\n  [LAB EL]: /u", "[lab el]:\n/u\n'title'"],
)
def test_definitions_are_found_in_every_place(definition: str) -> None:
    body = Body("[lab el]\n\n" + "text\n\n" * 500 + definition)
    body.advance(1)
    first = body.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.inline.runs() == (Span("lab el", "link", "/u"),)


def test_a_label_of_a_thousand_characters_defines_nothing() -> None:
    label = "x" * 1000
    assert spans(f"[{label}]\n\n[{label}]: /u") == (Span(f"[{label}]"),)


def test_outline_and_links() -> None:
    body = Body(
        "# A *title*\n\n## Same\n\ntext [one](/1), <https://example.org>, [one](/1)\n\n## Same\n\n"
        "> ### In a quote ![p](x.png)\n\n| [cell](/2) |\n|---|\n",
        first_line=5,
    )
    assert body.outline == (
        Entry(1, "A title", "a-title", 5),
        Entry(2, "Same", "same", 7),
        Entry(2, "Same", "same-1", 11),
        Entry(3, "In a quote [image: p]", "in-a-quote-p", 13),
    )
    assert body.links == ("/1", "https://example.org", "/2")


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("What's new in 2.0?", "whats-new-in-20"),
        ("`code_name` & more", "code_name--more"),
        ("[text](http://example.org)", "text"),
        ("[text][reference]", "text"),
        ("_em_ snake_case", "em-snake_case"),
        ("Überblick – Teil 1", "überblick--teil-1"),
        ("!!!", "section"),
    ],
)
def test_anchors_are_githubs(heading: str, anchor: str) -> None:
    block = only(f"# {heading}")
    assert isinstance(block, Heading)
    assert block.anchor == anchor


@pytest.mark.parametrize("sign", ["> ", "- ", "1. "])
def test_what_is_nested_too_deep_stays_text(sign: str) -> None:
    body = Body(sign * 10_000 + "the end")
    body.advance()
    found = list(walk(body.blocks))
    text = "".join(
        span.text for block in found if isinstance(block, Paragraph) for span in block.inline.runs()
    )
    assert text.endswith("the end")
    assert len(found) <= 2 * DEPTH + 2


def test_deep_indents_lose_nothing() -> None:
    lines = [f"{'  ' * depth}- item{depth}" for depth in range(300)]
    body = Body("\n".join(lines))
    body.advance()
    text = repr(body.blocks)
    assert all(f"item{depth}" in text for depth in range(300))


def test_an_unclosed_fence_takes_the_rest_in_one_block() -> None:
    code = "line\n" * 5000
    block = only("```\n" + code)
    assert isinstance(block, Code)
    assert block.text == code.rstrip("\n")


def test_links_that_could_harm_are_kept_as_written() -> None:
    assert spans("[x](javascript:alert%281%29)") == (Span("x", "link", "javascript:alert%281%29"),)
    assert spans("a\x1b[31m &#27; \ud800 [x](\ud800)")[0].text == "a␛[31m � � "


@pytest.mark.parametrize(
    ("definition", "link"),
    [
        ("[far]: /goal 'title'\n", "/goal"),
        ("> [far]: <the goal>\n\nmore\n", "the goal"),
        ("[far]:\n   /goal\n", "/goal"),
        ("[far]: \n", None),
        ("x [far]: /goal\n", None),
    ],
)
def test_a_definition_far_down_is_found_without_parsing_to_it(
    definition: str, link: str | None
) -> None:
    body = Body("See [this][far].\n\n" + "Some words.\n\n" * 200_000 + definition)
    body.advance(1)
    block = body.blocks[0]
    assert isinstance(block, Paragraph)
    assert {span.link for span in block.inline.runs()} - {None} == ({link} if link else set())
    assert body.parsed < 100_000
