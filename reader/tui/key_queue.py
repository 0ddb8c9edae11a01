"""Keys handled one at a time: many that come in one go mean what they mean typed slowly."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from textual.app import App
from textual.events import Event, Key, Paste

# How long keys wait for what the one before has led to, and one for an answer, in seconds: behind
# a handler that is stuck they get through all the same, and a slow disk holds none up for long, nor
# all that came together.
_PATIENCE, _FOR_ANSWERS, _IN_ALL = 0.5, 0.25, 1.0
# For so long it is looked for at each turn of the event loop, and then at times, in seconds.
_SOON, _LATER = 0.01, 0.002


class Awaiting:
    """A widget or screen that keys may be meant for once something has come that is on its way."""

    def awaits(self, key: str) -> bool:
        """Whether a key is to wait that goes through here."""
        raise NotImplementedError


def _apart(event: Key | Paste) -> list[Key | Paste]:
    """Escape and a letter, where a terminal sent both in one go: the same as Alt and the letter.

    Of Escape right before `/`, `:`, Enter … Textual's parser tells the latter alone.
    """
    if isinstance(event, Key) and event.key.startswith("alt+"):
        letter = event.character or ""
        if letter.isalnum():
            return [Key("escape", "\x1b"), Key(letter, letter)]
    return [event]


class KeyQueue(App[None]):
    """Forwards a key only when the one before has been handled, with all that it led to.

    Textual itself puts each into the queue of what has the focus at once. What a key does happens
    some turns of the event loop later (a binding is run when the key has bubbled up to the app, a
    message of its action bubbles again, a screen has to be mounted, the focus to be moved), so that
    the keys behind it would be meant for something else, or overtake it.
    """

    def __init__(self) -> None:
        super().__init__()
        # With the time that each came at.
        self._keys = deque[tuple[Key | Paste, float]]()
        # Whether keys are held back; when it was seen last that nothing was under way, and since
        # when it has been the first one's turn.
        self._held = False
        self._since = self._turn = 0.0

    @property
    def holds_keys(self) -> bool:
        """Whether keys wait for what the one before has led to."""
        return self._held

    async def on_event(self, event: Event) -> None:
        """Take keys, and text that is pasted, in their turn."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            now = monotonic()
            self._keys += [(one, now) for one in _apart(event)]
            if not self._held:
                self._since = self._turn = now
                await self._forward()
        else:
            await super().on_event(event)

    async def _forward(self) -> None:
        """Let the keys go their way whose turn it is."""
        while self._keys and (pause := self._pause()) is None:
            event, _ = self._keys.popleft()
            await super().on_event(event)
            self._turn = monotonic()
        self._held = bool(self._keys)
        if self._held:
            asyncio.get_running_loop().call_later(pause or 0, self._look)

    def _look(self) -> None:
        if (pause := self._pause()) is None:
            # What a handler of the app awaits is waited for by this.
            self.call_later(self._forward)
        else:
            asyncio.get_running_loop().call_later(pause, self._look)

    def _pause(self) -> float | None:
        """How long to wait before looking again, in seconds; None where the next key may go."""
        (event, came), now = self._keys[0], monotonic()
        here = tuple((self.focused or self.screen).ancestors_with_self)
        if any(pump.message_queue_size for pump in (*here, *self.screen_stack)):
            waited = now - self._since
            return None if waited > _PATIENCE else 0.0 if waited < _SOON else _LATER
        self._since = now
        waits = now - self._turn < _FOR_ANSWERS and now - came < _IN_ALL
        if isinstance(event, Key) and waits:
            for one in here:
                if isinstance(one, Awaiting) and one.awaits(event.key):
                    return _LATER
        return None
