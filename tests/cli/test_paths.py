"""Which posts PATH means when it is not said."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli import paths
from reader.cli.paths import holds_posts, path_or_default, shipped_posts
from reader.errors import PathError
from tests.cli.conftest import ROOT, write_post


def test_what_is_said_is_taken() -> None:
    assert path_or_default("nowhere") == (Path("nowhere"), "")


def test_the_current_folder_where_it_holds_posts(
    blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(blog)
    assert path_or_default(None) == (Path(), "")
    monkeypatch.chdir(tmp_path)
    assert path_or_default(None) == (Path(), "")


def test_else_the_posts_that_ship_with_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path, said = path_or_default(None)
    assert path == shipped_posts()
    assert said == "no posts here: these are the posts that come with reader"


def test_the_checkout_ships_its_posts() -> None:
    assert shipped_posts() == ROOT / "posts"
    assert holds_posts(shipped_posts())


def test_an_installed_package_ships_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "reader"
    (package / "cli").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "cli" / "paths.py"))
    with pytest.raises(PathError, match="name a folder"):
        shipped_posts()
    (package / "posts").mkdir()
    (package.parent / "posts").mkdir()
    assert shipped_posts() == package / "posts"


def test_hidden_folders_hold_no_posts(tmp_path: Path) -> None:
    write_post(tmp_path / ".venv", "a.md", "title: A")
    (tmp_path / "notes.txt").write_text("no post")
    assert not holds_posts(tmp_path)
    write_post(tmp_path / "deep" / "down", "a.md", "title: A")
    assert holds_posts(tmp_path)


def test_a_large_folder_is_given_up_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_LOOKED_AT", 10)
    for number in range(20):
        (tmp_path / f"{number:02}").touch()
    write_post(tmp_path, "zz.md", "title: A")
    assert not holds_posts(tmp_path)


def test_standard_input_without_end_is_read_so_far(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reader.source.document.MAX_BYTES", 100_000)
    with open("/dev/zero", encoding="latin-1") as endless:
        monkeypatch.setattr("sys.stdin", endless)
        assert len(paths.standard_input()) == 100_000
    assert "the rest is not read" in capsys.readouterr().err
