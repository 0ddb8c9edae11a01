"""Zola: what the sites in tests/sites do not say."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.zola_order import natural
from reader.engines.zola_settings import Settings, slugified
from reader.library import Library
from reader.model import Post
from reader.source.document import load


def site(folder: Path, config: str = "", **files: str) -> Path:
    """A site whose files in the content are named with __ for / and without their .md."""
    files = {"_index": "", **files}
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text(f'base_url = "https://example.org"\n{config}')
    for name, front in files.items():
        path = folder / "content" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"+++\n{front}\n+++\nSome words.\n")
    return folder


def read(folder: Path, path: str) -> Post:
    engine = detect(folder)
    assert engine.name == "zola"
    engine.posts([str(one.relative_to(folder)) for one in folder.rglob("*.md")])
    post = engine.read(load(folder, path))
    assert post is not None
    return post


@pytest.mark.parametrize(
    ("text", "on", "safe"),
    [
        # Of components/utils/src/slugs.rs's own tests.
        ("input", "input", "input"), ("test ", "test", "test"), ("tes t", "tes-t", "tes t"),
        ("dot. ", "dot", "dot"), ("日本", "ri-ben", "日本"), ("héhé", "hehe", "héhé"),
        ("test (hey)", "test-hey", "test (hey)"),
        ("C++", "c", "C++"), ("C#", "c", "C#"), ("a/b: c?", "a-b-c", "ab c"), ("+", "", "+"),
        ("Straße", "strasse", "Straße"),
    ],
)  # fmt: skip
def test_slugs(text: str, on: str, safe: str) -> None:
    assert slugified(text, "on") == on
    assert slugified(text, "safe") == safe
    assert slugified(text, "off") == text


@pytest.mark.parametrize(
    ("name", "date", "slug"),
    [
        ("2018-10-02_hello", "2018-10-02T00:00:00+00:00", "hello"),
        ("2018-10-02-hello", "2018-10-02T00:00:00+00:00", "hello"),
        ("2018-10-02 - hello", "2018-10-02T00:00:00+00:00", "hello"),
        ("2018-10-02T15:00:00Z-hello", "2018-10-02T15:00:00+00:00", "hello"),
        ("2018-10-02T15:00:00+02:00_x", "2018-10-02T15:00:00+02:00", "x"),
        ("2018-10-02", "2018-10-02T00:00:00+00:00", "2018-10-02"),
        ("2018-10-02hello", "2018-10-02T00:00:00+00:00", "2018-10-02hello"),
        ("2018-13-02-hello", None, "2018-13-02-hello"),
        ("18-10-02-hello", None, "18-10-02-hello"),
    ],
)
@pytest.mark.parametrize("form", ["{}.md", "{}/index.md"])
def test_dates_in_names(tmp_path: Path, name: str, date: str | None, slug: str, form: str) -> None:
    site(tmp_path)
    path = tmp_path / "content" / form.format(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("+++\ntitle = 'x'\n+++\n")
    post = read(tmp_path, f"content/{form.format(name)}")
    assert (post.date.isoformat() if post.date else None) == date
    assert post.url == f"/{slugified(slug, 'on')}/"


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ("date = 2018-10-02", "2018-10-02T00:00:00+00:00"),
        ('date = "2018-10-02"', "2018-10-02T00:00:00+00:00"),
        ("date = 2018-10-02T15:00:00", "2018-10-02T15:00:00+00:00"),
        ("date = 2018-10-02 15:00:00+02:00", "2018-10-02T15:00:00+02:00"),
        ("updated = 2018-10-02", None),
        ("date = 7", None),
    ],
)
def test_dates(tmp_path: Path, front: str, date: str | None) -> None:
    post = read(site(tmp_path, a=front), "content/a.md")
    assert (post.date.isoformat() if post.date else None) == date


@pytest.mark.parametrize(
    ("files", "home", "size"),
    [
        # The root where it pages, or sorts pages of its own.
        ({"_index": "paginate_by = 2", "blog___index": "paginate_by = 3", "blog__a": ""}, "/", 2),
        ({"_index": "sort_by = 'date'", "a": "", "blog___index": "paginate_by = 3"}, "/", None),
        # Else what pages, sorts, or has the most pages.
        ({"a": "", "blog___index": "paginate_by = 3", "blog__b": ""}, "/blog/", 3),
        ({"x___index": "sort_by = 'date'", "x__a": "", "y___index": "", "y__a": "", "y__b": ""},
         "/x/", None),
        ({"x___index": "", "x__a": "", "y___index": "", "y__a": "", "y__b": ""}, "/y/", None),
        # A draft is no home, and without any page the root is.
        ({"d___index": "draft = true\npaginate_by = 3", "d__a": "", "y___index": "", "y__b": ""},
         "/y/", None),
        ({}, "/", None),
        # Pages go on to the section above where theirs is transparent.
        ({"b___index": "sort_by = 'date'", "b__1___index": "transparent = true",
          "b__1__a": "date = 2020-01-01", "b__1__c": "", "e___index": "sort_by = 'date'",
          "e__a": ""}, "/b/", None),
        # A section that only redirects, or is not rendered, has no list.
        ({"_index": "paginate_by = 2\nredirect_to = 'b'", "a": "", "b___index": "", "b__a": ""},
         "/b/", None),
        ({"b___index": "render = false\npaginate_by = 2", "b__a": "", "c___index": "", "c__a": ""},
         "/c/", None),
        ({"_index": "paginate_by = 0", "b___index": "paginate_by = -1", "b__a": ""}, "/b/", None),
    ],
)  # fmt: skip
def test_which_section_is_home(
    tmp_path: Path, files: dict[str, str], home: str, size: int | None
) -> None:
    with Library.open(site(tmp_path / "site", **files), cache=tmp_path / "cache") as library:
        library.refresh()
        (one,) = library.lists("home")
        assert (one.url, one.size) == (home, size)


def test_a_section_that_is_not_home_says_so(tmp_path: Path) -> None:
    site(tmp_path, blog___index="paginate_by = 1", blog__a="", notes___index="", notes__b="",
         lone__c="", blog__d="render = false")  # fmt: skip
    for path, reason in (
        ("blog/a", ""),
        ("notes/b", "it is listed in the section “notes”"),
        ("lone/c", "its folder has no _index.md: no section lists it"),
        ("blog/d", "render: false (line 2): no section lists it"),
    ):
        post = read(tmp_path, f"content/{path}.md")
        assert (post.reason, post.home) == (reason, not reason)


def test_languages(tmp_path: Path) -> None:
    config = 'default_language = "de"\n[languages.fr]\n[languages.en]\ntaxonomies=[{name="tags"}]\n'
    folder = site(
        tmp_path / "site", config, b___index="paginate_by = 1", **{
            "b___index.fr": "paginate_by = 1", "b__a": "", "b__a.fr": "", "b__x__index.en": "",
            "b__c.de": "", "b__d.it": "", "b__e.en": '[taxonomies]\ntags = ["One"]',
        },
    )  # fmt: skip
    posts = {path: read(folder, f"content/b/{path}.md") for path in (
        "a", "a.fr", "x/index.en", "c.de", "d.it", "e.en")}  # fmt: skip
    assert {path: (post.lang, post.url) for path, post in posts.items()} == {
        "a": ("de", "/b/a/"),
        "a.fr": ("fr", "/fr/b/a/"),
        "x/index.en": ("en", "/en/b/x/"),
        "c.de": ("de", "/b/c-de/"),
        "d.it": ("de", "/b/d-it/"),
        "e.en": ("en", "/en/b/e/"),
    }
    assert posts["a"].group == posts["a.fr"].group
    assert posts["e.en"].names("tag") == ("One",)
    assert not posts["e.en"].home  # English has no section there


def test_lists_of_another_language_stand_below_its_code(tmp_path: Path) -> None:
    config = """taxonomy_root = "all"
    taxonomies = [{name = "tags"}, {name = "categories"}]
    [languages.fr]
    taxonomies = [{name = "tags", paginate_path = "p"}]
    """
    fr = {"blog___index.fr": "paginate_by = 1\npaginate_path = 'feuille'", "blog__a.fr": ""}
    engine = detect(site(tmp_path, config, blog___index="paginate_by = 1", blog__a="", **fr))
    engine.posts([str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*.md")])
    asked = [("home", ""), ("tag", "x"), ("category", "x")]
    assert [engine.page_url_in("fr", *one, "", 2, 2) for one in asked] == [
        "/fr/blog/feuille/2/", "/fr/all/tags/x/p/2/", None,
    ]  # fmt: skip
    assert [engine.page_url_in("en", *one, "", 2, 2) for one in asked] == [
        "/blog/page/2/", "/all/tags/x/page/2/", "/all/categories/x/page/2/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [
        ("*/b.md", {"b"}), ("**/b.*", {"b"}), ("*.{md,txt}", {"a", "b"}), ("b.md", set()),
        ("*/[!b].md", {"a"}), ("{", set()), ("[", set()), ("*" * 200 + "x", set()), ("", set()),
    ],
)  # fmt: skip
def test_ignored_content(tmp_path: Path, pattern: str, left_out: set[str]) -> None:
    folder = site(tmp_path, f"ignored_content = ['{pattern}']\n", a="", b="")
    engine = detect(folder)
    started = time.process_time()
    found = engine.posts(["content/a.md", "content/b.md", "content/_index.md"])
    assert time.process_time() - started < 1
    assert set(found) == {f"content/{name}.md" for name in {"a", "b"} - left_out}


def test_terms_only_of_taxonomies_that_are_set_up(tmp_path: Path) -> None:
    front = (
        'authors = ["Author One", "Author Two"]\ntags = ["no"]\n'
        '[taxonomies]\ntags = ["yes", "Yes"]\nothers = ["no"]'
    )
    post = read(site(tmp_path, 'taxonomies = [{name = "tags"}]\n', a=front), "content/a.md")
    assert post.names("tag") == ("yes", "Yes")
    assert post.authors == ("Author One", "Author Two")
    assert any("others" in problem.cause for problem in post.problems)


def test_a_taxonomy_that_is_not_rendered_has_no_lists(tmp_path: Path) -> None:
    config = 'taxonomies = [{name = "tags", render = false}, {name = "categories"}]\n'
    assert detect(site(tmp_path, config)).kinds == ("home", "category")


@pytest.mark.parametrize(
    "config",
    ["taxonomies = 7", "taxonomies = ['tags', {name = 1}, {}]", "languages = []",
     "languages = {fr = 3}", "slugify = 'on'", "slugify = {paths = [1], taxonomies = 'odd'}",
     "ignored_content = {a = 1}", "default_language = 3",
     "taxonomies = [{name = 'tags', paginate_by = -3, paginate_path = 4}]"],
)  # fmt: skip
def test_settings_of_wrong_types(tmp_path: Path, config: str) -> None:
    post = read(site(tmp_path, config, a="weight = 'x'\ndate = []"), "content/a.md")
    assert post.url == "/a/"


def test_a_term_is_spelt_as_the_least_of_the_posts_that_are_listed(tmp_path: Path) -> None:
    tags = {"a": '"go"', "b": '"Go"', "c": '"Go"', "d": '"GO"'}
    fronts = {name: f"[taxonomies]\ntags = [{tag}]" for name, tag in tags.items()}
    fronts["d"] = f"draft = true\n{fronts['d']}"
    site(tmp_path / "site", 'taxonomies = [{name = "tags"}]\n', **fronts)
    with Library.open(tmp_path / "site", cache=tmp_path / "cache") as library:
        library.refresh()
        (one,) = library.lists("tag")
        assert (one.term, one.posts) == ("Go", 3)


def test_without_its_settings_any_taxonomy_is_taken(tmp_path: Path) -> None:
    front = '[taxonomies]\ntags = ["One"]\nplaces = ["Here"]'
    site(tmp_path, _index="sort_by = 'date'", a=front)
    (tmp_path / "config.toml").unlink()
    post = read(tmp_path, "content/a.md")
    assert (post.names("tag"), post.names("places")) == (("One",), ("Here",))
    assert detect(tmp_path).kinds == ("home", "category", "author", "tag")
    assert detect(tmp_path).page_url("tag", "one", "One", 1, 1) == "/tags/one/"


def test_hugo_s_config_toml_is_not_zola_s(tmp_path: Path) -> None:
    site(tmp_path, a="")
    (tmp_path / "config.toml").write_text('baseURL = "https://example.org"\n')
    assert detect(tmp_path).name != "zola"


def test_natural_order() -> None:
    names = ["post 10", "Post 9", "Éa", "eb", "post 009b", "!x"]
    assert sorted(names, key=natural) == ["!x", "Éa", "eb", "Post 9", "post 009b", "post 10"]


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = slugified(text, "on")
    assert slug.isascii()
    assert slugified(slug, "on") == slug
    assert Settings({}).taxonomy(text, "en") is None
    assert Settings(None).taxonomy(text, "en") is not None
