"""What leaves the program is readable by machines, and safe to look at."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.output import colour, quoted, write_csv, write_json

HOSTILE = "\x1b[31m\x7f\x9b\u202e\u2067\ufeff\U000e0041\udc9b\r\n\t\u2028é漢👩\u200d💻\u200c\u200f"


def test_json_escapes_what_a_terminal_obeys_and_keeps_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_json({"title": HOSTILE})
    out = capsys.readouterr().out
    assert json.loads(out) == {"title": HOSTILE}
    assert "é漢👩\u200d💻\u200c\u200f" in out
    for harmful in "\x1b\x7f\x9b\u202e\u2067\ufeff\U000e0041\udc9b\r\t\u2028":
        assert harmful not in out


@given(st.text(st.characters()))
def test_json_gives_back_any_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        written: list[str] = []
        patch.setattr("reader.cli.output.write", written.append)
        write_json([text])
    assert json.loads("".join(written)) == [text]
    assert json.loads("".join(written).encode()) == [text]


def test_csv_keeps_each_row_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(("a", "b", "c"), [("one\ntwo", 3, None), ('say "x", y', 0, "\x1b[2J")])
    assert capsys.readouterr().out == 'a,b,c\none two,3,\n"say ""x"", y",0,␛[2J\n'


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("2017/post.md", "2017/post.md"),
        ("with space/naïve 漢.md", "with space/naïve 漢.md"),
        ("back\\slash.md", "back\\slash.md"),
        ("two\nlines.md", '"two\\012lines.md"'),
        ("\x1b[31m.md", '"\\033[31m.md"'),
        ("bad\udcff.md", '"bad\\377.md"'),
        ("turn\u202e.md", '"turn\\342\\200\\256.md"'),
        ('"quoted".md', '"\\"quoted\\".md"'),
        ('a\n"b\\c".md', '"a\\012\\"b\\\\c\\".md"'),
    ],
)
def test_a_path_stays_on_its_line(path: str, line: str) -> None:
    assert quoted(path) == line


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_quoted_path_can_be_read_back(path: str) -> None:
    line = quoted(path)
    assert "\n" not in line
    if line.startswith('"'):
        plain = line[1:-1].encode().decode("unicode_escape").encode("latin-1").decode()
        # unicode_escape reads what is not escaped as Latin-1, which the two calls undo.
        assert plain == path
    else:
        assert line == path


def test_git_quotes_alike(tmp_path: Path) -> None:
    names = ["two\nlines.md", "\x1b[31m.md", 'a\n"b\\c".md']
    try:
        subprocess.run(["git", "init", "-q", tmp_path], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no git here to compare with")
    for name in names:
        (tmp_path / name).touch()
    told = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files", "--others"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    # Git writes the commonest controls by letter, which its readers take for the same.
    letters = {"\\012": "\\n", "\\033": "\\033"}
    ours = [quoted(name) for name in names]
    for octal, letter in letters.items():
        ours = [line.replace(octal, letter) for line in ours]
    assert sorted(told) == sorted(ours)


class Stream:
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": ""}, False),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_only_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert colour(Stream(terminal=terminal)) is coloured  # type: ignore[arg-type]
