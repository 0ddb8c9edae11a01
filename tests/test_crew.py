"""Processes that read: whatever they are asked, and whatever becomes of them, each answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader import crew
from reader.crew import Crew
from reader.engines import detect
from reader.files import Files
from reader.workers import Front, read_bodies, read_fronts

PATIENCE = 60  # seconds until an answer that does not come is none


@contextmanager
def opened(files: Files) -> Iterator[Crew]:
    made = Crew(files, 1)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    for number in range(40):
        text = f"---\ntitle: Post {number}\n---\nWord {number}.\n" + "And so on. " * 5_000
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    return Files(tmp_path, detect(tmp_path))


def test_answers_come_for_each_question_in_turn(files: Files) -> None:
    chunks = [[(number, f"{number}.md")] for number in range(40)]
    with opened(files) as made:
        said = [made.ask(read_bodies, chunk) for chunk in chunks]
        for future, chunk in zip(said, chunks, strict=True):
            assert future.result(PATIENCE) == read_bodies(files, chunk)


def test_long_questions_and_long_answers_block_no_pipe(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_ANSWER", 4096)
    gone = [("a" * 250 + f"/{number}.md", 9) for number in range(4_000)]
    with opened(files) as made:
        said = [made.ask(read_fronts, gone) for _ in range(4)]
        bodies = made.ask(read_bodies, [(number, f"{number}.md") for number in range(40)])
        said += [made.ask(read_fronts, gone) for _ in range(4)]
        for future in said:
            assert future.result(PATIENCE) == [Front(path, None, True, True) for path, _ in gone]
        assert len((bodies.result(PATIENCE) or read_bodies(files, [])).texts) == 40


def test_what_a_process_cannot_say_any_more_is_none(files: Files) -> None:
    with opened(files) as made:
        first = made.ask(read_fronts, [("1.md", 9)])
        assert first.result(PATIENCE) is not None
        for process in made._processes:
            process.kill()
        said = [made.ask(read_fronts, [("2.md", 9)]) for _ in range(5)]
        assert [future.result(PATIENCE) for future in said] == [None] * 5
