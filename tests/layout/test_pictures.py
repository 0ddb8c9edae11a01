"""Figures: the cells of a picture that a front draws, or the line that stands for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.layout import Layout, lines
from reader.layout.pictures import Box, Known, Pictures
from reader.layout.signs import PLAIN
from reader.markup.document import Body


def drawn(layout: Layout) -> list[str]:
    layout.settle(0, 1000)
    return [
        f"<{line.picture.row}>" if line.picture else line.text
        for line in map(layout.line, range(layout.height))
    ]


def test_what_nothing_is_known_of_is_a_line_of_text() -> None:
    layout = Layout(Body("![Alt](p.png 'Title')"), 60)
    assert drawn(layout) == ["▸ image: Alt “Title” (p.png)"]
    layout.tell("p.png", Known(note="80×64, 1 KB"))
    assert drawn(layout) == ["▸ image: Alt “Title” (p.png, 80×64, 1 KB)"]


def test_what_is_known_is_for_the_front_to_draw() -> None:
    layout = Layout(Body("One.\n\n![Alt](p.png 'Title')\n\nTwo."), 60)
    drawn(layout)
    assert layout.tell("p.png", Known(10, 2)) == [1]
    assert drawn(layout) == ["One.", "", "<0>", "<1>", "Alt “Title”", "", "Two."]
    row = layout.line(2)
    assert (row.text, row.margin) == (" " * 10, 10)
    assert layout.boxes(0, 10) == [Box("p.png", 10, 2)]
    assert layout.boxes(5, 10) == []
    layout.tell("p.png", None)
    assert drawn(layout)[2] == "▸ image: Alt “Title” (p.png)"


def test_every_strip_that_shows_a_picture_changes_with_it() -> None:
    layout = Layout(Body("![](p.png)\n\n> ![](q.png)\n\n- ![](p.png)"), 60)
    drawn(layout)
    assert layout.tell("p.png", Known(10, 1)) == [0, 2]
    assert drawn(layout) == ["<0>", "", "▌ ▸ image: q.png", "", "<0>"]


def test_it_is_fitted_anew_to_another_width_and_height() -> None:
    layout = Layout(Body("> ![](p.png)"), 60)
    drawn(layout)
    layout.tell("p.png", Known(100, 50))
    assert layout.boxes(0, 9) == [Box("p.png", 48, 24)]
    layout.pictures.most = 10
    assert layout.draw_pictures() == [0]
    assert layout.boxes(0, 9) == [Box("p.png", 20, 10)]
    # The bar of the quote takes two cells.
    assert layout.relaid(12).boxes(0, 9) == [Box("p.png", 10, 5)]


def test_places_hold_while_pictures_come_in() -> None:
    text = "\n\n".join(f"Paragraph {n}.\n\n![Picture {n}](p.png)" for n in range(40))
    layout = Layout(Body(text), 60)
    layout.settle(0, 400)
    at = next(y for y in range(layout.height) if layout.line(y).text == "Paragraph 30.")
    place = layout.place(at)
    layout.tell("p.png", Known(20, 9))
    assert layout.line(layout.find(place)).text == "Paragraph 30."


def test_a_picture_may_lead_elsewhere() -> None:
    layout = Layout(Body("[![Alt](p.png)](/elsewhere)"), 60)
    drawn(layout)
    assert layout.tell("p.png", Known(4, 1)) == [0]
    assert drawn(layout) == ["<0>", "Alt"]
    assert [span.link for span in layout.line(1).spans] == ["/elsewhere"]
    (printed,) = lines(Body("[![Alt](p.png)](/elsewhere)"), 60, PLAIN)
    assert printed.text == "[image: Alt] (p.png, leads to /elsewhere)"


@pytest.mark.parametrize(
    "text",
    ["[![One](p.png)](a) [![Two](p.png)](b)", "[![One](p.png)](a) said", "[![One](p.png) said](a)"],
)
def test_pictures_among_words_are_words(text: str) -> None:
    layout = Layout(Body(text), 60)
    drawn(layout)
    assert layout.tell("p.png", Known(4, 1)) == []


def test_an_embed_is_never_a_picture() -> None:
    layout = Layout(Body('<video src="p.mp4"></video>'), 60)
    drawn(layout)
    assert layout.boxes(0, 10) == []


@pytest.mark.parametrize("known", [Known(), Known(0, 5), Known(5, 0), Known(-1, -1)])
def test_what_has_no_size_is_not_drawn(known: Known) -> None:
    pictures = Pictures()
    pictures.tell("p.png", known)
    assert pictures.box("p.png", 20) == Box("p.png")


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.integers(1, 300), st.integers(1, 300))
def test_no_picture_is_enlarged_or_too_large(
    columns: float, rows: float, width: int, most: int
) -> None:
    pictures = Pictures(most)
    pictures.tell("p", Known(columns, rows))
    _, wide, high = pictures.box("p", width)
    assert 1 <= wide <= min(width, max(1, round(columns)))
    assert 1 <= high <= min(most, max(1, round(rows)))


def test_print_knows_no_pictures() -> None:
    (printed,) = lines(Body("![Alt](p.png)"), 60, PLAIN)
    assert printed.picture is None
    assert "Alt" in printed.text
