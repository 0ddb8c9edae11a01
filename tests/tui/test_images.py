"""Pictures as lines of cells, in each way that a terminal may know."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from reader.tui.images import Way, cell_size, draw, pixels, way

CELL = (8, 16)


@pytest.mark.parametrize(
    ("setting", "environ", "chosen"),
    [
        ("auto", {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ("auto", {"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ("auto", {"TERM": "xterm-ghostty"}, "kitty"),
        ("auto", {"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ("auto", {"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "blocks"),
        ("auto", {"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, "blocks"),
        ("auto", {"TERM": "screen", "STY": "1.pts"}, "blocks"),
        ("auto", {"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "blocks"),
        ("auto", {"TERM": "foot"}, "blocks"),
        ("auto", {}, "blocks"),
        ("auto", {"TERM": "dumb"}, "off"),
        ("kitty", {"TERM": "xterm"}, "kitty"),
        ("sixel", {"TERM": "xterm"}, "sixel"),
        ("blocks", {"TERM": "xterm-kitty"}, "blocks"),
        ("off", {"TERM": "xterm-kitty"}, "off"),
        ("kitty", {"TERM": "xterm-kitty", "NO_COLOR": "1"}, "off"),
    ],
)
def test_the_way_is_chosen_without_asking_the_terminal(
    setting: str, environ: dict[str, str], chosen: Way
) -> None:
    assert way(setting, environ) == chosen


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 90).convert("RGB")


@pytest.mark.parametrize("chosen", ["kitty", "blocks"])
@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (7, 3), (120, 40)])
def test_every_row_fills_its_cells(chosen: Way, columns: int, rows: int) -> None:
    drawn = draw(noise(pixels(chosen, columns, rows, CELL)), chosen, columns, rows, CELL)
    assert [row.cell_length for row in drawn.rows] == [columns] * rows
    for row in drawn.rows:
        assert sum(segment.cell_length for segment in row) == columns


def test_kitty_is_sent_the_picture_once_and_its_rows_name_it() -> None:
    terminal = sys.__stdout__
    drawn = draw(noise((80, 64)), "kitty", 10, 4, CELL)
    assert sys.__stdout__ is terminal
    sent = re.findall(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\", drawn.sent)
    assert "".join(f"\x1b_G{keys}{';' * bool(data)}{data}\x1b\\" for keys, data in sent) == (
        drawn.sent
    )
    assert all(len(data) <= 4096 for _, data in sent)
    picture = Image.open(BytesIO(b64decode("".join(data for _, data in sent))))
    assert (picture.format, picture.size) == ("PNG", (80, 64))
    placed = dict(part.split("=") for part in sent[-1][0].split(","))
    assert (placed["a"], placed["U"], placed["c"], placed["r"]) == ("p", "1", "10", "4")
    number = int(placed["i"])
    assert drawn.freed == f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
    for row in drawn.rows:
        (segment,) = row
        assert segment.text.count("\U0010eeee") == 10
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.triplet is not None
        assert int(segment.style.color.triplet.hex[1:], 16) == number & 0xFFFFFF


def test_a_row_of_sixels_leaves_the_cursor_behind_its_cells() -> None:
    for row in draw(noise((80, 64)), "sixel", 10, 4, CELL).rows:
        (over,) = row
        assert (row.cell_length, over.cell_length) == (0, 0)
        assert re.fullmatch(
            r'\x1b\[10D\x1b7\x1bP0;0;0q"1;1;80;16[!-~]*[!-,.-~]\x1b\\\x1b8\x1b\[10C', over.text
        )


def test_nothing_is_asked_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert cell_size() is None
    for chosen in ("kitty", "blocks"):
        draw(noise((80, 64)), chosen, 10, 4, CELL)
    assert capfd.readouterr() == ("", "")
