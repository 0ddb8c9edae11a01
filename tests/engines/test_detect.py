"""Which engine a folder belongs to: by files, by shapes, by name."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest

from reader.engines import ENGINES, detect
from reader.engines.plain import Plain
from reader.engines.settings import SettingsError
from reader.engines.site import Site
from reader.errors import EngineError
from reader.library import Library
from tests.engines.minimal import POST, SITES, make

MODULE = import_module("reader.engines.detect")
ALL = ("plain", *sorted(SITES))
TOP = "+++\nsort_by = 'date'\n+++\n"


def written(folder: Path, *paths: str, text: str = POST) -> Path:
    """A folder with these files, a path that ends in / being a folder."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            (folder / path).mkdir(exist_ok=True)
        else:
            (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def any_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine there is, which knows its site by its shape alone."""

    def engine(name: str) -> type[Plain]:
        return type(name.capitalize(), (Plain,), {"name": name})

    monkeypatch.setattr(MODULE, "ENGINES", ALL)
    monkeypatch.setattr(MODULE, "_engine", engine)


@pytest.fixture
def sure_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine there is, which takes each site that has a file of its own with "posts"."""

    class Sure(Plain):
        @classmethod
        def recognises(cls, site: Site, file: str) -> bool:
            return site.covers("posts", "drafts")

    def engine(name: str) -> type[Plain]:
        return type(name.capitalize(), (Sure,), {"name": name})

    monkeypatch.setattr(MODULE, "ENGINES", ALL)
    monkeypatch.setattr(MODULE, "_engine", engine)


@pytest.mark.usefixtures("sure_engine")
class TestFiles:
    @pytest.mark.parametrize(
        ("file", "engine"),
        [("hugo.yaml", "hugo"), ("config/_default/", "hugo"), ("config.json", "hugo"),
         ("zola.toml", "zola"), ("_config.toml", "hexo"), ("pelicanconf.py", "pelican"),
         ("conf.py", "nikola"), ("mkdocs.yaml", "material"), ("eleventy.config.cjs", "eleventy"),
         (".eleventy.js", "eleventy"), ("astro.config.ts", "astro"),
         ("docusaurus.config.mts", "docusaurus"), ("package.json", "plain")],
    )  # fmt: skip
    def test_which_engine_a_file_is_of(self, tmp_path: Path, file: str, engine: str) -> None:
        written(tmp_path, file, "posts/")
        assert detect(tmp_path).name == engine

    @pytest.mark.parametrize(
        ("path", "name"),
        [(".", "hugo"), ("posts", "hugo"), ("posts/a/b", "hugo"), ("drafts", "hugo"),
         ("posts/a/b/c.md", "hugo"), ("notes", "plain"), ("posts-of-others", "plain")],
    )  # fmt: skip
    def test_above_the_folder_if_the_folder_is_of_its_content(
        self, tmp_path: Path, path: str, name: str
    ) -> None:
        written(
            tmp_path, "hugo.toml", "posts/a/b/c.md", "drafts/", "notes/x.md", "posts-of-others/"
        )
        assert detect(tmp_path / path).name == name

    def test_the_nearest_site_counts(self, tmp_path: Path) -> None:
        written(tmp_path, "hugo.toml", "posts/zola.toml", "posts/posts/a.md")
        assert detect(tmp_path / "posts" / "posts").name == "zola"

    @pytest.mark.parametrize("below", ["docs", "website", "site", "www", "blog"])
    def test_below_a_project_s_top(self, tmp_path: Path, below: str) -> None:
        written(tmp_path, f"{below}/hugo.toml", f"{below}/posts/a.md", "README.md")
        engine = detect(tmp_path)
        assert engine.name == "hugo"
        assert engine.site.path(f"{below}/posts/a.md") == "posts/a.md"
        assert engine.site.path("README.md") is None

    def test_no_further_than_a_repository_s_top(self, tmp_path: Path) -> None:
        written(tmp_path, "hugo.toml", "posts/repository/.git/", "posts/repository/a.md")
        assert detect(tmp_path / "posts" / "repository").name == "plain"

    def test_no_further_than_home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        written(tmp_path, "hugo.toml", "posts/home/me/a.md")
        monkeypatch.setattr(os.path, "expanduser", lambda path: str(tmp_path / "posts" / "home"))
        assert detect(tmp_path / "posts" / "home" / "me").name == "plain"
        assert detect(tmp_path / "posts").name == "hugo"

    def test_a_link_to_a_folder_is_followed(self, tmp_path: Path) -> None:
        written(tmp_path, "site/hugo.toml", "site/posts/a/b.md")
        (tmp_path / "link").symlink_to("site/posts/a")
        engine = detect(tmp_path / "link")
        assert engine.name == "hugo"
        assert engine.site.path("b.md") == "posts/a/b.md"


SHAPES = {
    "hexo": ("source/_posts/a.md",),
    "jekyll": ("_posts/2017/2017-05-11-a.md",),
    "material": ("docs/blog/.authors.yml", "docs/blog/posts/a.md"),
    "astro": ("src/content.config.ts", "src/content/blog/a.md"),
    "docusaurus": ("blog/authors.yml", "blog/2017-05-11-a/index.md"),
}


@pytest.mark.usefixtures("any_engine")
class TestShapes:
    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("hexo", "."), ("hexo", "source"), ("hexo", "source/_posts"),
            ("jekyll", "."), ("jekyll", "_posts"), ("jekyll", "_posts/2017"),
            ("material", "."), ("material", "docs"), ("material", "docs/blog"),
            ("material", "docs/blog/posts"), ("astro", "."), ("astro", "src/content/blog"),
            ("docusaurus", "."), ("docusaurus", "blog"), ("docusaurus", "blog/2017-05-11-a"),
        ],
    )  # fmt: skip
    def test_a_site_without_its_files(self, tmp_path: Path, name: str, path: str) -> None:
        written(tmp_path, *SHAPES[name])
        engine = detect(tmp_path / path)
        assert (engine.name, engine.site.folder) == (name, tmp_path)
        post = os.path.relpath(tmp_path / SHAPES[name][-1], tmp_path / path)
        assert engine.site.path(post) == SHAPES[name][-1]

    @pytest.mark.parametrize("name", SHAPES)
    def test_what_has_nothing_to_do_with_it_is_plain(self, tmp_path: Path, name: str) -> None:
        written(tmp_path, *SHAPES[name], "notes/a.md")
        assert detect(tmp_path / "notes").name == "plain"

    def test_below_a_project_s_top(self, tmp_path: Path) -> None:
        written(tmp_path, "docs/_posts/2017-05-11-a.md")
        engine = detect(tmp_path)
        assert (engine.name, engine.site.folder) == ("jekyll", tmp_path / "docs")

    def test_posts_without_a_date_in_their_names_are_no_jekyll_s(self, tmp_path: Path) -> None:
        written(tmp_path, "_posts/hello-world.md")
        assert detect(tmp_path).name == "plain"

    def test_authors_and_posts_without_docs_stand_for_material_s_blog(self, tmp_path: Path) -> None:
        written(tmp_path, ".authors.yml", "posts/a.md")
        engine = detect(tmp_path)
        assert engine.name == "material"
        assert engine.site.path("posts/a.md") == "docs/blog/posts/a.md"
        assert engine.site.text("docs/blog/.authors.yml") == POST

    @pytest.mark.parametrize(
        ("section", "name"),
        [
            ("---\ntitle: Blog\n---\n", "hugo"),
            ("---\ntitle: Blog\nsort_by: date\n---\n", "zola"),
            ('{"title": "Blog"}\n', "hugo"),
            ("+++\ntitle = 'Blog'\nsort_by = 'date'\n+++\n", "zola"),
            ("+++\n[extra]\na = 1\n+++\n", "zola"),
            ("\ufeff+++\ntitle = 'Blog'\n[cascade]\ntype = 'x'\n+++\n", "hugo"),
            ("+++\ntitle = 'Blog'\n+++\ntype: a word of the body\n", "plain"),
            ("+++\nsort_by = 'x'\ntype = 'y'\n+++\n", "plain"),
            ("no front matter\n", "plain"),
            ("+++\n", "plain"),
            ("", "plain"),
        ],
    )
    @pytest.mark.parametrize("path", [".", "content", "content/en", "content/en/blog/2017"])
    def test_hugo_and_zola_are_told_apart_by_a_section(
        self, tmp_path: Path, section: str, name: str, path: str
    ) -> None:
        written(tmp_path, "content/en/blog/_index.md", text=section)
        written(tmp_path, "content/en/blog/2017/a.md")
        assert detect(tmp_path / path).name == name

    def test_a_content_folder_of_another_name(self, tmp_path: Path) -> None:
        written(tmp_path, "_index.md", text=TOP)
        engine = detect(written(tmp_path, "blog/a.md"))
        assert engine.name == "zola"
        assert engine.site.path("blog/a.md") == "content/blog/a.md"

    def test_a_bare_folder_is_plain(self, tmp_path: Path) -> None:
        written(tmp_path, "content/a.md", "posts/b.md", "2017-05-11-c.md")
        assert detect(tmp_path).name == "plain"
        assert detect(tmp_path / "posts").site.why


