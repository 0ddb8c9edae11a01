"""What the `_config` of a Hexo site sets, with Hexo's defaults (hexo, `default_config`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reader.engines.js_scalars import scalar, text, truthy
from reader.engines.settings import at, items, mapping
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.engines.site import Site

_LONG = 2_000  # No setting is longer.
CONFIGS = ("_config.yml", "_config.yaml", "_config.json")


class Settings:
    """The settings that bear on posts, lists and addresses; SettingsError."""

    def __init__(self, site: Site) -> None:
        file = site.first(*CONFIGS)
        self.all: Mapping[str, Value] = site.settings(file) if file else {}
        self.source = self._text("source_dir", "source").strip("/").removeprefix("./")
        self.url = self._text("url", "http://example.com").rstrip("/")
        root = self.all.get("root")
        own = text(root) if root is not None else urlsplit(self.url).path
        self.root = "/" + f"{own.strip('/')}/".lstrip("/")
        self.permalink = self._text("permalink", ":year/:month/:day/:title/")
        self.permalink_defaults = mapping(self.all.get("permalink_defaults"))
        self.pretty_index = self._not_false("pretty_urls", "trailing_index")
        self.pretty_html = self._not_false("pretty_urls", "trailing_html")
        # Without its settings a site's file names are taken as they look.
        self.guessed = file is None
        self.new_post_name = self._text("new_post_name", ":title.md")
        self.default_category = self._text("default_category", "uncategorized")
        self.maps = {
            "category": mapping(self.all.get("category_map")),
            "tag": mapping(self.all.get("tag_map")),
        }
        self.folders = {
            "category": self._text("category_dir", "categories"),
            "tag": self._text("tag_dir", "tags"),
        }
        self.filename_case = {"1": 1, "2": 2}.get(self._text("filename_case", "0"), 0)
        self.drafts = truthy(self.all.get("render_drafts"))
        self.future = truthy(self.all["future"]) if "future" in self.all else True
        self.assets = truthy(self.all.get("post_asset_folder"))
        self.slug_as_title = truthy(self.all.get("use_slug_as_post_title"))
        self.updated = self._text("updated_option", "mtime")
        self.skipped = _texts(self.all.get("skip_render"))
        self.ignored = _texts(self.all.get("ignore"))
        self.zone = self._zone(site, file or CONFIGS[0])
        self.orders = {kind: self._order_by(kind) for kind in ("home", "category", "tag")}
        self.index_path = text(at(self.all, "index_generator", "path")).strip("/")

    def per_page(self, kind: str) -> int | None:
        """Posts a page in the lists of a kind; None where all of them stand on one page."""
        section = mapping(self.all.get(f"{_GENERATORS.get(kind, kind)}_generator"))
        whole = self.all["per_page"] if "per_page" in self.all else Written("10")
        if kind == "tag" and whole is None:
            whole = Written("10")
        known = scalar(section.get("per_page", whole))
        if isinstance(known, str) and known.strip().isdecimal() and len(known) < 9:
            known = int(known)
        size = int(known) if isinstance(known, (int, float)) and abs(known) < 1e9 else 0
        return size if size > 0 else None

    def pages(self, kind: str) -> str:
        """The folder of the pages of a list from the second on."""
        own = at(self.all, "index_generator", "pagination_dir") if kind == "home" else None
        return text(own if own and truthy(own) else self.all.get("pagination_dir")) or "page"

    def _order_by(self, kind: str) -> tuple[tuple[str, bool], ...]:
        """The fields that lists of a kind are ordered by, each with whether it goes downwards."""
        value = at(self.all, f"{_GENERATORS.get(kind, kind)}_generator", "order_by")
        if isinstance(value, dict):
            return tuple((key, text(way) in ("-1", "desc")) for key, way in value.items())
        words = text(value).split(" ") if isinstance(value, str) and value else ["-date"]
        return tuple((word.lstrip("+-"), word[:1] == "-") for word in words if word.strip("+-"))

    def _text(self, key: str, default: str) -> str:
        value = self.all.get(key)
        return default if value is None or isinstance(value, (list, dict)) else text(value)[:_LONG]

    def _not_false(self, *keys: str) -> bool:
        return scalar(at(self.all, *keys)) is not False

    def _zone(self, site: Site, file: str) -> ZoneInfo | None:
        """The zone that dates are written in; None for that of the machine."""
        if name := self._text("timezone", ""):
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                site.problem(file, f"timezone: there is no “{name[:40]}”")
        return None


_GENERATORS = {"home": "index"}


def _texts(value: Value) -> list[str]:
    return [str(item) for item in items(value) if isinstance(item, str) and item]


def names_hexo(site: Site) -> bool:
    """Whether the package of the site says that Hexo builds it."""
    return bool(dependencies(site).get("hexo")) or "hexo" in _package(site)


def dependencies(site: Site) -> Mapping[str, Value]:
    """The packages that the site depends on: Hexo loads the plugins among them."""
    package = _package(site)
    return {**mapping(package.get("devDependencies")), **mapping(package.get("dependencies"))}


def _package(site: Site) -> Mapping[str, Value]:
    return mapping(site.data("package.json"))
