"""On which pages Pelican's lists stand, and where these are (`pelican.paginator`)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.engines.pelican_slugs import formatted
from reader.engines.plain import Plain

if TYPE_CHECKING:
    from reader.engines.pelican_settings import Settings

# The key of the terms whose slug is empty: they have a list too, which "" would not tell from
# the lack of a term.
BLANK = " "


class Pages(Plain):
    """The pages of a site's lists."""

    settings: Settings

    def size_of(self, kind: str) -> int | None:
        """Posts a page, by PAGINATED_TEMPLATES and DEFAULT_PAGINATION."""
        return self.settings.size_of(kind)

    def page_sizes(self, kind: str, total: int, size: int | None) -> Sequence[int]:
        """Full pages, and a last one that takes DEFAULT_ORPHANS posts more."""
        if size is None:
            return [total]
        before = -(-max(1, total - self.settings.orphans) // size) - 1
        return [*[size] * before, total - before * size]

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """By PAGINATION_PATTERNS, which start from the name of the list's file."""
        values = {"slug": key.strip(BLANK), "name": name}
        file = formatted(self.settings.save_as(kind), values)
        url = formatted(self.settings.url(kind), values)
        if file is None or url is None:
            return None
        if self.settings.paginated(kind):
            found = self._page(number, of)
            stem, extension = posixpath.splitext(file)
            folder, last = posixpath.split(file)
            base = folder if last in ("index.htm", "index.html") else stem
            made = formatted(
                found,
                {"save_as": file, "url": url, "name": stem, "base_name": base,
                 "extension": extension, "number": number},
            )  # fmt: skip
            if made is None:
                return None
            url = made
        return "/" + url.removeprefix("/")

    def _page(self, number: int, of: int) -> str:
        """The pattern of a page: the last one that begins before it, or that of the last page."""
        found = ""
        for rule in self.settings.rules:
            if rule.first == -1:
                if number >= of:
                    return str(rule.url)
            elif rule.first <= number:
                found = str(rule.url)
        return found
