"""The files of a Hugo site's settings, laid over each other, and what its themes add to them.

Keys are in any case. Of a theme only the `params` are taken, as Hugo takes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reader.engines.hugo_paths import lower
from reader.engines.settings import SettingsError, at, items, mapping, text

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.source.frontmatter import Value

FORMATS = ("toml", "yaml", "yml", "json")
FILES = tuple(f"{name}.{form}" for name in ("hugo", "config") for form in FORMATS)
_FOLDERS = ("config/_default", "config/production")
_DEPTH = 16
_MOST_THEMES = 20


def names(value: Value) -> list[str]:
    """The texts in a list, or one text."""
    return [str(one) for one in items(value) if isinstance(one, str) and one]


def load(site: Site, top: str = "") -> Mapping[str, Value]:
    """The settings in a folder of a site, keys in small letters; SettingsError."""
    merged: dict[str, Value] = {}
    if file := site.first(*(top + file for file in FILES)):
        _merge(merged, _lowered(dict(site.settings(file))))
    for folder in (top + folder for folder in _FOLDERS):
        if not site.is_folder(folder):
            continue
        for name in site.files(folder):
            stem, _, form = name.rpartition(".")
            if form not in FORMATS or stem.startswith("menu") or not stem:
                continue
            head, _, lang = lower(stem).partition(".")
            whole = f"{folder}/{name}"
            # A cascade is a list, which no other file may be.
            value = _lowered(site.data(whole) if head == "cascade" else dict(site.settings(whole)))
            # Of a language only `params` are put under their name, besides menus.
            if head == "params" or not (lang or head in ("hugo", "config")):
                value = {head: value}
            if lang:
                value = {"languages": {lang: value}}
            if isinstance(value, dict):
                _merge(merged, value)
    return merged


def of_themes(site: Site, raw: Mapping[str, Value], key: str) -> Value:
    """What the first of a site's themes and modules that does says under a key of `params`."""
    imports = [mapping(one).get("path") for one in items(at(raw, "module", "imports"))]
    themes = text(raw.get("themesdir"), "themes").strip("/")
    for name in names([*items(raw.get("theme")), *imports])[:_MOST_THEMES]:
        for folder in _folders(themes, name):
            try:
                value = at(load(site, f"{folder}/"), "params", key)
            except SettingsError as error:
                site.problem(folder, error)
                continue
            if value is not None:
                return value
    return None


def _folders(themes: str, name: str) -> Iterator[str]:
    """Where a theme stands in the site: by its name, and as `hugo mod vendor` puts it there."""
    if ".." not in name.split("/"):
        yield f"{themes}/{name.strip('/')}"
        yield f"_vendor/{name.strip('/')}"


def _lowered(value: Value, depth: int = 0) -> Value:
    if isinstance(value, dict) and depth < _DEPTH:
        return {lower(key): _lowered(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list) and depth < _DEPTH:
        return [_lowered(item, depth + 1) for item in value]
    return value


def _merge(into: dict[str, Value], value: Value) -> None:
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        old = into.get(key)
        if isinstance(old, dict) and isinstance(item, dict):
            _merge(old, item)
        else:
            into[key] = dict(item) if isinstance(item, dict) else item
