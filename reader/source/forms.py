"""What each form of front matter is: a handler of python-frontmatter's API (its only importer)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from frontmatter.default_handlers import BaseHandler

from reader.source.loaders import Loaded
from reader.source.yaml_loader import KEY_LINE

# No front matter is longer, in characters; what is not closed by then is text.
MAX_LENGTH = 1 << 17

# The first key of front matter that no fence opens; other words with a colon are prose.
KNOWN_KEYS = frozenset(
    [
        "author", "authors", "categories", "category", "created", "date", "description", "draft",
        "id", "keywords", "lang", "layout", "linktitle", "modified", "permalink", "published",
        "save_as", "series", "slug", "status", "subtitle", "summary", "tag", "tags", "template",
        "title", "type", "updated", "url",
    ]
)  # fmt: skip
CONTINUED = re.compile(r"[ \t]+\S|- ")


class NotClosedError(ValueError):
    """Nothing closes the front matter: the text is body; `loaded` is what its head says."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__("not closed")
        self.loaded = loaded


class Form(BaseHandler):
    """A form of front matter: `form` names it, `lead` counts the lines above the values."""

    FM_BOUNDARY = re.compile("(?!)")
    form: ClassVar[str]
    lead: ClassVar[int] = 0

    def load(self, fm: str) -> Loaded:
        """The values of the text that `split` cut off."""
        raise NotImplementedError


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines of the first MAX_LENGTH characters, each with where it starts."""
    start = 0
    while start < min(len(text), MAX_LENGTH):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        start = end + 1


def opens_known(text: str) -> bool:
    """Whether the first line sets a key that front matter is known by."""
    found = KEY_LINE.match(text[:200])
    return found is not None and found["key"].strip("\"'").lower() in KNOWN_KEYS
