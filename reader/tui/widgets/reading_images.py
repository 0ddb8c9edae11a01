"""Pictures in a column: looked at and drawn when they come near the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip
from textual.worker import Worker

from reader.layout.lines import Line
from reader.layout.pictures import Box, Known
from reader.tui.widgets.reading_selection import SelectableColumn

if TYPE_CHECKING:
    from reader.layout.layout import Layout
    from reader.tui.gallery import Gallery

# The fewest rows a picture may take however low the pane is, and the fewest cells kept drawn.
_LEAST, _KEPT = 4, 20_000


class PicturedColumn(SelectableColumn):
    """A column that draws the pictures in its text; without a `root` they are labelled lines.

    Nothing is loaded for a text without pictures. One worker at a time, in the group `pictures`,
    takes what is on the screen, then what is a screen away.
    """

    def __init__(
        self, *, measure: int, root: Path | None = None, images: str = "off", id: str | None = None
    ) -> None:
        """`root` is the folder that pictures may stand in, `images` the setting."""
        super().__init__(measure=measure, id=id)
        self._root, self._images = root, images
        self._path = ""
        self._gallery: Gallery | None = None
        self._loader: Worker[None] | None = None

    def redrawn(self, strips: list[int]) -> None:
        """Some strips have other lines now."""

    def leave_pictures(self, path: str) -> None:
        """Let go of what was drawn: the post at `path` is shown next."""
        self._path = path
        if self._loader is not None:
            self._loader.cancel()
            self._loader = None
        if self._gallery is not None:
            self._gallery.close()
            self._gallery = None

    def on_unmount(self) -> None:
        """Let go of what was drawn."""
        self.leave_pictures("")

    # Sizes

    @property
    def _most(self) -> int:
        """The rows that a picture may take: two thirds of the pane's."""
        return max(_LEAST, self.size.height * 2 // 3)

    def fit_pictures(self, layout: Layout) -> None:
        """Bound the pictures of a layout that has not been drawn yet by the pane's height."""
        layout.pictures.most = self._most

    def _refit(self) -> None:
        if self.sheet is not None and self.sheet.layout.pictures.most != self._most:
            self.fit_pictures(self.sheet.layout)
            self._drawn_anew(self.sheet.layout.draw_pictures())

    def _tell(self, source: str, known: Known | None) -> None:
        if self.sheet is not None:
            self._drawn_anew(self.sheet.layout.tell(source, known))

    def _drawn_anew(self, strips: list[int]) -> None:
        # The head is strip 0 of the sheet.
        self.redrawn([strip + 1 for strip in strips])
        self.repaint()
        self.keep()

    # Loading

    def look_for_pictures(self) -> None:
        """Load what is near the screen and has not been loaded."""
        if self._root is None or self.sheet is None or not self.is_attached:
            return
        if self.sheet.layout.pictures.most != self._most:
            self.call_next(self._refit)
        if self._loader is not None and not self._loader.is_finished:
            return
        if self._near() and (box := self._wanted(self._made())) is not None:
            self._loader = self.run_worker(self._load(box), group="pictures", exclusive=True)

    def _made(self) -> Gallery:
        if self._gallery is None:
            from reader.tui.gallery import Gallery

            root, cell = self._root or Path(), self._cell()
            self._gallery = Gallery(root, self._path, self._images, cell, self._send)
        return self._gallery

    def _cell(self) -> tuple[int, int] | None:
        """The size of a cell in pixels, where it is known."""
        if self.app.is_headless:
            return None
        from reader.tui.images import cell_size

        return cell_size()

    def _near(self) -> list[Box]:
        """The pictures on the screen, then those within a screen of it."""
        sheet, rows = self.sheet, max(1, self.size.height)
        if sheet is None:
            return []
        around = sheet.boxes(self._top - rows, 3 * rows)
        return around and [*sheet.boxes(self._top, rows), *around]

    def _wanted(self, gallery: Gallery) -> Box | None:
        """The picture to load next; those on the web come last."""
        if self.sheet is None:
            return None
        known, last = self.sheet.layout.pictures, None
        for box in self._near():
            if box.source not in known:
                if not gallery.fetches(box.source):
                    return box
                last = last or box
            elif box.rows and box not in gallery:
                return box
        return last

    async def _load(self, first: Box) -> None:
        gallery, box = self._made(), first
        while box is not None:
            if self.sheet is None:
                return
            source = box.source
            if source not in self.sheet.layout.pictures:
                if gallery.fetches(source):
                    self._tell(source, Known(note="on the web, loading"))
                self._tell(source, await gallery.look(source))
            else:
                await self._draw(gallery, box)
            following = self._wanted(gallery)
            if following is None:
                return
            box = following

    async def _draw(self, gallery: Gallery, box: Box) -> None:
        from reader.tui.image_files import NotDrawnError

        ground = self.background_colors[1].rgb
        try:
            await gallery.draw(box, ground, max(_KEPT, 6 * self.size.area))
        except NotDrawnError as error:
            self._tell(box.source, Known(note=str(error)))
        else:
            self.repaint()

    def _send(self, sequence: str) -> None:
        """Hand a control sequence to the terminal, between two frames."""
        driver = self.app._driver
        if driver is not None:
            driver.write(sequence)

    def action_load_images(self) -> None:
        """Fetch the pictures of this post that stand on the web, as they come near the screen."""
        if self.sheet is None or self._root is None:
            return
        gallery = self._made()
        if gallery.off:
            self.notify("Pictures are off", markup=False, timeout=4)
            return
        from reader.tui.image_files import remote

        gallery.online = True
        for source in self.sheet.layout.pictures.sources():
            if remote(source):
                self._tell(source, None)
        self.look_for_pictures()

    # Drawing

    def cover(self) -> None:
        """Take away or bring back what would be drawn over a panel before the text."""
        if self._gallery is not None and self._gallery.floats:
            self.repaint()

    def draw_line(self, code: int, line: Line) -> Strip:
        """A line, and in it the row of a picture."""
        piece, gallery = line.picture, self._gallery
        if piece is None or gallery is None:
            return super().draw_line(code, line)
        rows = gallery.rows(Box(*piece[:3]))
        if not rows or gallery.floats:
            return super().draw_line(code, line)
        before = replace(line, spans=line.spans[:-1], picture=None)
        used = self.left + sum(cell_len(span.text) for span in before.spans)
        start = self._ink.strip(before, (), self.left, used)
        joined = Strip.join([start, rows[piece.row]])
        return joined.adjust_cell_length(self.size.width, self._ink.style(""))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a frame, and over them what floats: nothing else would let it through."""
        strips = super().render_lines(crop)
        if self._gallery is None or not self._gallery.floats or not self.screen.is_active:
            return strips
        return [self._floated(self._gallery, y, strip) for y, strip in enumerate(strips, crop.y)]

    def _floated(self, gallery: Gallery, y: int, strip: Strip) -> Strip:
        number = self._top + y
        if self.sheet is None or y >= self._rows or number >= self.sheet.height:
            return strip
        line = self.sheet.line(number)
        piece = line.picture
        if piece is None or not (rows := gallery.rows(Box(*piece[:3]))):
            return strip
        end = self.left + cell_len(line.text)
        return Strip.join([strip.crop(0, end), rows[piece.row], strip.crop(end)])
