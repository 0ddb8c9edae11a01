"""What a Jekyll site's `_config` says of its posts: where they stand, what they are given.

After Jekyll 4.3's lib/jekyll/{configuration,entry_filter,frontmatter_defaults}.rb.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from typing import NamedTuple

from reader.engines.jekyll_urls import STYLES
from reader.engines.jekyll_values import truthy
from reader.engines.settings import at, items, mapping, number, text
from reader.engines.site import Site
from reader.source.frontmatter import Value

FILES = ("_config.yml", "_config.yaml", "_config.toml")
_EXCLUDED = (
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
    "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/",
)  # fmt: skip
_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"
_SPECIAL = "._#~"
_MAGIC = re.compile(r"[*?\[]")
_BRACES = re.compile(r"\{([^{}]{0,200})\}")
_LONGEST = 300  # characters of a pattern


class Settings:
    """The settings of a site; SettingsError."""

    def __init__(self, site: Site) -> None:
        self.file = site.first(*FILES) or FILES[0]
        self.all = site.settings(self.file) if site.is_file(self.file) else {}
        get = self.all.get
        source = text(get("source"), ".")
        self.source = "" if source.startswith("/") else inside(source)
        self.collections = inside(text(get("collections_dir"), "."))
        self.data = inside(text(get("data_dir"), "_data"))
        self.future = truthy(get("future"))
        self.drafts = truthy(get("show_drafts"))
        self.unpublished = truthy(get("unpublished"))
        self.limit = max(0, number(get("limit_posts")) or 0)
        self.separator = text(get("excerpt_separator"), "\n\n").replace("\\n", "\n")
        self.permalink = self._permalink()
        said = text(get("markdown_ext"), _MARKDOWN)
        self.markdown = frozenset(f".{one.strip().lower()}" for one in said.split(","))
        self.zone = self._zone(site)
        host, path = text(get("url")).rstrip("/"), text(get("baseurl")).strip("/")
        self.base_url = f"{host}/{path}".rstrip("/") if path else host
        self.filter = Filter(self.all)
        self._defaults = list(self._sets())

    def path(self, *names: str) -> str:
        """A file's path in the site, from its path in the source folder."""
        return posixpath.join(self.source, *names) if self.source else posixpath.join(*names)

    def _permalink(self) -> str:
        posts = mapping(at(self.all, "collections", "posts"))
        if said := text(posts.get("permalink")):
            return said
        said = text(self.all.get("permalink"), "date")
        return STYLES.get(said, said)

    def _zone(self, site: Site) -> tzinfo | None:
        """The zone of the site; None is the machine's, as where nothing is said."""
        name = text(self.all.get("timezone"))
        if not name:
            return None
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            site.problem(self.file, f"timezone: “{name[:60]}” is not a time zone: UTC is taken")
            return UTC

    def _sets(self) -> Iterator[_Set]:
        """The sets of defaults that may hold for posts."""
        for one in items(self.all.get("defaults")):
            values, scope = mapping(one).get("values"), mapping(one).get("scope")
            if not isinstance(values, dict):
                continue
            found = mapping(scope)
            if "type" in found and found["type"] not in ("posts", "post"):
                continue
            path = text(found.get("path"))
            pattern = _Glob(path) if "*" in path else None
            folder = f"{self.collections}/" if self.collections else "/"
            yield _Set(
                path.removeprefix(folder) if pattern is None and self.collections else path,
                pattern,
                len(path.removeprefix("/")),
                "type" in found,
                values,
            )

    def defaults(self, path: str, relative: str) -> dict[str, Value]:
        """What a post is given: by its path in the source folder, and in the collections' folder.

        The longer path of a scope holds, then the one with a type, then the later one.
        """
        merged: dict[str, Value] = {}
        old: _Set | None = None
        for one in self._defaults:
            if not one.applies(path, relative):
                continue
            if old is None or one.precedes(old):
                merged, old = merge(merged, one.values), one
            else:
                merged = merge(one.values, merged)
        return merged


class _Set(NamedTuple):
    """Values for a scope: `path` is what the paths begin with, or `pattern` what they match."""

    path: str
    pattern: _Glob | None
    length: int
    typed: bool
    values: Mapping[str, Value]

    def applies(self, path: str, relative: str) -> bool:
        if self.pattern is not None:
            return self.pattern.match(path)
        return relative.startswith(self.path)

    def precedes(self, old: _Set) -> bool:
        if self.length != old.length:
            return self.length >= old.length
        return self.typed or not old.typed


