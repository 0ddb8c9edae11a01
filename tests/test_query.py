"""The query language: what is read, what is refused, and that printing loses nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.query import NONE, SORTS, Chip, Filter, Query, Sort, Word, date_span
from reader.query.fields import CLOSED

WORDS = [
    ("kubernetes", Word("kubernetes")),
    ('"service mesh"', Word("service mesh", phrase=True)),
    ("metric*", Word("metric", prefix=True)),
    ('"service me"*', Word("service me", phrase=True, prefix=True)),
    ("-event", Word("event", negated=True)),
    ('-"two words"', Word("two words", phrase=True, negated=True)),
    ("-metric*", Word("metric", prefix=True, negated=True)),
    # Text that looks like syntax and is none.
    ("c++", Word("c++")),
    ("c#", Word("c#")),
    ("foo-bar", Word("foo-bar")),
    ("http://x", Word("http://x")),
    ("https://example.org/a,b?c=d", Word("https://example.org/a,b?c=d")),
    ("std::move", Word("std::move")),
    ("12:30", Word("12:30")),
    ("::", Word("::")),
    (":x", Word(":x")),
    ("a:", Word("a:")),
    ("-", Word("-", phrase=True)),
    ("--flag", Word("--flag", phrase=True)),
    ("*", Word("*", phrase=True)),
    ("**", Word("**", phrase=True)),
    ("a,b", Word("a,b")),
    ('27"', Word('27"')),
    ('a"b"c', Word('a"b"c')),
    ("(none)", Word("(none)")),
    ("NEAR(", Word("NEAR(")),
    ('"say ""hi"""', Word('say "hi"', phrase=True)),
    ('"tag:x"', Word("tag:x", phrase=True)),
    ('""', Word("", phrase=True)),
    ("日本語", Word("日本語")),
    ("🎉", Word("🎉")),
]


@pytest.mark.parametrize(("text", "word"), WORDS, ids=[text for text, _ in WORDS])
def test_words(text: str, word: Word) -> None:
    assert Query.parse(text) == Query(words=(word,))


FILTERS = [
    ("category:Community", Filter("category", ("Community",))),
    ('author:"Author One"', Filter("author", ("Author One",))),
    ("tag:cni,grpc", Filter("tag", ("cni", "grpc"))),
    ('tag:"a, b",c,"say ""hi"""', Filter("tag", ("a, b", "c", 'say "hi"'))),
    ("-tag:event", Filter("tag", ("event",), negated=True)),
    ("-tag:a,b", Filter("tag", ("a", "b"), negated=True)),
    ("tag:(none)", Filter("tag", (NONE,))),
    ("topics:x", Filter("topics", ("x",))),
    ('"Blog topics":x', Filter("Blog topics", ("x",))),
    ("tags:x", Filter("tag", ("x",))),
    ("Author:x", Filter("author", ("x",))),
    ("tag:c++", Filter("tag", ("c++",))),
    ("tag:a:b", Filter("tag", ("a:b",))),
    ("tag:-x", Filter("tag", ("-x",))),
    ('tag:27"', Filter("tag", ('27"',))),
    ('tag:""', Filter("tag", ("",))),
    ("tag:BPF,bpf", Filter("tag", ("BPF",))),
    ("category:/a/b", Filter("category", ("/a/b",))),
    ("after:2017-05", Filter("after", ("2017-05",))),
    ("before:2017-06-30", Filter("before", ("2017-06-30",))),
    ("year:2016,2017", Filter("year", ("2016", "2017"))),
    ("year:(none)", Filter("year", (NONE,))),
    ("state:draft", Filter("state", ("draft",))),
    ("state:Draft,ANY", Filter("state", ("draft", "any"))),
    ("has:image", Filter("has", ("image",))),
    ("-has:TABLE,Math", Filter("has", ("table", "math"), negated=True)),
    ("is:unread", Filter("is", ("unread",))),
    ("is:bookmarked", Filter("is", ("bookmarked",))),
    ("lang:fr", Filter("lang", ("fr",))),
    ("Lang:ANY,zh-CN", Filter("lang", ("any", "zh-CN"))),
    ("-lang:(none)", Filter("lang", (NONE,), negated=True)),
]


@pytest.mark.parametrize(("text", "one"), FILTERS, ids=[text for text, _ in FILTERS])
def test_filters(text: str, one: Filter) -> None:
    assert Query.parse(text) == Query(filters=(one,))


def test_items_stand_in_any_order_and_print_in_one() -> None:
    query = Query.parse("  sort:title tag:a  one\t-tag:b\n-two sort:-date  ")
    assert query == Query(
        words=(Word("one"), Word("two", negated=True)),
        filters=(Filter("tag", ("a",)), Filter("tag", ("b",), negated=True)),
        sort=Sort("date", descending=True),
    )
    assert str(query) == "one -two tag:a -tag:b sort:-date"


