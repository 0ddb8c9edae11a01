"""Figures as strips: a picture's rows where a front draws it, a labelled line where it does not.

Layout reads no file. A front that draws pictures tells `Pictures` what it found out about each, and
then its lines are empty cells that the front fills (see `PictureRow`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reader.layout.lines import PictureRow
from reader.layout.parts import Row, text_rows
from reader.layout.signs import Signs
from reader.markup.blocks import Figure, Span


class Known(NamedTuple):
    """What a front knows of a picture.

    `columns` and `rows` are its natural size in cells, 0 where it is not drawn; `note` is what its
    labelled line then says of it ("1200×800, 34 KB").
    """

    columns: float = 0.0
    rows: float = 0.0
    note: str = ""


class Box(NamedTuple):
    """A picture as it stands in a layout: the cells that it fills, 0 while it is a line of text."""

    source: str
    columns: int = 0
    rows: int = 0


class Pictures:
    """What is known of the pictures of a body, by their sources as written.

    None of them takes more than `most` rows, or more columns than there are; none is enlarged.
    One that is only expected has its room, and is not known.
    """

    __slots__ = ("_expected", "_known", "most")

    def __init__(self, most: int = 24) -> None:
        self.most = most
        self._known: dict[str, Known] = {}
        self._expected: Mapping[str, Known] = {}

    def __contains__(self, source: str) -> bool:
        return source in self._known

    def sources(self) -> list[str]:
        """The pictures that something is known of."""
        return list(self._known)

    @property
    def known(self) -> Mapping[str, Known]:
        """What is known, or expected still."""
        return {**self._expected, **self._known}

    def expect(self, known: Mapping[str, Known]) -> None:
        """Keep the room that pictures took when they were known the last time."""
        self._expected = known

    def note(self, source: str) -> str:
        """What the labelled line says of a picture."""
        known = self._known.get(source)
        return known.note if known else ""

    def tell(self, source: str, known: Known | None) -> None:
        """Take note of a picture; None forgets it."""
        if known is None:
            self._known.pop(source, None)
        else:
            self._known[source] = known

    def box(self, source: str, width: int) -> Box:
        """The cells that a picture fills in a line of `width` cells."""
        known = self._known.get(source) or self._expected.get(source)
        if known is None or known.columns <= 0 or known.rows <= 0:
            return Box(source)
        scale = min(1.0, width / known.columns, self.most / known.rows)
        columns = min(width, max(1, round(known.columns * scale)))
        return Box(source, columns, min(self.most, max(1, round(known.rows * scale))))


class Picture:
    """A figure: its picture and the words for it, or a labelled line. Its caption comes below."""

    __slots__ = ("_figure", "_pictures", "line")

    def __init__(self, figure: Figure, pictures: Pictures | None = None) -> None:
        self._figure, self.line = figure, figure.line
        self._pictures = pictures or Pictures()

    @property
    def source(self) -> str:
        """Where the picture comes from; "" where it is none that could be drawn."""
        return self._figure.source if self._figure.label == "image" else ""

    def box(self, width: int) -> Box:
        """The cells that the picture fills."""
        return self._pictures.box(self.source, width)

    def estimate(self, width: int) -> int:
        """The rows of the picture, and one for each time the text fills the width."""
        figure = self._figure
        text = len(figure.alt) + len(_shown(figure.source))
        return self.box(width).rows + text // width + 1

    def height(self, width: int, signs: Signs) -> int | None:
        """Only known by drawing."""
        return None

    def draw(self, width: int, signs: Signs) -> list[Row]:
        """The picture and its words."""
        box = self.box(width)
        rows = [
            Row(
                (Span(" " * box.columns),),
                self.line,
                margin=box.columns,
                picture=PictureRow(box.source, box.columns, box.rows, row),
            )
            for row in range(box.rows)
        ]
        caption = self._figure.caption
        said = "".join(run.text for run in caption.runs()).split() if caption else []
        if box.rows:
            words = [span for span in self._words() if span.text.split() != said]
            if words:
                rows += text_rows(words, width, self.line)
        else:
            rows += text_rows(self._label(signs), width, self.line, hang="  " if width > 8 else "")
        return rows

    def _link(self) -> str | None:
        return self._figure.link or self._figure.source or None

    def _words(self) -> Iterator[Span]:
        """The alternative text and the title."""
        alt, title = self._figure.alt, self._figure.title
        if alt:
            yield Span(alt, "image", self._link())
        if title and title != alt:
            yield Span(f" “{title}”" if alt else title, "image", self._link())

    def _label(self, signs: Signs) -> list[Span]:
        """What the figure is, its words, where it comes from, and what is known of it."""
        figure = self._figure
        words = list(self._words())
        if signs.figure:
            spans = [Span(signs.figure, "marker"), Span(f"{figure.label}: ", "label"), *words]
        else:
            before, after = (": ", "]") if words else ("] ", "")
            spans = [Span(f"[{figure.label}{before}", "label"), *words, Span(after, "label")]
        shown = [_shown(figure.source), self._pictures.note(self.source)]
        if signs.addresses and figure.link and figure.link != figure.source:
            shown.append(f"leads to {figure.link}")
        if told := ", ".join(filter(None, shown)):
            spans.append(Span(f" ({told})" if words else told, "source", self._link()))
        return spans


def _shown(source: str) -> str:
    """The source, or of data that stands in it only what kind of data it is."""
    if source[:5].lower() == "data:":
        return source[:80].partition(",")[0].partition(";")[0]
    return source
