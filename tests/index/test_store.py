"""The index file under every mishap: right answers from it, or none and a word to the user."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.index import index_file, rows
from reader.index.lost import LostError, StoppedError
from reader.index.store import Entry, Store
from reader.model import Post, Problem, Term
from reader.query import Filter, Query, Word
from tests.mishaps import DAMAGES as ANY_FILE_S
from tests.mishaps import file_size_limit, in_a_child

from . import naive

RULES = "rules of this test"


def some_posts(count: int) -> list[Post]:
    return [
        Post(
            f"{n:04}.md",
            f"Post {n}",
            date=datetime(2020, 1, 1, tzinfo=UTC),
            terms={"tag": (Term("tag", f"t{n % 7}", f"T{n % 7}"),)},
            summary="Plain words that take some room. " * 10,
            text=f"The body of post {n}. " * 10,
            order=n.to_bytes(4, "big"),
        )
        for n in range(count)
    ]


def entries(posts: list[Post]) -> list[Entry]:
    return [Entry(post.path, 1, 1, True, post) for post in posts]


def opened(path: Path, rules: str = RULES) -> Store:
    return Store(path, rules, naive.Rules)


def total(kept: Store) -> int:
    return kept.ask(lambda search: search.page(Query(), 10)).total


def in_memory(kept: Store) -> bool:
    """Whether it says that nothing of it outlasts the process."""
    return any(index_file.IN_MEMORY in notice for notice in kept.notices)


def filled(path: Path, count: int = 50) -> None:
    kept = opened(path)
    kept.write(entries(some_posts(count)))
    kept.close()


def answer(kept: Store, count: int) -> int:
    """How many posts it shows, filled again where it says that it lost them."""
    while True:
        try:
            if not kept.count_files():
                kept.write(entries(some_posts(count)))
            posts = kept.ask(lambda search: search.page(Query(), 10_000)).posts
            kept.ask(lambda search: search.facets("tag", Query()))
            kept.problems()
        except LostError:
            continue
        assert [post.path for post in posts] == [post.path for post in some_posts(count)]
        return len(posts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite"


def test_what_is_written_is_there_next_time(path: Path) -> None:
    posts = some_posts(3)
    first = opened(path)
    first.write([*entries(posts), Entry("no-post.md", 5, 6, False, None)])
    first.write_scan_problems((Problem("closed", None, "cannot be opened"),))
    first.close()
    again = opened(path)
    assert not in_memory(again)
    assert again.notices == ()
    assert again.ask(lambda search: search.page(Query(), 10)).posts == tuple(posts)
    assert ("no-post.md", 5, 6, False) in again.stamps()
    assert again.problems() == again.problems(scan_only=True)
    assert again.problems() == (Problem("closed", None, "cannot be opened"),)
    again.write(gone=["0001.md", "never.md"])
    assert [post.path for post in again.ask(lambda s: s.page(Query(), 10)).posts] == [
        "0000.md", "0002.md",
    ]  # fmt: skip
    again.close()


def test_a_file_written_again_is_one_post(path: Path) -> None:
    kept = opened(path)
    kept.write(entries(some_posts(1)))
    kept.write([Entry("0000.md", 2, 2, True, Post("0000.md", "Another title"))])
    page = kept.ask(lambda search: search.page(Query(), 10))
    assert [post.title for post in page.posts] == ["Another title"]
    assert kept.ask(lambda search: search.fields()) == ()
    kept.write([Entry("0000.md", 3, 3, True, None)])
    assert total(kept) == 0
    kept.close()


def test_names_that_are_no_text_come_back_as_they_are(path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\n.md")
    kept = opened(path)
    post = Post(name, "A title", problems=(Problem(name, 1, "odd"),))
    kept.write([Entry(name, 1, 1, True, post)])
    assert kept.ask(lambda search: search.post(name)) == post
    assert kept.ask(lambda search: search.position(Query(), name)) == 0
    kept.close()


def other_header(path: Path) -> None:
    path.write_bytes(b"Not a data base\0" + path.read_bytes()[16:])


def missing_table(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE terms")
    other.close()


def missing_index(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("DROP INDEX posts_in_place")
    other.close()


def odd_date(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE posts SET moment = 'yesterday' WHERE id = 20")
    other.close()


def odd_bytes(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE cards SET title = CAST(x'ff' AS TEXT) WHERE post = 20")
    other.close()


DAMAGES = [*ANY_FILE_S, other_header, missing_table, missing_index, odd_date, odd_bytes]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_index_is_made_anew(path: Path, damage: Callable[[Path], None]) -> None:
    filled(path)
    damage(path)
    kept = opened(path)
    assert answer(kept, 50) == 50
    assert kept.notices == ("the index was damaged; it is made anew",)
    assert not in_memory(kept)
    kept.close()
    again = opened(path)
    assert (total(again), again.notices) == (50, ())
    again.close()


def test_a_question_that_sqlite_cannot_take_costs_no_index(path: Path) -> None:
    filled(path)
    kept = opened(path)
    too_deep = Query(filters=tuple(Filter("tag", (f"t{n}",)) for n in range(3000)))
    with pytest.raises(sqlite3.OperationalError):
        kept.ask(lambda search: search.page(too_deep, 10))
    assert (total(kept), kept.notices) == (50, ())
    kept.close()


def test_a_table_that_goes_while_it_is_open_is_damage(path: Path) -> None:
    filled(path)
    kept = opened(path)
    missing_table(path)
    assert answer(kept, 50) == 50
    assert kept.notices == ("the index was damaged; it is made anew",)
    kept.close()


@pytest.mark.parametrize("table", ["heads_data", "bodies_data"])
def test_a_full_text_that_goes_while_it_is_open_is_damage(path: Path, table: str) -> None:
    filled(path)
    kept = opened(path)
    with sqlite3.connect(path) as other:
        other.execute(f"DELETE FROM {table}")
    other.close()

    def use() -> None:
        kept.ask(lambda search: search.page(Query(words=(Word("post"),)), 10))
        kept.write(entries(some_posts(51)))

    with pytest.raises(LostError):
        use()
    assert kept.notices == ("the index was damaged; it is made anew",)
    kept.close()


@pytest.mark.parametrize("seed", range(12))
def test_damage_while_it_is_open_is_no_wrong_answer(path: Path, seed: int) -> None:
    filled(path, 200)
    kept = opened(path)
    at = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(4):
        page = at.randrange(len(data) // 4096)
        data[page * 4096 : page * 4096 + 4096] = at.randbytes(4096)
    path.write_bytes(data)
    assert answer(kept, 200) == 200
    kept.close()


@pytest.mark.parametrize(
    "change", ["PRAGMA user_version = 99", "PRAGMA user_version = 0", "PRAGMA application_id = 7"]
)
def test_another_version_s_index_is_made_anew(path: Path, change: str) -> None:
    filled(path)
    other = sqlite3.connect(path)
    other.execute(change)
    other.close()
    kept = opened(path)
    assert kept.notices == ("the index was of another version of reader; it is made anew",)
    assert answer(kept, 50) == 50
    kept.close()


def test_posts_read_by_other_rules_are_read_again(path: Path) -> None:
    filled(path)
    kept = opened(path, "other rules")
    assert (total(kept), kept.count_files()) == (0, 0)
    assert kept.notices == ("the index was of another version of reader; it is made anew",)
    kept.close()


def test_an_empty_file_is_a_new_index(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    kept = opened(path)
    assert answer(kept, 5) == 5
    assert (kept.notices, in_memory(kept)) == ((), False)
    kept.close()


def test_several_that_make_one_index_at_once_share_it(tmp_path: Path) -> None:
    for number in range(60):
        path, at_once, notices = tmp_path / f"{number}.sqlite", threading.Barrier(3), list[str]()

        def make(path: Path, at_once: threading.Barrier, notices: list[str]) -> None:
            at_once.wait()
            kept = opened(path)
            notices += kept.notices
            kept.close()

        threads = [threading.Thread(target=make, args=(path, at_once, notices)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert notices == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = opened(tmp_path / "file" / "index.sqlite")
    assert in_memory(kept)
    assert len(kept.notices) == 1
    assert kept.notices[0].startswith("the index cannot be kept")
    assert answer(kept, 5) == 5


def test_a_folder_stands_where_the_index_should(path: Path) -> None:
    path.mkdir(parents=True)
    kept = opened(path)
    assert in_memory(kept)
    assert len(kept.notices) == 1
    assert answer(kept, 5) == 5


@pytest.mark.parametrize("closed", ["folder", "file", "both"])
def test_an_index_that_may_not_be_written(closed: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "index.sqlite"
        filled(path)
        os.chmod(path, 0o444 if closed != "folder" else 0o666)
        os.chmod(folder, 0o555 if closed != "file" else 0o777)

        def use() -> None:
            kept = opened(path)
            assert answer(kept, 50) == 50
            kept.write(entries(some_posts(51))) if in_memory(kept) else _lose(kept)
            assert in_memory(kept)
            assert answer(kept, 51) == 51
            assert len(kept.notices) == 1
            assert "in memory this time" in kept.notices[0]

        assert in_a_child(use, user=65534) == 0
        os.chmod(folder, 0o700)


def _lose(kept: Store) -> None:
    with pytest.raises(LostError):
        kept.write(entries(some_posts(51)))
    kept.write(entries(some_posts(51)))


def write_in_batches(kept: Store, posts: list[Post]) -> None:
    for first in range(0, len(posts), 100):
        kept.write(entries(posts[first : first + 100]))


def test_a_full_disk(path: Path) -> None:
    kept = opened(path)
    with file_size_limit(200_000):
        with pytest.raises(LostError):
            write_in_batches(kept, some_posts(2000))
        assert in_memory(kept)
        assert answer(kept, 2000) == 2000
    assert len(kept.notices) == 1
    assert "in memory this time" in kept.notices[0]
    again = opened(path)
    some = total(again)
    assert some % 100 == 0
    again.write(entries(some_posts(2000)))
    assert (total(again), again.notices) == (2000, ())
    again.close()


def test_a_disk_that_is_full_from_the_start(path: Path) -> None:
    with file_size_limit(0):
        kept = opened(path)
        assert in_memory(kept)
        assert answer(kept, 5) == 5


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "PATIENCE", 0.05)


@pytest.mark.usefixtures("impatient")
def test_another_program_holds_the_whole_file(path: Path) -> None:
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    kept = opened(path)
    assert kept.notices == (
        "the index is held by another program; the list is kept in memory this time",
    )
    assert answer(kept, 50) == 50
    other.close()


def test_terms_are_spelt_as_the_newest_post_says_that_is_due() -> None:
    due = datetime(2026, 1, 1, tzinfo=UTC)
    kept = Store(None, "", lambda: naive.Rules(spelling="newest"))
    posts = [
        Post("a.md", "A", terms={"tag": (Term("tag", "shore", "Shore"),)}, order=b"2"),
        Post(
            "b.md", "B", terms={"tag": (Term("tag", "shore", "SHORE"),)}, order=b"1", publish_at=due
        ),
    ]
    kept.write([Entry(post.path, 1, 1, True, post) for post in posts])

    def spelt(now: datetime) -> str:
        asked = Query.parse("state:any")
        return kept.ask(lambda search: search.facets("tag", asked), now)[0].name

    assert [spelt(due - timedelta(hours=1)), spelt(due)] == ["Shore", "SHORE"]


def test_waiting_for_another_program_can_be_stopped(path: Path) -> None:
    filled(path)
    kept = opened(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        asked = iter([False, True])
        kept.stop_waiting(lambda: next(asked))
        with pytest.raises(StoppedError):
            kept.write(gone=["0001.md"])
    assert (total(kept), kept.notices) == (50, ())
    kept.write(gone=["0001.md"])
    assert total(kept) == 49
    kept.close()


@pytest.mark.usefixtures("impatient")
def test_another_program_writes_for_long(path: Path) -> None:
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    kept = opened(path)
    assert (total(kept), kept.notices) == (50, ())
    with pytest.raises(LostError):
        kept.write(entries(some_posts(51)))
    assert answer(kept, 51) == 51
    assert kept.notices == (
        "the index is held by another program; the list is kept in memory this time",
    )
    other.close()


def test_reading_does_not_wait_for_writing(path: Path) -> None:
    filled(path)
    kept = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM posts")
    other.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
    assert total(kept) == 50
    other.execute("COMMIT")
    assert total(kept) == 0
    other.close()
    kept.close()


def test_a_file_that_another_process_took_away_serves_on(path: Path) -> None:
    filled(path)
    kept = opened(path)
    assert total(kept) == 50
    for file in path.parent.iterdir():
        file.unlink()
    assert answer(kept, 50) == 50
    kept.close()


def test_a_bug_in_a_statement_is_not_taken_for_damage_twice(path: Path) -> None:
    kept = opened(path)

    def wrong() -> None:
        kept.ask(lambda search: search.connection.execute("SELECT 1 FROM nowhere"))

    for _ in range(2):
        with pytest.raises(LostError):
            wrong()
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        wrong()


@pytest.mark.parametrize("last", range(1, 300, 23))
def test_a_kill_in_the_middle_leaves_whole_batches(
    path: Path, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path).close()
    insert, count = rows.insert, 0

    def until_killed(
        connection: sqlite3.Connection,
        written: Sequence[rows.Row],
        names: rows.Names,
        *,
        repeats: bool,
    ) -> list[int]:
        def counted(statement: str) -> None:
            nonlocal count
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

        connection.set_trace_callback(counted)
        try:
            return insert(connection, written, names, repeats=repeats)
        finally:
            connection.set_trace_callback(None)

    def write() -> None:
        monkeypatch.setattr(rows, "insert", until_killed)
        kept = opened(path)
        for first in range(0, 60, 10):
            kept.write(entries(some_posts(60)[first : first + 10]))

    assert os.WTERMSIG(in_a_child(write)) == signal.SIGKILL
    kept = opened(path)
    assert kept.notices == ()
    assert total(kept) == kept.count_files()
    assert total(kept) % 10 == 0
    kept.write(entries(some_posts(60)))
    assert answer(kept, 60) == 60
    kept.close()
