from __future__ import annotations

import time
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.detect import detect
from reader.engines.docusaurus import Docusaurus
from reader.engines.docusaurus_post import content_title, file_name, moment
from reader.engines.docusaurus_urls import ended, joined, kebab
from reader.library import Library
from reader.query import Query
from reader.source.document import parse
from reader.source.frontmatter import Written

BLOG = "{presets: [['classic', {blog: {%s}}]]}"


def site(folder: Path, config: str, *files: str, name: str = "docusaurus.config.js") -> Path:
    """A site with a config and files, each a path and its text after a bar."""
    (folder / name).write_text(f"module.exports = {config}", encoding="utf-8")
    for file in files or ("blog/2020-01-01-a.md|Words.",):
        path, _, text = file.partition("|")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def engine(folder: Path, config: str, *files: str) -> Docusaurus:
    found = detect(site(folder, config, *files))
    assert isinstance(found, Docusaurus), found.site.problems
    return found


# lodash 4.17, `kebabCase`
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("C", "c"), ("C++", "c"), ("C#", "c"), ("Machine Learning", "machine-learning"),
        ("machineLearning", "machine-learning"), ("v2.0", "v-2-0"), ("日本語", "日本語"),
        ("Café", "cafe"), ("!!!", ""), ("Node.js", "node-js"), ("k8s", "k-8-s"),
        ("XMLHttpRequest", "xml-http-request"), ("FooBAR2baz", "foo-bar-2-baz"),
        ("Æon Straße", "aeon-strasse"), ("🚀 launch", "🚀-launch"), ("don’t stop", "dont-stop"),
        ("1st place", "1st-place"), ("2ND", "2nd"), ("hello世界", "hello世界"), ("e\u0301t", "et"),
        ("👩‍💻code", "👩‍💻-code"), ("🇨🇭swiss", "🇨🇭-swiss"), ("I♥NY", "i♥ny"), ("x²", "x"),
        ("№5", "№-5"), ("Ĳssel", "i-jssel"), ("ПриветМир", "приветмир"), ("a_b-c  d", "a-b-c-d"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_tag_is_its_kebab_case(name: str, key: str) -> None:
    assert kebab(name) == key


@given(st.text(max_size=40))
def test_any_text_makes_a_key(name: str) -> None:
    assert " " not in kebab(name)
    assert kebab(name + name[:0]) == kebab(name)


# @docusaurus/utils, `normalizeUrl`
@pytest.mark.parametrize(
    ("parts", "url"),
    [
        (("/", "/blog", "/a"), "/blog/a"),
        (("/", "/", "/"), "/"),
        (("/base/", "blog", "a/"), "/base/blog/a/"),
        (("/base/", "/blog", ""), "/base/blog"),
        (("/", "/blog", "a//b"), "/blog/a/b"),
        (("https://x.org", "/a"), "https://x.org/a"),
        (("/a", "b?c", "d?e"), "/a/b?c/d&e"),
        (("", "/hello"), "/hello"),
    ],
)
def test_addresses_are_joined(parts: tuple[str, ...], url: str) -> None:
    assert joined(*parts) == url


@pytest.mark.parametrize(
    ("path", "slash", "url"),
    [
        ("/blog", None, "/blog"), ("/blog/", None, "/blog/"), ("/blog", True, "/blog/"),
        ("/blog/", False, "/blog"), ("/", False, "/"), ("/base/", False, "/base/"),
        ("/blog#a", True, "/blog/#a"), ("/blog?a", True, "/blog/?a"),
    ],
)  # fmt: skip
def test_the_slash_at_the_end(path: str, slash: bool | None, url: str) -> None:
    assert ended(path, slash, "/base/") == url


@pytest.mark.parametrize(
    ("path", "day", "text", "slug"),
    [
        ("2020-01-05-a-b.md", "2020-01-05", "a-b", "/2020/01/05/a-b"),
        ("2020/01/05/a.mdx", "2020-01-05", "a", "/2020/01/05/a"),
        ("2020-1-5-a/index.md", "2020-01-05", "a", "/2020/1/5/a"),
        ("x/2020-01-05.md", "2020-01-05", "", "/2020/01/05/x/"),
        ("2018-01-01-a/2019-02-02-b.md", "2019-02-02", "b", "/2019/02/02/2018-01-01-a/b"),
        ("2020-02-30-a.md", "2020-03-01", "a", "/2020/02/30/a"),
        ("2020-13-01-a.md", None, "a", "/2020/13/01/a"),
        ("a/index.md", None, "a", "/a"),
        ("a/b.mdx", None, "a/b", "/a/b"),
        ("index.md", None, "index", "/index"),
        ("20200105-a.md", None, "20200105-a", "/20200105-a"),
    ],
)
def test_file_names(path: str, day: str | None, text: str, slug: str) -> None:
    read = file_name(path)
    assert (read.date and f"{read.date.date:%Y-%m-%d}", read.text, read.slug) == (day, text, slug)


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2020-01-05", "2020-01-05T00:00"), ("2020-1-5", "2020-01-05T00:00"),
        ("2020-01-05 10:00", "2020-01-05T10:00"), ("2020/01/05", "2020-01-05T00:00"),
        ("January 5, 2020", "2020-01-05T00:00"), ("05-01-2020", "2020-05-01T00:00"),
        ("2020-01-05 10:00 +02:00", "2020-01-05T10:00"), ("2020-02-30", "2020-03-01T00:00"),
        ("soon", None), ("2020-01-99", None),
    ],
)  # fmt: skip
def test_dates(text: str, quoted: bool, utc: str | None) -> None:
    if (text, quoted) == ("2020-01-99", False):
        utc = "2020-04-08T00:00"  # js-yaml counts on where a text is refused
    read = moment(Written(text, quoted))
    assert (read and f"{read.date.astimezone(UTC):%Y-%m-%dT%H:%M}") == utc


