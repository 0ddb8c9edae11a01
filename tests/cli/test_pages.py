"""`reader pages`: the lists of a blog, page by page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.benchmarks.screen import Screen
from tests.cli.conftest import ROOT, Run, write_post
from tests.made import made, write, write_blog

__all__ = ["made"]


def test_json_is_the_contract(blog: Path, run: Run) -> None:
    result = run("pages", blog, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    assert list(data) == ["root", "engine", "engine_reason", "lang", "lists"]
    assert (data["root"], data["engine"], data["lang"]) == (str(blog), "plain", None)
    assert [(one["kind"], one["term"], one["key"], one["posts"]) for one in data["lists"]] == [
        ("home", None, None, 23),
        ("category", "News", "news", 15), ("category", "Notes", "notes", 8),
        ("author", "Author One", "author-one", 12), ("author", "Author Two", "author-two", 11),
        ("tag", "all", "all", 23), ("tag", "even", "even", 11),
    ]  # fmt: skip
    home = data["lists"][0]
    assert list(home) == ["kind", "term", "key", "url", "size", "posts", "pages"]
    assert (home["url"], home["size"]) == (None, 10)
    assert [list(page) for page in home["pages"]] == [["number", "url", "posts"]] * 3
    assert [page["number"] for page in home["pages"]] == [1, 2, 3]
    listed = [path for page in home["pages"] for path in page["posts"]]
    assert listed == [f"{n:02}.md" for n in range(23, 0, -1)]


@pytest.mark.parametrize("by", ["home", "category", "author", "tag"])
def test_by_chooses_a_kind(blog: Path, run: Run, by: str) -> None:
    whole = json.loads(run("pages", blog, "--format", "json").stdout)["lists"]
    some = json.loads(run("pages", blog, "--by", by, "--format", "json").stdout)["lists"]
    assert some == [one for one in whole if one["kind"] == by] != []


def test_page_size_cuts_every_list(blog: Path, run: Run) -> None:
    lists = json.loads(run("pages", blog, "--page-size", 4, "--format", "json").stdout)["lists"]
    assert {one["size"] for one in lists} == {4}
    assert all(len(page["posts"]) == 4 for one in lists for page in one["pages"][:-1])
    assert sum(len(page["posts"]) for page in lists[0]["pages"]) == 23


def test_the_users_settings_do_not_change_what_the_blog_publishes(
    blog: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("page_size = 3\n")
    monkeypatch.setenv("READER_CONFIG", str(settings))
    (home,) = json.loads(run("pages", blog, "--by", "home", "--format", "json").stdout)["lists"]
    assert home["size"] == 10


def test_the_table_has_a_line_for_each_page(blog: Path, run: Run) -> None:
    result = run("pages", blog, "--by", "category")
    assert result.stdout.splitlines() == [
        "list            page  posts  first … last",
        "category News   1/2      10  15.md … 06.md",
        "                2/2       5  05.md … 01.md",
        "category Notes  1/1       8  23.md … 16.md",
    ]
    why = "plain files: no blog engine's files were found"
    assert result.stderr == f"reader: 2 lists, 3 pages · {why}\n"


def test_nothing_to_list(tmp_path: Path, run: Run) -> None:
    result = run("pages", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == ["home  1/1       0"]
    result = run("pages", tmp_path, "--by", "tag")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "reader: there is no list: no tag is used\n"


def test_terms_and_paths_are_text_and_nothing_else(tmp_path: Path, run: Run) -> None:
    write_post(tmp_path, "two\nlines.md", "date: 2017-01-01", r'tags: ["a\e[31m\u202Eb"]')
    told = run("pages", tmp_path)
    assert not set(told.stdout) & set("\x1b\u202e")
    assert "tag a␛[31mb" in told.stdout
    assert '"two\\012lines.md"' in told.stdout
    told = run("pages", tmp_path, "--format", "json")
    assert not set(told.stdout) & set("\x1b\u202e")
    assert json.loads(told.stdout)["lists"][0]["pages"][0]["posts"] == ["two\nlines.md"]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_table_fits_the_terminal(blog: Path, columns: int) -> None:
    write_post(blog, "long-name-" * 9 + ".md", "date: 2018-01-01", f"tags: [{'a-long-tag' * 12}]")
    pages = f'"{sys.executable}" -m reader pages "{blog}"'
    command = f'cd "{ROOT}"; {pages} 2>/dev/null; echo "status $?"'
    with Screen(["sh", "-c", command], columns=columns, rows=60) as screen:
        screen.wait_for("status 0")
        lines = [line.rstrip() for line in screen.text.splitlines() if line.strip()]
    assert len(lines) == 1 + 16 + 1
    assert max(map(cell_len, lines)) <= columns
    assert lines[1].split()[:3] == ["home", "1/3", "10"]
    assert lines[2].split()[:2] == ["2/3", "10"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--by", "year"], "'year' is not one of"),
        (["--page-size", "0"], "not a number from 1"),
        (["--format", "csv"], "'csv' is not one of"),
        (["--engine", "wordstar"], "wordstar"),
        (["/never/there"], "no such file or folder"),
    ],
)
def test_what_does_not_fit_is_two(run: Run, arguments: list[str], words: str) -> None:
    result = run("pages", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


@pytest.mark.usefixtures("made")
class TestAnEngine:
    """What an engine says of pages comes through."""

    def test_addresses_sizes_and_uneven_pages(self, tmp_path: Path, run: Run) -> None:
        blog = write_blog(tmp_path / "blog")
        data = json.loads(run("pages", blog, "--format", "json").stdout)
        assert (data["engine"], data["engine_reason"]) == ("made", "made.yml")
        home, guides, news = data["lists"]
        assert [len(page["posts"]) for page in home["pages"]] == [10, 4, 10]
        assert [page["url"] for page in home["pages"]] == ["/1/", "/2/", "/3/"]
        assert (guides["size"], guides["url"], len(guides["pages"])) == (None, "/guides/1/", 1)
        assert (news["posts"], len(news["pages"])) == (16, 1)
        result = run("pages", blog)
        assert result.stdout.splitlines()[:3] == [
            "list             page  posts  address     first … last",
            "home             1/3      10  /1/         post-01.md … post-10.md",
            "                 2/3       4  /2/         post-11.md … post-14.md",
        ]
        assert result.stderr == "reader: 3 lists, 5 pages · Made, by made.yml\n"

    def test_a_kind_that_it_does_not_publish(self, tmp_path: Path, run: Run) -> None:
        result = run("pages", write_blog(tmp_path / "blog"), "--by", "author")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == (
            "reader: Made publishes no lists by author here; it makes these: home, category\n"
        )

    def test_the_lists_of_a_language(self, tmp_path: Path, run: Run) -> None:
        blog = write_blog(tmp_path / "blog", 3, "language: en\n")
        write(blog, "post-01.fr.md", "Un", "2020-01-01", "News", "lang: fr")

        def listed(*more: str) -> tuple[str, list[str], str]:
            result = run("pages", blog, "--by", "home", "--format", "json", *more)
            data = json.loads(result.stdout)
            return data["lang"], data["lists"][0]["pages"][0]["posts"], result.stderr

        assert listed() == ("en", ["post-01.md", "post-02.md", "post-03.md"], "")
        assert listed("--lang", "fr") == ("fr", ["post-01.fr.md"], "")
        assert listed("--lang", "FR")[1] == ["post-01.fr.md"]
        said = "reader: no post is in the language 'de'; there are en, fr\n"
        assert listed("--lang", "de") == ("de", [], said)

    def test_settings_that_cannot_be_read_are_said(self, tmp_path: Path, run: Run) -> None:
        blog = write_blog(tmp_path / "blog", 3, "size: [\n")
        result = run("pages", blog, "--by", "home")
        assert result.exit_code == 0
        assert "plain files: made.yml cannot be read" in result.stderr
        assert "made.yml:" in result.stderr

    def test_the_other_commands_say_so_too(self, tmp_path: Path, run: Run) -> None:
        blog = write_blog(tmp_path / "blog", 3)
        assert run("list", blog).stderr == (
            "reader: page 1 of 1, posts 1–3 of 3 · Made, by made.yml\n"
        )
        told = json.loads(run("list", blog, "--format", "json").stdout)
        assert told["engine_reason"] == "made.yml"
        assert told["posts"][0]["url"] == "/post-01/"
        told = json.loads(run("terms", blog, "--format", "json").stdout)
        assert told["engine_reason"] == "made.yml"
        write(blog, "x-1.md", "Excluded", "2020-01-01", "News")
        listing = json.loads(run("show", blog / "x-1.md", "--format", "json").stdout)["listing"]
        assert listing == {
            "listed": False, "state": "hidden", "engine": "made", "lang": None,
            "reason": "not a post: Made takes no x-name.md",
        }  # fmt: skip

    def test_a_zone_is_read_as_the_engine_does(self, tmp_path: Path, run: Run) -> None:
        blog = write_blog(tmp_path / "blog", 1)
        write(blog, "later.md", "Later", "2099-01-01 10:00:00", "News")
        listing = json.loads(run("show", blog / "later.md", "--format", "json").stdout)["listing"]
        assert listing["reason"].endswith(" years (read as UTC, as Made does)")

    def test_a_query_asks_for_languages(self, tmp_path: Path, run: Run) -> None:
        blog = write_blog(tmp_path / "blog", 2, "language: en\n")
        write(blog, "post-01.fr.md", "Un", "2020-01-01", "News", "lang: fr")

        def paths(*more: str) -> list[str]:
            return run("list", blog, "--format", "paths", *more).stdout.split()

        assert paths() == ["post-01.md", "post-02.md"]
        assert paths("-q", "lang:fr") == ["post-01.fr.md"]
        assert len(paths("-q", "lang:any")) == len(paths("-q", "lang:ANY")) == 3
        assert paths("-q", "-lang:fr") == ["post-01.md", "post-02.md"]
        terms = json.loads(run("terms", blog, "--by", "lang", "--format", "json").stdout)["terms"]
        assert [(one["term"], one["posts"]) for one in terms] == [("en", 2), ("fr", 1)]
        data = json.loads(run("list", blog, "-q", "lang:fr", "--format", "json").stdout)
        assert data["posts"][0]["lang"] == "fr"
        listing = json.loads(run("show", blog / "post-01.fr.md", "--format", "json").stdout)[
            "listing"
        ]
        assert listing["lang"] == "fr"
