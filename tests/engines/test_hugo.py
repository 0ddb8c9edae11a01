"""Hugo's rules that no site in tests/sites/hugo covers: forms of settings and values, hostility."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.hugo import Hugo
from reader.engines.hugo_cascade import glob
from reader.engines.hugo_collation import collated
from reader.engines.hugo_dates import parse as parse_date
from reader.engines.hugo_permalinks import Addresses, Named
from reader.engines.hugo_settings import Settings, settings
from reader.engines.site import Site
from reader.library import Library
from reader.model import Post, State
from reader.query import Query
from reader.source.document import parse
from reader.source.frontmatter import Value, Written


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def known(folder: Path, **files: str) -> Settings:
    return settings(Site(written(folder, files), folder))


def post(folder: Path, front: str, path: str = "content/posts/a.md") -> Post:
    engine = detect(folder)
    assert isinstance(engine, Hugo)
    engine.posts([path])
    return engine.post(parse(path, f"---\n{front}\n---\nWords."))


def page(title: str, draft: bool = False) -> str:
    return f"---\ntitle: {title}\ndraft: {str(draft).lower()}\n---\nWords.\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [("hugo.toml", 'BaseURL = "https://a.org/b/"\n[Pagination]\nPagerSize = 7'),
     ("hugo.yaml", "baseURL: https://a.org/b\npagination: {pagerSize: 7}"),
     ("config.json", '{"baseurl": "https://a.org/b", "pagination": {"pagersize": 7}}'),
     ("config.yml", "baseURL: https://a.org/b\npaginate: 7"),
     ("config/_default/hugo.toml", "baseURL = 'https://a.org/b'\npagination.pagerSize = 7"),
     ("config/_default/config.yaml", "baseURL: https://a.org/b\npaginate: 7")],
)  # fmt: skip
def test_a_site_is_recognised_by_each_of_its_files(tmp_path: Path, name: str, text: str) -> None:
    engine = detect(written(tmp_path, {name: text, "content/posts/a.md": page("A")}))
    assert (engine.name, engine.page_size) == ("hugo", 7)
    assert engine.base_url == "https://a.org"
    assert engine.page_url("home", "", "", 2, 2) == "/b/page/2/"
    assert engine.page_url("tag", "c#", "C#", 1, 1) == "/b/tags/c%23/"


def test_settings_in_folders_lie_over_the_file_and_production_over_the_default(
    tmp_path: Path,
) -> None:
    found = settings(Site(written(tmp_path, {
        "hugo.toml": "[pagination]\npagerSize = 3\npath = 'p'",
        "config/_default/pagination.toml": "pagerSize = 4",
        "config/production/hugo.yaml": "pagination: {pagerSize: 5}",
        "config/_default/params.en.toml": "mainSections = ['words']",
    }), tmp_path))  # fmt: skip
    assert (found.page_size, found.page_path) == (5, "p")
    assert found.main_sections == {"en": ("words",)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("title = 'x'\nbase_url = 'https://a.org'", "hugo"),
        ("not toml at all [", "hugo"),
        ("[server]\nport = 80", "hugo"),
    ],
)
def test_what_is_not_hugos_or_broken_is_not_taken(tmp_path: Path, text: str, name: str) -> None:
    engine = detect(written(tmp_path, {"config.toml": text, "content/a.md": page("A")}))
    assert engine.name != name


def test_a_broken_file_is_a_problem_and_the_plain_rules(tmp_path: Path) -> None:
    engine = detect(written(tmp_path, {"hugo.toml": "a = [", "content/a.md": page("A")}))
    assert engine.name == "plain"
    assert [problem.path for problem in engine.site.problems] == ["hugo.toml"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [("2020-01-02", "2020-01-02T00:00:00+02:00"),
     ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05+00:00"),
     ("2020-01-02 3:04:05", "2020-01-02T03:04:05+02:00"),
     ("2020-01-02 03:04:05 -0700 MST", "2020-01-02T03:04:05-07:00"),
     ("2020-01-02 03:04:05 +02:00", "2020-01-02T03:04:05+02:00"),
     ("02 Jan 2020", "2020-01-02T00:00:00+02:00"), ("2 January 2020", None), ("2020-1-2", None),
     ("2020-01-02 03:04", None), ("2020-02-30", None), ("2020/01/02", None), ("soon", None),
     ("Thu Jan  2 03:04:05 2020", "2020-01-02T03:04:05+02:00"),
     ("Thu, 02 Jan 2020 03:04:05 -0700", "2020-01-02T03:04:05-07:00"),
     ("0", "1970-01-01T00:00:00+00:00"), ("99999999999", "5138-11-16T09:46:39+00:00"),
     ("2020-01-01 24:00:00", None), ("0000-00-00", None), ("2020-01-01T00:00:00+99:99", None)],
)  # fmt: skip
def test_dates_are_those_that_go_reads(said: str, expected: str | None) -> None:
    found = parse_date(Written(said), timezone(timedelta(hours=2)))
    assert (found.date.isoformat() if found else None) == expected


def test_titles_are_in_the_collators_order() -> None:
    # As Hugo 0.168 sorted pages with these titles and nothing else.
    titles = [
        "", *"_-–,;:!?.'‘\"“([{@*/&#%`^+<=>|~$019aAáÁà", "aa", *"æbeEéoöøpzαаеёий",
    ]  # fmt: skip
    assert sorted(titles, key=collated) == titles
    assert sorted(["z", "ö", "å", "ä"], key=lambda one: collated(one, "sv")) == ["z", "å", "ä", "ö"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("/:year/:month/:day/:slug/", "/2020/02/03/a-title/"),
     ("/:yearday/:monthname/:weekday/:weekdayname/", "/34/february/1/monday/"),
     ("/:sections/:sections[1:]/:sections[last]/:sections[9]/x", "/one/two/two/two/x/"),
     ("/:filename/:contentbasename", "/file/file/"), ("/:2006-:01-:_2/:Jan", "/2020-02-3/feb/"),
     ("/a\\:b/:sectionslugs", "/ab/one-x/two/"), ("/:unknown/:sections[x/", "/unknown/one/twox/"),
     ("", "/")],
)  # fmt: skip
def test_permalinks(tmp_path: Path, pattern: str, expected: str) -> None:
    addresses = Addresses(known(tmp_path))
    named = Named(
        "/one/two/file", "file", "A Title", "", datetime(2020, 2, 3, tzinfo=UTC), "one",
        ["one", "two"], ["one-x", "two"],
    )  # fmt: skip
    path = addresses.fit("/" + addresses.expanded(pattern, named).strip("/") + "/")
    assert path.replace("//", "/") == expected


@pytest.mark.parametrize(
    ("title", "middle", "last", "ugly"),
    [("c++", "/c-/2020/", "/2020/c/", "/2020/c-.html"), ("+x", "/-x/2020/", "/2020/-x/",
      "/2020/-x.html"), ("c#", "/c/2020/", "/2020/c/", "/2020/c.html"),
     ("A / b", "/a-b/2020/", "/2020/a-b/", "/2020/a-b.html"),
     ("a -/ b", "/a--b/2020/", "/2020/a--b/", "/2020/a--b.html")],
)  # fmt: skip
def test_signs_in_a_title(tmp_path: Path, title: str, middle: str, last: str, ugly: str) -> None:
    # As Hugo 0.168 made them.
    patterns = {"/:title/:year/": ("false", middle), "/:year/:title/": ("false", last)}
    for pattern, (said, expected) in {**patterns, "/:year/:title": ("true", ugly)}.items():
        text = f"uglyURLs = {said}\n[permalinks]\nposts = '{pattern}'"
        folder = written(tmp_path / said / pattern.replace("/", "x"), {"hugo.toml": text})
        assert post(folder, f"title: {title!r}\ndate: 2020-01-01").url == expected


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [("/a/**", "/a/b/c", True), ("/a/*", "/a/b/c", False), ("{/a,/a/**}", "/a", True),
     ("**", "/x", True), ("/a?", "/ab", True), ("/a?", "/a/", False), ("/A", "/a", True),
     ("/a.b", "/axb", False), ("{", "", True), ("*" * 1000, "/a", False)],
)  # fmt: skip
def test_globs(pattern: str, path: str, fits: bool) -> None:
    assert (glob(pattern).fullmatch(path) is not None) is fits


@pytest.mark.parametrize(
    ("path", "reason"),
    [("content/posts/a.md", ""), ("README.md", "outside"), ("content/posts/_index.md", "section"),
     ("content/a.mdx", "no .mdx"), ("content/bun/x.md", "bundle bun"), ("content/bun/index.md", ""),
     ("content/bun/deep/index.md", "bundle bun"), ("content/posts/a.fr.md", "language fr"),
     ("content/posts/a.de.md", ""), ("content/#a.md", "ignore"), ("content/skip-me.md", "ignore"),
     ("content/index/x.md", "")],
)  # fmt: skip
def test_why_a_file_is_no_post(tmp_path: Path, path: str, reason: str) -> None:
    settings_text = "ignoreFiles: ['skip-.*']\nlanguages: {en: {}, de: {}, fr: {disabled: true}}\n"
    written(
        tmp_path, {"hugo.yaml": settings_text, "content/bun/index.md": page("B"), path: page("A")}
    )
    engine = detect(tmp_path)
    # By the whole scan, and for one file that is asked for alone.
    scanned = detect(tmp_path)
    listed = scanned.posts({"content/bun/index.md", path})
    assert (path in listed) is (reason == "")
    for one in (engine, scanned):
        assert reason in one.exclusion(path)
        assert bool(one.exclusion(path)) is bool(reason)


def test_the_main_section_is_that_of_most_published_pages(tmp_path: Path) -> None:
    files = {f"content/drafts/{n}.md": page(f"D{n}", draft=True) for n in range(5)}
    files |= {f"content/posts/{n}.md": page(f"P{n}") for n in range(3)}
    files |= {"hugo.toml": "", "content/about.md": page("About")}
    with Library.open(written(tmp_path, files), cache=tmp_path / "cache") as library:
        library.refresh()
        assert {one.path for one in library.page(Query()).posts} == {
            f"content/posts/{n}.md" for n in range(3)
        }
        # Another section may become the main one, and posts that did not change leave home.
        written(tmp_path, {f"content/more/{n}.md": page(f"M{n}") for n in range(4)})
        library.refresh()
        assert {one.path for one in library.page(Query()).posts} == {
            f"content/more/{n}.md" for n in range(4)
        }


def test_part_of_a_site_has_the_rules_of_the_whole(tmp_path: Path) -> None:
    folder = written(tmp_path, {
        "hugo.toml": "[taxonomies]\nauthor = 'authors'", "content/posts/2020/a.md":
        "---\ntitle: A\nauthors: [one, two]\n---\n", "content/posts/_index.md":
        "---\ncascade: {tags: [given], weight: 5}\n---\n", "content/about.md": page("About"),
        "content/authors/one/_index.md": "---\ntitle: Author One\n---\n",
        "data/authors.toml": "[two]\nname = 'Author Two'",
    })  # fmt: skip
    for part in ("", "content", "content/posts", "content/posts/2020"):
        with Library.open(folder / part) as library:
            library.refresh()
            (found,) = library.page(Query()).posts
            assert found.authors == ("Author One", "Author Two")
            assert found.url == "/posts/2020/a/"
            assert library.engine.name == "hugo"


def test_a_bundle_above_the_library_keeps_its_resources(tmp_path: Path) -> None:
    written(tmp_path, {"hugo.toml": "", "content/posts/bun/index.md": page("B"),
                       "content/posts/bun/deep/x.md": page("X")})  # fmt: skip
    assert detect(tmp_path / "content/posts/bun/deep").posts(["x.md"]) == []
    assert detect(tmp_path / "content/posts/bun").posts(["index.md", "deep/x.md"]) == ["index.md"]


def test_of_files_at_one_path_hugo_takes_one(tmp_path: Path) -> None:
    # As Hugo 0.168 did, each time.
    engine = detect(written(tmp_path, {"hugo.toml": ""}))
    for taken, other in [
        ("A.md", "a.md"), ("b.md", "b.markdown"), ("c/index.md", "c.md"), ("d.en.md", "d.md"),
        ("e e.md", "e-e.md"), ("f.mdown", "f.md"),
    ]:  # fmt: skip
        paths = [f"content/p/{other}", f"content/p/{taken}"]
        assert engine.posts(paths) == engine.posts(paths[::-1]) == paths[1:]
        assert engine.exclusion(paths[0]) == f"{paths[1]} has the same path"


@pytest.mark.parametrize(
    ("front", "state", "reason"),
    [("draft: true", State.DRAFT, "draft: true (line 2)"),
     ("published: false", State.DRAFT, "published: false (line 2)"),
     ("draft: false\npublished: false", State.PUBLISHED, ""), ("draft: yes", State.PUBLISHED, ""),
     ("build: {list: never}", State.HIDDEN, "build.list: never"),
     ("_build: {list: false}", State.HIDDEN, "_build.list: false"),
     ("headless: true", State.HIDDEN, "headless: true (line 2)")],
)  # fmt: skip
def test_states_with_their_reasons(tmp_path: Path, front: str, state: State, reason: str) -> None:
    found = post(written(tmp_path, {"hugo.toml": ""}), front)
    assert (found.state, found.reason) == (state, reason)


def test_a_zone_that_is_none_is_a_problem(tmp_path: Path) -> None:
    for name in ("Nowhere/At All", "../../etc/passwd", "America", "\\u0000"):
        engine = detect(written(tmp_path, {"hugo.toml": f'timeZone = "{name}"'}))
        assert engine.name == "hugo"
        assert "there is no zone" in engine.site.problems[0].cause


def test_settings_without_end_take_no_time(tmp_path: Path) -> None:
    many = "".join(f"  l{n}: {{weight: {n}}}\n" for n in range(20_000))
    text = f"languages:\n{many}taxonomies:\n"
    text += "".join(f"  l{n}: t{n}\n" for n in range(20_000))
    text += "permalinks:\n" + "".join(f"  s{n}: /:slug/\n" for n in range(5_000))
    files = {f"content/posts/{n}/a.md": page(f"P{n}") for n in range(20)}
    started = time.process_time()
    with Library.open(written(tmp_path, {"hugo.yaml": text, **files})) as library:
        library.refresh()
        assert library.engine.name == "hugo"
        assert library.page(Query.parse("lang:any")).total == 20
    assert time.process_time() - started < 10


def test_hostile_patterns_take_no_time(tmp_path: Path) -> None:
    hostile = ["(a+)+$", "(a|a)*b", "(?:x*)*y", "a{1,9}{1,9}"]
    text = f"ignoreFiles: {hostile}\npermalinks: {{posts: '{'/:sections[1:]' * 2000}'}}\n"
    text += f"cascade: [{{target: {{path: '{'{a,' * 100}'}}, weight: 1}}]\n"
    folder = written(tmp_path, {"hugo.yaml": text, f"content/posts/{'a' * 200}.md": page("A")})
    started = time.process_time()
    with Library.open(folder) as library:
        library.refresh()
        assert library.page(Query()).total == 1
    assert time.process_time() - started < 2


_SAID = st.sampled_from(["true", "0", "-1", "2020-01-01", "content", "/", "..", ":slug", "**"])
_NAMES = st.sampled_from(["en", "path", "target", "posts", "tags", "x", "date"])
_ANY = st.recursive(
    st.none() | st.text(max_size=12).map(Written) | _SAID.map(Written),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ["baseURL", "contentDir", "languages", "taxonomies", "permalinks", "cascade", "pagination",
     "frontmatter", "timeZone", "uglyURLs", "ignoreFiles", "module", "params", "disableKinds",
     "title", "date", "tags", "weight", "build", "slug", "url", "linkTitle", "type", "categories"]
)  # fmt: skip


class Said(Site):
    """A site whose settings are these."""

    values: Mapping[str, Value]

    def first(self, *names: str) -> str | None:
        return "hugo.toml" if "hugo.toml" in names else None

    def settings(self, name: str) -> Mapping[str, Value]:
        return self.values


@given(st.dictionaries(_KEYS, _ANY), st.dictionaries(_KEYS, _ANY))
@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_nothing_raises_whatever_is_said(config: dict[str, Value], front: dict[str, Value]) -> None:
    from reader.source.document import Document
    from reader.source.frontmatter import FrontMatter

    site = Said(Path(), Path())
    site.values = config
    engine = Hugo(site)
    path = "content/posts/a.md"
    engine.posts([path, "content/posts/_index.md"])
    found = engine.post(Document(path, FrontMatter("yaml", front), "Words."))
    for field, terms in found.terms.items():
        for term in terms:
            assert term.name
            engine.page_url(field, term.key, term.name, 2, 3)
    assert found.order
    assert engine.size_of("home")


def test_the_folder_of_a_language_is_listed_in_it(tmp_path: Path) -> None:
    settings_ = (
        "languages: {en: {contentDir: content/en}, fr: {contentDir: content/fr}}\n"
        "defaultContentLanguage: en\n"
    )
    posts = {f"content/{lang}/posts/a.md": page(f"One in {lang}") for lang in ("en", "fr")}
    folder = written(tmp_path / "site", {"hugo.yaml": settings_, **posts})
    for below, title, url in [
        ("", "One in en", "/"), ("content", "One in en", "/"), ("content/en", "One in en", "/"),
        ("content/fr", "One in fr", "/fr/"), ("content/fr/posts", "One in fr", "/fr/"),
    ]:  # fmt: skip
        with Library.open(folder / below, cache=tmp_path / "cache") as library:
            library.refresh()
            assert [post.title for post in library.page(Query()).posts] == [title], below
            home, *_ = library.lists("home")
            assert (home.url, home.posts) == (url, 1), below
