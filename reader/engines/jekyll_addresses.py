"""The address of one of Jekyll's posts, by its data (drops/url_drop.rb)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.engines.jekyll_posts import BROKEN, categories, slug
from reader.engines.jekyll_settings import Settings
from reader.engines.jekyll_urls import address, downcased, slugified
from reader.engines.jekyll_values import text, truthy

if TYPE_CHECKING:
    from reader.source.dates import Moment
    from reader.source.fields import Fields


def of(fields: Fields, dated: Moment | None, settings: Settings, path: str) -> str | None:
    """The address from the top of the site; None where it hangs on the time of the build.

    `path` is the file's in the collections' folder.
    """
    base, extension = posixpath.splitext(posixpath.basename(path))
    broken = fields.document.front.form == BROKEN
    own = fields.values.get("slug")
    name = text(own) if truthy(own) else base if broken else slug(path)
    said = fields.values.get("permalink")
    template = text(said) if truthy(said) else settings.permalink
    ending = extension
    if extension.lower() in settings.markdown:
        ending = ".html"
    if truthy(said) and not template.endswith("/"):
        ending = posixpath.splitext(template)[1] or ending
    names = fields.values.get("categories") if broken else categories(fields.values)
    listed = names if isinstance(names, list) else []

    def cleaned() -> str:
        return path[: len(path) - len(extension)].replace("_posts", "", 1).rstrip(".")

    parts: dict[str, Callable[[], str]] = {
        "categories": lambda: "/".join(dict.fromkeys(downcased(text(one)) for one in listed)),
        "slugified_categories": lambda: "/".join(
            dict.fromkeys(slugified(text(one)) for one in listed)
        ),
        "title": lambda: slugified(name, "pretty", cased=True),
        "slug": lambda: slugified(name),
        "name": lambda: slugified(base),
        "path": cleaned,
        "collection": lambda: "posts",
        "output_ext": lambda: ending,
    }
    return address(template, parts, dated.date if dated else None)
