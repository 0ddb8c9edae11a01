"""A site of several languages on the screen, and what is counted there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.story import OpenApp, drawn, press, settle, titles

POSTS = {
    "one.md": "title: One\ndate: 2020-01-03",
    "one.fr.md": "title: Un\ndate: 2020-01-03",
    "two.md": "title: Two\ndate: 2020-01-02\ntags: [a]",
    "deux.fr.md": "title: Deux\ndate: 2020-01-01",
    "trois.fr.md": "title: Trois\ndate: 2019-01-01",
    "draft.md": "title: Draft\ndate: 2020-01-01\ndraft: true",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    settings = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    (folder / "hugo.toml").write_text(settings, encoding="utf-8")
    for name, front in POSTS.items():
        text = f"---\n{front}\n---\nA sentence.\n"
        (folder / "content" / name).write_text(text, encoding="utf-8")
    return folder


async def test_the_next_language_shows_the_translation(site: Path, open_app: OpenApp) -> None:
    async with open_app(site).run_test(size=(120, 36)) as pilot:
        assert titles(await settle(pilot)) == ["One", "Two"]
        screen = await press(pilot, "L")
        assert titles(screen) == ["Un", "Deux", "Trois"]
        assert screen.posts.post is not None
        assert screen.posts.post.title == "Un"
        assert titles(await press(pilot, "L")) == ["One", "Two"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Posts  2"),
        ("lang:fr", "Posts  3"),
        ("state:any", "Posts  3"),
        ("lang:any state:any", "Posts  6"),
        ("tag:a", "Posts  1 of 2"),
        ("tag:a state:any lang:any", "Posts  1 of 6"),
    ],
)
async def test_what_is_counted_is_part_of_what_it_is_counted_of(
    site: Path, open_app: OpenApp, query: str, said: str
) -> None:
    async with open_app(site, query).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert drawn(pilot).lstrip().startswith(f"{said} · Hugo")


async def test_a_translation_is_gone_to_where_one_pane_has_room(
    site: Path, open_app: OpenApp
) -> None:
    async with open_app(site).run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "i", "1")
        assert screen.reading.post is not None
        assert screen.reading.post.title == "Un"
        assert screen.has_class("-reads")
        screen = await press(pilot, "escape")
        assert screen.reading.post is not None
        assert screen.reading.post.title == "One"