def test_every_sort_reads_both_ways() -> None:
    for key in SORTS:
        assert Query.parse(f"sort:{key}").sort == Sort(key)
        assert Query.parse(f"sort:-{key}").sort == Sort(key, descending=True)


def test_an_empty_text_is_the_query_of_everything() -> None:
    assert Query.parse("") == Query.parse(" \n\t ") == Query()
    assert str(Query()) == ""


MISTAKES = [
    ('"never closed', 1, "never closed"),
    ('one "', 5, "never closed"),
    ('one -"two', 6, "never closed"),
    ('tag:"x', 5, "never closed"),
    ('tag:a,"x', 7, "never closed"),
    ('"""', 1, "never closed"),
    ('"one"two', 6, "space"),
    ('tag:"one"two', 10, "space"),
    ("tag:", 5, "write tag:"),
    ("lang:", 6, "write lang:fr or lang:any"),
    ("one tag: two", 9, "right behind the colon"),
    ("tag:a,", 7, "right behind the comma"),
    ("tag:a, b", 7, "right behind the comma"),
    ("tag:,a", 5, "right behind the colon"),
    ('"Blog topics":', 15, "right behind the colon"),
    ("state:foo", 7, "published, draft, future, expired, hidden and any"),
    ("state:draft,foo", 13, "published"),
    ("-state:foo", 8, "published"),
    ("one two sort:foo", 14, "date, title, words, author and rank"),
    ("sort:date,title", 1, "one key"),
    ("-sort:date", 1, "sort:-date"),
    ("year:abc", 6, "year:2017"),
    ("year:2017-05", 6, "year:2017"),
    ("year:0000", 6, "year:2017"),
    ("year:２０１７", 6, "year:2017"),
    ("after:2017-13", 7, "no such date"),
    ("before:2017-02-30", 8, "no such date"),
    ("after:yesterday", 7, "2017-05-11"),
    ("after:2017-5", 7, "2017-05-11"),
    ("after:(none)", 7, "2017-05-11"),
    ("is:foo", 4, "unread"),
    ("is:", 4, "read, unread and bookmarked"),
    ("tag:a has:imgae", 11, "has: takes image, code, table, math and problem"),
    ("has:", 5, "image, code, table, math and problem"),
    ("w " * 200 + "x", 401, "more than 200"),
    ("w " * 200 + "-x*", 401, "more than 200"),
    ("w " * 200 + '"x y"', 401, "more than 200"),
    ("after:" + ",".join(["2017"] * 201), 1007, "more than 200"),
    ("a b tag:" + ",".join("t" * 199), 405, "more than 200"),
]


@pytest.mark.parametrize(
    ("text", "column", "fitting"), MISTAKES, ids=[mistake[0][:20] for mistake in MISTAKES]
)
def test_a_mistake_names_its_column_and_what_would_fit(
    text: str, column: int, fitting: str
) -> None:
    with pytest.raises(QueryError, match=f"column {column}:") as caught:
        Query.parse(text)
    assert caught.value.column == column
    assert fitting in caught.value.cause


def test_as_many_words_and_values_as_fit() -> None:
    assert len(Query.parse("w " * 200).words) == 200
    assert len(Query.parse("w " * 100 + "year:2017," + "2018," * 98 + "2019").words) == 100


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-06", date(2017, 6, 1), date(2017, 6, 30)),
        ("2017-12", date(2017, 12, 1), date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-05-11", date(2017, 5, 11), date(2017, 5, 11)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_includes_all_that_is_written(text: str, first: date, last: date) -> None:
    assert date_span(text) == (first, last)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Filter("state", ("foo",)),
        lambda: Filter("after", ("soon",)),
        lambda: Filter("year", ("17",)),
        lambda: Filter("is", ("red",)),
        lambda: Sort("size"),
    ],
)
def test_no_value_can_be_built_that_the_language_refuses(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=r"\w"):
        make()


def test_toggle_adds_to_the_one_positive_filter_and_takes_away_again() -> None:
    query = Query(page=7, page_size=5).toggle("tag", "cni")
    assert query == Query(filters=(Filter("tag", ("cni",)),), page_size=5)
    both = query.at(3).toggle("tag", "gRPC")
    assert both == Query(filters=(Filter("tag", ("cni", "gRPC")),), page_size=5)
    assert both.toggle("tag", "CNI") == Query(filters=(Filter("tag", ("gRPC",)),), page_size=5)
    assert query.toggle("tag", "cni") == Query(page_size=5)


def test_toggle_leaves_what_is_excluded_and_what_is_of_other_fields() -> None:
    query = Query.parse("-tag:a category:a word")
    assert query.toggle("tag", "a") == Query.parse("-tag:a category:a tag:a word")
    assert query.toggle("tag", "a").toggle("tag", "a") == query


