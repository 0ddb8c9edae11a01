"""A blog engine of the tests' own: pages of uneven size, two languages, addresses, settings.

Its settings stand in made.yml: size, url, language. The page after the first takes the remainder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from reader.engines.plain import Plain
from reader.engines.settings import SettingsError, number, text
from reader.engines.site import Site
from reader.model import Term
from reader.source.dates import Moment
from reader.source.fields import Fields


class Made(Plain):
    name = "made"
    title = "Made"
    kinds = ("home", "category")

    def __init__(self, site: Site | None = None) -> None:
        super().__init__(site)
        settings = self.site.settings("made.yml")
        self.page_size = number(settings.get("size"), 10) or 10
        self.base_url = text(settings.get("url"))
        self.language = text(settings.get("language")) or None

    def exclusion(self, path: str) -> str:
        return super().exclusion(path) or ("Made takes no x-name.md" if "x-" in path else "")

    def lang(self, fields: Fields) -> str:
        return fields.text("lang") or self.language if self.language else ""

    def group(self, fields: Fields, url: str | None) -> str:
        return fields.path.split(".")[0]

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        return f"/{fields.path.rpartition('.')[0]}/"

    def size_of(self, kind: str) -> int | None:
        return self.page_size if kind == "home" else None

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        sizes = list(super().page_sizes(kind, total, size))
        return [sizes[0], sizes[-1], *sizes[1:-1]] if len(sizes) > 2 else sizes

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        return f"/{key + '/' if key else ''}{number}/"


def detect(path: Path, name: str | None = None) -> Plain:
    """Made where made.yml says so, as `reader.engines.detect` would."""
    root = path if path.is_dir() else path.parent
    if not os.path.exists(root / "made.yml"):
        return Plain(Site(root, why="no blog engine's files were found"))
    site = Site(root, root, "made.yml")
    try:
        return Made(site)
    except SettingsError as error:
        site.problem("made.yml", error)
        broken = Site(root, why="made.yml cannot be read")
        broken.problems = site.problems
        return Plain(broken)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let libraries know this engine."""
    monkeypatch.setattr("reader.library.detect", detect)


def write_blog(folder: Path, posts: int = 24, settings: str = "size: 10\n") -> Path:
    """A site of so many posts, the newest called Post 1; every third is of Guides, else News."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "made.yml").write_text(settings, encoding="utf-8")
    for n in range(1, posts + 1):
        category = "Guides" if n % 3 == 0 else "News"
        write(folder, f"post-{n:02}.md", f"Post {n}", f"2020-01-{31 - n:02}", category)
    return folder


def write(folder: Path, name: str, title: str, date: str, category: str, *more: str) -> None:
    """One post."""
    lines = [f"title: {title}", f"date: {date}", f"categories: [{category}]", *more]
    front = "\n".join(lines)
    (folder / name).write_text(f"---\n{front}\n---\nWords of {title}.\n", encoding="utf-8")
