"""The main screen: the list and the post, side by side or one at a time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from reader.config import Settings
from reader.library import Changes, Library
from reader.model import Page, Post
from reader.query import Query
from reader.sanitize import one_line
from reader.source.document import Document
from reader.tui.commands import Command, Scope, bindings, commands
from reader.tui.widgets.divider import Divider
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.posts_pane import PostsPane
from reader.tui.widgets.reading import ReadingPane
from reader.tui.widgets.title_line import TitleLine
from reader.wording import count

# The narrowest a pane may be made, in cells.
LEAST = 36
# How often a running refresh is shown, in seconds.
_SHOWN_EVERY = 0.15


class MainScreen(Screen[None]):
    """Two panes on one library. Long work runs in threads and is told of in the list's title."""

    BINDINGS: list[BindingType] = bindings("app")  # noqa: RUF012 - as Textual declares it

    class Progressed(Message):
        """The running refresh has read some files."""

        def __init__(self, done: int, total: int) -> None:
            self.done, self.total = done, total
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the newest matters."""
            return isinstance(message, MainScreen.Progressed)

    def __init__(self, library: Library, query: Query, settings: Settings) -> None:
        super().__init__()
        self.library, self.settings = library, settings
        size = settings.page_size
        if isinstance(size, int) and query.page_size is None:
            query = query.sized(size)
        fit = size == "auto" and query.page_size is None
        self.posts = PostsPane(library, query, lines=settings.list_lines, fit=fit, id="posts")
        self.pane = ReadingPane(measure=settings.measure)
        self.status = TitleLine()
        self.keys = KeyBar()
        self._width: int | None = None
        self._stop = threading.Event()
        self._refreshing = False
        self._touched = False
        self._shown: tuple[str, float] | None = None

    def compose(self) -> ComposeResult:
        """List, divider, post; the keys below."""
        yield self.posts
        yield Divider()
        with Vertical(id="reading"):
            yield self.pane
            yield self.status
        yield self.keys
        yield Static("reader needs 36 × 8 cells", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Begin in the list; one post alone begins in the text."""
        if self.library.single:
            self.add_class("-zoomed")
            self.pane.focus()
        else:
            self.posts.posts.focus()
        self.call_after_refresh(self.action_refresh_posts)

    def on_unmount(self) -> None:
        """Let no thread outlive the screen."""
        self._stop.set()

    # The panes.

    def on_resize(self, event: events.Resize) -> None:
        """Give the list a third, at least 36 columns."""
        self._divide(event.size.width)

    def _divide(self, width: int) -> None:
        most = max(LEAST, width - LEAST - 1)
        third = self._width if self._width is not None else max(LEAST, width // 3)
        narrow = self.has_class("-narrow")
        self.posts.styles.width = None if narrow else min(third, most)

    def action_divide(self, step: int) -> None:
        """Move the divider by some columns."""
        self._width = max(LEAST, min(self.size.width - LEAST - 1, self.posts.size.width + step))
        self._divide(self.size.width)

    @on(Divider.Dragged)
    def _dragged(self, event: Divider.Dragged) -> None:
        self.action_divide(event.column - self.posts.size.width)

    def action_zoom(self) -> None:
        """Hide the list, or show it again."""
        self.toggle_class("-zoomed")
        self.focus_pane("reading" if self.has_class("-zoomed") else "list")

    def focus_pane(self, scope: Scope) -> None:
        """Go to a pane, and bring it to the front where only one has room."""
        self.set_class(scope == "reading", "-reads")
        (self.pane if scope == "reading" else self.posts.posts).focus()

    def action_other_pane(self) -> None:
        """From the list to the post."""
        self.focus_pane("reading")

    @on(PostList.Read)
    def _read(self) -> None:
        self.focus_pane("reading")

    def action_back(self) -> None:
        """From the post to the list; from a hidden list to the panes."""
        if self.pane.clear_search():
            return
        if not self.library.single:
            self.remove_class("-zoomed")
            self.focus_pane("list")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of the pane that has the focus."""
        in_post = event.widget is self.pane
        self.keys.scope = "reading" if in_post else "list"
        self.posts.title.focused = not in_post
        self.status.focused = in_post

    @on(KeyBar.Pressed)
    async def _pressed(self, event: KeyBar.Pressed) -> None:
        await self.run_command(event.command)

    async def run_command(self, command: Command) -> None:
        """Do what a command says, on the widget of its scope."""
        where: dict[Scope, Widget] = {"list": self.posts, "reading": self.pane, "app": self}
        await self.app.run_action(command.action, where[command.scope])

    def palette(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        """The commands that work now, for the palette."""
        for command in commands(self.keys.scope, "app"):
            if command.id != "app.palette":
                yield command, partial(self.run_command, command)

    # The post.

    @on(PostsPane.Chosen)
    def _chosen(self, event: PostsPane.Chosen) -> None:
        self.run_worker(self._open(event.post, event.page), group="post", exclusive=True)

    async def _open(self, post: Post | None, page: Page) -> None:
        if post is None:
            self.pane.show(None, None)
            self.status.label = ""
            return
        document = await asyncio.to_thread(self.library.document, post.path)
        self.display_post(post, document, self.landing(post, page))

    def display_post(self, post: Post, document: Document, landing: str) -> None:
        """Draw a post in the reading pane."""
        self.pane.show(post, document, landing=landing)
        self.status.label = one_line(post.title)

    def landing(self, post: Post, page: Page) -> str:
        """Where a post stands in the list: page 2 of 3, no. 4."""
        paths = [one.path for one in page.posts]
        if self.library.single or post.path not in paths:
            return ""
        return f"page {page.number} of {page.of}, no. {paths.index(post.path) + 1}"

    @on(ReadingPane.Moved)
    def _moved(self, event: ReadingPane.Moved) -> None:
        left = f" · {event.minutes_left} min left" if event.minutes_left else ""
        self.status.aside = f"{event.percent} %{left}"

    def action_step(self, step: int) -> None:
        """Read the next or previous post of the list."""
        self.posts.action_move(step)

    @on(ReadingPane.LinkFollowed)
    async def _followed(self, event: ReadingPane.LinkFollowed) -> None:
        if urlsplit(event.url).scheme in ("http", "https", "mailto"):
            self.app.open_url(event.url)
            self.say(f"Opened {event.url}")
        elif (post := self._linked(event.url)) is not None:
            document = await asyncio.to_thread(self.library.document, post.path)
            self.display_post(post, document, "")
        else:
            self.say(f"No post stands at {event.url}", "warning")

    def _linked(self, url: str) -> Post | None:
        here = self.pane.post
        path = unquote(urlsplit(url).path)
        if here is None or not path:
            return None
        parts: list[str] = []
        base = PurePosixPath("/") if path.startswith("/") else PurePosixPath(here.path).parent
        for part in (base / path).parts:
            if part == "..":
                parts[-1:] = []
            elif part not in (".", "/"):
                parts.append(part)
        return self.library.post("/".join(parts))

    def say(self, text: str, severity: str = "information") -> None:
        """A word to the user; what came from a post is never markup."""
        level = {"warning": "warning", "error": "error"}.get(severity, "information")
        self.notify(one_line(text), severity=level, markup=False, timeout=4)  # type: ignore[arg-type]

    def action_open(self) -> None:
        """Open the post's page in the browser, where its address is known."""
        url = self.pane.post.url if self.pane.post else None
        if url and urlsplit(url).scheme in ("http", "https"):
            self.app.open_url(url)
            self.say(f"Opened {url}")
        else:
            self.say("This post names no address on the web")

    def action_copy_link(self) -> None:
        """Copy the current link, the post's address or its path."""
        if (post := self.pane.post) is None:
            return
        link = self.pane.current_link or post.url or post.path
        self.app.copy_to_clipboard(link)
        self.say(f"Copied {link}")

    async def action_search(self) -> None:
        """Find words in the post."""
        from reader.tui.widgets.search_box import SearchBox

        if not self.query("#find"):
            box = SearchBox("", placeholder="find in this post", id="find")
            await self.mount(box, before=self.status)
            box.focus()

    def on_input_changed(self, event: Message) -> None:
        """Mark what is being typed."""
        self.pane.search(event.value)  # type: ignore[attr-defined]

    def on_input_submitted(self) -> None:
        """Keep the marks and go back to the text."""
        self.query("#find").remove()
        self.pane.focus()

    def on_search_box_left(self) -> None:
        """Drop the marks."""
        self.pane.clear_search()
        self.on_input_submitted()

    # Panels.

    @on(PostsPane.Filter)
    def _filter(self, event: PostsPane.Filter) -> None:
        from reader.tui.screens.filters import FilterScreen

        before = self.posts.asked

        def close(query: Query | None) -> None:
            self._ask(before if query is None else query)

        self.app.push_screen(FilterScreen(self.library, before, event.field), close)

    def on_filter_screen_changed(self, event: Message) -> None:
        """Let the list follow the panel that stands over it."""
        self._ask(event.query)  # type: ignore[attr-defined]

    def _ask(self, query: Query) -> None:
        if query != self.posts.asked:
            self.posts.ask(query, keep=self.posts.post.path if self.posts.post else None)

    @on(PostsPane.GoToPage)
    def _go_to_page(self) -> None:
        from reader.tui.screens.go_to_page import GoToPage

        page = self.posts.pager.page

        def go(number: int | None) -> None:
            if number is not None:
                self.posts.ask(self.posts.asked.at(number))

        if page is not None:
            self.app.push_screen(GoToPage(page.number, page.of), go)

    def action_help(self) -> None:
        """Show every key."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys.scope))

    async def action_info(self) -> None:
        """Show the front matter, where the post lands, and its problems."""
        from reader.tui.screens.info import InfoScreen

        if (post := self.pane.post) is not None and self.posts.pager.page is not None:
            document = await asyncio.to_thread(self.library.document, post.path)
            landing = self.landing(post, self.posts.pager.page)
            self.app.push_screen(InfoScreen(post, document, landing))

    # Reading the folder.

    def action_refresh_posts(self) -> None:
        """Look for changed files, in a thread."""
        if not self._refreshing:
            self._refreshing = True
            self._stop.clear()
            self.run_worker(self._refresh(), group="refresh")

    def action_stop(self) -> None:
        """Stop looking; what was read stays."""
        self._stop.set()

    def on_key(self) -> None:
        """From the first key on, the selected post stays selected while posts come in."""
        self._touched = True

    def on_mouse_down(self) -> None:
        """As a key."""
        self._touched = True

    async def _refresh(self) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if (now := time.monotonic()) - last >= _SHOWN_EVERY:
                last = now
                self.post_message(self.Progressed(done, total))

        changes = await asyncio.to_thread(self.library.refresh, progress, self._stop.is_set)
        self._refreshing = False
        self.posts.busy = ""
        self._tell(changes)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self._refreshing:
            self.posts.busy = f"reading {event.done:,} of {event.total:,} · Ctrl+X stops"
            self.posts.reload(keep=self._touched)

    def _tell(self, changes: Changes) -> None:
        if changes.new or changes.changed or changes.gone or not self.posts.total:
            self.posts.reload(keep=self._touched)
        self.posts.retitle()
        for notice in self.library.notices:
            self.say(notice, "warning")
        if changes.stopped:
            self.say("Stopped: not every file has been read. r reads the rest", "warning")
        if changes.problems:
            self.say(f"{count(len(changes.problems), 'problem')}; the first: {changes.problems[0]}", "warning")
