"""A Hugo site's settings, typed, as far as they decide on lists, dates, terms and addresses.

Source: gohugo.io/configuration. Of a theme or a module nothing is read but its main sections.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from reader.engines.hugo_cascade import glob
from reader.engines.hugo_files import load, names, of_themes
from reader.engines.hugo_paths import lower, normal
from reader.engines.settings import at, flag, items, mapping, number, text

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.source.frontmatter import Value

_TAXONOMIES = {"categories": "category", "tags": "tag", "authors": "author"}
# Hugo's dates with the keys that each is looked for in (`pagemeta/page_frontmatter.go`).
_DATES: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "publishdate", "lastmod"),
    "lastmod": (":git", "lastmod", "date", "publishdate"),
    "publishdate": ("publishdate", "date"),
    "expirydate": ("expirydate",),
}
_ALIASES = {
    "lastmod": ("modified",),
    "publishdate": ("pubdate", "published"),
    "expirydate": ("unpublishdate",),
}
# Languages, taxonomies, rules: no site has more, and each costs a look at every page.
MOST = 200
_LONGEST_PATTERN = 500


class Keys(NamedTuple):
    """For each of Hugo's dates the keys that it is looked for in, the first one first."""

    date: tuple[str, ...]
    publishdate: tuple[str, ...]
    expirydate: tuple[str, ...]

    @classmethod
    def of(cls, said: Mapping[str, list[str]]) -> Keys:
        """What `frontmatter` in the settings says, its `:default` and the aliases filled in."""
        return cls(*(_filled(name, said.get(name)) for name in cls._fields))


def _filled(name: str, said: list[str] | None) -> tuple[str, ...]:
    keys: list[str] = []
    for one in said if said is not None else _DATES[name]:
        keys += _DATES[name] if one == ":default" else [one]
    return tuple(dict.fromkeys(key for one in keys for key in (one, *_ALIASES.get(one, ()))))


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of the site whose files are content, of a language where it says so.

    `prefix` is what stands in the content folder before the path of such a file; `files` are
    patterns of paths in the folder, and whether what fits is content: the first one counts.
    """

    folder: str
    lang: str = ""
    prefix: str = ""
    files: tuple[tuple[bool, re.Pattern[str]], ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a file in the folder is content: a folder that is left out is not walked."""
        if not self.files:
            return True
        path = lower(path)
        ends = [end for end, sign in enumerate(path) if sign == "/"]
        if any(self._said(path[:end]) is False for end in ends):
            return False
        said = self._said(path)
        return not any(wanted for wanted, _ in self.files) if said is None else said

    def _said(self, path: str) -> bool | None:
        return next((wanted for wanted, glob in self.files if glob.fullmatch(path)), None)


@dataclass(frozen=True, slots=True)
class Settings:
    """What of a site's settings decides on lists, dates, terms and addresses."""

    raw: Mapping[str, Value]
    default_lang: str
    languages: tuple[str, ...]
    all_languages: frozenset[str]
    lang_in_path: bool
    roots: tuple[Root, ...]
    base_url: str
    base_path: str
    page_size: int
    page_path: str
    main_sections: Mapping[str, tuple[str, ...]]
    taxonomies: Mapping[str, str]
    disabled: frozenset[str]
    keys: Keys
    zones: Mapping[str, tzinfo]
    drafts: bool
    future: bool
    expired: bool
    to_lower: bool
    no_accents: bool
    ugly: bool | Mapping[str, bool]
    ignored: tuple[re.Pattern[str], ...] = ()
    flaws: tuple[str, ...] = field(default=())


def settings(site: Site) -> Settings:
    """The settings of a site, typed; SettingsError where a file cannot be read."""
    raw = load(site)
    flaws: list[str] = []
    default = lower(text(raw.get("defaultcontentlanguage"), "en"))
    told = list(mapping(raw.get("languages")).items())[:MOST]
    said = {lower(key): mapping(value) for key, value in told}
    off = {lower(name) for name in names(raw.get("disablelanguages"))}
    off |= {code for code, one in said.items() if flag(one.get("disabled"))}
    languages = tuple(code for code in said if code not in off) or (default,)
    if default not in languages:
        default = languages[0]
    own = said.get(default, {})
    address = text(own.get("baseurl"), text(raw.get("baseurl")))
    base_url, base_path = _address(address)
    paging = {**mapping(raw.get("pagination")), **mapping(own.get("pagination"))}
    old_size, old_path = raw.get("paginate"), raw.get("paginatepath")
    size = number(paging.get("pagersize"), number(own.get("paginate"), number(old_size, 10)))
    zones = {code: _zone(said.get(code, {}), raw, flaws) for code in languages}
    main = {code: _main(said.get(code, {}), raw) for code in languages}
    if not all(main.values()):
        theirs = _sections(of_themes(site, raw, "mainsections"))
        main = {code: found or theirs for code, found in main.items()}
    return Settings(
        raw=raw,
        default_lang=default,
        languages=languages,
        all_languages=frozenset([*said, *languages]),
        lang_in_path=flag(raw.get("defaultcontentlanguageinsubdir")),
        roots=tuple(_roots(raw, said, off)),
        base_url=base_url,
        base_path=base_path,
        page_size=max(1, size or 10),
        page_path=text(paging.get("path"), text(old_path, "page")).strip("/") or "page",
        main_sections={code: found for code, found in main.items() if found},
        taxonomies=_taxonomies(own.get("taxonomies", raw.get("taxonomies"))),
        disabled=frozenset(lower(one) for one in names(raw.get("disablekinds"))),
        keys=_date_keys(mapping(raw.get("frontmatter"))),
        zones=zones,
        drafts=flag(raw.get("builddrafts")),
        future=flag(raw.get("buildfuture")),
        expired=flag(raw.get("buildexpired")),
        to_lower=not flag(raw.get("disablepathtolower")),
        no_accents=flag(raw.get("removepathaccents")),
        ugly=_ugly(raw.get("uglyurls")),
        ignored=tuple(_patterns(names(raw.get("ignorefiles")), flaws)),
        flaws=tuple(flaws),
    )


