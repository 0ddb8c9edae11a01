"""What the panels are tried on: an app of one screen, and a library in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from reader.model import Facet, Term
from reader.query import NONE, Query
from reader.tui.screens.filters import FilterScreen


class Beneath(Screen[None]):
    """A list 44 cells wide, and all queries that were told to it."""

    DEFAULT_CSS = "Beneath { layout: horizontal; } #posts { width: 44; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("list " * 20, id="posts")
        yield Static("post " * 20)

    def on_filter_screen_changed(self, message: FilterScreen.Changed) -> None:
        self.told.append(str(message.query))


class Host(App[None]):
    """The app that opens one panel and keeps what it was closed with."""

    CSS_PATH = "../../reader/tui/app.tcss"

    def __init__(self, panel: Screen[Any]) -> None:
        super().__init__()
        self.panel = panel
        self.beneath = Beneath()
        self.results: list[Any] = []

    def get_default_screen(self) -> Screen[None]:
        return self.beneath

    def on_ready(self) -> None:
        self.push_screen(self.panel, self.results.append)


class Shelf:
    """Posts that have terms and nothing else; a stand-in for `reader.library.Library`."""

    def __init__(self, posts: Iterable[Mapping[str, Sequence[str]]]) -> None:
        self.engine = self
        self.posts = [
            {
                field: [Term(field, name.casefold(), name) for name in names]
                for field, names in post.items()
            }
            for post in posts
        ]

    def term_key(self, field: str, name: str) -> str:
        return name.casefold()

    def fields(self) -> tuple[str, ...]:
        return tuple(sorted({field for post in self.posts for field in post}))

    def facets(self, field: str, query: Query) -> tuple[Facet, ...]:
        names, counts = {"": NONE}, {"": 0}
        for post in self.posts:
            for term in post.get(field) or [Term(field, "", NONE)]:
                names.setdefault(term.key, term.name)
                counts[term.key] = counts.get(term.key, 0) + self._fits(post, query, field)
        facets = [Facet(field, key, names[key], counts[key], (names[key],)) for key in names]
        return tuple(sorted(facets, key=lambda facet: (not facet.key, -facet.posts, facet.name)))

    def total(self, query: Query) -> int:
        return sum(self._fits(post, query) for post in self.posts)

    def _fits(self, post: Mapping[str, Sequence[Term]], query: Query, but: str = "") -> bool:
        for one in query.filters:
            keys = {term.key for term in post.get(one.field, ())} or {""}
            wanted = {"" if value == NONE else value.casefold() for value in one.values}
            if one.field != but and bool(keys & wanted) is one.negated:
                return False
        return True


async def settle(pilot: Pilot[Any], *keys: str) -> str:
    """Press keys, wait for what they start; the whole screen as text."""
    await pilot.pause()
    for key in keys:
        await pilot.press(key)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
