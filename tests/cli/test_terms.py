"""`reader terms`: what the posts are filed under."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write_post


def terms(run: Run, *arguments: object) -> list[tuple[str, int]]:
    result = run("terms", *arguments, "--format", "json")
    assert result.exit_code == 0
    return [(term["term"], term["posts"]) for term in json.loads(result.stdout)["terms"]]


def test_json_is_the_contract(blog: Path, run: Run) -> None:
    data = json.loads(run("terms", blog, "--format", "json").stdout)
    assert list(data) == ["root", "engine", "engine_reason", "by", "terms"]
    assert (data["root"], data["engine"], data["by"]) == (str(blog), "plain", "category")
    assert [list(term) for term in data["terms"]] == [["term", "key", "posts", "variants"]] * 2
    assert [(term["term"], term["posts"]) for term in data["terms"]] == [("News", 15), ("Notes", 8)]
    assert data["terms"][0]["variants"] == ["News"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("author", [("Author One", 12), ("Author Two", 11)]),
        ("tag", [("all", 23), ("even", 11)]),
        ("Tags", [("all", 23), ("even", 11)]),
        ("categories", [("News", 15), ("Notes", 8)]),
        ("Category", [("News", 15), ("Notes", 8)]),
        ("year", [("2017", 23)]),
        ("series", []),
        ("nothing", []),
    ],
)
def test_by(blog: Path, run: Run, by: str, expected: list[tuple[str, int]]) -> None:
    assert terms(run, blog, "--by", by) == expected


@pytest.mark.parametrize("by", ["has", "is", "sort", "after", "Before"])
def test_by_what_never_has_terms_is_refused(blog: Path, run: Run, by: str) -> None:
    result = run("terms", blog, "--by", by)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{by.lower()}' names no terms" in result.stderr
    assert "category, author, tag" in result.stderr


def test_by_state_counts_what_is_not_published_too(blog: Path, run: Run) -> None:
    assert terms(run, blog, "--by", "state") == [("published", 23), ("draft", 1)]


def test_by_any_key_that_holds_terms(blog: Path, run: Run) -> None:
    write_post(blog, "more.md", "title: More", "date: 2018-01-01", "topics: [Ships, Sails]")
    assert terms(run, blog, "--by", "topics") == [("Sails", 1), ("Ships", 1)]


def test_the_query_narrows_the_counts(blog: Path, run: Run) -> None:
    assert terms(run, blog, "-q", 'author:"Author Two"') == [("News", 7), ("Notes", 4)]


def test_a_field_without_terms_is_said_and_is_no_failure(blog: Path, run: Run) -> None:
    """As any key of the front matter may hold terms, today or tomorrow."""
    there = (
        "any key of the front matter may be asked for, and terms are under category, author, tag, "
        "year and state\n"
    )
    for by, meant in [("autor", " (did you mean author?)"), ("zzz", ""), ("series", "")]:
        result = run("terms", blog, "--by", by)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"reader: no post has terms under '{by}'{meant}; {there}"
    empty = run("terms", blog, "--by", "autor", "--format", "json")
    assert json.loads(empty.stdout)["terms"] == []
    assert "did you mean author?" in empty.stderr


def test_the_table_and_csv(blog: Path, run: Run) -> None:
    write_post(blog, "other.md", "title: T", "date: 2018-01-01", "categories: [news]")
    assert run("terms", blog).stdout.splitlines() == [
        "posts  category  also written",
        "   16  News      news",
        "    8  Notes",
    ]
    assert run("terms", blog, "--format", "csv").stdout.splitlines()[0] == "term,key,posts,variants"
    assert "News; news" in run("terms", blog, "--format", "csv").stdout
