"""What astro.config.* and a site's content config say: addresses, and where collections stand.

After Astro 5 (`content/loaders/glob.ts`, `content/utils.ts`, `core/config/schemas`).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader.engines.js_settings import Call, Script
from reader.engines.settings import SettingsError, at, items, mapping, text
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.engines.site import Site

ENDINGS = (".md", ".mdx", ".markdown", ".mdown", ".mkdn", ".mkd")
_CONFIGS = ("content.config", "content/config")
_JS = ("ts", "mts", "js", "mjs")
# Collections that are a blog, the surest first; others are, if nothing else is there.
_BLOGS = ("blog", "blogs", "posts", "post", "articles", "article", "writing", "news", "notes")
_NEVER = frozenset(["docs", "i18n", "authors", "author", "team", "pages", "tags", "categories"])
_DEFINED = lazy(r"(?:\b(\w+)(?:\s*:[^=;{}()]{1,80})?\s*=|['\"]?([\w-]+)['\"]?\s*:)\s*\Z")
_NAMED = lazy(r"\bcollections\s*(?::[^=]{0,80})?=\s*\{([^{}]{0,4000})")
_ENTRY = lazy(r"(?:^|,)\s*['\"]?([\w-]+)['\"]?(?:\s*:\s*(\w+))?\s*(?=,|\Z)")
_TAGS_MADE = lazy(r"\btags\s*:[^{}]{0,200}?\.transform\(")
_SAFE = "/~!*'();,:@&=+$-_."  # what `encodeURI` lets be
_LETTERS = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"])


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: its folder in the site, and the patterns of its files, "!…" are left out.

    `lower` says that its schema writes tags in lower case.
    """

    name: str
    base: str
    patterns: Sequence[str]
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Of astro.config what addresses are made of, without slashes at the ends of `base`."""

    base: str = ""
    address: str = ""
    slash: str = "ignore"
    directories: bool = True
    source: str = "src"


def load(site: Site, file: str) -> Settings:
    """The settings in astro.config.*; SettingsError."""
    config = mapping(Script(file, site.text(file)).exported)
    source = posixpath.normpath(text(config.get("srcDir"), "src")).strip("/")
    return Settings(
        base=text(config.get("base")).strip("/"),
        address=text(config.get("site")).rstrip("/"),
        slash=text(config.get("trailingSlash"), "ignore"),
        directories=text(at(config, "build", "format"), "directory") != "file",
        source="src" if source.startswith("..") else source,
    )


def collections(site: Site, settings: Settings) -> list[Collection]:
    """The collections of Markdown files, those that are most likely a blog first.

    Where nothing defines them each folder of `src/content` is one, as Astro 5 still has it.
    """
    source = settings.source
    name = site.first(*(f"{source}/{one}.{ext}" for one in _CONFIGS for ext in _JS))
    found: list[Collection] = []
    if name:
        try:
            found = list(_defined(name, site.text(name), source))
        except SettingsError as error:
            site.problem(name, error)
    if not found and site.is_folder(f"{source}/content"):
        for folder in site.files(f"{source}/content")[:100]:
            if site.is_folder(f"{source}/content/{folder}") and not folder.startswith(("_", ".")):
                found.append(legacy(folder, source))
    found = [one for one in found if site.is_folder(one.base)]
    ranks = {one: rank for rank, one in enumerate(_BLOGS)}
    return sorted(found, key=lambda one: (one.name in _NEVER, ranks.get(one.name, len(ranks))))


def likely(collection: Collection) -> bool:
    """Whether a collection may be a blog, by its name."""
    return collection.name not in _NEVER


def usual(collection: Collection) -> bool:
    """Whether a collection has a name that blogs have."""
    return collection.name in _BLOGS


def legacy(name: str, source: str = "src") -> Collection:
    """A collection without a loader: the files of its folder, but for those with `_`."""
    patterns = [f"**/*{ending}" for ending in ENDINGS]
    return Collection(name, f"{source}/content/{name}", (*patterns, "!**/_*/**", "!**/_*"))


def _defined(name: str, code: str, source: str) -> Iterator[Collection]:
    """The collections that a content config defines with `glob`, or without any loader."""
    script = Script(name, code)
    code = script.code
    exported = _NAMED.search(code)
    called = {}
    for key, bound in _ENTRY.findall(exported[1]) if exported else ():
        called[bound or key] = key
    defined = list(script.calls("defineCollection"))
    globs = list(script.calls("glob"))
    heads = [found.start() for found in re.finditer(r"\bdefineCollection\s*\(", code)]
    for place, (call, start) in enumerate(zip(defined, heads, strict=False)):
        found = _DEFINED.search(code[max(0, start - 200) : start])
        bound = (found[1] or found[2]) if found else ""
        # The loader is written in the call, or before it and given by its name.
        mine = [one for one in globs if one.texts and any(one.texts[0] in t for t in call.texts)]
        if not mine and "loader" not in "".join(call.texts):
            if bound:
                yield replace(legacy(called.get(bound, bound), source), lower=_lowers(script, call))
        elif bound and (loader := mine[0] if mine else _nth(globs, place)):
            options = mapping(loader.values[0] if loader.values else None)
            base = posixpath.normpath(text(options.get("base"), ".")).strip("/")
            patterns = [str(one) for one in items(options.get("pattern")) if isinstance(one, str)]
            if patterns and not base.startswith(".."):
                lower = _lowers(script, call)
                yield Collection(called.get(bound, bound), base, patterns, lower)


def _lowers(script: Script, call: Call) -> bool:
    """Whether a schema makes tags anew, by a function that writes them in lower case."""
    schema = "".join(call.texts)
    return bool(_TAGS_MADE.search(schema)) and "toLowerCase" in script.with_functions(schema)


def _nth(globs: Sequence[Call], place: int) -> Call | None:
    return globs[place] if place < len(globs) else None


def slugged(path: str) -> str:
    """An entry's id: github-slugger on each folder and the name, without `/index` at the end."""
    stem = posixpath.splitext(path)[0]
    return "/".join(map(slug, stem.split("/"))).removesuffix("/index")


def slug(name: str) -> str:
    """github-slugger's `slug`: lower case, letters, digits, `_` and `-`, spaces as `-`."""
    kept = (one for one in name.lower() if one in " -" or unicodedata.category(one) in _LETTERS)
    return "".join(kept).replace(" ", "-")


def joined(settings: Settings, route: str) -> str:
    """A route from the top of the site, below the base."""
    parts = [part for part in (settings.base, *route.split("/")) if part]
    return "/" + "/".join(parts)


def ended(settings: Settings, route: str, *, page: bool) -> str:
    """A route as Astro says it; `page` is one that `paginate` makes, which has no slash.

    Its own addresses are percent-encoded, those of `paginate` as far as they must be.
    """
    path = joined(settings, route)
    if page:
        path = path.replace("?", "%3F").replace("#", "%23") + "/" * (not route)
    else:
        path = quote(path, safe=_SAFE, errors="replace")
    slash = settings.slash == "always" or (
        not page and settings.slash == "ignore" and settings.directories
    )
    path = (path.rstrip("/") or "/") if path.endswith("//") else path
    return path + "/" if slash and not path.endswith("/") else path


def known(values: Mapping[str, object], keys: Sequence[str]) -> str:
    """The first of some keys that a mapping has; ""."""
    return next((key for key in keys if values.get(key) not in (None, "")), "")
