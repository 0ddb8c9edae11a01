"""How Docusaurus 3 joins and ends the addresses of its pages, and makes tags into them.

After @docusaurus/utils (`normalizeUrl`), @docusaurus/utils-common (`applyTrailingSlash`) and
lodash 4.17 (`kebabCase`, `deburr`, `words`).
"""

from __future__ import annotations

import re
import unicodedata

from reader.patterns import lazy

_PROTOCOL = lazy(r"^([^/:]+):/*")
_ASTRAL = "\U00010000-\U0010ffff"
_LOWER, _UPPER = "a-z\xdf-\xf6\xf8-\xff", "A-Z\xc0-\xd6\xd8-\xde"
_DINGBAT = "\u2700-\u27bf"
_BREAK = (
    "\xac\xb1\xd7\xf7\x00-\x2f\x3a-\x40\\x5b-\x60\x7b-\xbf\u2000-\u206f \t\x0b\x0c\xa0\ufeff\n\r"
    "\u1680\u180e\u3000"
)
_MISC = f"[^{_ASTRAL}{_BREAK}0-9+{_DINGBAT}{_LOWER}{_UPPER}]"
_JOINED = "[\ufe0e\ufe0f]?(?:[\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff]|[\U0001f3fb-\U0001f3ff])?"
_REGION = "(?:[\U0001f1e6-\U0001f1ff]){2}"
_PICTURE = (
    f"(?:[{_DINGBAT}]|{_REGION}|[{_ASTRAL}]){_JOINED}"
    f"(?:\u200d(?:[^{_ASTRAL}]|{_REGION}|[{_ASTRAL}]){_JOINED})*"
)
# The apostrophes are taken out before, so that the contractions of lodash's pattern never occur.
_UNICODE_WORD = lazy(
    f"[{_UPPER}]?[{_LOWER}]+(?=[{_BREAK}]|[{_UPPER}]|\\Z)"
    f"|(?:[{_UPPER}]|{_MISC})+(?=[{_BREAK}]|[{_UPPER}](?:[{_LOWER}]|{_MISC})|\\Z)"
    f"|[{_UPPER}]?(?:[{_LOWER}]|{_MISC})+"
    f"|[{_UPPER}]+"
    r"|\d*(?:1ST|2ND|3RD|(?![123])\dTH)(?=\b|[a-z_])"
    r"|\d*(?:1st|2nd|3rd|(?![123])\dth)(?=\b|[A-Z_])"
    rf"|\d+|{_PICTURE}",
    re.ASCII,
)
_ASCII_WORD = lazy("[^\x00-\x2f\x3a-\x40\\x5b-\x60\x7b-\x7f]+")
_HAS_UNICODE_WORD = lazy("[a-z][A-Z]|[A-Z]{2}[a-z]|[0-9][a-zA-Z]|[a-zA-Z][0-9]|[^a-zA-Z0-9 ]")
_LATIN = lazy("[\xc0-\xd6\xd8-\xf6\xf8-\u017f]")
_MARKS = lazy("[\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff]")
_LETTERS = {
    "\xc6": "Ae", "\xe6": "ae", "\xde": "Th", "\xfe": "th", "\xdf": "ss", "\xd0": "D",
    "\xf0": "d", "\xd8": "O", "\xf8": "o", "\u0110": "D", "\u0111": "d", "\u0126": "H",
    "\u0127": "h", "\u0131": "i", "\u0138": "k", "\u013f": "L", "\u0140": "l", "\u0141": "L",
    "\u0142": "l", "\u014a": "N", "\u014b": "n", "\u0166": "T", "\u0167": "t", "\u0132": "IJ",
    "\u0133": "ij", "\u0152": "Oe", "\u0153": "oe", "\u0149": "'n", "\u017f": "s",
}  # fmt: skip
# Longer names are no tags; lodash's pattern takes the square of their length.
_LONGEST = 500


def kebab(name: str) -> str:
    """Lodash's `kebabCase`: `C++` and `C#` are `c`, `Node.js` is `node-js`, `k8s` is `k-8-s`."""
    plain = _MARKS.sub("", _LATIN.sub(_deburred, name[:_LONGEST]))
    plain = plain.replace("'", "").replace("\u2019", "")
    words = (_UNICODE_WORD if _HAS_UNICODE_WORD.search(plain) else _ASCII_WORD).findall(plain)
    return "-".join(words).lower()


def _deburred(found: re.Match[str]) -> str:
    letter = found[0]
    return _LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0]


def joined(*parts: str) -> str:
    """Docusaurus's `normalizeUrl`: the parts with one slash between each two."""
    urls = list(parts)
    if re.match(r"[^/:]+:/*$", urls[0]) and len(urls) > 1:
        first = urls.pop(0)
        urls[0] = first + urls[0]
    urls[0] = _PROTOCOL.sub(r"\1://", urls[0])
    found: list[str] = []
    starts = ends = False
    for place, url in enumerate(urls):
        one, last = url, place == len(urls) - 1
        if one == "":
            if last and ends:
                found.append("/")
            continue
        if one != "/":
            if place:
                stripped = one.lstrip("/")
                one = f"/{stripped}" if one[0] == "/" and not starts else stripped
            ends = one.endswith("/")
            one = one.rstrip("/") + ("/" if last and ends else "")
        starts = True
        found.append(one)
    text = re.sub(r"/(\?|&|#[^!/])", r"\1", "/".join(found))
    first, *rest = text.split("?")
    text = first + ("?" if rest else "") + "&".join(rest)
    return re.sub(r"\A/+", "/", re.sub(r"([^:/]/)/+", r"\1", text))


def ended(path: str, slash: bool | None, base: str) -> str:
    """A route with the slash at its end that the site's `trailingSlash` asks for."""
    if slash is None or path.startswith("#"):
        return path
    plain = re.split(r"[#?]", path, maxsplit=1)[0]
    if plain in ("/", base) or plain.endswith("/") == slash:
        return path
    return (plain + "/" if slash else plain.removesuffix("/")) + path[len(plain) :]