def test_an_offset_is_kept_as_it_is_written() -> None:
    read = moment(Written("2020-01-05T00:30:00+02:00"))
    assert read is not None
    assert read.date.isoformat() == "2020-01-05T00:30:00+02:00"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# A `title` ##\n\nText", "A title"), ("A title\n===\nText", "A title"),
        ("import X from 'x';\n\n# A title {#id}\n", "A title"), ("Text\n\n# A title", None),
        ("## A title", None), ("#A title", None), ("", None),
    ],
)  # fmt: skip
def test_the_title_a_body_begins_with(body: str, title: str | None) -> None:
    assert content_title(body) == title


def test_hostile_texts_are_read_in_time() -> None:
    started = time.process_time()
    for text in (
        "# " + "#" * 100_000 + "x",
        "import a\n" * 9_000,
        "/" * 100_000 + "x",
        "`" * 99_999,
    ):
        content_title(text)
        file_name(text)
        joined("/", text, text)
    for letter in ("一", "a'", "Aa", "1s", "🚀\u200d", "aB1"):
        kebab(letter * 50_000)
    assert time.process_time() - started < 3


@given(st.text(alphabet="# =\n`{}-a\timport\"'", max_size=60))
def test_no_body_or_name_is_too_odd(text: str) -> None:
    content_title(text)
    file_name(text)
    moment(Written(text))


@pytest.mark.parametrize(
    ("config", "size"),
    [
        (BLOG % "postsPerPage: 7", 7),
        (BLOG % "postsPerPage: 'ALL'", None),
        (BLOG % "postsPerPage: f()", 10),
        (BLOG % "", 10),
        ("{presets: ['classic']}", 10),
        ("{presets: [['@docusaurus/preset-classic', {docs: false}]]}", 10),
        ("{presets: [[require.resolve('x'), {blog: {postsPerPage: 4}}]]}", 4),
        ("{presets: f()}", 10),
        ("f()", 10),
        ("{plugins: [['@docusaurus/plugin-content-blog', {postsPerPage: 3}]]}", 3),
        ("{plugins: ['content-blog']}", 10),
        ("{plugins: [[require.resolve('x'), {blogTitle: 'B', postsPerPage: 3}]]}", 3),
        ("{plugins: ['./x', ['content-blog', {path: 'other'}], ['content-blog', {}]]}", 10),
    ],
)
def test_settings(tmp_path: Path, config: str, size: int | None) -> None:
    assert engine(tmp_path, config).size_of("home") == size


@pytest.mark.parametrize(
    "config",
    [
        "{presets: [['classic', {blog: false}]]}",
        "{presets: []}",
        "{}",
        BLOG % "path: 'other'",
        BLOG % "path: '../blog'",
        "{plugins: ['@docusaurus/plugin-content-docs']}",
    ],
)
def test_sites_without_a_blog(tmp_path: Path, config: str) -> None:
    assert detect(site(tmp_path, config)).name == "plain"


