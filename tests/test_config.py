"""The settings file: what it may say, and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Settings, load, settings_path
from reader.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()
    assert load() == Settings()


def test_the_file_stands_in_the_users_settings_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platformdirs = pytest.importorskip("platformdirs")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path() == platformdirs.user_config_path("post-reader") / "config.toml"
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("measure = 70\n")
    assert load().measure == 70


def test_reader_config_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_CONFIG", str(written(tmp_path, 'theme = "nord"')))
    assert load() == Settings(theme="nord")


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", Settings()),
        ("\ufeff# only a comment\r\n", Settings()),
        ("page_size = 25", Settings(page_size=25)),
        ('page_size = "auto"', Settings(page_size="auto")),
        (
            'theme = "gruvbox"\nlist_lines = 1\nmeasure = 100\nimages = "off"',
            Settings(theme="gruvbox", list_lines=1, measure=100, images="off"),
        ),
        ("typography = true", Settings(typography=True)),
        ('bidi = "reader"', Settings(bidi="reader")),
        ("[views]", Settings()),
        (
            '[views]\nunread = "is:unread"\nmine = \'author:"Author One" sort:-date\'',
            Settings(views={"unread": "is:unread", "mine": 'author:"Author One" sort:-date'}),
        ),
    ],
)
def test_what_the_file_says_is_taken(tmp_path: Path, text: str, settings: Settings) -> None:
    assert load(written(tmp_path, text)) == settings


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("page-size = 10", ["'page-size'", "did you mean 'page_size'?"]),
        ("colour = 1", ["'colour'", "known are page_size, theme, list_lines, measure"]),
        ("[theme]\nname = 1", ["theme", "the name of a theme"]),
        ("page_size = 0", ["page_size is 0", 'a number from 1 or "auto"']),
        ("page_size = true", ["page_size is True"]),
        ('page_size = "ten"', ["page_size is 'ten'"]),
        ("page_size = 2.5", ["page_size is 2.5"]),
        ("list_lines = 3", ["list_lines is 3", "1 or 2"]),
        ("list_lines = true", ["list_lines is True"]),
        ("typography = 1", ["typography is 1", "true or false"]),
        ("bidi = true", ["bidi is True", "terminal"]),
        ("measure = 5", ["measure is 5", "from 20"]),
        ('theme = ""', ["theme is ''"]),
        ('images = "ascii"', ["images is 'ascii'", '"blocks" or "off"']),
        ("images = [1]", ["images is [1]"]),
        ("views = 3", ["views is 3", "a table: [views]"]),
        ("[views]\na = 1", ["views.a is 1", "it takes a query"]),
        ("[views]\n'a b' = 'x'", ["'a b' is no name of a view"]),
        ("[views]\na = 'tag:cni state:foo'", ["views.a, column 15", "published, draft"]),
        ("[views]\na = 'x'\nb = 'one @a'", ["views.b, column 5", "may not name another"]),
        ("page_size = ", ["Invalid value"]),
        ("measure = 1\nmeasure = 2", ["Cannot overwrite a value"]),
    ],
)
def test_a_mistake_names_the_file_the_key_and_what_fits(
    tmp_path: Path, text: str, parts: list[str]
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_bytes_that_are_not_utf_8_are_one_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'theme = "\xff"\n')
    with pytest.raises(ConfigError, match="not UTF-8 at byte 9"):
        load(path)


def test_a_folder_in_its_place_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="directory"):
        load(tmp_path)
