"""Questions go before filling, and filling goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from reader.index import turns
from reader.index.turns import Turns


def test_filling_waits_for_a_question_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_SPELL", 10.0)
    order: list[str] = []
    mine, asked, waiting = Turns(), Event(), Event()

    def ask() -> None:
        with mine.asking():
            asked.set()
            waiting.wait(10)
            order.append("answered")

    def fill() -> None:
        asked.wait(10)
        waiting.set()
        mine.give_way()
        order.append("filled")

    # The clock starts long before, so that the first wait is due.
    monkeypatch.setattr(mine, "_resumed", -100.0)
    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(ask), pool.submit(fill)]:
            one.result()
    assert order == ["answered", "filled"]


def test_filling_goes_on_though_questions_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, waits = Turns(), list[float]()
    clock = iter([100.0, 100.5, 100.501])
    monkeypatch.setattr(turns, "monotonic", lambda: next(clock))
    monkeypatch.setattr(mine._changed, "wait_for", lambda _, timeout: waits.append(timeout))
    with mine.asking():
        mine.give_way()
        mine.give_way()
    assert waits == [turns._SPELL]


def test_without_questions_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Turns()
    with mine.asking():
        pass
    monkeypatch.setattr(mine._changed, "wait_for", None)
    mine.give_way()
