"""The settings of Hugo's themes and modules, as far as a site has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.engines import detect
from reader.engines.hugo_settings import settings
from reader.engines.site import Site

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
