"""What the README says is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from reader.config import Settings, load
from reader.query import Query
from tests.cli.conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines()]
COMMANDS = [
    line
    for line in LINES
    if line.startswith(("reader list", "reader terms", "reader pages", "reader show"))
]


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose first cell is `heading`."""
    lines = README.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_there_is_something_to_check() -> None:
    assert len(COMMANDS) == 5
    assert len(table("query")) >= 6
    assert len(table("keys")) >= 10


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_run(line: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    arguments = shlex.split(line, comments=True)[1:]
    assert run(*arguments).exit_code == 0


def test_its_way_into_the_reader_finds_something(run: Run) -> None:
    arguments = [shlex.split(line)[1:] for line in LINES if line.startswith("reader posts -q")]
    assert arguments
    for _, *query in arguments:
        assert run("list", ROOT / "posts", *query).exit_code == 0


@pytest.mark.parametrize("row", table("query"), ids=lambda row: row[0])
def test_its_queries_are_read(row: list[str]) -> None:
    for example in re.findall(r"`([^`]+)`", " ".join(row)):
        assert Query.parse(str(Query.parse(example))) == Query.parse(example)


@pytest.mark.parametrize("row", table("query"), ids=lambda row: row[0])
def test_its_queries_find_something_in_the_posts(row: list[str], run: Run) -> None:
    for example in re.findall(r"`([^`]+)`", row[0]):
        assert run("list", ROOT / "posts", "-q", example).exit_code == 0, example


def test_its_settings_are_the_settings(tmp_path: Path) -> None:
    text = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert text is not None
    path = tmp_path / "config.toml"
    path.write_text(text[1], encoding="utf-8")
    views = {"unread": "is:unread sort:-date", "talks": 'tag:conference author:"Ken Owens"'}
    assert load(path) == Settings(page_size=10, views=views)


@pytest.mark.parametrize("row", table("shell"), ids=lambda row: row[0])
def test_its_lines_for_shells_ask_for_what_is_there(row: list[str]) -> None:
    from click.shell_completion import get_completion_class

    from reader.cli.shells import install

    install()
    shell = row[0].split()[0]
    assert f"_READER_COMPLETE={shell}_source reader" in row[2]
    kind = get_completion_class(shell)
    assert kind is not None
    assert kind.__module__ == "reader.cli.shells"


def test_its_keys_are_keys() -> None:
    from reader.tui import commands

    names = {"PgDn": "pagedown", "PgUp": "pageup", "Esc": "escape", ",": "comma", ":": "colon"}
    names |= {"/": "slash", "<": "less_than_sign", ">": "greater_than_sign"}
    names |= {"?": "question_mark", "↓": "down", "↑": "up", "→": "right", "←": "left"}
    names |= {"[": "left_square_bracket", "]": "right_square_bracket"}
    names |= {"-": "minus", "+": "plus"}
    names |= {"Ctrl+P": "ctrl+p", "Ctrl+X": "ctrl+x"}
    keys = {key for command in commands.COMMANDS for key in command.keys}
    keys |= {key.lower() for key in keys if len(key) > 1}
    for row in table("keys"):
        for key in re.findall(r"[^\s`,]+", row[0]):
            name = names.get(key, key if len(key) == 1 else key.lower())
            assert name in keys, key
