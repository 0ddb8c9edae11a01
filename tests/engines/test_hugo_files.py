"""The settings of Hugo's themes, mounts and languages, as far as a site has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.engines import detect
from reader.engines.hugo_settings import settings
from reader.engines.site import Site
from reader.source.document import parse

_THEIRS = "[params]\nmainSections = ['til']\n[pagination]\npagerSize = 1"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("own", "file", "expected"),
    [
        ("theme: bare", "themes/bare/hugo.toml", ("til",)),
        ("theme: [none, bare]", "themes/bare/config.toml", ("til",)),
        ("theme: bare\nthemesDir: looks", "looks/bare/hugo.toml", ("til",)),
        ("theme: bare", "themes/bare/config/_default/hugo.toml", ("til",)),
        ("module: {imports: [{path: example.org/bare}]}",
         "_vendor/example.org/bare/config.toml", ("til",)),
        ("theme: bare\nparams: {mainSections: [own]}", "themes/bare/hugo.toml", ("own",)),
        ("theme: other", "themes/bare/hugo.toml", ()),
        ("theme: ../themes/bare", "themes/bare/hugo.toml", ()),
        ("theme: {bare: 1}", "themes/bare/hugo.toml", ()),
    ],
)  # fmt: skip
def test_main_sections_of_a_theme_are_the_sites_where_it_names_none(
    tmp_path: Path, own: str, file: str, expected: tuple[str, ...]
) -> None:
    found = settings(Site(written(tmp_path, {"hugo.yaml": own, file: _THEIRS}), tmp_path))
    assert found.main_sections.get("en", ()) == expected
    assert found.page_size == 10


def test_a_theme_that_cannot_be_read_is_a_problem_and_no_more(tmp_path: Path) -> None:
    broken = {"hugo.yaml": "theme: bare", "themes/bare/hugo.toml": "a = [", "content/p/a.md": "A"}
    engine = detect(written(tmp_path, broken))
    assert engine.name == "hugo"
    assert [problem.path for problem in engine.site.problems] == ["themes/bare"]


@pytest.mark.parametrize(
    ("said", "out"),
    [
        ("excludeFiles: '**/skip-*'", ["b/skip-a.md"]),
        ("excludeFiles: ['**skip-*', '']", ["skip-top.md", "b/skip-a.md"]),
        ("excludeFiles: [/B]", ["b/skip-a.md", "b/x.md", "b/deep/y.md"]),
        ("excludeFiles: [b/]", []),
        ("excludeFiles: ['b/*']", ["b/skip-a.md", "b/x.md", "b/deep/y.md"]),
        ("excludeFiles: ['**/deep']", ["b/deep/y.md"]),
        ("includeFiles: ['b/**']", ["skip-top.md", "b2/x.md"]),
        ("includeFiles: ['b/**'], excludeFiles: ['**/skip*']", ["skip-top.md", "b2/x.md"]),
        ("files: ['! b/*', '**/x.md']", ["skip-top.md", "b/skip-a.md", "b/x.md", "b/deep/y.md"]),
        ("files: ['!b/*']", ["skip-top.md", "b/skip-a.md", "b/x.md", "b/deep/y.md", "b2/x.md"]),
        ("files: {b: 1}", []),
    ],
)
def test_what_a_mount_leaves_out(tmp_path: Path, said: str, out: list[str]) -> None:
    # As Hugo 0.168 did.
    mounts = f"module: {{mounts: [{{source: content, target: content, {said}}}]}}"
    engine = detect(written(tmp_path, {"hugo.yaml": mounts, "content/x.md": "A"}))
    names = ["skip-top.md", "b/skip-a.md", "b/x.md", "b/deep/y.md", "b2/x.md"]
    posts = engine.posts([f"content/{name}" for name in names])
    assert [name for name in names if f"content/{name}" not in posts] == out
    assert all("a mount leaves it out" in engine.exclusion(f"content/{name}") for name in out)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("config/_default/languages.yaml", "fr: {permalinks: {posts: /billets/:slug/}}"),
        ("config/_default/hugo.fr.yaml", "permalinks: {posts: /billets/:slug/}"),
        ("config/_default/languages.fr.yaml", "permalinks: {posts: /billets/:slug/}"),
    ],
)
def test_a_language_has_its_own_addresses(tmp_path: Path, file: str, text: str) -> None:
    own = "languages: {en: {}, fr: {}}\npermalinks: {posts: /p/:slug/, notes: /n/:slug/}"
    engine = detect(written(tmp_path, {"hugo.yaml": own, file: text, "content/x.md": "A"}))
    found = {}
    for path in ("posts/a.md", "posts/a.fr.md", "notes/a.fr.md"):
        post = engine.read(parse(f"content/{path}", "---\ntitle: A\n---\n"))
        found[path] = post and post.url
    assert found == {
        "posts/a.md": "/p/a/", "posts/a.fr.md": "/fr/billets/a/", "notes/a.fr.md": "/fr/notes/a/"
    }  # fmt: skip
    assert engine.page_url_in("fr", "home", "", "", 2, 2) == "/fr/page/2/"
    assert engine.page_url_in("none", "home", "", "", 2, 2) == "/page/2/"


def test_permalinks_in_a_file_of_a_language_are_none(tmp_path: Path) -> None:
    files = {"hugo.yaml": "languages: {en: {}, fr: {}}", "content/x.md": "A",
             "config/_default/permalinks.fr.yaml": "posts: /billets/:slug/"}  # fmt: skip
    engine = detect(written(tmp_path, files))
    post = engine.read(parse("content/posts/a.fr.md", "---\ntitle: A\n---\n"))
    assert post is not None
    assert post.url == "/fr/posts/a/"
