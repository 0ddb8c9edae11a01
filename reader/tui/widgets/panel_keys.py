"""The keys of a panel, declared once: its bindings, and the line that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.cells import flowed


@dataclass(frozen=True, slots=True)
class PanelKey:
    """A key of a panel: Textual's names with commas, an action of the panel, how to show them.

    One without a `sign` works, but is not shown.
    """

    id: str
    keys: str
    action: str
    sign: str = ""
    label: str = ""


def panel_bindings(keys: Iterable[PanelKey]) -> list[BindingType]:
    """A panel's keys as Textual's bindings."""
    return [Binding(k.keys, k.action, k.label, show=bool(k.sign), id=k.id) for k in keys]


class PanelKeys(Widget):
    """The shown keys of a panel at the foot of the screen, each of them a button as well."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"panel-keys--key", "panel-keys--label"}
    DEFAULT_CSS = "PanelKeys { dock: bottom; width: 100%; height: auto; padding: 0 1; }"

    labels: reactive[Mapping[str, str]] = reactive(dict[str, str], layout=True)

    def __init__(self, keys: Iterable[PanelKey]) -> None:
        """`labels`, by id, can tell for a while that a key does something else than declared."""
        super().__init__()
        self._keys = tuple(key for key in keys if key.sign)

    def _label(self, key: PanelKey) -> str:
        return self.labels.get(key.id, key.label)

    def _rows(self, width: int) -> list[list[PanelKey]]:
        return flowed(self._keys, lambda key: cell_len(f"{key.sign} {self._label(key)}"), width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the keys need."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """One line of keys."""
        width = self.size.width
        rows = self._rows(width)
        if y >= len(rows):
            return Strip.blank(width, self.rich_style)
        sign = self.get_component_rich_style("panel-keys--key")
        label = self.get_component_rich_style("panel-keys--label")
        segments = []
        for key in rows[y]:
            segments += [Segment(key.sign, sign), Segment(f" {self._label(key)}  ", label)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        event.stop()
        place = event.get_content_offset(self)
        rows = self._rows(self.size.width)
        if place is None or place.y >= len(rows):
            return
        x = place.x
        for key in rows[place.y]:
            size = cell_len(f"{key.sign} {self._label(key)}")
            if 0 <= x < size:
                await self.screen.run_action(key.action)
                return
            x -= size + 2
