"""What `pelicanconf.py` says, as far as its text tells it, over Pelican's own settings.

After `pelican.settings`. A setting of a wrong kind is as good as not there; a pattern that is none
is a Problem.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reader.engines import python_settings
from reader.engines.pelican_paths import Paths
from reader.engines.pelican_slugs import Pattern, Slugs
from reader.engines.settings import SettingsError

if TYPE_CHECKING:
    from reader.engines.site import Site

FILE = "pelicanconf.py"
_PUBLISHED = "publishconf.py"
_FILE_DATE = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
_DATED = re.compile(_FILE_DATE, re.ASCII)
_MOST = 1000


class Rule(NamedTuple):
    """From which page on which address and file a page has (PAGINATION_PATTERNS)."""

    first: int
    url: str
    save_as: str


_RULES = (
    Rule(1, "{name}{extension}", "{name}{extension}"),
    Rule(2, "{name}{number}{extension}", "{name}{number}{extension}"),
)
_TEMPLATES = ("index", "tag", "category", "author")


class Settings:
    """The settings of a site; SettingsError."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.said = python_settings.read(site.text(FILE)) if site.is_file(FILE) else {}
        self.content = self._content()
        self.base_url = self._base_url()
        self.zone = self.text("TIMEZONE", "UTC")
        self.language = self.text("DEFAULT_LANG", "en").lower()
        self.author = self.text("AUTHOR", "")
        self.order_by = self.text("ARTICLE_ORDER_BY", "reversed-date")
        self.orphans = max(0, self.number("DEFAULT_ORPHANS") or 0)
        self.with_future = bool(self.said.get("WITH_FUTURE_DATES", True))
        self.slug_of_name = self.text("SLUGIFY_SOURCE", "title") == "basename"
        by_folder = bool(self.said.get("USE_FOLDER_AS_CATEGORY", True))
        self.has_categories = bool(self.save_as("category"))
        self.folder_is_category = by_folder and self.has_categories
        default = self.text("DEFAULT_CATEGORY", "misc")
        self.default_category = default if self.has_categories else ""
        self.dated_by_file = self.said.get("DEFAULT_DATE") == "fs"
        self.default_date = self._default_date()
        plugins = self.texts("PLUGINS", [])
        self.reads_yaml = any(one.rpartition(".")[2] == "yaml_metadata" for one in plugins)

    # Values of a kind.

    def text(self, name: str, default: str) -> str:
        """A text, `default` where the setting is none."""
        value = self.said.get(name)
        return value if isinstance(value, str) else default

    def texts(self, name: str, default: Sequence[str]) -> list[str]:
        """A list of texts; Pelican takes a single text for a mistake."""
        value = self.said.get(name)
        if not isinstance(value, (list, tuple, set)):
            return list(default)
        return [one for one in value if isinstance(one, str)][:_MOST]

    def number(self, name: str) -> int | None:
        """A whole number; None where the setting is none."""
        value = self.said.get(name)
        return int(value) if isinstance(value, int) and abs(value) < 10**9 else None

    def mapping(self, name: str) -> Mapping[object, object]:
        """A dict, or a list of pairs; an empty one where the setting is none."""
        value = self.said.get(name)
        if isinstance(value, (list, tuple)):
            pairs = [one for one in value if isinstance(one, (list, tuple)) and len(one) == 2]
            return {key: one for key, one in pairs if isinstance(key, str)}
        return value if isinstance(value, dict) else {}

    def _values(self, values: object) -> dict[str, str | list[str]]:
        """Metadata: texts, and lists of them."""
        found: dict[str, str | list[str]] = {}
        for key, value in values.items() if isinstance(values, dict) else ():
            if isinstance(key, str) and isinstance(value, (str, int, float)):
                found[key.lower()] = str(value)
            elif isinstance(key, str) and isinstance(value, (list, tuple)):
                found[key.lower()] = [one for one in value if isinstance(one, str)]
        return found

    def _base_url(self) -> str:
        """SITEURL; where that is for trying a site out only, the one of `publishconf.py`."""
        said: object = self.text("SITEURL", "")
        if not said and self.site.is_file(_PUBLISHED):
            try:
                said = python_settings.read(self.site.text(_PUBLISHED)).get("SITEURL")
            except SettingsError as error:
                self.site.problem(_PUBLISHED, error)
        return said.removesuffix("/") if isinstance(said, str) else ""

    # Where posts stand.

    def _content(self) -> str:
        """The content folder in the site, "" for the site's own; its usual one if none is said."""
        said = self.said.get("PATH")
        if isinstance(said, str):
            if posixpath.isabs(said):
                said = posixpath.relpath(said, self.site.folder.as_posix())
            path = posixpath.normpath(said) if said else "."
            if path == ".":
                return ""
            if not path.startswith(".."):
                return path
            self.site.problem(FILE, f"PATH: {said[:80]} is not in the site")
        return "content" if self.site.is_folder("content") else ""

    @cached_property
    def paths(self) -> Paths:
        """Which files are articles."""
        return Paths(
            self.content,
            articles=self.texts("ARTICLE_PATHS", [""]),
            pages=self.texts("PAGE_PATHS", ["pages"]),
            excludes=self.texts("ARTICLE_EXCLUDES", []),
            ignored=self.texts("IGNORE_FILES", ["**/.*"]),
        )

    # What is known of a post before it is read.

    @cached_property
    def metadata(self) -> Mapping[str, str | list[str]]:
        """DEFAULT_METADATA."""
        return self._values(dict(self.mapping("DEFAULT_METADATA")))

    @cached_property
    def path_metadata(self) -> Sequence[tuple[str, Mapping[str, str | list[str]]]]:
        """EXTRA_PATH_METADATA, what is nearer to a file later."""
        said = self.mapping("EXTRA_PATH_METADATA")
        paths = sorted(path for path in said if isinstance(path, str))
        return [(path, self._values(said[path])) for path in paths[:_MOST]]

    @cached_property
    def of_name(self) -> Callable[[str], Mapping[str, str]]:
        """What FILENAME_METADATA finds in a file's name."""
        said = self.text("FILENAME_METADATA", _FILE_DATE)
        if said == _FILE_DATE:
            return _dated
        return self._found("FILENAME_METADATA", said)

    @cached_property
    def of_path(self) -> Callable[[str], Mapping[str, str]]:
        """What PATH_METADATA finds in a path."""
        return self._found("PATH_METADATA", self.text("PATH_METADATA", ""))

    def _found(self, name: str, pattern: str) -> Callable[[str], Mapping[str, str]]:
        if not pattern:
            return _nothing
        try:
            return Pattern(pattern).named
        except ValueError as error:
            self.site.problem(FILE, f"{name}: {error}")
            return _nothing

    def _default_date(self) -> str:
        """DEFAULT_DATE as a text, "" where there is none."""
        said = self.said.get("DEFAULT_DATE")
        if isinstance(said, str):
            return "" if said == "fs" else said
        parts = said if isinstance(said, (tuple, list)) and 3 <= len(said) <= 6 else ()
        if not parts or not all(isinstance(one, int) and 0 <= one < 10_000 for one in parts):
            return ""
        return "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*parts, *[0] * (6 - len(parts)))

    # Slugs, addresses and pages.

    @cached_property
    def slugs(self) -> Mapping[str, Slugs]:
        """How the slug of an article, a category, a tag and an author is made, by their kind."""
        return {kind: self._slugs(kind) for kind in ("article", "category", "tag", "author")}

    def _slugs(self, kind: str) -> Slugs:
        names = [f"{kind.upper()}_REGEX_SUBSTITUTIONS", "SLUG_REGEX_SUBSTITUTIONS"]
        name = next((one for one in names if one in self.said), "")
        said = self.said.get(name) if kind != "article" else self.said.get(names[1])
        pairs = [
            (str(one[0]), str(one[1]))
            for one in (said if isinstance(said, (list, tuple)) else ())
            if isinstance(one, (list, tuple)) and len(one) == 2
        ]
        keep_case = bool(self.said.get("SLUGIFY_PRESERVE_CASE"))
        keep_letters = bool(self.said.get("SLUGIFY_USE_UNICODE"))
        known = isinstance(said, (list, tuple))
        try:
            return Slugs(pairs if known else None, keep_case=keep_case, keep_letters=keep_letters)
        except ValueError as error:
            self.site.problem(FILE, f"{name}: {error}")
            return Slugs(keep_case=keep_case, keep_letters=keep_letters)

    def save_as(self, kind: str) -> str:
        """The pattern of the files of a kind of lists; "" where there are none."""
        if kind == "home":
            return self.text("INDEX_SAVE_AS", "index.html")
        name = f"{kind.upper()}_SAVE_AS"
        said = self.said.get(name)
        return "" if name in self.said and not said else self.text(name, f"{kind}/{{slug}}.html")

    def url(self, kind: str) -> str:
        """The pattern of the address of a kind of lists."""
        if kind == "home":
            return self.text("INDEX_URL", "index.html")
        return self.text(f"{kind.upper()}_URL", f"{kind}/{{slug}}.html")

    def post(self, what: str, *, draft: bool, translated: bool) -> str:
        """The pattern of a post's address (`url`) or file (`save_as`)."""
        lang, tail = ("_LANG", "-{lang}") if translated else ("", "")
        kind, folder = ("DRAFT", "drafts/") if draft else ("ARTICLE", "")
        return self.text(f"{kind}{lang}_{what.upper()}", f"{folder}{{slug}}{tail}.html")

    @cached_property
    def translation_id(self) -> list[str]:
        """The metadata that translations of one post share; none where they are not looked for."""
        said = self.said.get("ARTICLE_TRANSLATION_ID", "slug")
        if isinstance(said, (list, tuple, set)):
            return [one for one in said if isinstance(one, str)]
        return [said] if isinstance(said, str) and said else []

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """PAGINATION_PATTERNS, by their first page."""
        said = self.said.get("PAGINATION_PATTERNS")
        if not isinstance(said, (list, tuple)):
            return _RULES
        rules = [
            Rule(*one)
            for one in said[:_MOST]
            if isinstance(one, (list, tuple)) and len(one) == 3 and isinstance(one[0], int)
        ]
        return sorted(rules, key=lambda rule: rule.first)

    def paginated(self, kind: str) -> bool:
        """Whether lists of a kind are paginated at all."""
        return ("index" if kind == "home" else kind) in self._templates

    def size_of(self, kind: str) -> int | None:
        """Posts a page in lists of a kind; None where all stand on one."""
        if not self.paginated(kind):
            return None
        own = self._templates.get("index" if kind == "home" else kind)
        size = own if isinstance(own, int) and own else self.number("DEFAULT_PAGINATION")
        return size if size and size > 0 else None

    @cached_property
    def _templates(self) -> Mapping[object, object]:
        said = self.said.get("PAGINATED_TEMPLATES")
        return {**said} if isinstance(said, dict) else dict.fromkeys(_TEMPLATES)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of lists that are published."""
        direct = self.texts("DIRECT_TEMPLATES", ["index"])
        home = ("home",) if "index" in direct and self.save_as("home") else ()
        return (*home, *(kind for kind in ("category", "author", "tag") if self.save_as(kind)))


def _dated(name: str) -> Mapping[str, str]:
    return found.groupdict() if (found := _DATED.match(name)) else {}


def _nothing(text: str) -> Mapping[str, str]:
    return {}
