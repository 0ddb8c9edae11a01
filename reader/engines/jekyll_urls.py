"""Addresses of Jekyll's posts: permalink templates and what their tokens stand for.

After Jekyll 4.3's lib/jekyll/{url,utils}.rb and drops/url_drop.rb.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from reader.patterns import lazy

STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_TOKEN = lazy(r":([a-z_]+)")
_PLAIN = lazy(r"[a-zA-Z0-9./-]+")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PRETTY = frozenset("._~!$&'()+,;=@")
_SPACES = lazy("[ \t\n\v\f\r]+")
_SAFE = "-._~!$&'()*+,;=:@/?"

DATES: Mapping[str, Callable[[datetime], str]] = {
    "year": lambda d: f"{d.year:04d}",
    "month": lambda d: f"{d.month:02d}",
    "day": lambda d: f"{d.day:02d}",
    "hour": lambda d: f"{d.hour:02d}",
    "minute": lambda d: f"{d.minute:02d}",
    "second": lambda d: f"{d.second:02d}",
    "i_day": lambda d: str(d.day),
    "i_month": lambda d: str(d.month),
    "short_month": lambda d: _MONTHS[d.month - 1][:3],
    "long_month": lambda d: _MONTHS[d.month - 1],
    "short_year": lambda d: f"{d.year % 100:02d}",
    "w_year": lambda d: f"{d.isocalendar().year:04d}",
    "week": lambda d: f"{d.isocalendar().week:02d}",
    "w_day": lambda d: str(d.isoweekday()),
    "short_day": lambda d: _DAYS[d.weekday()][:3],
    "long_day": lambda d: _DAYS[d.weekday()],
    "y_day": lambda d: f"{d.timetuple().tm_yday:03d}",
}


def address(
    template: str, parts: Mapping[str, Callable[[], str]], date: datetime | None
) -> str | None:
    """The address that a template makes; None where a token is unknown or needs a date."""

    def stands_for(found: re.Match[str]) -> str:
        name = found[1]
        # `:title_` is the title before an underscore.
        for key in (name, name[:-1]) if name.endswith("_") else (name,):
            if key in parts:
                return escaped(parts[key]()) + name[len(key) :]
            if key in DATES:
                if date is None:
                    raise LookupError
                return escaped(DATES[key](date)) + name[len(key) :]
        raise LookupError

    try:
        made = _TOKEN.sub(stands_for, template)
    except LookupError:
        return None
    return sanitized(made)


def sanitized(path: str) -> str:
    """An address from the top of the site, one slash at a time."""
    path = f"/{path}".replace("..", "/").replace("./", "")
    return re.sub("/+", "/", path)


def escaped(path: str) -> str:
    """A path percent-encoded where an address wants it."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe=_SAFE, errors="replace")


def downcased(text: str) -> str:
    """Lower case letter by letter, as Ruby has it: no final sigma."""
    return text.lower() if text.isascii() else "".join([letter.lower() for letter in text])


@lru_cache(maxsize=4096)
def slugified(text: str, mode: str = "default", *, cased: bool = False) -> str:
    """`Utils.slugify`: raw, default, pretty, ascii or latin; any other mode keeps the text."""
    if mode not in ("raw", "default", "pretty", "ascii", "latin"):
        return text if cased else downcased(text)
    if mode == "latin":
        text = "".join([_latin(letter) for letter in text])
    if mode == "raw":
        slug = _SPACES.sub("-", text)
    else:
        kept = [letter if _keeps(letter, mode) else "\0" for letter in text]
        slug = re.sub("\0+", "-", "".join(kept))
    slug = re.sub("^-|-$", "", slug, flags=re.MULTILINE)
    return slug if cased else downcased(slug)


def _keeps(letter: str, mode: str) -> bool:
    if letter.isascii():
        return letter.isalnum() or (mode == "pretty" and letter in _PRETTY)
    if mode == "ascii":
        return False
    kind = unicodedata.category(letter)
    return kind[0] in "LM" or kind == "Nd"


def _latin(letter: str) -> str:
    """A letter without its accent, as far as i18n's table has it; else a question mark."""
    if letter.isascii():
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else _LATIN.get(letter, "?")


_LATIN = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "ẞ": "SS", "æ": "ae",
    "ð": "d", "ø": "o", "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i",
    "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k", "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l", "ŉ": "'n",
    "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t",
}  # fmt: skip
