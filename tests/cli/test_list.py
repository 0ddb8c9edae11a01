"""`reader list`: the pages of the list, in every form."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from reader.history import history_path
from reader.library import Library
from reader.query import Query
from tests.cli.conftest import Run, write_post

POST_KEYS = [
    "path", "title", "date", "authors", "categories", "tags", "state", "url", "summary", "words",
    "minutes", "problems", "reason", "lang",
]  # fmt: skip
WHY = "plain files: no blog engine's files were found"


def test_json_is_the_contract(blog: Path, run: Run) -> None:
    result = run("list", blog, "--format", "json", "--page", 2)
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert list(data) == ["root", "engine", "engine_reason", "query", "page", "posts"]
    assert data["root"] == str(blog)
    assert data["engine"] == "plain"
    assert data["engine_reason"] == "no blog engine's files were found"
    assert data["query"] == ""
    assert data["page"] == {"number": 2, "of": 3, "size": 10, "posts": 23}
    assert [post["path"] for post in data["posts"]] == [f"{n:02}.md" for n in range(13, 3, -1)]
    first = data["posts"][0]
    assert list(first) == POST_KEYS
    assert first["title"] == "Post 13"
    assert first["date"] == "2017-05-13T10:00:00+02:00"
    assert first["authors"] == ["Author One"]
    assert first["categories"] == ["News"]
    assert first["tags"] == ["all"]
    assert first["state"] == "published"
    assert first["words"] == 2
    assert first["minutes"] == 1
    assert first["problems"] == []
    assert (first["reason"], first["lang"]) == ("", None)


def test_json_shows_the_words_of_the_query_in_the_text(blog: Path, run: Run) -> None:
    body = f"{'Nothing. ' * 40}Where it *ships*\n\x1b[31mlate, it waits. {'Nothing. ' * 40}"
    write_post(blog, "ships.md", "title: What ships late", "date: 2016-01-01", body=body)
    write_post(blog, "title.md", "title: It ships", "date: 2015-01-01")
    posts = json.loads(run("list", blog, "-q", "ships", "--format", "json").stdout)["posts"]
    assert [list(post) for post in posts] == [[*POST_KEYS, "snippet"]] * 2
    assert posts[1]["snippet"] is None
    line = posts[0]["snippet"]
    assert "Nothing. Where it ships ␛[31mlate, it waits. Nothing." in line
    assert (line[0], line[-1]) == ("…", "…")
    assert 150 < len(line) <= 200
    for query in ("-zebra", "tag:all", ""):
        told = run("list", blog, "-q", query, "--format", "json").stdout
        assert list(json.loads(told)["posts"][0]) == POST_KEYS


def test_json_says_why_a_post_is_not_published(blog: Path, run: Run) -> None:
    write_post(blog, "soon.md", "title: Soon", "date: 2099-01-01T10:00:00+02:00")
    write_post(blog, "gone.md", "title: Gone", "date: 2016-01-01", "expiryDate: 2017-01-01")
    told = run("list", blog, "-q", "state:draft,future,expired", "--format", "json")
    reasons = {post["path"]: post["reason"] for post in json.loads(told.stdout)["posts"]}
    assert reasons["draft.md"] == "draft: true (line 3)"
    assert reasons["soon.md"].startswith("future: 2099-01-01 10:00 +02:00 is in ")
    assert reasons["gone.md"].startswith("expired ")
    assert reasons["gone.md"].endswith(" years ago: 2017-01-01 00:00 +00:00")


def test_the_query_chooses_and_is_printed_canonically(blog: Path, run: Run) -> None:
    result = run("list", blog, "-q", 'category:News  author:"Author One"', "--format", "json")
    data = json.loads(result.stdout)
    assert data["query"] == 'category:News author:"Author One"'
    assert data["page"]["posts"] == 8
    assert {post["title"] for post in data["posts"]} == {f"Post {n:02}" for n in range(1, 16, 2)}


def test_the_rows_are_those_of_the_library(blog: Path, run: Run) -> None:
    with Library.open(blog) as library:
        library.refresh()
        shown = library.page(Query.parse("category:News", page=2))
    result = run("list", blog, "-q", "category:News", "--page", 2, "--format", "paths")
    assert result.stdout.splitlines() == [post.path for post in shown.posts]
    assert len(shown.posts) == 5


@pytest.mark.parametrize("sort", ["title", "-title", "date", "words"])
def test_sort_is_sort_in_the_query(blog: Path, run: Run, sort: str) -> None:
    option = run("list", blog, "--sort", sort, "--page", 2, "--format", "json")
    query = run("list", blog, "-q", f"sort:{sort}", "--page", 2, "--format", "json")
    assert option.stdout == query.stdout
    assert json.loads(option.stdout)["query"] == f"sort:{sort}"
    assert json.loads(option.stdout)["page"]["number"] == 2


def test_a_page_past_the_end_is_the_last(blog: Path, run: Run) -> None:
    data = json.loads(run("list", blog, "--page", 99, "--format", "json").stdout)
    assert data["page"]["number"] == 3
    assert len(data["posts"]) == 3


def test_page_size_overrides(blog: Path, run: Run) -> None:
    data = json.loads(run("list", blog, "--page-size", 4, "--format", "json").stdout)
    assert data["page"] == {"number": 1, "of": 6, "size": 4, "posts": 23}


def test_the_settings_say_the_page_size_too(
    blog: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("page_size = 5\n")
    monkeypatch.setenv("READER_CONFIG", str(settings))
    assert len(run("list", blog, "--format", "paths").stdout.splitlines()) == 5
    assert len(run("list", blog, "--page-size", 6, "--format", "paths").stdout.splitlines()) == 6
    settings.write_text("page_sise = 5\n")
    result = run("list", blog)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"reader: {settings}: unknown key 'page_sise'")


def test_csv_has_the_columns_of_json(blog: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", blog, "--format", "csv").stdout)))
    assert list(rows[0]) == POST_KEYS
    assert len(rows) == 10
    assert rows[1]["path"] == "22.md"
    assert rows[1]["tags"] == "all; even"
    assert rows[1]["date"] == "2017-05-22T10:00:00+02:00"
    assert rows[1]["url"] == ""


def test_the_table_is_aligned_and_not_cut_in_a_pipe(blog: Path, run: Run) -> None:
    title = "A title that goes on " * 12
    write_post(blog, "long.md", f"title: {title}", "date: 2018-01-01")
    lines = run("list", blog).stdout.splitlines()
    assert lines[0].split() == ["date", "title", "authors", "categories", "min", "path"]
    assert len(lines) == 11
    assert title.strip() in lines[1]
    assert {line.rindex("  ") for line in lines[1:]} == {lines[0].rindex("  ")}
    assert "2017-05-23  Post 23" in lines[2]


def test_states_have_a_column_where_they_differ(blog: Path, run: Run) -> None:
    lines = run("list", blog, "-q", "state:draft,published").stdout.splitlines()
    assert lines[0].split()[:3] == ["date", "state", "title"]
    assert lines[1].split()[:4] == ["2017-06-01", "draft", "Not", "yet"]


def test_colour_is_asked_for_by_the_environment(
    blog: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("list", blog).stdout
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("list", blog).stdout
    assert coloured.startswith("\x1b[1mdate")
    assert plain == re.sub(r"\x1b\[\d*m", "", coloured)


def test_nothing_matched_is_one(blog: Path, run: Run) -> None:
    result = run("list", blog, "-q", "category:Nowhere", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["posts"] == []
    assert json.loads(result.stdout)["page"] == {"number": 1, "of": 1, "size": 10, "posts": 0}
    assert result.stderr == "reader: nothing matches category:Nowhere\n"


def test_a_field_that_no_post_has_is_said(blog: Path, run: Run) -> None:
    def said(query: str) -> str:
        result = run("list", blog, "-q", query)
        assert (result.exit_code, result.stdout) == (1, "")
        return result.stderr

    assert said("foo:bar") == ("reader: nothing matches foo:bar; no post has a field called foo\n")
    assert said("catgory:News").endswith("field called catgory (did you mean category?)\n")
    assert said("foo:1 bar:2 foo:3").endswith("; no post has a field called foo or bar\n")
    # What is known may match nothing without being a slip, and what is ruled out keeps nothing out.
    for query in ("series:S year:2001 state:future -foo:bar", "nowhere"):
        assert said(query) == f"reader: nothing matches {query}\n"
    assert said("bod").startswith("reader: nothing matches bod; bod* would, ")


def test_the_place_is_told_beside_a_table_of_several_pages(blog: Path, run: Run) -> None:
    told = run("list", blog, "--page", 2).stderr
    assert told == f"reader: page 2 of 3, posts 11–20 of 23 · {WHY}\n"
    assert run("list", blog, "--page-size", 30).stderr == ""
    for form in ("json", "csv", "paths"):
        assert run("list", blog, "--format", form).stderr == ""


@pytest.mark.parametrize("command", ["list", "terms"])
def test_posts_that_were_not_asked_for_are_named(
    command: str, blog: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    told = "reader: no posts here: these are the posts that come with reader\n"
    assert told in run(command).stderr
    monkeypatch.chdir(blog)
    assert told not in run(command).stderr


def test_a_folder_without_posts_is_one(tmp_path: Path, run: Run) -> None:
    result = run("list", tmp_path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"reader: no posts in {tmp_path}\n"


def test_a_folder_of_drafts_alone_tells_of_them(tmp_path: Path, run: Run) -> None:
    write_post(tmp_path, "one.md", "title: One", "draft: true")
    write_post(tmp_path, "two.md", "title: Two", "draft: true")
    said = f"nothing is listed in {tmp_path}; it has 2 drafts: -q state:any\n"
    assert said in run("list", tmp_path).stderr
    assert run("list", tmp_path, "-q", "state:any").exit_code == 0


def test_what_is_wrong_with_a_site_s_settings_is_told_at_once(tmp_path: Path, run: Run) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text("title = \n", encoding="utf-8")
    write_post(tmp_path / "content", "one.md", "title: One", "date: 2017-05-11")
    result = run("list", tmp_path, "--format", "paths")
    assert (result.exit_code, result.stdout) == (0, "content/one.md\n")
    assert result.stderr.startswith("reader: hugo.toml:1: ")
    assert "have problems" not in result.stderr


def test_problems_are_counted_on_standard_error(blog: Path, run: Run) -> None:
    write_post(blog, "bad.md", "title: Bad", "date: 2017-02-30")
    write_post(blog, "worse.md", "title: [unclosed", "date: x: y")
    result = run("list", blog, "--format", "json")
    assert result.exit_code == 0
    assert result.stderr == (
        f"reader: 2 files have problems: reader list {blog} -q 'has:problem state:any'\n"
    )
    told = run("list", blog, "-q", "has:problem state:any", "--format", "json")
    posts = {post["path"]: post for post in json.loads(told.stdout)["posts"]}
    assert set(posts) == {"bad.md", "worse.md"}
    problem = posts["bad.md"]["problems"][0]
    assert problem["line"] == 3
    assert "2017-02-30" in problem["cause"]


def test_problems_are_told_in_full_where_they_are_asked_for(blog: Path, run: Run) -> None:
    write_post(blog, "bad.md", "title: Bad", "date: 2017-02-30")
    write_post(blog, "esc\x1b[31m.md", "title: Bad", "date: 2017-02-31")
    (blog / "gone.md").symlink_to("nowhere.md")
    lines = run("list", blog, "-q", "has:problem state:any", "--page-size", 1).stderr.splitlines()
    assert lines[0] == f"reader: page 1 of 2, posts 1–1 of 2 · {WHY}"
    assert [line.rpartition("2017-02-")[0] or line for line in lines[1:]] == [
        "bad.md: no date: listed last",
        "bad.md:3: date: there is no such day: ",
        "esc␛[31m.md: no date: listed last",
        "esc␛[31m.md:3: date: there is no such day: ",
        "gone.md: a link to nothing",
    ]
    assert "2 files" not in run("list", blog, "-q", "has:problem").stderr
    assert "3 files have problems" in run("list", blog, "-q", "-has:problem").stderr


def test_titles_are_text_and_nothing_else(tmp_path: Path, run: Run) -> None:
    write_post(
        tmp_path, "a.md", r'title: "[/oops] \e[31m red \u202E two\nlines"', "date: 2017-01-01"
    )
    for form in ("table", "csv", "paths", "json"):
        out = run("list", tmp_path, "--format", form).stdout
        assert "\x1b" not in out
        assert "\u202e" not in out
    table = run("list", tmp_path).stdout
    assert "[/oops] ␛[31m red two lines" in table
    assert len(table.splitlines()) == 2


def test_names_of_files_are_text_too(tmp_path: Path, run: Run) -> None:
    names = ["with space.md", "emoji 👍.md", "two\nlines.md", "esc\x1b[31m.md"]
    for name in names:
        write_post(tmp_path, name, "title: T", "date: 2017-01-01")
    out = run("list", tmp_path, "--format", "paths").stdout
    assert sorted(out.splitlines()) == sorted(
        ["with space.md", "emoji 👍.md", '"two\\012lines.md"', '"esc\\033[31m.md"']
    )
    data = json.loads(run("list", tmp_path, "--format", "json").stdout)
    assert sorted(post["path"] for post in data["posts"]) == sorted(names)


def test_one_file_is_a_list_of_one(blog: Path, run: Run) -> None:
    data = json.loads(run("list", blog / "07.md", "--format", "json").stdout)
    assert [post["path"] for post in data["posts"]] == ["07.md"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--page", "0"], "'--page'"),
        (["--page-size", "auto"], "'auto' is not a number from 1."),
        (["--page-size", "0"], "'0' is not a number from 1."),
        (["--format", "xml"], "'xml' is not one of"),
        (["--sort", "colour"], "no such sort: colour"),
        (["--colour"], "No such option"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(
    blog: Path, run: Run, arguments: list[str], words: str
) -> None:
    result = run("list", blog, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_an_engine_that_is_not_known_is_one_line(blog: Path, run: Run) -> None:
    result = run("list", blog, "--engine", "wordstar")
    assert result.exit_code == 2
    assert result.stderr.startswith("reader: ")
    assert "wordstar" in result.stderr
    assert result.stderr.count("\n") == 1


def test_marks_are_asked_for_as_in_the_app(blog: Path, run: Run) -> None:
    assert len(run("list", blog, "-q", "is:unread", "--format", "paths").stdout.split()) == 10
    with Library.open(blog) as library:
        library.history.mark("23.md", "read")
        library.history.mark("21.md", "bookmarked")
    told = run("list", blog, "-q", "is:unread", "--format", "paths", "--page-size", 2)
    assert told.stdout.split() == ["22.md", "21.md"]
    assert run("list", blog, "-q", "is:read", "--format", "paths").stdout == "23.md\n"
    one = run("list", blog / "21.md", "-q", "is:bookmarked", "--format", "paths")
    assert one.stdout == "21.md\n"
    counted = json.loads(run("terms", blog, "-q", "is:read", "--format", "json").stdout)
    assert [term["posts"] for term in counted["terms"]] == [1]


def test_a_history_that_cannot_be_read_is_told_of(blog: Path, run: Run) -> None:
    with Library.open(blog) as library:
        library.history.mark("23.md", "read")
    place = history_path()
    assert place is not None
    place.write_text("What is this file?")
    told = run("list", blog, "-q", "is:unread", "--format", "paths", "--page-size", 1)
    assert told.stdout == "23.md\n"
    assert "the reading history was damaged; it is now " in told.stderr
    assert run("list", blog, "-q", "is:unread").stderr.count("damaged") == 0
