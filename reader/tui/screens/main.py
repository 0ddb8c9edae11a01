"""The main screen: the list and the post, side by side or one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from reader.config import Settings
from reader.library import Library
from reader.query import Query
from reader.tui.commands import Command, Scope, bindings, commands
from reader.tui.key_queue import Awaiting
from reader.tui.screens.marking import MarkingScreen
from reader.tui.widgets.divider import Divider
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.opened_post import TYPED
from reader.tui.widgets.post_pane import PostPane
from reader.wording import count

if TYPE_CHECKING:
    from reader.refresh import Changes
    from reader.tui.widgets.posts_pane import PostsPane
    from reader.tui.widgets.reading import ReadingPane

# The narrowest a pane may be made, in cells; the fewest lines that show anything.
LEAST, LOWEST = 36, 8
# Below this width, in cells, one pane shows at a time.
NARROW = 90
# A text that takes some time to count the words of, in characters; and how many seconds later to.
_LONG, _LATER = 200_000, 1.0


class MainScreen(MarkingScreen, Awaiting):
    """Two panes on one library. Long work runs in threads and is told of in the list's title."""

    BINDINGS = bindings("app")

    def __init__(self, library: Library, query: Query, settings: Settings) -> None:
        super().__init__(library, classes="-zoomed" if library.single else None)
        self._query, self._settings = query, settings
        self.reading = PostPane(library, settings, id="reading")
        self.keys = KeyBar()
        # What the posts were read by when the last refresh ended.
        self._rules: tuple[str, str] | None = None
        # Where one was when the list was hidden.
        self._left: Scope = "list"
        # The width that was given to the list by hand.
        self._list_width: int | None = None

    @cached_property
    def posts(self) -> PostsPane:
        """The list; one post alone never asks for it, nor waits for the modules that draw it."""
        from reader.tui.widgets.posts_pane import PostsPane

        query, size = self._query, self._settings.page_size
        if isinstance(size, int) and query.page_size is None:
            query = query.sized(size)
        fit = size == "auto" and query.page_size is None
        lines, views = self._settings.list_lines, self._settings.views
        return PostsPane(self.library, query, lines=lines, fit=fit, views=views, id="posts")

    @property
    def pane(self) -> ReadingPane:
        """The text that is read."""
        return self.reading.reading

    def awaits(self, key: str) -> bool:
        """Keys that are typed at the start may be meant for the post."""
        return not self.reading.ready

    def compose(self) -> ComposeResult:
        """The list, and the keys below; the post comes with `_furnish`."""
        yield self.reading if self.library.single else self.posts
        yield self.keys

    async def on_mount(self) -> None:
        """Begin in the list; one post alone begins in the text."""
        self._fit(self.app.size)
        if self.library.single:
            await self.reading.furnish()
            self.pane.focus()
            if self.reading.preview() > _LONG:
                # Counting its words would hold up the parsing of what is about to be read.
                self.set_timer(_LATER, self.action_refresh_posts)
                return
        else:
            self.posts.posts.focus()
            # The list stands on the screen before the parts that only reading needs are built.
            self.call_after_refresh(self._furnish)
        self.call_after_refresh(self.action_refresh_posts)

    async def _furnish(self) -> None:
        if not self.is_attached:
            return
        await self.mount(Divider(), self.reading, after=self.posts)
        await self.reading.furnish()
        self._open_chosen()

    # The panes.

    def on_resize(self, event: events.Resize) -> None:
        """Show what has room."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        # Not Textual's breakpoints: these style every widget anew at the start, at any size.
        narrow = size.width < NARROW
        self.set_class(narrow, "-narrow")
        single = ["reading.back"] if self.library.single else []
        self.keys.without = frozenset(["app.zoom", *single] if narrow or single else [])
        if self._list_width is not None:
            width = max(LEAST, min(size.width - LEAST - 1, self._list_width))
            self.posts.styles.width = size.width if narrow else width
        tiny = size.width < LEAST or size.height < LOWEST
        self.set_class(tiny, "-tiny")
        if tiny and not self.query("#too-small"):
            text = f"reader needs {LEAST} × {LOWEST} cells"
            self.mount(Static(text, id="too-small", markup=False))

    @on(events.ScreenSuspend)
    @on(events.ScreenResume)
    def _covered(self) -> None:
        if self.reading.ready:
            self.pane.cover()

    def action_divide(self, step: int) -> None:
        """Move the divider by some columns; each pane keeps its least width."""
        self._list_width = self.posts.outer_size.width + step
        self._fit(self.size)

    @on(Divider.Dragged)
    def _dragged(self, event: Divider.Dragged) -> None:
        self.action_divide(event.column - self.posts.outer_size.width)

    def action_zoom(self) -> None:
        """Hide the list, or show it again."""
        if not self.library.single and not self.has_class("-narrow"):
            self.toggle_class("-zoomed")
            if self.has_class("-zoomed"):
                self._left = "reading" if self.pane.has_focus_within else "list"
                self.focus_pane("reading")
            else:
                self.focus_pane(self._left)

    def focus_pane(self, scope: Scope) -> None:
        """Go to a pane, and bring it to the front where only one has room."""
        if scope == "reading" and not self.reading.ready:
            return
        if scope == "reading" and not (self.library.single or self.reading.apart):
            # It may be on its way still, and what stands there until then is only passed by.
            self.reading.expect(self.posts.post.path if self.posts.post else None)
        self.set_class(scope == "reading", "-reads")
        (self.pane if scope == "reading" else self.posts.posts).focus()

    def action_other_pane(self) -> None:
        """From the list to the post."""
        self.focus_pane("reading")

    def on_post_list_read(self) -> None:
        """Read the post that is chosen, whatever is shown beside the list."""
        if self.reading.apart:
            self._open_chosen()
        self.reading.expect(None)
        self.focus_pane("reading")

    def action_back(self) -> None:
        """From marks to none; from a link to where it stood; from the post to the list."""
        if self.reading.ready and (self.pane.drop_marks() or self.reading.back()):
            return
        if not self.library.single:
            self.remove_class("-zoomed")
            self.focus_pane("list")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of the pane that has the focus."""
        in_post = self.reading in event.widget.ancestors
        self.keys.scope = "reading" if in_post else "list"
        if not self.library.single:
            self.posts.title.focused = not in_post
        self.reading.status.focused = in_post
        self.reading.attend()

    @on(KeyBar.Pressed)
    async def _pressed(self, event: KeyBar.Pressed) -> None:
        await self.run_command(event.command)

    async def run_command(self, command: Command) -> None:
        """Do what a command says, on the widget of its scope."""
        text = self.pane if self.reading.ready else self
        where: dict[Scope, Widget] = {"list": self.posts, "reading": text, "app": self}
        await self.app.run_action(command.action, where[command.scope])

    def palette(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        """The commands that work now, for the palette."""
        for command in commands(self.keys.scope, "app"):
            if command.id not in ("app.palette", *self.needless()):
                yield command, partial(self.run_command, command)

    # The post.

    def on_posts_pane_chosen(self, event: PostsPane.Chosen) -> None:
        """Show the post that is chosen."""
        self.reading.query_shown = self.posts.asked
        shown = self.reading.post.path if self.reading.post else None
        stays = event.left is not None and event.left == shown and self._in_sight
        if event.again and (self.reading.followed or stays):
            # Nobody asked for another post: the one that a link led to stays, and so does the one
            # that has left the list. In the order in which they were asked for.
            self.call_after_refresh(self.reading.reopen, event.left)
        else:
            # At once: keys that come together with the one that chose it are meant for it.
            self.reading.expect(event.post.path if event.post else None)
            # The list is painted first: a page turned does not wait for its first post.
            after = TYPED if self.posts.searching else 0.0
            self.call_after_refresh(self.reading.open, event.post, after=after)

    @property
    def _in_sight(self) -> bool:
        """Whether the post is on the screen."""
        return not self.has_class("-narrow") or self.has_class("-reads")

    def _open_chosen(self) -> None:
        if self.posts.pager.page is not None:
            self.reading.query_shown = self.posts.asked
            self.reading.open(self.posts.post)

    def action_step(self, step: int) -> None:
        """Read the next or previous post of the list."""
        if self.reading.stayed:
            self.posts.step_from_left(step)
        else:
            self.posts.action_move(step)

    async def action_search(self) -> None:
        """Find words in the post."""
        if self.reading.ready:
            await self.reading.search()

    def action_measure(self, step: int) -> None:
        """Make the text's lines longer or shorter by some cells."""
        if self.reading.ready:
            self.reading.widen(step)

    def action_open(self) -> None:
        """Open the post's page in the browser."""
        self.reading.browse()

    def action_copy_link(self) -> None:
        """Copy the current link, or the post's."""
        self.reading.copy_link()

    async def action_language(self) -> None:
        """List the posts in the next language, the chosen one by its translation."""
        from reader.tui.choosing import in_next_language

        languages = await asyncio.to_thread(self.languages)
        if not languages:
            self.reading.say("The posts are of one language")
            return
        query, language = in_next_language(self.posts.asked, languages, self.library.engine)
        if (post := self.posts.post) is not None:
            others = await asyncio.to_thread(self.library.translations, post)
            if path := next((one.path for one in others if one.lang == language), None):
                self.posts.prefer(path)
        self.posts.ask(query)

    # What a refresh brings.

    def coming_in(self, done: int, total: int) -> None:
        """Show the posts that have been read by now."""
        if not self.library.single:
            what = "reading texts" if self.library.telling else "reading"
            self.posts.busy = f"{what}: {done:,} of {total:,} · Ctrl+X stops"
            # Bodies of posts that stand in the list already change what is found alone.
            if not self.library.telling or self.posts.asked.asks_bodies:
                self._reload()
            else:
                self.posts.retitle()

    def came_in(self, changes: Changes) -> None:
        """Show what changed, and what there is to say about it."""
        if self.library.single:
            self._reload()
        else:
            self.posts.busy, self.posts.looked = "", True
            self.posts.partial = changes.stopped
            engine = self.library.engine
            before, self._rules = self._rules, (engine.name, engine.site.stamp)
            # Other settings may cut other pages, though each post says what it said.
            resettled = before not in (None, self._rules)
            if changes.new or changes.changed or changes.gone or changes.told or resettled:
                self._reload()
            elif not self.posts.total:
                self.posts.reload()
            self.posts.retitle()
        self.tell(self.library.notices)
        if changes.stopped:
            self.reading.say("Stopped: not every file has been read. r reads the rest", "warning")
        if changes.problems:
            number = count(len(changes.problems), "problem")
            self.reading.say(f"{number}; the first: {changes.problems[0]}", "warning")

    def _reload(self) -> None:
        if (path := self.library.only) is not None:
            if self.library.post(path) is not None:
                self.reading.reopen()
            else:
                self.reading.say(f"{path} is gone from the disk: this is what it was", "warning")
            return
        self.posts.reload(keep=self.touched)
        if len(self.app.screen_stack) > 1:
            from reader.tui.screens.over_list import OverList

            if isinstance(panel := self.app.screen, OverList):
                panel.recount()
