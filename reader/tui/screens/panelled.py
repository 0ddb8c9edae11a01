"""A screen whose list and post have panels over them: filters, views, help, facts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount
from textual.message import Message

from reader.query import Query
from reader.sanitize import one_line
from reader.tui.screens.refreshing import RefreshingScreen
from reader.wording import state

if TYPE_CHECKING:
    from reader.tui.commands import Scope
    from reader.tui.widgets.key_bar import KeyBar
    from reader.tui.widgets.post_pane import PostPane
    from reader.tui.widgets.posts_pane import PostsPane


class PanelledScreen(RefreshingScreen):
    """Opens the panels, each loaded when it is asked for; a subclass has the panes."""

    reading: PostPane
    keys: KeyBar
    if TYPE_CHECKING:

        @property
        def posts(self) -> PostsPane:
            """The list."""

        def focus_pane(self, scope: Scope) -> None:
            """Go to a pane."""

    @on(Mount)
    def _watch_layouts(self) -> None:
        """Let nothing that waits for a frame of this screen wait for one that is not due any more.

        Textual stops a frame that is due where a panel that opens lays this screen out.
        """
        laid_out = self.screen_layout_refresh_signal
        laid_out.subscribe(self, lambda _: self.check_idle(), immediate=True)

    def _compositor_refresh(self) -> None:
        """Have the panel on top paint what changed beside it, in one frame with its own changes.

        Textual's own way paints both screens whole each time anything happens on either, and the
        changes of the upper one alone where both have some.
        """
        top = self.app.screen
        if top is self:
            super()._compositor_refresh()
            return
        changed = self._compositor._dirty_regions
        covered = [panel.region for panel in top.query(".covers")]
        seen = [one for one in changed if not any(panel.contains_region(one) for panel in covered)]
        changed.clear()
        self._dirty_widgets.clear()
        # One that has no layout yet will paint everything when it has.
        if seen and top._compositor.size:
            # This screen is what the upper one draws where it draws nothing of its own.
            top._set_dirty(*seen)
            top._compositor.update_widgets({top, *top._dirty_widgets})
            top._compositor_refresh()

    def needless(self) -> tuple[str, ...]:
        """The ids of commands that have nothing to do on these posts."""
        return () if self.languages() else ("app.language",)

    def languages(self) -> tuple[str, ...]:
        """The languages to list the posts in, as `Library.languages`; none for one post alone."""
        return () if self.library.single else self.library.languages()

    def on_posts_pane_filter(self, event: PostsPane.Filter) -> None:
        """Open the filters over the list."""
        from reader.tui.screens.filters import FilterScreen

        before = self.posts.asked

        def close(query: Query | None) -> None:
            self._narrow(before if query is None else query)

        self.app.push_screen(FilterScreen(self.library, before, event.field), close)

    def on_filter_screen_changed(self, event: Message) -> None:
        """Let the list follow the panel that stands over it."""
        self._narrow(event.query)  # type: ignore[attr-defined]

    def _narrow(self, query: Query) -> None:
        if query != self.posts.asked:
            self.posts.ask(query)

    def action_views(self) -> None:
        """Open the saved views over the list."""
        from reader.tui.screens.views import ViewsScreen

        def show(text: str | None) -> None:
            if text is not None:
                self.posts.ask(self.posts.asked.with_text(text))

        self.app.push_screen(ViewsScreen(self.library, self.posts.views, self.posts.asked), show)

    def on_posts_pane_go_to_page(self) -> None:
        """Ask for the number of a page."""
        from reader.tui.screens.go_to_page import GoToPage

        def go(number: int | None) -> None:
            if number is not None:
                self.posts.ask(self.posts.asked.at(number), keep=False)

        if (page := self.posts.pager.page) is not None:
            self.app.push_screen(GoToPage(page.number, page.of), go)

    def action_help(self) -> None:
        """Show every key."""
        from reader.tui.screens.help import HelpScreen

        blog = [("Read by", self.library.read_by), ("Published at", self.library.engine.base_url)]
        blog.append(("Languages", ", ".join(self.languages())))
        facts = [(name, one_line(text)) for name, text in blog if text]
        self.app.push_screen(HelpScreen(self.keys.scope, without=self.needless(), blog=facts))

    async def action_info(self) -> None:
        """Show the front matter, where the post lands, and its problems."""
        from reader.tui.about import about
        from reader.tui.screens.info import InfoScreen

        if (post := self.reading.post) is None:
            return
        library, query = self.library, self.reading.query_shown
        document = await asyncio.to_thread(library.document, post.path)
        known = await asyncio.to_thread(about, library, post, query)
        listing = library.listing(post, document)

        async def go(path: str | None) -> None:
            if path is not None:
                await self.reading.follow(path)
                if self.has_class("-narrow"):
                    self.focus_pane("reading")

        screen = InfoScreen(
            post,
            document,
            known,
            why=state(listing.state, listing.reason),
            address=library.address(post),
            read_by=library.read_by,
            problems=library.engine.site.problems,
        )
        self.app.push_screen(screen, go)
