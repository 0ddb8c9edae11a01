"""A panel that lies on the list of the screen beneath, as wide as that."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen, Screen

_NARROW = 90
_LEAST = 36

_Result = TypeVar("_Result")


class OverList(ModalScreen[_Result]):
    """Has its panel fit the list; a subclass names the panel's id, and calls `lie_on_list`."""

    PANEL: ClassVar[str]

    def lie_on_list(self) -> None:
        """Fit, and follow the screen beneath; once, when the panel is mounted."""
        self._beneath: Screen[object] = self.app.screen_stack[-2]
        self._beneath.screen_layout_refresh_signal.subscribe(self, lambda _: self._fit())
        self._fit()

    def recount(self) -> None:
        """Count all anew; for the screen beneath, where the posts have changed."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Lie on the list as it is now."""
        self._fit()

    def _fit(self) -> None:
        """As wide as the list, where it has a pane of its own."""
        panel = self.query_one(self.PANEL)
        width = self.app.size.width
        narrow = width < _NARROW
        panel.set_class(not narrow, "-beside")
        if narrow:
            panel.styles.width = "100%"
        else:
            lists = [side.region.width for side in self._beneath.query("#posts")]
            # One more for the line that parts the panel from the pane beside it.
            panel.styles.width = max(_LEAST, *(lists or [width // 3])) + 1
