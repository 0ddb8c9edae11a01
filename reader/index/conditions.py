"""Conditions in SQL: put together here, so that a query's texts always travel as parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.index.text import storable


class Condition(NamedTuple):
    """SQL that is true of a post `p`, and its parameters.

    `numbers` is a statement, with the same parameters, that gives the numbers of just these posts
    as `n` sooner than a look at each; "" where there is none.
    """

    sql: str
    values: tuple[object, ...] = ()
    numbers: str = ""


def one_of(key: str, values: Sequence[object], before: tuple[object, ...] = ()) -> Condition:
    """Whether an expression, whose own parameters come `before`, is one of some values."""
    marks = ", ".join("?" * len(values))
    known = (storable(value) if isinstance(value, str) else value for value in values)
    return Condition(f"{key} IN ({marks})", (*before, *known))


def every(conditions: Sequence[Condition]) -> Condition:
    """Whether all are true; where there are none it is."""
    return _joined(" AND ", conditions) if conditions else Condition("1")


def some(conditions: Sequence[Condition]) -> Condition:
    """Whether any is true; there is at least one."""
    return conditions[0] if len(conditions) == 1 else _joined(" OR ", conditions)


def negated(one: Condition, really: bool = True) -> Condition:
    """Whether it is not true, where it is `really` to be turned round."""
    # IS NOT TRUE: what cannot be compared (an undated post) does not fit, so its negation does.
    return Condition(f"({one.sql}) IS NOT TRUE", one.values) if really else one


def _joined(by: str, conditions: Sequence[Condition]) -> Condition:
    sql = by.join(f"({one.sql})" for one in conditions)
    return Condition(sql, tuple(value for one in conditions for value in one.values))
