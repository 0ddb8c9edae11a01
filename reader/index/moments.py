"""When posts change their state by themselves: they are published, or expire."""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this module.

from __future__ import annotations

import sqlite3

from reader.index.memo import Memo

_NEVER = -(2**63)


def latest(memo: Memo, connection: sqlite3.Connection, now: int) -> int:
    """The last moment at which a post changed its state: all is now as it was then."""

    def make() -> dict[str, tuple[int, int]]:
        return {}

    spans = memo.of(connection, "moments", None, make)
    since, until = spans.get("now", (now + 1, now))
    if not since <= now < until:
        asked = [
            f"(SELECT {most}({moment}) FROM posts WHERE {moment} {within} ?1)"
            for most, within in (("max", "<="), ("min", ">"))
            for moment in ("publish_moment", "expire_moment")
        ]
        found = connection.execute(f"SELECT {', '.join(asked)}", (now,)).fetchone()
        since = max((one for one in found[:2] if one is not None), default=_NEVER)
        until = min((one for one in found[2:] if one is not None), default=-_NEVER)
        spans["now"] = since, until
    return since
