"""A small blog and a way to run the command line on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reader.cli.main import reader

ROOT = Path(__file__).parents[2]

Run = Callable[..., Result]
Spawn = Callable[..., "subprocess.CompletedProcess[str]"]


def write_post(folder: Path, name: str, *lines: str, body: str = "A body.\n") -> Path:
    """A post with these lines of front matter."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["---", *lines, "---", "", body]), encoding="utf-8")
    return path


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """23 published posts of two categories and two authors, the newest first; and a draft."""
    folder = tmp_path / "blog"
    for number in range(1, 24):
        write_post(
            folder, f"{number:02}.md",
            f"title: Post {number:02}",
            f"date: 2017-05-{number:02}T10:00:00+02:00",
            f"author: Author {'One' if number % 2 else 'Two'}",
            f"categories: [{'News' if number <= 15 else 'Notes'}]",
            "tags: [all, even]" if number % 2 == 0 else "tags: [all]",
        )  # fmt: skip
    write_post(folder, "draft.md", "title: Not yet", "draft: true", "date: 2017-06-01")
    return folder


@pytest.fixture
def run() -> Run:
    """Run the command line in this process."""

    def invoke(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(reader, [str(part) for part in arguments], input=stdin)

    return invoke


@pytest.fixture
def spawn() -> Spawn:
    """Run it in a process of its own, from the project's folder."""

    def start(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "reader", *map(str, arguments)],
            cwd=ROOT, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    return start
