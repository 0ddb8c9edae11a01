"""Lines to text with colours and links for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reader.layout.layout import lines
from reader.layout.lines import Line
from reader.markup.blocks import Span
from reader.markup.document import Body

# SGR parameters a role. Only the sixteen colours that the terminal's own theme rules.
_SGR = {
    "h1": "1", "h2": "1", "h3": "1;4", "h4": "4", "h5": "3", "h6": "2;3",
    "strong": "1", "em": "3", "strike": "9", "mark": "7", "kbd": "7", "code": "36",
    "link": "4;34", "image": "35", "label": "2", "source": "2", "dim": "2", "chip": "2",
    "rule": "2", "quote": "2", "frame": "2", "fold": "2", "marker": "33", "done": "32",
    "head": "1", "math": "3;36", "footnote": "33", "back": "33", "callout": "1",
    "callout-note": "34", "callout-tip": "32", "callout-important": "35", "callout-warning": "33",
    "callout-caution": "31",
    "tok-comment": "2;39", "tok-keyword": "35", "tok-string": "32", "tok-number": "33",
    "tok-function": "34", "tok-class": "34", "tok-builtin": "36", "tok-decorator": "33",
    "tok-tag": "34", "tok-attribute": "33", "tok-variable": "39", "tok-constant": "33",
    "tok-operator": "39", "tok-deleted": "31", "tok-inserted": "32", "tok-heading": "1",
    "tok-prompt": "2", "tok-output": "39", "tok-error": "31",
}  # fmt: skip
_FOLLOWED = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\x21-\x7e]")


def render(body: Body, width: int, *, colour: bool = True, links: bool = True) -> Iterator[str]:
    """A body's lines as text without line feeds, each as soon as it is known."""
    return text(lines(body, width), colour=colour, links=links)


def text(lines: Iterable[Line], *, colour: bool = True, links: bool = True) -> Iterator[str]:
    """Lines as text with SGR colours and OSC 8 links to the web and to mail addresses."""
    for line in lines:
        yield "".join(_span(span, colour, links) for span in line.spans).rstrip(" ")


def _span(span: Span, colour: bool, links: bool) -> str:
    written = span.text
    codes = _codes(span.role) if colour else ""
    if codes:
        written = f"\x1b[{codes}m{written}\x1b[0m"
    if links and span.link and _FOLLOWED.match(span.link):
        written = f"\x1b]8;;{_address(span.link)}\x1b\\{written}\x1b]8;;\x1b\\"
    return written


@lru_cache(maxsize=512)
def _codes(role: str) -> str:
    return ";".join(_SGR[word] for word in role.split() if word in _SGR)


def _address(link: str) -> str:
    """A link as OSC 8 takes it: printable ASCII only, the rest in percent signs."""
    return _UNSAFE.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), link
    )
