"""What mkdocs.yml says of a blog: the plugins `blog`, `tags` and `meta`, addresses, exclusions.

After MkDocs (`config/defaults.py`, `utils/yaml.py`) and Material (`plugins/blog/config.py`,
`plugins/tags/config.py`).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from reader.engines.settings import SettingsError, at, flag, items, mapping, number, text
from reader.source.frontmatter import Value

if TYPE_CHECKING:
    from reader.engines.site import Site

_DEEPEST = 20  # files that inherit from one another
_HTML = re.compile(r"</?[^>]*>")
_NO_SLUG = re.compile(r"[^\w\- ]")
_PLACE = re.compile(r"\{(\w+)\}")
_DATE_PART = re.compile(r"'([^']*)'|([A-Za-z])\2*")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


class Settings(NamedTuple):
    """The settings of one blog; the folders are relative to the site, or to `docs`."""

    docs: str
    blog: str
    posts: str
    plugin: Mapping[str, Value]
    tags: Mapping[str, Value] | None = None
    meta_file: str = ""
    site_url: str = ""
    directory_urls: bool = True
    excluded: str = ""
    unpublished: str = ""


def load(site: Site, file: str) -> Settings | None:
    """The blog that a file of settings speaks of, if `site` has to do with it; SettingsError.

    Of several blogs it is the first that the library holds, or stands in.
    """
    config = _inherited(site, file, [])
    docs = _folder(text(plain(config.get("docs_dir")), "docs"))
    tags: Mapping[str, Value] | None = None
    meta = ""
    blogs: list[Settings] = []
    for name, options in _plugins(config.get("plugins")):
        if not flag(plain(options.get("enabled")), True):
            continue
        if name == "blog":
            blog = _folder(text(plain(options.get("blog_dir")), "blog"))
            posts = filled(text(plain(options.get("post_dir")), "{blog}/posts"), blog=blog)
            blogs.append(Settings(docs, blog, _folder(posts), options))
        elif name == "tags" and tags is None:
            tags = options
        elif name == "meta":
            meta = text(plain(options.get("meta_file")), ".meta.yml")
    for one in blogs:
        if site.covers(_folder(posixpath.join(docs, one.posts)).removeprefix(".")):
            url = text(plain(config.get("site_url")))
            return one._replace(
                tags=tags,
                meta_file=meta,
                site_url=url.rstrip("/") if "://" in url else "",
                directory_urls=flag(plain(config.get("use_directory_urls")), True),
                excluded=text(config.get("exclude_docs")),
                unpublished=text(config.get("draft_docs")),
            )
    return None


# A blog whose mkdocs.yml is not there.
BY_SHAPE = Settings("docs", "blog", "blog/posts", {})


def plain(value: Value) -> Value:
    """A scalar; of `!ENV [NAME, …, default]` the default: the environment is not asked."""
    return value[-1] if isinstance(value, list) and value else value


def filled(form: str, **values: str) -> str:
    """A form with its `{name}` places filled, and nothing else of Python's format language."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), form)


def slugify(words: str, separator: str, options: Value = None) -> str:
    """A slug as `pymdownx.slugs.slugify` makes it: small letters, no signs, `-` for a space.

    `options` is what stands in the place of the function: its `kwds`, where it is given any.
    """
    given = mapping(at(mapping(options), "kwds"))
    case = text(given.get("case"), "none" if given else "lower")
    form = text(given.get("normalize"), "NFC")
    if form in ("NFC", "NFD", "NFKC", "NFKD"):
        words = unicodedata.normalize(form, words)  # type: ignore[arg-type]
    slug = _HTML.sub("", words).strip()
    if case == "lower":
        slug = slug.lower()
    elif case == "lower-ascii":
        slug = re.sub("[A-Z]", lambda found: found[0].lower(), slug)
    elif case == "fold":
        slug = slug.casefold()
    slug = _NO_SLUG.sub("", slug).replace(" ", separator)
    return quote(slug) if flag(given.get("percent_encode")) else slug


def source(blog: str, path: str) -> str:
    """The path of a page that the plugin makes, in the docs folder, without its `.md`."""
    return posixpath.normpath(posixpath.join(blog, posixpath.normpath(path.strip("/"))))


def address(path: str, directory_urls: bool) -> str:
    """The address of a page from the top of the site, as `mkdocs.structure.files.File` has it."""
    parent, _, name = path.rpartition("/")
    name = "index" if name == "README" else name
    folder = f"/{parent}/" if parent else "/"
    if not directory_urls:
        return quote(f"{folder}{name}.html")
    return quote(folder if name == "index" else f"{folder}{name}/")


def written(date: datetime, pattern: str) -> str:
    """A date in the pattern language of Unicode's CLDR, month names in English."""

    def part(found: re.Match[str]) -> str:
        sign, width = found[2], len(found[0])
        if sign is None:
            return found[1] or "'"
        match sign:
            case "y" | "Y" | "u":
                return f"{date.year % 100:02}" if width == 2 else f"{date.year:0{min(width, 9)}}"
            case "M" | "L" if width > 2:
                name = _MONTHS[date.month - 1]
                return name if width == 4 else name[: 1 if width > 4 else 3]
            case "E":
                return date.strftime("%A" if width == 4 else "%a")
            case "Q":
                return str((date.month + 2) // 3)
        values = {"M": date.month, "L": date.month, "d": date.day, "H": date.hour,
                  "m": date.minute, "s": date.second, "D": date.timetuple().tm_yday}  # fmt: skip
        return f"{values[sign]:0{min(width, 9)}}" if sign in values else found[0]

    return _DATE_PART.sub(part, pattern)


def size_of(plugin: Mapping[str, Value], prefix: str) -> int | None:
    """Posts a page in a kind of views, whose own settings begin with `prefix`; None: no pages."""
    everywhere = flag(plain(plugin.get("pagination")), True)
    if not flag(plain(plugin.get(f"{prefix}pagination")), everywhere):
        return None
    size = number(plain(plugin.get("pagination_per_page")), 10)
    size = number(plain(plugin.get(f"{prefix}pagination_per_page")), size)
    return size if size and size > 0 else 10


def _inherited(site: Site, file: str, seen: list[str]) -> Mapping[str, Value]:
    """The settings in a file over those that it inherits."""
    mine = dict(site.settings(file))
    parent = plain(mine.pop("INHERIT", None))
    if not isinstance(parent, str) or not parent:
        return mine
    seen.append(file)
    above = posixpath.normpath(posixpath.join(posixpath.dirname(file), parent))
    if above in seen or len(seen) > _DEEPEST:
        raise SettingsError("it inherits from itself")
    return _merged(_inherited(site, above, seen), mine)


def _merged(base: Mapping[str, Value], over: Mapping[str, Value]) -> dict[str, Value]:
    """Maps are merged, all else is replaced."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(value, dict) and isinstance(below, dict)
        merged[key] = _merged(mapping(below), mapping(value)) if both else value
    return merged


def _plugins(value: Value, deep: int = 0) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The plugins by name with their options: a list of names and of maps, or one map.

    Those of a group that is enabled stand in its place.
    """
    for one in [value] if isinstance(value, dict) else items(value):
        if isinstance(one, str):
            yield one.removeprefix("material/"), {}
        for name, options in mapping(one).items():
            said = mapping(options)
            if name.removeprefix("material/") != "group":
                yield name.removeprefix("material/"), said
            elif flag(plain(said.get("enabled"))) and deep < _DEEPEST:
                yield from _plugins(said.get("plugins"), deep + 1)


def _folder(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/").strip() or ".")