def _address(address: str) -> tuple[str, str]:
    """Scheme and host, and the path below which the site stands."""
    try:
        parts = urlsplit(address.strip())
        host = f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
    except ValueError:
        return "", ""
    path = parts.path.strip("/")
    return host, f"/{path}" if path else ""


def _zone(own: Mapping[str, Value], raw: Mapping[str, Value], flaws: list[str]) -> tzinfo:
    name = text(own.get("timezone"), text(raw.get("timezone")))
    if not name or name.upper() in ("UTC", "LOCAL"):
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        flaw = f"timeZone: there is no zone “{name[:60]}”; UTC is taken"
        if flaw not in flaws:
            flaws.append(flaw)
        return UTC


def _main(own: Mapping[str, Value], raw: Mapping[str, Value]) -> tuple[str, ...]:
    for value in (
        own.get("mainsections"), at(own, "params", "mainsections"),
        raw.get("mainsections"), at(raw, "params", "mainsections"),
    ):  # fmt: skip
        if found := _sections(value):
            return found
    return ()


def _sections(value: Value) -> tuple[str, ...]:
    return tuple(lower(one) for one in names(value))


def _taxonomies(value: Value) -> Mapping[str, str]:
    """The front matter key of each taxonomy, in small letters, with reader's name for the field."""
    if value is None:
        return {"categories": "category", "tags": "tag"}
    found: dict[str, str] = {}
    for singular, plural in list(mapping(value).items())[:MOST]:
        key = lower(text(plural))
        if key:
            known = singular if singular in _TAXONOMIES.values() else key
            field = _TAXONOMIES.get(key, known)
            found[key] = key if field in found.values() else field
    return found


def _date_keys(said: Mapping[str, Value]) -> Keys:
    return Keys.of({name: [lower(key) for key in names(value)] for name, value in said.items()})


def _ugly(value: Value) -> bool | Mapping[str, bool]:
    if isinstance(value, dict):
        return {normal(key): flag(one) for key, one in value.items()}
    return flag(value)


def _patterns(said: list[str], flaws: list[str]) -> list[re.Pattern[str]]:
    found: list[re.Pattern[str]] = []
    for one in said[:MOST]:
        # A pattern of another's, run on every path: only what cannot run away.
        if len(one) > _LONGEST_PATTERN or re.search(r"[)}*+?][*+{]|\\[1-9]|\(\?[<=!P]", one):
            flaws.append(f"ignoreFiles: “{one[:60]}” is not followed")
            continue
        try:
            found.append(re.compile(one))
        except (re.error, OverflowError, RecursionError):
            flaws.append(f"ignoreFiles: “{one[:60]}” is not a pattern")
    return found


def _roots(
    raw: Mapping[str, Value], said: Mapping[str, Mapping[str, Value]], off: set[str]
) -> list[Root]:
    """The content folders, the longest first; of a language that is off none is content."""
    folder = text(raw.get("contentdir"), "content").strip("/")
    roots: list[Root] = []
    for code, one in said.items():
        if own := text(one.get("contentdir")).strip("/"):
            roots.append(Root(own, code))
    mounted = False
    for mount in items(at(raw, "module", "mounts"))[:MOST]:
        one = mapping(mount)
        target = text(one.get("target")).strip("/")
        if target == "content" or target.startswith("content/"):
            source, prefix = text(one.get("source")).strip("/"), target[8:]
            roots.append(Root(source, lower(text(one.get("lang"))), prefix, _files(one)))
            mounted = True
    # Where each language has a folder of its own, or folders are mounted, the common one is none.
    theirs = sum(bool(one.lang) for one in roots)
    if not mounted and (not said or theirs < len(said)):
        roots.append(Root(folder))
    return sorted(roots, key=lambda root: -len(root.folder))


def _files(mount: Mapping[str, Value]) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """The patterns of a mount: `files`, `! ` before those that leave out, or the older keys."""
    said = [(not one.startswith("! "), one.removeprefix("! ")) for one in names(mount.get("files"))]
    said += [(True, one) for one in names(mount.get("includefiles"))]
    said += [(False, one) for one in names(mount.get("excludefiles"))]
    return tuple((wanted, glob(one.strip().lstrip("/"))) for wanted, one in said[:MOST])
