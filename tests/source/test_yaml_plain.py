"""Plain front matter is read to the very values, quotes and lines that the parser makes of it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.source.frontmatter import Value, Written
from reader.source.loaders import Loaded, LoadError
from reader.source.yaml_loader import NotMappingError, parse_whole
from reader.source.yaml_plain import plain_mapping


def told(value: Value) -> object:
    """A value with what a comparison would not see: whether its texts are quoted."""
    if isinstance(value, dict):
        return {key: told(item) for key, item in value.items()}
    if isinstance(value, list):
        return [told(item) for item in value]
    if value is None:
        return None
    assert type(value) is Written
    return str(value), value.quoted


def whole(text: str) -> Loaded | None:
    try:
        return parse_whole(text)
    except (LoadError, NotMappingError):
        return None


def check(text: str) -> bool:
    """Compare the two; whether the text was plain enough for the first."""
    plain = plain_mapping(text)
    if plain is None:
        return False
    parsed = whole(text)
    assert parsed is not None
    assert told(plain) == told(parsed)
    assert list(plain) == list(parsed)
    assert (plain.lines, plain.flaws, plain.broken) == (parsed.lines, [], False)
    assert (parsed.flaws, parsed.broken) == ([], False)
    return True


PLAIN = [
    "title: One\n",
    "title: One two:three http://a.example/?x=1#y\n",
    "title:   spaces round it   \ndate: 2017-05-11 10:00:00 +0200\n",
    "title: It's “quoted” & (so) [on], {all} * of | it > % @ ` it!\n",
    "title: 'It''s: #1'\nsummary: \"a: b # c\"\nempty: ''\nalso: \"\"\n",
    "a: no\nb: 1.10\nc: 2017-02-30\nd: ~\ne: null\nf: NULL\ng: nUll\nh: 0x1F\ni: .inf\n",
    "a: =\nb: -1\nc: <\n",
    "a:\nb: \nc:    \n",
    "tags: []\nother: [ ] \nthird: []  \nmore: [a]\n",
    "tags: [a, b c, C#, c++, .net, -x, \"d, e\", 'f''g', ~, null]   \n",
    "tags:\n- a\n- 'b: c'\n- C#\n- null\ndate: x\n",
    "tags:\n    - a\n    -   b\n    - \"c\"  \n\n# a remark: with - signs\n  \ndate: x\n",
    "Yes: yes\nnull: 1\ny: n\n_a-b_1: x\n",
    "title: ünï 漢字 می\u200cخواهم 👩\u200d🚀 a\xa0b\n",
    "title: " + "long " * 400 + "\n",
    "tags:\n- " + "long " * 400 + "\n",
    "tags: [" + "long " * 400 + "]\n",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_front_matter_is_plain(text: str) -> None:
    assert check(text)


NOT_PLAIN = [
    "", "\n", "# nothing\n", "word\n", "- a\n", "a\n: b\n", "a: b", "a : b\n", "a:b\n", " a: b\n",
    "a: b # c\n", "a: b: c\n", "a: b:\n", "a: 'b' c\n", "a: 'b\n", "a: \"b\\n\"\n", "a: \"b\n",
    "a: &b c\n", "a: *b\n", "a: !!str b\n", "a: |\n  b\n", "a: >\n  b\n", "a: @b\n", "a: `b\n",
    "a: %b\n", "a: - b\n", "a: ? b\n", "a: {b: c}\n", "a: [b\n", "a: [b]]\n", "a: [b], c\n",
    "a: [b, , c]\n", "a: [b, ]\n", "a: [[b]]\n", "a: [b: c]\n", "a: [b:c]\n", "a: ['b':c]\n",
    "a: [b #c]\n", "a: [b, #c]\n", "a: [b,\n  c]\n", "a: [b] # c\n", "a: [?b]\n", "a: [b?]\n",
    "a: b\n  c\n", "a:\n  b\n", "a:\n  b: c\n", "a:\n\n- b\n", "a:\n- b\n  c\n", "a:\n- b\n - c\n",
    "a:\n  - b\n- c\n", "a:\n-\n", "a:\n- b: c\n", "a:\n- b:\n", "a:\n-b\n", "a:\n- - b\n",
    "a: b\n- c\n", "a: b\na: c\n", "a\t: b\n", "a:\tb\n", "a: b\t\n", "a: b\tc\n", "<<: *x\n",
    "a: b\x85\n", "a: b\u2028c: d\n", "a: \x07\n", "a: b\ufeff\n", "a: \ufffe\n", "\"a\": b\n",
    "%YAML 1.1\n", "a: b\n...\n", "? a\n: b\n", "a: b\n" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PLAIN, ids=ascii)
def test_what_is_not_certain_is_left_to_the_parser(text: str) -> None:
    assert plain_mapping(text) is None


def joined(parts: Sequence[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=6).map("".join)


_SIGNS = [
    *"abz019 _-.:,#'\"[]{}&*!|>%@`?~=<+/\\()$^;\t\xa0\u200c\u200d\ufeff\x85\u2028é漢😀\ufffd",
    "  ", ": ", " #", "''", "- ", "...", "---", "null", "true", "2017-05-11", "10:00", "'a'", '"b"',
    "<<", "!!str ", "&a ", "*a", "a: b",
]  # fmt: skip
_SCALARS = joined(_SIGNS) | st.text(max_size=8)
_KEYS = st.sampled_from(["a", "b", "c", "date", "tags", "null", "y", "<<", "a b", "é", "-", "'a'"])
_ITEMS = st.lists(_SCALARS, max_size=4)
_LINES = st.one_of(
    st.tuples(_KEYS, st.sampled_from([": ", ":", ":  ", " : "]), _SCALARS).map("".join),
    st.tuples(_KEYS, _SCALARS, st.sampled_from("'\"")).map(lambda p: f"{p[0]}: {p[2]}{p[1]}{p[2]}"),
    st.tuples(_KEYS, _ITEMS, st.sampled_from([", ", ",", " , "])).map(
        lambda p: f"{p[0]}: [{p[2].join(p[1])}]"
    ),
    st.tuples(_KEYS, _ITEMS, st.sampled_from(["- ", "  - ", "-  ", "-"])).map(
        lambda p: f"{p[0]}:" + "".join(f"\n{p[2]}{item}" for item in p[1])
    ),
    st.sampled_from(["", "  ", "# x", " # x", "- a", "  b", "...", "a:", "}"]),
    _SCALARS,
)  # fmt: skip


@given(st.lists(_LINES, max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines)))
@example("a: b\n\n- c\n")
@settings(max_examples=600)
def test_the_two_never_differ(text: str) -> None:
    check(text)


@given(st.text(st.sampled_from("ab:, -#'\"[]\n~"), max_size=24).map(lambda text: f"a: {text}\n"))
@settings(max_examples=600)
def test_the_two_never_differ_on_random_signs(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "a: ", "a:b", "a: [", "a,", "[a,", "- a\n", "''", "'a", '"a', "# \n", " #", "a: b\n"],
)
def test_time_is_linear_whatever_the_text(piece: str) -> None:
    started = time.process_time()
    for head in ("", "a: ", "a: [", "a: '", "a:\n- "):
        for _ in range(20):
            plain_mapping((head + piece * 10_000)[:9_999] + "\n")
    assert time.process_time() - started < 1
