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


def paint_now(widget: Widget) -> None:
    """Have the next frame come as soon as all is told that changed by now.

    An answer that comes later than its key would wait up to 16 ms more for the screen's own clock.
    Beneath a panel it does: what changes there is painted with what the panel itself has to show.
    """
    if widget.is_attached and (screen := widget.screen) is widget.app.screen:
        # In its turn behind what widgets have told the screen of.
        screen.call_later(screen._on_timer_update)
