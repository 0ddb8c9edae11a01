"""Right-to-left text in the pane: painted as it is seen, counted as it is read."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from reader.layout.lines import Line
from reader.markup.blocks import Span
from reader.tui.widgets.reading import ReadingPane
from reader.tui.widgets.reading_order import character_seen_at, seen
from tests.tui.test_reading import STYLES, document, looks, post

# The first three letters of the Hebrew alphabet, in the order they are read in.
ABC = "\u05d0\u05d1\u05d2"


class OrderApp(App[None]):
    """The pane, with right-to-left text in its order or as it is read."""

    CSS_PATH = STYLES

    def __init__(self, *, reorders: bool) -> None:
        super().__init__()
        self.pane = ReadingPane(reorders=reorders)

    def compose(self) -> ComposeResult:
        yield self.pane


async def _rows(reorders: bool, body: str, search: str = "") -> tuple[Any, list[str]]:
    app = OrderApp(reorders=reorders)
    async with app.run_test(size=(60, 20)) as pilot:
        app.pane.show(post(), document(body))
        await pilot.pause()
        if search:
            app.pane.search(search)
            await pilot.pause()
        rows = [app.pane.render_line(y).text.rstrip() for y in range(20)]
        marked = looks(app.pane, search[::-1] if reorders else search) if search else ""
        return marked, [row for row in rows if row]


async def test_text_is_painted_in_its_order_where_the_setting_says_so() -> None:
    _, rows = await _rows(False, f"{ABC} 1")
    assert rows[-1].strip() == f"{ABC} 1"
    _, rows = await _rows(True, f"{ABC} 1")
    assert rows[-1].strip() == f"1 {ABC[::-1]}"
    assert len(rows[-1]) - len(rows[-1].lstrip()) > 40, "it stands on the right"
    _, rows = await _rows(True, f"words {ABC} words é")
    assert rows[-1].strip() == f"words {ABC[::-1]} words é"


async def test_what_stands_out_moves_with_its_text() -> None:
    plain, _ = await _rows(False, f"words {ABC} words", search=ABC)
    moved, _ = await _rows(True, f"words {ABC} words", search=ABC)
    assert moved == plain


def test_what_is_pointed_at_is_what_is_painted_there() -> None:
    line = Line((Span("ab "), Span(ABC, "strong"), Span(" cd")), 1)
    assert [character_seen_at(line, cell, 20, base=False) for cell in range(10)] == [
        0, 1, 2, 5, 4, 3, 6, 7, 8, 9,
    ]  # fmt: skip
    assert character_seen_at(line, -1, 20, base=False) == -1
    alone = Line((Span(ABC),), 1)
    assert [character_seen_at(alone, cell, 5, base=True) for cell in range(6)] == [
        -1, -1, 2, 1, 0, 3,
    ]  # fmt: skip


@given(st.text(alphabet=f"ab 1é.{ABC}", max_size=12), st.booleans(), st.data())
def test_marks_neither_drop_nor_add_text(text: str, base: bool, data: st.DataObject) -> None:
    line = Line((Span(text[:5]), Span(text[5:], "strong")), 1)
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    plain, marked = (seen(line, marks, 20, base) for marks in ([], [(low, high, "match")]))
    assert marked.text == plain.text
    assert sorted(marked.text.replace(" ", "")) == sorted(text.replace(" ", ""))
