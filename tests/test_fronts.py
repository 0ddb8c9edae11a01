"""The list pane and `reader list` are two looks at one answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reader.cli.main import reader
from reader.library import Library
from reader.query import Query
from reader.tui.app import ReaderApp
from tests.tui.story import press, settle, write_posts

QUERIES = [
    "",
    'category:News author:"Author One"',
    "category:News,Guides -tag:odd",
    "post after:2016-10 sort:title",
    "tag:every state:any sort:-date",
]


@pytest.mark.parametrize("query", QUERIES)
async def test_the_pane_shows_page_by_page_what_the_command_prints(
    query: str, tmp_path: Path
) -> None:
    write_posts(tmp_path / "blog", 47)
    library = Library.open(tmp_path / "blog", cache=tmp_path / "cache")
    library.refresh()
    app = ReaderApp(library, query=Query.parse(query, page_size=4))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        page = screen.posts.posts.page
        assert page.of > 1
        for number in range(1, page.of + 1):
            arguments = ["list", str(tmp_path / "blog"), "-q", query, "--page-size", "4"]
            arguments += ["--page", str(number), "--format", "json"]
            printed = json.loads(CliRunner().invoke(reader, arguments).stdout)
            page = screen.posts.posts.page
            assert [post["path"] for post in printed["posts"]] == [p.path for p in page.posts]
            assert printed["page"] == {
                "number": page.number, "of": page.of, "size": page.size, "posts": page.total,
            }  # fmt: skip
            screen = await press(pilot, "n")
