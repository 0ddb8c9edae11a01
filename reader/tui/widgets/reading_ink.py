"""From lines of spans to strips of styled cells, in the looks that roles have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import quote

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.lines import Line
from reader.tui.widgets.reading_looks import COLOURLESS, LOOKS, SIXTEEN

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)

# A stretch of a line to be shown otherwise: first character, the one after the last, and the look.
Mark = tuple[int, int, str]


class Ink:
    """The styles of a widget's roles, worked out once a theme.

    The role "strong code" is the widget's own look, then that of "strong", then that of "code"; a
    word without a look changes nothing.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, str | None], Style] = {}
        self._words: dict[str, Style] = {}

    def dry(self) -> None:
        """Forget every style: the theme changed."""
        self._styles.clear()
        self._words.clear()

    def style(self, role: str, link: str | None = None) -> Style:
        """The look of a role; a link that is harmless can be opened by the terminal itself."""
        known = self._styles.get((role, link))
        if known is not None:
            return known
        style = self._widget.rich_style
        words = role.split()
        if link is not None and "link" not in words:
            # First, so that what a picture looks like lies over it.
            words.insert(0, "link")
        for word in words:
            style += self._word(word)
        if link is not None and (target := outward(link)):
            style += Style(link=target)
        if len(self._styles) > 2048:
            self._styles.clear()
        self._styles[role, link] = style
        return style

    def _word(self, word: str) -> Style:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._parsed(word)
        return known

    def _parsed(self, word: str) -> Style:
        app = self._widget.app
        text = LOOKS.get(word, "")
        if app.no_color:
            text = f"{text} {COLOURLESS[word]}" if word in COLOURLESS else text
        elif app.native_ansi_color:
            text = SIXTEEN.get(word, text)
        if not text:
            return Style.null()
        look = app.stylesheet.parse_style(text)
        # Terminals know no half-covering colours: they are mixed with what lies below.
        ground = self._widget.background_colors[1]
        if look.background is not None:
            ground += look.background
        style = look.rich_style
        return (
            Style(
                color=None if look.foreground is None else (ground + look.foreground).rich_color,
                bgcolor=None if look.background is None else ground.rich_color,
            )
            + style.without_color
        )

    def strip(self, line: Line, marks: Iterable[Mark], left: int, width: int) -> Strip:
        """`line` after `left` empty cells, filled up to `width` cells; later marks lie on top."""
        base = self.style("")
        segments = [Segment(" " * left, base)] if left else []
        marks = list(marks)
        position = 0
        for span in line.spans:
            style = self.style(span.role, span.link)
            if not marks:
                segments.append(Segment(span.text, style))
                continue
            end = position + len(span.text)
            edges = {position, end}
            for low, high, _ in marks:
                edges.update(edge for edge in (low, high) if position < edge < end)
            cuts = sorted(edges)
            for low, high in pairwise(cuts):
                look = style
                for first, last, word in marks:
                    if first <= low < last:
                        look += self._word(word)
                segments.append(Segment(span.text[low - position : high - position], look))
            position = end
        return Strip(segments).adjust_cell_length(width, base)


def outward(link: str) -> str | None:
    """The address to hand to the terminal, printable ASCII; None for all but the web and mail."""
    link = quote(link.strip(), safe="!#$%&'()*+,/:;=?@[]~-._", errors="replace")
    return link if _SAFE_LINK.fullmatch(link) else None
