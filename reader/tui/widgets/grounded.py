"""A scrolled view whose lines are drawn one by one, in the colours of the theme."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class GroundedView(ScrollView):
    """Lines on one ground: a subclass draws each in `render_line`, on `ground`."""

    ground = Style()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines."""
        # Textual works a widget's own style out anew each time it is asked for.
        self.ground = self.rich_style
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Repaint in the new theme's colours."""
        super().notify_style_update()
        self.refresh()
