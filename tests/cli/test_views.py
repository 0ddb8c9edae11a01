"""Saved views on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

VIEWS = """\
[views]
notes = "category:Notes sort:date"
two = 'author:"Author Two"'
"""


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(VIEWS)
    monkeypatch.setenv("READER_CONFIG", str(path))
    return path


def test_a_view_lists_what_its_query_lists(blog: Path, run: Run) -> None:
    by_name = json.loads(run("list", blog, "-q", "@notes @two tag:all", "--format", "json").stdout)
    query = 'category:Notes author:"Author Two" tag:all sort:date'
    written = json.loads(run("list", blog, "-q", query, "--format", "json").stdout)
    assert by_name == written
    assert by_name["query"] == query
    assert [post["title"] for post in by_name["posts"]] == [f"Post {n}" for n in (16, 18, 20, 22)]


def test_terms_know_views_too(blog: Path, run: Run) -> None:
    told = run("terms", blog, "--by", "tag", "-q", "@notes", "--format", "csv")
    assert told.stdout.splitlines()[1:] == ["all,all,8,all", "even,even,4,even"]


@pytest.mark.parametrize(
    ("views", "query", "hint"),
    [
        (VIEWS, "@nots", "no view is called nots; there are notes and two"),
        ("", "@nots", "no view is called nots; none is saved"),
        (VIEWS, '"@nots"', ""),
    ],
)
def test_a_name_that_is_none_is_a_word_and_the_hint_says_so(
    blog: Path, run: Run, settings: Path, views: str, query: str, hint: str
) -> None:
    settings.write_text(views)
    told = run("list", blog, "-q", query)
    assert told.exit_code == 1
    assert told.stderr == f"reader: nothing matches {query}{hint and '; '}{hint}\n"


def test_mistakes_are_those_of_the_query_or_of_the_settings(
    blog: Path, run: Run, settings: Path
) -> None:
    told = run("list", blog, "-q", "tag:all -@notes")
    assert (told.exit_code, told.stderr.splitlines()[1:]) == (
        2,
        ["  tag:all -@notes", " " * 10 + "^"],
    )
    settings.write_text("[views]\nnotes = 'is:foo'\n")
    told = run("list", blog)
    assert told.exit_code == 2
    assert "config.toml: views.notes, column 4: is:foo is not known" in told.stderr
    assert "read, unread and bookmarked" in told.stderr