def test_a_mistake_in_the_settings_is_a_problem(tmp_path: Path) -> None:
    found = detect(site(tmp_path, "{presets: [,"))
    assert found.name == "plain"
    assert [problem.path for problem in found.site.problems] == ["docusaurus.config.js"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("blog/a.md", ""),
        ("blog/_a.md", "its name starts with _"),
        ("blog/_x/a.md", "its folder _x starts with _"),
        ("blog/__tests__/a.md", "its folder __tests__ starts with _"),
        ("blog/a.markdown", "no pattern of the blog's `include` names it: **/*.{md,mdx}"),
        ("docs/a.md", "it stands outside blog"),
        ("blog.md", "it stands outside blog"),
    ],
)
def test_why_a_file_is_no_post(tmp_path: Path, file: str, reason: str) -> None:
    assert engine(tmp_path, BLOG % "").exclusion(file) == reason


def test_all_on_one_page_and_none_on_none(tmp_path: Path) -> None:
    rules = engine(tmp_path, BLOG % "postsPerPage: 'ALL'")
    assert list(rules.page_sizes("home", 30, None)) == [30]
    assert list(rules.page_sizes("home", 0, None)) == []
    assert list(engine(tmp_path, BLOG % "").page_sizes("home", 0, 10)) == [0]


def test_the_blog_that_the_folder_belongs_to(tmp_path: Path) -> None:
    config = (
        "{presets: ['classic'], plugins: [['content-blog', {id: 'b', path: 'b', postsPerPage: 2}]]}"
    )
    site(tmp_path, config, "blog/a.md|A", "b/c.md|C")
    assert detect(tmp_path).page_size == 10
    assert detect(tmp_path / "blog").page_size == 10
    assert detect(tmp_path / "b").page_size == 2


def test_authors_and_tags(tmp_path: Path) -> None:
    rules = engine(
        tmp_path, BLOG % "", "blog/a.md|A",
        "blog/authors.yml|one: {name: Author One, page: true}\ntwo: {name: Author Two}\n",
        "blog/tags.yml|a-b:\nnet: {label: Network, permalink: /networking}\n",
    )  # fmt: skip
    rules.posts(["blog/a.md"])
    front = (
        "---\nauthors: [one, two, unknown]\ntags: [a-b, net, A B, {label: L, permalink: /l}]\n---\n"
    )
    post = rules.read(parse("blog/a.md", front))
    assert post is not None
    assert [(term.key, term.name) for term in post.terms["author"]] == [
        ("one", "Author One"), ("two", "Author Two"), ("unknown", "unknown"),
    ]  # fmt: skip
    assert [(term.key, term.name) for term in post.terms["tag"]] == [
        ("a-b", "A-b"), ("networking", "Network"), ("l", "L"),
    ]  # fmt: skip
    assert rules.term_key("author", "Author One") == "one"
    assert rules.term_key("tag", "Network") == "networking"
    assert [rules.has_list("author", key) for key in ("one", "two", "unknown")] == [
        True, False, False,
    ]  # fmt: skip


def test_a_broken_authors_file_is_a_problem(tmp_path: Path) -> None:
    site(tmp_path, BLOG % "", "blog/a.md|---\nauthors: one\n---\nA", "blog/authors.yml|a: [")
    with Library.open(tmp_path) as library:
        library.refresh()
        assert [post.authors for post in library.page(Query()).posts] == [("one",)]
        assert [problem.path for problem in library.engine.site.problems] == ["blog/authors.yml"]


@pytest.mark.parametrize(
    "front",
    [
        "tags: one, two", "tags:", "tags: {a: 1}", "tags: [[a], null, true]", "authors: {}",
        "authors: [[one]]", "authors: 1", "date: [1]", "date: {a: 1}", "title: [1]", "slug: {}",
        "title:", "draft: maybe", "date: ''",
    ],
)  # fmt: skip
def test_what_docusaurus_refuses_is_shown(tmp_path: Path, front: str) -> None:
    post = engine(tmp_path, BLOG % "").read(parse("blog/2020-01-01-a.md", f"---\n{front}\n---\nA"))
    assert post is not None
    assert post.url == "/blog/2020/01/01/a" or "slug" in front
    assert post.date is not None
