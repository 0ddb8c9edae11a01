"""Every key, the query language and the mouse on one screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from textual.content import Content

from reader.tui.commands import SCOPES, Scope, commands
from reader.tui.screens.text_panel import CLOSE, SCROLL, Paint, TextPanel, beside, hang
from reader.tui.widgets.panel_keys import panel_bindings

QUERY = (
    ("service mesh", "Posts with both words"),
    ('"service mesh"', "The words one after the other"),
    ("metric*", "Words that begin so"),
    ("category:News", "By a field: category, author, tag, series, or any other key of the posts"),
    ('author:"A. Name"', "Quotes where there is a space"),
    ("tag:one,two", "One or the other; write it twice for both"),
    ("-tag:event", "Not"),
    ("tag:(none)", "Posts that have none"),
    ("lang:fr", "In a language, on a site of several; lang:any for all"),
    ("year:2017", "By year; of dates, after: and before: include what is written"),
    ("after:2017-05", "From May 2017 on"),
    ("state:draft", "Published posts only, unless said; state:any for all"),
    ("has:problem", "What a post has: a problem, an image …"),
    ("@name", "The saved view of that name; v lists them"),
    ("sort:-date", "By date, title, words or author; - is downwards"),
)
MOUSE = (
    ("click", "Select a post; once more to read it"),
    ("wheel", "Scroll what is under the mouse"),
    ("numbers ‹ ›", "Turn the pages of the list"),
    ("label ×", "Remove a filter"),
    ("last line", "Each key in it is a button"),
    ("divider", "Drag it to make the list wider"),
    ("drag", "Select text of a post; y copies it"),
)

_GAP = 4
_TWO_COLUMNS = 112
_WIDEST = 72


class HelpScreen(TextPanel):
    """The commands of the focused scope first, then the others, the query language, the mouse."""

    KEYS = (replace(CLOSE, keys="escape,q,question_mark,f1"), *SCROLL)
    BINDINGS = panel_bindings(KEYS)

    title_text = "Help"

    def __init__(
        self,
        scope: Scope,
        *,
        without: Collection[str] = (),
        blog: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`without` are the ids of commands that have nothing to do here, `blog` facts on it."""
        super().__init__()
        self._scope, self._without, self._blog = scope, without, list(blog)

    def _sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        scopes = sorted(SCOPES, key=lambda scope: scope != self._scope)
        sections = [
            (
                SCOPES[scope],
                [(c.shown, c.help) for c in commands(scope) if c.id not in self._without],
            )
            for scope in scopes
        ]
        blog = [("This blog", self._blog)] if self._blog else []
        searching = ("What to search for", list(QUERY))
        return [*sections, searching, ("With the mouse", list(MOUSE)), *blog]

    def write(self, width: int, paint: Paint) -> list[Content]:
        """One column, or two where there is room."""
        sections = self._sections()
        keys = max(len(key) for _, rows in sections for key, _ in rows) + 2
        columns: list[list[Content]] = [[]]
        if width >= _TWO_COLUMNS:
            columns.append([])
            width = min(_WIDEST, (width - _GAP) // 2)
        for title, rows in sections:
            # The shorter column takes the next section, so that both end near each other.
            column = min(columns, key=len)
            if column:
                column.append(Content())
            column.append(paint(title, "heading"))
            for key, text in rows:
                column += hang(paint(key, "key"), Content(text), keys, width)
        return beside(columns, width, _GAP)
