"""What conf.py says of a Nikola site: which files are posts, languages, paths, pages.

After Nikola 8.3 (`nikola.py`, `utils.TranslatableSetting`); the file is read, never executed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from reader.engines.site import Site

_LONGEST_PATTERN = 300
# A group that repeats what repeats: such a pattern may take for ever.
_RUNAWAY = re.compile(r"[*+}][?+]?\)+[*+{]|\\[1-9]|\(\?P=")
_OLD_NAMES = {
    "UNSLUGIFY_TITLES": "FILE_METADATA_UNSLUGIFY_TITLES",
    "DISABLE_INDEXES_PLUGIN_INDEX_AND_ATOM_FEED": "DISABLE_INDEXES",
}
_OLD_PLUGINS = {
    "render_authors": ("classify_authors",),
    "render_indexes": ("classify_indexes",),
    "render_tags": ("classify_categories", "classify_tags"),
}


class Pattern(NamedTuple):
    """A row of POSTS or PAGES: files of a folder and those below, and where they are published."""

    folder: str
    name: str
    destination: object
    posts: bool


class Home(NamedTuple):
    """Where a file stands: its pattern, the folder below the pattern's, its language and base.

    `base` is the path of the file in the site's main language.
    """

    pattern: Pattern
    below: str
    lang: str
    base: str


class Settings:
    """The settings of a site, those that are not read with Nikola's own values."""

    def __init__(self, values: Mapping[str, object]) -> None:
        values = self.values = _renamed(values)
        self.default = self.text("DEFAULT_LANG", "en")
        given = values.get("TRANSLATIONS")
        languages = given if isinstance(given, dict) and given else {self.default: ""}
        self.languages = {
            str(lang): posixpath.normpath(path.strip("/")) if isinstance(path, str) else "."
            for lang, path in languages.items()
        }
        self.languages.setdefault(self.default, ".")
        self.patterns = [*_rows(values.get("POSTS"), True), *_rows(values.get("PAGES"), False)]
        self.zone = _zone(self.text("TIMEZONE", "UTC"))
        self.index_file = self.text("INDEX_FILE", "index.html")
        self.pretty = self.flag("PRETTY_URLS", True)
        self.strips = self.flag("STRIP_INDEXES", True)
        size = values.get("INDEX_DISPLAY_POST_COUNT")
        self.size = size if isinstance(size, int) and 0 < size < 1_000_000 else 10
        self._translated = _translated(
            self.text("TRANSLATIONS_PATTERN", "{path}.{lang}.{ext}"), self.languages
        )
        self.in_name = _in_name(values.get("FILE_METADATA_REGEXP"))

    def flag(self, name: str, default: bool) -> bool:
        """A truth."""
        value = self.values.get(name, default)
        return default if value is None else bool(value)

    def text(self, name: str, default: str = "", lang: str = "") -> str:
        """A text, in a language where the setting has several."""
        value = self.values.get(name, default)
        value = self.spoken(value, lang) if lang else value
        return value if isinstance(value, str) else default

    def spoken(self, value: object, lang: str) -> object:
        """The value of a setting that may be a map of languages to values."""
        if not isinstance(value, dict) or not value:
            return value
        first = next(iter(value.values()))
        return value.get(lang, value.get(self.default, first))

    def home(self, path: str) -> Home | None:
        """Where a file of the site stands; None where no pattern names it."""
        lang, base = self.default, path
        found = self._translated.fullmatch(path) if self._translated else None
        if found and found["lang"] != self.default:
            lang, base = found["lang"], f"{found['path']}.{found['ext']}"
        folder, _, name = base.rpartition("/")
        for one in self.patterns:
            inside = folder == one.folder or folder.startswith(one.folder + "/")
            if inside and fnmatchcase(name, one.name):
                return Home(one, folder[len(one.folder) + 1 :], lang, base)
        return None

    def translation(self, base: str, lang: str) -> str:
        """The path of the file that holds a translation."""
        if lang == self.default:
            return base
        path, ending = posixpath.splitext(base)
        pattern = self.text("TRANSLATIONS_PATTERN", "{path}.{lang}.{ext}")
        values = {"path": path, "lang": lang, "ext": ending[1:]}
        return re.sub(r"\{(path|lang|ext)\}", lambda found: values[found[1]], pattern)


def load(site: Site, file: str) -> Settings | None:
    """The settings in a file that has POSTS in it; SettingsError where it is no Python."""
    return _loaded(site.text(file))


# Asked for twice at each start: is it Nikola's, and what does it say?
@lru_cache(maxsize=2)
def _loaded(text: str) -> Settings | None:
    if "POSTS" not in text:  # Sphinx's settings stand in a conf.py too
        return None
    from reader.engines.python_settings import read

    settings = Settings(read(text))
    return settings if any(one.posts for one in settings.patterns) else None


def _renamed(said: Mapping[str, object]) -> Mapping[str, object]:
    """The settings under their names of today: Nikola still reads those of its older versions."""
    values = dict(said)
    for old, new in _OLD_NAMES.items():
        if old in values:
            values[new] = values[old]
    if values.get("POSTS_SECTIONS"):
        values["CATEGORY_DESTPATH_NAMES"] = values.get("POSTS_SECTION_NAME", {})
        values["CATEGORY_DESTPATH_AS_DEFAULT"] = not values.get("POSTS_SECTION_FROM_META")
    disabled = values.get("DISABLED_PLUGINS")
    if isinstance(disabled, (list, tuple)):
        names = [one for one in disabled if isinstance(one, str)]
        values["DISABLED_PLUGINS"] = [
            *names, *(new for old in names for new in _OLD_PLUGINS.get(old, ())),
        ]  # fmt: skip
    return values


def _rows(value: object, posts: bool) -> list[Pattern]:
    rows = value if isinstance(value, (list, tuple)) else ()
    found = []
    for row in rows:
        if isinstance(row, (list, tuple)) and len(row) > 1 and isinstance(row[0], str):
            folder, name = posixpath.split(row[0])
            if folder:
                found.append(Pattern(posixpath.normpath(folder), name, row[1], posts))
    return found


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return UTC


def _translated(pattern: str, languages: Mapping[str, str]) -> re.Pattern[str] | None:
    """What tells the translation of a file, as `utils.get_translation_candidate` does."""
    if not all(pattern.count(part) == 1 for part in ("{path}", "{lang}", "{ext}")):
        return None
    escaped = re.escape(pattern)
    langs = "|".join(map(re.escape, languages))
    for part, form in (("path", ".+?"), ("lang", langs), ("ext", r"[^./]+")):
        escaped = escaped.replace(re.escape(f"{{{part}}}"), f"(?P<{part}>{form})")
    return re.compile(escaped)


def _in_name(value: object) -> re.Pattern[str] | None:
    """FILE_METADATA_REGEXP, where it is one that ends soon."""
    if not isinstance(value, str) or len(value) > _LONGEST_PATTERN or _RUNAWAY.search(value):
        return None
    try:
        return re.compile(value)
    except (re.error, RecursionError, OverflowError):
        return None
