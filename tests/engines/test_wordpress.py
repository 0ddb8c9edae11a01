"""WordPress exports: what the site in tests/sites does not say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.wordpress import Wordpress
from reader.library import Library
from reader.model import Post, State
from reader.query import Query
from reader.source.document import parse


def post(front: str, path: str = "a.md") -> Post:
    found = Wordpress().read(parse(path, f"---\n{front}\n---\nSome words.\n"))
    assert found is not None
    return found


def written(folder: Path, **fronts: str) -> Path:
    for name, front in fronts.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n{front}\n---\nx\n")
    return folder


def test_only_where_it_is_asked_for(tmp_path: Path) -> None:
    written(tmp_path, a="date: 2020-01-01\nguid: https://example.org/?p=1")
    assert detect(tmp_path).name == "plain"
    assert detect(tmp_path, "wordpress").name == "wordpress"


@pytest.mark.parametrize(
    ("front", "state"),
    [
        ("status: publish", State.PUBLISHED), ("status: Draft", State.DRAFT),
        ("status: pending", State.DRAFT), ("status: private", State.HIDDEN),
        ("status: trash", State.HIDDEN), ("post_status: auto-draft", State.DRAFT),
        ("draft: true", State.DRAFT), ("published: false", State.DRAFT),
        ("status: [publish]", State.PUBLISHED), ("status: no status at all", State.PUBLISHED),
    ],
)  # fmt: skip
def test_statuses(front: str, state: State) -> None:
    found = post(f"date: 2020-01-01\n{front}")
    assert found.state is state
    assert bool(found.reason) is (state is not State.PUBLISHED)


@pytest.mark.parametrize(
    ("front", "url"),
    [
        ("permalink: https://example.org/2020/a/", "/2020/a/"),
        ("link: http://example.org", "/"),
        ("guid: https://example.org/?p=7", "/?p=7"),
        ("permalink: /2020/a/\nguid: https://example.org/?p=7", "/2020/a/"),
        ("link: 'https://[x'", "https://[x"),
        ("slug: a-post", "a-post"),
        ("a: b", None),
    ],
)
def test_addresses(front: str, url: str | None) -> None:
    assert post(front).url == url


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Two Words", "two-words"), ("Node.js", "node-js"), ("CI/CD", "ci-cd"), ("C++", "c"),
        ("R&D", "rd"), ("R&amp;D", "rd"), ("100% – all", "100-all"), ("it’s “so”", "its-so"),
        ("Über Größe", "uber-grose"), ("Łódź Øst Đặng", "lodz-ost-dang"), ("a_b - c", "a_b-c"),
        ("новый", "%d0%bd%d0%be%d0%b2%d1%8b%d0%b9"), ("한", "%ed%95%9c"), ("ガ", "%e3%82%ac"),
        ("é".replace("é", "e\u0301"), "e"), ("日" * 100, "%e6%97%a5" * 22), ("…", ""),
    ],
)  # fmt: skip
def test_slugs_of_terms(name: str, slug: str) -> None:
    found = Wordpress().page_url("tag", "x", name, 1, 1)
    assert found == f"/tag/{slug}/"


def test_sticky_posts_are_on_top_of_the_first_page_s_number(tmp_path: Path) -> None:
    fronts = {f"p{n:02}": f"date: 2020-01-{n:02}" for n in range(1, 12)}
    fronts["old"] = "date: 2001-01-01\nsticky: true"
    fronts["older"] = "date: 2000-01-01\nsticky: '1'"
    fronts["unsaid"] = "date: 1999-01-01\nsticky: false"
    fronts["page"] = "date: 2001-01-01\nsticky: true\nlayout: page"
    fronts["draft"] = "date: 2001-01-01\nsticky: true\ndraft: true"
    fronts["future"] = "date: 2999-01-01\nsticky: true"
    written(tmp_path, **fronts)
    with Library.open(tmp_path, engine="wordpress", cache=tmp_path / "cache") as library:
        library.refresh()
        first, second = library.lists("home")[0].pages
        assert [path[:-3] for path in first.posts] == [
            "old", "older", "p11", "p10", "p09", "p08", "p07", "p06", "p05", "p04", "p03", "p02",
        ]  # fmt: skip
        assert second.posts == ("p01.md", "unsaid.md")
        page = library.page(Query().at(2))
        assert [found.path for found in page.posts] == list(second.posts)
        (tmp_path / "older.md").write_text("---\ntitle: x\ndate: 2000-01-01\n---\n")
        library.refresh()
        first, second = library.lists("home")[0].pages
        assert (len(first.posts), second.posts[1]) == (11, "older.md")


def test_a_page_behind_the_last_is_not_found() -> None:
    engine = Wordpress()
    assert engine.page_url("home", "", "", 3, 3) == "/page/3/"
    assert engine.page_url("home", "", "", 4, 3) is None
    assert engine.page_url("tag", "straße", "Die Straße", 2, 2) == "/tag/die-strase/page/2/"


@given(st.integers(0, 50), st.integers(0, 60), st.integers(1, 12))
def test_every_post_stands_on_a_page(sticky: int, total: int, size: int) -> None:
    engine = Wordpress()
    engine._sticky = sticky
    sizes = engine.page_sizes("home", total, size)
    assert sum(sizes) == total
    assert all(0 < each <= size for each in sizes[1:])
    assert sum(engine.page_sizes("tag", total, size)) == total


@given(st.text(max_size=20))
def test_any_name_has_an_address(name: str) -> None:
    url = Wordpress().page_url("category", "key", name, 1, 1)
    assert url is not None
    assert url.isascii()
