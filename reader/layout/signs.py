"""The signs that lines are drawn with, for a screen and for a pipe."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands for structure. A sign and the space after it are furniture.

    `boxes` says whether callouts have edges, `addresses` whether those of links stand behind them.
    """

    quote: str
    bullets: tuple[str, ...]
    done: str
    to_do: str
    code: str
    fold: str
    fence: str
    heading: str
    underline: str
    rule: str
    column: str
    row: str
    crossing: str
    figure: str
    corner: str
    bar: str
    opened: str
    closed: str
    detail: str
    note: str
    back: str
    boxes: bool
    addresses: bool
    highlight: bool
    wrap_cells: bool


SCREEN = Signs(
    quote="▌ ",
    bullets=("• ", "◦ ", "▪ "),
    done="☑ ",
    to_do="☐ ",
    code="  ",
    fold="↪ ",
    fence="",
    heading="",
    underline="━",
    rule="─",
    column=" │ ",
    row="─",
    crossing="─┼─",
    figure="▸ ",
    corner="┌ ",
    bar="│ ",
    opened="▾ ",
    closed="▸ ",
    detail="  ",
    note="{}. ",
    back="↩",
    boxes=True,
    addresses=False,
    highlight=True,
    wrap_cells=True,
)
# Structure in Markdown's own signs, read line by line: no box art, no cell continued further down.
PLAIN = Signs(
    quote="> ",
    bullets=("- ",),
    done="[x] ",
    to_do="[ ] ",
    code="",
    fold="",
    fence="`",
    heading="#",
    underline="",
    rule="-",
    column=" | ",
    row="-",
    crossing="-|-",
    figure="",
    corner="> ",
    bar="> ",
    opened="",
    closed="",
    detail=": ",
    note="[{}] ",
    back="",
    boxes=False,
    addresses=True,
    highlight=False,
    wrap_cells=False,
)
# The same without what is told elsewhere: where links lead.
TEXT = replace(PLAIN, addresses=False)
