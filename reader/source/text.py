"""A body's words, cheaply: what is read, without parsing it as Markdown.

For counts, summaries and search, where a million posts' worth of parsing would be too dear. Every
pattern takes time linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
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
    r"\[([^\[\]]{0,1000})\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*+\)|\[[^\[\]\n]*\])"
)  # fmt: skip
# Patterns of whole lines begin with the line feed above.
_DEFINITION = lazy(r"\n {0,3}\[[^\[\]\n]+\]:[ \t]*\S[^\n]*")
_LINE_START = lazy(
    r"\n(?=[ \t>\#*+\d-])[ \t]*+(?:>[ \t]*+)*+"
    r"(?:\#{1,6}(?=[ \t\n])[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]++(?:\[[ xX]\][ \t])?)?"
)
_RULE = lazy(r"\n(?=[ \t=*_|:+-])[ \t]*+(?:[-=*_|:+][ \t]*+)++(?=\n|\Z)")
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
        elif mark[0] == "~" or "`" not in info:
            yield False, text[start:line]
            opened, start = mark, fence.end() + 1
    yield bool(opened), text[start:]


def _plain(text: str) -> str:
    """The words of a text without fences."""
    text = "\n" + text
    held: list[str] = []
    if "\\" in text:
        pieces = _AS_IS.split(text.replace(HELD, "\ufffd"))
        text = HELD.join(pieces[::4])
        held = [code or sign for code, sign in zip(pieces[2::4], pieces[3::4], strict=True)]
    elif "`" in text:
        pieces = _CODE_SPAN.split(text.replace(HELD, "\ufffd"))
        text, held = HELD.join(pieces[::3]), pieces[2::3]
    text = untagged(text)
    if "<" in text:
        for start, end in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
            text = without(text, start, end)
        text = _TAG.sub(_tag, text)
    if "]" in text:
        if "](" in text or "][" in text:
            text = _unlinked(text.replace("![", "[") if "!" in text else text)
        if "]:" in text:
            text = _DEFINITION.sub("\n", text)
    text = _LINE_START.sub("\n", _RULE.sub("\n", text))
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
    text = unescaped(text)[1:]
    if held:
        pieces = text.split(HELD)
        filled = [piece for pair in zip(pieces, held, strict=False) for piece in pair]
        text = "".join([*filled, *pieces[len(held) :]])
    return text


def _unlinked(text: str) -> str:
    """Links without their targets; twice, for a picture inside a link."""
    # What the pattern parts a text into is its rest and its one group, in turn.
    text = "".join(_LINK.split(text))
    return "".join(_LINK.split(text)) if "](" in text or "][" in text else text


def _unclosed(text: str) -> str:
    """Headings without the signs that close them, and the space before these."""
    pieces, done = list[str](), 0
    for signs in _CLOSING.finditer(text):
        pieces.append(text[done : signs.start() - 1])
        done = signs.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _tag(tag: re.Match[str]) -> str:
    """A tag's place in what is read: a break for a block's, else nothing."""
    return " " if (tag[1] or "").lower() in _BREAKING else ""


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
