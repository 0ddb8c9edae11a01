"""The reading pane: one post, its head above its text, with its links and a search in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from reader.layout.head import body, head, problems
from reader.layout.lines import Line
from reader.model import Post
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.commands import bindings
from reader.tui.widgets.reading_code import CodeColumn
from reader.tui.widgets.reading_finding import FindingColumn
from reader.tui.widgets.reading_images import PicturedColumn
from reader.tui.widgets.reading_ink import Mark
from reader.tui.widgets.reading_links import FOLD, Links
from reader.tui.widgets.reading_selection import AT_ONCE
from reader.tui.widgets.reading_sheet import Sheet, split
from reader.tui.widgets.reading_sight import Sight, SightedColumn
from reader.tui.widgets.reading_text import Link

if TYPE_CHECKING:
    from reader.markup.document import Body
    from reader.source.document import Document


class ReadingPane(PicturedColumn, CodeColumn, FindingColumn, SightedColumn):
    """Shows one post; long ones are parsed, searched and measured between two frames."""

    BINDINGS = bindings("reading")
    hint = "No post is open"

    class Moved(Message):
        """Another part of the post is shown; `percent` of the way, `minutes_left` to read."""

        def __init__(self, percent: int, minutes_left: int) -> None:
            self.percent, self.minutes_left = percent, minutes_left
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the newest position matters."""
            return isinstance(message, ReadingPane.Moved)

    class Ended(Message):
        """The reader has scrolled to the end of the post."""

    class LinkFollowed(Message):
        """A link was clicked or chosen; `url` as written in the post."""

        def __init__(self, url: str) -> None:
            self.url = url
            super().__init__()

    def __init__(
        self,
        *,
        measure: int = 88,
        root: Path | None = None,
        images: str = "off",
        engine: str = "",
        typography: bool = False,
        reorders: bool = False,
        id: str | None = None,
    ) -> None:
        """`engine` is the name of the engine whose dialect posts are written in."""
        super().__init__(measure=measure, root=root, images=images, id=id)
        self._engine, self._typography, self.reorders = engine, typography, reorders
        self.post: Post | None = None
        self._document: Document | None = None
        self._landing = self._why = ""
        self._body: Body | None = None
        self._links: Links | None = None
        self._told: tuple[int, int] | None = None
        self._hovered: tuple[int, int] | None = None

    def show(
        self,
        post: Post | None,
        document: Document | None,
        *,
        landing: str = "",
        why: str = "",
        engine: str | None = None,
        query: Query | None = None,
        seen: Sight | None = None,
    ) -> None:
        """Show a post, or nothing, with what was seen of it in sight, else from its top.

        The same post again shows what is in sight, if nothing is said. `landing` and `why` as in
        `layout.head`; `engine` None leaves the dialect as it is. The words of `query` are marked.
        """
        again = post is not None and self.post is not None and post.path == self.post.path
        if again and seen is None:
            seen = self.sight
        unchanged = again and document is not None and document == self._document
        if engine is not None and engine != self._engine:
            self._engine, unchanged = engine, False
        self.post, self._document = post, document
        self._landing, self._why = one_line(landing), why
        self.mark(query, again=again)
        if not unchanged:
            read = partial(body, document, self._engine, typography=self._typography)
            self._body = None if post is None else read()
            self.leave_pictures(post.path if post else "")
        self._told = None
        begun = self.sight_from(self._origin) if again and self._origin is not None else None
        self.see(seen)
        if begun is not None:
            # Giving up a search leads back to where it was begun.
            self._origin = self.place_of(begun)
            self.keep()

    # Laying out

    def awaits(self, key: str) -> bool:
        """A key is meant for the text once that is laid out, and as `FindingColumn` says."""
        return (self._body is not None and self.sheet is None) or super().awaits(key)

    def lay(self, width: int) -> Sheet | None:
        """The post at a width; what was current there is looked for anew."""
        self.jobs.stop()
        self._links = None
        if self.post is None or self._body is None:
            return None
        from reader.layout.layout import Layout

        title = one_line(self.post.title)
        wrong = problems(self.post, self._document)
        lines = head(self.post, wrong, self._landing, width, self._why)
        if self.sheet is not None and self.sheet.body is self._body:
            layout = self.sheet.layout.relaid(width)
        else:
            layout = Layout(self._body, width, folding=True)
        self.fit_pictures(layout)
        sheet = Sheet(lines, self._body, layout, title)
        self._links = Links(sheet)
        if not sheet.complete:
            self.jobs.start("parse", self._parse(sheet))
        self.find_in(sheet, lines, self.post)
        return sheet

    def _parse(self, sheet: Sheet) -> Iterator[None]:
        while sheet.grow():
            yield

    def redrawn(self, strips: list[int]) -> None:
        """Look anew for the links and matches in strips."""
        if (links := self._links) is not None:
            links.forget()
            current = links.current
            if current and current[0] in strips and current[1] >= len(links.of(current[0])):
                links.current = None
        self.find_anew(strips)

    def moved(self) -> None:
        """Tell how far the reader is."""
        self.look_for_pictures()
        if self.sheet is None or self.post is None:
            return
        height, rows = self.sheet.height, max(1, self.size.height)
        last = height - rows
        percent = 100 if last <= self._top else 100 * self._top // last
        rest = max(0, last - self._top) / max(1, height)
        told = (percent, ceil(self.post.minutes * rest))
        if told != self._told:
            self._told = told
            self.post_message(self.Moved(*told))

    def scrolled(self) -> None:
        """Tell that the end is reached."""
        if self.sheet is not None and self.sheet.complete and self._last <= self._top:
            self.post_message(self.Ended())

    # Links

    def go_to_anchor(self, anchor: str) -> bool:
        """Bring a heading to the top, by its anchor; False where there is none of that name."""
        line = self.sheet.find_anchor(anchor) if self.sheet is not None else None
        if line is None:
            return False
        self._show_from(line)
        return True

    @property
    def current_link(self) -> str | None:
        """Where the current link leads, as written; None for what only folds."""
        link = self._links.link if self._links else None
        return link.url if link and link.url != FOLD else None

    def action_link(self, step: int) -> None:
        """Make the next or previous link current; from the screen on where none is in sight."""
        sheet, links = self.sheet, self._links
        if sheet is None or links is None or not sheet.height:
            return
        if (link := links.link) is not None and links.current is not None:
            y = sheet.at(links.current[0], link.pieces[0].row)
            if not self._top <= y < self._top + self._rows:
                links.current = None
        y = self._top if step > 0 else min(self._top + self._rows, sheet.height) - 1
        edge = split(sheet.code(y))
        self.jobs.start("link", links.walk(step, edge, self._go), first=AT_ONCE)

    def _go(self, link: Link) -> None:
        if self._links is not None and self._links.current is not None:
            self.reveal(self._links.current[0], link.pieces[0].row)
            self.repaint()

    def action_follow(self) -> None:
        """Follow the current link; open what it folds, or fold it."""
        if (url := self.current_link) is not None:
            self.post_message(self.LinkFollowed(url))
        elif (links := self._links) and (link := links.link) and links.current and self.sheet:
            self.sheet.toggle(self.sheet.at(links.current[0], link.pieces[0].row))
            links.forget()
            self.repaint()
            self._show_from(self._top)

    def _link_under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        offset = event.get_content_offset(self)
        under = self.line_at(offset) if offset is not None else None
        if under is None or self._links is None or self.sheet is None:
            return None
        code, character, _ = under
        return self._links.at(*split(code), character)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell where the link under the mouse leads."""
        under = self._link_under(event)
        if under != self._hovered:
            self._hovered = under
            link = self._links.of(under[0])[under[1]] if under and self._links else None
            words = "Open or fold" if link and link.url == FOLD else link and one_line(link.url)
            self.tooltip = Content(words) if words else None

    def on_leave(self) -> None:
        """Drop the tooltip with the mouse."""
        self._hovered = self.tooltip = None

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse, unless text was being selected."""
        if event.chain > 1 or self.text_selection is not None or self._links is None:
            return
        if (under := self._link_under(event)) is not None:
            self._links.current = under
            self.repaint()
            self.action_follow()

    # Marks

    def marks(self, code: int, line: Line) -> list[Mark]:
        """Matches, the current link, and what is selected."""
        strip, row = split(code)
        found = self.found(strip, row)
        links = self._links
        if links is not None and links.current is not None and links.current[0] == strip:
            pieces = links.of(strip)[links.current[1]].pieces
            found += [(p.start, p.end, "link-current") for p in pieces if p.row == row]
        return found + super().marks(code, line)
