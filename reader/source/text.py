"""A body's words, cheaply: what is read, without parsing it as Markdown.

For counts, summaries and search, where a million posts' worth of parsing would be too dear. Every
pattern takes time linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import ceil

from reader.patterns import lazy
from reader.sanitize import unescaped
from reader.source.tags import untagged, without

LATIN_PER_MINUTE = 220
CJK_PER_MINUTE = 500

_FENCE = lazy(r"(?P<fence>([`~])\2{2,}+)(?P<info>[^\n]*)")
_BEFORE_FENCE = " \t>-*+.)0123456789"  # quotes and list items that a fence may stand in
# An escaped sign, or a code span on one line.
_AS_IS = lazy(r"\\([!-/:-@\[-`{-~])|(?<!`)(`++)([^`\n]+)\2(?!`)")
_TAG = lazy(r"<(?:/?([a-zA-Z][\w-]*)(?=[\s/>])|![a-zA-Z\[])[^<>]*>")
_LINK = lazy(
    r"\[([^\[\]]{0,1000})\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*+\)|\[[^\[\]\n]*\])"
)  # fmt: skip
# Patterns of whole lines begin with the line feed above: a literal is found the fastest.
_DEFINITION = lazy(r"\n {0,3}\[[^\[\]\n]+\]:[ \t]*\S[^\n]*")
_LINE_START = lazy(
    r"\n(?=[ \t>\#*+\d-])[ \t]*+(?:>[ \t]*+)*+"
    r"(?:\#{1,6}(?=[ \t\n])[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]++(?:\[[ xX]\][ \t])?)?"
)
_RULE = lazy(r"\n(?=[ \t=*_|:+-])[ \t]*+(?:[-=*_|:+][ \t]*+)++(?=\n|\Z)")
_CLOSING = lazy(r"[ \t]\#{1,6}[ \t]*(?=\n|\Z)")
_UNDERSCORE = lazy(r"_(?:(?!\w)|(?<!\w_))")
_BREAKING = frozenset(
    [
        "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
        "td", "th", "tr", "ul",
    ]
)  # fmt: skip
# Where text that stays as it is stood, while the rest is stripped: a private character.
_HELD = "\ue000"

_WORD = lazy(r"\w\S*+")


def plain(body: str) -> str:
    """What is read of a Markdown text, one line for a line; code keeps every character."""
    return "\n".join(
        text if code else _plain(text) for code, text in segments(body) if text
    )  # fmt: skip


def segments(body: str) -> Iterator[tuple[bool, str]]:
    """The body in pieces, fenced code (True) and other text, without the fences themselves."""
    if "```" not in body and "~~~" not in body:
        yield False, body
        return
    start = 0
    opened = ""
    for fence in _FENCE.finditer(body):
        mark, info = fence["fence"], fence["info"]
        line = body.rfind("\n", 0, fence.start()) + 1
        if body[line : fence.start()].strip(_BEFORE_FENCE):
            continue
        if opened:
            if mark.startswith(opened) and not info.strip():
                yield True, body[start:line].removesuffix("\n")
                opened, start = "", fence.end() + 1
        elif mark[0] == "~" or "`" not in info:
            yield False, body[start:line]
            opened, start = mark, fence.end() + 1
    yield bool(opened), body[start:]


def _plain(text: str) -> str:
    """The words of a text without fences."""
    held: list[str] = []
    if "`" in text or "\\" in text:

        def hold(found: re.Match[str]) -> str:
            held.append(found[1] or found[3])
            return _HELD

        text = _AS_IS.sub(hold, text.replace(_HELD, ""))
    text = untagged(text)
    if "<" in text:
        for start, end in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
            text = without(text, start, end)
        text = _TAG.sub(_tag, text)
    text = "\n" + text
    if "](" in text or "][" in text:
        # Twice, for a picture inside a link.
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text.replace("![", "[")))
    if "]:" in text:
        text = _DEFINITION.sub("\n", text)
    text = _LINE_START.sub("\n", _RULE.sub("\n", text))
    if "#" in text:
        text = _CLOSING.sub("", text)
    text = text.replace("*", "").replace("~~", "").replace("|", " ")
    if "_" in text:
        text = _UNDERSCORE.sub("", _UNDERSCORE.sub("", text))
    text = unescaped(text)[1:]
    if held:
        pieces = text.split(_HELD)
        filled = [piece for pair in zip(pieces, held, strict=False) for piece in pair]
        text = "".join([*filled, *pieces[len(held) :]])
    return text


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
    if not text.isascii():
        text, cjk = _cjk().subn(" ", text)
    words = len(_WORD.findall(text))
    minutes = words / LATIN_PER_MINUTE + cjk / CJK_PER_MINUTE
    return words + cjk, ceil(minutes)
