"""Text from posts, made harmless for a terminal.

Every text of a post or a path passes here once on its way to a screen or a pipe. What is kept:
letters, marks, joiners (ZWJ, ZWNJ), variation selectors, the directional marks LRM, RLM and ALM,
line feeds and tabs. Control characters become visible signs; overrides that reorder what one reads
(bidi embeddings, isolates), tag characters and byte order marks are dropped.
"""

from __future__ import annotations

import re

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
_C1 = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_INVISIBLE = dict.fromkeys([0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, *range(0xE0000, 0xE0080)])
_LINES = {0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TABLE: dict[int, str | None] = {
    **_PICTURES, 0x7F: "\u2421", **_C1, **_BIDI, **_INVISIBLE, **_SURROGATES, **_LINES,
}  # fmt: skip

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
# The flags of England, Scotland, Wales …: a black flag spelt out in tag characters.
_TAG_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_SPACES = re.compile(r"\s+")
_LONG_NUMBER = re.compile("&#([0-9]{8,});?")
_DIGITS = 7  # of U+10FFFF


def harmless(text: str) -> str:
    r"""`text` without what a terminal would obey; `\n` and `\t` stay, CR and CRLF become `\n`."""
    if not _HARMFUL.search(text):
        return text
    text = text.replace("\r\n", "\n")
    if "\U000e007f" not in text:
        return text.translate(_TABLE)
    parts, end = [], 0
    for flag in _TAG_FLAG.finditer(text):
        parts += [text[end : flag.start()].translate(_TABLE), flag.group()]
        end = flag.end()
    return "".join([*parts, text[end:].translate(_TABLE)])


def one_line(text: str) -> str:
    """`text` made harmless and set on one line: each run of white space is one space."""
    return _SPACES.sub(" ", harmless(text)).strip()


def bounded_references(text: str) -> str:
    """`text` without HTML character references by a number that no character has.

    Those are U+FFFD to a browser too. Python reads no number of thousands of digits (ValueError),
    so `html.unescape` and html.parser must not meet one.
    """
    return _LONG_NUMBER.sub(_bounded, text) if "&#" in text else text


def unescaped(text: str) -> str:
    """`text` with the characters that its HTML character references stand for."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(bounded_references(text))


def _bounded(reference: re.Match[str]) -> str:
    number = reference[1].lstrip("0") or "0"
    return f"&#{number};" if len(number) <= _DIGITS else "\ufffd"
