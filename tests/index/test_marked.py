"""Lists by what the user said of posts, held against a plain filter."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.index.search import Search
from reader.index.store import Entry, Store
from reader.model import Post, Term
from reader.query import Filter, Query
from reader.query.fields import MARKS

from . import naive
from .test_search import NOW, ask_facets, ask_page, ask_position, filters, shown, some_posts


@dataclass
class Marks:
    """Marks that are set at will; `asked` counts how often they were read."""

    marked: dict[str, set[str]] = field(default_factory=dict)
    revision: int = 0
    asked: int = 0

    def set(self, mark: str, *paths: str) -> None:
        self.marked[mark] = set(paths)
        self.revision += 1

    def paths(self, mark: str) -> list[bytes]:
        self.asked += 1
        return [os.fsencode(path) for path in self.marked.get(mark, ())]


def stored(posts: tuple[Post, ...], marks: Marks, path: Path | None = None) -> Store:
    store = Store(path, "", naive.Rules, lambda: marks)
    store.write([Entry(post.path, 0, 0, True, post) for post in posts])
    return store


def paths_of(store: Store, query: str) -> list[str]:
    return [post.path for post in ask_page(store, Query.parse(query)).posts]


some_marks = st.lists(
    st.tuples(
        st.sampled_from(["read", "bookmarked"]),
        st.sets(st.sampled_from("abcdefgh/é\udcffz"), max_size=6),
    ),
    max_size=3,
)
said = st.builds(
    Filter,
    st.just("is"),
    st.lists(st.sampled_from(MARKS), min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
by_marks = st.builds(
    Query,
    st.just(()),
    st.tuples(said) | st.tuples(said, said) | st.tuples(said, filters),
    st.none(),
    st.integers(1, 3),
)


@settings(max_examples=200, deadline=None)
@given(some_posts, some_marks, st.lists(by_marks, min_size=1, max_size=3), st.integers(1, 3))
def test_sql_and_a_plain_filter_agree(
    posts: tuple[Post, ...],
    changes: list[tuple[str, set[str]]],
    asked: list[Query],
    size: int,
) -> None:
    marks = Marks()
    store = stored(posts, marks)
    for change in [None, *changes]:
        if change is not None:
            marks.set(change[0], *change[1])
        marked = marks.marked
        for query in asked:
            expected = naive.page(posts, query, size, NOW, marked=marked)
            page = ask_page(store, query, size)
            assert page.posts == tuple(map(shown, expected.posts))
            assert (page.number, page.of, page.total) == (
                expected.number, expected.of, expected.total,
            )  # fmt: skip
            everything = [post.path for post in naive.result(posts, query, NOW, marked=marked)]
            for post in posts:
                place = everything.index(post.path) if post.path in everything else None
                assert place == ask_position(store, query, post.path)
            for name in ("author", "tag", "year", "state"):
                counted = ask_facets(store, name, query)
                assert counted == naive.facets(posts, name, query, NOW, marked=marked)


def three(path: Path | None = None) -> tuple[Store, Marks]:
    terms = {"tag": (Term("tag", "x", "x"),)}
    marks = Marks()
    posts = tuple(Post(name, name, terms=terms, order=name.encode()) for name in "abc")
    return stored(posts, marks, path), marks


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("is:read", "a"),
        ("is:unread", "bc"),
        ("is:bookmarked", "ab"),
        ("is:read is:bookmarked", "a"),
        ("is:unread is:bookmarked", "b"),
        ("is:unread,bookmarked", "abc"),
        ("is:read,unread", "abc"),
        ("is:read is:unread", ""),
        ("-is:read", "bc"),
        ("-is:unread", "a"),
        ("-is:read,bookmarked", "c"),
        ("is:unread tag:x sort:-title", "cb"),
    ],
)
def test_what_the_filters_mean(query: str, paths: str) -> None:
    store, marks = three()
    marks.set("read", "a", "gone.md")
    marks.set("bookmarked", "a", "b")
    assert paths_of(store, query) == list(paths)


def test_nothing_is_asked_of_the_marks_but_for_such_a_filter() -> None:
    def none() -> Marks:
        raise AssertionError

    store = Store(None, "", naive.Rules, none)
    assert paths_of(store, "tag:x has:image") == []


@pytest.mark.parametrize("kept", [True, False])
def test_marks_are_read_once_until_they_or_the_posts_change(tmp_path: Path, kept: bool) -> None:
    store, marks = three(tmp_path / "index" if kept else None)
    for _ in range(3):
        assert paths_of(store, "is:unread") == ["a", "b", "c"]
    assert marks.asked == 1
    marks.set("read", "b", "d")
    for _ in range(3):
        assert paths_of(store, "is:unread") == ["a", "c"]
    assert marks.asked == 2
    store.write([Entry("d", 0, 0, True, Post("d", "d"))], gone=["b"])
    assert paths_of(store, "is:read") == ["d"]
    assert marks.asked == 3
    store.close()


def test_marks_that_change_within_a_question_do_not_part_it() -> None:
    store, marks = three()

    def question(search: Search) -> list[str]:
        found = [search.page(Query.parse("is:read"), 9)]
        marks.set("read", "a")
        found.append(search.page(Query.parse("-is:unread"), 9))
        return [post.path for page in found for post in page.posts]

    assert store.ask(question, NOW) == []
    assert paths_of(store, "is:read") == ["a"]


def test_facets_follow_the_marks() -> None:
    store, marks = three()

    def count(query: str) -> int:
        (one,) = ask_facets(store, "tag", Query.parse(query))
        return one.posts

    assert count("is:unread") == 3
    marks.set("read", "a", "b")
    assert (count("is:unread"), count("is:read")) == (1, 2)
    marks.set("read")
    assert (count("is:unread"), count("is:read")) == (3, 0)
