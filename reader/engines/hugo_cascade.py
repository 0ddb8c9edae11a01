"""What Hugo's sections say of the pages below them: `cascade`, titles and slugs in `_index.md`.

Sources: Hugo's `resources/page/page_matcher.go`, `hugolib/content_map_page.go`. A section's file is
read when a page below it is; that it changed is known by its stamp.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.engines.hugo_paths import CONTENT, Place, lower, normal
from reader.engines.settings import SettingsError, items, mapping, text

if TYPE_CHECKING:
    from reader.engines.hugo_settings import Root
    from reader.engines.site import Site
    from reader.source.frontmatter import Value

_LONGEST_GLOB = 300
_MOST_STARS = 8
_MOST_RULES = 200
_NOTHING: Mapping[str, Value] = {}


class Rule(NamedTuple):
    """Values for the pages that a target fits; None stands for any."""

    values: Mapping[str, Value]
    path: re.Pattern[str] | None = None
    kind: re.Pattern[str] | None = None
    lang: re.Pattern[str] | None = None

    def fits(self, path: str, lang: str) -> bool:
        """Whether it is for the regular page at a logical path, in a language."""
        asked = ((self.path, path), (self.kind, "page"), (self.lang, lang))
        return all(glob is None or glob.fullmatch(value) for glob, value in asked)


def rules(value: Value) -> list[Rule]:
    """A cascade: one map, or a list of maps."""
    found: list[Rule] = []
    for one in (items(value) or [value])[:_MOST_RULES]:
        if not isinstance(one, dict):
            continue
        said = {lower(key): item for key, item in one.items()}
        target = said.pop("target", None) or said.pop("_target", None)
        asked = {lower(key): text(item) for key, item in mapping(target).items()}
        if asked.get("environment", "production") not in ("production", "**", "*"):
            continue
        globs = [glob(asked[key]) if key in asked else None for key in ("path", "kind", "lang")]
        found.append(Rule(flat(said), *globs))
    return found


def flat(values: Mapping[str, Value]) -> dict[str, Value]:
    """Values with those under `params` beside them, as Hugo's own are; keys in small letters."""
    found = {lower(key): value for key, value in mapping(values.get("params")).items()}
    found.update({lower(key): value for key, value in values.items() if lower(key) != "params"})
    return found


@lru_cache(maxsize=256)
def glob(pattern: str) -> re.Pattern[str]:
    """A glob as Hugo has them: `*` within a folder, `**` across folders, `{a,b}`, `?`."""
    found: list[str] = []
    depth = 0
    if len(pattern) > _LONGEST_GLOB or pattern.count("*") > 2 * _MOST_STARS:
        return re.compile(r"(?!)")
    for part in re.findall(r"\*+|.", lower(pattern), re.DOTALL):
        if part[0] == "*":
            found.append(".*" if len(part) > 1 else "[^/]*")
        elif part == "?":
            found.append("[^/]")
        elif part == "{":
            depth += 1
            found.append("(?:")
        elif part == "}" and depth:
            depth -= 1
            found.append(")")
        else:
            found.append("|" if part == "," and depth else re.escape(part))
    return re.compile("".join(found) + ")" * depth, re.DOTALL)


class Sections:
    """The `_index` files of a site, by folder (logical path) and language."""

    def __init__(self, site: Site, roots: Iterable[Root], languages: Collection[str]) -> None:
        self._site, self._roots = site, tuple(roots)
        self._languages = tuple(languages)
        self._known: dict[str, dict[str, str]] = {}  # folder → language → file
        # What was not seen in a scan is looked for; after one nothing else is there.
        self.scanned = False
        self._read: dict[str, Mapping[str, Value]] = {}
        self._cascades: dict[str, list[Rule]] = {}
        self._above: dict[tuple[str, str], list[Rule]] = {}

    def know(self, place: Place, file: str) -> None:
        """Note a section's file that was seen in the scan; its stamp becomes the site's."""
        self._site.exists(file)
        folder = normal(place.folder)
        self._known.setdefault(folder, {})[place.lang] = file
        self._above.clear()

    def seen(self, folders: Iterable[str]) -> None:
        """Note folders of the library: what no file was seen of is not there."""
        for folder in folders:
            self._known.setdefault(normal(folder), {})

    def look(self, folders: Iterable[str]) -> None:
        """Look for the files of sections that stand outside of the library."""
        for folder in folders:
            if (key := normal(folder)) in self._known:
                continue
            found = self._known.setdefault(key, {})
            for root in self._roots:
                if root.prefix and not (folder + "/").startswith(root.prefix + "/"):
                    continue
                inner = folder[len(root.prefix) :].strip("/") if root.prefix else folder
                for lang in (root.lang or self._languages[0], *self._languages):
                    dot = f".{lang}" if lang != (root.lang or self._languages[0]) else ""
                    names = [f"{root.folder}/{inner}/_index{dot}.{form}" for form in CONTENT]
                    file = self._site.first(*(name.replace("//", "/") for name in names))
                    if file:
                        found.setdefault(lang, file)

    def exists(self, folder: str, lang: str) -> bool:
        """Whether a section's file stands in a folder, in a language."""
        return lang in self._files(folder)

    def says(self, folder: str, lang: str) -> Mapping[str, Value]:
        """The front matter of a section's file, keys in small letters; empty where none is."""
        file = self._files(folder).get(lang)
        if file is None:
            return _NOTHING
        if file not in self._read:
            self._read[file] = self._front(file)
        return self._read[file]

    def defaults(self, path: str, folder: str, lang: str) -> dict[str, Value]:
        """What the sections above a page give it, the nearest first."""
        found: dict[str, Value] = {}
        if (folder, lang) not in self._above:
            self._above[folder, lang] = list(self._rules_above(folder, lang))
        for rule in self._above[folder, lang]:
            if rule.fits(path, lang):
                found = {**rule.values, **found}
        return found

    def _rules_above(self, folder: str, lang: str) -> Iterator[Rule]:
        parts = [part for part in normal(folder).split("/") if part]
        for end in range(len(parts), -1, -1):
            yield from self._rules("/".join(parts[:end]), lang)

    def _rules(self, folder: str, lang: str) -> list[Rule]:
        file = self._files(folder).get(lang)
        if file is None:
            return []
        if file not in self._cascades:
            self._cascades[file] = rules(self.says(folder, lang).get("cascade"))
        return self._cascades[file]

    def _files(self, folder: str) -> Mapping[str, str]:
        key = normal(folder)
        if key not in self._known and not self.scanned:
            self.look([folder])
        return self._known.get(key, {})

    def _front(self, file: str) -> Mapping[str, Value]:
        from reader.source.document import parse

        try:
            return flat(parse(file, self._site.text(file)).front.values)
        except SettingsError as error:
            self._site.problem(file, error)
            return _NOTHING
