"""The user's own data under every mishap: what was kept is there, and nothing of it is replaced."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import history_file
from reader.history import BOOKMARKED, READ, History, history_path
from tests.mishaps import DAMAGES as ANY_FILE_S
from tests.mishaps import file_size_limit, garbage, in_a_child

ROOT = Path("/some/blog")
ODD = os.fsdecode(b"caf\xe9\n.md")

REMEMBERED = "; what you mark is remembered until you leave"


def opened(path: Path | None, root: Path = ROOT) -> History:
    return History(path, root)


def filled(path: Path, count: int = 500) -> None:
    """A file with so many posts read."""
    history = opened(path)
    for number in range(count):
        history.mark(f"posts/some-post-{number:04}.md", READ)
    history.close()


def read(history: History, mark: str = READ) -> list[str]:
    """What lists would show as read."""
    return [os.fsdecode(path) for path in history.paths(mark)]


def read_anew(path: Path) -> list[str]:
    history = opened(path)
    try:
        return read(history)
    finally:
        history.close()


def others(path: Path) -> list[str]:
    """What stands in the folder beside the history."""
    return sorted(file.name for file in path.parent.iterdir() if file.name != path.name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "post-reader" / "history.sqlite"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_file, "PATIENCE", 0.05)


def test_what_is_marked_holds_at_once_and_is_there_next_time(path: Path) -> None:
    history = opened(path)
    assert history.marks("a.md") == set()
    assert history.mark("a.md", READ)
    assert not history.mark("a.md", READ)
    assert history.mark("a.md", BOOKMARKED)
    assert history.mark(ODD, READ)
    assert history.mark("b.md", READ)
    assert history.mark("b.md", READ, on=False)
    assert not history.mark("b.md", READ, on=False)
    assert history.marks("a.md") == {READ, BOOKMARKED}
    history.close()
    again = opened(path)
    assert (again.marks("a.md"), again.marks(ODD)) == ({READ, BOOKMARKED}, {READ})
    assert again.marks("b.md") == set()
    assert read(again) == ["a.md", ODD]
    assert again.mark("a.md", READ, on=False)
    again.close()
    assert read_anew(path) == [ODD]
    assert (history.notices, again.notices) == ((), ())


def test_nothing_is_made_before_something_is_marked(path: Path) -> None:
    history = opened(path)
    assert (history.marks("a.md"), read(history), history.revision) == (set(), [], history.revision)
    history.mark("a.md", READ, on=False)
    history.close()
    assert not path.parent.exists()


def test_a_post_is_the_same_from_whichever_folder_it_is_come_to(path: Path) -> None:
    blog = opened(path)
    for name in ("content/a.md", "content-more/b.md", "c.md", "content/deep/d.md"):
        blog.mark(name, READ)
    blog.close()
    content = opened(path, ROOT / "content")
    assert read(content) == ["a.md", "deep/d.md"]
    assert content.marks("a.md") == {READ}
    content.mark("a.md", READ, on=False)
    content.close()
    assert read_anew(path) == ["c.md", "content-more/b.md", "content/deep/d.md"]
    everything = opened(path, Path("/"))
    assert read(everything) == [f"some/blog/{name}" for name in read_anew(path)]
    everything.close()
    other = opened(path, Path("/some/blo"))
    assert read(other) == []
    other.close()


def test_only_its_owner_may_look_into_it(path: Path) -> None:
    filled(path, 1)
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_it_is_in_the_users_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if os.uname().sysname == "Linux":
        assert history_path() == tmp_path / "post-reader" / "history.sqlite"
    assert history_path(tmp_path) == tmp_path / "history.sqlite"


def test_a_list_stays_as_it_was_asked(path: Path) -> None:
    filled(path, 2)
    history = opened(path)
    before, revision = read(history), history.revision
    first = before[0]
    history.mark("new.md", READ)
    history.mark(first, READ, on=False)
    assert (read(history), history.revision) == (before, revision)
    history.keep()
    assert read(history) == before
    assert (history.marks("new.md"), history.marks(first)) == ({READ}, set())
    assert history.renew()
    assert history.revision != revision
    assert read(history) == sorted([before[1], "new.md"])
    assert not history.renew()
    history.mark("new.md", READ, on=False)
    history.mark("new.md", READ)
    assert not history.renew(), "nothing is otherwise than it was"
    history.close()


def test_what_others_mark_is_seen(path: Path) -> None:
    mine, theirs = opened(path), opened(path)
    seen = [mine.revision]
    for number in range(3):
        theirs.mark(f"{number}.md", READ)
        theirs.keep()
        assert mine.marks(f"{number}.md") == {READ}
        seen.append(mine.revision)
    assert len(set(seen)) == 4
    assert read(mine) == ["0.md", "1.md", "2.md"]
    assert not mine.mark("0.md", READ)
    mine.close()
    theirs.close()


marks = st.sampled_from([READ, BOOKMARKED])
names = st.sampled_from(["a.md", "b/c.md", ODD, "é.md"])
steps = st.lists(
    st.tuples(st.just("mark"), marks, names, st.booleans())
    | st.sampled_from([("keep",), ("renew",), ("again",)]),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(steps=steps)
def test_it_is_a_table_of_marks(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]
) -> None:
    path = tmp_path_factory.mktemp("state") / "history.sqlite"
    history = opened(path)
    now: dict[str, set[str]] = {READ: set(), BOOKMARKED: set()}
    asked = {mark: set(paths) for mark, paths in now.items()}
    for step in steps:
        match step:
            case ("mark", str(mark), str(name), bool(on)):
                assert history.mark(name, mark, on=on) is ((name in now[mark]) is not on)
                (now[mark].add if on else now[mark].discard)(name)
            case ("keep",):
                history.keep()
            case _:
                if step == ("again",):
                    history.close()
                    history = opened(path)
                else:
                    history.renew()
                asked = {mark: set(paths) for mark, paths in now.items()}
        check(history, now, asked)
    history.close()
    assert history.notices == ()


def check(
    history: History, now: Mapping[str, Collection[str]], asked: Mapping[str, Collection[str]]
) -> None:
    for mark in (READ, BOOKMARKED):
        assert set(read(history, mark)) == asked[mark]
        for name in ("a.md", "b/c.md", ODD, "é.md"):
            assert (mark in history.marks(name)) is (name in now[mark])


# Damage.


def missing_table(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("ALTER TABLE marks RENAME TO marked")
    other.close()


def anothers(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 7")
    other.close()


DAMAGES = [*ANY_FILE_S, missing_table, anothers]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("reads", [True, False])
def test_a_damaged_file_is_set_aside(
    path: Path, damage: Callable[[Path], None], reads: bool
) -> None:
    filled(path)
    damage(path)
    as_it_was = path.read_bytes()
    history = opened(path)
    if reads:
        assert read(history) == []
    history.mark("a.md", READ)
    history.close()
    (aside,) = others(path)
    assert aside.startswith("history-damaged-")
    assert (path.parent / aside).read_bytes() == as_it_was
    assert len(history.notices) == 1
    assert f"it is now {path.parent / aside}" in history.notices[0]
    again = opened(path)
    assert (read(again), again.notices) == (["a.md"], ())
    again.close()


def test_a_second_damaged_file_has_a_name_of_its_own(path: Path) -> None:
    for number in (1, 2, 3):
        filled(path, number)
        garbage(path)
        assert read_anew(path) == []
        assert len(others(path)) == number
    assert not path.exists()


@pytest.mark.parametrize("seed", range(8))
def test_damage_while_it_is_open_is_set_aside(path: Path, seed: int) -> None:
    filled(path, 3000)
    history = opened(path)
    assert history.marks("posts/some-post-0000.md") == {READ}
    at = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(len(data) // 8192):
        page = at.randrange(1, len(data) // 4096)
        data[page * 4096 : page * 4096 + 4096] = at.randbytes(4096)
    path.write_bytes(data)
    history.mark("a.md", READ)
    read(history)
    history.close()
    again = opened(path)
    assert again.marks("a.md") == {READ}
    again.close()


def test_a_file_of_a_newer_reader_is_left_alone(path: Path) -> None:
    filled(path, 1)
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {history_file.VERSION + 1}")
    other.close()
    as_it_was = path.read_bytes()
    history = opened(path)
    assert read(history) == []
    history.mark("a.md", READ)
    assert history.marks("a.md") == {READ}
    history.close()
    assert history.notices == (f"the reading history is of a newer version of reader{REMEMBERED}",)
    assert (path.read_bytes(), others(path)) == (as_it_was, [])


def test_an_empty_file_is_a_new_history(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    history = opened(path)
    assert read(history) == []
    filled(path, 2)
    assert len(read(history)) == 2
    history.close()
    assert (history.notices, others(path)) == ((), [])


def test_a_file_that_is_taken_away_is_made_again(path: Path) -> None:
    filled(path, 2)
    history = opened(path)
    history.mark("a.md", READ)
    history.keep()
    for file in path.parent.iterdir():
        file.unlink()
    assert read(history) == []
    history.mark("b.md", READ)
    history.close()
    assert read_anew(path) == ["b.md"]
    assert history.notices == ()


# What cannot be written.


def test_without_a_home_it_lasts_until_the_end() -> None:
    history = opened(None)
    history.mark("a.md", READ)
    history.keep()
    history.renew()
    assert (history.marks("a.md"), read(history)) == ({READ}, ["a.md"])
    assert history.notices == (f"the reading history has no home folder to be kept in{REMEMBERED}",)


def test_what_nobody_expects_to_be_kept_needs_no_word() -> None:
    history = History(None, ROOT, lasting=False)
    history.mark("a.md", READ)
    history.close()
    assert (history.marks("a.md"), history.notices) == ({READ}, ())


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    history = opened(tmp_path / "file" / "history.sqlite")
    for name in ("a.md", "b.md"):
        history.mark(name, READ)
        history.keep()
    history.renew()
    assert read(history) == ["a.md", "b.md"]
    history.close()
    (notice,) = history.notices
    assert notice.startswith("the reading history cannot be kept (")
    assert notice.endswith(REMEMBERED)


@pytest.mark.parametrize("closed", ["file", "folder", "both"])
@pytest.mark.parametrize("log", [True, False])
def test_what_cannot_be_written_is_read_still(tmp_path: Path, closed: str, log: bool) -> None:
    os.chmod(tmp_path, 0o777)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o011)
    path = tmp_path / "post-reader" / "history.sqlite"
    filled(path, 3)
    holding = opened(path)
    if log:
        # The log stays beside the file while someone has it open.
        holding.mark("more.md", READ)
        holding.keep()
    for file in path.parent.iterdir():
        os.chmod(file, 0o444 if closed != "folder" else 0o666)
    os.chmod(path.parent, 0o555 if closed != "file" else 0o777)
    before = [f"posts/some-post-{number:04}.md" for number in range(3)]

    def use() -> None:
        history = opened(path)
        assert set(read(history)) >= set(before)
        history.mark("a.md", READ)
        history.keep()
        history.mark("b.md", READ)
        history.keep()
        assert history.marks("a.md") == {READ}
        if os.geteuid() != 0 and closed != "folder":
            assert history.notices == (f"the reading history cannot be written{REMEMBERED}",)
        assert len(history.notices) <= 1
        history.renew()
        assert set(read(history)) >= {*before, "a.md", "b.md"}
        history.close()

    assert in_a_child(use, user=65534) == 0
    os.chmod(path.parent, 0o700)
    holding.close()
    assert set(read_anew(path)) >= set(before)


@pytest.mark.parametrize("limit", [0, 4096, 20_000, 60_000])
def test_a_full_disk_takes_nothing_away_and_may_be_emptied(path: Path, limit: int) -> None:
    filled(path, 100)
    kept = read_anew(path)
    history = opened(path)
    names = [f"{'more' * 20}-{number:04}.md" for number in range(2000)]
    with file_size_limit(limit):
        for start in range(0, len(names), 100):
            for name in names[start : start + 100]:
                history.mark(name, READ)
            history.keep()
        assert len(history.notices) == 1
        assert history.notices[0].endswith(REMEMBERED)
        assert all(history.marks(name) == {READ} for name in names[::100])
        history.renew()
        assert read(history) == sorted([*kept, *names])
    history.mark("last.md", READ)
    history.keep()
    assert len(history.notices) == 1
    assert read_anew(path) == sorted([*kept, *names, "last.md"])
    history.close()


def test_a_disk_that_is_full_from_the_start(path: Path) -> None:
    with file_size_limit(0):
        history = opened(path)
        history.mark("a.md", READ)
        history.close()
        assert history.marks("a.md") == {READ}
    assert len(history.notices) == 1
    history.keep()
    assert read_anew(path) == ["a.md"]


@pytest.mark.usefixtures("impatient")
def test_another_program_writes_for_long(path: Path) -> None:
    filled(path, 2)
    before = read_anew(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    history = opened(path)
    assert read(history) == before
    history.mark("a.md", READ)
    history.keep()
    assert history.notices == (f"the reading history is held by another program{REMEMBERED}",)
    assert history.marks("a.md") == {READ}
    other.execute("COMMIT")
    other.close()
    history.close()
    assert read_anew(path) == ["a.md", *before]


@pytest.mark.usefixtures("impatient")
def test_another_program_holds_the_whole_file(path: Path) -> None:
    filled(path, 2)
    before = read_anew(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    history = opened(path)
    assert read(history) == []
    history.mark("a.md", READ)
    history.keep()
    assert history.notices == (f"the reading history is held by another program{REMEMBERED}",)
    other.close()
    history.keep()
    history.renew()
    assert read(history) == ["a.md", *before]
    history.close()
    assert others(path) == []


# Two at once, and an end at any moment.


def test_readers_at_once_keep_all_that_each_marks(path: Path) -> None:
    def work(worker: int) -> None:
        history = opened(path)
        for number in range(40):
            history.mark(f"{worker}-{number}.md", READ)
            history.mark("same.md", BOOKMARKED, on=number % 2 == 0)
            history.keep()
        history.close()
        assert history.notices == ()

    children = []
    for worker in range(3):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                work(worker)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert len(read_anew(path)) == 120


def test_threads_share_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # However slowly a busy machine's disk takes what is written.
    monkeypatch.setattr(history_file, "PATIENCE", 60.0)
    history = opened(path)

    def work(worker: int) -> None:
        for number in range(30):
            history.mark(f"{worker}-{number}.md", READ)
            history.keep()
            assert history.marks(f"{worker}-{number}.md") == {READ}
            assert history.revision >= 0
            history.paths(READ)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    history.close()
    assert history.notices == ()
    assert len(read_anew(path)) == 120


@pytest.mark.parametrize("last", range(1, 40, 6))
def test_a_kill_leaves_all_that_was_kept(path: Path, last: int) -> None:
    def write() -> None:
        history = opened(path)
        for number in range(40):
            history.mark(f"{number:02}.md", READ)
            if number == last:
                os.kill(os.getpid(), signal.SIGKILL)
            history.keep()

    assert os.WTERMSIG(in_a_child(write)) == signal.SIGKILL
    history = opened(path)
    assert read(history) == [f"{number:02}.md" for number in range(last)]
    history.mark("more.md", READ)
    history.close()
    assert history.notices == ()
    assert len(read_anew(path)) == last + 1


@pytest.mark.parametrize("step", range(8))
def test_a_kill_within_a_writing_leaves_all_of_it_or_nothing(
    path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write() -> None:
        history = opened(path)
        count = 0

        def traced(statement: str) -> None:
            nonlocal count
            if statement.startswith(("BEGIN", "CREATE", "INSERT", "COMMIT", "PRAGMA")):
                count += 1
                if count == step + 1:
                    os.kill(os.getpid(), signal.SIGKILL)

        connect = sqlite3.connect

        def watched(*args: object, **more: object) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*args, **more)  # type: ignore[call-overload]
            connection.set_trace_callback(traced)
            return connection

        monkeypatch.setattr(sqlite3, "connect", watched)
        history.mark("a.md", READ)
        history.mark("b.md", READ)
        history.keep()
        os.kill(os.getpid(), signal.SIGKILL)

    assert os.WTERMSIG(in_a_child(write)) == signal.SIGKILL
    history = opened(path)
    assert read(history) in ([], ["a.md", "b.md"])
    history.mark("c.md", READ)
    history.close()
    assert history.notices == ()
    assert "c.md" in read_anew(path)
    assert not any("damaged" in name for name in others(path))
