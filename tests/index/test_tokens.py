"""Texts in tokens: as words are looked for, and as SQLite's tokenizer parts what it is given."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index.tokens import TOKENIZER, cores, pieces, prepared, spans, tokens

TEXTS = [
    "C++ and C# in foo-bar, snake_case; don't",
    "Kubernetes入門ガイド Éclair ŒUVRE ﬁn",
    "हिन्दी भाषा ไทย",
    "party🎉👩‍💻❤️ a×b 한국어",
    "a+b=c 2<3 $x `y`|z ~q~ ^ i++; g++",
    "¿Qué? «non» “x”—y… 3.14 1,000",
    "Ångström straße İstanbul naïve Zoë",
    "5°C Reader® £50 ½ 10±2 x¬y 〒 \u2066iso\u2069 π∞",
    "سلام، عالم؟ नमस्ते। דפ־דף \ufeffbom",
]


def stored(text: str) -> list[str]:
    """The tokens that SQLite keeps of a prepared text."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE VIRTUAL TABLE f USING fts5(t, tokenize = "{TOKENIZER}")')
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
    connection.execute("INSERT INTO f VALUES (?)", (text,))
    return [term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset")]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_that_sqlite_finds(text: str) -> None:
    assert stored(prepared(text).text) == [token.text for token in tokens(text)]


@given(st.text(st.sampled_from("aB1é+#-_ .\n漢ガ🎉ไ한’"), max_size=30))
def test_tokens_are_those_that_sqlite_finds_in_any_text(text: str) -> None:
    assert stored(prepared(text).text) == [token.text for token in tokens(text)]


@given(st.text(st.sampled_from('aé+#-_ (."’漢🎉'), max_size=12))
def test_signs_are_kept_as_sqlite_finds_them(text: str) -> None:
    kept = f" {' '.join(prepared(text).signed.split())} "
    for core in cores(text):
        assert stored(core.signed) == core.signed.split()
        assert not core.signed or f" {core.signed} " in kept


@pytest.mark.parametrize("text", ["d" * 128 + "=e", "a" * 100 + "-b", "a" * 99 + "-" + "b" * 50])
def test_a_long_word_is_asked_for_by_what_is_kept_of_it(text: str) -> None:
    kept, (core,) = prepared(f"One {text} more."), cores(text)
    assert f" {core.signed} " in f" {' '.join(kept.signed.split())} "
    assert core.signed or f" {core.plain} " in f" {' '.join(stored(kept.text))} "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C++", ("c", "+", "+")),
        ("C", ("c",)),
        ("foo-bar", ("foo", "-", "bar")),
        ("foo, (bar) baz.", ("foo", "bar", "baz")),
        ("don’t", ("don", "'", "t")),
        ("[TODO]", ("[", "todo", "]")),
        ("Éclair", ("eclair",)),
        ("日本", ("日", "本")),
        ("::", (":", ":")),
        ("🎉", ("🎉",)),
        ("日本!", ("日", "本")),
        ("（日本）", ("日", "本")),
        ("Kubernetes™", ("kubernetes", "tm")),
        ("5°C", ("5", "°", "c")),
        ("नमस्ते।", ("नमस्ते",)),
        ("a\0-b", ("a", "-", "b")),
        ("", ()),
    ],
)
def test_pieces(text: str, found: tuple[str, ...]) -> None:
    assert pieces(text) == found


@pytest.mark.parametrize(
    ("text", "word", "prefix", "found"),
    [
        ("The C++ code; c code", "c code", False, ["C++ code", "c code"]),
        ("The C++ code; c code", "c++", False, ["C++"]),
        ("a foo-bar, a foo bar", "foo-bar", False, ["foo-bar"]),
        ("a foo-bar, a foo bar", "foo bar", False, ["foo-bar", "foo bar"]),
        ("a service\nmesh, Service-Mesh", "service mesh", False, ["service\nmesh", "Service-Mesh"]),
        ("metric, metrics, meter", "metric", True, ["metric", "metrics"]),
        ("metric, metrics, meter", "metric", False, ["metric"]),
        ("CAFÉ cafés", "cafe", True, ["CAFÉ", "cafés"]),
        ("日本語の本", "本", False, ["本", "本"]),
        ("aaa", "a", False, []),
        ("anything", "", True, []),
    ],
)
def test_spans(text: str, word: str, prefix: bool, found: list[str]) -> None:
    there = spans(text, [(pieces(word), prefix)])
    assert [text[start:end] for start, end in there] == found


@given(st.text(max_size=40), st.text(max_size=5), st.booleans())
def test_spans_stand_apart_whatever_the_text(text: str, word: str, prefix: bool) -> None:
    after = 0
    for start, end in spans(text, [(pieces(word), prefix), (pieces(text[:3]), False)]):
        assert after <= start < end <= len(text)
        after = end


@given(st.text(st.sampled_from("ab1 \n.,;:!?\"'()+#-_/"), max_size=60))
def test_no_word_with_signs_is_passed_over(text: str) -> None:
    runs = {run.lstrip("\"'(").rstrip("\"'),.;:!?") or run for run in text.split()}
    signed = sorted(run for run in runs if not run.isalnum())
    kept = [core.signed.split() for run in signed for core in cores(run)]
    found = prepared(text).signed.split("\ue000")
    assert [one.split() for one in found if one] == kept


def test_every_character_is_to_sqlite_what_it_is_here() -> None:
    # A letter on both sides shows whether it parts them. Two at the end are no characters, and
    # Unicode made a symbol of U+166D after SQLite had its tables.
    codes = [code for code in range(0x80, 0xFFFE) if not 0xD800 <= code < 0xE000 and code != 0x166D]
    for start in range(0, len(codes), 4_000):
        text = " ".join(f"a{chr(code)}b" for code in codes[start : start + 4_000])
        assert stored(prepared(text).text) == [token.text for token in tokens(text)]
