"""How many posts the pages of an Astro site show, as the code says that pages its lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.engines.js_settings import Script
from reader.engines.settings import SettingsError, at, mapping, number
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.source.frontmatter import Value

_DEPTH = 6
_SIZE = lazy(r"\bpageSize\s*:\s*([\w.?]+)")


def page_size(site: Site, sources: Sequence[str], code: str) -> int | None:
    """The page size in `paginate(posts, {pageSize: …})`; Astro's own is 10."""
    for source in sources:
        try:
            text = site.text(source)
            script = Script(source, text) if "paginate(" in text else None
        except SettingsError:
            continue
        value: Value = None
        calls = list(script.calls("paginate")) if script else []
        for call in calls:
            value = at(mapping(call.values[1] if len(call.values) > 1 else None), "pageSize")
        if value == "Infinity":
            return None
        if (size := number(value)) is not None:
            return max(1, size)
        # The first that calls it counts: the page itself, else what makes its lists for it.
        if script and calls:
            said = _SIZE.search(script.code)
            return _imported(site, sources, code, said[1].replace("?", "")) if said else 10
    return 10


def _imported(site: Site, sources: Sequence[str], code: str, name: str, depth: int = 3) -> int:
    """A number that a page imports by name, from files beside it or the site's settings."""
    first, *rest = name.split(".")
    for source in sources[1:]:
        try:
            script = Script(source, site.text(source))
        except SettingsError:
            continue
        # A module's default is imported under any name.
        value = script.named.get(first) or script.exported
        if rest:
            value = at(mapping(value), *rest)
        if (size := number(value)) is not None:
            return max(1, size)
    bound = re.search(rf"\b{re.escape(name)}\s*=\s*([\w.?]{{1,100}})", code)
    if bound and depth:
        return _imported(site, sources, code, bound[1].replace("?", ""), depth - 1)
    top = sources[0].partition("/pages/")[0]
    file = site.first(*(f"{top}/config.{ext}" for ext in ("yaml", "yml", "json")))
    return _under(site.data(file), name.rpartition(".")[2]) if file else 10


def _under(value: Value, key: str, depth: int = _DEPTH) -> int:
    """The number of a key, wherever settings have it."""
    said = mapping(value)
    if (size := number(said.get(key))) is not None:
        return max(1, size)
    below = (_under(one, key, depth - 1) for one in said.values() if depth)
    return next((size for size in below if size != 10), 10)
