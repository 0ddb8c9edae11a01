"""Addresses of Hugo's pages: `permalinks`, `url` and `slug`, and the path where none of them is.

Sources: Hugo's `resources/page/permalinks.go` and `page_paths.go`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.engines.hugo_cascade import glob
from reader.engines.hugo_paths import (
    escaped,
    joined,
    lower,
    sanitized,
    without_accents,
)
from reader.engines.hugo_settings import MOST
from reader.engines.settings import at, mapping, text
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.engines.hugo_settings import Settings
    from reader.source.frontmatter import Value

_KINDS = ("page", "section", "taxonomy", "term")
_TOKEN = lazy(r":\w+(?:\[[^\]\n]+\])?", re.ASCII)
_LONGEST = 300
_ZERO = datetime(1, 1, 1, tzinfo=UTC)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
# The parts of a layout of Go's that a token can hold, the longest first.
_LAYOUT = lazy(r"January|Jan|Monday|Mon|2006|002|06|01|02|03|04|05|15|_2|PM|pm|1|2|3|4|5")


class Rule(NamedTuple):
    """A pattern for the pages of a kind at some paths."""

    pattern: str
    kind: re.Pattern[str]
    path: re.Pattern[str]


class Named(NamedTuple):
    """What an address is made of: a page, or a term's.

    `path` is the logical one, `name` as on disk; `sections` are the folders down to the section
    that it stands in, `named` the slugs or titles of those that are sections.
    """

    path: str
    name: str
    title: str
    slug: str
    date: datetime | None
    section: str
    sections: Sequence[str]
    named: Sequence[str]


def rules(value: Value) -> list[Rule]:
    """`permalinks` in its three forms: a list with targets, by kind, by section."""
    if isinstance(value, list):
        found: list[Rule] = []
        for said in map(mapping, value[:MOST]):
            target = {lower(key): text(item) for key, item in mapping(said.get("target")).items()}
            kind, path = glob(target.get("kind", "**")), glob(target.get("path", "**"))
            found.append(Rule(text(said.get("pattern"))[:_LONGEST], kind, path))
        return found
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for key, one in mapping(value).items():
        if isinstance(one, dict) and key in _KINDS:
            by_kind.setdefault(key, []).extend((name, text(item)) for name, item in one.items())
        elif pattern := text(one):
            by_kind.setdefault("{page,term}", []).append((key, pattern))
    return [
        Rule(pattern[:_LONGEST], glob(kind), _of_section(section))
        for kind, patterns in by_kind.items()
        for section, pattern in sorted(patterns, key=lambda one: -len(one[0]))[:MOST]
    ]


def _of_section(section: str) -> re.Pattern[str]:
    section = section.strip(" /")
    return glob(f"/{{{section},{section}/**}}" if section else "/*")


def urlized(text: str) -> str:
    """A title, slug or file's name in a pattern's place."""
    return sanitized(text).rstrip("#")


class Addresses:
    """Makes the addresses of a site's pages."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._rules = rules(settings.raw.get("permalinks"))
        # What a language says stands in the place of what the site says.
        self._own = {
            code: rules(one["permalinks"])
            for code in settings.languages
            if "permalinks" in (one := mapping(at(settings.raw, "languages", code)))
        }

    def top(self, lang: str) -> str:
        """What stands before every address, without a slash at its end."""
        return self.settings.base_path + self._lang(lang)

    def _lang(self, lang: str) -> str:
        own = lang != self.settings.default_lang or self.settings.lang_in_path
        return f"/{lang}" if own else ""

    def page(self, page: Named, lang: str, said: str, plain: str) -> str:
        """A page's address; `said` is its `url`, `plain` its path where nothing else is said."""
        if said:
            return self._said(page, lang, said)
        pattern = self._pattern("page", page, lang)
        path = plain if pattern is None else self.expanded(pattern, page)
        path = joined(path).rstrip("/")
        if self.fit(path) and self._ugly(page.section):
            return escaped(self.top(lang) + self.fit(f"{path}.html"))
        return escaped(self.top(lang) + self.fit(path) + "/")

    def _ugly(self, section: str) -> bool:
        ugly = self.settings.ugly
        return ugly if isinstance(ugly, bool) else ugly.get(section, False)

    def term(self, page: Named, lang: str, number: int, said: str) -> str:
        """The address of one page of a term's list."""
        if said:
            path = joined(said)
        else:
            pattern = self._pattern("term", page, lang)
            plain = f"/{page.section}/{page.slug or page.name}"
            inner = plain if pattern is None else self.expanded(pattern, page)
            path = self.fit(joined(inner))
        return self.paged(path, lang, number)

    def paged(self, path: str, lang: str, number: int) -> str:
        """The address of one page of the list at a path."""
        home = not path.strip("/")
        path = path.rstrip("/")
        if number > 1:
            path += f"/{self.settings.page_path}/{number}"
        if self.settings.ugly is True:
            path += "/index.html" if home else ".html"
            return escaped(self.top(lang) + path)
        return escaped(self.top(lang) + path + "/")

    def _said(self, page: Named, lang: str, said: str) -> str:
        said = said[:2000]
        if ":" in said:
            said = self.expanded(said, page)
        top = self.settings.base_path if said.startswith("/") else self.top(lang)
        path = joined(said)
        if "." not in said and not path.endswith("/"):
            path += "/"
        return escaped(top + path)

    def fit(self, path: str) -> str:
        """A path as it is published."""
        if self.settings.no_accents:
            path = without_accents(path)
        path = sanitized(path)
        return lower(path) if self.settings.to_lower else path

    def _pattern(self, kind: str, page: Named, lang: str) -> str | None:
        for rule in self._own.get(lang, self._rules):
            if rule.kind.fullmatch(kind) and rule.path.fullmatch(page.path):
                return rule.pattern
        return None

    def expanded(self, pattern: str, page: Named) -> str:
        """A pattern with its tokens replaced; one that is not known stays. Each `+` is a space."""
        pattern = pattern.replace("\\:", "\0")
        path = _TOKEN.sub(lambda found: self._token(found.group()[1:], page), pattern)
        return path.replace("\0", ":").replace("+", " ")

    def _token(self, token: str, page: Named) -> str:
        if simple := _TOKENS.get(token):
            return simple(page)
        name, _, cut = token.partition("[")
        if cut and name in ("sections", "sectionslugs"):
            entries = page.sections if name == "sections" else page.named
            return "/".join(_cut(entries, cut.rstrip("]")))
        date = page.date or _ZERO
        layout = _LAYOUT.sub(lambda found: _formatted(found.group(), date), token)
        return layout if layout != token else f":{token}"


