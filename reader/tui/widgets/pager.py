"""The line under the list: the pages and where in the whole one is."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.model import Page, page_window
from reader.tui.cells import filled


def wide(page: Page) -> list[tuple[str, int | None]]:
    """The pager's parts, each with the page that a click on it leads to: ‹ 1 … [32] … 39 ›."""
    parts: list[tuple[str, int | None]] = [("‹ ", page.number - 1 if page.number > 1 else None)]
    for number in page_window(page.number, page.of):
        if number is None:
            parts.append(("… ", None))
        elif number == page.number:
            parts.append((f"[{number}] ", None))
        else:
            parts.append((f"{number} ", number))
    parts.append(("›", page.number + 1 if page.number < page.of else None))
    return parts


def extent(page: Page) -> str:
    """Which posts these are: 321–330 of 384."""
    if not page.posts:
        return "0 of 0"
    last = "" if page.first == page.last else f"–{page.last:,}"
    return f"{page.first:,}{last} of {page.total:,}"


class Pager(Widget):
    """Page numbers that can be clicked, and the extent of the page at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pager--number", "pager--current", "pager--gap"}
    DEFAULT_CSS = "Pager { height: 1; padding: 0 1; }"

    page: reactive[Page | None] = reactive(None)

    class Turned(Message):
        """A page was asked for by the mouse."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width, page = self.size.width, self.page
        if y or page is None:
            return Strip.blank(width, self.rich_style)
        styles = {
            name: self.get_component_rich_style(f"pager--{name}")
            for name in ("number", "current", "gap")
        }
        segments = []
        for text, target in wide(page):
            name = "number" if target else "current" if text.startswith("[") else "gap"
            segments.append(Segment(text, styles[name]))
        right = extent(page)
        room = width - Strip(segments).cell_length
        if room < len(right) + 1:
            right = right.replace(" of ", "/")
        if room < len(right) + 1:
            right = ""
        left = filled(segments, width - len(right), styles["gap"])
        return filled([*left, Segment(right, styles["gap"])], width, styles["gap"])

    def on_click(self, event: events.Click) -> None:
        """Turn to the page under the mouse."""
        if self.page is None:
            return
        x = event.x - self.gutter.left
        for text, target in wide(self.page):
            if 0 <= x < len(text) and target is not None:
                self.post_message(self.Turned(target))
            x -= len(text)
