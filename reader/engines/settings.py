"""The settings of a site as its engine's files hold them: read, never executed.

YAML, TOML and JSON, every scalar as it was written (`source.frontmatter.Written`). A text that
would grow without end, nests too deep or does not parse is a SettingsError with its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.source.frontmatter import Value

# A settings file of a site has some KiB; more is not one.
MAX_BYTES = 1 << 20
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}")


class SettingsError(ValueError):
    """A file of settings that cannot be read; `line` counts from 1, None where it is not known."""

    def __init__(self, cause: str, line: int | None = None) -> None:
        super().__init__(cause)
        self.cause, self.line = cause, line


def parse(name: str, text: str) -> Value:
    """What a text holds, by the file's name; SettingsError."""
    from reader.source.loaders import LoadError

    # A parser is loaded where a file wants it: a start from the index reads nothing else.
    try:
        if name.endswith((".toml", ".json")):
            from reader.source.data_loaders import parse_json, parse_toml

            return parse_toml(text) if name.endswith(".toml") else parse_json(text)
        from reader.source.yaml_loader import parse_any

        return parse_any(text)
    except LoadError as error:
        line = None if error.line is None else error.line + 1
        raise SettingsError(error.cause, line) from None


def number(value: Value, default: int | None = None) -> int | None:
    """A whole number; `default` where the value is none."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return int(value)
    return default


def text(value: Value, default: str = "") -> str:
    """A text; `default` where the value is none, or empty."""
    return str(value) if isinstance(value, str) and value else default


def flag(value: Value, default: bool = False) -> bool:
    """A truth as YAML writes it; `default` where the value is none."""
    # Loaded with the first settings: an engine is looked for before any are there.
    from reader.source.frontmatter import truth

    said = truth(value)
    return default if said is None else said


def mapping(value: Value) -> Mapping[str, Value]:
    """A mapping; an empty one where the value is none."""
    return value if isinstance(value, dict) else {}


def items(value: Value) -> list[Value]:
    """A list's items; a scalar is a list of one, nothing is an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None or isinstance(value, dict) else [value]


def at(settings: Mapping[str, Value], *keys: str) -> Value:
    """The value under a path of keys; None where one of them is missing."""
    value: Value = dict(settings)
    for key in keys:
        value = mapping(value).get(key)
    return value
