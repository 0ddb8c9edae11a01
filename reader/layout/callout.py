"""Callouts: a title on an edge that is open to the right, and what may be folded under it."""

from __future__ import annotations

from reader.layout.looks import shown, under
from reader.layout.parts import Row, text_rows
from reader.layout.signs import Signs
from reader.layout.strip import Fold
from reader.layout.wrap import width_of
from reader.markup.blocks import Callout, Span
from reader.sanitize import one_line

# The five looks, with the sign that tells them apart without colours.
LOOKS = {"note": "ℹ", "tip": "✦", "important": "❢", "warning": "▲", "caution": "■"}
# What other names of kinds look like; one that is in neither table looks like a note.
_KINDS = {
    "hint": "tip", "success": "tip", "check": "tip", "done": "tip", "attention": "warning",
    "danger": "caution", "error": "caution", "bug": "caution", "failure": "caution",
    "fail": "caution",
}  # fmt: skip
FOLD = "fold:"


def look(kind: str) -> str:
    """Which of the five looks a kind of callout has."""
    return kind if kind in LOOKS else _KINDS.get(kind, "note")


class CalloutTitle:
    """The title of a callout, on its upper edge."""

    __slots__ = ("_callout", "_fold", "line")

    def __init__(self, callout: Callout, fold: Fold | None) -> None:
        self._callout, self._fold, self.line = callout, fold, callout.line

    def estimate(self, width: int) -> int:
        """One row for each time the source fills the width."""
        return len(self._callout.title.source) // width + 1

    def height(self, width: int, signs: Signs) -> int | None:
        """Only known by drawing."""
        return None

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """The title beside the corner, or beside the sign that says whether it is open."""
        kind = self._callout.kind
        edge = f"callout-{look(kind)}"
        role = f"callout {edge}"
        link = None if self._fold is None or not signs.boxes else FOLD
        runs = [
            under(span, role)._replace(link=span.link or link)
            for span in shown(self._callout.title.runs(), signs)
        ]
        title = "".join(span.text for span in runs).strip()
        if not signs.boxes:
            # As GitHub writes one without a title, and notebooks one with a title of its own.
            titled = title.casefold() != kind.casefold()
            word = one_line(kind)
            word = f"[!{word}]" if titled else f"[!{word.upper()}]"
            runs = [Span(word, role), *([Span(" "), *runs] if titled else [])]
            return self._beside(signs.quote, runs, width, edge, signs)
        if kind != "details":
            runs.insert(0, Span(f"{LOOKS[look(kind)]} ", role, link))
        if self._fold is None:
            return self._ruled(self._beside(signs.corner, runs, width, edge, signs), width, edge)
        sign = signs.closed if self._fold.folded else signs.opened
        rows = self._beside("", [Span(sign, role, link), *runs], width, edge, signs)
        return rows if kind == "details" or self._fold.folded else self._ruled(rows, width, edge)

    def _beside(
        self, first: str, runs: list[Span], width: int, edge: str, signs: Signs
    ) -> list[Row]:
        """Runs wrapped, with the callout's edge beside them where there is room for it."""
        rest = signs.bar if signs.boxes else signs.quote
        if width <= 2 * len(rest):
            return list(text_rows(runs, width, self.line))
        # The sign that opens and closes is text, for it can be followed: it takes the edge's place.
        lead = Span(first, edge)
        hung = list(text_rows(runs, width - len(first), self.line, hang="" if first else rest))
        rows = []
        for number, row in enumerate(hung):
            if first:
                used = lead if not number else Span(rest, edge)
                rows.append(row._replace(spans=(used, *row.spans), margin=len(first)))
            elif number and row.margin:
                rows.append(row._replace(spans=(Span(rest, edge), *row.spans[1:])))
            else:
                rows.append(row)
        return rows

    @staticmethod
    def _ruled(rows: list[Row], width: int, edge: str) -> list[Row]:
        """Rows whose first one goes on as a line to the right end."""
        first = rows[0]
        free = width - sum(width_of(span.text) for span in first.spans)
        if free > 2:
            rule = " " + "─" * (free - 1)
            rows[0] = first._replace(spans=(*first.spans, Span(rule, edge)), tail=len(rule))
        return rows


class CalloutEdge:
    """The lower edge of a callout."""

    __slots__ = ("_edge", "line")

    def __init__(self, callout: Callout) -> None:
        self._edge = f"callout-{look(callout.kind)}"
        self.line = max(callout.line, callout.end - 1)

    def estimate(self, width: int) -> int:
        """One row."""
        return 1

    def height(self, width: int, signs: Signs) -> int | None:
        """One row."""
        return 1

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """A line across."""
        return [Row((Span("└" + "─" * (width - 1), self._edge),), self.line, margin=width)]
