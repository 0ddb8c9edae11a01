"""What docusaurus.config.* says of the blog: one instance of plugin-content-blog, and its site.

After Docusaurus 3.10 (`plugin-content-blog/src/options.ts`, `core/src/server/i18n.ts`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.engines.docusaurus_urls import joined
from reader.engines.settings import at, items, mapping, number, text
from reader.source.frontmatter import truth

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.source.frontmatter import Value

PLUGIN = "docusaurus-plugin-content-blog"
INCLUDE = ("**/*.{md,mdx}",)
# @docusaurus/utils, `GlobExcludeDefault`
EXCLUDE = (
    "**/_*.{js,jsx,ts,tsx,md,mdx}", "**/_*/**", "**/*.test.{js,jsx,ts,tsx}", "**/__tests__/**",
)  # fmt: skip
_PRESETS = ("classic", "preset-classic", "@docusaurus/preset-classic", "@docusaurus/classic")
_PLUGINS = ("content-blog", "plugin-content-blog", "@docusaurus/content-blog",
            "@docusaurus/plugin-content-blog")  # fmt: skip
# Options that no other plugin has: they tell it where its name is not to be read.
_BLOG_ONLY = frozenset(
    ["postsPerPage", "blogTitle", "blogDescription", "blogSidebarTitle", "blogSidebarCount",
     "authorsMapPath", "feedOptions", "sortPosts", "blogListComponent"]
)  # fmt: skip
_PRESET_ONLY = frozenset(["docs", "blog", "pages", "theme", "sitemap", "gtag"])


@dataclass(frozen=True, slots=True)
class Locale:
    """A language: its name, the folder of its translations in the site ("": none), its base."""

    name: str
    folder: str
    base: str


@dataclass(frozen=True, slots=True)
class Blog:
    """One blog's options, and of the site's settings what it asks for.

    `size` is None for `ALL`; `tags` is None where there is no tags file; `locales` begin with the
    default one.
    """

    path: str = "blog"
    route: str = "blog"
    tags_base: str = "tags"
    authors_base: str = "authors"
    page_base: str = "page"
    size: int | None = 10
    ascending: bool = False
    include: Sequence[str] = INCLUDE
    exclude: Sequence[str] = EXCLUDE
    tags: str | None = "tags.yml"
    authors: str = "authors.yml"
    slash: bool | None = None
    address: str = ""
    locales: Sequence[Locale] = field(default=(Locale("en", "", "/"),))


def load(site: Site, file: str) -> Blog | None:
    """The blog that the library has to do with: the preset's before others; None; SettingsError."""
    from reader.engines.js_settings import Script

    exported = Script(file, site.text(file)).exported
    config = mapping(exported)
    for options in _instances(config, known=isinstance(exported, dict)):
        path = posixpath.normpath(text(options.get("path"), "blog")).strip("/")
        locales = _locales(site, config, text(options.get("id"), "default"))
        folders = [locale.folder for locale in locales if locale.folder]
        if path.startswith("..") or not site.is_folder(path) or not site.covers(path, *folders):
            continue
        return _blog(config, options, path, locales)
    return None


def _instances(config: Mapping[str, Value], *, known: bool) -> Iterator[Mapping[str, Value]]:
    """The options of each blog. Where what is used is not to be read, a blog as usual is taken."""
    for preset in items(config.get("presets")):
        name, options = _used(preset)
        mine = mapping(options)
        if name in _PRESETS or (name is None and (not mine or _PRESET_ONLY & mine.keys())):
            blog = mine.get("blog")
            if truth(blog) is not False:
                yield mapping(blog)
    for plugin in items(config.get("plugins")):
        name, options = _used(plugin)
        if name in _PLUGINS or _BLOG_ONLY & mapping(options).keys():
            yield mapping(options)
    if not known or config.get("presets", ...) is None:
        yield {}


def _used(entry: Value) -> tuple[str | None, Value]:
    """The name of a preset or plugin, None where it is worked out, and its options."""
    parts = entry if isinstance(entry, list) else [entry]
    name = parts[0] if parts and isinstance(parts[0], str) else None
    return name, parts[1] if len(parts) > 1 else None


def _blog(
    config: Mapping[str, Value], options: Mapping[str, Value], path: str, locales: Sequence[Locale]
) -> Blog:
    size = options.get("postsPerPage")
    tags: str | None = text(options.get("tags"), "tags.yml")
    if truth(options.get("tags")) is False or options.get("tags", ...) is None:
        tags = None
    return Blog(
        path=path,
        route=_route(options.get("routeBasePath")),
        tags_base=text(options.get("tagsBasePath"), "tags"),
        authors_base=text(options.get("authorsBasePath"), "authors"),
        page_base=text(options.get("pageBasePath"), "page"),
        size=None if size == "ALL" else max(1, number(size) or 10),
        ascending=options.get("sortPosts") == "ascending",
        include=_globs(options.get("include"), INCLUDE),
        exclude=_globs(options.get("exclude"), EXCLUDE),
        tags=tags,
        authors=text(options.get("authorsMapPath"), "authors.yml"),
        slash=truth(config.get("trailingSlash")),
        address=text(config.get("url")).rstrip("/"),
        locales=locales,
    )


def _route(value: Value) -> str:
    """`routeBasePath`, which may be empty: a blog at the top of its site."""
    return str(value) if isinstance(value, str) else "blog"


def _globs(value: Value, usual: Sequence[str]) -> Sequence[str]:
    if not isinstance(value, list):
        return usual
    return [str(one) for one in value if isinstance(one, str)]


def _locales(site: Site, config: Mapping[str, Value], plugin: str) -> Sequence[Locale]:
    """The languages, the default one first.

    Each has translations where its folder is there, unless `translate` says otherwise.
    """
    base = joined("/", text(config.get("baseUrl"), "/"), "/")
    first = text(at(config, "i18n", "defaultLocale"), "en")
    names = [str(one) for one in items(at(config, "i18n", "locales")) if isinstance(one, str)]
    top = posixpath.normpath(text(at(config, "i18n", "path"), "i18n"))
    found = []
    for name in dict.fromkeys([first, *names]):
        said = mapping(at(config, "i18n", "localeConfigs", name))
        here = posixpath.join(top, text(said.get("path"), name))
        translates = truth(said.get("translate"))
        if translates is None:
            translates = site.is_folder(here)
        suffix = "" if plugin == "default" else f"-{plugin}"
        folder = f"{here}/{PLUGIN}{suffix}" if translates else ""
        own = text(said.get("baseUrl")) or (base if name == first else joined(base, name))
        found.append(Locale(name, folder, joined("/", own, "/")))
    return found
