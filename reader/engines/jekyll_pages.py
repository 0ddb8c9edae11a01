"""On which pages Jekyll's lists stand: jekyll-paginate, jekyll-paginate-v2, or one page each.

After jekyll-paginate 1.1's pager.rb, jekyll-paginate-v2 3.0's generator and autopages, and
jekyll-archives 2.2's archive.rb.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

from reader.engines.jekyll_settings import Settings, inside, merge
from reader.engines.jekyll_urls import address, sanitized, slugified
from reader.engines.jekyll_values import truthy
from reader.engines.settings import SettingsError, at, flag, mapping, number, text
from reader.engines.site import Site
from reader.source.frontmatter import Value

_INDEXES = ("index.html", "index.md", "index.markdown")
# Where a site has its list of posts, if that is not its front page.
_BLOGS = ("", "blog", "news", "posts", "articles")
_KINDS = {
    "category": ("categories", ":cat", "/category/:cat"),
    "tag": ("tags", ":tag", "/tag/:tag"),
}


class Paging:
    """How lists are paged. `second` says that it is by jekyll-paginate-v2."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self._site, self._settings = site, settings
        said = mapping(settings.all.get("pagination"))
        self.second = truthy(said.get("enabled"))
        self.config: Mapping[str, Value] = said
        self.size: int | None = None
        self.first, self.pattern = "/", "/page:num"
        self._auto = mapping(settings.all.get("autopages")) if self.second else {}
        if self.second:
            self._template(said)
        else:
            self._index()

    @property
    def ascending(self) -> bool:
        """Whether the oldest post comes first."""
        return self.second and not truthy(self.config.get("sort_reverse"))

    @property
    def field(self) -> str:
        """The key that posts are sorted by."""
        return text(self.config.get("sort_field"), "date") if self.second else "date"

    def autopaged(self, kind: str) -> bool:
        """Whether each term of a kind has pages of its own."""
        if kind not in _KINDS or not truthy(self._auto.get("enabled")):
            return False
        said = mapping(self._auto.get(_KINDS[kind][0]))
        return "enabled" not in said or truthy(said["enabled"])

    def size_of(self, kind: str) -> int | None:
        """Posts a page; None where all stand on one page."""
        if kind == "home":
            return self.size
        return self._per_page(self._settings.all) if self.autopaged(kind) else None

    def sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """How many posts stand on each page; jekyll-paginate makes none of no posts."""
        if kind == "home" and self._settings.limit and total > self._settings.limit:
            total = self._settings.limit
        if size is None:
            return [total]
        if not total:
            return [0] if self.second else []
        pages = [size] * (total // size) + ([total % size] if total % size else [])
        limit = number(self.config.get("limit")) or 0 if self.second else 0
        return pages[:limit] if limit > 0 else pages

    def url(self, kind: str, key: str, name: str, page: int, of: int) -> str | None:
        """The address of a page; None where a list has none."""
        if kind == "home":
            first = self.first
        elif self.autopaged(kind):
            name, token, default = _KINDS[kind]
            said = mapping(self._auto.get(name))
            slugs = mapping(said.get("slugify"))
            slug = slugified(key, text(slugs.get("mode"), "none"), cased=truthy(slugs.get("cased")))
            first = f"{text(said.get('permalink'), default).replace(token, slug, 1)}/"
        else:
            return self._archive(kind, name)
        if page == 1:
            return _tidy(first)
        pattern = self.pattern.replace(":num", str(page), 1).replace(":max", str(of), 1)
        if not self.second:
            return _tidy(f"{pattern}/")
        path = sanitized(f"{first}/{pattern}")
        if path.endswith(("/", ".html")):
            return path
        return f"{path}.html" if "." in path else f"{path}index.html"

    def _archive(self, kind: str, name: str) -> str | None:
        """The address of a term's page by jekyll-archives; None where it makes none."""
        said = mapping(self._settings.all.get("jekyll-archives"))
        enabled = said.get("enabled")
        plural = _KINDS[kind][0] if kind in _KINDS else ""
        one_by_one = isinstance(enabled, list) and plural in enabled
        if not plural or not (one_by_one or enabled == "all" or flag(enabled)):
            return None
        pattern = text(at(said, "permalinks", kind), f"/{kind}/:name/")
        parts = {"name": lambda: slugified(name), "type": lambda: kind}
        made = address(pattern, parts, None)
        return made and re.sub(r"/index\.html\Z", "/", made)

    def _index(self) -> None:
        """jekyll-paginate: by the `index.html` nearest to where the pages stand."""
        size = number(self._settings.all.get("paginate")) or 0
        self.pattern = text(self._settings.all.get("paginate_path"), "/page:num")
        folder = inside(posixpath.dirname(self.pattern.lstrip("/")))
        folders = [folder]
        while folders[-1]:
            folders.append(posixpath.dirname(folders[-1]))
        for one in folders:
            if front := self._front(posixpath.join(one, "index.html")):
                said = text(front.get("permalink"))
                self.first = sanitized(said) if said else _tidy(f"/{one}/")
                self.size = size if size > 0 else None
                return
        # Only `index.html` is paged. Where there is no index at all, a theme may bring it.
        other = any(
            self._site.is_file(self._settings.path(one, name))
            for one in folders
            for name in _INDEXES[1:]
        )
        if size > 0 and not other:
            self.size = size

    def _template(self, said: Mapping[str, Value]) -> None:
        """jekyll-paginate-v2: by the first page that asks for all posts."""
        places = [posixpath.join(folder, name) for folder in _BLOGS for name in _INDEXES]
        for place in [*places, "blog.html", "blog.md", "news.html", "news.md"]:
            front = self._front(place)
            own = mapping(front.get("pagination")) if front else {}
            if not truthy(own.get("enabled")) or any(own.get(key) for key in ("tag", "locale")):
                continue
            if own.get("category") not in (None, "", "posts"):
                continue
            self.config = merge(said, own)
            permalink = text(front.get("permalink")) if front else ""
            self.first = permalink or _tidy(f"/{posixpath.dirname(place)}/")
            break
        self.size = self._per_page({"pagination": dict(self.config)})
        self.pattern = text(self.config.get("permalink"), "/page:num/")

    def _per_page(self, settings: Mapping[str, Value]) -> int:
        return max(1, number(at(settings, "pagination", "per_page"), 10) or 10)

    def _front(self, place: str) -> Mapping[str, Value] | None:
        """The front matter of a page in the source folder; None where it has none."""
        path = self._settings.path(place)
        if not self._site.is_file(path):
            return None
        from reader.source.document import parse

        try:
            front = parse(path, self._site.text(path)).front
        except SettingsError:
            return None
        # An empty block is front matter too: it makes a file a page.
        return {"": None, **front.values} if front.raw.startswith("---") else None


def _tidy(path: str) -> str:
    return sanitized(path if path.endswith(("/", ".html")) else f"{path}/")
