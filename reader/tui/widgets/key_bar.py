"""The last line: the keys that work where the focus is, each of them a button as well."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.cells import filled
from reader.tui.commands import Command, Scope, bar


class KeyBar(Widget):
    """The commands of a scope, as many as fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--label"}
    DEFAULT_CSS = "KeyBar { height: 1; padding: 0 1; dock: bottom; }"

    scope: reactive[Scope] = reactive("list")
    # The ids of commands that have nothing to do as things are.
    without: reactive[frozenset[str]] = reactive(frozenset)

    class Pressed(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            self.command = command
            super().__init__()

    def _buttons(self) -> list[Command]:
        room = self.size.width
        shown: list[Command] = []
        for command in bar(self.scope, "app"):
            if command.id in self.without:
                continue
            room -= len(command.sign) + len(command.label) + 3
            if room < 0:
                break
            shown.append(command)
        return shown

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        key = self.get_component_rich_style("key-bar--key")
        label = self.get_component_rich_style("key-bar--label")
        segments = []
        for command in self._buttons():
            segments += [Segment(command.sign, key), Segment(f" {command.label}  ", label)]
        return filled(segments, width, label)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        x = event.x - self.gutter.left
        for command in self._buttons():
            size = len(command.sign) + len(command.label) + 1
            if 0 <= x < size:
                self.post_message(self.Pressed(command))
            x -= size + 2
