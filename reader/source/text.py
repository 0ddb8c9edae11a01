"""A body's words, cheaply: what is read, without parsing it as Markdown.

For counts, summaries and search, where a million posts' worth of parsing would be too dear. Every
pattern takes time linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from math import ceil

from reader.patterns import lazy
from reader.sanitize import unescaped
from reader.source.tags import HELD, untagged, without

LATIN_PER_MINUTE = 220
CJK_PER_MINUTE = 500

# Quotes and list items may stand before a fence.
_FENCE = lazy(r"\n[ \t>*+.)0-9-]*+(?P<fence>([`~])\2{2,}+)(?P<info>[^\n]*)")
# An escaped sign, or a code span on one line, by itself where no backslash is: a literal is found
# the fastest, and what begins with one of two is next.
_CODE = r"`(?<!``)(`*+)([^`\n]+)`\1(?!`)"
_CODE_SPAN = lazy(_CODE)
_AS_IS = lazy(rf"{_CODE}|\\([!-/:-@\[-`{{-~])")
_TAG = lazy(r"<(?:/?([a-zA-Z][\w-]*)(?=[\s/>])|![a-zA-Z\[])[^<>]*>")
_LINK = lazy(
    r"\[([^\[\]]{0,1000})\](?:\(\n?[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+(?:\n[^()\n]*+)?\)"
    r"|\[[^\[\]\n]*\])"
)
# What is left of a link with brackets in its text.
_TARGET = lazy(r"\]\((?:[a-z]{2,9}:/|/|\#|\.)[^()\s]*\)")
# A picture with a title, which is drawn below it.
_TITLED = lazy(r"!\[([^\[\]]{0,1000})\]\([^()\n\"]*+\"([^\"\n]*)\"[ \t]*\)")
_NOTE = lazy(r"\[\^[^\]\s\[]{1,200}\]:?")
_ALIAS = lazy(r"\[\[[^\[\]|\n]{1,300}\|([^\[\]|\n]*)\]\]")
_ALT = lazy(r"\balt[ \t]*=[ \t]*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# Patterns of whole lines begin with the line feed above.
_DEFINITION = lazy(
    r"\n {0,3}\[[^\[\]\n]+\]:[ \t]*+(?:\S[^\n]*|\n[ \t]*+\w[\w+.-]*+:[^\s]*+[ \t]*+(?=\n|\Z))"
)
# A whole line of signs, or what stands before the words of one.
_LINE_START = lazy(
    r"\n(?=[ \t=_|:>\#*+\d-])[ \t]*+(?:(?:[-=*_|:+][ \t]*+)++(?=\n|\Z)"
    r"|(?:>[ \t]*+)*+(?:\#{1,6}(?=[ \t\n])[ \t]*"
    r"|(?:[-*+]|\d{1,9}[.)])[ \t]++(?:\[[ xX]\][ \t])?)?)"
)
_CLOSING = lazy(r"\#(?<=[ \t]\#)\#{0,5}[ \t]*(?=\n|\Z)")
_UNDERSCORE = lazy(r"_(?:(?!\w)|(?<!\w_))")
_BREAKING = frozenset(
    [
        "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
        "td", "th", "tr", "ul",
    ]
)  # fmt: skip
# What stays is told by a private character before its mark where its order does not tell it.
_NUMBERS, _MOST_NUMBERS = 0xF0000, 0x20000 - 4
_NUMBERED = lazy("([\U000f0000-\U0010ffff])" + HELD)
_WORD = lazy(r"\w\S*+")
# Signs of typesetters that Latin-1 lacks, and no part of what makes a word.
_NOT_LATIN = "’“”–—…‘•→"


def plain(body: str) -> str:
    """What is read of a Markdown text, one line for a line; code keeps every character."""
    return joined(segments(body))


def joined(pieces: Iterable[tuple[bool, str]]) -> str:
    """The plain text of a body in its `segments`."""
    return "\n".join([text if code else _plain(text) for code, text in pieces if text])


def segments(body: str) -> Iterator[tuple[bool, str]]:
    """The body in pieces, fenced code (True) and other text, without the fences themselves."""
    if "`" not in body and "~" not in body:
        yield False, body
        return
    text = "\n" + body
    start = 1
    opened = ""
    for fence in _FENCE.finditer(text):
        mark, info = fence["fence"], fence["info"]
        line = fence.start() + 1
        if opened:
            if mark.startswith(opened) and not info.strip():
                yield True, text[start:line].removesuffix("\n")
                opened, start = "", fence.end() + 1
        elif (mark[0] == "~" or "`" not in info) and "</" not in info:
            yield False, text[start:line]
            opened, start = mark, fence.end() + 1
    yield bool(opened), text[start:]


def _plain(text: str) -> str:
    """The words of a text without fences."""
    text = "\n" + text
    if "\\" in text:
        pieces = _AS_IS.split(text.replace(HELD, "\ufffd"))
        held = [code or sign for code, sign in zip(pieces[2::4], pieces[3::4], strict=True)]
        return _filled(pieces[::4], held)
    if "`" in text:
        pieces = _CODE_SPAN.split(text.replace(HELD, "\ufffd"))
        return _filled(pieces[::3], pieces[2::3])
    return _stripped(text)


def _filled(around: list[str], held: list[str]) -> str:
    """The words of a text with what stays as it is; `around` is what stands round each of these."""
    pieces = _stripped(HELD.join(around)).split(HELD)
    if len(pieces) == len(around):
        return "".join(chain.from_iterable(zip(pieces, [*held, ""], strict=True)))
    # Some of it stood in what was taken out, such as a comment: each is told by its number.
    numbers = [chr(_NUMBERS + place % _MOST_NUMBERS) for place in range(len(held))]
    pieces = [around[0]]
    for number, after in zip(numbers, around[1:], strict=True):
        pieces += (number, HELD, after)
    return _NUMBERED.sub(lambda found: held[ord(found[1]) - _NUMBERS], _stripped("".join(pieces)))


def _stripped(text: str) -> str:
    """A text that begins with a line feed, without it and without marks."""
    text = untagged(text)
    if "<" in text:
        for start, end in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
            text = without(text, start, end)
        text = _TAG.sub(_tag, text)
    if "]" in text:
        if "^" in text and "[^" in text:
            text = _NOTE.sub("", text)
        if "|" in text and "[[" in text:
            text = "".join(_ALIAS.split(text))
        if "](" in text or "][" in text:
            text = _unlinked(text)
        # One sign is sought ten times as fast as two.
        if "]" in text and "]:" in text:
            text = _DEFINITION.sub("\n", text)
    text = _LINE_START.sub("\n", text)
    if "#" in text:
        text = _unclosed(text)
    if "*" in text:
        text = text.replace("*", "")
    if "~" in text:
        text = text.replace("~~", "")
    if "|" in text:
        text = text.replace("|", " ")
    if "_" in text:
        text = _UNDERSCORE.sub("", _UNDERSCORE.sub("", text))
    return unescaped(text)[1:]


def _unlinked(text: str) -> str:
    """Links without their targets; twice, for a picture inside a link."""
    if "!" in text:
        if '"' in text:
            text = _TITLED.sub(r"\1 \2", text)
        text = text.replace("![", "[")
    # What the pattern parts a text into is its rest and its one group, in turn.
    text = "".join(_LINK.split(text))
    if "]" in text and ("](" in text or "][" in text):
        text = _TARGET.sub("]", "".join(_LINK.split(text)))
    return text


def _unclosed(text: str) -> str:
    """Headings without the signs that close them, and the space before these."""
    pieces, done = list[str](), 0
    for signs in _CLOSING.finditer(text):
        pieces.append(text[done : signs.start() - 1])
        done = signs.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _tag(tag: re.Match[str]) -> str:
    """A tag's place in what is read: a break for a block's, what a picture shows, else nothing."""
    name = (tag[1] or "").lower()
    if name == "img" and (said := _ALT.search(tag[0])):
        return f" {said[1] or said[2] or ''} "
    return " " if name in _BREAKING else ""


@cache
def _cjk() -> re.Pattern[str]:
    """A character that is read as a word; slow to compile, and few texts need it."""
    return re.compile(
        "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
        "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
    )


def count_words(text: str) -> tuple[int, int]:
    """The words of a plain text, and the minutes it takes to read them (at least one, if any).

    A CJK character counts as a word: 500 of them a minute, 220 words of other scripts.
    """
    cjk = 0
    if (latin := _latin(text)) is not None:
        words = _latin_words(latin)
    else:
        text, cjk = _cjk().subn(" ", text)
        words = len(_WORD.findall(text))
    minutes = words / LATIN_PER_MINUTE + cjk / CJK_PER_MINUTE
    return words + cjk, ceil(minutes)


def _latin(text: str) -> bytes | None:
    """A text as Latin-1, without the signs that it lacks; None where it lacks letters."""
    if text.isascii():
        return text.encode("ascii")
    for sign in _NOT_LATIN:
        if sign in text:
            text = text.replace(sign, "")
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _latin_words(text: bytes) -> int:
    """How often `_WORD` is found: signs alone are no word, and those within one don't part it."""
    marked, signs = _latin_signs()
    return (b" " + text.translate(marked, signs)).count(b" a")


@cache
def _latin_signs() -> tuple[bytes, bytes]:
    """Latin-1 with `a` for what words are made of and a space for white space; all other signs."""
    marked, signs = bytearray(b" " * 256), bytearray()
    for code in range(256):
        sign = chr(code)
        if sign.isalnum() or sign == "_":
            marked[code] = ord("a")
        elif not sign.isspace():
            signs.append(code)
    return bytes(marked), bytes(signs)
