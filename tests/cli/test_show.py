"""`reader show`: one post in three forms."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run, Spawn, write_post

BODY = """\
The first paragraph, with **strong** words, a [link](https://example.org/a?b=c) and `code` in it, \
long enough to be wrapped at eighty columns.

## A part

- one
- two

[Another](other.md) link, and the [first](https://example.org/a?b=c) again.
"""


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return write_post(
        tmp_path, "post.md", "title: A post to show", "date: 2017-05-11", "author: Author One",
        "categories: [News, Notes]", "tags: [one]", "weight: 007", "map: {a: [b, ~]}", body=BODY,
    )  # fmt: skip


def test_json_is_the_contract(post: Path, run: Run) -> None:
    data = json.loads(run("show", post, "--format", "json").stdout)
    keys = ["path", "front_matter", "outline", "links", "words", "minutes", "text", "listing"]
    assert list(data) == keys
    assert data["path"] == str(post)
    assert data["front_matter"] == {
        "title": "A post to show",
        "date": "2017-05-11",
        "author": "Author One",
        "categories": ["News", "Notes"],
        "tags": ["one"],
        "weight": "007",
        "map": {"a": ["b", None]},
    }
    assert data["outline"] == [{"level": 2, "title": "A part", "anchor": "a-part", "line": 13}]
    assert data["links"] == ["https://example.org/a?b=c", "other.md"]
    assert data["minutes"] == 1
    assert data["words"] > 20
    # What is wrapped for a page is one line here.
    assert data["text"].splitlines()[0] == (
        "The first paragraph, with strong words, a link and code in it, "
        "long enough to be wrapped at eighty columns."
    )


UNLISTED = [
    (["draft: true"], "draft", "draft: true (line 4)", "◌ draft: true (line 4)"),
    (["published: false"], "draft", "published: false (line 4)", "◌ draft · published: false"),
    (["status: hidden"], "hidden", "status: hidden (line 4)", "⊘ hidden · status: hidden"),
    (["expiryDate: 2018-01-01 12:00:00"], "expired", "UTC)", "✕ expired "),
    (
        ["publishDate: 2099-01-01T00:00:00-05:00"],
        "future",
        " years",
        "◷ future: 2099-01-01 00:00 -",
    ),
]


@pytest.mark.parametrize(("lines", "state", "reason", "head"), UNLISTED)
def test_it_says_why_a_post_is_not_listed(
    tmp_path: Path, run: Run, lines: list[str], state: str, reason: str, head: str
) -> None:
    path = write_post(tmp_path, "a.md", "title: T", "date: 2017-01-01", *lines)
    listing = json.loads(run("show", path, "--format", "json").stdout)["listing"]
    assert listing.pop("reason").endswith(reason)
    assert listing == {"listed": False, "state": state, "engine": "plain", "lang": None}
    for form in ("plain", "ansi"):
        assert head in run("show", path, "--format", form).stdout


def test_a_post_that_is_listed_gives_no_reason(post: Path, run: Run) -> None:
    listing = json.loads(run("show", post, "--format", "json").stdout)["listing"]
    assert listing == {
        "listed": True, "state": "published", "engine": "plain", "reason": "", "lang": None,
    }  # fmt: skip


def test_a_file_that_is_no_post_says_so(tmp_path: Path, run: Run) -> None:
    path = write_post(tmp_path, "_index.md", "title: A section", "date: 2017-01-01")
    told = run("show", path, "--engine", "plain", "--format", "json")
    listing = json.loads(told.stdout)["listing"]
    assert (listing["listed"], listing["state"]) == (False, "hidden")
    assert listing["reason"] == "not a post: it describes a folder"
    shown = run("show", path, "--engine", "plain").stdout.splitlines()
    assert "⊘ not a post: it describes a folder" in shown


def test_a_zone_that_is_not_written_is_said(tmp_path: Path, run: Run) -> None:
    for name, date, said in [
        ("a.md", "2099-01-01 10:00:00", True), ("b.md", "2099-01-01", True),
        ("c.md", "2099-01-01T10:00:00Z", False), ("d.md", "2099-01-01 10:00 +02:00", False),
    ]:  # fmt: skip
        told = run("show", write_post(tmp_path, name, "title: T", f"date: {date}"))
        assert ("(no zone is written: read as UTC)" in " ".join(told.stdout.split())) is said, name


def test_the_path_is_as_given(post: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(post.parent)
    data = json.loads(run("show", "./post.md", "--format", "json").stdout)
    assert data["path"] == "./post.md"


def test_plain_in_a_pipe(post: Path, run: Run) -> None:
    result = run("show", post)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "A post to show",
        "Author One · 11 May 2017 · News, Notes · 1 min",
        "tag one",
    ]
    assert "## A part" in lines
    assert "- one" in lines
    assert max(map(cell_len, lines)) <= 80
    assert "in it, long" in result.stdout.replace("\n", " ")
    assert run("show", post, "--format", "plain").stdout == result.stdout


@pytest.mark.parametrize("form", ["plain", "ansi"])
def test_width(post: Path, run: Run, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    lines = run("show", post, "--format", form, "--width", 30).stdout.splitlines()
    assert max(map(cell_len, lines)) <= 30
    assert len(lines) > len(run("show", post, "--format", form).stdout.splitlines())


def test_ansi_by_name_is_coloured_in_a_pipe_too(
    post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    coloured = run("show", post, "--format", "ansi").stdout
    assert "\x1b[1mA post to show\x1b[0m" in coloured
    assert "\x1b[1mstrong\x1b[0m" in coloured
    assert "\x1b]8;;https://example.org/a?b=c\x1b\\" in coloured
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run("show", post).stdout == coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("show", post, "--format", "ansi").stdout


def test_standard_input(post: Path, run: Run) -> None:
    told = run("show", "-", stdin=post.read_bytes())
    assert told.stdout == run("show", post).stdout
    data = json.loads(run("show", "-", "--format", "json", stdin=b"# Only a heading\n").stdout)
    assert data["path"] == "-"
    assert data["front_matter"] == {}
    assert data["outline"][0]["title"] == "Only a heading"


def test_problems_are_told_on_standard_error(tmp_path: Path, run: Run) -> None:
    path = write_post(tmp_path, "bad.md", "title: Bad", "date: 2017-02-30")
    for form in ("plain", "json"):
        result = run("show", path, "--format", form)
        assert result.exit_code == 0
        assert result.stderr.startswith("reader: bad.md:3: ")
        assert "2017-02-30" in result.stderr
        assert "2017-02-30" not in result.stdout.partition('"outline"')[2]


def test_front_matter_that_cannot_be_read_stands_above_the_text(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "open.md"
    path.write_text("---\n- not\n- a map\n---\n\nThe body.\n")
    result = run("show", path)
    assert "- a map" in result.stdout
    assert "The body." in result.stdout
    assert "open.md" in result.stderr


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0\0", b"\xff\xfe\xfa", b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nBody\r\n", b"a\rb\r",
        b"---\n", b"x" * 100_000, b"---\n- a\n- b\n---\ntext", b"---\ntitle: T\ntitle: U\n---\n",
    ],
)  # fmt: skip
def test_any_file_is_shown(tmp_path: Path, run: Run, data: bytes) -> None:
    path = tmp_path / "any.md"
    path.write_bytes(data)
    for form in ("plain", "ansi", "json"):
        result = run("show", path, "--format", form)
        assert result.exit_code == 0, result.stderr
        assert "\0" not in result.stdout


def test_nothing_in_a_post_commands_the_terminal(tmp_path: Path, run: Run) -> None:
    evil = "\x1b[31m\x1b]0;title\x07\x9b2J\u202e\x08"
    path = tmp_path / "evil.md"
    path.write_text(
        f"---\ntitle: T{evil}\nauthor: A{evil}\ntags: [t{evil}]\n---\n\n# H{evil}\n\n"
        f"text{evil} `code{evil}` [link{evil}](http://example.org/{evil})\n\n```\n{evil}\n```\n"
    )
    for form in ("plain", "json"):
        out = run("show", path, "--format", form)
        for text in (out.stdout, out.stderr):
            assert not set(text) & set("\x1b\x07\x9b\u202e\x08\x7f")
    coloured = run("show", path, "--format", "ansi").stdout
    assert "\x1b[31mt" not in coloured
    assert not set(coloured) & set("\x07\x9b\u202e\x08\x7f")


def test_a_folder_is_not_a_file(tmp_path: Path, run: Run) -> None:
    result = run("show", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"reader: {tmp_path}: a folder; show writes one file, `reader list` its posts\n"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_line(post: Path, run: Run) -> None:
    post.chmod(0)
    result = run("show", post)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"reader: {post}: Permission denied\n"


def test_show_streams(tmp_path: Path, spawn: Spawn) -> None:
    """The first lines come out of a long post although the last ones never will."""
    path = tmp_path / "long.md"
    path.write_text("A paragraph.\n\n" * 50_000)
    told = spawn("show", path, "--format", "plain")
    assert told.returncode == 0
    assert told.stdout.count("A paragraph.") == 50_000


def test_plain_code_can_be_copied(tmp_path: Path, run: Run) -> None:
    code = "run --with " + "--an-option " * 20 + "表"
    path = tmp_path / "a.md"
    path.write_text(f"- Text that is wrapped.\n\n  ```\n  one\n  {code}\n  two\n  ```\n", "utf-8")
    lines = run("show", path, "--format", "plain", "--width", 16).stdout.splitlines()
    assert lines[-8:] == [
        "- Text that is",
        "  wrapped.",
        "",
        "  ```",
        "  one",
        f"  {code}",
        "  two",
        "  ```",
    ]
    path.write_text("    " + "x" * 1_000_000, "utf-8")
    assert "x" * 1_000_000 in run("show", path, "--format", "plain").stdout


def test_right_to_left_text_is_set_in_order_where_asked(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_post(tmp_path, "a.md", "title: T", body="אבג of\n")
    settings = tmp_path / "config.toml"
    monkeypatch.setenv("READER_CONFIG", str(settings))
    logical = run("show", path, "--format", "ansi", "--width", 10).stdout.splitlines()
    settings.write_text('bidi = "reader"')
    shown = run("show", path, "--format", "ansi", "--width", 10).stdout.splitlines()
    assert logical[-1] == "אבג of"
    assert shown[-1] == "    of גבא"
