"""Where an index is kept, and the user's own data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.index.place import index_path, user_folder


def place(monkeypatch: pytest.MonkeyPatch, **said: str | None) -> Path | None:
    for name, value in said.items():
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    return index_path(Path("/a/posts"), "plain")


@pytest.mark.parametrize(
    "said",
    [
        {"HOME": "/home/someone", "XDG_CACHE_HOME": None},
        {"HOME": "/home/someone", "XDG_CACHE_HOME": "/somewhere/cache"},
        {"HOME": "/home/someone", "XDG_CACHE_HOME": "~/cache"},
        {"HOME": "/home/someone", "XDG_CACHE_HOME": "  "},
        {"HOME": None, "XDG_CACHE_HOME": None},
        {"HOME": "", "XDG_CACHE_HOME": "/somewhere/cache"},
    ],
)
def test_it_is_the_user_s_cache_folder(
    said: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from platformdirs import user_cache_path

    path = place(monkeypatch, **said)
    assert path is not None
    assert path.parent == user_cache_path("post-reader", appauthor=False)


@pytest.mark.parametrize(
    "said",
    [
        {"HOME": "/home/someone", "XDG_STATE_HOME": None},
        {"HOME": "/home/someone", "XDG_STATE_HOME": "/somewhere/state"},
        {"HOME": "/home/someone", "XDG_STATE_HOME": "~/state"},
        {"HOME": "", "XDG_STATE_HOME": "/somewhere/state"},
    ],
)
def test_there_is_a_folder_for_what_is_no_cache(
    said: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from platformdirs import user_state_path

    place(monkeypatch, **said)
    assert user_folder("state") == user_state_path("post-reader", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' folders are platformdirs'")
@pytest.mark.parametrize("cache", ["here/cache", None])
def test_without_a_home_there_is_none(cache: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place(monkeypatch, HOME="", XDG_CACHE_HOME=cache) is None


def test_each_folder_and_engine_has_its_own() -> None:
    roots = [Path("/a/posts"), Path("/b/posts"), Path("/a/posts/é"), Path("/a/posts/\udcff\n")]
    paths = {index_path(root, engine, Path("/c")) for root in roots for engine in ("x", "y")}
    assert len(paths) == 8
    assert all(path is not None and path.name.isascii() for path in paths)
    assert index_path(Path("/a/posts"), "x", Path("/c")) in paths
