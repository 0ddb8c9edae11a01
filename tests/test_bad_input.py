"""Every kind of bad input, end to end: a post with its problem, and all other posts beside it."""

# ruff: noqa: E501 - a row of the table is a line.

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reader.cli.main import reader
from reader.library import Library
from reader.query import Query
from reader.tui.app import ReaderApp
from tests.tui.story import drawn, press, settle

# What `show --format ansi` writes of its own: colours and links.
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\\\")
GOOD = "---\ntitle: A good post\ndate: 2020-01-01\n---\nIts text.\n"


@dataclass(frozen=True)
class Bad:
    """A file, what it is called in the list, and what is said of it (line, part of the cause)."""

    data: bytes
    title: str
    line: int | None = None
    cause: str | None = None
    name: str = "bad.md"


ROWS = {
    "unclosed": Bad(b"---\ntitle: Never closed\ndate: 2019-01-01\n\nText.\n", "Never closed", 1, "closed"),
    "bad YAML": Bad(b"---\ntitle: A: colon\ndate: 2019-01-01\n---\nText.\n", "A: colon", 2, ""),
    "a list": Bad(b"---\n- one\n- two\n---\nText.\n", "Bad", None, ""),
    "tabs": Bad(b"---\ntitle: Tabbed\nauthors:\n\t- One\n---\nText.\n", "Tabbed", 4, ""),
    "30 February": Bad(b"---\ntitle: Leap\ndate: 2017-02-30\n---\nText.\n", "Leap", 3, "2017-02-30"),
    "no title": Bad(b"---\ndate: 2019-01-01\n---\nText.\n", "Bad", None, "title"),
    "no date": Bad(b"---\ntitle: Whenever\n---\nText.\n", "Whenever", None, "date"),
    "keys twice": Bad(b"---\ntitle: One\ntitle: Two\ndate: 2019-01-01\n---\n", "Two", 3, "title"),
    "BOM": Bad(b"\xef\xbb\xbf---\ntitle: Marked\ndate: 2019-01-01\n---\nText.\n", "Marked"),
    "CRLF": Bad(b"---\r\ntitle: Two signs\r\ndate: 2019-01-01\r\n---\r\nText.\r\n", "Two signs"),
    "bare CR": Bad(b"---\rtitle: One sign\rdate: 2019-01-01\r---\rText.\r", "One sign"),
    "NUL": Bad(b"---\ntitle: Nul\ndate: 2019-01-01\n---\nA\x00B\n", "Nul", 5, "NUL"),
    "not UTF-8": Bad(b"---\ntitle: Bytes\ndate: 2019-01-01\n---\n\ncaf\xe9\n", "Bytes", 6, "UTF-8"),
    "empty": Bad(b"", "Bad", None, "empty file"),
    "5 MB": Bad(
        b"---\ntitle: Large\ndate: 2019-01-01\n---\n" + b"Many words in one line.\n\n" * 200_000, "Large"
    ),
    "one long line": Bad(
        b"---\ntitle: Long\ndate: 2019-01-01\n---\n" + b"word " * 20_000, "Long"
    ),
    "a path of spaces": Bad(GOOD.replace("A good", "Another").encode(), "Another post", name="a b  c.md"),
    "a path of emoji": Bad(GOOD.replace("A good", "Another").encode(), "Another post", name="🦀é.md"),
    "a path of lines": Bad(GOOD.replace("A good", "Another").encode(), "Another post", name="a\nb.md"),
    "a path that is no text": Bad(
        GOOD.replace("A good", "Another").encode(), "Another post", name=os.fsdecode(b"\xff\xfe.md")
    ),
    "markup": Bad(b"---\ntitle: '[/oops] [TODO] fix'\ndate: 2019-01-01\n---\n[/oops]\n", "[/oops] [TODO] fix"),
    "escapes": Bad(
        b'---\ntitle: "Red \\e[31m \\u202e end"\ndate: 2019-01-01\n---\n\x1b]0;title\x07 &#x9b;31m\n',
        "Red \x1b[31m \u202e end",
    ),
}  # fmt: skip


@pytest.fixture(params=list(ROWS.values()), ids=list(ROWS))
def row(request: pytest.FixtureRequest) -> Bad:
    bad: Bad = request.param
    return bad


@pytest.fixture
def folder(row: Bad, tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "good.md").write_text(GOOD)
    (folder / row.name).write_bytes(row.data)
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(reader, [str(argument) for argument in arguments])


def commands_a_terminal(text: str) -> bool:
    """Whether something in `text` is more than letters, spaces and lines to a terminal."""
    return any(
        (c < " " and c not in "\n\t") or "\x7f" <= c < "\xa0" or c in "\u202e\u2066" for c in text
    )


def test_the_list_tells_it_and_all_others(row: Bad, folder: Path) -> None:
    listed = run("list", folder, "-q", "state:any", "--format", "json")
    assert listed.exit_code == 0
    assert not commands_a_terminal(listed.stdout)
    posts = {post["title"]: post for post in json.loads(listed.stdout)["posts"]}
    assert posts.keys() == {"A good post", row.title}
    assert posts["A good post"]["problems"] == []
    problems = posts[row.title]["problems"]
    if row.cause is None:
        assert problems == []
    else:
        assert any(row.cause in p["cause"] and row.line in (None, p["line"]) for p in problems)


def test_it_can_be_shown(row: Bad, folder: Path) -> None:
    for form in ("plain", "ansi", "json"):
        shown = run("show", folder / row.name, "--format", form, "--width", "60")
        assert shown.exit_code == 0
        assert not commands_a_terminal(
            OURS.sub("", shown.stdout) if form == "ansi" else shown.stdout
        )


async def test_it_can_be_read(row: Bad, folder: Path, tmp_path: Path) -> None:
    with Library.open(folder, cache=tmp_path / "cache") as library:
        library.refresh()
        app = ReaderApp(library, query=Query.parse("state:any"))
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await settle(pilot)
            seen = set()
            for _ in range(2):
                assert screen.pane.post is not None
                seen.add(screen.pane.post.title)
                assert not commands_a_terminal(drawn(pilot).replace("\n", ""))
                screen = await press(pilot, "enter", "G", "escape", "j")
        assert seen == {"A good post", row.title}


def loop(folder: Path) -> None:
    (folder / "deeper").mkdir()
    (folder / "deeper" / "loop").symlink_to(folder, target_is_directory=True)


def dangling(folder: Path) -> None:
    (folder / "gone.md").symlink_to(folder / "nowhere.md")


@pytest.mark.parametrize("make", [loop, dangling])
def test_links_that_lead_nowhere(make: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    make(tmp_path)
    listed = run("list", tmp_path, "--format", "json")
    assert [post["path"] for post in json.loads(listed.stdout)["posts"]] == ["good.md"]


def test_a_folder_without_posts(tmp_path: Path) -> None:
    listed = run("list", tmp_path)
    assert listed.exit_code == 1
    assert len(listed.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [["list"], ["terms"], ["show"], []])
def test_a_path_that_does_not_exist(command: list[str], tmp_path: Path) -> None:
    missing = run(*command, tmp_path / "nowhere.md")
    assert missing.exit_code == 2
    assert missing.stdout == ""
    assert len(missing.stderr.strip().splitlines()) == 1
    assert "nowhere.md" in missing.stderr
