"""Saved views: what they stand for, and what may not be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.query import Query
from reader.query.grammar import placed
from reader.views import checked, expand, unknown

VIEWS = {
    "new": "is:unread sort:-date",
    "both": 'one "two words" tag:a,b',
    "été.1": "year:2017",
    "all": "",
}


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("@new", "is:unread sort:-date"),
        ("@new tag:cni", "is:unread sort:-date tag:cni"),
        ("  @both\t@été.1 ", '  one "two words" tag:a,b\tyear:2017 '),
        ("@all", ""),
        # What only looks like a view.
        ("@", "@"),
        ("@other", "@other"),
        ("@News", "@News"),
        ("@new*", "@new*"),
        ('"@new"', '"@new"'),
        ("me@new", "me@new"),
        ("tag:@new", "tag:@new"),
        ('author:"x @new y"', 'author:"x @new y"'),
        ("-@other", "-@other"),
    ],
)
def test_a_name_stands_for_its_query(text: str, expanded: str) -> None:
    assert expand(text, VIEWS) == expanded


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("one -@new", 5, "cannot be negated"),
        ("@both state:foo", 13, "published"),
        ('@new "x', 6, "never closed"),
    ],
)
def test_a_mistake_has_its_column_in_what_was_typed(text: str, column: int, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        expand(text, VIEWS)
    assert caught.value.column == column


def test_what_stands_for_too_much_is_a_mistake_too() -> None:
    views = checked({"long": "w " * 150})
    with pytest.raises(QueryError, match="more than 200"):
        Query.parse(expand("@long @long", views))


def test_views_that_can_be_read_are_taken_as_they_are() -> None:
    assert checked(VIEWS) == VIEWS
    assert checked({"home": "@home-page me@home"}) == {"home": "@home-page me@home"}


@pytest.mark.parametrize(
    ("views", "words"),
    [
        ({"my view": "a"}, "'my view' is no name"),
        ({"": "a"}, "'' is no name"),
        ({"-a": "a"}, "letters, figures"),
        ({"a": 3}, "views.a is 3; it takes a query"),
        ({"a": {"b": "c"}}, "it takes a query"),
        ({"ok": "b", "a": "tag:cni state:foo"}, "views.a, column 15: .* published, draft"),
        ({"a": '"x'}, "views.a, column 1: .*never closed"),
        ({"a": "a", "b": "tag:x -@a"}, "views.b, column 7: @a is a view"),
        ({"a": "@a"}, "views.a, column 1: @a is a view"),
    ],
)
def test_a_mistake_names_the_view_and_its_column(views: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        checked(views)


@pytest.mark.parametrize(
    ("text", "views", "words"),
    [
        ("kubernetes", VIEWS, ""),
        ('"@nwe"', VIEWS, ""),
        ("@", VIEWS, ""),
        ("@(x)", VIEWS, ""),
        ("@nwe -@x", {"new": "a"}, "no view is called nwe or x; there is new"),
        ("@nwe*", {"new": "a", "old": "b"}, "no view is called nwe; there are new and old"),
        ("@nwe", {}, "no view is called nwe; none is saved"),
    ],
)
def test_a_word_that_looks_like_a_view_is_told(
    text: str, views: dict[str, str], words: str
) -> None:
    assert unknown(Query.parse(text), views) == words


texts = st.text(st.sampled_from('"":,-*@ab/ \ttag:state')) | st.text()


@given(texts, st.dictionaries(st.from_regex(r"[ab@]{1,2}", fullmatch=True), texts, max_size=3))
def test_whatever_is_saved_what_it_stands_for_can_be_read(text: str, views: dict[str, str]) -> None:
    try:
        known = checked(views)
        query = Query.parse(expand(text, known))
    except (ValueError, QueryError):
        return
    assert Query.parse(str(query)) == query
    # What a name stands for holds no name: nothing is left to expand.
    assert Query.parse(expand(expand(text, known), known)) == query


@given(texts)
def test_the_places_of_items_are_theirs(text: str) -> None:
    try:
        found = list(placed(text))
    except QueryError:
        return
    ends = [0]
    for start, end, item in found:
        assert not text[ends[-1] : start].strip()
        assert [one for _, _, one in placed(text[start:end])] == [item]
        ends.append(end)
    assert not text[ends[-1] :].strip()
