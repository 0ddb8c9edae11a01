"""What is remembered of an index holds until it is written to, and is let go of then."""

from __future__ import annotations

import sqlite3

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
