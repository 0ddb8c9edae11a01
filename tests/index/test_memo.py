"""What is remembered of an index holds until it is written to, and is let go of then."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from reader.index.memo import Memo


def test_a_value_is_made_once_for_each_state_of_the_index() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE meta (name, value)")
    connection.execute("INSERT INTO meta VALUES ('revision', 0)")
    memo, made = Memo(), list[str]()

    def ask(kind: str, key: str) -> str:
        def make() -> str:
            made.append(f"{kind} {key}")
            return f"{kind} {key} {len(made)}"

        return memo.of(connection, kind, key, make)

    assert ask("one", "a") == ask("one", "a") == "one a 1"
    assert ask("two", "a") == "two a 2"
    connection.execute("UPDATE meta SET value = 1")
    assert ask("one", "a") == "one a 3"
    assert made == ["one a", "two a", "one a"]


def test_only_so_many_are_kept_and_none_of_long_ago() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE meta (name, value)")
    connection.execute("INSERT INTO meta VALUES ('revision', 0)")
    memo = Memo()
    for key in range(100):
        memo.of(connection, "kind", key, lambda: "value")
    assert len(memo._kinds["kind"]) == 24
    for revision in (1, 2):
        connection.execute("UPDATE meta SET value = ?", (revision,))
        memo.of(connection, "kind", 0, lambda: "value")
    assert {known[0] for known in memo._kinds["kind"]} == {1, 2}


@pytest.mark.parametrize("fails", [False, True])
def test_what_another_thread_is_making_is_waited_for(fails: bool) -> None:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("CREATE TABLE meta (name, value)")
    connection.execute("INSERT INTO meta VALUES ('revision', 0)")
    memo, begun, waited, made = Memo(), Event(), Event(), list[str]()

    def first() -> str:
        begun.set()
        assert waited.wait(60)
        if fails:
            raise ValueError
        made.append("first")
        return "first"

    def second() -> str:
        made.append("second")
        return "second"

    wait_for = memo._changed.wait_for

    def noted(predicate: object, timeout: float | None = None) -> bool:
        if begun.is_set():
            waited.set()
        return wait_for(predicate, timeout)  # type: ignore[arg-type]

    memo._changed.wait_for = noted  # type: ignore[method-assign,assignment]
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(memo.of, connection, "kind", "key", first)
        assert begun.wait(60)
        other = pool.submit(memo.of, connection, "kind", "key", second)
        assert other.result() == ("second" if fails else "first")
        assert isinstance(one.exception(), ValueError) == fails
    assert made == ["second" if fails else "first"]
    assert not memo._making
