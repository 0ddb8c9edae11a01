"""Completion in shells: through click's classes, and in whatever shell is there."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from reader.cli.main import reader
from reader.cli.shells import Bash, Fish, Zsh
from tests.cli.conftest import ROOT, write_post

VIEWS = "[views]\nnotes = 'category:Notes sort:date'\n"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text(VIEWS)
    monkeypatch.setenv("READER_CONFIG", str(path))


@pytest.fixture
def folder(blog: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The blog, with terms that shells take for something else; the current folder is above it."""
    terms = ["a, b", "$HOME", "it's", 'say "hi"', "`id`", "[x]*", "esc \x1b[31m"]
    known = ["author: Author One", "category: News", "tags: [all]", "date: 2010-01-01"]
    write_post(blog, "odd.md", "title: Odd", f"topics: {terms!r}", *known)
    monkeypatch.chdir(blog.parent)
    return blog


def values(shell: type[ShellComplete], words: str, word: str, monkeypatch: pytest.MonkeyPatch) -> (
    list[str]
):  # fmt: skip
    """The lines that a shell is told where `words` stand up to the cursor."""
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", word)
    return shell(reader, {}, "reader", "_READER_COMPLETE").complete().splitlines()


@pytest.mark.parametrize(
    ("line", "replaced", "told"),
    [
        ("reader li", "li", ["plain,list", "file,"]),
        ("reader list bl", "bl", ["file,"]),
        ("reader show bl", "bl", ["file,"]),
        ("reader list blog --eng", "--eng", ["plain,--engine"]),
        ("reader list blog --engine hu", "hu", ["plain,hugo"]),
        ("reader list blog --engine=hu", "hu", ["plain,hugo"]),
        ("reader list blog --format=p", "p", ["plain,paths"]),
        ("reader list --sort -ti", "-ti", ["plain,-title"]),
        ("reader terms blog --by ta", "ta", ["plain,tag"]),
        ("reader terms blog --by st", "st", ["plain,state"]),
        ("reader list blog -q tag:e", "e", ["plain,even"]),
        ("reader list blog -q tag:even,a", "even,a", ["plain,even,all"]),
        ("reader list blog --query=tag:e", "e", ["plain,even"]),
        ("reader list blog -q -tag:e", "e", ["plain,even"]),
        ("reader list blog -q TAG:E", "E", ["plain,even"]),
        ("reader blog -q @n", "@n", ["plain,@notes"]),
        ("reader list blog -q 'category:Notes author:", "category:Notes author:", [
            'plain,category:Notes author:"Author One"', 'plain,category:Notes author:"Author Two"',
        ]),
        ("reader list blog -q author:", "", [
            "plain,\\\"Author\\ One\\\"", "plain,\\\"Author\\ Two\\\"",
        ]),
        ('reader list blog -q "author:', "author:", [
            'plain,author:\\"Author One\\"', 'plain,author:\\"Author Two\\"',
        ]),
        # The only field that fits brings its values, so that no shell closes the quotes too early.
        ("reader list blog -q 'cat", "cat", ["plain,category:News", "plain,category:Notes"]),
        ("reader list blog -q 'x", "x", []),
        ("reader list nowhere -q tag:", "", []),
        ("reader list - -q tag:", "", []),
        ("reader list blog -q state:foo' tag:", "state:foo tag:", []),
        ("reader list blog --engine nothing -q tag:", "", []),
    ],
)  # fmt: skip
def test_bash_is_told_what_to_put_in_the_place_of_what(
    folder: Path, line: str, replaced: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert values(Bash, line, replaced, monkeypatch) == told


def test_zsh_and_fish_are_told_whole_words_and_how_many_posts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zsh = values(Zsh, "reader list blog -q 'tag:all author:", "4", monkeypatch)
    assert zsh[:3] == ["plain", 'tag\\:all author\\:"Author One"', "13 posts"]
    zsh = values(Zsh, "reader list blog --query=tag:e", "3", monkeypatch)
    assert zsh == ["plain", "--query=tag\\:even", "11 posts"]
    line = "reader list blog -q 'tag:even,a"
    told = values(Fish, line, "'tag:even,a", monkeypatch)
    assert told == ["plain,tag:even,all\t24 posts"]
    assert values(Fish, "reader list blog -q '", "'", monkeypatch)[0] == "plain,category:"
    assert values(Fish, "reader list blog -q @", "@", monkeypatch) == [
        "plain,@notes\tcategory:Notes sort:date"
    ]


def test_the_scripts_are_those_of_the_shells() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for shell, sign in [
        ("bash", "complete -o nosort -F"),
        ("zsh", "compdef"),
        ("fish", "complete"),
    ]:
        told = subprocess.run(
            [sys.executable, "-m", "reader"],
            env={**environment, "_READER_COMPLETE": f"{shell}_source"},
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert sign in told.stdout
        assert told.stderr == ""


class Terminal:
    """A shell on a terminal of its own, where `reader` writes down what it is called with."""

    PROMPT = b"ready> "

    def __init__(self, command: list[str], folder: Path) -> None:
        self.called = folder / "called"
        program = folder / "bin" / "reader"
        program.parent.mkdir()
        program.write_text(
            "#!/bin/sh\n"
            f'if [ -n "$_READER_COMPLETE" ]; then PYTHONPATH={shlex.quote(str(ROOT))} '
            f'exec {shlex.quote(sys.executable)} -m reader "$@"; fi\n'
            f"printf '%s\\n' \"$@\" > {shlex.quote(str(self.called))}\n"
        )
        program.chmod(0o755)
        mine, its = pty.openpty()
        path = f"{program.parent}:{os.environ['PATH']}"
        self.process = subprocess.Popen(
            command, stdin=its, stdout=its, stderr=its, start_new_session=True,
            env={**os.environ, "PATH": path, "TERM": "dumb", "HOME": str(folder)},
        )  # fmt: skip
        os.close(its)
        self.screen = mine

    def wait(self) -> None:
        """Until it is ready for another line."""
        seen, end = b"", time.monotonic() + 60
        while not seen.endswith(self.PROMPT):
            ready, _, _ = select.select([self.screen], [], [], max(0, end - time.monotonic()))
            assert ready, seen.decode()
            seen += os.read(self.screen, 4096)

    def type(self, keys: str) -> list[str]:
        """Type a line, run it; what `reader` was called with."""
        self.called.unlink(missing_ok=True)
        os.write(self.screen, f"{keys}\r".encode())
        self.wait()
        return self.called.read_text().splitlines()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)


@pytest.fixture
def bash(folder: Path) -> Iterator[Terminal]:
    if (found := shutil.which("bash")) is None:
        pytest.skip("there is no bash")
    rc = folder.parent / "bashrc"
    rc.write_text(
        "PS1='ready> '\nbind 'set bell-style none'\nbind 'set enable-bracketed-paste off'\n"
        'eval "$(_READER_COMPLETE=bash_source reader)"\n'
    )
    terminal = Terminal([found, "--noprofile", "--rcfile", str(rc), "-i"], folder.parent)
    try:
        terminal.wait()
        yield terminal
    finally:
        terminal.close()


def test_in_a_real_bash(bash: Terminal) -> None:
    for keys, called in [
        ("reader li\t blo\t", ["list", "blog/"]),
        ("reader list blog -q tag:e\t", ["list", "blog", "-q", "tag:even"]),
        ("reader list blog --query=tag:e\t", ["list", "blog", "--query=tag:even"]),
        ("reader list blog -q 'ta\tev\t", ["list", "blog", "-q", "tag:even"]),
        ("reader list blog -q author:\tT\t", ["list", "blog", "-q", 'author:"Author Two"']),
        (
            "reader list blog -q 'tag:even author:\tT\t",
            ["list", "blog", "-q", 'tag:even author:"Author Two"'],
        ),
        (
            'reader list blog -q "-tag:even author:\tT\t',
            ["list", "blog", "-q", '-tag:even author:"Author Two"'],
        ),
        ("reader blog -q @n\t", ["blog", "-q", "@notes"]),
        ("reader list blog -q topics:it\t", ["list", "blog", "-q", "topics:it's"]),
        ("reader list blog -q 'topics:it\t", ["list", "blog", "-q", "topics:it's"]),
        ("reader list blog -q topics:\\$\t", ["list", "blog", "-q", "topics:$HOME"]),
        ('reader list blog -q "topics:\\$\t', ["list", "blog", "-q", "topics:$HOME"]),
        ("reader list blog -q topics:\\`\t", ["list", "blog", "-q", "topics:`id`"]),
        ("reader list blog -q 'topics:say\t", ["list", "blog", "-q", 'topics:"say ""hi"""']),
        ("reader list blog -q topics:say\t", ["list", "blog", "-q", 'topics:"say ""hi"""']),
        ("reader list blog -q 'topics:a\t", ["list", "blog", "-q", 'topics:"a, b"']),
        ("reader list blog -q topics:[\t", ["list", "blog", "-q", "topics:[x]*"]),
    ]:
        assert bash.type(keys) == called, keys
