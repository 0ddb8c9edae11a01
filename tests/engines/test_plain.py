"""The rules for a folder of no engine."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.base import Engine
from reader.engines.plain import Plain
from reader.errors import EngineError
from reader.model import Post, State
from reader.source.document import load, parse


def post(front: str, body: str = "Some words.", path: str = "a.md") -> Post:
    return Plain().post(parse(path, f"---\n{front}\n---\n{body}"))


def test_detection_knows_plain_only(tmp_path: Path) -> None:
    assert detect(tmp_path).name == "plain"
    engine: Engine = detect(tmp_path, "plain")
    assert engine.page_size == 10
    with pytest.raises(EngineError, match=r"no engine “typepad”; known are: .*\bplain\b"):
        detect(tmp_path, "typepad")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.md", True), ("x/index.md", True), ("_a.MDX", True), ("_index.md", False),
     ("x/_index.fr.md", False), ("a.txt", False)],
)  # fmt: skip
def test_which_files_are_posts(path: str, expected: bool) -> None:
    assert Plain().is_post(path) is expected


def test_a_post_says_all_it_knows() -> None:
    found = post(
        "title: One\ndate: 2017-05-11 10:00 +0200\nauthors: [Author One, Author Two]\n"
        "categories: [News]\ntags: [a]\nslug: one",
        "Two words ![p](q)\n\n```\ncode\n```\n",
        "posts/one.md",
    )
    assert (found.path, found.title, found.url) == ("posts/one.md", "One", "one")
    assert found.date == datetime.fromisoformat("2017-05-11T10:00+02:00")
    assert found.date.utcoffset() == timedelta(hours=2)
    assert found.publish_at == found.date
    assert not found.date_only
    assert found.authors == ("Author One", "Author Two")
    assert (found.names("category"), found.names("tag")) == (("News",), ("a",))
    assert found.terms["category"][0].key == "news"
    assert (found.words, found.minutes, found.body_line) == (4, 1, 9)
    assert found.has == {"image", "code"}
    assert found.summary == "Two words p"
    assert found.problems == ()
    assert found.state is State.PUBLISHED


def test_a_problem_of_the_file_or_of_a_field_is_the_posts() -> None:
    found = post("title: A: B\ndate: 2017-02-30")
    assert [problem.line for problem in found.problems] == [2, 3, None]
    assert "problem" in found.has
    assert found.title == "A: B"


def test_a_post_of_tomorrow_is_future_and_one_of_yesterday_may_be_gone() -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC)
    assert post("date: 2020-01-02").state_at(now) is State.FUTURE
    assert post("date: 2020-01-01").state_at(now) is State.PUBLISHED
    assert post("date: 2019-01-01\nexpiryDate: 2019-06-01").state_at(now) is State.EXPIRED
    draft = post("date: 2020-01-02\ndraft: true")
    assert (draft.state_at(now), draft.publish_at) == (State.DRAFT, None)


def test_newest_first_then_by_path_the_undated_last() -> None:
    posts = [
        post("x: y", path="undated.md"),
        post("date: 2017-05-11", path="b.md"),
        post("date: 1969-01-01", path="old.md"),
        post("date: 2017-05-11", path="a.md"),
        post("date: 2017-05-11", path="B.md"),
        post("date: 2017-05-11 01:00 +0200", path="zone.md"),
        post("date: 2017-05-11 00:00:01", path="later.md"),
    ]
    assert [found.path for found in sorted(posts, key=lambda found: found.order)] == [
        "later.md", "B.md", "a.md", "b.md", "zone.md", "old.md", "undated.md",
    ]  # fmt: skip


def test_a_term_counts_once_in_its_first_spelling() -> None:
    found = post("tags: [Machine Learning, machine-learning, 'C++', C, 'c#']")
    assert found.names("tag") == ("Machine Learning", "C++", "C", "c#")
    assert [term.key for term in found.terms["tag"]] == ["machine-learning", "c++", "c", "c#"]


@pytest.mark.parametrize(
    ("names", "same"),
    [
        (["Big Data", "big-data", "BIG_DATA", "big  data"], True),
        (["Caf\u00e9", "cafe\u0301"], True),
        (["Straße", "STRASSE"], True),
        (["Café", "Cafe"], False),
        (["C", "C++"], False),
        (["a.b", "ab"], False),
        (["-", "_"], False),
    ],
)
def test_identity_of_terms(names: list[str], same: bool) -> None:
    keys = {Plain().term_key("tag", name) for name in names}
    assert len(keys) == (1 if same else len(names))
    assert "" not in keys


@given(st.text(min_size=1))
def test_a_terms_key_is_its_own_key(name: str) -> None:
    key = Plain().term_key("tag", name)
    assert Plain().term_key("tag", key) == key
    assert key


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"---\n---\n", b"---\n[\n---\n", b"\r\r"])
def test_a_bad_file_is_a_post_with_a_problem(data: bytes) -> None:
    found = Plain().post(parse("some/a-file.md", data))
    assert found.title == "A file"
    assert found.problems


@given(st.binary(max_size=200))
def test_any_file_is_a_post(data: bytes) -> None:
    found = Plain().post(parse("some/a-file.md", b"---\ntitle: x\n" + data))
    assert found.title
    assert "\n" not in found.title
    found.title.encode()
    found.summary.encode()


def test_a_file_that_cannot_be_read_has_that_one_problem(tmp_path: Path) -> None:
    found = Plain().post(load(tmp_path, "gone.md"))
    assert [problem.cause for problem in found.problems] == [
        "cannot be read: No such file or directory"
    ]


def test_a_large_post_is_read_fast() -> None:
    body = "Words of *a* long [post](x), with `code` and more.\n\n" * 100_000
    document = parse("a.md", f"---\ntitle: x\n---\n{body}")
    started = time.process_time()
    Plain().post(document)
    assert time.process_time() - started < 2
