"""The names that the forms of authors files give to their keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.engines.authors import read_authors
from reader.engines.site import Site


def names(folder: Path, file: str, text: str, under: str = "") -> dict[str, str]:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    return read_authors(Site(folder, folder), file, under=under)


@pytest.mark.parametrize(
    ("file", "text", "under", "found"),
    [
        pytest.param(
            "authors.yml",
            "one:\n  name: Author One\n  title: Writer\ntwo:\n  name: Author Two\n",
            "",
            {"one": "Author One", "two": "Author Two"},
            id="docusaurus",
        ),
        pytest.param(
            ".authors.yml",
            "authors:\n  one:\n    name: Author One\n    description: Writer\n",
            "authors",
            {"one": "Author One"},
            id="material",
        ),
        pytest.param("a.yml", "one:\n  name: Author One\n", "authors", {}, id="not under its key"),
        pytest.param(
            "authors.toml", '[one]\nname = "Author One"\n', "", {"one": "Author One"}, id="toml"
        ),
        pytest.param(
            "authors.json", '{"one": {"name": "Author One"}}', "", {"one": "Author One"}, id="json"
        ),
        pytest.param("authors.yml", "one: Author  One\n", "", {"one": "Author One"}, id="names"),
        pytest.param(
            "authors.yml", "one: {display_name: Author One}\n", "", {"one": "Author One"},
            id="display name",
        ),
        pytest.param(
            "team.yml",
            "- name: Author One\n  github: one\n- name: Author Two\n  id: two\n- x: y\n",
            "",
            {"one": "Author One", "two": "Author Two"},
            id="a list",
        ),
        pytest.param(
            "team.yml",
            "core:\n- {name: Author One, username: one}\n",
            "",
            {"one": "Author One"},
            id="a list under a heading",
        ),
        pytest.param(
            "authors.csv",
            'key,name\none,"One, Author"\n\ntwo,Author Two\nthree\n',
            "",
            {"one": "One, Author", "two": "Author Two"},
            id="csv",
        ),
        pytest.param(
            "authors.tsv", "id\tname\none\tAuthor One\n", "", {"one": "Author One"}, id="tsv"
        ),
        pytest.param("authors.yml", "one:\n  name: 7\n", "", {"one": "7"}, id="a number"),
        pytest.param("authors.yml", "one:\n  url: /\ntwo:\n", "", {}, id="without a name"),
        pytest.param("authors.yml", "just text\n", "", {}, id="text"),
        pytest.param("authors.yml", "", "", {}, id="empty"),
    ],
)  # fmt: skip
def test_forms(tmp_path: Path, file: str, text: str, under: str, found: dict[str, str]) -> None:
    assert names(tmp_path, file, text, under) == found


def test_a_folder_has_a_file_for_each(tmp_path: Path) -> None:
    (tmp_path / "authors").mkdir()
    (tmp_path / "authors/one.yml").write_text("name: Author One\n", encoding="utf-8")
    (tmp_path / "authors/two.json").write_text('{"name": "Author Two"}', encoding="utf-8")
    (tmp_path / "authors/notes.txt").write_text("name: none\n", encoding="utf-8")
    site = Site(tmp_path, tmp_path)
    assert read_authors(site, "authors") == {"one": "Author One", "two": "Author Two"}


def test_the_first_file_that_says_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one: Author One\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text("one: Another\ntwo: Author Two\n", encoding="utf-8")
    found = read_authors(Site(tmp_path, tmp_path), "none.yml", "a.yml", "b.yml")
    assert found == {"one": "Author One", "two": "Author Two"}


def test_one_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one: [\n", encoding="utf-8")
    site = Site(tmp_path, tmp_path)
    assert read_authors(site, "a.yml") == {}
    assert [problem.path for problem in site.problems] == ["a.yml"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(), form=st.sampled_from(["yml", "json", "toml", "csv", "tsv"]))
def test_no_text_raises(tmp_path: Path, text: str, form: str) -> None:
    found = names(tmp_path, f"authors.{form}", text.encode("utf-8", "replace").decode("utf-8"))
    assert all(found.values())
