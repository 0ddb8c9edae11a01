"""Where posts land, and what keeps them out, against the lists themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Library
from reader.lists import kind_of, page_of
from reader.model import Landing
from reader.query import Query
from tests.made import made, write, write_blog

__all__ = ["made"]
pytestmark = pytest.mark.usefixtures("made")

_ROOM = Path(__file__).parent / "sites"
SITES = sorted(
    site
    for file in _ROOM.glob("*/expected.json")
    for site in file.parent.iterdir()
    if site.is_dir()
)


def opened(folder: Path, page_size: int | None = None) -> Library:
    library = Library.open(folder, cache=folder.parent / "cache", page_size=page_size)
    library.refresh()
    return library


@pytest.mark.parametrize("site", SITES, ids=[f"{s.parent.name}-{s.name}" for s in SITES])
def test_every_post_of_a_site_lands_where_its_lists_have_it(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the site is read by its own engine
    with Library.open(site, cache=tmp_path, engine=site.parent.name) as library:
        library.refresh()
        lands: dict[str, list[tuple[object, ...]]] = {}
        for one in library.lists():
            for page in one.pages:
                for place, path in enumerate(page.posts, 1):
                    there = (one.kind, one.key, page.number, len(one.pages), place)
                    if there[:2] not in [before[:2] for before in lands.get(path, [])]:
                        lands.setdefault(path, []).append(there)
        for path, expected in lands.items():
            found = [(one.kind, *one[2:]) for one in library.landings(path)]
            assert sorted(found) == sorted((kind, *there) for kind, _, *there in expected), path
        home = [one for one in library.lists("home") if one.size is not None]
        for page in home[0].pages if home else ():
            shown = library.page(Query().at(page.number))
            assert tuple(post.path for post in shown.posts) == page.posts


@pytest.mark.parametrize("page_size", [None, 3, 100])
def test_a_post_lands_where_the_lists_have_it(tmp_path: Path, page_size: int | None) -> None:
    with opened(write_blog(tmp_path / "blog"), page_size) as library:
        lists = library.lists()
        assert [one.kind for one in lists] == ["home", "category", "category"]
        landed = 0
        for n in range(1, 25):
            path = f"post-{n:02}.md"
            expected = [
                Landing(one.kind, one.term, page.number, len(one.pages), page.posts.index(path) + 1)
                for one in lists
                for page in one.pages
                if path in page.posts
            ]
            assert list(library.landings(path)) == expected
            landed += len(expected)
        assert landed == 48


def test_uneven_pages_are_listed_as_the_engine_cuts_them(tmp_path: Path) -> None:
    with opened(write_blog(tmp_path / "blog")) as library:
        home, guides, _ = library.lists()
        assert [len(page.posts) for page in home.pages] == [10, 4, 10]
        assert [page.url for page in home.pages] == ["/1/", "/2/", "/3/"]
        assert (home.size, home.url, guides.size, len(guides.pages)) == (10, "/1/", None, 1)
        pages = [library.page(Query().at(number)) for number in (1, 2, 3)]
        assert [(page.first, page.last) for page in pages] == [(1, 10), (11, 14), (15, 24)]
        shown = [post.path for page in pages for post in page.posts]
        assert shown == [path for page in home.pages for path in page.posts]
        assert [library.number(Query(), place) for place in (9, 10, 13, 14, 23)] == [1, 2, 2, 3, 3]


def test_what_is_not_published_lands_nowhere(tmp_path: Path) -> None:
    folder = write_blog(tmp_path / "blog", 3)
    write(folder, "draft.md", "Draft", "2020-02-01", "News", "draft: true")
    write(folder, "later.md", "Later", "2099-01-01", "News")
    with opened(folder) as library:
        assert library.landings("draft.md") == library.landings("later.md") == ()
        assert library.landings("never.md") == ()


def test_a_translation_lands_in_the_lists_of_its_language(tmp_path: Path) -> None:
    folder = write_blog(tmp_path / "blog", 12, "size: 5\nlanguage: en\n")
    for n in (1, 2, 3):
        write(folder, f"post-{n:02}.fr.md", f"Billet {n}", f"2020-01-0{n}", "News", "lang: fr")
    with opened(folder) as library:
        assert library.languages() == ("en", "fr")
        assert library.landings("post-03.fr.md") == (
            Landing("home", None, 1, 1, 1), Landing("category", "News", 1, 1, 1),
        )  # fmt: skip
        (home,) = library.lists("home", language="fr")
        assert home.pages[0].posts == ("post-03.fr.md", "post-02.fr.md", "post-01.fr.md")
        assert library.lists("home")[0].posts == 12
        first = library.post("post-01.md")
        assert first is not None
        assert [post.path for post in library.translations(first)] == ["post-01.fr.md"]


def test_what_bars_a_post_is_named_as_it_is_written(tmp_path: Path) -> None:
    folder = write_blog(tmp_path / "blog", 6, "language: en\n")
    write(folder, "fr.md", "Un", "2020-01-01", "News", "lang: fr")
    with opened(folder) as library:

        def barred(query: str, path: str = "post-03.md") -> tuple[str, ...]:
            post = library.post(path)
            assert post is not None
            return library.barring(Query.parse(query), post)

        assert barred("") == barred("post category:guides") == ()
        assert barred("category:News,Nothing after:2020 zebra -category:guides") == (
            "zebra", "category:News,Nothing", "-category:guides",
        )  # fmt: skip
        assert barred("", "fr.md") == ("lang:en",)
        assert barred("lang:fr") == ("lang:fr",)
        assert barred("lang:any", "fr.md") == ()
        assert barred("state:draft category:News") == ("state:draft", "category:News")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("", "home"), ("lang:fr", "home"), ("tag:a", "tag"), ("tag:a lang:fr", "tag"),
        ("tag:a,b", ""), ("-tag:a", ""), ("word", ""), ("tag:a tag:b", ""), ("sort:title", "home"),
    ],
)  # fmt: skip
def test_the_kind_of_list_that_a_query_is(query: str, kind: str) -> None:
    assert kind_of(Query.parse(query)) == kind


@given(st.lists(st.integers(0, 5), min_size=1), st.data())
def test_every_place_is_on_the_page_that_holds_it(pages: list[int], data: st.DataObject) -> None:
    places = [(number, n) for number, size in enumerate(pages, 1) for n in range(1, size + 1)]
    if places:
        place = data.draw(st.integers(0, len(places) - 1))
        assert page_of(pages, place) == places[place]
