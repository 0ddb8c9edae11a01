"""A panel of text over the whole screen, which scrolls and is closed by Escape."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget

from reader.tui.widgets.panel_keys import PanelKey, PanelKeys, panel_bindings
from reader.tui.widgets.title_line import TitleLine

Paint = Callable[[str, str], Content]
"""Text in one of the roles of `PanelText`; "" is plain text."""

CLOSE = PanelKey("panel.close", "escape,q", "close", "Esc", "close")
SCROLL = (
    PanelKey("panel.down", "down,j", "line(1)", "↑ ↓", "scroll"),
    PanelKey("panel.up", "up,k", "line(-1)"),
    PanelKey("panel.page-down", "space,pagedown", "page(1)", "Space", "page"),
    PanelKey("panel.page-up", "b,pageup", "page(-1)"),
    PanelKey("panel.top", "home,g", "top", "g G", "top, end"),
    PanelKey("panel.end", "end,G", "bottom"),
)


class PanelText(Widget):
    """Lines that are written anew for each width; their text can be selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "panel-text--heading",
        "panel-text--key",
        "panel-text--quiet",
        "panel-text--problem",
    }
    DEFAULT_CSS = "PanelText { width: 1fr; height: auto; }"

    def __init__(self, write: Callable[[int, Paint], list[Content]]) -> None:
        """`write` gets a width in cells and the paint, and gives lines no wider than that."""
        super().__init__()
        self._write = write

    def _paint(self, text: str, role: str) -> Content:
        if not role:
            return Content(text)
        return Content.styled(text, self.get_visual_style(f"panel-text--{role}"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are written for the width."""
        return len(self._write(width, self._paint))

    def render(self) -> Content:
        """The lines for the width of now."""
        return Content("\n").join(self._write(self.size.width, self._paint))


class TextPanel(ModalScreen[str | None]):
    """What help and information share; a subclass gives `title_text` and writes the lines."""

    KEYS: ClassVar[tuple[PanelKey, ...]] = (CLOSE, *SCROLL)
    BINDINGS = panel_bindings(KEYS)
    AUTO_FOCUS = ""
    CSS_PATH = "../panels.tcss"
    DEFAULT_CSS = """
    TextPanel VerticalScroll { height: 1fr; padding: 1 0 0 1; scrollbar-size-vertical: 1; }
    """

    title_text = ""

    def write(self, width: int, paint: Paint) -> list[Content]:
        """The lines for a width in cells."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        title = TitleLine()
        title.label, title.focused = self.title_text, True
        yield title
        with VerticalScroll(can_focus=False):
            yield PanelText(self.write)
        yield PanelKeys(self.KEYS)

    def action_line(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Scroll by pages, a line of the last one in sight."""
        scroll = self.query_one(VerticalScroll)
        by = pages * max(1, scroll.size.height - 1)
        scroll.scroll_relative(y=by, animate=False, immediate=True)

    def action_top(self) -> None:
        """Scroll to the first line."""
        self.query_one(VerticalScroll).scroll_home(animate=False, immediate=True)

    def action_bottom(self) -> None:
        """Scroll to the last line."""
        self.query_one(VerticalScroll).scroll_end(animate=False, immediate=True)

    def action_close(self) -> None:
        """Back to what was beneath."""
        self.dismiss(None)


def hang(label: Content, text: Content, indent: int, width: int) -> list[Content]:
    """`text` wrapped behind `label`, all of its lines beginning at column `indent`.

    White space that `text` begins with is kept before each of its lines.
    """
    start = len(text) - len(text.plain.lstrip(" "))
    room = max(8, width - indent - start)
    lines = text[start:].wrap(room) if len(text) > start else [Content()]
    first = label.pad_right(max(0, indent + start - label.cell_length)) + lines[0]
    return [first, *(Content(" " * (indent + start)) + line for line in lines[1:])]


def beside(columns: Iterable[list[Content]], width: int, gap: int) -> list[Content]:
    """Columns of lines set side by side, each `width` cells wide and `gap` cells apart."""
    columns = list(columns)
    lines = []
    for at in range(max(map(len, columns), default=0)):
        line = Content()
        for number, column in enumerate(columns):
            line = line.pad_right(max(0, number * (width + gap) - line.cell_length))
            line += column[at] if at < len(column) else Content()
        lines.append(line)
    return lines
