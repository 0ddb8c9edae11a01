"""A text without the tags of template languages, cheaply: for its words, not for drawing it.

What stands between a pair of tags stays. Each pattern stops where the next tag begins, so that
time stays linear in the text. `reader.markup.dialects` draws the same constructs.
"""

from __future__ import annotations

import re

from reader.patterns import lazy

# In place of text that stays as it is, while the rest is stripped: no document holds a NUL.
HELD = "\0"
# All begin with the brace: a literal is found the fastest.
_TAG = lazy(
    r"\{(?:\{(?P<sign>[<%])/\*(?P<escaped>(?:[^*{]|\*(?!/)|\{(?!\{))*+)\*/[>%]\}\}"
    r"|\{[<%](?P<shortcode>(?:[^{>%]|[>%](?!\}\})|\{(?!\{[<%]))*+)[>%]\}\}"
    r"|%(?:[^%{]|%(?!\})|\{(?!%))*+%\}"
    r"|\{(?![<%])(?P<variable>[^{}\n]*+)\}\}"
    r"|/\*(?:[^*{]|\*(?!/\})|\{(?!/\*))*+\*/\}"
    r"|(?P<list>:[:#.\w \t/]|(?<=[)\]`*_\0 \t]\{)[ \t]?[#.][A-Za-z_-]"
    r"|(?<=[)\]\0]\{)[ \t]?[\w:-]{1,100}=)[^{}\n]*+\})"
)
# The arguments of a shortcode that are read: what it says under or above its picture or text.
_SAID = lazy(r"""\b(?:caption|title|alt|summary|header)=(?:"([^"\n]*)"|`([^`\n]*)`)""")
# Braces that no sentence holds: a member, a filter, a value, a call.
_CERTAIN = lazy(r"\s*-?\s*(?:[\w$]+(?:\.[\w$]+|\()|[\"'])|[^|]*\|\s*\w")
_IMPORT = lazy(
    r"\nimport[ \t{](?:[^\n{}\"']|\{[^{}\"']*+\})*?\sfrom[ \t]*[\"'][^\n\"']++[\"'];?[ \t]*"
    r"(?=\n|\Z)"
    r"|\nimport[ \t]+[\"'][^\n\"']++[\"'];?[ \t]*(?=\n|\Z)"
    r"|\nexport[ \t]+(?:const[ \t]+\w+[ \t]*=|default[ \t])[^\n]*+"
)
_CONTAINER = lazy(
    r"\n[ \t>]*+(?::{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]*)(?:\{[^{}\n]*\})?"
    r"|(?:!!!|\?\?\?\+?)[ \t]*[\w -]*+)"
    r"|\[![A-Za-z]{2,40}\][+-]?"
)
# What the three above begin with; most texts have none of it.
_ODD_LINE = lazy(r"\n(?:[ \t>]*+(?:::|!!|\?\?|\[\[?_?TOC)|(?:im|ex)port)")
_CONTENTS = lazy(r"\n[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\])[ \t]*(?=\n|\Z)")


def untagged(text: str) -> str:
    """A text without tags, attribute lists and modules' lines.

    It begins with a line feed, which stays, and no part of it is fenced code.
    """
    if "{" in text:
        if "comment" in text:
            for comment in ("{% comment %}", "{%- comment -%}"):
                text = without(text, comment, comment.replace("comment", "endcomment"))
        text = _without_tags(text)
    if ("!" in text and "[!" in text) or _ODD_LINE.search(text):
        if "import" in text or "export" in text:
            text = _IMPORT.sub("\n", text)
        if ":::" in text or "!!!" in text or "???" in text or "[!" in text:
            text = _CONTAINER.sub(_line, text)
        if "TOC" in text:
            text = _CONTENTS.sub("\n", text)
    return text


def _without_tags(text: str) -> str:
    liquid = "{%" in text
    pieces, done = list[str](), 0
    for tag in _TAG.finditer(text):
        start, said = tag.start(), ""
        if tag["escaped"] is not None:
            closing = ">}}" if tag["sign"] == "<" else "%}}"
            said = "{{" + tag["sign"] + tag["escaped"] + closing
        elif tag["shortcode"] is not None:
            said = " ".join(one or other for one, other in _SAID.findall(tag["shortcode"]))
        elif tag["variable"] is not None:
            if not (liquid or _CERTAIN.match(tag["variable"])):
                continue
        elif tag["list"] is not None and text[start - 1] in " \t":
            start -= 1
        pieces += (text[done:start], said)
        done = tag.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _line(found: re.Match[str]) -> str:
    return "\n" if found.group()[0] == "\n" else ""


def without(text: str, start: str, end: str) -> str:
    """`text` without what stands between two marks; an opening one that is not closed stays."""
    at = text.find(start)
    if at < 0:
        return text
    pieces, done = [], 0
    while at >= 0:
        close = text.find(end, at + len(start))
        if close < 0:
            break
        pieces.append(text[done:at])
        done = close + len(end)
        at = text.find(start, done)
    return "".join([*pieces, text[done:]])
