"""Take the pictures of the README from the real program: python -m tests.pictures [FOLDER]."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from reader.library import Library
from reader.query import Query
from reader.tui.app import ReaderApp
from reader.tui.widgets.reading import ReadingPane

_HERE = Path(__file__).parent
_POSTS = _HERE.parents[1] / "posts"
# A page loads the picture alone: the reader of it has a monospaced font.
_FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)

_TEXT = re.compile(r' x="([\d.]+)"([^>]*) textLength="([\d.]+)"([^>]*)>((?:&#160;)+)([^<]*)<')


def _flush(match: re.Match[str]) -> str:
    """A text that begins with spaces, moved to its first letter: some viewers drop the spaces."""
    x, between, length, after, spaces, text = match.groups()
    gap = spaces.count(";")
    letters = len(re.sub(r"&#?\w+;", "?", text))
    cell = float(length) / (gap + letters)
    x, length = f"{float(x) + gap * cell:g}", f"{letters * cell:g}"
    return f' x="{x}"{between} textLength="{length}"{after}>{text}<'


async def take(query: str, post: str, size: tuple[int, int]) -> str:
    """An SVG of the app on the posts that come with it, with one of them open."""
    with (
        tempfile.TemporaryDirectory() as cache,
        Library.open(_POSTS, cache=Path(cache), state=Path(cache)) as library,
    ):
        library.refresh()
        place = library.position(Query.parse(query), post) or 0
        asked = Query.parse(query, page=place // library.page_size + 1)
        app = ReaderApp(library, query=asked)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for _ in range(place % library.page_size):
                await pilot.press("j")
            await app.workers.wait_for_complete()
            await pilot.pause()
            return _picture(app)


async def take_one(post: str, anchor: str, size: tuple[int, int]) -> str:
    """An SVG of the app on one of the posts that come with it, from a heading on."""
    with (
        tempfile.TemporaryDirectory() as state,
        Library.open(_POSTS / post, state=Path(state)) as library,
    ):
        app = ReaderApp(library)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            app.screen.query_one(ReadingPane).go_to_anchor(anchor)
            await app.workers.wait_for_complete()
            await pilot.pause()
            return _picture(app)


def _picture(app: ReaderApp) -> str:
    return _TEXT.sub(_flush, _FONTS.sub("", app.export_screenshot(title="reader")))


def main() -> None:
    """Write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE
    pictures = {
        "reader": take("", "2017-05-30-compose-from-graphite-to-prometheus.md", (120, 36)),
        "drawn": take_one("everything-it-draws.md", "callouts", (96, 44)),
    }
    for name, picture in pictures.items():
        (folder / f"{name}.svg").write_text(asyncio.run(picture), encoding="utf-8")


if __name__ == "__main__":
    main()
