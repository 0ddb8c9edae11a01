"""What the pages of an Astro site say of its lists: their sizes, order, filters and addresses.

An author of a site sorts, filters and pages as he writes it; what usual code says is read out of
its text, and never run.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.engines.astro_settings import Settings
from reader.engines.astro_sizes import page_size
from reader.engines.js_settings import Script
from reader.engines.settings import SettingsError
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.engines.site import Site

_MOST = 200  # pages of a site
_IMPORTED = 40  # files that a page's code is looked for in
_DEPTH = 6
_LONGEST = 100_000  # characters of a page
_BELOW = lazy(r"\s*---[^\n]*\n(?:(?!^---)[^\n]*\n)*+---", re.MULTILINE)
PARAM = re.compile(r"\[(\.\.\.)?([\w-]+)\]")
_IMPORT = lazy(r"\bfrom\s*['\"]((?:\.{1,2}/|[@~#$]?[\w-]*/)[\w./@~-]{1,200})['\"]")
_SORT = lazy(
    r"\.(?:toSorted|sort)\(\s*(?:async\s*)?\(\s*(\w+)[^,()]{0,80},\s*(\w+)[^()]{0,80}\)\s*=>"
)
_LOCAL = lazy(r"\b(?:const|let|var)\s+(\w{1,50})\s*=\s*([^;\n{}]{1,200})[;\n]")
_FIELD = r"\??\.(?:data|frontmatter)\??\.(\w+)"
_DROPPED = lazy(
    r"!\s*\(?(?:\w{1,50}\??\.){0,2}(draft|isDraft)\b"
    r"|!\s*\(?(?:\w+\??\.)?(?:data|frontmatter)\??\.(unlisted|hidden|private|archived)\b"
    r"|\b(draft|isDraft|unlisted|hidden|private|archived)\s*(?:!==?\s*true|={2,3}\s*false)"
)
_KEPT = lazy(
    r"\b(?:filter|getCollection)\([^;]{0,100}?(?:data|frontmatter)\??\."
    r"(published|publish|isPublished)\b(?!\s*(?:[-.<]|={2,3}\s*false|!==?\s*true))"
)
_FUTURE = lazy(
    r"(?:data|frontmatter)\??\.\w{0,30}(?:[dD]ate|ublished)\w{0,30}\)?(?:\.\w{1,30}\(\))?\s*<=?\s*"
    r"(?:new Date\(\)|Date\.now\(\)|now\b|today\b)"
    r"|(?:Date\.now\(\)|new Date\(\)(?:\.\w+\(\))?|\bnow|\btoday)\s*>=?\s*(?:new Date\()?"
    r"(?:\w+\??\.)?(?:data|frontmatter)\??\.\w{0,30}(?:[dD]ate|ublished)"
)
_GLOB = lazy(r"(?:import\.meta|Astro)\.glob(?:<[^>]{0,200}>)?\(\s*['\"`]([./][^'\"`]+)['\"`]")
_KINDS = {
    "tag": "tag", "tags": "tag", "category": "category", "categories": "category",
    "author": "author", "authors": "author",
}  # fmt: skip
_NO_LIST = (
    "rss",
    "feed",
    "atom",
    "search",
    "404",
    "500",
    "archive",
    "archives",
    "sitemap",
    "about",
)
_SLUGGED = lazy(r"\b(?:slugif\w+|slugger|toLowerCase|github-slugger)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a list is sorted (`keys`: the first that a post has; none: not at all) and filtered.

    `drops` are the keys that take a post out if they are true, `keeps` those that must be;
    `future` says that a date to come hides a post.
    """

    keys: Sequence[str] = ()
    descending: bool = True
    drops: Sequence[str] = ()
    keeps: Sequence[str] = ()
    future: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of `src/pages`: its route, its code and that of what it imports."""

    route: str
    code: str
    all_code: str
    sources: Sequence[str]

    @property
    def params(self) -> list[str]:
        """The names of the parts of its route that vary."""
        return [name for _, name in PARAM.findall(self.route)]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its kind, its route, posts a page (None: all), its rules, how terms are compared.

    The route is None where a part of it stands in the code alone.
    """

    kind: str
    route: str | None
    size: int | None
    rules: Rules
    identity: str = "exact"


def pages(site: Site, settings: Settings) -> list[Page]:
    """The pages of the site that are written in Astro."""
    top = f"{settings.source}/pages"
    found: list[Page] = []
    for path in _walk(site, top, _DEPTH):
        if len(found) >= _MOST:
            break
        sources: dict[str, str] = {}
        code = _code(site, path)
        sources[path] = code
        _follow(site, settings, path, sources)
        route = path[len(top) + 1 :].removesuffix(".astro")
        route = "" if route == "index" else route.removesuffix("/index")
        found.append(Page(route, code, "\n".join(sources.values()), tuple(sources)))
    return found


def _walk(site: Site, folder: str, depth: int) -> Iterator[str]:
    for name in site.files(folder)[:500]:
        if name.startswith(("_", ".")):
            continue
        path = f"{folder}/{name}"
        if name.endswith(".astro"):
            yield path
        elif "." not in name.replace("...", "") and depth and site.is_folder(path):
            yield from _walk(site, path, depth - 1)


def _code(site: Site, path: str) -> str:
    """A file's text without the comments of its script, as far as it is one."""
    try:
        text = site.text(path)[:_LONGEST]
    except SettingsError:
        return ""
    if "//" not in text and "/*" not in text:
        return text  # no comment stands in it
    try:
        code = Script(path, text).code
    except SettingsError:
        return text
    below = _BELOW.match(text) if path.endswith(".astro") else None
    return code + (text[below.end() :] if below else "")


