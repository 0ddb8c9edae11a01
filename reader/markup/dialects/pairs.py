"""Which tags of a text open a pair, and where it is closed."""

from __future__ import annotations

import re

from reader.markup.dialects import names
from reader.markup.dialects.inside import closing_of
from reader.markup.dialects.tag import CALL, ESCAPED, VARIABLE, Tag, tag_at
from reader.patterns import lazy

_SIGN = lazy(r"\{(?:\{[<%]|%)|^[ \t>]*+(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_UNQUOTED = lazy(r"^(?![ \t]*>)", re.MULTILINE)


def pairs(text: str, more: bool = False) -> tuple[dict[int, Tag], int]:
    """The closing tag of each pair by the place of its opening one, and where the search ended.

    Fenced code holds none, nor does what stands between tags for code. One pass, however the tags
    nest: a closing tag belongs to the last open one of its name. With `more`, the text goes on, and
    so may a fence.
    """
    found: dict[int, Tag] = {}
    opened: dict[str, list[int]] = {}
    unclosed: set[str] = set()
    at = 0
    while (sign := _SIGN.search(text, at)) is not None:
        fence = sign["fence"]
        if fence:
            quoted = ">" in sign.group()
            end = _fence_end(text, sign.end(), fence, quoted, unclosed)
            if end < 0 and more and not quoted:
                return found, sign.start()
            if end < 0:
                at = sign.end()
                continue
            at = end
            continue
        tag = tag_at(text, sign.start())
        if tag is None:
            at = sign.end()
            continue
        at = tag.end
        if tag.form in (VARIABLE, ESCAPED) or tag.single:
            continue
        if tag.closing:
            places = opened.get(tag.name)
            if places:
                found[places.pop()] = tag
        elif tag.name in names.WHOLE:
            close = None if tag.name in unclosed else closing_of(text, tag)
            if close is None:
                unclosed.add(tag.name)
            else:
                found[tag.start] = close
                at = close.end
        else:
            opened.setdefault("" if tag.form == CALL else tag.name, []).append(tag.start)
    return found, len(text)


def _fence_end(text: str, start: int, fence: str, quoted: bool, unclosed: set[str]) -> int:
    """Where the fence that opens here is closed, or -1; in a quote the quote's end closes it."""
    if quoted:
        below = _UNQUOTED.search(text, start)
        last = len(text) if below is None else below.start()
        close = re.compile(rf"^[ \t>]*+{fence}{fence[0]}*+[ \t]*$", re.MULTILINE).search(
            text, start, last
        )
        return last if close is None else close.end()
    if fence in unclosed:
        return -1
    close = re.compile(rf"^[ \t>]*+{fence}{fence[0]}*+[ \t]*$", re.MULTILINE).search(text, start)
    if close is None:
        unclosed.add(fence)
        return -1
    return close.end()
