"""Attribute lists, tables of contents, and paths of the source."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Heading
from reader.markup.dialects.attributes import fence_language
from tests.markup.shown import blocks, said


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One\n{: .a #b c=\"d\"}\n\nTwo", ["One", "Two"]),
        ("{:.a}\nOne", ["One"]),
        ("One *two*{: .a} [three](b){:target=\"_blank\"}.", ["One two three (b)."]),
        ("One `two`{.a} [three](b){ .c .d }", ["One two three (b)"]),
        ("> One\n{: .a }", ["> One"]),
        ("- one{:.a}\n- two\n{: .b}", ["- one", "- two"]),
        ("| a |\n|---|\n| b{: .c} |\n{: .d}", ["a", "-", "b"]),
        ("* TOC\n{:toc}\n\nOne", ["One"]),
        ("[TOC]\n\nOne", ["One"]),
        ("[[_TOC_]]\n\nOne", ["One"]),
        ("{::comment}\nhidden\n{:/comment}\n\nOne", ["One"]),
        ("{::nomarkdown}\nOne\n{:/}", ["One"]),
        ("A set {x : x > 1}, {.5}, { .5 }, {\"a\": 1}, {a}.",
         ["A set {x : x > 1}, {.5}, { .5 }, {\"a\": 1}, {a}."]),
        ("f(x){.a} and `{: .a}`", ["f(x){.a} and {: .a}"]),
        ("```\n{: .a}\n```", ["```", "{: .a}", "```"]),
        ("[a]({filename}/b.md) [c](|filename|d.md) [e](@/f.md)", ["a (b.md) c (d.md) e (f.md)"]),
        ("[a]\n\n[a]: {filename}/b.md", ["a (b.md)"]),
    ],
)  # fmt: skip
def test_lists_are_taken_out(text: str, lines: list[str]) -> None:
    assert said(text) == lines
    for chunk in (1, 2, 3):
        assert said(text, chunk=chunk) == lines


@pytest.mark.parametrize(
    ("text", "anchor", "read"),
    [
        ("## One two {#three}", "three", "## One two"),
        ("## One two {: .a #three}", "three", "## One two"),
        ("## One two {#three .a}  ##", "three", "## One two"),
        ("One two {#three}\n---", "three", "## One two"),
        ("## One two {:.no_toc}", "one-two", "## One two"),
        ("## One {.a}", "one", "## One"),
        ("## One {x} {1}", "one-x-1", "## One {x} {1}"),
    ],
)
def test_a_heading_keeps_its_id(text: str, anchor: str, read: str) -> None:
    (heading,) = blocks(text)
    assert isinstance(heading, Heading)
    assert heading.anchor == anchor
    assert said(text) == [read]


def test_anchors_stay_unique() -> None:
    text = "## One {#two}\n## Two\n## Three {#two}"
    assert [b.anchor for b in blocks(text) if isinstance(b, Heading)] == ["two", "two-1", "two-2"]


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("py", "py"),
        ("py title='a'", "py"),
        ("py{1,3}", "py"),
        ("{.py .numberLines}", "py"),
        ("{ .py title=a }", "py"),
        ("{title=a}", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_fence(info: str, language: str) -> None:
    assert fence_language(info) == language


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("f(x)_{n=2} and *one*{.a} and __two__{.b}", "f(x)_{n=2} and one and two"),
        ("a* b*{n=2}", "a* b*{n=2}"),
        (r"Sum $\sum_{i=0}^{n} i$ and $x_{k=1}$", "Sum ∑ᵢ₌₀ⁿ i and xₖ₌₁"),
        (r"\(x_{k=1}\) but `$x_{k=1}$` {: .x}", "xₖ₌₁ but $x_{k=1}$"),
    ],
)
def test_braces_of_mathematics_are_no_attribute_lists(source: str, read: str) -> None:
    assert said(source) == [read]
