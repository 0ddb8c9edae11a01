r"""Marks that stand in a text for what a dialect made of a part of it.

Before Markdown or HTML is read inside a block, every tag of a dialect is taken out and a mark put
in its place: `\ufdd0`, the number of what was made, `\ufdd1`. Both are noncharacters, which
no text holds (`document.Body` sees to that), and neither means anything to Markdown or HTML, so a
mark may stand in a sentence, in a link's destination and in an attribute alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.markup.blocks import Span
from reader.patterns import lazy

OPEN, CLOSE = "\ufdd0", "\ufdd1"
# Stands behind a brace that begins no tag, whatever follows it.
GUARD = "\ufdd2"
_MARK = lazy(f"{OPEN}([0-9]{{1,9}}){CLOSE}")
_FOREIGN = str.maketrans(dict.fromkeys((OPEN, CLOSE, GUARD), "\ufffd"))
_FOREIGNERS = lazy(f"[{OPEN}{CLOSE}{GUARD}]")
# Pelican writes where a path begins in front of it; Zola an at sign.
_SITE_PATH = lazy(
    r"(?:\{|%7B|\|)(?:filename|static|attach|index|author|category|tag)(?:\}|%7D|\|)/?|@/",
    re.IGNORECASE,
)

# What was made, by its number: runs, written in the looks that are open where the mark stands.
Made = Sequence[tuple[Span, ...]]


def mark(number: int) -> str:
    """What stands for the thing of this number."""
    return f"{OPEN}{number}{CLOSE}"


def unmarked(text: str) -> str:
    """A text from outside without what could be taken for a mark."""
    if text.isascii() or not _FOREIGNERS.search(text):
        return text
    return text.translate(_FOREIGN)


def guarded(text: str) -> str:
    """A text that holds no tags, although it may look so: `{% raw %}`."""
    return text.replace("{", "{" + GUARD) if "{" in text else text


def parts(text: str, made: Made) -> Iterator[str | tuple[Span, ...]]:
    """A text as it stands between its marks, and what the marks stand for, in order."""
    for index, part in enumerate(_MARK.split(text)):
        if index % 2:
            yield made[int(part)]
        elif part:
            yield part


def address(text: str, made: Made) -> str:
    """A destination or attribute: a mark gives the link of what was made, or else its text.

    What an engine puts in front of a path of its source (`{filename}`, `@/`) is left out.
    """
    if text[:1] in ("{", "|", "@", "%") and (before := _SITE_PATH.match(text)) is not None:
        text = text[before.end() :]
    if OPEN not in text:
        return text
    found = []
    for part in parts(text, made):
        if isinstance(part, str):
            found.append(part)
        else:
            found += [span.text if span.link is None else span.link for span in part]
    return "".join(found)
