"""Copying blocks of code by key and by click."""

from __future__ import annotations

from typing import Any

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from reader.tui.widgets import reading_code
from tests.tui.test_reading import PaneApp, shown

TWO = """\
Words before.

```python
def first():
\treturn "a line that is too long for a narrow screen and so is wrapped on it somewhere"
```

Words between.

```
second
  block
```
"""


def _line(pane: Any, text: str) -> int:
    for y in range(pane.size.height):
        if text in pane.render_line(y).text:
            return y
    raise AssertionError(f"{text!r} is not on screen")


def _flashed(pane: Any) -> str:
    """The first line of what is marked as copied."""
    sheet = pane.sheet
    for y in range(sheet.height):
        code = sheet.code(y)
        if any(word == "copied" for _, _, word in pane.marks(code, sheet.line(y))):
            text = str(sheet.line(y).text).strip()
            if text not in ("", "python"):
                return text
    return ""


async def test_the_first_block_in_sight_is_copied_as_it_was_written_then_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_code, "_FLASH", 60)
    async with PaneApp().run_test(size=(50, 30)) as pilot:
        pane = await shown(pilot, TWO)
        await pilot.press("Y")
        assert pilot.app.clipboard == TWO.split("```python\n")[1].split("\n```")[0]
        assert _flashed(pane) == "def first():"
        await pilot.press("Y")
        assert pilot.app.clipboard == "second\n  block"
        assert _flashed(pane) == "second"
        await pilot.press("Y")
        assert pilot.app.clipboard.startswith("def first()")
        told = [note.message for note in pilot.app._notifications]
        assert told[0] == "Copied 2 lines of python"
        assert told[1] == "Copied 2 lines of code"


async def test_a_block_that_was_clicked_or_selected_in_goes_before() -> None:
    async with PaneApp().run_test(size=(50, 30)) as pilot:
        pane = await shown(pilot, TWO)
        await pilot.click(pane, offset=(pane.left + 3, _line(pane, "second")))
        assert pilot.app.clipboard == ""
        await pilot.press("Y")
        assert pilot.app.clipboard == "second\n  block"
        assert pane.sheet is not None
        code = pane.sheet.code(_line(pane, "def first"))
        pane.screen.selections = {pane: Selection(Offset(2, code), Offset(8, code))}
        await pilot.press("Y")
        assert pilot.app.clipboard.startswith("def first()")


async def test_a_click_on_its_label_copies_a_block() -> None:
    async with PaneApp().run_test(size=(50, 30)) as pilot:
        pane = await shown(pilot, TWO)
        y = _line(pane, "python")
        await pilot.click(pane, offset=(pane.left + 1, y))
        assert pilot.app.clipboard == ""
        await pilot.click(pane, offset=(pane.render_line(y).text.index("python"), y))
        assert pilot.app.clipboard.startswith("def first()")


async def test_what_is_out_of_sight_is_not_copied() -> None:
    async with PaneApp().run_test(size=(50, 4)) as pilot:
        await shown(pilot, "Words.\n\n" * 40 + TWO)
        await pilot.press("Y")
        assert pilot.app.clipboard == ""
        assert [note.message for note in pilot.app._notifications] == [
            "No block of code is in sight"
        ]
        await pilot.press("G", "Y")
        assert pilot.app.clipboard == "second\n  block"


async def test_a_long_block_is_copied_whole() -> None:
    code = "\n".join(f"line {n}" for n in range(300))
    async with PaneApp().run_test(size=(50, 12)) as pilot:
        await shown(pilot, f"```\n{code}\n```\n")
        await pilot.press("space", "space", "Y")
        assert pilot.app.clipboard == code
