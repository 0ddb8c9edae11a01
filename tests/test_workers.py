"""Files read by several processes say what they say to one, whatever becomes of a process."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader import refresh, workers
from reader.engines import detect
from reader.files import Files
from reader.library import Library
from reader.model import Facet, Post, Problem
from reader.query import Query
from reader.refresh import Changes

COUNT = 230
QUERIES = ("", "state:any", "common", "w7", "w7 common", "sort:-words", "has:image", "sort:rank w7")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    for number in range(COUNT):
        path = folder / str(number % 7) / f"{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        image = "![A picture](a.png)" if number % 3 == 0 else ""
        front = f"title: Post {number}\ndate: 2020-01-{number % 28 + 1:02}\ntags: [t{number % 5}]"
        body = f"Something common, w{number % 11}. {'And so on. ' * (number % 13)}\n\n{image}\n"
        path.write_text(f"---\n{front}\n---\n{body}", encoding="utf-8")
        os.utime(path, (1_600_000_000, 1_600_000_000 + number))
    (folder / "broken.md").write_text("---\ntitle: [open\n---\nA broken post.\n", encoding="utf-8")
    os.utime(folder / "broken.md", (1_500_000_000, 1_500_000_000))
    return folder


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes for any number of files."""
    for room in (refresh, workers):
        monkeypatch.setattr(room, "FEWEST", 1)
    monkeypatch.setattr(refresh, "_CHUNK", 20)
    monkeypatch.setattr(workers, "_cores", lambda: 2)


Snapshot = tuple[list[tuple[Post, ...]], tuple[Facet, ...], tuple[Problem, ...]]


def snapshot(library: Library) -> Snapshot:
    pages = [library.page(Query.parse(text).sized(1_000)).posts for text in QUERIES]
    return pages, library.facets("tag", Query.parse("common")), library.problems()


def read(folder: Path, cache: Path, *, bodies: bool = True) -> tuple[Changes, Snapshot]:
    with Library.open(folder, cache=cache) as library:
        return library.refresh(bodies=bodies), snapshot(library)


@pytest.fixture
def expected(folder: Path, tmp_path: Path) -> Snapshot:
    return read(folder, tmp_path / "plain")[1]


def test_processes_say_what_one_says(
    folder: Path, tmp_path: Path, expected: Snapshot, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("eager")
    changes, said = read(folder, tmp_path / "cache")
    assert said == expected
    assert (changes.new, changes.told, changes.stopped) == (COUNT + 1, COUNT + 1, False)
    assert read(folder, tmp_path / "cache")[0] == Changes()


SITES = sorted(
    path for path in (Path(__file__).parent / "sites").glob("*/*/")
    if path.is_dir() and (path.parent / "expected.json").is_file()
)  # fmt: skip


@pytest.mark.parametrize("site", SITES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_engine_says_the_same_to_another_process(site: Path) -> None:
    files = Files(site, detect(site))
    paths = [(path, stamp.size) for path, stamp in files.scan(lambda: False).stamps.items()]
    here = workers.read_fronts(files, paths)
    root, engine = pickle.loads(pickle.dumps((site, files.engine)))
    assert workers.read_fronts(Files(root, engine), paths) == here


@pytest.mark.parametrize("site", SITES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_front_matter_and_body_apart_say_what_both_say(site: Path) -> None:
    files = Files(site, detect(site))
    for path in files.scan(lambda: False).stamps:
        document = files.document(path)
        whole = files.post(document)
        if whole is None:
            continue
        front, body = files.post(document, part="front"), files.post(document, part="body")
        assert front is not None
        assert body is not None
        assert (front.told, front.text, body.text) == (False, "", whole.text)
        # A post without a date may be dated by the moment of reading.
        assert whole == replace(
            front, date=whole.date, order=whole.order, words=body.words, minutes=body.minutes,
            summary=body.summary, has=front.has | body.has, told=True,
        )  # fmt: skip


def test_an_index_in_memory_is_filled_and_refreshed_as_one_in_a_file(
    folder: Path, tmp_path: Path, expected: Snapshot, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("eager")
    (tmp_path / "cache").write_text("No folder.", encoding="utf-8")
    with Library.open(folder, cache=tmp_path / "cache") as library:
        assert library.refresh().told == COUNT + 1
        assert "kept in memory" in library.notices[0]
        assert snapshot(library) == expected
        for name in ("0/000.md", "1/001.md"):
            (folder / name).unlink()
            os.mkfifo(folder / name)
        assert library.refresh() == Changes(gone=2)


def test_bodies_can_wait(
    folder: Path, tmp_path: Path, expected: Snapshot, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("eager")
    changes, (pages, _, problems) = read(folder, tmp_path / "cache", bodies=False)
    assert (changes.new, changes.told) == (COUNT + 1, 0)
    # What a page shows is whole; what is found in bodies is not there yet.
    assert pages[:2] == expected[0][:2]
    assert [len(page) for page in pages[2:5]] == [0, 0, 0]
    assert problems == expected[2]
    changes, said = read(folder, tmp_path / "cache")
    assert (changes.new, changes.told) == (0, COUNT + 1)
    assert said == expected


def killing(folder: Path, last: int) -> Callable[[Iterator[object]], Iterator[object]]:
    """Passes on what processes say, and kills one of them on the way."""

    def passed(said: Iterator[object]) -> Iterator[object]:
        for number, one in enumerate(said):
            if number == last:
                for child in children():
                    os.kill(child, signal.SIGKILL)
            yield one

    return passed


def children() -> list[int]:
    """The processes that read."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            command = Path("/proc", child, "cmdline").read_bytes()
            if b"reader.workers" in command:
                found.append(int(child))
    return found


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found in /proc")
@pytest.mark.parametrize("what", ["fronts", "bodies"])
def test_a_process_that_is_killed_costs_nothing(
    folder: Path, tmp_path: Path, expected: Snapshot, what: str,
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    request.getfixturevalue("eager")
    method = getattr(workers.Workers, what)
    passed = killing(folder, 2)
    monkeypatch.setattr(workers.Workers, what, lambda self, chunks: passed(method(self, chunks)))
    assert read(folder, tmp_path / "cache")[1] == expected


def test_where_no_process_can_be_started_all_is_read_here(
    folder: Path, tmp_path: Path, expected: Snapshot,
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    request.getfixturevalue("eager")

    def refused(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("subprocess.Popen", refused)
    assert read(folder, tmp_path / "cache")[1] == expected
