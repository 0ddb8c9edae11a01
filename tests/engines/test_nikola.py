"""Nikola: settings in Python, metadata in all its places, translations, hostile values."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.engines import detect
from reader.engines.nikola import Nikola
from reader.engines.nikola_settings import Settings
from reader.library import Library
from reader.model import Post, State
from reader.source.document import parse

CONF = 'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\n'


def write(folder: Path, name: str, content: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def engine(folder: Path, conf: str = "") -> Nikola:
    write(folder, "conf.py", CONF + conf)
    found = detect(folder)
    assert isinstance(found, Nikola)
    return found


def post(folder: Path, lines: str, conf: str = "", path: str = "posts/a.md") -> Post:
    head = "".join(f".. {line}\n" for line in lines.split("\n"))
    found = engine(folder, conf).read(parse(path, f"{head}\nWords.\n"))
    assert found is not None
    return found


def read(folder: Path, path: str) -> Post:
    with Library.open(folder) as library:
        library.refresh()
        found = library.post(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "conf",
    ["", "project = 'Sphinx'\n", "POSTS = ()", "POSTS = [1, (2, 3), ('x',), ('*.md', 'a', 'b')]",
     "# POSTS\nextensions = []", "POSTS = read()"],
)  # fmt: skip
def test_a_conf_py_without_posts_is_another_s(tmp_path: Path, conf: str) -> None:
    write(tmp_path, "conf.py", conf)
    assert detect(tmp_path).name == "plain"


@pytest.mark.parametrize(
    "conf",
    [pytest.param("POSTS = (", id="open"), pytest.param("POSTS = " + "(" * 5000, id="deep"),
     pytest.param("POSTS = 1\0", id="NUL")],
)  # fmt: skip
def test_a_conf_py_that_is_no_python_is_a_problem(tmp_path: Path, conf: str) -> None:
    write(tmp_path, "conf.py", conf)
    write(tmp_path, "posts/a.md", "Words.\n")
    found = detect(tmp_path)
    assert found.name == "plain"
    assert [one.path for one in found.site.problems] == ["conf.py"]


def test_nothing_in_conf_py_is_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    engine(tmp_path, f"open({str(mark)!r}, 'w').write('x')\n__import__('os').mkdir('x')\n")
    assert not mark.exists()


def test_a_folder_beside_the_posts_is_not_the_site_s(tmp_path: Path) -> None:
    engine(tmp_path)
    write(tmp_path, "posts/deep/a.md", "")
    write(tmp_path, "other/a.md", "")
    assert detect(tmp_path / "posts/deep").name == "nikola"
    assert detect(tmp_path / "other").name == "plain"


@pytest.mark.parametrize(
    ("path", "reason"),
    [("posts/a.md", ""), ("posts/x/y/a.md", ""),
     ("posts/a.markdown", "no pattern of POSTS names it"),
     ("a.md", "no pattern of POSTS names it"), ("posts.md", "no pattern of POSTS names it"),
     ("pages/a.md", "it is a page, by PAGES"), ("posts/pages/a.md", ""),
     ("posts/a.mdx", "its name is not that of a Markdown file")],
)  # fmt: skip
def test_which_files_are_posts(tmp_path: Path, path: str, reason: str) -> None:
    pages = 'PAGES = (("pages/*.md", "", "p"), ("posts/pages/*.md", "", "p"))\n'
    assert engine(tmp_path, pages).exclusion(path) == reason


LANGUAGES = 'DEFAULT_LANG = "en"\nTRANSLATIONS = {"en": "", "es": "./es", "pt_br": "/pt"}\n'


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [("posts/a.md", "", ("en", "posts/a.md")),
     ("posts/a.es.md", "", ("es", "posts/a.md")),
     ("posts/a.pt_br.md", "", ("pt_br", "posts/a.md")),
     ("posts/a.en.md", "", ("en", "posts/a.en.md")),
     ("posts/a.de.md", "", ("en", "posts/a.de.md")),
     ("posts/es.md", "", ("en", "posts/es.md")),
     ("posts/a_es.md", "{path}_{lang}.{ext}", ("es", "posts/a.md")),
     ("posts/a.es.md", "{path}_{lang}.{ext}", ("en", "posts/a.es.md")),
     ("posts/a.es.md", "{path}.{lang}", ("en", "posts/a.es.md"))],
)  # fmt: skip
def test_the_language_that_a_name_says(
    tmp_path: Path, path: str, pattern: str, expected: tuple[str, str]
) -> None:
    more = f"TRANSLATIONS_PATTERN = {pattern!r}\n" if pattern else ""
    home = engine(tmp_path, LANGUAGES + more).settings.home(path)
    assert home is not None
    assert (home.lang, home.base) == expected


@pytest.mark.parametrize(
    ("lines", "conf", "state", "reason"),
    [("date: 2024-01-02\nstatus: draft", "", State.DRAFT, "status: draft"),
     ("date: 2024-01-02\nstatus: private", "", State.HIDDEN, "status: private"),
     ("date: 2024-01-02\nstatus: featured", "", State.PUBLISHED, ""),
     ("date: 2024-01-02\nstatus: hidden", "", State.PUBLISHED, ""),
     ("date: 2024-01-02\ntags: a, Draft", "", State.DRAFT, "tags: a, Draft"),
     ("date: 2024-01-02\ntags: draft", "USE_TAG_METADATA = False\n", State.PUBLISHED, ""),
     ("title: x", "", State.HIDDEN, "no date that can be read: Nikola stops at it"),
     ("date: soon", "", State.HIDDEN, "no date that can be read: Nikola stops at it")],
)  # fmt: skip
def test_states(tmp_path: Path, lines: str, conf: str, state: State, reason: str) -> None:
    found = post(tmp_path, lines, conf)
    assert found.state is state
    assert found.reason.partition(" (line")[0] == reason


def test_the_future_waits_unless_it_is_now(tmp_path: Path) -> None:
    zone = 'TIMEZONE = "Asia/Tokyo"\n'
    found = post(tmp_path, "date: 2099-01-01", zone)
    assert found.publish_at is not None
    assert found.publish_at.isoformat() == "2099-01-01T00:00:00+09:00"
    assert post(tmp_path, "date: 2099-01-01", "FUTURE_IS_NOW = True\n").publish_at is None


@pytest.mark.parametrize(
    ("conf", "names"),
    [("", ["Default Author"]), ('BLOG_AUTHOR = "A"\n', ["A"]),
     ('BLOG_AUTHOR = {"en": "A"}\n', ["A"])],
)  # fmt: skip
def test_who_writes_where_a_post_does_not_say(tmp_path: Path, conf: str, names: list[str]) -> None:
    assert list(post(tmp_path, "date: 2024-01-02", conf).authors) == names


def test_a_category_is_in_those_above_it(tmp_path: Path) -> None:
    found = post(tmp_path, r"category: a/b\/c/d")
    assert found.names("category") == (r"a/b\/c/d", r"a/b\/c", "a")
    assert post(tmp_path, "section: old").names("category") == ("old",)


def test_tags_come_in_natural_order_each_once(tmp_path: Path) -> None:
    found = post(tmp_path, "tags: t10, T9 , , t10,t1.5,Äb")
    assert found.names("tag") == ("Äb", "t1.5", "T9", "t10")


@pytest.mark.parametrize(
    ("conf", "sizes"),
    [("", [3, 1, 3, 3]), ("INDEXES_STATIC = False\n", [3, 3, 3, 1])],
)  # fmt: skip
def test_the_short_page(tmp_path: Path, conf: str, sizes: list[int]) -> None:
    found = engine(tmp_path, conf + "INDEX_DISPLAY_POST_COUNT = 3\n")
    assert list(found.page_sizes("home", 10, found.size_of("home"))) == sizes
    for total in range(30):
        pages = found.page_sizes("home", total, 3)
        assert sum(pages) == total
        assert len(pages) == max(1, -(-total // 3))
    assert list(found.page_sizes("tag", 10, found.size_of("tag"))) == [10]


@pytest.mark.parametrize(
    ("conf", "expected"),
    [("", ["/", "/index-2.html", "/index-1.html"]),
     ("INDEXES_STATIC = False\n", ["/", "/index-1.html", "/index-2.html"]),
     ("INDEX_PATH = 'b/c'\nSTRIP_INDEXES = False\n",
      ["/b/c/index.html", "/b/c/index-2.html", "/b/c/index-1.html"]),
     ("INDEXES_PRETTY_PAGE_URL = 'p{number}.html'\n", ["/", "/p2.html", "/p1.html"]),
     ("INDEXES_PRETTY_PAGE_URL = ['page', '{number}', '{index_file}']\n",
      ["/", "/page/2/", "/page/1/"])],
)  # fmt: skip
def test_addresses_of_pages(tmp_path: Path, conf: str, expected: list[str]) -> None:
    found = engine(tmp_path, conf)
    assert [found.page_url("home", "", "", number, 3) for number in (1, 2, 3)] == expected


@pytest.mark.parametrize(
    ("conf", "kinds"),
    [("", ("home", "category", "author", "tag")),
     ("DISABLED_PLUGINS = ['render_tags', 3]\n", ("home", "author")),
     ("DISABLED_PLUGINS = ['classify_tags']\n", ("home", "category", "author")),
     ("DISABLED_PLUGINS = ['render_authors', 'render_indexes']\n", ("category", "tag")),
     ("DISABLE_INDEXES_PLUGIN_INDEX_AND_ATOM_FEED = True\n", ("category", "author", "tag"))],
)  # fmt: skip
def test_which_lists_there_are(tmp_path: Path, conf: str, kinds: tuple[str, ...]) -> None:
    assert engine(tmp_path, conf).kinds == kinds


def test_sections_of_older_settings_are_categories_unless_posts_name_them(tmp_path: Path) -> None:
    sections = "POSTS_SECTIONS = True\n"
    assert post(tmp_path, "title: A").names("category") == ()
    assert post(tmp_path, "title: A", sections).names("category") == ("posts",)
    own = sections + "POSTS_SECTION_FROM_META = True\n"
    assert post(tmp_path, "title: A", own).names("category") == ()


def test_what_stands_beside_a_post_is_read_again(tmp_path: Path) -> None:
    engine(tmp_path)
    write(tmp_path, "posts/a.md", "Words.\n")
    assert read(tmp_path, "posts/a.md").state is State.HIDDEN
    write(tmp_path, "posts/a.meta", ".. title: Beside\n.. date: 2024-01-02\n")
    assert read(tmp_path, "posts/a.md").title == "Beside"
    write(tmp_path, "posts/a.meta", ".. title: Beside, changed\n.. date: 2024-01-02\n")
    assert read(tmp_path, "posts/a.md").title == "Beside, changed"
    (tmp_path / "posts/a.meta").unlink()
    assert read(tmp_path, "posts/a.md").state is State.HIDDEN


def test_a_translation_has_the_date_of_its_main_file(tmp_path: Path) -> None:
    engine(tmp_path, LANGUAGES)
    write(tmp_path, "posts/a.md", ".. title: One\n.. date: 2024-01-02\n\nx\n")
    write(tmp_path, "posts/a.es.md", ".. title: Uno\n.. date: 1999-01-02\n.. slug: uno\n\nx\n")
    found = read(tmp_path, "posts/a.es.md")
    assert (found.title, found.url, found.lang) == ("Uno", "/es/posts/uno/", "es")
    assert found.date is not None
    assert found.date.year == 2024
    write(tmp_path, "posts/a.md", ".. title: One\n.. date: 2025-01-02\n\nlonger\n")
    changed = read(tmp_path, "posts/a.es.md")
    assert changed.date is not None
    assert changed.date.year == 2025


@pytest.mark.parametrize(
    "pattern",
    ["(", "(a+)+$", "(?P<title>(x*)*)", r"(?P<a>.)\1*", "(?P<a>.)(?P=a)", "x" * 400, 3, "(.*)*"],
)  # fmt: skip
def test_a_pattern_of_names_that_may_never_end_is_left_out(pattern: object) -> None:
    assert Settings({"FILE_METADATA_REGEXP": pattern}).in_name is None


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [[]], {"en": 3}, ("posts/*.md",), True])
def test_no_setting_raises(tmp_path: Path, value: object) -> None:
    names = ("TRANSLATIONS", "DEFAULT_LANG", "PAGES", "TIMEZONE", "INDEX_FILE", "TAG_PATH",
             "CATEGORY_PATH", "BLOG_AUTHOR", "COMPILERS", "DISABLED_PLUGINS", "METADATA_MAPPING",
             "CATEGORY_DESTPATH_NAMES", "INDEXES_PRETTY_PAGE_URL", "INDEX_DISPLAY_POST_COUNT",
             "MARKDOWN_EXTENSIONS", "SITE_URL", "TRANSLATIONS_PATTERN")  # fmt: skip
    found = engine(tmp_path, "".join(f"{name} = {value!r}\n" for name in names))
    found.posts(["posts/a.md", "posts/a.en.md", "\udcff.md"])
    document = parse("posts/a.md", ".. date: 2024-01-02\n.. category: a/b\n.. tags: t\n\nx")
    assert found.read(document) is not None
    for kind in found.kinds:
        found.page_url(kind, "a", "a", 2, 3)