def _follow(site: Site, settings: Settings, path: str, sources: dict[str, str]) -> None:
    """Add what a file imports from the site, if it has to do with posts."""
    for found in _IMPORT.finditer(sources[path]):
        if len(sources) >= _IMPORTED:
            return
        name = found[1]
        first, _, rest = name.partition("/")
        if first in (".", ".."):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        elif first in ("@", "~", "#", "src"):
            place = f"{settings.source}/{rest}"
        elif first[0] in "@~#$" and site.is_folder(f"{settings.source}/{first[1:]}"):
            place = f"{settings.source}/{first[1:]}/{rest}"
        else:
            continue  # a package
        bare = place.endswith((".ts", ".js", ".mjs"))
        wanted = (place,) if bare else tuple(
            f"{place}{end}" for end in (".ts", ".js", ".mjs", "/index.ts", "/index.js")
        )  # fmt: skip
        if (file := site.first(*wanted)) and file not in sources:
            sources[file] = _code(site, file)
            _follow(site, settings, file, sources)


def named(page: Page, collection: str) -> bool:
    """Whether a page lists or shows posts of a collection."""
    return bool(re.search(rf"getCollection\(\s*['\"`]{re.escape(collection)}['\"`]", page.all_code))


def globbed(page: Page) -> Iterator[str]:
    """The patterns of the Markdown pages that a page lists, from the top of the site."""
    for found in _GLOB.finditer(page.code):
        name, top = found[1], posixpath.dirname(page.sources[0])
        path = name.lstrip("/") if name[0] == "/" else posixpath.join(top, name)
        yield posixpath.normpath(path)


def listings(site: Site, found: Sequence[Page]) -> list[Listing]:
    """The lists that pages of one collection are, the one at home first; each kind once."""
    lists: dict[str, tuple[tuple[int, ...], Listing]] = {}
    for page in found:
        params = [name for name in page.params if name != "page"]
        paged = "page" in page.params and "paginate" in page.code
        # A page that all lists share has a first part for what they stand below.
        below = paged and bool(params) and page.route.startswith("[...")
        below = below and not _KINDS.get(params[0].lower())
        params = params[1:] if below else params
        if len(params) > 1 or ("page" in page.params and not paged):
            continue
        kind = _kind(page, params[0]) if params else "home"
        last = page.route.rpartition("/")[2]
        if not kind or (not params and not paged and last.partition(".")[0] in _NO_LIST):
            continue
        if not params and not paged and ".slice(" in page.code:
            continue
        size = page_size(site, page.sources, page.all_code) if paged else None
        rules = rules_of(page.all_code)
        identity = "exact"
        if kind != "home" and _SLUGGED.search(page.all_code):
            identity = "kebab" if "kebabCase" in page.all_code else "slug"
        # A paged list before one on a page, one that sorts before one that does not.
        rank = (not paged, not rules.keys, page.route == "", len(page.route))
        listing = Listing(kind, None if below else page.route, size, rules, identity)
        if kind not in lists or rank < lists[kind][0]:
            lists[kind] = (rank, listing)
    return sorted((one for _, one in lists.values()), key=lambda one: one.kind != "home")


def _kind(page: Page, param: str) -> str:
    """The kind of a list by its parameter, or by the folder that it stands in."""
    for name in (param, page.route.split("[")[0].strip("/").rpartition("/")[2]):
        if kind := _KINDS.get(name.lower()):
            return kind
    return ""


def post_route(found: Sequence[Page]) -> str:
    """The route of a post's own page: one parameter that is no page and no term; ""."""
    for page in sorted(found, key=lambda page: len(page.route)):
        params = page.params
        if len(params) == 1 and params[0] != "page" and not _kind(page, params[0]):
            return page.route
    return ""


def filled(route: str, **values: str) -> str:
    """A route with its parameters' values; "" takes the part away."""
    return PARAM.sub(lambda found: values.get(found[2], ""), route).replace("//", "/").strip("/")


def rules_of(code: str) -> Rules:
    """The order and the filters in a page's code and that of its imports."""
    keys, descending = _sorted(code)
    drops = {one for found in _DROPPED.findall(code) for one in found if one}
    keeps = set(_KEPT.findall(code))
    return Rules(keys, descending, sorted(drops), sorted(keeps), bool(_FUTURE.search(code)))


def _sorted(code: str) -> tuple[tuple[str, ...], bool]:
    """The keys that posts are sorted by, and whether downwards; none where they are not."""
    for found in islice(_SORT.finditer(code), 50):
        body = _unnamed(code[found.end() : found.end() + 500])
        first, second = re.escape(found[1]), re.escape(found[2])
        said = list(re.finditer(rf"\b({first}|{second}){_FIELD}", body))
        if not said:
            continue
        one = said[0][1]
        keys: list[str] = []
        for place in said:
            if place[1] != one:
                between = body[said[0].end() : place.start()]
                down = one == found[2]
                if "compareDesc" in body[: said[0].start()]:
                    down = not down
                elif re.search(r"[<>](?!=?=?>)", between):
                    answer = re.search(r"\?\s*(-?)\s*1", body[place.end() :])
                    less = "<" in between
                    down = (less == (answer is None or not answer[1])) != (one == found[2])
                return tuple(dict.fromkeys(keys)), down
            keys.append(place[2])
    return (), True


def _unnamed(body: str) -> str:
    """A function's text with its own names replaced by what they stand for."""
    for _ in range(4):
        if (found := _LOCAL.search(body)) is None:
            break
        said, name = found[2], re.escape(found[1])
        rest = re.sub(rf"\b{name}\b", said.replace("\\", ""), body[found.end() :])
        body = (body[: found.start()] + rest)[:2000]
    return body
