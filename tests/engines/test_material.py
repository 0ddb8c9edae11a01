"""MkDocs Material: settings in all their forms, posts that would stop a build, hostile values."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.material import Material
from reader.engines.material_settings import BY_SHAPE, load
from reader.engines.site import Site
from reader.library import Library
from reader.model import Post, State
from reader.source.document import parse

BLOG = "plugins: [blog]\n"


def site(folder: Path, text: str = BLOG) -> Path:
    write(folder, "mkdocs.yml", text)
    write(folder, "docs/blog/posts/a.md", "---\ndate: 2024-01-02\n---\n# A\n")
    return folder


def write(folder: Path, name: str, content: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def engine(folder: Path, text: str = BLOG) -> Material:
    found = detect(site(folder, text))
    assert isinstance(found, Material)
    return found


def post(folder: Path, front: str, body: str = "# A\n", settings: str = BLOG) -> Post:
    document = parse("docs/blog/posts/a.md", f"---\n{front}\n---\n{body}")
    found = engine(folder, settings).read(document)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "plugins",
    ["[blog]", "[search, material/blog]", "{blog: {}}", "{blog: }", "\n  - search\n  - blog:\n",
     "\n  - blog: {enabled: !ENV [UNSET, true]}", "\n  - blog: {enabled: no}\n  - blog",
     "[{group: {enabled: true, plugins: [{material/group: {enabled: yes, plugins: [blog]}}]}}]",
     "{group: {enabled: !ENV [UNSET, true], plugins: {blog: {}}}}"],
)  # fmt: skip
def test_the_plugin_is_found_in_any_form(tmp_path: Path, plugins: str) -> None:
    assert engine(tmp_path, f"plugins: {plugins}\n").settings[:3] == BY_SHAPE[:3]


@pytest.mark.parametrize(
    "text", ["", "[]", "plugins: blog: x", "plugins: [search]", "plugins: {blog: {enabled: false}}",
             "plugins: [{group: {plugins: [blog]}}]", "plugins: {group: {enabled: true}}",
             "plugins: [{blog: {blog_dir: elsewhere, post_dir: none}}]\ndocs_dir: other"],
)  # fmt: skip
def test_settings_without_the_blog_are_not_its_own(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    (tmp_path / "docs/guide").mkdir(parents=True)
    assert detect(tmp_path / "docs/guide").name == "plain"


def test_a_folder_beside_the_posts_is_not_the_blog_s(tmp_path: Path) -> None:
    site(tmp_path)
    (tmp_path / "docs/guide").mkdir()
    assert detect(tmp_path / "docs/guide").name == "plain"
    assert detect(tmp_path / "docs/blog").name == "material"
    assert detect(tmp_path / "docs/blog/posts").name == "material"


def test_of_two_blogs_it_is_the_one_that_the_library_stands_in(tmp_path: Path) -> None:
    site(tmp_path, "plugins:\n- blog\n- blog: {blog_dir: news}\n")
    (tmp_path / "docs/news/posts").mkdir(parents=True)
    first, second = detect(tmp_path), detect(tmp_path / "docs/news")
    assert isinstance(first, Material)
    assert isinstance(second, Material)
    assert (first.settings.blog, second.settings.blog) == ("blog", "news")


@pytest.mark.parametrize(
    ("files", "cause"),
    [({"mkdocs.yml": "INHERIT: mkdocs.yml\nplugins: [blog]"}, "it inherits from itself"),
     ({"mkdocs.yml": "INHERIT: a.yml", "a.yml": "INHERIT: mkdocs.yml"}, "it inherits from itself"),
     ({"mkdocs.yml": "INHERIT: none.yml\nplugins: [blog]"}, "no such file"),
     ({"mkdocs.yml": "plugins: [blog\nx: }"}, "a list “[…]” that is not closed"),
     ({"mkdocs.yml": "x: " + "[" * 99}, "nested more than 32 deep"),
     ({"mkdocs.yml": "a: &a [x]\n" + "".join(f"{n}: &{n} [*{p}, *{p}, *{p}, *{p}]\n"
                     for p, n in zip("abcdefghijklm", "bcdefghijklmn", strict=True))},
      "more than 200000 values")],
)  # fmt: skip
def test_settings_that_cannot_be_read_are_a_problem(
    tmp_path: Path, files: dict[str, str], cause: str
) -> None:
    for name, text in files.items():
        write(tmp_path, name, text)
    found = detect(tmp_path)
    assert found.name == "plain"
    assert [(one.path, one.cause) for one in found.site.problems] == [("mkdocs.yml", cause)]


def test_what_is_inherited_is_merged_map_by_map(tmp_path: Path) -> None:
    write(tmp_path, "base/a.yml", "INHERIT: b.yml\nplugins: {blog: {pagination_per_page: 3}}")
    write(tmp_path, "base/b.yml", "plugins: {blog: {blog_dir: news}}\nsite_url: https://x.org/y/")
    found = engine(tmp_path, "INHERIT: base/a.yml\nplugins: {blog: {archive: false}}")
    assert (found.settings.blog, found.page_size) == ("news", 3)
    assert found.base_url == "https://x.org/y"


@pytest.mark.parametrize(
    ("options", "sizes"),
    [("", (10, 10, 10, None)),
     ("pagination: false", (None, None, None, None)),
     ("pagination_per_page: 2, categories_pagination: no", (2, None, 2, None)),
     ("pagination: no, authors_profiles_pagination: yes", (None, None, 10, None)),
     ("pagination_per_page: 0", (10, 10, 10, None)),
     ("pagination_per_page: 99999999999999", (10, 10, 10, None)),
     ("pagination_per_page: [x, y]", (10, 10, 10, None))],
)  # fmt: skip
def test_sizes_of_pages(tmp_path: Path, options: str, sizes: tuple[int | None, ...]) -> None:
    found = engine(tmp_path, f"plugins: [{{blog: {{{options}}}}}]")
    assert tuple(found.size_of(kind) for kind in ("home", "category", "author", "tag")) == sizes


@pytest.mark.parametrize(
    ("plugins", "kinds"),
    [("[blog]", ("home", "category")),
     ("[blog, tags]", ("home", "category", "tag")),
     ("[blog, {tags: {listings: false}}]", ("home", "category")),
     ("[{blog: {authors_profiles: true}}]", ("home", "category", "author")),
     ("[{blog: {authors_profiles: true, authors: false, categories: false}}]", ("home",))],
)  # fmt: skip
def test_kinds_of_lists(tmp_path: Path, plugins: str, kinds: tuple[str, ...]) -> None:
    assert engine(tmp_path, f"plugins: {plugins}").kinds == kinds


@pytest.mark.parametrize(
    ("path", "reason"),
    [("docs/blog/posts/a.md", ""), ("docs/blog/posts/x/README.md", ""), ("docs/blog/posts.md", ""),
     ("docs/blog/index.md", "it does not stand in blog/posts"),
     ("guide.md", "it stands outside of docs"),
     ("docs/blog/posts/a.mdx", "its name is not that of a Markdown file")],
)  # fmt: skip
def test_which_files_are_posts(tmp_path: Path, path: str, reason: str) -> None:
    assert engine(tmp_path).exclusion(path) == reason


def test_of_two_files_with_one_address_the_first_is_none(tmp_path: Path) -> None:
    found = engine(tmp_path)
    folder = "docs/blog/posts/"
    both = [folder + "index.md", folder + "README.md", folder + "a.md"]
    assert set(found.posts(both)) == {folder + "index.md", folder + "a.md"}
    assert found.exclusion(folder + "README.md") == "another file has its address"


@pytest.mark.parametrize(
    ("front", "expected", "causes"),
    [("date: 2024-01-02", "2024-01-02T00:00:00+00:00", []),
     ("date: {created: 2024-01-02, updated: 2025-01-01}", "2024-01-02T00:00:00+00:00", []),
     ("date: 2024-01-02 03:04:05 -5", "2024-01-02T03:04:05-05:00", []),
     ("date: 2024-1-2 3:04:05", "2024-01-02T03:04:05+00:00", []),
     ("date: '2024-01-02'", "2024-01-02T00:00:00+00:00",
      ["date: “2024-01-02” is text, not a date of YAML: MkDocs stops at it"]),
     ("date: 2024-1-2", "2024-01-02T00:00:00+00:00",
      ["date: “2024-1-2” is text, not a date of YAML: MkDocs stops at it"]),
     ("date: 2024-02-30", None, ["date: there is no such day: 2024-02-30"]),
     ("date: [2024-01-02]", None, ["no date: MkDocs stops at it"]),
     ("Date: 2024-01-02", None, ["no date: MkDocs stops at it"])],
)  # fmt: skip
def test_dates(tmp_path: Path, front: str, expected: str | None, causes: list[str]) -> None:
    found = post(tmp_path, front)
    assert (found.date and found.date.isoformat()) == expected
    assert [one.cause for one in found.problems] == causes
    if expected is None:
        assert found.state is State.HIDDEN
        assert found.reason == "no date that can be read: MkDocs stops at it"


@pytest.mark.parametrize(
    ("options", "draft", "state", "waits"),
    [("", "", State.PUBLISHED, False), ("", "draft: true", State.DRAFT, False),
     ("", "draft: false", State.PUBLISHED, False),
      ("draft: true", "draft: yes", State.PUBLISHED, False),
     ("draft_if_future_date: true", "", State.PUBLISHED, True),
     ("draft_if_future_date: true", "draft:", State.PUBLISHED, True),
     ("draft_if_future_date: true", "draft: no", State.PUBLISHED, False),
     ("draft_if_future_date: true, draft: true", "", State.PUBLISHED, False)],
)  # fmt: skip
def test_drafts(tmp_path: Path, options: str, draft: str, state: State, waits: bool) -> None:
    settings = f"plugins: [{{blog: {{{options}}}}}]"
    found = post(tmp_path, f"date: 2099-01-02\n{draft}", settings=settings)
    assert found.state is state
    assert (found.publish_at is not None) == waits
    if state is State.DRAFT:
        assert found.reason == "draft: true (line 3)"


def test_what_mkdocs_leaves_out(tmp_path: Path) -> None:
    text = f"exclude_docs: |\n  notes/\ndraft_docs: |\n  a.*\n{BLOG}"
    found = post(tmp_path, "date: 2024-01-02", settings=text)
    assert (found.state, found.reason) == (State.DRAFT, "draft_docs names it")
    reason = engine(tmp_path, text).exclusion("docs/blog/posts/notes/a.md")
    assert reason == "exclude_docs names it"


def test_authors_show_their_names_and_categories_their_slugs(tmp_path: Path) -> None:
    write(tmp_path, "docs/blog/.authors.yml", "authors:\n  one: {name: Author One, slug: first}\n")
    found = post(
        tmp_path,
        "date: 2024-01-02\nauthors: [one, none]\ncategories: [Big Data, big data]\ntags: alone",
        settings="plugins: [{blog: {categories_allowed: [Big Data]}}]",
    )
    assert found.authors == ("Author One", "none")
    assert [term.key for term in found.terms["author"]] == ["first", "none"]
    assert [term.key for term in found.terms["category"]] == ["big-data", "big-data"]
    assert [one.cause for one in found.problems] == [
        "“big data” is not in categories_allowed",
        "there is no author “none” in the authors file",
        "tags is text, not a list: MkDocs stops at it",
    ]


def test_an_authors_file_that_changes_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, "docs/blog/posts/b.md", "---\ndate: 2024-01-02\nauthors: [one]\n---\n# B\n")
    write(site(tmp_path), "docs/blog/.authors.yml", "authors: {one: {name: Author One}}")
    with Library.open(tmp_path) as library:
        library.refresh()
        before = library.post("docs/blog/posts/b.md")
    write(tmp_path, "docs/blog/.authors.yml", "authors: {one: {name: Author Number One}}")
    with Library.open(tmp_path) as library:
        library.refresh()
        after = library.post("docs/blog/posts/b.md")
    assert before is not None
    assert after is not None
    assert (before.authors, after.authors) == (("Author One",), ("Author Number One",))


def test_a_broken_authors_file_is_a_problem_and_keys_are_shown(tmp_path: Path) -> None:
    write(tmp_path, "docs/blog/.authors.yml", "authors: [x")
    found = engine(tmp_path)
    found.posts(["docs/blog/posts/a.md"])
    assert [one.path for one in found.site.problems] == ["docs/blog/.authors.yml"]
    assert found.term_key("author", "x") == "x"


_values = st.recursive(
    st.none() | st.text(max_size=8) | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
_OPTIONS = ("blog_dir", "post_dir", "pagination", "pagination_per_page", "post_url_format",
            "post_url_date_format", "post_slugify", "categories_slugify", "authors_file", "draft",
            "categories_allowed", "post_url_max_categories", "pagination_url_format")  # fmt: skip


@given(st.dictionaries(st.sampled_from(_OPTIONS), _values), st.text(max_size=60), st.text())
def test_no_setting_and_no_post_raises(
    tmp_path_factory: pytest.TempPathFactory, options: dict[str, object], front: str, body: str
) -> None:
    folder = tmp_path_factory.mktemp("site")
    text = yaml.safe_dump({"plugins": [{"blog": options}, "tags", "meta"]})
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    found = Site(folder, folder, "mkdocs.yml")
    assert load(found, "mkdocs.yml")
    rules = Material(found)
    paths = ["docs/blog/posts/a.md", "docs/x/README.md", "\udcff.md"]
    rules.posts(paths)
    for path in paths:
        document = parse(
            path, f"---\ndate: 2024-01-02\ntags: {front}\ncategories: [{front}]\n---\n{body}"
        )
        assert rules.read(document) is not None
    for kind in rules.kinds:
        assert sum(rules.page_sizes(kind, 25, rules.size_of(kind))) == 25
        rules.page_url(kind, "a", "a", 2, 3)


def test_naive_moments_are_utc(tmp_path: Path) -> None:
    found = post(tmp_path, "date: 2024-01-02 10:00:00")
    assert found.date == datetime(2024, 1, 2, 10, tzinfo=UTC)
