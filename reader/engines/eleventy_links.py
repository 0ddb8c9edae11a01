"""The addresses of Eleventy's pages, by permalink or by the place of a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.engines import js_scalars as js
from reader.engines.eleventy_templates import Known, render
from reader.engines.settings import mapping
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.engines.eleventy_settings import Settings
    from reader.engines.eleventy_sources import Template
    from reader.engines.site import Site

# Files of global data where sites keep their address.
_BASES = ("site", "metadata", "meta", "config")


def base(site: Site, settings: Settings) -> str:
    """The address in the global data, with the path prefix that links leave out."""
    found = ""
    for name in _BASES:
        value = mapping(site.data(f"{settings.data}/{name}.json")).get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            found = value.rstrip("/")
            break
    prefix = settings.prefix
    return f"{found}/{prefix}" if found and prefix and not found.endswith(prefix) else found


def href(link: str, below: str = "") -> str:
    """TemplatePermalink, `toHref`: the address of a permalink, the page's number `below` it."""
    whole = link + "index.html" if link.endswith("/") else link
    folder, _, name = whole.rpartition("/")
    parts = [part for part in (folder, below, name) if part]
    path = "/" + "/".join(parts).lstrip("/")
    while "//" in path:
        path = path.replace("//", "/")
    for ending in ("/index.html", "/index/", "/index"):
        if path.endswith(ending):
            return path.removesuffix(ending) + "/"
    return path


def default_link(inner: str) -> str:
    """TemplatePermalink, `generate`: the place of a template by its path in the input's folder."""
    folder, _, name = inner.rpartition("/")
    stem = (name.rpartition(".")[0] or name).removesuffix(".11ty")
    alone = stem == "index" or folder.rpartition("/")[2] == stem
    return "/".join(part for part in (folder, "" if alone else stem, "index.html") if part)


def page_url(template: Template, settings: Settings, data: Mapping[str, Known]) -> str | None:
    """The address of one page that a template makes; `data` has its `pagination`."""
    link = template.values.get("permalink")
    pagination = data.get("pagination")
    place = pagination.get("pageNumber") if isinstance(pagination, Mapping) else 0
    if link is None and "permalink" in template.values and ".11ty." in template.path:
        return None  # A function, which is not run.
    if not js.truthy(link):
        inner = template.path
        if settings.input != ".":
            inner = inner.removeprefix(f"{settings.input}/")
        return href(default_link(inner), str(place) if place else "")
    made = render(js.text(link), {**known(template.values), **data})
    return None if made is None else href(made.strip())


def known(values: Mapping[str, Value], depth: int = 0) -> dict[str, Known]:
    """Data as templates know them: texts, numbers and maps of these."""
    found: dict[str, Known] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            if depth < 4:
                found[key] = known(value, depth + 1)
        elif isinstance(value, Written):
            scalar = js.scalar(value)
            whole = isinstance(scalar, int)
            found[key] = scalar if whole and isinstance(scalar, int) else js.text(value)
    return found
