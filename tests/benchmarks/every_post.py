"""Show every post of every page of some blogs in turn, as a reader would, and count them.

usage: python -m tests.benchmarks.every_post FOLDER...

Ends with status 1 where a post raises, is not shown, or the pages do not hold every post once.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from reader.library import Library
from reader.query import Query
from reader.tui.app import ReaderApp
from tests.tui.story import settle


async def show_all(folder: Path, cache: Path) -> tuple[int, int, list[str]]:
    """The pages turned, the posts shown, and what went wrong."""
    library = Library.open(folder, cache=cache, state=cache)
    library.refresh()
    app = ReaderApp(library, query=Query.parse("state:any"))
    wrong, shown = [], []
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settle(pilot)
        pages = library.page(screen.posts.asked).of
        for number in range(1, pages + 1):
            for post in screen.posts.posts.page.posts:
                if screen.pane.post is None or screen.pane.post.path != post.path:
                    wrong.append(f"{post.path}: page {number} shows {screen.pane.post}")
                shown.append(post.path)
                await pilot.press("j")
                screen = await settle(pilot)
        expected = library.page(Query.parse("state:any").sized(10**6)).posts
        if shown != [post.path for post in expected]:
            wrong.append(f"{len(shown)} posts on the pages, {len(expected)} in the folder")
    return pages, len(shown), wrong


def main() -> int:
    """Print a line a blog."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="+", type=Path)
    failed = False
    for folder in parser.parse_args().folder:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as cache:
            pages, posts, wrong = asyncio.run(show_all(folder, Path(cache)))
        seconds = time.perf_counter() - start
        print(f"{folder.name}: {posts} posts on {pages} pages, {len(wrong)} wrong, {seconds:.1f} s")
        for line in wrong:
            print(f"  {line}")
        failed = failed or bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
