"""Blocks that are made of tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from reader.markup.blocks import Block, Code, Figure, Paragraph, Quote, Span
from reader.markup.callouts import Container
from reader.markup.dialects import names
from reader.markup.dialects.shown import Picture, Shown
from reader.markup.dialects.tag import CALL, LIQUID, Tag
from reader.patterns import lazy
from reader.sanitize import harmless, one_line

if TYPE_CHECKING:
    from reader.markup.convert import Converter, Maker

_WORD = lazy(r"[a-z][a-z-]{0,30}")
_ADDRESS = lazy(r"(?:https?://|/)\S+")
# Bootstrap's colours and the words of Hexo's themes that say nothing of what a text is.
_COLOURS = {
    "primary": "note", "secondary": "note", "light": "note", "dark": "note", "default": "note",
    "simple": "note", "warn": "warning",
}  # fmt: skip
# What the argument is called that says which kind of callout one is.
_KINDS = ("type", "kind", "status", "level", "severity", "variant", "color", "class", "style")
_OPTION = lazy(r"\b(?:line_number|line_threshold|highlight|first_line|mark|wrap|lang|language):\S+")


class Alone(NamedTuple):
    """Makes a figure or a paragraph of what one tag is shown as."""

    what: Shown

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The one block."""
        from reader.markup.inline import FixedInline

        if not isinstance(self.what, Picture):
            return (Paragraph(line=line, end=end, inline=FixedInline(self.what)),)
        found = self.what
        caption = converter.inline(harmless(found.caption)) if found.caption else None
        return (
            Figure(
                line=line,
                end=end,
                label=found.label,
                alt=found.alt,
                source=found.source,
                title=found.title,
                caption=caption,
                link=found.link or None,
            ),
        )


class Listing(NamedTuple):
    """Makes code of what stands between two tags; a title that it is given stands above it."""

    tag: Tag
    code: str

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The title, if any, and the code."""
        from reader.markup.inline import FixedInline

        language, title = _listing(self.tag)
        blocks: list[Block] = []
        if title:
            said = FixedInline((Span(one_line(title), "label"),))
            blocks.append(Paragraph(line=line, end=line + 1, inline=said))
        text = harmless(self.code.rstrip()).removeprefix("\n")
        blocks.append(Code(line=line, end=end, language=one_line(language), text=text))
        return blocks


def _listing(tag: Tag) -> tuple[str, str]:
    """The language and the title of code, as its opening tag tells."""
    if tag.name == "mermaid":
        return "mermaid", ""
    if tag.form == LIQUID and tag.name in ("code", "codeblock"):
        # Hexo: [title] [lang:language] [url] [link text] and options.
        found = re.search(r"\blang(?:uage)?:(\S+)", tag.inside)
        title = " ".join(_OPTION.sub("", tag.inside).split())
        return found[1] if found else "", title
    return tag.get("lang", "language") or tag.word(), tag.get("title", "name", "caption")


class Cited(NamedTuple):
    """Makes a quote of what it holds, and of who said it."""

    source: str

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The quote."""
        from reader.markup.inline import FixedInline

        if self.source:
            spans, at = [Span("— ")], 0
            for found in _ADDRESS.finditer(self.source):
                spans += [Span(self.source[at : found.start()]), Span(found[0], "link", found[0])]
                at = found.end()
            spans.append(Span(self.source[at:]))
            said = FixedInline(tuple(span for span in spans if span.text))
            children = (*children, Paragraph(line=end - 1, end=end, inline=said))
        return (Quote(line=line, end=end, children=children),)


def container(tag: Tag) -> Maker:
    """What makes a block of the pair that this tag opens: a quote, details or a callout."""
    name = tag.name
    if name in names.QUOTES:
        if tag.named or name == "pullquote":
            return Cited(one_line(tag.get("author", "cite", "source")))
        return Cited(one_line(tag.inside.replace('"', "")))
    if name in names.DETAILS:
        title = tag.get("title", "summary", "label") or " ".join(tag.words)
        return Container("details", one_line(title), folded=tag.get("open") != "true")
    words = list(tag.words)
    kind = name
    given = tag.get(*_KINDS).lower()
    if name in names.GENERIC_CALLOUTS or name in ("hint", "note"):
        if not given and words and _WORD.fullmatch(words[0].lower()):
            known = words[0].lower() in names.CALLOUTS or words[0].lower() in _COLOURS
            if known or (name in names.GENERIC_CALLOUTS and len(words) > 1):
                given = words.pop(0).lower()
        kind = given if _WORD.fullmatch(given) else "note"
    title = tag.get("title", "header", "heading")
    if not title and words:
        title = " ".join(words) if tag.form in (LIQUID, CALL) else words[0]
    return Container(_COLOURS.get(kind, kind), one_line(title))
