"""The way into the reader: from a folder, a file or standard input, in a real terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.config import Settings
from reader.library import Library
from reader.query import Query
from tests.benchmarks.screen import Screen
from tests.cli.conftest import ROOT, Run, Spawn

READER = [sys.executable, "-m", "reader"]


class Opened:
    """Stands in for the terminal front, and keeps what it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.query, self.settings, self.page_size = Query(), Settings(), 0
        self.titles: list[str] = []
        self.unasked = ""
        monkeypatch.setattr("reader.cli.open._terminal_for_keys", lambda: None)
        monkeypatch.setattr("reader.cli.open._run", self)

    def __call__(self, library: Library, query: Query, settings: Settings, unasked: str) -> int:
        library.refresh()
        self.unasked = unasked
        self.query, self.settings, self.page_size = query, settings, library.page_size
        self.titles = [post.title for post in library.page(query).posts]
        return 0


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    return Opened(monkeypatch)


def test_query_and_page_size_are_handed_over(blog: Path, run: Run, opened: Opened) -> None:
    assert run(blog, "-q", "category:Notes sort:title", "--page-size", 3).exit_code == 0
    assert opened.titles == ["Post 16", "Post 17", "Post 18"]
    assert str(opened.query) == "category:Notes sort:title"
    assert opened.page_size == 3


def test_auto_is_for_the_screen_to_work_out(blog: Path, run: Run, opened: Opened) -> None:
    run(blog, "--page-size", "auto")
    assert opened.settings.page_size == "auto"
    assert opened.page_size == 10


def test_the_engine_says_the_page_size_unless_the_user_does(
    blog: Path, run: Run, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(blog)
    assert opened.page_size == 10
    settings = tmp_path / "settings.toml"
    settings.write_text("page_size = 7\n")
    monkeypatch.setenv("READER_CONFIG", str(settings))
    run(blog)
    assert opened.page_size == 7
    run(blog, "--page-size", 4)
    assert opened.page_size == 4


def test_one_file_and_standard_input(blog: Path, run: Run, opened: Opened) -> None:
    run(blog / "03.md")
    assert opened.titles == ["Post 03"]
    run("-", stdin=b"---\ntitle: From a pipe\n---\nBody\n")
    assert opened.titles == ["From a pipe"]


def test_without_a_path_the_posts_of_ours(
    run: Run, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 0
    assert len(opened.titles) == 10
    assert opened.unasked == "no posts here: these are the posts that come with reader"
    run(tmp_path)
    assert opened.unasked == ""


@pytest.mark.parametrize(
    "arguments", [["-q", "state:lost"], ["--page-size", "many"], ["--engine", "wordstar"]]
)
def test_mistakes_are_told_before_the_screen(
    blog: Path, run: Run, opened: Opened, arguments: list[str]
) -> None:
    result = run(blog, *arguments)
    assert result.exit_code == 2
    assert arguments[1].split(":")[-1] in result.stderr
    assert opened.titles == []


def test_without_a_terminal_is_one_line(blog: Path, spawn: Spawn) -> None:
    told = spawn(blog)
    assert told.returncode == 2
    assert told.stderr == (
        "reader: there is no terminal to draw on; `reader list` and `reader show` write to a pipe\n"
    )


def test_the_list_stands_and_q_quits(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with Screen([*READER, str(blog)]) as screen:
        screen.wait_for("Post 23")
        screen.wait_for("1–10 of 23")
        screen.send("q")
        assert screen.wait_for_end() == 0


def test_the_posts_of_ours_are_announced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with Screen(READER) as screen:
        screen.wait_for("No posts here")
        screen.send("q")
        assert screen.wait_for_end() == 0


def test_keys_come_from_the_terminal_when_the_post_comes_from_a_pipe(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command = f'cat "{blog}/07.md" | "{sys.executable}" -m reader -; echo "status $?"'
    with Screen(["sh", "-c", command]) as screen:
        screen.wait_for("Post 07")
        screen.send("q")
        screen.wait_for("status 0")


def test_keys_come_from_the_terminal_when_input_is_redirected(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command = f'"{sys.executable}" -m reader "{blog}" < /dev/null; echo "status $?"'
    with Screen(["sh", "-c", command]) as screen:
        screen.wait_for("1–10 of 23")
        screen.send("q")
        screen.wait_for("status 0")


def test_a_table_is_cut_to_the_terminal(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command = f'"{sys.executable}" -m reader list "{blog}" --page 2; echo "status $?"'
    with Screen(["sh", "-c", command], columns=40) as screen:
        screen.wait_for("status 0")
        lines = screen.text.splitlines()
    assert lines[0].split()[0] == "date"
    assert lines[1].startswith("2017-05-13  Post 13")
    assert "page 2 of 3, posts 11–20 of 23" in "\n".join(lines)
    # No line of the table was wrapped: headings and ten posts, and then the place.
    assert lines[11].startswith("reader: page 2 of 3")


def test_show_on_a_terminal_is_drawn(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command = f'"{sys.executable}" -m reader show "{blog}/07.md"; echo "status $?"'
    with Screen(["sh", "-c", command]) as screen:
        screen.wait_for("status 0")
        assert "Post 07" in screen.text
        assert screen.is_bold("Post 07")
