"""The posts that ship: front matter, variety, the ten pieces of the archive page, links."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

POSTS = Path(__file__).parents[1] / "posts"
PATHS = sorted(POSTS.glob("**/*.md"))

# Each piece of the archive page, and who wrote what its summary sums up.
PIECES = {
    "2017-05-30-compose-from-graphite-to-prometheus": ["Compose", "Brian Brazil"],
    "2017-05-23-cni-tenth-hosted-project": ["CNCF"],
    "2017-05-22-scholar-kim-lehtinen": ["Kim Lehtinen"],
    "2017-05-19-shuttlecloud-prometheus": ["Ignacio P. Carretero", "Brian Brazil"],
    "2017-05-11-developing-cloud-native-applications": ["Ken Owens"],
    "2017-05-10-scholar-konrad-djimeli": ["Konrad Djimeli"],
    "2017-05-05-where-cncf-is-this-summer": ["CNCF"],
    "2017-05-03-kubernetes-at-openstack-summit-boston": ["Ihor Dvoretskyi", "Steve Gordon"],
    "2017-05-01-summer-of-code": ["CNCF"],
    "2017-04-28-what-is-hard-about-containers": ["CNCF"],
}


@dataclass(frozen=True)
class Shipped:
    """One post, read without any of reader's own code."""

    path: Path
    fence: str
    front: dict[str, Any]
    body: str

    def terms(self, *keys: str) -> list[str]:
        """The terms under the first of the keys that is there; a string is one or two names."""
        value: str | list[str] = next((self.front[key] for key in keys if key in self.front), [])
        return value.split(" and ") if isinstance(value, str) else list(value)

    @property
    def authors(self) -> list[str]:
        return self.terms("authors", "author")

    @property
    def day(self) -> date:
        written = self.front["date"]
        return written.date() if isinstance(written, datetime) else written

    @property
    def published(self) -> bool:
        return not self.front.get("draft") and self.day.year < 2099

    @property
    def prose(self) -> str:
        """The body without its code, where a bracket is only a bracket."""
        fenced = re.sub(r"(?ms)^ *(`{3,}|~{3,})[^\n]*\n.*?^ *\1\s*$", "", self.body)
        return re.sub(r"(`+).+?\1", "", fenced)

    @property
    def anchors(self) -> set[str]:
        """The anchors of the headings, made as GitHub makes them."""
        fenced = re.sub(r"(?ms)^ *(`{3,}|~{3,})[^\n]*\n.*?^ *\1\s*$", "", self.body)
        titles = re.findall(r"(?m)^#{1,6} +(.+?) *$", fenced)
        return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@cache
def shipped(path: Path) -> Shipped:
    text = path.read_text(encoding="utf-8")
    fence = text[:3]
    assert fence in ("---", "+++")
    _, front, body = re.split(rf"(?m)^{re.escape(fence)}\n", text, maxsplit=2)
    values = yaml.safe_load(front) if fence == "---" else tomllib.loads(front)
    return Shipped(path, fence, values, body)


@pytest.fixture(scope="module")
def posts() -> list[Shipped]:
    return [shipped(path) for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_front_matter(path: Path) -> None:
    post = shipped(path)
    assert isinstance(post.front["title"], str)
    assert isinstance(post.day, date)
    assert post.authors
    assert post.terms("categories")
    assert post.terms("tags")
    named = re.match(r"\d{4}-\d{2}-\d{2}", path.name)
    assert named is None or named.group() == post.day.isoformat()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_links_and_pictures_are_there(path: Path) -> None:
    post = shipped(path)
    targets = re.findall(r"\]\(\s*<?([^)\s>]+)", post.prose)
    targets += re.findall(r"(?m)^ {0,3}\[(?!\^)[^\]]+\]: *<?([^\s>]+)", post.prose)
    for target in targets:
        if re.match(r"[a-z]+:|\{\{", target):  # to the web, or said by a shortcode
            continue
        name, _, anchor = unquote(target).partition("#")
        goal = path.parent / name if name else path
        assert goal.is_file(), target
        if anchor:
            assert anchor in shipped(goal).anchors, target


def test_there_are_more_than_three_pages_of_ten(posts: list[Shipped]) -> None:
    assert sum(post.published for post in posts) > 30
    assert sum(bool(post.front.get("draft")) for post in posts) == 1
    assert sum(post.day.year == 2099 for post in posts) == 1


def test_the_ten_pieces_are_summaries_by_their_authors(posts: list[Shipped]) -> None:
    summaries = [post for post in posts if post.body.lstrip().startswith("A summary of ")]
    assert {post.path.stem: post.authors for post in summaries} == PIECES


def test_everything_else_is_by_the_project(posts: list[Shipped]) -> None:
    others = {name for post in posts if post.path.stem not in PIECES for name in post.authors}
    assert others == {"The reader project"}


def test_front_matter_is_varied(posts: list[Shipped]) -> None:
    assert Counter(post.fence for post in posts)["+++"] >= 5
    for key in ("authors", "author"):
        assert any(isinstance(post.front.get(key), str) for post in posts), key
    assert any(isinstance(post.front.get("authors"), list) for post in posts)
    assert any(isinstance(post.front["date"], datetime) for post in posts)
    assert any(not isinstance(post.front["date"], datetime) for post in posts)
    assert any(len(post.body.split()) > 4000 for post in posts)
    assert {post.day.year for post in posts if post.published} == {2016, 2017}


def test_a_term_is_spelt_in_one_way(posts: list[Shipped]) -> None:
    for keys in (("categories",), ("tags",), ("series",), ("authors", "author")):
        spellings = {term for post in posts for term in post.terms(*keys)}
        same = Counter(re.sub(r"[-_ ]", "", term).casefold() for term in spellings)
        assert [term for term, times in same.items() if times > 1] == []
    tags = {tag for post in posts for tag in post.terms("tags")}
    assert [tag for tag in tags if tag != tag.lower() or re.search(r"\s", tag)] == []


def test_pictures_are_small() -> None:
    pictures = [path for path in (POSTS / "images").iterdir() if path.is_file()]
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size >= 20_000] == []
