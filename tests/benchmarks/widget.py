"""A file in Textual's own Markdown widget: what the reading pane is measured against."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import MarkdownViewer, Static


class Viewer(App[None]):
    """The widget on one file; `READY` stands at the bottom once all of it is mounted."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        yield MarkdownViewer(show_table_of_contents=False)

    async def on_mount(self) -> None:
        viewer = self.query_one(MarkdownViewer)
        await viewer.document.update(self._path.read_text(encoding="utf-8"))
        self.call_after_refresh(lambda: self.mount(Static("READY")))


if __name__ == "__main__":
    Viewer(Path(sys.argv[1])).run()
