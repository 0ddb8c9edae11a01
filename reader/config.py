"""The user's settings: one small TOML file, typed.

    page_size  = 10               posts a page, "auto" to fill the list; else the engine's
    theme      = "textual-dark"   one of Textual's
    list_lines = 2                lines a post takes in the list, 1 or 2
    measure    = 88               the widest column of text, in cells
    images     = "auto"           how pictures are drawn: "kitty", "sixel", "blocks" or "off"
    typography = false            typographic quotes and dashes for "…", -- and ---, as some engines
    bidi       = "terminal"       who sets right-to-left text in order: the terminal, or "reader"
    [views]                       queries by name: see `reader.views`
    unread     = "is:unread sort:-date"

It stands where platformdirs puts the settings of `post-reader`, or where READER_CONFIG says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from reader.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file may say; `page_size` None is the engine's own."""

    page_size: int | Literal["auto"] | None = None
    theme: str = "textual-dark"
    list_lines: Literal[1, 2] = 2
    measure: int = 88
    images: Literal["auto", "kitty", "sixel", "blocks", "off"] = "auto"
    typography: bool = False
    bidi: Literal["terminal", "reader"] = "terminal"
    views: Mapping[str, str] = field(default_factory=dict)


def settings_path() -> Path:
    """Where the settings file would stand."""
    if said := os.environ.get("READER_CONFIG"):
        return Path(said)
    from platformdirs import user_config_path

    return user_config_path("post-reader", appauthor=False) / "config.toml"


def load(path: Path | None = None) -> Settings:
    """The settings in the file at `path` (default: the user's); the defaults where there is none.

    Raises ConfigError, naming file and key.
    """
    path = path or settings_path()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    import tomllib

    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    return _checked(path, values)


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    """A test for a whole number within bounds; TOML's true and false are none."""
    return lambda value: type(value) is int and low <= value <= high


_positive = _whole(1, 10_000)

# What fits each key: the test, and the words for it.
_FITS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "page_size": (lambda value: value == "auto" or _positive(value), 'a number from 1 or "auto"'),
    "theme": (lambda value: isinstance(value, str) and value != "", "the name of a theme"),
    "list_lines": (_whole(1, 2), "1 or 2"),
    "measure": (_whole(20, 10_000), "a number of columns from 20"),
    "images": (
        lambda value: value in ("auto", "kitty", "sixel", "blocks", "off"),
        '"auto", "kitty", "sixel", "blocks" or "off"',
    ),
    "typography": (lambda value: isinstance(value, bool), "true or false"),
    "bidi": (lambda value: value in ("terminal", "reader"), '"terminal" or "reader"'),
    "views": (lambda value: isinstance(value, dict), "a table: [views], and a query by name below"),
}


def _checked(path: Path, values: Mapping[str, Any]) -> Settings:
    known = [one.name for one in fields(Settings)]
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key {key!r}; {_suggestion(key, known)}")
        fits, words = _FITS[key]
        if not fits(value):
            raise ConfigError(f"{path}: {key} is {value!r}; it takes {words}")
    views = _views(path, values["views"]) if values.get("views") else {}
    return Settings(**{**values, "views": views})


def _views(path: Path, values: Mapping[str, object]) -> Mapping[str, str]:
    from reader.views import checked

    try:
        return checked(values)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None


def _suggestion(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key.replace("-", "_").lower(), known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
