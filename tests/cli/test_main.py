"""The command as a whole: help, what is a command and what a path, mistakes, early ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click
import pytest

import reader as package
from reader.cli.options import COMMANDS
from reader.library import Library
from tests.cli.conftest import ROOT, Run, Spawn, write_post


def test_help_tells_the_arguments_and_the_commands(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: reader [OPTIONS] [PATH]\n")
    for part in ("--query QUERY", "--page-size N|auto", "--engine NAME", "--version", *COMMANDS):
        assert part in result.stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"reader {package.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_in_its_module_and_told_in_the_same_words(name: str, run: Run) -> None:
    command = import_module(f"reader.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.short_help == COMMANDS[name]
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: reader {name} [OPTIONS]")


@pytest.mark.parametrize(
    "arguments", [["--nothing"], ["-z"], ["posts", "more"], ["list", "a", "b"]]
)
def test_a_usage_error_is_two(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage: reader" in result.stderr
    assert "--help' for help" in result.stderr


def test_a_path_that_is_not_there_is_one_line(run: Run) -> None:
    for arguments in (["nowhere"], ["list", "nowhere"], ["terms", "nowhere"], ["show", "nowhere"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("reader: ")
        assert "nowhere: no such file or folder" in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_mistyped_command_is_hinted_at(run: Run) -> None:
    assert "did you mean the command list?" in run("lsit").stderr


def test_a_folder_called_like_a_command_is_opened_by_its_path(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("reader.cli.open._terminal_for_keys", lambda: None)

    def keep(library: Library, *_: object) -> int:
        opened.append(library.root)
        return 0

    monkeypatch.setattr("reader.cli.open._run", keep)
    monkeypatch.chdir(tmp_path)
    for name in ("list", "open"):
        write_post(tmp_path / name, "a.md", "title: A")
    for arguments in (["./list"], ["--", "list"], ["open"], ["list", "list"]):
        run(*arguments)
    assert opened == [tmp_path / "list", tmp_path / "list", tmp_path / "open"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("state:lost", "state:lost\n  ^"),
        ("one state:lost", "one state:lost\n      ^"),
        ("漢字 state:lost", "漢字 state:lost\n       ^"),
        ("a\tb state:lost", "a b state:lost\n      ^"),
    ],
)
def test_a_mistake_in_a_query_is_pointed_at(run: Run, query: str, place: str) -> None:
    for command in ("list", "terms"):
        result = run(command, ".", "-q", query)
        assert result.exit_code == 2
        first, text, caret = result.stderr.splitlines()
        assert first.startswith("reader: query, column ")
        assert "states are published" in first
        shown, below = place.split("\n")
        assert text == f"  {shown}"
        # The caret stands under the first cell of what does not fit.
        assert caret.index("^") >= below.index("^")
        assert set(caret) == {" ", "^"}


def test_an_escape_in_a_query_stays_text(run: Run) -> None:
    result = run("list", ".", "-q", "\x1b[31m state:lost")
    assert "\x1b" not in result.stderr
    assert "␛[31m state:lost" in result.stderr


def test_an_interrupt_is_130(blog: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.library.Library.refresh", interrupted)
    assert run("list", blog).exit_code == 130


def test_an_interrupted_process_says_nothing_more() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "show", "-"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # What a shell starts in the background is deaf to interrupts, and so are its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert process.stdin is not None
    # More than a pipe holds: once it is written, the program is reading.
    process.stdin.write(b"text\n" * 100_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    # The pipe stays open: what ends the program is the interrupt. It may have come just before
    # a read, which one piece more will end.
    with suppress(BrokenPipeError):
        process.stdin.write(b"text\n")
        process.stdin.flush()
    assert process.wait(timeout=60) == 130
    assert process.stdout is not None
    assert process.stderr is not None
    assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
    with suppress(BrokenPipeError):
        process.stdin.close()


def test_a_bug_shows_its_traceback(blog: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reader.library.Library.refresh", broken)
    assert isinstance(run("list", blog).exception, ZeroDivisionError)


def test_statuses_of_the_process(blog: Path, spawn: Spawn) -> None:
    assert spawn("list", blog).returncode == 0
    assert spawn("list", blog, "-q", "tag:nowhere").returncode == 1
    assert spawn("list", blog, "-q", "state:lost").returncode == 2
    assert spawn("list", "--nothing").returncode == 2


@pytest.mark.parametrize("form", ["table", "json", "csv", "paths"])
def test_a_closed_pipe_ends_quietly(blog: Path, form: str) -> None:
    """The reader of the pipe is gone before anything is written."""
    for number in range(500):
        write_post(blog, f"more/{number}.md", f"title: {'Long ' * 40}{number}\ndate: 2020-01-01")
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "list", blog, "--page-size", "1000", "--format", form],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0


def test_output_that_is_closed_altogether_is_no_crash(blog: Path) -> None:
    told = subprocess.run(
        f'"{sys.executable}" -m reader list "{blog}" >&-',
        shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in told.stderr


def test_a_terminal_that_knows_only_ascii_gets_question_marks(
    tmp_path: Path, spawn: Spawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    write_post(tmp_path, "a.md", "title: Größe 漢字", "date: 2017-01-01")
    told = spawn("list", tmp_path)
    assert told.returncode == 0
    assert "Gr??e ??" in told.stdout
