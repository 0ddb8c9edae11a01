"""Pelican's rules that its sites do not cover: settings of any form, hostile ones, odd files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines import pelican_meta
from reader.engines.detect import detect
from reader.engines.pelican import Pelican
from reader.engines.pelican_dates import moment, zone
from reader.engines.pelican_slugs import Pattern, Slugs, formatted, striptags
from reader.engines.site import Site
from reader.model import Post, State
from reader.source.document import parse


def engine(folder: Path, conf: str = "") -> Pelican:
    (folder / "pelicanconf.py").write_text(conf, encoding="utf-8")
    return Pelican(Site(folder, folder, "pelicanconf.py"))


def post(found: Pelican, text: str, path: str = "content/post.md") -> Post:
    made = found.read(parse(path, text))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Title: a\nTAGS:b\n\nDate: c", {"title": ["a"], "tags": ["b"]}),
        ("---\ntitle: 'a'\n---\ndate: b", {"title": ["'a'"]}),
        ("--- #x\ntitle: a\n...\n", {"title": ["a"]}),
        ("----\ntitle: a", {"title": ["a"]}),
        ("---\n---\ntitle: a", {}),
        ("title: a\n  - b\ntags: c", {"title": ["a"]}),
        ("title: a\n    b\n\tc\ntags: d", {"title": ["a", "b", "c"], "tags": ["d"]}),
        ("title: a\ntitle: b", {"title": ["a", "b"]}),
        ("   title: a\n    title: b", {"title": ["a", "title: b"]}),
        ("\ntitle: a", {}),
        ("title : a", {}),
        ("https://example.org\n", {"https": ["//example.org"]}),
        ("title: a\x02b\tc", {"title": ["ab   c"]}),
        ("    title: a", {}),
        ("ti tle: a", {}),
        ("título: a", {}),
        ("title:", {"title": [""]}),
        ("", {}),
    ],
)  # fmt: skip
def test_the_metadata_is_what_python_markdown_takes(text: str, values: dict[str, Any]) -> None:
    assert {key: said for key, (_, said) in pelican_meta.head(text).items()} == values


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("C++", "c"), ("C#", "c"), ("Machine  Learning", "machine-learning"), ("été", "ete"),
        ("Москва", "moskva"), ("日本語", "ri-ben-yu"), ("し ち つ", "shi-chi-tsu"), ("Ünï", "uni"),
        ("a_b - c", "a_b-c"), ("<em>A</em> &amp; <!-- x -->B", "a-b"), ("ﬁne ½", "fine-12"),
        ("  - x -  ", "-x-"), ("!?", ""), ("ß Æ œ Ł", "ss-ae-oe-l"), ("Є", "ie"),
        ("x\u200by", "x-y"),
        ("“quoted”", "quoted"), ("한국", "hangug"), ("\ua500", ""),
    ],
)  # fmt: skip
def test_slugs_are_pelican_s(text: str, slug: str) -> None:
    assert Slugs()(text) == slug


def test_slugs_keep_what_the_site_asks_for() -> None:
    assert Slugs(keep_case=True, keep_letters=True)("Été É") == "Été-É"
    assert Slugs([(r"(\w)\+", r"\1-plus"), ("&", "and")])("C+ & D") == "c-plus and d"


@given(st.text(max_size=60))
def test_a_slug_is_ascii_without_a_blank_at_its_ends(text: str) -> None:
    slug = Slugs()(text)
    assert slug.isascii()
    assert slug == slug.strip()
    assert "<" not in striptags(text.replace(">", "")) or "<" in text or "&" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2020-01-02", "2020-01-02T00:00:00+01:00"),
        ("2020-07-02 10:00", "2020-07-02T10:00:00+02:00"),
        ("2020-01-02T10:00Z", "2020-01-02T10:00:00+00:00"),
        ("5/11/2017", "2017-05-11T00:00:00+02:00"),
        ("31/12/2017", "2017-12-31T00:00:00+01:00"),
        ("Jan 2  2020", "2020-01-02T00:00:00+01:00"),
        ("2020-01-02 10:00 EST", "2020-01-02T10:00:00+01:00"),
        ("2020-01-02 10:00 GMT+3", "2020-01-02T10:00:00-03:00"),
        ("20200102", "2020-01-02T00:00:00+01:00"),
        ("2020-02-30", None), ("", None), ("soon", None), ("9" * 30, None), ("1" * 500, None),
        ("0001-01-01 00:00 +12:00", None), ("2020-01-01 10:00 +99:99", None),
    ],
)  # fmt: skip
def test_dates_are_dateutil_s(text: str, said: str | None) -> None:
    local = zone("Europe/Paris")
    assert local is not None
    found = moment(text, local)
    assert (found and found.date.isoformat()) == said


@given(st.text(max_size=30) | st.from_regex(r"[0-9:/. TZ+-]{0,30}", fullmatch=True))
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    local = zone("UTC")
    assert local is not None
    found = moment(text, local)
    assert found is None or found.date.tzinfo is not None


@pytest.mark.parametrize("name", ["", "..", "../x", "Europe", "/etc/passwd", "\0", "Nowhere/X"])
def test_a_zone_that_is_none(name: str) -> None:
    assert zone(name) is None


def test_patterns_are_filled_with_what_is_known_only() -> None:
    assert formatted("{slug}/{{x}}.html", {"slug": "a"}) == "a/{x}.html"
    for pattern in ("{slug:>999999999}", "{slug.__class__}", "{none}", "{", "{}", "{0}"):
        assert formatted(pattern, {"slug": "a"}) is None


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+$", r"(a|a)*$", r"((a*)*)*b", ".*" * 30 + "b"],
)  # fmt: skip
def test_a_pattern_that_never_ends_is_given_up(pattern: str) -> None:
    before = time.process_time()
    made = Pattern(pattern)
    for number in range(1000):
        made.named("a" * 900 + str(number))
        made.replaced("a" * 900 + str(number), "")
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("pattern", "why"),
    [("(", "missing"), ("a" * 5000, "long"), ("(?:x{60000}){60000}", "long"),
     ("x{1000}{1000}", "long")],
)  # fmt: skip
def test_a_pattern_that_is_none_or_too_large(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Pattern(pattern)


@given(st.integers(0, 200), st.integers(1, 20), st.integers(0, 30))
def test_all_posts_stand_on_a_page(total: int, size: int, orphans: int) -> None:
    found = Pelican(Site(Path()))
    found.settings.orphans = orphans
    pages = found.page_sizes("home", total, size)
    assert sum(pages) == total
    assert all(page == size for page in pages[:-1])
    assert len(pages) == -(-max(1, total - orphans) // size)


_CONTENT = ["content/a.md", "content/blog/b.md", "content/pages/c.md", "content/blog/pages/d.md"]


@pytest.mark.parametrize(
    ("conf", "posts"),
    [
        ("", [0, 1, 3]),
        ("PATH = 'content'", [0, 1, 3]),
        ("PATH = './content/'", [0, 1, 3]),
        ("PATH = '/nowhere/else'", [0, 1, 3]),
        ("import os\nPATH = os.path.join(os.getcwd(), 'content')", [0, 1, 3]),
        ("PATH = '.'", [0, 1, 2, 3]),
        ("PATH = ''", [0, 1, 2, 3]),
        ("PAGE_PATHS = []", [0, 1, 2, 3]),
        ("PAGE_PATHS = ['pages/']", [0, 1, 2, 3]),
        ("PAGE_PATHS = ['blog/pages', 'pages']", [0, 1]),
        ("ARTICLE_PATHS = ['blog']", [1, 3]),
        ("ARTICLE_PATHS = ['blog/']", [1, 3]),
        ("ARTICLE_PATHS = ['pages', 'a.md']", [0, 2]),
        ("ARTICLE_PATHS = 'blog'", [0, 1, 3]),
        ("ARTICLE_PATHS = []", []),
        ("ARTICLE_EXCLUDES = ['blog']", [0]),
        ("ARTICLE_EXCLUDES = ['a.md']", [0, 1, 3]),
        ("IGNORE_FILES = ['b*']", [0]),
        ("IGNORE_FILES = ['*.md']", []),
        ("PATH = 3\nARTICLE_PATHS = [1, None]\nIGNORE_FILES = {}\nARTICLE_EXCLUDES = ''", []),
    ],
)  # fmt: skip
def test_which_files_are_articles(tmp_path: Path, conf: str, posts: list[int]) -> None:
    for path in _CONTENT:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    found = engine(tmp_path, conf)
    assert [path for path in _CONTENT if found.is_post(path)] == [_CONTENT[one] for one in posts]


@pytest.mark.parametrize(
    ("meta", "state", "reason"),
    [
        ("Title: a\nDate: 2020-01-01", State.PUBLISHED, ""),
        ("Title: a\nDate: 2020-01-01\nStatus: DRAFT", State.DRAFT, "Status: DRAFT (line 3)"),
        ("Title: a\nStatus: draft", State.DRAFT, "Status: draft (line 2)"),
        ("Title: a\nDate: 2020-01-01\nStatus: hidden", State.HIDDEN, "(line 3)"),
        ("Title: a\nDate: 2020-01-01\nStatus: skip", State.HIDDEN, "skip (line 3)"),
        ("Title: a\nDate: 2020-01-01\nStatus: other", State.HIDDEN, "none of Pelican's"),
        ("Title: a", State.HIDDEN, "no date"),
        ("Date: 2020-01-01", State.HIDDEN, "no title"),
        ("Title: a\nDate: soon", State.HIDDEN, "date: soon (line 2) is not a date"),
        ("Title: a\nDate: 2020-01-01\nModified: soon", State.HIDDEN, "modified: soon (line 3)"),
        ("Title: a\nDate: 2020-01-01\nTimezone: X/Y", State.HIDDEN, "timezone: X/Y"),
        ("Title: a\nDate: 2020-01-01\nLang: de\n    fr", State.HIDDEN, "lang is said in several"),
        ("Title: a\nDate: 2020-01-01\nTimezone: UTC\n    X", State.HIDDEN, "timezone is said"),
        ("Title: a\nDate: 2020-01-01\nSave_as: ../../x", State.HIDDEN, "outside of the site"),
    ],
)  # fmt: skip
def test_why_a_post_is_not_listed(tmp_path: Path, meta: str, state: State, reason: str) -> None:
    made = post(engine(tmp_path), meta + "\n\nText.\n")
    assert made.state is state
    assert reason.lower() in made.reason.lower()
    assert bool(made.reason) is bool(reason)


def test_a_file_that_is_no_utf_8_is_left_out(tmp_path: Path) -> None:
    found = engine(tmp_path).read(parse("content/a.md", b"Title: \xff\nDate: 2020-01-01\n\nx"))
    assert found is not None
    assert (found.state, found.reason) == (
        State.HIDDEN,
        "it is not UTF-8, so Pelican leaves it out",
    )


def test_a_plugin_reads_yaml(tmp_path: Path) -> None:
    text = "---\ntitle: 'A: b'\ndate: 2020-01-01\ntags: one, two\nauthors:\n- A\n- B; C\n---\nText."
    made = post(engine(tmp_path, "PLUGINS = ['pelican.plugins.yaml_metadata']"), text)
    assert made.title == "A: b"
    assert (made.names("tag"), made.authors) == (("one, two",), ("A", "B; C"))
    made = post(engine(tmp_path), text)
    assert made.title == "'A: b'"
    assert (made.names("tag"), made.authors) == (("one", "two"), ())


def test_the_address_of_the_site_may_stand_in_publishconf(tmp_path: Path) -> None:
    (tmp_path / "publishconf.py").write_text("SITEURL = 'https://example.org/'", encoding="utf-8")
    assert engine(tmp_path, "SITEURL = ''").base_url == "https://example.org"
    assert engine(tmp_path, "SITEURL = 'http://localhost'").base_url == "http://localhost"
    (tmp_path / "publishconf.py").write_text("(", encoding="utf-8")
    found = engine(tmp_path)
    assert (found.base_url, len(found.site.problems)) == ("", 1)


def test_a_future_post_waits_only_where_the_site_says_so(tmp_path: Path) -> None:
    text = "Title: a\nDate: 2099-01-01\n\nText."
    assert post(engine(tmp_path), text).publish_at is None
    made = post(engine(tmp_path, "WITH_FUTURE_DATES = False"), text)
    assert made.publish_at == made.date
    # Where its file will stand does not matter yet.
    outside = "WITH_FUTURE_DATES = False\nARTICLE_SAVE_AS = '/{slug}.html'"
    assert post(engine(tmp_path, outside), text).publish_at == made.date
    assert post(engine(tmp_path, outside), text.replace("2099", "2019")).state is State.HIDDEN


@pytest.mark.parametrize(
    ("conf", "url"),
    [
        ("", "/a.html"),
        ("ARTICLE_URL = '{date:%Y}/{date:%b}/{date:%-d}/{slug}/'", "/2020/Jan/2/a/"),
        ("ARTICLE_URL = '{category}/{author}/{lang}/{path}'", "/news/author-one/en/news/post.md"),
        ("ARTICLE_URL = '/posts/{slug}'", "/posts/a"),
        ("ARTICLE_URL = '{nothing}'", None),
        ("DEFAULT_LANG = 'fr'", "/a.html"),
        ("DEFAULT_METADATA = {'lang': 'fr'}", "/a-fr.html"),
        ("DEFAULT_METADATA = {'status': 'draft'}", "/drafts/a.html"),
        ("SLUGIFY_SOURCE = 'basename'", "/post.html"),
        ("EXTRA_PATH_METADATA = {'news': {'slug': 'x'}, 'news/post.md': {'slug': 'y'}}", "/y.html"),
        ("FILENAME_METADATA = '(?P<slug>p.*)t'", "/pos.html"),
        ("FILENAME_METADATA = '('", "/a.html"),
    ],
)  # fmt: skip
def test_the_address_of_a_post(tmp_path: Path, conf: str, url: str | None) -> None:
    found = engine(tmp_path, f"AUTHOR = 'Author One'\nPATH = 'content'\n{conf}")
    assert post(found, "Title: A\nDate: 2020-01-02\n\nText.", "content/news/post.md").url == url


@pytest.mark.parametrize(
    ("conf", "urls"),
    [
        ("", ["/tag/x.html", "/tag/x2.html", "/tag/x3.html"]),
        ("TAG_SAVE_AS = 'tags/{slug}/index.html'",
         ["/tags/x/index.html", "/tags/x/index2.html", "/tags/x/index3.html"]),
        ("TAG_SAVE_AS = 'tags/{slug}/index.html'\nTAG_URL = 'tags/{slug}/'\nPAGINATION_PATTERNS ="
         " [[1, '{url}', '{save_as}'], [2, '{base_name}/page/{number}/', '']]",
         ["/tags/x/", "/tags/x/page/2/", "/tags/x/page/3/"]),
        ("PAGINATION_PATTERNS = [(1, '{url}', ''), (-1, '{name}-last', '')]",
         ["/tag/x.html", "/tag/x.html", "/tag/x-last"]),
        ("PAGINATION_PATTERNS = [(1, '{nothing}', '')]", [None, None, None]),
        ("PAGINATED_TEMPLATES = {}", ["/tag/x.html", "/tag/x.html", "/tag/x.html"]),
    ],
)  # fmt: skip
def test_the_address_of_a_page(tmp_path: Path, conf: str, urls: list[str | None]) -> None:
    found = engine(tmp_path, conf)
    assert [found.page_url("tag", "x", "X", number, 3) for number in (1, 2, 3)] == urls


@pytest.mark.parametrize(
    ("conf", "sizes"),
    [
        ("", (None, None)),
        ("DEFAULT_PAGINATION = 5", (5, 5)),
        ("DEFAULT_PAGINATION = 5\nPAGINATED_TEMPLATES = {'index': 3, 'tag': None}", (3, 5)),
        ("DEFAULT_PAGINATION = 5\nPAGINATED_TEMPLATES = {'tag': 0}", (None, 5)),
        ("DEFAULT_PAGINATION = False\nPAGINATED_TEMPLATES = ['index']", (None, None)),
        ("DEFAULT_PAGINATION = 'many'", (None, None)),
        ("DEFAULT_PAGINATION = -3", (None, None)),
        ("DEFAULT_PAGINATION = 10 ** 99", (None, None)),
        ("DEFAULT_PAGINATION = 2 * 4 + 1", (9, 9)),
    ],
)  # fmt: skip
def test_how_many_stand_on_a_page(
    tmp_path: Path, conf: str, sizes: tuple[int | None, int | None]
) -> None:
    found = engine(tmp_path, conf)
    assert (found.size_of("home"), found.size_of("tag")) == sizes


@pytest.mark.parametrize(
    ("conf", "kinds"),
    [
        ("", ("home", "category", "author", "tag")),
        ("INDEX_SAVE_AS = ''", ("category", "author", "tag")),
        ("DIRECT_TEMPLATES = ['archives']", ("category", "author", "tag")),
        ("AUTHOR_SAVE_AS = ''\nTAG_SAVE_AS = False\nCATEGORY_SAVE_AS = None", ("home",)),
    ],
)  # fmt: skip
def test_which_lists_there_are(tmp_path: Path, conf: str, kinds: tuple[str, ...]) -> None:
    assert engine(tmp_path, conf).kinds == kinds


def test_a_file_s_time_is_its_date_where_the_site_says_so(tmp_path: Path) -> None:
    found = engine(tmp_path, "DEFAULT_DATE = 'fs'\nTIMEZONE = 'Asia/Tokyo'")
    (tmp_path / "a.md").write_text("Title: a\n\nText.", encoding="utf-8")
    made = post(found, "Title: a\n\nText.", "a.md")
    assert made.date is not None
    assert made.date.isoformat().endswith("+09:00")
    assert post(found, "Title: a\n\nText.", "gone.md").date is None


@pytest.mark.parametrize(
    ("conf", "problem"),
    [
        ("A = (", True),
        ("# " + "x" * (2 << 20), True),
        ("TIMEZONE = 'Mars/Base'", True),
        ("SLUG_REGEX_SUBSTITUTIONS = [('(', '')]", True),
        ("PATH_METADATA = '(?P<x'", True),
        ("PATH = '../other'", True),
        ("SLUG_REGEX_SUBSTITUTIONS = 3\nDEFAULT_DATE = ()\nEXTRA_PATH_METADATA = [1]", False),
        ("DEFAULT_METADATA = [('a',), 3, ('tags', 4), ('x', None)]", False),
        ("PAGINATION_PATTERNS = 1\nPAGINATED_TEMPLATES = 1\nDIRECT_TEMPLATES = 1", False),
        ("ARTICLE_TRANSLATION_ID = {}\nARTICLE_ORDER_BY = lambda x: x\nSITEURL = None", False),
        ("DEFAULT_DATE = (2020, 13, 45)\nDEFAULT_LANG = 4\nFILENAME_METADATA = None", False),
    ],
)  # fmt: skip
def test_odd_settings_are_problems_or_nothing(tmp_path: Path, conf: str, problem: bool) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text(conf, encoding="utf-8")
    found = detect(tmp_path)
    for path in _CONTENT:
        made = found.read(parse(path, "Title: a\nDate: 2020-01-01\nTags: b\n\nText."))
        assert made is not None
    found.page_url("tag", "b", "b", 1, 1)
    assert bool(found.site.problems) is problem


_LINES = st.sampled_from(
    ["Title: a", "title: a", "Date: 2020-01-01", "date: x", "---", "...", "", "    more",
     "Tags: a, b", "Status: draft", "Lang: fr", "Slug: x", "Url: /x", "Save_as: /x",
     "Authors: a; b", "Summary: x", "Timezone: UTC", "Modified: 2020-01-01", "Category:",
     "Path: x", "Template: \x00"]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(_LINES | st.text(max_size=20), max_size=12).map("\n".join),
    st.sampled_from(["date", "title", "modified", "reversed-lang", "x", "", "reversed-basename"]),
    st.sampled_from(["slug", "title", "x", "category"]),
)
def test_no_post_is_too_odd(text: str, order: str, kin: str) -> None:
    found = Pelican(Site(Path()))
    found.settings.order_by, found.settings.translation_id = order, [kin]
    made = post(found, text)
    assert made.title or not text.strip()
    assert made.state is State.PUBLISHED or made.reason