def _cut(entries: Sequence[str], cut: str) -> Sequence[str]:
    """Part of a list as Hugo cuts it: `[1:]`, `[last]`, `[0]`; nothing raises."""
    if not entries:
        return ()
    low, colon, high = cut.strip().lower().partition(":")
    first = _bound(low, len(entries), 0)
    if not colon:
        return entries[first : first + 1] if first < len(entries) else ()
    return entries[first : _bound(high, len(entries), len(entries))]


def _bound(text: str, total: int, default: int) -> int:
    if not text:
        return default
    if text == "last":
        return total - 1
    return min(int(text), total) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _formatted(part: str, date: datetime) -> str:
    weekday = date.isoweekday() % 7
    return {
        "January": _MONTHS[date.month - 1], "Jan": _MONTHS[date.month - 1][:3],
        "Monday": _WEEKDAYS[weekday], "Mon": _WEEKDAYS[weekday][:3],
        "2006": f"{date.year:04}", "06": f"{date.year % 100:02}", "01": f"{date.month:02}",
        "02": f"{date.day:02}", "002": f"{date.timetuple().tm_yday:03}", "_2": f"{date.day:2}",
        "15": f"{date.hour:02}", "03": f"{date.hour % 12 or 12:02}", "04": f"{date.minute:02}",
        "05": f"{date.second:02}", "PM": "PM" if date.hour > 11 else "AM",
        "pm": "pm" if date.hour > 11 else "am", "1": str(date.month), "2": str(date.day),
        "3": str(date.hour % 12 or 12), "4": str(date.minute), "5": str(date.second),
    }[part]  # fmt: skip


def _title(page: Named) -> str:
    # A slash of a title parts no folders.
    return urlized(re.sub(r"[/\\]", "-", page.title))


def _date(page: Named) -> datetime:
    return page.date or _ZERO


_TOKENS: Mapping[str, Callable[[Named], str]] = {
    "year": lambda page: str(_date(page).year),
    "month": lambda page: f"{_date(page).month:02}",
    "monthname": lambda page: _MONTHS[_date(page).month - 1],
    "day": lambda page: f"{_date(page).day:02}",
    "weekday": lambda page: str(_date(page).isoweekday() % 7),
    "weekdayname": lambda page: _WEEKDAYS[_date(page).isoweekday() % 7],
    "yearday": lambda page: str(_date(page).timetuple().tm_yday),
    "section": lambda page: page.section,
    "sectionslug": lambda page: page.named[0] if page.named else "",
    "sections": lambda page: "/".join(page.sections),
    "sectionslugs": lambda page: "/".join(page.named),
    "title": _title,
    "slug": lambda page: urlized(page.slug) if page.slug else _title(page),
    "slugorfilename": lambda page: urlized(page.slug or page.name),
    "filename": lambda page: urlized(page.name),
    "contentbasename": lambda page: urlized(page.name),
    "slugorcontentbasename": lambda page: urlized(page.slug or page.name),
}
