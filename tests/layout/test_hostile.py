"""Text made to be slow, deep or large: work grows with its length, and nothing of it is lost.

Work is counted as the calls of Python and C functions; the bounds hold on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from reader.layout import plain
from reader.layout.layout import Layout, lines
from reader.markup.document import Body
from tests.layout.test_invariants import DIALECTS
from tests.markup.browser import words as words_of

# Characters of the smaller of two texts; the larger is four times as long.
_SIZE = 3_000
# Calls a character that no text needs more of.
_DENSE = 200


def flood(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A text of one piece again and again, of so many characters."""
    return lambda size: before + piece * (size // len(piece)) + after


def stairs(size: int) -> str:
    """A list that goes one level deeper with each item."""
    deepest = 1
    while deepest * (deepest + 9) < size:
        deepest += 1
    return "".join(f"{'  ' * level}- item\n" for level in range(deepest))


FLOODS: dict[str, Callable[[int], str]] = {
    "open elements": flood("<div>", after="word"),
    "open elements in a line": flood("<b>", "a ", "word"),
    "open lists": flood("<ul><li>", after="word"),
    "open tables": flood("<table><tr><td>", after="word"),
    "tables on lines": flood("<table>\n", after="word"),
    "tags without an end": flood("<a "),
    "attributes without an end": flood('<div a="'),
    "attributes without an end, in a line": flood('a <b c="'),
    "details": flood("<details>\n\n"),
    "scripts": flood("<script>"),
    "wide cells": flood("<tr><td colspan=999>a</td></tr>", "<table>"),
    "entities": flood("&amp;"),
    "ampersands": flood("&"),
    "entities in HTML": flood("&#x41;", "<p>"),
    "quotes": flood("> ", after="word"),
    "quotes without spaces": flood(">", after=" word"),
    "quoted lines": flood("> word\n"),
    "quoted fences": flood("> ```\n"),
    "quoted fences and text": flood("> ```\ntext\n"),
    "lists": flood("- ", after="word"),
    "numbered lists": flood("1. ", after="word"),
    "stairs of lists": stairs,
    "rows": flood("| a | b |\n", "| a | b |\n|---|---|\n"),
    "columns": lambda size: f"{'|a' * (size // 5)}\n{'|-' * (size // 5)}\n{'|b' * (size // 10)}",
    "words": flood("word "),
    "one word": flood("x"),
    "fence": flood("word\n", "```\n"),
    "fences": flood("```\n\n~~~\n"),
    "brackets": flood("["),
    "brackets of pictures": flood("!["),
    "brackets that close": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "links without an end": flood("[a]("),
    "lines of brackets": flood("[a\n"),
    "wiki links": flood("[[a|"),
    "notes without an end": flood("[^"),
    "notes": lambda size: "".join(f"[^{number}]: word\n\n" for number in range(size // 14)),
    "references to notes": lambda size: "".join(f"a[^{number}] " for number in range(size // 9)),
    "comments": flood("<!-- ", "word "),
    "comments on lines": flood("<!--\n"),
    "sections of data": flood("<![CDATA["),
    "instructions": flood("<?php "),
    "shortcodes without an end": flood("{{< "),
    "shortcodes": flood("{{< a >}}\n"),
    "shortcodes in a line": flood("{{% a %}} ", "word "),
    "raw": flood("{% raw %}\n"),
    "raw in a line": flood("a {% raw %} "),
    "tags of Liquid": flood("{% if a %}\n"),
    "variables": flood("{{ a "),
    "braces": flood("{"),
    "formulas": flood("$$\n"),
    "formulas in brackets": flood("\\[\n"),
    "environments": flood("\\begin{align}\n"),
    "formulas with braces": flood("$_{a=1} "),
    "formulas without an end": flood("$a "),
    "dollars": flood("$$", after="a"),
    "colons": flood(":::\n"),
    "containers": flood("::: note\n"),
    "admonitions": flood("!!! note\n"),
    "callouts": flood("> [!NOTE]\n"),
    "attribute lists": flood("a\n{: .a}\n"),
    "attribute lists without an end": flood("{: .a "),
    "definitions": flood("a\n: b\n"),
    "imports": flood('import a from "b"\n'),
    "components": flood("<Tabs>\n"),
    "expressions": flood("<A b={{"),
    "emoji": flood(":a"),
    "stars": flood("**", after="a"),
    "open stars": flood("**a "),
    "stars and lines": flood("*a_ "),
    "strokes": flood("~~a "),
    "backquotes": lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))),
    "addresses": flood("www."),
    "mail addresses": flood("a@"),
    "headings": flood("a\n=\n"),
    "breaks of lines": flood("\r\n\r"),
    "tabs": flood("-\t", after="a"),
    "combining marks": flood("\u0301", "a"),
    "joined people": flood("👩\u200d"),
    "directions": flood("\u202e\u202b א"),
}


class Calls:
    """Counts the calls that are made inside a `with` block."""

    def __enter__(self) -> Calls:
        self.made = 0
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _count(self, frame: FrameType, event: str, argument: Any) -> None:
        self.made += event in ("call", "c_call")


def work(text: str) -> int:
    with Calls() as calls:
        for _ in plain.render(Body(text), 80):
            pass
    return calls.made


@pytest.mark.parametrize("name", FLOODS)
def test_work_grows_with_the_length(name: str) -> None:
    small, large = FLOODS[name](_SIZE), FLOODS[name](4 * _SIZE)
    work(FLOODS[name](90))  # what is imported or compiled once
    less, more = work(small), work(large)
    assert more <= 6 * max(less, _SIZE)
    assert more <= _DENSE * len(large)


@pytest.mark.parametrize("piece", DIALECTS)
def test_the_marks_of_dialects_are_as_cheap(piece: str) -> None:
    for between in ("", "\n"):
        small, large = flood(piece + between)(700), flood(piece + between)(2800)
        work(piece)
        assert work(large) <= 6 * max(work(small), 2000)


@pytest.fixture(scope="module")
def words() -> list[str]:
    return [f"word{number}" for number in range(2_000)]


VISIBLE = {
    "open elements": "<div><b>",
    "an element in a line": "a <b>",
    "a list": "<ul><li>",
    "a table": "<table><tr><td>",
    "a heading": "<h2>",
    "a fence": "```\n",
    "tildes": "~~~ text\n",
    "a bracket": "[",
    "a picture": "![",
    "a link": "[a](",
    "a reference": "[a]: <",
    "stars": "**",
    "a code span": "`",
    "strokes": "~~",
    "a quote": "> ",
    "a callout": "> [!NOTE] ",
    "a shortcode": "{{< ",
    "a paired shortcode": "{{< note >}}\n",
    "raw": "{% raw %}\n",
    "an if": "{% if a %}\n",
    "a variable": "{{ ",
    "a formula": "$$\n",
    "a formula in a line": "$",
    "a container": "::: note\n",
    "an admonition": "!!! note\n    ",
    "a note": "[^",
    "a note's text": "text[^1]\n\n[^1]: said ",
    "an attribute list": "{: ",
    "details": "<details><summary>more</summary>",
    "a row": "| a |\n|---|\n| ",
    "a term": "term\n: ",
}


@pytest.mark.parametrize("name", VISIBLE)
def test_what_is_never_closed_loses_no_word(name: str, words: list[str]) -> None:
    for separator in (" ", "\n"):
        text = VISIBLE[name] + separator.join(words)
        found = set(words_of("\n".join(plain.render(Body(text), 10_000))))
        assert [word for word in words if word not in found] == []


def test_a_comment_that_is_never_closed_hides_the_rest() -> None:
    assert list(plain.render(Body("seen\n\n<!-- " + "word\n" * 100), 80)) == ["seen"]


@pytest.mark.parametrize("sign", ["> ", ">", "- ", "* ", "1. ", "> - "])
def test_ten_thousand_levels_show_their_word(sign: str) -> None:
    text = sign * 10_000 + "word"
    for width in (1, 20, 80):
        found = list(lines(Body(text), width))
        assert "word" in "".join(line.text[line.margin :] for line in found)
        assert len(found) <= 3 * len(text) // width + 200


def test_a_hundred_thousand_open_tags_are_a_few_lines() -> None:
    for tag in ("<div>", "<b>", "<ul><li>", "<table><td>", "<a href=x>"):
        found = list(lines(Body(tag * 100_000 + "word"), 80))
        assert found[-1].text.endswith("word")
        assert len(found) <= 100


def test_a_table_of_five_thousand_rows_is_laid_out_where_it_is_seen() -> None:
    rows = "".join(f"| row {number} | text of a cell |\n" for number in range(5_000))
    layout = Layout(Body(f"| a | b |\n|---|---|\n{rows}"), 80)
    layout.settle(0, 40)
    assert layout.laid_out <= 130
    layout.settle(layout.height, 40)
    assert layout.laid_out <= 260
    assert "row 4999" in layout.line(layout.height - 1).text
    said = list(plain.render(Body(f"| a | b |\n|---|---|\n{rows}"), 80))
    assert [line.split(" |")[0].strip() for line in said[2:]] == [f"row {n}" for n in range(5_000)]


@pytest.mark.parametrize("width", [1, 20, 80, 300])
def test_a_table_of_five_hundred_columns_tells_each_cell(width: int) -> None:
    head = "|".join(f"h{number}" for number in range(500))
    row = "|".join(f"c{number}" for number in range(500))
    text = f"{head}\n{'|'.join(['---'] * 500)}\n{row}\n{row}\n"
    with Calls() as calls:
        found = list(lines(Body(text), width))
    said = "".join(line.text.strip() for line in found).replace(" ", "")
    assert all(f"h{number}:c{number}" in said for number in range(500))
    assert len(found) <= 2 * (len(head) + len(row)) // min(width, 4) + 2_000
    assert calls.made <= _DENSE * len(text)


def test_a_paragraph_of_a_million_characters_is_its_lines() -> None:
    text = "word " * 200_000
    with Calls() as calls:
        found = list(plain.render(Body(text), 80))
    assert found == [" ".join(["word"] * 16)] * 12_500
    assert calls.made <= 2 * len(text)
    assert len(list(plain.render(Body("x" * 1_000_000), 80))) == 12_500


def test_the_first_lines_of_a_large_body_are_little_work() -> None:
    def first(text: str) -> int:
        body = Body(text)
        with Calls() as calls:
            drawn: Iterator[str] = plain.render(body, 80)
            for _ in range(40):
                next(drawn)
        return calls.made

    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    for block in ("word " * 60 + "\n\n", "# Part\n\n- item\n\n", "> quote\n\n", table):
        small, large = block * 200, block * 20_000
        first(small)
        assert first(large) <= 8 * first(small)
