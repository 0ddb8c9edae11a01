"""A list with a cursor, tried with rows of one and of two lines."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip

from reader.tui.widgets.cursor_list import CursorList


class Rows(CursorList):
    """Rows that say their number."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    @property
    def shown(self) -> int:
        return self.count

    def render_line(self, y: int) -> Strip:
        row, line = self.row_at(y)
        return Strip([Segment(f"{row}.{line}")])


class Pairs(Rows):
    """Rows of two lines."""

    LINES = 2


class Host(App[None]):
    """The list alone, and the rows that were clicked."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.clicked: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_cursor_list_clicked(self) -> None:
        self.clicked.append(self.rows.cursor)


def seen(rows: Rows) -> list[str]:
    return [rows.render_line(y).text for y in range(rows.size.height)]


@pytest.mark.parametrize("kind", [Rows, Pairs])
async def test_the_cursor_stays_in_sight_and_among_the_rows(kind: type[Rows]) -> None:
    app = Host(kind(30))
    async with app.run_test(size=(40, 10)) as pilot:
        for step, cursor in [(4, 4), (-9, 0), (100, 29), (-12, 17), (1, 18)]:
            app.rows.move(step)
            await pilot.pause()
            assert app.rows.cursor == cursor
            wanted = [f"{cursor}.{line}" for line in range(kind.LINES)]
            assert set(wanted) <= set(seen(app.rows))
        await pilot.resize_terminal(40, 4)
        await pilot.pause()
        assert "18.0" in seen(app.rows)


@pytest.mark.parametrize("kind", [Rows, Pairs])
async def test_a_row_is_clicked_where_it_stands(kind: type[Rows]) -> None:
    app = Host(kind(7))
    async with app.run_test(size=(40, 10)) as pilot:
        app.rows.move(100)
        await pilot.pause()
        await pilot.click(Rows, offset=(2, 3))
        row = int(seen(app.rows)[3].partition(".")[0])
        assert (app.rows.cursor, app.clicked) == (row, [row])
        app.rows.count = 1
        await pilot.click(Rows, offset=(2, 9))
        assert app.clicked == [row], "nothing stands there"


async def test_a_list_of_nothing_bears_its_keys() -> None:
    app = Host(Rows(0))
    async with app.run_test(size=(40, 10)) as pilot:
        app.rows.move(1)
        await pilot.pause()
        await pilot.click(Rows, offset=(2, 0))
        assert (app.rows.cursor, app.clicked) == (0, [])
