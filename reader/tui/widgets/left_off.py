"""Where one was in the posts that were left, for as long as the program runs."""

from __future__ import annotations

from collections import OrderedDict

from reader.tui.widgets.reading_sight import Sight

# So many posts are remembered.
_MOST = 200


class LeftOff:
    """What was in sight of posts, by their paths; of those left longest ago nothing is known."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, Sight] = OrderedDict()

    def leave(self, path: str, seen: Sight | None) -> None:
        """Take note of what is in sight of a post that is being left; None keeps what is known."""
        if seen is not None:
            self._seen[path] = seen
            self._seen.move_to_end(path)
            if len(self._seen) > _MOST:
                self._seen.popitem(last=False)

    def find(self, path: str) -> Sight | None:
        """What was in sight of a post; None where it was not left yet."""
        return self._seen.get(path)
