"""Where the words of a query stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.found import in_bodies, in_names, places
from reader.index.tokens import spans
from reader.query import Query, Word

FILLER = "nothing of it here, " * 40


def marked(text: str, query: str, *, names: bool = False) -> list[str]:
    wanted = (in_names if names else in_bodies)(Query.parse(query))
    return [text[start:end] for start, end in places(text, wanted)]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("cafe", "A café, a CAFÉ, cafés", ["café", "CAFÉ"]),
        ("caf*", "A café, cafés", ["café", "cafés"]),
        ('"service mesh"', "A service\n\nmesh, a service", ["service\n\nmesh"]),
        ("mesh service", "A service mesh", ["service", "mesh"]),
        ("-mesh service", "A service mesh", ["service"]),
        ("c++", "C++, c and C", ["C++"]),
        ("日本", "日本語、本日", ["日本"]),
        ("日*", "日本語", ["日"]),
        ("tag:mesh", "mesh", []),
        ("", "anything", []),
        ("foo-bar", "foo-bar, foo bar", ["foo-bar"]),
        ("foo-bar", FILLER[:90] + "(foo-bar) foo bar", ["foo-bar"]),
        ("::", "std::move", ["::"]),
        ("don't", "Don’t; don‘t, don't, dont", ["Don’t", "don‘t", "don't"]),
        ("-- ::", "--x::", ["--", "::"]),
        ("…", "a … b", []),
        ("👍", "👍🏽 and 👍", ["👍🏽", "👍"]),
        ("💻", "a 👩‍💻 there", ["👩‍💻"]),
        ("ไ", "ไม้", ["ไ"]),
        ("mesh", FILLER + "mesh " + FILLER + "Mesh", ["mesh", "Mesh"]),
        ('"one two three"', FILLER[:250] + " one " + ". " * 200 + "two three", None),
    ],
)
def test_words_are_found_as_the_index_finds_them(
    query: str, text: str, found: list[str] | None
) -> None:
    there = marked(text, query)
    assert there == found if found is not None else len(there) == 1


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("ku*", []),
        ("kub*", ["kubernetes"]),
        ('"move k*"', []),
        ('"move kub*"', []),
        ('"move kub"*', ["move, kubernetes"]),
        ("std::mov*", ["std::move"]),
        ("-kub*", []),
    ],
)
def test_short_beginnings_are_looked_for_in_names_only(query: str, body: list[str]) -> None:
    text = "std::move, kubernetes, *"
    assert marked(text, query) == body
    name = {"ku*": ["kubernetes"], '"move k*"': []}.get(query, body)
    assert marked(text, query, names=True) == name


TEXTS = st.text(st.sampled_from("aAb1é+#-_,.:'’½ \n漢ガ🎉ไ한’\u0301\u3099\u0316ﬁ"), max_size=60)
WORDS = st.lists(
    st.builds(Word, st.text(st.sampled_from("ab1é+#-:'’½漢ガ🎉 ﬁ\u0316"), min_size=1, max_size=4),
              st.booleans(), st.booleans()),
    min_size=1, max_size=3,
)  # fmt: skip


@given(TEXTS, TEXTS, st.sampled_from([" ", ",", "x", "漢"]), WORDS, st.booleans())
def test_places_hold_what_spans_finds(
    before: str, after: str, filler: str, words: list[Word], names: bool
) -> None:
    text = before + filler * 300 + after
    wanted = in_bodies(Query(tuple(words)))
    there = list(places(text, wanted))
    # A place may hold more than its word, and so more than one of them.
    for start, end in spans(text, wanted.words):
        assert any(low <= start and end <= high for low, high in there)
    for low, high in there:
        assert any(True for _ in spans(text[low:high], wanted.words))
    if text.isascii():
        assert there == list(spans(text, wanted.words))


@given(st.text(max_size=60), WORDS)
def test_places_stand_apart_in_any_text(text: str, words: list[Word]) -> None:
    after = 0
    for start, end in places(text, in_names(Query(tuple(words)))):
        assert after <= start < end <= len(text)
        after = end