def test_toggle_takes_a_value_out_of_every_filter_that_holds_it() -> None:
    query = Query.parse("tag:a,b tag:B,c")
    assert query.toggle("tag", "b") == Query.parse("tag:a tag:c")
    assert query.toggle("tags", "d") == Query.parse("tag:a,b,d tag:B,c")
    assert Query.parse("tag:b tag:b").toggle("tag", "b") == Query()


def test_holds_speaks_of_positive_filters() -> None:
    query = Query.parse("tag:BPF,(none) -category:news")
    assert query.holds("tag", "bpf")
    assert query.holds("tags", NONE)
    assert not query.holds("tag", "cni")
    assert not query.holds("category", "news")


def test_chips_name_what_is_active_and_take_it_away() -> None:
    text = 'kubernetes "service mesh" -metric* category:Technology tag:cni,grpc -tag:event,x '
    query = Query.parse(text + "after:2017-05 sort:-date", page=4, page_size=20)
    chips = query.chips()
    assert [chip.label for chip in chips] == [
        "kubernetes", '"service mesh"', "not metric*", "category Technology", "tag cni", "or grpc",
        "not tag event", "not tag x", "after 2017-05",
    ]  # fmt: skip
    assert all(chip.query.page == 1 and chip.query.page_size == 20 for chip in chips)
    without = dict(chips)
    assert str(without["not metric*"]) == str(query).replace("-metric* ", "")
    assert str(without["tag cni"]) == str(query).replace("cni,", "")
    assert str(without["or grpc"]) == str(query).replace(",grpc", "")
    assert str(without["category Technology"]) == str(query).replace("category:Technology ", "")
    assert Query().chips() == ()
    assert isinstance(chips[0], Chip)


def test_the_ways_from_one_query_to_another() -> None:
    query = Query.parse("one tag:a sort:title", page=4, page_size=20)
    assert query.cleared() == Query(sort=Sort("title"), page_size=20)
    assert query.at(9) == Query.parse("one tag:a sort:title", page=9, page_size=20)
    assert query.at(0).page == 1
    assert query.sized(5) == Query.parse("one tag:a sort:title", page=4, page_size=5)
    assert query.sized(0).page_size == 1
    assert query.sized(None).page_size is None
    assert query.sorted_by(None) == Query.parse("one tag:a", page_size=20)
    assert query.with_text("two") == Query.parse("two", page_size=20)
    with pytest.raises(QueryError):
        query.with_text("state:foo")


def test_a_query_is_a_key() -> None:
    assert len({Query.parse("a tag:b"), Query.parse("tag:b   a"), Query.parse("a")}) == 2


nasty = st.text(st.sampled_from('"":,-*aB/ \t()é語0'), max_size=8) | st.text(max_size=6)
words = st.builds(Word, nasty, st.booleans(), st.booleans(), st.booleans())
spans = st.dates().map(str).flatmap(lambda day: st.sampled_from([day[:4], day[:7], day]))
fields = st.sampled_from(["category", "author", "tag", "tags", "series", "Tag"]) | nasty.filter(
    lambda name: name.lower() not in ("after", "before", "year", "state", "has", "is", "sort")
)
filters = st.one_of(
    st.builds(Filter, fields, st.lists(nasty, max_size=3).map(tuple), st.booleans()),
    st.builds(Filter, st.sampled_from(["after", "before"]), st.tuples(spans), st.booleans()),
    st.builds(Filter, st.just("year"), st.tuples(spans.map(lambda day: day[:4])), st.booleans()),
    *(
        st.builds(Filter, st.just(name), st.lists(st.sampled_from(values)).map(tuple))
        for name, values in CLOSED.items()
    ),
)
queries = st.builds(
    Query,
    st.lists(words, max_size=3).map(tuple),
    st.lists(filters, max_size=3).map(tuple),
    st.none() | st.builds(Sort, st.sampled_from(SORTS), st.booleans()),
)


@given(queries)
def test_what_is_printed_reads_back_as_the_same_value(query: Query) -> None:
    assert Query.parse(str(query)) == query
    assert str(Query.parse(str(query))) == str(query)


@given(st.text(st.sampled_from('"":,-*ab/ tag:state')) | st.text())
def test_any_text_is_a_query_or_a_mistake_in_it(text: str) -> None:
    try:
        query = Query.parse(text)
    except QueryError as error:
        query, column = Query(), error.column
    else:
        column = 1
    assert 1 <= column <= len(text) + 1
    assert Query.parse(str(query)) == query


@given(queries, st.sampled_from(["tag", "category", "topics"]), nasty)
def test_toggle_flips_what_a_query_holds(query: Query, field: str, value: str) -> None:
    assert query.toggle(field, value).holds(field, value) is not query.holds(field, value)


@given(queries)
def test_taking_every_chip_away_leaves_the_cleared_query(query: Query) -> None:
    left = query
    while chips := left.chips():
        left = chips[0].query
    assert left == query.cleared()
