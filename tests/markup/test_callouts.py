"""Callouts in every spelling, and details whose content is Markdown."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Block, Callout, Code, Heading, List, Paragraph, Quote
from reader.markup.document import Body, walk


def blocks(text: str, chunk: int = 256) -> list[Block]:
    body = Body(text, chunk=chunk)
    body.advance()
    return list(body.blocks)


def outlined(block: Block) -> object:
    match block:
        case Callout():
            title = "".join(span.text for span in block.title.runs())
            return (block.kind, title, block.folded, [outlined(child) for child in block.children])
        case Paragraph() | Heading():
            return "".join(span.text for span in block.inline.runs())
        case Quote():
            return ("quote", [outlined(child) for child in block.children])
        case List():
            return [[outlined(child) for child in item.children] for item in block.items]
        case Code():
            return ("code", block.text)
    raise TypeError


NOTE = ("note", "Note", None, ["said"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!NOTE]\n> said", [NOTE]),
        ("> [!note]\n>\n> said", [NOTE]),
        ("> [!tip]- *My* title\n> said", [("tip", "My title", True, ["said"])]),
        ("> [!my-kind]+\n> said", [("my-kind", "My kind", False, ["said"])]),
        ("> [!faq]", [("faq", "Faq", None, [])]),
        ("> [!NOTE]\n> said\n> ---", [NOTE]),
        ("> [!a](b)", [("quote", ["!a"])]),
        ("> [NOTE]\n> said", [("quote", ["[NOTE] said"])]),
        (":::note\nsaid\n:::", [NOTE]),
        ("::: note\nsaid\n:::", [NOTE]),
        (":::note[A *title*]\nsaid\n:::", [("note", "A title", None, ["said"])]),
        (":::note A title\nsaid\n:::", [("note", "A title", None, ["said"])]),
        (':::note{title="A title"}\nsaid\n:::', [("note", "A title", None, ["said"])]),
        (":::{note} A title\nsaid\n:::", [("note", "A title", None, ["said"])]),
        ("::: details More\nsaid\n:::", [("details", "More", True, ["said"])]),
        ("::: {.callout-note}\n## Headed\nsaid\n:::", [("note", "Headed", None, ["said"])]),
        ('::: {.callout-tip collapse="true"}\nsaid\n:::', [("tip", "Tip", True, ["said"])]),
        (":::: {.columns}\n::: {.column}\nsaid\n:::\n::::", ["said"]),
        (
            "::::note\n:::tip\nsaid\n:::\n::::",
            [("note", "Note", None, [("tip", "Tip", None, ["said"])])],
        ),
        (
            ":::note\n:::tip\nsaid\n:::\n:::",
            [("note", "Note", None, [("tip", "Tip", None, ["said"])])],
        ),
        (
            "::::note\n:::tip\nsaid\n::::\nafter",
            [("note", "Note", None, [("tip", "Tip", None, ["said"])]), "after"],
        ),
        (":::note\n```\n:::\n```\nsaid\n:::", [("note", "Note", None, [("code", ":::"), "said"])]),
        (":::note\nsaid", [NOTE]),
        ("> :::note\n> said\n\nafter", [("quote", [NOTE]), "after"]),
        ("- a\n\n  :::note\n  said\n\nafter", [[["a", NOTE]], "after"]),
        ("before\n:::\nafter", ["before", "after"]),
        ("text ::: text", ["text ::: text"]),
        ("```\n:::note\n```", [("code", ":::note")]),
        ("!!! note\n    said", [NOTE]),
        (
            '!!! note "A *title*"\n    said\n\n        code\nafter',
            [("note", "A title", None, ["said", ("code", "code")]), "after"],
        ),
        ('!!! tip inline end "T"\n    said', [("tip", "T", None, ["said"])]),
        ('!!! note ""\n    said', [NOTE]),
        ("??? note\n    said", [("note", "Note", True, ["said"])]),
        ('???+ note "T"\n    said', [("note", "T", False, ["said"])]),
        ("- a\n\n    !!! note\n        said", [[["a", NOTE]]]),
        ("!!! what a day", ["!!! what a day"]),
        ("!!!! note\n    said", ["!!!! note said"]),
    ],
)
def test_spellings(text: str, expected: list[object]) -> None:
    assert [outlined(block) for block in blocks(text)] == expected
    assert blocks(text, chunk=1) == blocks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<details><summary>A <b>b</b></summary>\n\n*said*\n\n</details>",
            [("details", "A b", True, ["said"])],
        ),
        (
            "<details open>\n\n<summary>A</summary>\n\nsaid\n</details>",
            [("details", "A", False, ["said"])],
        ),
        (
            "<details>\n\n- a\n\n</details>\nafter",
            [("details", "Details", True, [[["a"]]]), "after"],
        ),
        (
            "<details><summary>A</summary>\n<p>said</p></details>",
            [("details", "A", True, ["said"])],
        ),
        (
            "<details>\n<summary>A</summary>\n\n<details>\n<summary>B</summary>\n\nsaid\n\n</details>\n\n</details>",
            [("details", "A", True, [("details", "B", True, ["said"])])],
        ),
        (
            "> <details><summary>A</summary>\n>\n> said\n>\n> </details>",
            [("quote", [("details", "A", True, ["said"])])],
        ),
        (
            "<div>\n<details><summary>A</summary>\n\nsaid\n\n</details>\n</div>\n\nafter",
            [("details", "A", True, ["said"]), "after"],
        ),
        ("<details><summary>A</summary>\n\nsaid", ["A", "said"]),
        ("<details><summary>A</summary>said\n\nmore", ["A", "said", "more"]),
        ("said\n\n</details>\n\nmore", ["said", "more"]),
        ("<!-- <details> -->\n\nsaid\n\n</details>", ["said"]),
        ("- <details><summary>A</summary>\n\n  said\n\n</details>", [[["A", "said"]]]),
    ],
)
def test_details(text: str, expected: list[object]) -> None:
    assert [outlined(block) for block in blocks(text)] == expected
    assert blocks(text, chunk=1) == blocks(text)


def test_lines_are_those_of_the_file() -> None:
    found = blocks("> [!NOTE]\n> a\n\n:::tip\nb\n:::\n\n<details>\n\nc\n\n</details>")
    assert [(block.line, block.end) for block in found] == [(1, 3), (4, 7), (8, 13)]
    assert [block.line for block in walk(found) if isinstance(block, Paragraph)] == [2, 5, 10]


def test_a_thousand_details_in_each_other_show_their_word() -> None:
    text = "<details>\n\n" * 1000 + "word\n\n" + "</details>\n\n" * 1000
    found = [block for block in walk(blocks(text)) if isinstance(block, Paragraph)]
    assert [outlined(block) for block in found] == ["word"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('=== "One"\n\n    said\n\n    - a\n\nafter', ["One", "said", [["a"]], "after"]),
        ('=== "One"\n    said\n===! "Two"\n\n    ```\n    x\n    ```',
         ["One", "said", "Two", ("code", "x")]),
        ('before\n===+ "*One*"\n\n        x', ["before", "One", ("code", "x")]),
        ('- a\n\n    === "One"\n\n        said', [[["a", "One", "said"]]]),
        ('=== "One', ['=== "One']),
        ("Title\n===", ["Title"]),
        ('"Title"\n=== ', ['"Title"']),
    ],
)  # fmt: skip
def test_content_tabs(text: str, expected: list[object]) -> None:
    for chunk in (1, 2, 256):
        assert [outlined(block) for block in blocks(text, chunk)] == expected


def test_a_summary_without_tags_is_markdown() -> None:
    (callout,) = blocks(
        "<details>\n<summary>One *two* &amp; `three`</summary>\n\nsaid\n\n</details>"
    )
    assert outlined(callout) == ("details", "One two & three", True, ["said"])
