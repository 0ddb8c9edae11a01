"""Where Hugo puts a content file: the parts of its path, and paths made fit for addresses.

Sources: Hugo's `common/paths/pathparser.go`, `common/paths/url.go`, `helpers/path.go`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from reader.patterns import lazy

CONTENT = ("md", "markdown", "mdown")
_KEPT = frozenset("./\\_#+-@~")
_HEX = frozenset("0123456789abcdefABCDEF")
_MAX_LENGTH = 2000
# Most paths: what is certain to stay as it is.
_SAFE = lazy(r"[A-Za-z0-9./\\_#+@~-]*")
_SAFE_PATH = lazy(r"[A-Za-z0-9./_~-]*")


class Place(NamedTuple):
    """A content file: its folder and base name in the content folder, as written, and language.

    `base` is without language and extension; `index` and `_index` are those of bundles.
    """

    folder: str
    base: str
    extension: str
    lang: str

    @property
    def leaf(self) -> bool:
        """Whether it is a leaf bundle's page."""
        return self.base.lower() == "index"

    @property
    def branch(self) -> bool:
        """Whether it describes a section."""
        return self.base.lower() == "_index"

    @property
    def path(self) -> str:
        """The page's logical path, as `.Path` has it: `/posts/a-title`."""
        own = self.folder if self.leaf or self.branch else f"{self.folder}/{self.base}"
        return normal("/" + own.strip("/"))

    @property
    def file(self) -> str:
        """The file's own path, by which pages are sorted where nothing else parts them."""
        return normal(f"/{self.folder}/{self.base}.{self.extension}".replace("//", "/"))

    @property
    def parent(self) -> str:
        """The folder that its page stands in: a bundle's own folder is its page's name."""
        return self.folder.rpartition("/")[0] if self.leaf else self.folder

    @property
    def name(self) -> str:
        """The last part of its address where nothing else is said."""
        return self.folder.rpartition("/")[2] if self.leaf else self.base

    @property
    def section(self) -> str:
        """The first folder, in small letters; "" at the top."""
        return normal(self.parent.partition("/")[0])


def lower(text: str) -> str:
    """Small letters, each for itself, as Go has them."""
    return text.lower() if text.isascii() else "".join([sign.lower()[:1] for sign in text])


@lru_cache(maxsize=4096)
def normal(path: str) -> str:
    """A path as Hugo's tree of pages has it: small letters, `-` for each space."""
    return lower(path).replace(" ", "-")


def sanitized(text: str) -> str:
    """What of a text may stand in a path: letters, digits, marks and some signs; spaces as `-`."""
    if _SAFE.fullmatch(text):
        return text[:_MAX_LENGTH]
    found: list[str] = []
    hyphen = pending = False
    for place, sign in enumerate(text[:_MAX_LENGTH]):
        if _allowed(text, place, sign):
            if pending and sign != "-":
                found.append("-")
            hyphen, pending = sign == "-", False
            found.append(sign)
        elif found and not hyphen and sign.isspace():
            pending = True
    return "".join(found)


def _allowed(text: str, place: int, sign: str) -> bool:
    if sign in _KEPT:
        return True
    if sign == "%":
        digits = text[place + 1 : place + 3]
        return len(digits) == 2 and set(digits) <= _HEX
    return unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) == "Nd"


def without_accents(text: str) -> str:
    """Letters without their marks."""
    parts = unicodedata.normalize("NFD", text)
    kept = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", kept)


def escaped(path: str) -> str:
    """A path with what an address cannot hold as `%XX`."""
    if _SAFE_PATH.fullmatch(path):
        return path
    return quote(path, safe="/$&+,:;=@~-_.!'()*?%", errors="replace")


def joined(*parts: str) -> str:
    """Go's `path.Join` from the top: no empty, `.` or `..` part; a slash at the end is kept."""
    found: list[str] = []
    for part in "/".join(parts).split("/"):
        if part == "..":
            found[-1:] = []
        elif part not in ("", "."):
            found.append(part)
    end = "/" if found and parts[-1].endswith("/") else ""
    return "/" + "/".join(found) + end
