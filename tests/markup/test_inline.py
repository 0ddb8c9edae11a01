"""Text inside a block: looks, links, pictures and inline HTML."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from reader.markup.blocks import Span
from reader.markup.inline import parse
from tests.markup.fragments import documents


def runs(text: str) -> list[tuple[str, str] | tuple[str, str, str]]:
    return [
        (text, role) if link is None else (text, role, link) for text, role, link in parse(text, {})
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [("plain", "")]),
        ("a *b* **c**", [("a ", ""), ("b", "em"), (" ", ""), ("c", "strong")]),
        ("***both***", [("both", "em strong")]),
        ("~~gone~~", [("gone", "strike")]),
        ("`a  b`", [("a  b", "code")]),
        ("**`x`**", [("x", "strong code")]),
        ("soft\nbreak", [("soft break", "")]),
        ("hard  \nbreak\\\nagain", [("hard\nbreak\nagain", "")]),
        ("&amp; &copy; \\*", [("& © *", "")]),
        ("[a *b*](u)", [("a ", "link", "u"), ("b", "link em", "u")]),
        ("<https://example.org/ü>", [("https://example.org/ü", "link", "https://example.org/ü")]),
        ("![alt *x*](p.png)", [("[image: alt x]", "image", "p.png")]),
        ("![](dir/p%20q.png?x)", [("[image: p q.png]", "image", "dir/p%20q.png?x")]),
        ("[![a](p)](u)", [("[image: a]", "link image", "u")]),
    ],
)
def test_markdown(text: str, expected: object) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://example.org/a_b_c.", "https://example.org/a_b_c"),
        ("www.example.org!", "http://www.example.org"),
        ("(https://example.org/(x))", "https://example.org/(x)"),
        ("mail me@example.org now", "mailto:me@example.org"),
        ("http://example.org/?q=a&amp;b", "http://example.org/?q=a&b"),
        (f"http://example.org/?q=&#{'9' * 5000};b", "http://example.org/?q=\ufffdb"),
        (f'<a href="x&#{"9" * 5000};">y</a>', "x\ufffd"),
        ("*https://example.org*", "https://example.org"),
    ],
)
def test_bare_addresses_are_links(text: str, link: str) -> None:
    assert link in [span.link for span in parse(text, {})]


@pytest.mark.parametrize("text", ["example.org", "`https://example.org`", "a://b", "x@y", "std::x"])
def test_what_is_no_bare_address(text: str) -> None:
    assert not any(span.link for span in parse(text, {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<br>b<br/>c", [("a\nb\nc", "")]),
        ("<b>x</b><i>y</i>", [("x", "strong"), ("y", "em")]),
        ('<a href="u&amp;v">x</a>', [("x", "link", "u&v")]),
        ("<a name=x>y</a>", [("y", "")]),
        ("H<sub>2</sub>O", [("H", ""), ("2", "sub"), ("O", "")]),
        ("<kbd>Ctrl</kbd> <mark>m</mark>", [("Ctrl", "kbd"), (" ", ""), ("m", "mark")]),
        ("a <!-- not seen --> b", [("a  b", "")]),
        ("<span class='x'>kept</span>", [("kept", "")]),
        ("x <script>bad()</script> y", [("x  y", "")]),
        ("x <script>kept", [("x kept", "")]),
        ("a<div>b</div>c", [("a\nb\nc", "")]),
        ("<img src=p.png alt='A &lt; B'>", [("[image: A < B]", "image", "p.png")]),
        ("x <iframe src='u'></iframe>", [("x ", ""), ("[frame: u]", "image", "u")]),
        ("<b>*x*</b>", [("x", "strong em")]),
        ("</b>x<b>", [("x", "")]),
    ],
)
def test_html(text: str, expected: object) -> None:
    assert runs(text) == expected


def test_definitions_come_from_the_environment() -> None:
    known = {"references": {"A B": {"href": "u", "title": ""}}}
    assert parse("[a  b]", known) == (Span("a  b", "link", "u"),)


@pytest.mark.parametrize(
    "text",
    [sign * 20_000 for sign in ("[", "<", "`a``", "*a_ ", "a:b@", "![", "[a](", "<!--", "~~", "&")],
    ids=lambda text: text[:4],
)
def test_hostile_text_is_kept(text: str) -> None:
    shown = "".join(span.text for span in parse(text, {}))
    assert len(shown) >= len(text) // 4


def test_a_picture_in_its_own_address_is_not_cut() -> None:
    source = "data:image/png;base64," + "QUJD" * 50_000
    assert parse(f"x ![p]({source}) y", {}) == (
        Span("x "),
        Span("[image: p]", "image", source),
        Span(" y"),
    )


@given(documents)
@settings(max_examples=200, deadline=None)
def test_runs_are_never_empty_and_neighbours_differ(text: str) -> None:
    spans = parse(text, {})
    assert all(span.text for span in spans)
    looks = [(span.role, span.link) for span in spans]
    assert all(one != other for one, other in pairwise(looks))
