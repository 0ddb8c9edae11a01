"""Mathematics: where it stands, and what of it is Unicode."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.markup.blocks import Formula, Paragraph
from reader.markup.document import Body
from reader.markup.math import unicode_math


def drawn(text: str) -> list[object]:
    """Each formula's source; of a paragraph, the text and role of its runs."""
    body = Body(text, chunk=2)
    body.advance()
    found: list[object] = []
    for block in body.blocks:
        if isinstance(block, Formula):
            found.append(block.source)
        elif isinstance(block, Paragraph):
            found.append([(span.text, span.role) for span in block.inline.runs()])
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a_1$", [("a₁", "math")]),
        ("so $x$, or", [("so ", ""), ("x", "math"), (", or", "")]),
        ("$$x^2$$ inside", [("x²", "math"), (" inside", "")]),
        ("$`x^2`$", [("x²", "math")]),
        (r"$\unknown{x}$", [(r"$\unknown{x}$", "math")]),
        (r"\(x^2\)", [("x²", "math")]),
        (r"\\(x^2\\)", [("x²", "math")]),
        (r"\(see here\)", [("(see here)", "")]),
        (r"\[see here\]", [("[see here]", "")]),
        (r"\(x\)", [("x", "math")]),
        (r"so \[x\]", [("so [x]", "")]),
        (r"\(a = b\)", [("a = b", "math")]),
        (r"\(\{a, b\} = c\)", [("{a, b} = c", "math")]),
        (r"so \( \<\)", [("so ( <)", "")]),
        (r"\(a\_b\)", [("(a_b)", "")]),
        (r"\(\\a\)", [(r"(\a)", "")]),
        (r"\(a \= b\)", [("(a = b)", "")]),
        (r"\(see this_name\)", [("(see this_name)", "")]),
        (r"\(<kbd>x</kbd>\)", [("(", ""), ("x", "kbd"), (")", "")]),
        ("$5 or $10", [("$5 or $10", "")]),
        ("US$5$ or", [("US$5$ or", "")]),
        ("$ x $", [("$ x $", "")]),
        ("$x$5", [("$x$5", "")]),
        (r"\$x\$", [("$x$", "")]),
        ("`$x$`", [("$x$", "code")]),
        ("$HOME/bin:$PATH", [("$HOME/bin:$PATH", "")]),
        ("$a *b* c$", [("a *b* c", "math")]),
    ],
)
def test_in_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert drawn(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\nx\n$$", ["x"]),
        ("$$ x $$", ["x"]),
        ("$$ x $$ (1)", ["x"]),
        ("$$x\ny$$ {#eq:a}", ["x\ny"]),
        ("```math\nx\n```", ["x"]),
        ("\\[\nx\n\\]", ["x"]),
        ("\\\\[ x \\\\]", ["x"]),
        ("\\begin{align*}\nx\n\\end{align*}", ["\\begin{align*}\nx\n\\end{align*}"]),
        ("a\n$$x$$\nb", [[("a", "")], "x", [("b", "")]]),
        ("$$\nx\n\ny", [[("$$ x", "")], [("y", "")]]),
        ("    $$x$$", []),
    ],
)
def test_on_lines_of_their_own(text: str, expected: list[object]) -> None:
    assert drawn(text) == expected


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("E = mc^2", "E = mc²"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2a}", "(a+b)/2a"),
        (r"\sum_{i=1}^{n} i^2", "∑ᵢ₌₁ⁿ i²"),
        (r"\int_0^\infty e^{-x} dx", "∫₀^∞ e⁻ˣ dx"),
        (r"e^{i\pi}", "e^(iπ)"),
        (r"\alpha \leq \beta", "α ≤ β"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "[ a b; c d ]"),
        (r"\begin{cases} 1 & x \\ 0 & y \end{cases}", "{ 1 x\n0 y"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b\nc = d"),
        (r"\sqrt{x^2+1}", "√(x²+1)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\text{if } x", "if x"),
        (r"\vec{v} \cdot \hat{n}", "v⃗·n̂"),
        (r"\left( x \right)", "( x )"),
        (r"\{1, 2\}", "{1, 2}"),
        (r"90^\circ", "90°"),
        (r"\binom{n}{k}", "C(n, k)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\unknown{x}", None),
        (r"\frac{\unknown}{x}", None),
        ("{", None),
        ("}{", None),
        ("{" * 50 + "}" * 50, None),
        ("x" * 5000, None),
        ("a\x1b[1m", "a␛[1m"),
        ("", None),
    ],
)
def test_unicode(tex: str, expected: str | None) -> None:
    assert unicode_math(tex) == expected


_PIECES = [r"\frac", r"\sqrt", "[", "]", "{", "}", "^", "_", "a", " ", "\\", "$", "&", "%", "#",
           r"\begin{cases}", r"\end{cases}", r"\left", r"\hat", r"\\", "é", "\n"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_has_its_unicode_or_none(tex: str) -> None:
    found = unicode_math(tex)
    assert found is None or "\\" not in found
    if found is not None:
        said = re.sub(r"\\[A-Za-z]+|%[^\n]*", "", tex)
        assert set(found) >= set(said) & set("é")
