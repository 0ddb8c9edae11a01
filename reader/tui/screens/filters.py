"""The filter panel: terms of a field with their counts, toggled while the list beneath follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from reader.errors import ReaderError
from reader.model import Facet
from reader.query import Query
from reader.sanitize import one_line
from reader.tui.cells import cut
from reader.tui.choosing import named, toggled
from reader.tui.counting import Counted, Shelf, count_terms
from reader.tui.frames import paint_together
from reader.tui.key_queue import Awaiting
from reader.tui.questions import Questions
from reader.tui.screens.over_list import OverList
from reader.tui.widgets.facet_list import FacetList
from reader.tui.widgets.field_tabs import FieldTabs, field_title
from reader.tui.widgets.find_line import FindLine
from reader.tui.widgets.panel_keys import PanelKey, PanelKeys, panel_bindings
from reader.wording import count

_FIRST = ("category", "author", "tag", "series", "year", "lang")


class FilterScreen(OverList[Query | None], Awaiting):
    """Filters by the terms of one field at a time.

    Every change is told at once to the screen beneath, as `Changed`. The result is the query that
    was kept, or None where everything was undone (`Changed` has then told the first query again).
    """

    KEYS = (
        PanelKey("filter.choose", "space", "choose", "Space", "choose"),
        PanelKey("filter.keep", "enter", "keep", "⏎", "keep"),
        PanelKey("filter.leave", "escape", "leave", "Esc", "undo"),
        PanelKey("filter.next-field", "right,tab", "field(1)", "← →", "field"),
        PanelKey("filter.previous-field", "left,shift+tab", "field(-1)"),
        PanelKey("filter.down", "down,ctrl+j,ctrl+n", "move(1)", "↑ ↓", "move"),
        PanelKey("filter.up", "up,ctrl+k", "move(-1)"),
        PanelKey("filter.page-down", "pagedown", "page(1)"),
        PanelKey("filter.page-up", "pageup", "page(-1)"),
        PanelKey("filter.first", "home", "end(-1)"),
        PanelKey("filter.last", "end", "end(1)"),
        PanelKey("filter.erase", "backspace", "erase"),
        PanelKey("filter.erase-all", "ctrl+u", "erase(True)"),
    )
    BINDINGS = panel_bindings(KEYS)
    PANEL = "#filters"
    AUTO_FOCUS = ""
    CSS_PATH = "../panels.tcss"
    DEFAULT_CSS = """
    FilterScreen { background: transparent; }
    FilterScreen #filters { height: 1fr; }
    FilterScreen FieldTabs, FilterScreen #filter-names { padding: 0 1; }
    FilterScreen FindLine { padding: 0 1 1 1; height: 2; }
    FilterScreen #filter-count { padding: 1 1 0 1; height: 2; }
    FilterScreen #filter-names { height: 1; }
    """

    class Changed(Message):
        """Another query is wanted beneath the panel."""

        def __init__(self, query: Query) -> None:
            self.query = query
            super().__init__()

    def __init__(self, library: Shelf, query: Query, field: str | None = None) -> None:
        """Open on `field`, else on the first one the posts have terms of."""
        super().__init__()
        self._library = library
        self._first = query
        self.asked = query
        self.field = field or _FIRST[0]
        self._wanted = self.field
        self._fields: tuple[str, ...] = (self.field,)
        self._facets: dict[str, Sequence[Facet]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._find = ""
        # Whether something is being looked for that has not been chosen yet.
        self._looking = False
        self._arrived = True
        self._of: int | None = None
        self._questions = Questions(self, self._take, self._fail)

    def compose(self) -> ComposeResult:
        """Fields, find, terms, count; the keys at the foot of the screen."""
        with Vertical(id="filters", classes="covers"):
            yield FieldTabs()
            yield FindLine()
            yield FacetList()
            yield Static(id="filter-count", markup=False)
            yield Static(id="filter-names", markup=False)
        yield PanelKeys(self.KEYS)

    def on_mount(self) -> None:
        """Lie on the list, and count."""
        self.lie_on_list()
        self._show()
        self.recount()

    def on_unmount(self) -> None:
        """Let no thread outlive the panel."""
        self._questions.close()

    def awaits(self, key: str) -> bool:
        """All keys but letters are meant for the terms, which may be counted still."""
        return self._questions.waiting and len(key) > 1

    # What is counted, and what of it is shown.

    def recount(self) -> None:
        """Count all anew; for the screen beneath, where the posts have changed."""
        self._of = None
        self._count(self.asked, self.field)

    def _count(self, query: Query, field: str) -> None:
        self._questions.ask(partial(count_terms, self._library, query, field, self._of))

    def _take(self, counted: Counted) -> None:
        if counted.query != self.asked or counted.field != self.field:
            return
        known = [*counted.fields, self._wanted]
        self._fields = tuple(
            [one for one in _FIRST if one in known]
            + [one for one in dict.fromkeys(known) if one not in _FIRST]
        )
        self._facets[self.field] = self._in_place(counted.facets)
        self._of = counted.of
        self._sum_up(f"{counted.found:,} of {count(counted.of, 'post')}", some=counted.found > 0)
        self._show()
        paint_together(*self.query("#filters > *"), self.query_one(PanelKeys))

    def _fail(self, error: ReaderError) -> None:
        self._facets[self.field] = ()
        self._of = None
        self._sum_up(one_line(str(error)), some=False)
        self._show()
        self.query_one(FacetList).note = one_line(str(error))

    def _sum_up(self, text: str, *, some: bool) -> None:
        found = self.query_one("#filter-count", Static)
        # No new layout: the line keeps its place, and one more pass over the screen would be felt.
        found.update(Content(text), layout=False)
        found.set_class(not some, "-none")

    def _in_place(self, facets: Iterable[Facet]) -> Sequence[Facet]:
        """The facets in the order they had when the panel opened, new ones behind them."""
        ranked = sorted(facets, key=lambda facet: not facet.key)
        if self.field == "year":
            ranked.sort(key=lambda facet: facet.key, reverse=True)
        places = self._places.setdefault(self.field, {})
        for facet in ranked:
            places.setdefault(facet.key, len(places) if facet.key else 1 << 62)
        return sorted(ranked, key=lambda facet: places[facet.key])

    def _show(self) -> None:
        tabs, terms = self.query_one(FieldTabs), self.query_one(FacetList)
        tabs.fields, tabs.current = self._fields, self.field
        tabs.marked = frozenset(one.field for one in self.asked.filters)
        engine = self._library.engine
        terms.chosen = named(self.asked, self.field, engine, negated=False)
        terms.barred = named(self.asked, self.field, engine, negated=True)
        facets = self._facets.get(self.field)
        terms.show(facets or (), self._find)
        if facets and self._arrived:
            self._arrived = False
            terms.arrive()
        if facets is None:
            terms.note = "Counting …"
        elif not facets:
            terms.note = f"No post has a {field_title(self.field).lower()}"
        else:
            terms.note = "Nothing is spelt like that"
        line = self.query_one(FindLine)
        line.text = self._find
        line.aside = f"{terms.shown:,} of {len(facets):,}" if facets and self._find else ""
        labels = {"filter.leave": "clear find"} if self._find else {}
        if self._looking:
            labels["filter.keep"] = "choose, close"
        self.query_one(PanelKeys).labels = labels
        names = " · ".join(one_line(chip.label) for chip in self.asked.chips())
        space = self.query_one("#filters").size.width - 2
        names = cut(names, max(0, space))
        self.query_one("#filter-names", Static).update(Content(names), layout=False)

    # What the reader does.

    def on_key(self, event: events.Key) -> None:
        """Type to find; Space is a key of its own, so find leaves spaces out."""
        if event.is_printable and event.character and not event.character.isspace():
            event.stop()
            self._look_for(self._find + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Find what is pasted."""
        event.stop()
        self._look_for(self._find + "".join(one_line(event.text).split()))

    def _look_for(self, find: str) -> None:
        self._find, self._looking = find, bool(find)
        self._show()

    def action_erase(self, everything: bool = False) -> None:
        """Take back the last letter of what is looked for."""
        self._look_for("" if everything else self._find[:-1])

    def action_move(self, step: int) -> None:
        """Move to another term."""
        self.query_one(FacetList).move(step)

    def action_page(self, pages: int) -> None:
        """Move by as many terms as are in sight."""
        terms = self.query_one(FacetList)
        terms.move(pages * max(1, terms.size.height - 1))

    def action_end(self, direction: int) -> None:
        """Move to the first or the last term."""
        terms = self.query_one(FacetList)
        terms.move(direction * terms.shown)

    def action_field(self, step: int) -> None:
        """Go to the next or previous field, round the corner."""
        place = self._fields.index(self.field) + step
        self._open(self._fields[place % len(self._fields)])

    def on_field_tabs_clicked(self, message: FieldTabs.Clicked) -> None:
        """Go to the field that was clicked."""
        self._open(message.field)

    def _open(self, field: str) -> None:
        if field == self.field:
            return
        self.field = field
        self._find = ""
        self._arrived = True
        self._show()
        self._count(self.asked, field)

    def on_facet_list_clicked(self) -> None:
        """Toggle the term that was clicked."""
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the term under the cursor, or no longer; one that was barred is let in again."""
        facet = self.query_one(FacetList).facet
        if facet is None:
            return
        self._looking = False
        self.asked = toggled(self.asked, facet, self._library.engine)
        self._show()
        self._count(self.asked, self.field)
        # The panel is painted first: the list lies beneath it.
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        self._beneath.post_message(self.Changed(self.asked))

    def action_keep(self) -> None:
        """Close, with what was chosen; a term that was looked for is chosen by this, too."""
        terms = self.query_one(FacetList)
        if self._looking and terms.facet is not None and terms.facet.key not in terms.chosen:
            self.action_choose()
        self.dismiss(self.asked)

    def action_leave(self) -> None:
        """Clear what is looked for; where nothing is, undo everything and close."""
        if self._find:
            self._look_for("")
            return
        if self.asked != self._first:
            self.asked = self._first
            self._tell()
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Close, with what was chosen, by a click beside the panel."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(self.asked)