@pytest.mark.parametrize("path", [".", "a", "a/post.md"])
@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_that_is_asked_for_needs_no_site(tmp_path: Path, name: str, path: str) -> None:
    written(tmp_path, "a/post.md", "a/2020-01-02-post.md")
    engine = detect(tmp_path / path, name)
    assert engine.name == name
    assert engine.page_size >= 1
    assert engine.site.why == "asked for"
    assert engine.site.problems == []


@pytest.mark.parametrize("name", sorted(set(ENGINES) & SITES.keys()))
def test_an_engine_that_is_asked_for_finds_its_site(tmp_path: Path, name: str) -> None:
    site = make(tmp_path, name)
    (tmp_path / site.files[0]).unlink()
    for path in (".", site.content, os.path.dirname(site.post)):
        engine = detect(tmp_path / path, name)
        inner = os.path.relpath(site.post, path)
        assert engine.name == name
        assert not engine.exclusion(inner), path
        assert list(engine.posts([inner])) == [inner]


# All of the site is Eleventy's content.
@pytest.mark.parametrize("name", sorted((set(ENGINES) & SITES.keys()) - {"eleventy"}))
def test_a_folder_beside_the_content_is_plain(tmp_path: Path, name: str) -> None:
    make(tmp_path, name)
    written(tmp_path, "notes/a.md", "notes/2020-01-02-b.md")
    assert detect(tmp_path / "notes").name == "plain"