class Filter:
    """Which entries of folders Jekyll looks at."""

    def __init__(self, settings: Mapping[str, Value]) -> None:
        include = _names(settings.get("include")) if "include" in settings else [".htaccess"]
        exclude = [*_names(settings.get("exclude")), *_EXCLUDED]
        self._included = _Patterns(include)
        self._excluded = _Patterns([name for name in exclude if name not in include])
        self._output = inside(text(settings.get("destination"), "_site"))

    def rejected(self, folder: str, entry: str, *, is_folder: bool) -> str:
        """Why an entry of a folder is not looked at, in words; "" where it is.

        An entry is a name, or a path below `_posts`, of which the first and last name count.
        """
        name = entry.rpartition("/")[2]
        if self._included.match(entry, is_folder) or self._included.match(name, is_folder):
            return ""
        path = f"{folder}/{entry}" if folder else entry
        if self._excluded.match(path, is_folder) or (is_folder and path == self._output):
            return f"{path} is excluded in the settings"
        if entry[:1] in _SPECIAL or name[:1] in _SPECIAL:
            return f"the name {name if name[:1] in _SPECIAL else entry} starts with {entry[:1]}"
        return f"{name} is a backup" if name.endswith("~") else ""


class _Patterns:
    """Patterns of paths: what begins with one, or matches it with `*` for anything."""

    def __init__(self, patterns: list[str]) -> None:
        plain = [one.lstrip("/") for one in patterns if one.lstrip("/")]
        self._starts = tuple(plain)
        self._folders = frozenset(one[:-1] for one in plain if one.endswith("/"))
        globs = [one for one in plain if _MAGIC.search(one) and len(one) <= _LONGEST]
        # `[^…]` is Ruby's `[!…]` as well.
        made = [fnmatch.translate(one.replace("[^", "[!")) for one in globs]
        self._glob = re.compile("|".join(made)) if made else None

    def match(self, path: str, is_folder: bool) -> bool:
        return (
            path.startswith(self._starts)
            or (is_folder and path in self._folders)
            or bool(self._glob and self._glob.match(path))
        )


def merge(under: Mapping[str, Value], over: Mapping[str, Value]) -> dict[str, Value]:
    """Two maps in one, the second's values holding; nothing replaces something with nothing."""
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        if value is None and key in merged:
            continue
        merged[key] = (
            merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return merged


def inside(path: str) -> str:
    """A folder's path in the site, "" for all of it and for what lies outside."""
    clean = posixpath.normpath(path.strip().replace("\\", "/")).lstrip("/")
    return "" if clean in (".", "") or clean.startswith("..") else clean


def _names(value: Value) -> list[str]:
    return [str(one) for one in items(value) if isinstance(one, str)]


class _Glob:
    """A pattern for the paths of what `Dir.glob` finds, and of all below it."""

    def __init__(self, path: str) -> None:
        names = path.strip("/").split("/") if len(path) <= _LONGEST else []
        # None is any number of folders.
        self._names = [None if name == "**" else _name(name) for name in names]

    def match(self, path: str) -> bool:
        """Whether the path is found, or one above it; in time linear in its length."""
        last = len(self._names)
        places = self._with_none({0}) if last else set()
        for name in path.split("/"):
            if last in places:
                return True
            moved: set[int] = set()
            for place in places:
                known = self._names[place]
                if known is None:
                    moved.add(place)
                elif known.match(name):
                    moved.add(place + 1)
            places = self._with_none(moved)
        return last in places

    def _with_none(self, places: set[int]) -> set[int]:
        """The places, and those behind a `**` that stands for no folder."""
        found = set(places)
        for place, name in enumerate(self._names[:-1]):
            if name is None and place in found:
                found.add(place + 1)
        return found


def _name(name: str) -> re.Pattern[str]:
    """One name of a path: `*`, `?`, `[…]` and `{a,b}`."""
    names = [name.replace("[^", "[!")]
    while len(names) < 50 and (braces := _BRACES.search(names[0])):
        first = names.pop(0)
        parts = braces[1].split(",")
        names += [first[: braces.start()] + part + first[braces.end() :] for part in parts]
    return re.compile("|".join(map(fnmatch.translate, names)))
