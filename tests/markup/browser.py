"""What a browser shows of HTML, and whether other text holds the words of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Elements without text of their own on a page; of the last four, what stands in place of them.
_UNSEEN = frozenset({
    "script", "style", "template", "head", "title", "noscript", "noembed", "noframes", "datalist",
    "iframe", "video", "audio", "object",
})  # fmt: skip
# Elements whose text goes on in the line: all others end a word.
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_WORD = re.compile(r"\w+")


def shown(html: str) -> str:
    """The text of a page: no scripts, styles and comments; a picture's alternative text counts."""
    parts: list[str] = []
    # Closing an element is a task of its own, so that depth costs no stack.
    tasks: list[LexborNode | str] = [LexborHTMLParser(f"<body>{html}").root or ""]
    while tasks:
        node = tasks.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            parts.append(node.text_content or "")
        elif tag and tag not in _UNSEEN and "hidden" not in node.attributes:
            space = "" if tag in _INLINE else " "
            parts.append(space)
            if tag == "img":
                parts.append(node.attributes.get("alt") or "")
            tasks.append(space)
            tasks += reversed(list(_children(node)))
    return "".join(parts)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def words(text: str) -> list[str]:
    """The words of a text in their order; those of signs that stand for letters are letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def missing(expected: Sequence[str], lines: Iterable[str]) -> list[str]:
    """The expected words that do not stand in `lines` in their order.

    A word may go on from the end of a line to the begin of the next. What is missing is passed
    over, so that a word that is out of its order is told as one.
    """
    found: list[tuple[str, bool]] = []  # each word, and whether it is the first of its line
    for line in lines:
        found += [(word, index == 0) for index, word in enumerate(words(line))]
    lost, at = [], 0
    for word in expected:
        for start in range(at, len(found)):
            end = _match(word, found, start)
            if end is not None:
                at = end
                break
        else:
            lost.append(word)
    return lost


def _match(word: str, found: Sequence[tuple[str, bool]], start: int) -> int | None:
    """Where `word` ends in `found` if it begins at `start`; None where it does not."""
    begun, end = found[start][0], start + 1
    while len(begun) < len(word) and end < len(found) and found[end][1]:
        begun += found[end][0]
        end += 1
    return end if begun == word else None
