"""Inline marks that are not CommonMark's: `:emoji:`, `[[page|alias]]`, `![[file]]`, `==mark==`.

Rules for markdown-it: each looks no further than a bounded way from its sign.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from reader.markup.blocks import Figure, Span
from reader.patterns import lazy
from reader.sanitize import one_line

_EMOJI = lazy(r":([a-z0-9_+-]{1,50}):(?![\w:])")
# help.obsidian.md/links: no brackets inside, no white space at the edges.
_WIKI = lazy(
    r"(!?)\[\[(?![\s^])([^\[\]|\n]{1,300}?)(?:\\?\|([^\[\]\n]{0,300}))?(?<!\s)\]\](?![(\]])"
)
_PICTURE = lazy(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|ico)$", re.IGNORECASE)
_SIZE = lazy(r"[0-9]+(?:x[0-9]+)?")
_MARKED = lazy(r"==(?![\s=])([^=\n]{1,500})(?<!\s)==(?![=\w])")


def emoji(state: StateInline, silent: bool) -> bool:
    """An inline rule: a name that GitHub has an emoji for, between colons that touch no word."""
    if state.src[state.pos] != ":":
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    found = _EMOJI.match(state.src, state.pos, state.posMax)
    if found is None or before == ":" or before.isalnum() or before == "_":
        return False
    sign = _sign(found[1])
    if sign is None:
        return False
    if not silent:
        state.push("made", "", 0).meta = {"spans": (Span(sign),)}
    state.pos = found.end()
    return True


@lru_cache(maxsize=512)
def _sign(name: str) -> str | None:
    from emoji import emojize

    written = f":{name}:"
    sign = str(emojize(written, language="alias"))
    return sign if sign != written else None


def wiki_link(state: StateInline, silent: bool) -> bool:
    """An inline rule: a link to a page of the same wiki, or a file shown in its place.

    The link is the page as written. Where the brackets hold the label of a definition, they are
    text around CommonMark's own link.
    """
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _WIKI.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1] if state.pos else " "
    if found is None or before.isalnum() or not any(map(str.isalpha, found[2])):
        return False
    if normalizeReference(found[2]) in state.env.get("references", {}):
        return False
    if not silent:
        page, alias = found[2].strip().rstrip("\\"), (found[3] or "").strip()
        if found[1] and _PICTURE.search(page):
            span = Span(f"[image: {_alternative(page, alias)}]", "image", page)
        else:
            span = Span(alias or page, "link", page)
        state.push("made", "", 0).meta = {"spans": (span,)}
    state.pos = found.end()
    return True


def wiki_figure(source: str, line: int, end: int) -> Figure | None:
    """The picture that a paragraph is, where it is one in double brackets and nothing else."""
    found = _WIKI.fullmatch(source.strip())
    if found is None or not found[1] or not _PICTURE.search(found[2]):
        return None
    page = one_line(found[2])
    alt = _alternative("", (found[3] or "").strip())
    return Figure(line=line, end=end, label="image", alt=one_line(alt), source=page)


def _alternative(page: str, alias: str) -> str:
    """What is said of a picture; behind the bar may stand its size instead."""
    return alias if alias and not _SIZE.fullmatch(alias) else page.rpartition("/")[2]


def marked(state: StateInline, silent: bool) -> bool:
    """An inline rule: text between two pairs of equals signs that touch no other word."""
    if not state.src.startswith("==", state.pos):
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    found = _MARKED.match(state.src, state.pos, state.posMax)
    if found is None or before.isalnum() or before in "=_!<>":
        return False
    if not silent:
        last = state.posMax
        state.push("mark_open", "", 1)
        state.pos, state.posMax = found.span(1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "", -1)
        state.posMax = last
    state.pos = found.end()
    return True