@pytest.mark.parametrize(
    ("alias", "name"),
    [("mkdocs", "material"), ("mkdocs-material", "material"), ("11ty", "eleventy")],
)
@pytest.mark.usefixtures("any_engine")
def test_other_names(tmp_path: Path, alias: str, name: str) -> None:
    assert detect(tmp_path, alias).name == name


def test_an_unknown_name_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as error:
        detect(tmp_path, "blogger")
    assert all(name in str(error.value) for name in ENGINES)


# What changes while one reads.


def names(library: Library) -> tuple[str, int]:
    library.refresh()
    return library.engine.name, library.page_size


@pytest.mark.parametrize("name", sorted(set(ENGINES) & {"hugo", "zola", "jekyll", "hexo"}))
def test_settings_that_come_change_and_go(tmp_path: Path, name: str) -> None:
    site = make(tmp_path / "site", name)
    file = tmp_path / "site" / site.files[0]
    kept = file.read_bytes()
    with Library.open(tmp_path / "site", cache=tmp_path / "cache") as library:
        assert names(library)[0] == name
        before = library.post(site.post)
        file.write_bytes(b"[\x00")
        assert names(library)[0] == "plain"
        assert {problem.path for problem in library.problems()} >= {site.files[0]}
        file.unlink()
        library.refresh()
        assert not library.engine.site.problems
        file.write_bytes(kept)
        assert names(library)[0] == name
        assert library.post(site.post) == before


def test_posts_are_read_anew_where_settings_change(tmp_path: Path) -> None:
    make(tmp_path / "site", "zola")
    file = tmp_path / "site" / "config.toml"
    with Library.open(tmp_path / "site", cache=tmp_path / "cache") as library:
        library.refresh()
        assert library.post("content/a/post.md").url == "/a/post/"  # type: ignore[union-attr]
        section = tmp_path / "site" / "content" / "a" / "_index.md"
        section.write_text("+++\ndraft = true\n+++\n")
        library.refresh()
        assert library.post("content/a/post.md").state == "draft"  # type: ignore[union-attr]
        section.unlink()
        library.refresh()
        post = library.post("content/a/post.md")
        assert post is not None
        assert (post.state, post.home) == ("published", False)
        file.write_text(file.read_text() + '[languages.fr]\ntitle = "Un"\n')
        library.refresh()
        assert library.post("content/a/post.md").lang == "en"  # type: ignore[union-attr]


# The site itself.


def test_a_site_above_below_and_beside(tmp_path: Path) -> None:
    above = Site(tmp_path / "content" / "a", tmp_path)
    assert above.path("b.md") == "content/a/b.md"
    assert above.covers("content")
    assert above.covers("content/a/b")
    assert above.covers("")
    assert not above.covers("other", "conten", "content/ab")
    below = Site(tmp_path, tmp_path / "site")
    assert below.path("site/b.md") == "b.md"
    assert below.path("b.md") is None
    assert below.covers("anything")


def test_a_stamp_tells_what_came_changed_and_went(tmp_path: Path) -> None:
    def stamp() -> str:
        site = Site(tmp_path, tmp_path)
        site.exists("a")
        return site.stamp

    stamps = [stamp()]
    (tmp_path / "a").write_text("x")
    stamps.append(stamp())
    (tmp_path / "a").write_text("xyz")
    stamps.append(stamp())
    (tmp_path / "a").unlink()
    assert stamp() == stamps[0]
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("name", ["\0", "a" * 5000, "../" * 50 + "x", ""])
def test_odd_names_are_no_files(tmp_path: Path, name: str) -> None:
    site = Site(tmp_path, tmp_path)
    assert not site.is_file(name)
    assert site.data(name) is None
    assert isinstance(site.files(name), list)
    with pytest.raises(SettingsError):
        site.text(name)
