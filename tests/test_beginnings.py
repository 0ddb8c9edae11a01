"""Words that stand for all that begin so: the one under way, and those that no post has whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.beginnings import lacking, starred, under_way, with_stars
from reader.errors import QueryError
from reader.library import Library
from reader.query import Query

POSTS = {
    "a": ("[sea]", "Harbours and lighthouses along the coast."),
    "b": ("[sea, north]", "A lighthouse keeper counts the waves."),
    "c": ("[north]", "Snow lies on the harbour of the keepers."),
}
VIEWS = {"sea": "tag:sea"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("blog")
    for name, (tags, text) in POSTS.items():
        (folder / f"{name}.md").write_text(f"---\ntags: {tags}\n---\n{text}\n", encoding="utf-8")
    with Library.open(folder, cache=folder.parent / "cache") as opened:
        opened.refresh()
        yield opened


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("kub", "kub*"), ("one kub", "one kub*"), ("-kub", "-kub*"), ("kub ", "kub "), ("", ""),
        ('"kub"', '"kub"'), ('"kub', '"kub'), ("tag:kub", "tag:kub"), ("kub tag:k", "kub tag:k"),
        ("kub*", "kub*"), ("kub -", "kub -"), ("@sea", "@sea"), ("@se", "@se*"), ("a:", "a:"),
        ("*", "*"), ("kub| one", "kub*| one"), ("ku|b one", "ku|b one"), ("-|", "-|"),
        ('x"|', 'x"*|'),
    ],
)  # fmt: skip
def test_the_word_under_way(text: str, begun: str) -> None:
    cursor = text.find("|") if "|" in text else len(text)
    places = under_way(text.replace("|", ""), cursor, VIEWS)
    assert starred(text.replace("|", ""), places) == begun.replace("|", "")


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        # Whole words stay, as does what helps nowhere.
        ("lighthouse", "lighthouse"),
        ("zebra", "zebra"),
        ("light ", "light* "),
        ("  light\tcoas  ", "  light*\tcoas*  "),
        ("coast light", "coast light*"),
        # Beside what stands before it, not behind it.
        ("keeper harbour", "keeper harbour"),
        ("harb keep", "harb* keep*"),
        ("tag:sea harbour", "tag:sea harbour*"),
        ("harbour tag:sea", "harbour tag:sea"),
        ("tag:north -lighthouse wav", "tag:north -lighthouse wav"),
        ("light -wav", "light* -wav"),
        ('"light" light', '"light" light'),
        ("light zebra", "light* zebra"),
        ("@sea snow", "@sea snow"),
        ("keep @sea", "keep* @sea"),
        ("tag:none light", "tag:none light"),
        ("li", "li"),
    ],
)
def test_the_words_that_lack_a_star(library: Library, text: str, needed: str) -> None:
    assert starred(text, lacking(library.total, text, VIEWS)) == needed


def test_how_much_a_query_would_find(library: Library) -> None:
    query = Query.parse("harb tag:sea sort:title", page_size=3)
    begun, found = with_stars(library.total, query)
    assert (str(begun), begun.page_size, found) == ("harb* tag:sea sort:title", 3, 1)
    assert with_stars(library.total, Query.parse("zebra"))[1] == 0


words = st.sampled_from(
    ["harb", "harbour", "keep", "-light", '"li', '"wav"', "tag:sea", "@sea", "zebra", "a:", "sn*"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(words, max_size=4).map(" ".join))
def test_stars_only_ever_add_posts(library: Library, text: str) -> None:
    """And the text with them lacks none any more."""
    try:
        places = lacking(library.total, text)
    except QueryError:
        return
    more = starred(text, places)
    assert library.total(Query.parse(more)) >= library.total(Query.parse(text))
    assert lacking(library.total, more) == ()
