"""A small blog and the app on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Settings
from reader.library import Library
from reader.query import Query
from reader.tui.app import ReaderApp
from tests.tui.story import OpenApp, write_posts


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder of 23 posts."""
    folder = tmp_path / "blog"
    write_posts(folder, 23)
    return folder


@pytest.fixture
def open_app(tmp_path: Path) -> OpenApp:
    """The app on a folder that has been read already, so that its first page stands at once."""

    def open_(path: Path, query: str = "", *, read: bool = True, **settings: object) -> ReaderApp:
        library = Library.open(path, cache=tmp_path / "cache")
        if read:
            library.refresh()
        # What the tests draw is not to depend on the terminal that they are run in.
        chosen = Settings(**{"images": "blocks", **settings})  # type: ignore[arg-type]
        return ReaderApp(library, query=Query.parse(query), settings=chosen)

    return open_
