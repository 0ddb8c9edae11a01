"""Hexo's rules that the recorded sites do not cover."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.hexo import Hexo
from reader.engines.hexo_slugs import encoded, named, pretty, slugize, stringify
from reader.engines.js_globs import matches, within
from reader.engines.site import Site
from reader.model import Post, State
from reader.source.document import parse

_PATH = "source/_posts/a.md"


@pytest.fixture(autouse=True)
def _clock_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def site(folder: Path, settings: str = "", *, package: str = "") -> Path:
    (folder / "source" / "_posts").mkdir(parents=True, exist_ok=True)
    (folder / "_config.yml").write_text(settings, encoding="utf-8")
    if package:
        (folder / "package.json").write_text(package, encoding="utf-8")
    return folder


def hexo(folder: Path, settings: str = "", *, package: str = "") -> Hexo:
    found = detect(site(folder, settings, package=package))
    assert isinstance(found, Hexo)
    return found


def post(engine: Hexo, front: str, path: str = _PATH) -> Post:
    found = engine.read(parse(path, f"---\n{front}\n---\nSome words.\n"))
    assert found is not None
    return found


@pytest.mark.parametrize("below", ["", "source", "source/_posts", "source/_posts/deep"])
def test_a_site_is_found_from_its_folders(tmp_path: Path, below: str) -> None:
    site(tmp_path)
    (tmp_path / "source/_posts/deep").mkdir()
    engine = detect(tmp_path / below)
    assert (engine.name, engine.site.why) == ("hexo", "_config.yml")
    inside = "source/_posts/deep/a.md"[len(below) + 1 :] if below else "source/_posts/deep/a.md"
    assert engine.is_post(inside)
    assert engine.site.path(inside) == "source/_posts/deep/a.md"


def test_jekyll_with_a_folder_called_source_is_none_of_hexo(tmp_path: Path) -> None:
    site(tmp_path, "source: source")
    assert not Hexo.recognises(Site(tmp_path, tmp_path), "_config.yml")
    (tmp_path / "package.json").write_text('{"dependencies": {"hexo": "^8"}}')
    assert Hexo.recognises(Site(tmp_path, tmp_path), "_config.yml")


def test_a_theme_s_settings_are_no_site_s(tmp_path: Path) -> None:
    theme = tmp_path / "themes" / "bare"
    theme.mkdir(parents=True)
    (theme / "_config.yml").write_text("menu: {}")
    assert not Hexo.recognises(Site(theme, theme), "_config.yml")


@pytest.mark.parametrize(
    "settings", ["a: [", "&a [*a, *a]", "- list", "x: " + "[" * 500, "per_page: {a: b}",
                 "url: 7\nroot: []\npermalink: {}\nnew_post_name: [x]\ncategory_map: no\n"
                 "skip_render: {a: b}\nindex_generator: 3\ntimezone: Nowhere/At\n"],
)  # fmt: skip
def test_odd_settings_never_raise(tmp_path: Path, settings: str) -> None:
    engine = detect(site(tmp_path, settings))
    assert engine.read(parse(_PATH, "---\ntitle: x\ndate: 2020-01-01\n---\n")) is not None
    assert engine.page_sizes("home", 3, engine.size_of("home"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("source/_posts/a.md", ""),
        ("source/_posts/x/a.markdown", ""),
        ("source/_drafts/a.md", ""),
        ("source/_posts/_a.md", "starts with _"),
        ("source/_posts/.x/a.md", "starts with _"),
        ("source/_posts/a.mdx", "does not render"),
        ("source/about/index.md", "_posts or _drafts"),
        ("README.md", "_posts or _drafts"),
        ("source/_posts/no/a.md", "skip_render"),
        ("source/_posts/ignored/a.md", "ignore"),
    ],
)
def test_which_files_are_posts(tmp_path: Path, path: str, expected: str) -> None:
    engine = hexo(tmp_path, "skip_render: _posts/no/*\nignore: ['**/ignored']")
    reason = engine.exclusion(path)
    assert bool(reason) is bool(expected)
    assert expected in reason


@pytest.mark.parametrize(
    ("settings", "front", "path", "expected"),
    [
        ("", "date: 2020-01-02 03:04:05", _PATH, "2020-01-02T03:04:05+00:00"),
        ("timezone: Asia/Tokyo", "date: 2020-01-02 03:04:05", _PATH, "2020-01-02T03:04:05+09:00"),
        ("timezone: Asia/Tokyo", "date: '2020-01-02T03:04:05Z'", _PATH,
         "2020-01-02T03:04:05+09:00"),
        ("", "date: 2020-01-02 03:04", _PATH, "2020-01-02T03:04:00+00:00"),
        ("", "date: 1577934245000", _PATH, "2020-01-02T03:04:05+00:00"),
        ("", "date: 2020-14-01", _PATH, "2021-02-01T00:00:00+00:00"),
        ("", "date: soon", _PATH, None),
        ("", "title: x", "source/_posts/2020-01-02-a.md", None),
        ("new_post_name: ':year-:i_month-:day-:title.md'", "title: x",
         "source/_posts/2020-1-02-a.md", "2020-01-02T00:00:00+00:00"),
        ("new_post_name: ':year/:title.md'", "title: x", "source/_posts/2020/a.md", None),
        ("new_post_name: ':year-:month-:day-:title.md'", "date: soon",
         "source/_posts/2020-01-02-a.md", None),
    ],
)  # fmt: skip
def test_dates(tmp_path: Path, settings: str, front: str, path: str, expected: str | None) -> None:
    found = post(hexo(tmp_path, settings), front, path)
    assert (found.date.isoformat() if found.date else None) == expected
    assert (expected is None) is any("date" in problem.cause for problem in found.problems)


def test_dates_are_of_the_machine_where_the_site_names_no_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    found = post(hexo(tmp_path), "date: 2020-01-02 03:04:05")
    assert found.date is not None
    assert found.date.isoformat() == "2020-01-02T03:04:05-05:00"
    assert found.url == "/2020/01/02/a/"
    late = post(hexo(tmp_path, "timezone: Asia/Tokyo"), "date: 2020-01-02 03:04:05")
    assert late.date is not None
    assert late.date.isoformat() == "2020-01-02T03:04:05+09:00"
    # moment writes permalinks by the machine's clock.
    assert late.url == "/2020/01/01/a/"


def test_a_post_without_a_date_stands_where_a_checkout_puts_it(tmp_path: Path) -> None:
    engine = hexo(tmp_path)
    undated = post(engine, "title: x")
    assert post(engine, "date: 2020-01-01").order > undated.order
    assert post(engine, "date: 2199-01-01").order < undated.order
    assert undated.url is None
    assert post(hexo(tmp_path, "permalink: ':title/'"), "title: x").url == "/a/"


@pytest.mark.parametrize(
    ("front", "categories", "tags"),
    [
        ("categories: [A, B]", ["A", "A/B"], []),
        ("categories: [[A, B], C]", ["A", "A/B", "C"], []),
        ("categories: [[A], [A, B]]", ["A", "A/B"], []),
        ("categories: A, B", ["A, B"], []),
        ("category: A\ntag: one two", ["A"], ["one two"]),
        ("categories:\ncategory: A", ["A"], []),
        ("categories: []\ncategory: A", [], []),
        ("tags: one, two", [], ["one, two"]),
        ("tags: [C, C++, 'C#', c]", [], ["C", "C++", "C#", "c"]),
        ("tags: [1.10, 0x10, 2017, true, ~, '']", [], ["1.1", "16", "2017", "true"]),
        ("tags: [[a, b]]", [], ["a,b"]),
        ("Tags: [x]\nCATEGORIES: y", [], []),
    ],
)
def test_terms(tmp_path: Path, front: str, categories: list[str], tags: list[str]) -> None:
    found = post(hexo(tmp_path), f"date: 2020-01-01\n{front}")
    assert (list(found.names("category")), list(found.names("tag"))) == (categories, tags)


@pytest.mark.parametrize(
    ("settings", "front", "path", "expected"),
    [
        ("", "published: false", _PATH, (State.DRAFT, "published: false (line 3)")),
        ("", "published: '0'", _PATH, (State.DRAFT, "published: 0 (line 3)")),
        ("", "published: ~", _PATH, (State.PUBLISHED, "")),
        ("", "draft: true", _PATH, (State.PUBLISHED, "")),
        ("", "hidden: true", _PATH, (State.PUBLISHED, "")),
        ("", "x: 1", "source/_drafts/a.md", (State.DRAFT, "it stands in _drafts")),
        ("render_drafts: true", "published: false", _PATH, (State.PUBLISHED, "")),
        ("", "a: b: c", _PATH, (State.HIDDEN, "Hexo cannot read its front matter: a value with "
                                              "“: ” in it needs quotes")),
        ("", "x:\n\t- tabs", _PATH, (State.PUBLISHED, "")),
        ("", "x: 1\t", _PATH, (State.PUBLISHED, "")),
    ],
)  # fmt: skip
def test_states(
    tmp_path: Path, settings: str, front: str, path: str, expected: tuple[State, str]
) -> None:
    found = post(hexo(tmp_path, settings), f"date: 2020-01-01\n{front}", path)
    assert (found.state, found.reason) == expected


def test_a_future_post_waits_only_where_the_site_says_so(tmp_path: Path) -> None:
    assert post(hexo(tmp_path), "date: 2199-01-01").publish_at is None
    waiting = post(hexo(tmp_path, "future: false"), "date: 2199-01-01")
    assert waiting.publish_at == waiting.date


@pytest.mark.parametrize(
    ("settings", "front", "expected"),
    [
        ("", "", "/2020/01/02/a/"),
        ("url: https://example.com/blog", "", "/blog/2020/01/02/a/"),
        ("root: /x/", "", "/x/2020/01/02/a/"),
        ("permalink: ':i_month/:i_day/:hour:minute:second/:timestamp/:name.html'", "",
         "/1/2/030405/1577934245/a.html"),
        ("permalink: ':category/:title/'", "", "/uncategorized/a/"),
        ("permalink: ':category/:title/'", "categories: [A b, C]", "/A-b/C/a/"),
        ("permalink: ':category/'\ncategory_map: {A: x}", "categories: A", "/x/"),
        ("permalink: ':post_title/'", "title: Ça & là", "/ca-la/"),
        ("permalink: ':lang/:title/'", "", "/undefined/a/"),
        ("permalink: ':lang/:title/'\npermalink_defaults: {lang: en}", "lang: fr", "/fr/a/"),
        ("permalink: ':lang/:title/'\npermalink_defaults: {lang: en}", "", "/en/a/"),
        ("permalink: ':id/'", "id: 7", "/7/"),
        ("permalink: ':id/'", "", None),
        ("permalink: ':title'\npost_asset_folder: true", "", "/a/"),
        ("permalink: ':title.html'\npretty_urls: {trailing_html: false}", "", "/a"),
        ("", "permalink: 日本/", "/%E6%97%A5%E6%9C%AC/"),
        ("", "permalink: https://elsewhere.example/a", "https://elsewhere.example/a"),
    ],
)  # fmt: skip
def test_addresses(tmp_path: Path, settings: str, front: str, expected: str | None) -> None:
    engine = hexo(tmp_path, settings)
    assert post(engine, f"date: 2020-01-02 03:04:05\n{front}").url == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", (10, 10, 10)),
        ("per_page: 4", (4, 4, 4)),
        ("per_page: 0", (None, None, None)),
        ("per_page: 4\nindex_generator: {per_page: 0}\ntag_generator: {per_page: 2}", (None, 4, 2)),
        ("per_page: '3'", (3, 3, 3)),
    ],
)
def test_page_sizes(tmp_path: Path, settings: str, expected: tuple[int | None, ...]) -> None:
    engine = hexo(tmp_path, settings)
    assert tuple(map(engine.size_of, ("home", "category", "tag"))) == expected


def test_pages_of_nothing(tmp_path: Path) -> None:
    engine = hexo(tmp_path)
    assert engine.page_sizes("home", 0, 10) == []
    assert engine.page_sizes("home", 0, None) == [0]
    assert engine.page_sizes("home", 11, 10) == [10, 1]


def test_only_the_lists_of_the_site_s_generators_are_published(tmp_path: Path) -> None:
    package = '{"dependencies": {"hexo": "8", "hexo-generator-index": "4"}}'
    assert hexo(tmp_path, package=package).kinds == ("home",)


def test_a_blog_without_its_settings_is_dated_by_its_names() -> None:
    engine = Hexo()
    found = post(engine, "title: x", "source/_posts/2020-01-02-a.md")
    assert found.date is not None
    assert found.date.replace(tzinfo=None).isoformat() == "2020-01-02T00:00:00"
    assert found.date.utcoffset() is not None
    assert abs(found.date.utcoffset() or timedelta()) < timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "transform", "expected"),
    [("C++ & C#", 0, "C-C"), ("Große Übung", 0, "Grose-Ubung"), ("A.B_c", 1, "a-b-c"),
     ("Ærø", 2, "AERO"), ("日本 語", 0, "日本-語"), ("--", 0, ""), ("½²", 0, "½²")],
)  # fmt: skip
def test_slugs(text: str, transform: int, expected: str) -> None:
    assert slugize(text, transform) == expected


@given(st.text(max_size=40))
def test_a_slug_stays_as_it_is(text: str) -> None:
    once = slugize(text)
    assert slugize(once) == once
    assert " " not in once


@given(st.text(max_size=30), st.text(max_size=60))
def test_names_and_links_never_raise(rule: str, path: str) -> None:
    assert "title" in named(rule or ":title", path)
    stringify(rule, lambda name: None)
    encoded(path)


def test_a_pattern_of_many_parts_takes_no_time() -> None:
    for rule in (":a:b" * 400, ":a:b:title-x", ":i_day" * 300 + "x", ":a-:b-:c-:title-"):
        for path in ("a" * 399, "a-" * 190, "1" * 300, "a" * 9000):
            assert named(f"{rule}.md", f"{path}.md")["title"]


def test_pretty_addresses() -> None:
    assert pretty("/a/index.html", index=False, html=True) == "/a/"
    assert pretty("/a/index.html", index=True, html=False) == "/a/index.html"
    assert pretty("/a.html", index=True, html=False) == "/a"


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a/b.md", "a/*", True), ("a/b/c.md", "a/*", False), ("a/b/c.md", "a/**", True),
        ("a/b.md", "**/*.md", True), ("b.md", "**/*.md", True), ("a/b.md", "{a,c}/*.md", True),
        ("a/.x/b.md", "**/*.md", False), ("a/b.md", "*.md", False), ("x", "[a-z]", True),
        ("a/b/c", "a/**/c", True), ("a/c", "a/**/c", True), ("a/b/d", "a/**/c", False),
    ],
)  # fmt: skip
def test_globs(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, pattern) is expected
    assert within(f"{path}/below", pattern) >= expected


def test_a_hostile_glob_takes_no_time() -> None:
    assert not matches("a/" * 300 + "b", "**/a*" * 60 + "/c")
    assert not matches("a" * 2000, "*a" * 60 + "c")
    assert not matches("x", "{a,b}" * 30)


@given(st.text("-;\n: ab\t[]{}\"'", max_size=80))
def test_no_text_is_too_odd_for_a_post(text: str) -> None:
    found = Hexo().read(parse(_PATH, text))
    assert found is not None
    assert found.title


def test_a_long_text_without_a_fence_takes_no_time() -> None:
    for text in ("a: b\n" * 50_000, "-" * 100_000, "----\n" + "x\n" * 50_000, "a\n--" * 50_000):
        assert Hexo().read(parse(_PATH, text), part="front") is not None


def test_a_folder_that_is_no_site_can_be_asked_for(tmp_path: Path) -> None:
    engine = detect(tmp_path, "hexo")
    assert engine.exclusion("a.md") == ""
    assert engine.exclusion("_a.md")
