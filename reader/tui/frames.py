"""What changes together is painted together."""

from __future__ import annotations

from textual.widget import Widget


def paint_together(*widgets: Widget) -> None:
    """Have what changed in some widgets be in the next frame, all of it.

    A widget tells its screen of a change when it is idle, a turn of the event loop later than those
    that are idle by now. A frame may be on its way then, and the next one is 16 to 33 ms later.
    """
    for widget in widgets:
        if widget.is_attached and widget.display:
            widget._check_refresh()
