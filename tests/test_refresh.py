"""A refresh that is killed, or shares its folder, leaves what the next one completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader import refresh, workers
from reader.files import Files
from reader.index.rows import Bodies
from reader.library import Library
from reader.query import Query

COUNT, KILLS = 400, 50
QUERIES = ("state:any", "common", "w7 sort:title", "tag:t3", "sort:-words")
# A process that reads a folder by batches so small that there are many moments to be killed at.
READING = """
import sys
from pathlib import Path
from reader import refresh, workers
from reader.files import Files
from reader.library import Library
refresh.FEWEST, refresh._CHUNK, refresh._LARGE_BATCH, refresh._TEXTS = 1, 5, 10, 2_000
workers._cores = lambda: 1
with Library.open(Path(sys.argv[1]), cache=Path(sys.argv[2])) as library:
    library.refresh(lambda done, total: print(done, flush=True))
"""


def put(folder: Path, number: int, version: int = 0) -> None:
    path = folder / str(number % 5) / f"{number:03}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    front = f"title: Post {number} of {version}\ndate: 2020-01-{number % 28 + 1:02}"
    body = f"Something common, w{(number + version) % 11}. {'And so on. ' * (number % 13)}\n"
    path.write_text(f"---\n{front}\ntags: [t{number % 5}]\n---\n{body}", encoding="utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000 + number + 1_000 * version))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(COUNT):
        put(tmp_path / "posts", number)
    return tmp_path / "posts"


def said(library: Library) -> list[object]:
    pages = [library.page(Query.parse(text).sized(1_000)).posts for text in QUERIES]
    facets = [library.facets(field, Query.parse("common")) for field in ("tag", "year")]
    return [*pages, *facets, library.problems()]


def rebuilt(folder: Path) -> list[object]:
    with tempfile.TemporaryDirectory() as cache, Library.open(folder, cache=Path(cache)) as library:
        library.refresh()
        return said(library)


def reading(folder: Path, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", READING, str(folder), str(cache)], stdout=subprocess.PIPE, text=True
    )


def test_the_next_start_is_right_after_a_kill_at_any_moment(folder: Path, tmp_path: Path) -> None:
    cache, at = tmp_path / "cache", random.Random(7)
    killed = 0
    for round_ in range(KILLS):
        # Something has always changed, so that there is always something to be killed in.
        for number in at.sample(range(COUNT), 60):
            put(folder, number, round_ + 1)
        (folder / "0" / f"{5 * at.randrange(COUNT // 5):03}.md").unlink(missing_ok=True)
        with reading(folder, cache) as process:
            assert process.stdout is not None
            # Some steps on, and a moment more.
            steps = at.randrange(16)
            if all(process.stdout.readline() for _ in range(steps)):
                try:
                    process.wait(timeout=at.uniform(0, 0.02))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    killed += 1
        if round_ % 10 == 9:
            with Library.open(folder, cache=cache) as library:
                library.refresh()
                assert library.notices == ()
                assert said(library) == rebuilt(folder)
    # Most of them were in the middle of it.
    assert killed > KILLS // 2


def test_two_readers_of_one_folder_share_an_index(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "FEWEST", 1)
    monkeypatch.setattr(workers, "FEWEST", 1_000_000)
    cache, expected = tmp_path / "cache", rebuilt(folder)
    libraries = [Library.open(folder, cache=cache) for _ in range(2)]
    failed = list[BaseException]()

    def run(library: Library) -> Callable[[], None]:
        def refreshed() -> None:
            try:
                library.refresh()
            except BaseException as error:
                failed.append(error)

        return refreshed

    threads = [threading.Thread(target=run(library)) for library in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for library in libraries:
        # What the other one wrote last may still be to be told of.
        library.refresh()
        assert said(library) == expected
        assert library.notices == ()
        library.close()


def test_texts_of_posts_that_are_gone_are_swept_away(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.index.store._MANY_DEAD", 100)
    with Library.open(folder, cache=tmp_path / "cache") as library:
        library.refresh()
        told = []
        for version in range(1, 5):
            for number in range(0, COUNT, 2):
                put(folder, number, version)
            told.append(library.refresh().told)
            assert said(library) == rebuilt(folder)
        # 200, 400, 600 rows without a post, and 500 are put up with; half the posts change then.
        assert told == [0, 0, 0, COUNT // 2]


def test_a_body_that_is_away_for_a_moment_is_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (refresh, workers):
        monkeypatch.setattr(room, "FEWEST", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    # Pieces of a post each.
    monkeypatch.setattr(refresh, "_PIECE", 1)
    read, lost = workers.read_bodies, folder / "0" / "005.md"

    def away(files: Files, posts: Sequence[tuple[int, str]]) -> Bodies:
        os.rename(lost, lost.with_suffix(".away"))
        try:
            return read(files, posts)
        finally:
            os.rename(lost.with_suffix(".away"), lost)

    with Library.open(folder, cache=tmp_path / "cache") as library:
        monkeypatch.setattr(workers, "read_bodies", away)
        assert library.refresh().told == COUNT
        monkeypatch.setattr(workers, "read_bodies", read)
        assert library.refresh().changed == 1
        assert said(library) == rebuilt(folder)
