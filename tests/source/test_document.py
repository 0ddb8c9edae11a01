"""Bytes to documents: every file is one, and nothing that stands in it is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.source import document
from reader.source.document import load, parse

POST = "---\ntitle: Früh\n---\nText\n"


@pytest.mark.parametrize(
    "data",
    [
        POST.encode(),
        b"\xef\xbb\xbf" + POST.encode(),
        b"\xff\xfe" + POST.encode("utf-16-le"),
        b"\xfe\xff" + POST.encode("utf-16-be"),
        POST.replace("\n", "\r\n").encode(),
        POST.replace("\n", "\r").encode(),
        POST,
        "\ufeff" + POST,
    ],
)
def test_marks_and_line_ends_make_no_difference(data: bytes | str) -> None:
    found = parse("a.md", data)
    assert found.front.values == {"title": "Früh"}
    assert found.front.lines == {"title": 2}
    assert (found.body, found.body_line, found.problems) == ("Text\n", 4, ())


@pytest.mark.parametrize(
    ("data", "line", "cause"),
    [
        (b"---\ntitle: x\n---\nOne\r\nbad \xff byte\n", 5, "not UTF-8"),
        (b"\xff\xfea\x00\n\x00\x00", 2, "not UTF-16"),
        (b"One\rtwo\r\n\x00\n", 3, "NUL"),
        ("One\ntwo\udcff", 2, "not text"),
        (b"", None, "empty file"),
        (b" \n\t\n", None, "empty file"),
        (b"\xef\xbb\xbf", None, "empty file"),
    ],
)
def test_what_is_wrong_with_the_bytes_is_named(
    data: bytes | str, line: int | None, cause: str
) -> None:
    found = parse("a.md", data)
    (problem,) = found.problems
    assert (problem.path, problem.line) == ("a.md", line)
    assert cause in problem.cause
    assert "\0" not in found.body
    (found.front.raw + found.body).encode()


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a b.md").write_text(POST)
    assert load(tmp_path, "a b.md").body == "Text\n"


@pytest.mark.parametrize("path", ["gone.md", "folder", "nul\0.md", "x" * 5000, "pipe.md"])
def test_a_file_that_cannot_be_read_is_an_empty_document(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    found = load(tmp_path, path)
    assert (found.body, found.empty) == ("", True)
    assert found.problems[0].cause.startswith("cannot be read: ")


def test_a_file_that_turned_unreadable_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(POST)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert str(load(tmp_path, "a.md").problems[0]) == "a.md: cannot be read: Permission denied"


def test_a_file_beyond_all_measure_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 30)
    (tmp_path / "a.md").write_text(POST + "x" * 50)
    found = load(tmp_path, "a.md")
    assert found.front.values == {"title": "Früh"}
    assert len(found.body) < 30
    assert "not read" in found.problems[0].cause


@pytest.mark.parametrize("text", ["A line.\n" * 640_000, "word " * 20_000, "#" * 5_000_000])
def test_size_does_not_matter(text: str) -> None:
    started = time.process_time()
    found = parse("a.md", POST.encode() + text.encode())
    assert time.process_time() - started < 1
    assert found.body == "Text\n" + text


# Pieces of which mistakes are made, more likely to hit a form than any bytes.
pieces = st.lists(
    st.sampled_from(
        ["---", "...", "+++", ";;;", "---json", "---js", "\n", "\n", "\r\n", "\r", "\t", " ", "{",
         "}", "[", "]", '"', "'", ":", ": ", "= ", "- ", "title", "date", "title: x\n", "a = 1\n",
         '"a": 1', ",", "&a ", "*a", "<<", "|\n", ">", "#", "!x", "%", "\\", "\ud800", "\0", "é",
         "<!--", "-->", ".. title: x\n", "Title: x\n", "\ufeff", "\x1b", "\u2028", "@", "`", "?"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(st.one_of(st.binary(), pieces.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@example(b"\xff\xfe\x00")
@example(b"---\n? [a]: b\n: c\n---\n")
def test_any_bytes_are_a_document(data: bytes) -> None:
    found = parse("a.md", data)
    (found.front.raw + found.body).encode()
    assert all(problem.path == "a.md" for problem in found.problems)


@given(st.one_of(st.text(), pieces))
def test_front_matter_and_body_are_the_whole_text(text: str) -> None:
    found = parse("a.md", text)
    whole = found.front.raw + found.body
    assert whole == re.sub(
        "[\0\ud800-\udfff]", "\ufffd", re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    )
    # A body may begin behind its front matter's last line, or not at all.
    rest = "\n".join(whole.split("\n")[found.body_line - 1 :])
    assert rest == found.body or (rest.endswith(found.body) and found.front.raw[-1] != "\n")
    last = whole.count("\n") + 1
    assert all(1 <= line <= last for line in found.front.lines.values())
    assert set(found.front.lines) <= set(found.front.values)
    assert all(1 <= problem.line <= last for problem in found.problems if problem.line)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r")), st.text("ab \n"))
def test_no_text_is_lost(body: str, title: str) -> None:
    text = f"---\ntitle: {title.split()}\n---\n{body}"
    assert parse("a.md", text).body == body


def test_no_parser_is_loaded_before_a_file_is_read() -> None:
    code = (
        "import sys; import reader.source.document, reader.source.scan, reader.engines;"
        "print([name for name in ('yaml', 'tomllib', 'frontmatter', 'json', 'html')"
        " if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
