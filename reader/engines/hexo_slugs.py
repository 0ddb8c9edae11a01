"""Hexo's slugs, links and patterns of permalinks, as its hexo-util makes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote

from reader.patterns import lazy

_PARAMETER = lazy(r":(\w*[^_\W])", re.ASCII)
# A pattern with more parameters, or with more that match any text, is not tried, nor a longer path:
# the time to find that there is no match would grow with a power of its length.
_MOST, _MOST_FREE, _LONGEST = 10, 3, 400
_SPECIAL = lazy(r"""[\s\ufeff~`!@#$%^&*()\-_+=\[\]{}|\\;:"'<>,.?/]+""")
_CONTROL = lazy(r"[\x00-\x1f]")
_NOT_ASCII = lazy(r"[^\x00-\x7e]")
# Letters of hexo-util's table that do not decompose into the letter it has for them.
_LETTERS = {
    letter: base
    for base, letters in (
        ("OE", "\x8cŒ"), ("oe", "\x9cœ"), ("AE", "ÆǢǼ"), ("O", "ØƆƟǾꝊꝌ"), ("s", "ßȿꞅꞩ"),
        ("ae", "æǣǽ"), ("o", "øǿɔɵꝋꝍ"), ("D", "ĐƉƊƋꝹ"), ("d", "đƌɖɗꝺ"), ("H", "ĦⱧⱵꞍ"),
        ("h", "ħɥⱨⱶ"), ("i", "ıɨ"), ("L", "ĿŁȽⱠⱢꝆꝈꞀ"), ("l", "ŀłſƚɫⱡꝇꝉꞁ"), ("n", "ŉƞɲꞑꞥ"),
        ("T", "ŦƬƮȾꞆ"), ("t", "ŧƭʈⱦꞇ"), ("b", "ƀƃɓ"), ("B", "ƁƂɃ"), ("C", "ƇȻꜾ"),
        ("c", "ƈȼↄꜿ"), ("E", "ƎƐ"), ("F", "ƑꝻ"), ("f", "ƒꝼ"), ("G", "ƓǤꝽꝾꞠ"), ("hv", "ƕ"),
        ("I", "Ɨ"), ("K", "ƘⱩꝀꝂꝄꞢ"), ("k", "ƙⱪꝁꝃꝅꞣ"), ("M", "ƜⱮ"), ("N", "ƝȠꞐꞤ"), ("OI", "Ƣ"),
        ("oi", "ƣ"), ("P", "ƤⱣꝐꝒꝔ"), ("p", "ƥᵽꝑꝓꝕ"), ("V", "ƲɅꝞ"), ("Y", "ƳɎỾ"), ("y", "ƴɏỿ"),
        ("Z", "ƵȤⱫⱿꝢ"), ("z", "ƶȥɀⱬꝣ"), ("DZ", "ǄǱ"), ("Dz", "ǅǲ"), ("dz", "ǆǳ"), ("LJ", "Ǉ"),
        ("Lj", "ǈ"), ("lj", "ǉ"), ("NJ", "Ǌ"), ("Nj", "ǋ"), ("nj", "ǌ"), ("e", "ǝɇɛ"),
        ("g", "ǥɠᵹꝿꞡ"), ("OU", "Ȣ"), ("ou", "ȣ"), ("A", "ȺⱯ"), ("U", "Ʉ"), ("J", "Ɉ"), ("j", "ɉ"),
        ("Q", "ɊꝖꝘ"), ("q", "ɋꝗꝙ"), ("R", "ɌⱤꝚꞂꞦ"), ("r", "ɍɽꝛꞃꞧ"), ("a", "ɐẚⱥ"), ("m", "ɯɱ"),
        ("u", "ʉ"), ("v", "ʋʌꝟ"), ("S", "ẞⱾꞄꞨ"), ("W", "Ⱳ"), ("w", "ⱳ"), ("TZ", "Ꜩ"),
        ("tz", "ꜩ"), ("AA", "Ꜳ"), ("aa", "ꜳ"), ("AO", "Ꜵ"), ("ao", "ꜵ"), ("AU", "Ꜷ"), ("au", "ꜷ"),
        ("AV", "ꜸꜺ"), ("av", "ꜹꜻ"), ("AY", "Ꜽ"), ("ay", "ꜽ"), ("OO", "Ꝏ"), ("oo", "ꝏ"),
        ("VY", "Ꝡ"), ("vy", "ꝡ"),
    )
    for letter in letters
}  # fmt: skip
# Letters that decompose but are not in the table: signs, and those set high or low.
_KEPT = lazy(
    "[\xaa\xba\u02b0-\u02e3\u1d2c-\u1dbb\u2071-\u209c\u2102-\u2149\u2160-\u217f\u2c7c\u2c7d\ua7f2-\ua7f4]"
)


def slugize(text: str, transform: int = 0) -> str:
    """A text as a part of an address; `transform` 1 is in lower case, 2 in upper case."""
    ascii_text = _NOT_ASCII.sub(_letter, text)
    slug = _SPECIAL.sub("-", _CONTROL.sub("", ascii_text)).strip("-")
    return slug.lower() if transform == 1 else slug.upper() if transform == 2 else slug


def _letter(found: re.Match[str]) -> str:
    letter = found[0]
    if letter in _LETTERS:
        return _LETTERS[letter]
    if ord(letter) > 0xFFFF or _KEPT.match(letter):
        return letter
    parts = unicodedata.normalize("NFKD", letter)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain if len(plain) == 1 and plain.isascii() and plain.isalpha() else letter


def stringify(rule: str, value: Callable[[str], str | None]) -> str | None:
    """A permalink out of its pattern; None where the value of a parameter is not known."""
    unknown = False

    def one(found: re.Match[str]) -> str:
        nonlocal unknown
        said = value(found[1])
        unknown = unknown or said is None
        return said or ""

    made = _PARAMETER.sub(one, rule)
    return None if unknown else made


_SEGMENTS = {
    "year": r"(\d{4})", "month": r"(\d{2})", "day": r"(\d{2})", "i_month": r"(\d{1,2})",
    "i_day": r"(\d{1,2})", "hash": r"([0-9a-f]{12})",
}  # fmt: skip


@lru_cache(maxsize=8)
def _pattern(rule: str) -> tuple[re.Pattern[str], tuple[str, ...]] | None:
    names = tuple(_PARAMETER.findall(rule))
    if len(names) > _MOST or sum(name not in _SEGMENTS for name in names) > _MOST_FREE:
        return None
    made, end = "", 0
    for found in _PARAMETER.finditer(rule):
        made += re.escape(rule[end : found.start()]) + _SEGMENTS.get(found[1], "(.+?)")
        end = found.end()
    return re.compile(made + re.escape(rule[end:]), re.ASCII), names


def named(rule: str, path: str) -> dict[str, str]:
    """What a post's path under `_posts` says by `new_post_name`; `title` is its slug."""
    stem = without_extension(path)
    pattern = _pattern(without_extension(rule))
    found = pattern[0].fullmatch(stem) if pattern and len(stem) < _LONGEST else None
    if pattern is None or found is None:
        return {"title": slugize(stem)}
    said = dict(zip(pattern[1], found.groups(), strict=True))
    return said if "title" in said else {**said, "title": slugize(stem)}


def without_extension(path: str) -> str:
    """A path without what follows the last dot of its name."""
    folder, slash, name = path.rpartition("/")
    stem, dot, _ = name.rpartition(".")
    return folder + slash + (stem if dot and stem else name)


def encoded(path: str) -> str:
    """A path as it stands in a link: what is encoded already is not encoded twice."""
    plain = unquote(path, errors="surrogateescape")
    return quote(plain, safe=";,/?:@&=+$-_.!~*'()#", errors="replace")


def pretty(path: str, *, index: bool, html: bool) -> str:
    """A path without `index.html` or `.html` at its end, where the site wants none."""
    is_index = path.endswith("index.html")
    if not index and is_index:
        return path.removesuffix("index.html")
    return path.removesuffix(".html") if not html and not is_index else path
