"""What the list asks, and what it says where nothing fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Library
from reader.query import Query
from reader.tui.answer import answer, emptiness


def test_that_nothing_is_listed_is_worked_out_with_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("---\ndraft: true\n---\nLater.\n")
    with Library.open(tmp_path, cache=tmp_path / "cache", state=tmp_path / "state") as library:
        library.refresh()
        got = answer(library, Query())

        def asked(*_: object) -> None:
            pytest.fail("the screen would wait for the index")

        monkeypatch.setattr(library, "_ask", asked)
        said = emptiness(got, library, {}, busy=False)
    assert said.endswith("It has 1 draft: /  and state:any lists them")
