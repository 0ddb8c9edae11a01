"""The cheap strip has the words that are read in a post: those of its full parse, drawn.

It is another text in what is told here, and in no more: neither has the kinds of callouts, the
numbers of notes and lists or what names an embedded thing, which are drawn and not written.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.layout import lines
from reader.layout.signs import SCREEN
from reader.markup.document import Body
from reader.source.document import load
from reader.source.text import plain

POSTS = Path(__file__).parents[2] / "posts"
# What is drawn and not written: languages, addresses, numbers; and formulas, drawn as signs.
_FURNITURE = frozenset(["label", "source", "marker", "back", "fold", "chip", "footnote", "math"])
_KINDS = frozenset(["note", "tip", "important", "warning", "caution", "info"])
# The post that shows every construct has those that the strip takes for what they are not:
# formulas and emoji are their source to it, a frame's title is of the frame, and what stands in
# `raw` is a tag like any other.
_EXCEPTIONS = {
    "everything-it-draws.md": (
        "a talk of half an hour braces tags",
        "e i pi 1 0 alpha le beta 1 gamma 2 sum i 1 n i frac n n 1 2 ce 2h2 o2 2h2o tada 1",
    )
}
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words as they are searched; raised and lowered digits are digits."""
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def drawn(body: str) -> list[str]:
    """The words of a body as it is drawn, without furniture."""
    found: list[str] = []
    for line in lines(Body(body), 2000, SCREEN):
        at, said = 0, ""
        for span in line.spans:
            kept = span.text[max(0, line.margin - at) :]
            at += len(span.text)
            roles = set(span.role.split())
            # A picture in the text is “[image: what it shows]”.
            kept = kept.removeprefix("[image:") if "image" in roles else kept.removeprefix("ℹ")
            said += " " if roles & _FURNITURE else kept
        found += words(said)
    return found


def differences(body: str) -> tuple[Counter[str], Counter[str]]:
    """The words that the strip loses, and those that it adds."""
    read, stripped = Counter(drawn(body)), Counter(words(plain(body)))
    lost = {word: count for word, count in (read - stripped).items() if word not in _KINDS}
    return Counter(lost), stripped - read


@pytest.mark.parametrize("path", sorted(path.name for path in POSTS.glob("*.md")))
def test_the_posts_that_ship_keep_their_words(path: str) -> None:
    lost, added = differences(load(POSTS, path).body)
    but_lost, but_added = _EXCEPTIONS.get(path, ("", ""))
    assert lost == Counter(but_lost.split())
    assert added == Counter(but_added.split())


@pytest.mark.parametrize(
    "body",
    [
        "Said[^1] again[^b].\n\n[^1]: The support.\n[^b]:\n    Two *paragraphs*.\n\n    Of it.\n",
        "A [link][ref] and [another](\nhttps://a.example/p).\n\n[ref]:\n  https://b.example/x\n",
        "See [[a talk] of it](https://a.example/x), [[b]](/y) and ![a cat](c.png).\n",
        '![a cat](cat.png "On the mat")\n\n<img src="a.png" alt="A dog"> and more\n',
        "To [[the page|its name]] and [[Another]].\n",
        "![a](b.png){ loading=lazy width=20 } [c](d){.e} `f`{.g}\n",
        "<!-- `hidden` --> `shown` and `this`, \\*too\n",
        "<pre><code>```js words\n</code></pre>\n\n[a](https://b.example)\n",
    ],
)
def test_what_is_hard_to_strip(body: str) -> None:
    assert differences(body) == ({}, {})


_WORDS = st.text(st.sampled_from("abdefghkmnoprstuwyzéßжع漢"), min_size=2, max_size=7)
_SOME = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)


def _form(form: str) -> st.SearchStrategy[str]:
    """Words in a form: each `@` is some."""
    parts = form.split("@")
    return st.lists(_SOME, min_size=len(parts) - 1, max_size=len(parts) - 1).map(
        lambda said: "".join(part + words for part, words in zip(parts, [*said, ""], strict=True))
    )


_INLINE = st.one_of(
    *[
        _form(form)
        for form in (
            "@", "@", "**@**", "*@*", "_@_", "__@__", "~~@~~", "`@`", "[@](https://a.example/b)",
            "[**@** @](/c)", "[@][r]", "![@](d.png)", "[![@](e.png)](f)", "<https://g.example/h>",
            "<kbd>@</kbd>", "<span class=\"x\">@</span>", "@<br>@", "\\*@\\*", "@ &amp; @", "“@”",
            "@ < @", "snake_@", "`a_b*c`", "@[^n]", "@ <!-- @ -->", "(@)", "@: @,", "@!",
            "5 * 3 = 15",
            "@ | @",
        )
    ]
)  # fmt: skip
_PROSE = st.lists(_INLINE, min_size=1, max_size=5).map(" ".join)
_PARAGRAPH = st.lists(_PROSE, min_size=1, max_size=3).map("\n".join)


def _indented(text: str, first: str, rest: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *(rest + line for line in tail)])


_BLOCK = st.one_of(
    _PARAGRAPH.map("{}".format),
    st.tuples(st.integers(1, 6), _SOME).map(lambda p: f"{'#' * p[0]} {p[1]}"),
    st.tuples(st.integers(1, 6), _SOME).map(lambda p: f"{'#' * p[0]} {p[1]} {'#' * p[0]}"),
    st.tuples(_SOME, st.sampled_from("=-")).map(lambda p: f"{p[0]}\n{p[1] * 5}"),
    st.lists(_PROSE, min_size=1, max_size=3).map(lambda p: "\n".join(f"- {one}" for one in p)),
    st.lists(_PROSE, min_size=1, max_size=3).map(lambda p: "\n".join(f"1. {one}" for one in p)),
    st.tuples(_SOME, _PROSE).map(lambda p: f"- {p[0]}\n    - {p[1]}\n- [x] {p[0]}"),
    _PARAGRAPH.map(lambda p: _indented(p, "> ", "> ")),
    _PARAGRAPH.map(lambda p: "> [!TIP]\n" + _indented(p, "> ", "> ")),
    st.tuples(_SOME, _SOME).map(lambda p: f"| {p[0]} | **{p[1]}** |\n|---|:-:|\n| {p[1]} | `x` |"),
    st.tuples(st.sampled_from(["```", "~~~", "````"]), st.sampled_from(["", "py"]), _SOME).map(
        lambda p: f"{p[0]}{p[1]}\n# {p[2]} *x* <b> [a](b)\n{p[0]}"
    ),
    st.sampled_from(["---", "* * *"]),
    _SOME.map(lambda p: f"<div>\n<p>{p}</p>\n</div>"),
    _SOME.map(lambda p: f"<details><summary>{p}</summary>\n\n{p}\n\n</details>"),
    _SOME.map(lambda p: f":::note {p}\n{p}\n:::"),
)
_END = "\n\n[r]: https://r.example/s\n[^n]: noted\n"


@given(st.lists(_BLOCK, min_size=1, max_size=6).map("\n\n".join))
def test_ordinary_documents_keep_their_words(body: str) -> None:
    assert differences(body + _END) == ({}, {})
