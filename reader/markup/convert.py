"""markdown-it's block tokens to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, cast

from markdown_it.token import Token

from reader.markup.anchors import Anchors, heading_text
from reader.markup.blocks import (
    Block,
    Code,
    Definition,
    Definitions,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from reader.markup.callouts import alert
from reader.markup.details import paired
from reader.markup.dialect import ANY, Dialect
from reader.markup.dialects.attributes import fence_language, of_heading
from reader.markup.dialects.inside import in_code, taken_out
from reader.markup.footnotes import Footnotes
from reader.markup.formulas import LANGUAGE, formula
from reader.markup.inline import plain_text, tokens
from reader.markup.inline_marks import wiki_figure
from reader.markup.marks import address
from reader.patterns import lazy
from reader.sanitize import harmless, one_line

_CHECKBOX = lazy(r"\[([ xX])\][ \t]+")
_ALIGN = {"text-align:left": "left", "text-align:right": "right", "text-align:center": "center"}
# Elements whose content a blank line does not end, although it ends markdown-it's HTML block.
_SPANNING = lazy(r"<(/?)(?:table|ul|ol|dl|pre|blockquote|figure|select|svg)\b", re.IGNORECASE)
# Wide enough for any picture's address that is not data, narrow enough to try the parse.
_IMAGE = lazy(r"\[?!\[.*[)}]\s*", re.DOTALL)


def balance(html: str) -> int:
    """How many elements that may span blank lines `html` opens more than it closes."""
    return sum(-1 if closing else 1 for closing in _SPANNING.findall(html))


class Maker(Protocol):
    """Makes the blocks of a construct that is not Markdown's own.

    A block rule pushes a token of type "made" whose `meta` is {"maker": maker}, or a pair of
    "made_open" and "made_close" with the maker in the first: `children` is what stands between.
    """

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The blocks, which stand on lines `line` to `end` of the file."""


class Converter:
    """Turns tokens into blocks; one for a whole document, because anchors are unique in it."""

    def __init__(
        self, inline: Callable[[str], Inline], notes: Footnotes, dialect: Dialect = ANY
    ) -> None:
        self.inline, self.notes, self.dialect = inline, notes, dialect
        self.anchors = Anchors()
        self._tokens: Sequence[Token] = ()
        self._at = 0
        self._base = 0

    def blocks(self, tokens: Sequence[Token], base: int) -> tuple[Block, ...]:
        """The blocks of whole, balanced tokens whose line 0 is line `base` of the file."""
        self._tokens, self._at, self._base = paired(tokens), 0, base
        return self._until("")

    def _until(self, closing: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            if token.type == "html_block":
                blocks += self._html(token)
            elif token.type in ("made", "made_open"):
                maker = cast(Maker, token.meta["maker"])
                line, end = self._lines(token)
                children = self._until("made_close") if token.nesting else ()
                blocks += maker(self, line, end, children)
            elif token.type == "blockquote_open":
                blocks += self._quote(token)
            else:
                block = self._block(token)
                if block is not None:
                    blocks.append(block)
        return tuple(blocks)

    def _block(self, token: Token) -> Block | None:
        line, end = self._lines(token)
        match token.type:
            case "paragraph_open":
                return self.paragraph(self._text(), line, end)
            case "heading_open":
                source = self._text()
                source, given = of_heading(source)
                anchor = self.anchors.of(given or heading_text(source, self.dialect), given)
                level = int(token.tag[1])
                return Heading(
                    line=line, end=end, level=level, anchor=anchor, inline=self.inline(source)
                )
            case "fence":
                language = fence_language(one_line(token.info))
                if language.lower() == LANGUAGE and token.content.strip():
                    return formula(token.content, line, end)
                return Code(line=line, end=end, language=language, text=_code(token.content))
            case "code_block":
                return Code(line=line, end=end, language="", text=_code(token.content))
            case "hr":
                return Rule(line=line, end=end)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, line, end)
            case "dl_open":
                return self._definitions(token, line, end)
            case "table_open":
                return self._table(line, end)
        return None

    def _quote(self, token: Token) -> Iterable[Block]:
        line, end = self._lines(token)
        first = list(self._tokens[self._at : self._at + 2])
        container = alert(first) if len(first) == 2 else None
        if container is None:
            children = self._until("blockquote_close")
            # A quote that held a footnote's text alone has nothing to show.
            empty = not children and first and first[0].type != "blockquote_close"
            return () if empty else (Quote(line=line, end=end, children=children),)
        if not first[1].content:
            self._at += 3
        return container(self, line, end, self._until("blockquote_close"))

    def _lines(self, token: Token) -> tuple[int, int]:
        start, end = token.map or (0, 0)
        return self._base + start, self._base + end

    def _text(self) -> str:
        """The source of the inline token that comes next; steps over its closing token."""
        source = self._tokens[self._at].content
        self._at += 2
        return source

    def paragraph(self, source: str, line: int, end: int) -> Block:
        """A paragraph with this text; a figure where it is a picture, or a link of one, alone."""
        if source.startswith("![["):
            figure = wiki_figure(source, line, end)
            if figure is not None:
                return figure
        if source.startswith(("![", "[![")) and _IMAGE.fullmatch(source):
            text, made = taken_out(source, self.dialect)
            parts = tokens(text.strip(), {})
            link = None
            if [part.type for part in parts] == ["link_open", "image", "link_close"]:
                link = one_line(address(str(parts[0].attrGet("href") or ""), made))
                parts = parts[1:2]
            if len(parts) == 1 and parts[0].type == "image":
                image = parts[0]
                return Figure(
                    line=line,
                    end=end,
                    label="image",
                    alt=one_line(address(plain_text(image.children or ()), made)),
                    source=one_line(address(str(image.attrGet("src") or ""), made)),
                    title=one_line(address(str(image.attrGet("title") or ""), made)),
                    link=link,
                )
        return Paragraph(line=line, end=end, inline=self.inline(source))

    def _list(self, token: Token, line: int, end: int) -> List:
        items = []
        tight = True
        closing = token.type.replace("open", "close")
        while self._tokens[self._at].type != closing:
            opening = self._tokens[self._at]
            self._at += 1
            checked, loose = self._first_paragraph(opening.level + 1)
            first = self._at
            start, stop = self._lines(opening)
            children = self._until("list_item_close")
            tight = tight and not (loose or self._has_loose(first, opening.level + 1))
            items.append(Item(line=start, end=stop, children=children, checked=checked))
        self._at += 1
        start_number = None
        if token.type == "ordered_list_open":
            written = token.attrGet("start")
            start_number = 1 if written is None else int(written)
        return List(line=line, end=end, items=tuple(items), start=start_number, tight=tight)

    def _first_paragraph(self, level: int) -> tuple[bool | None, bool]:
        """Whether the item that begins here is done (and takes the box out), and is loose."""
        opening = self._tokens[self._at]
        if opening.type != "paragraph_open":
            return None, False
        text = self._tokens[self._at + 1]
        checked = None
        box = _CHECKBOX.match(text.content)
        if box is not None:
            checked = box[1] != " "
            text.content = text.content[box.end() :]
        return checked, not opening.hidden

    def _has_loose(self, first: int, level: int) -> bool:
        return any(
            token.type == "paragraph_open" and token.level == level and not token.hidden
            for token in self._tokens[first : self._at]
        )

    def _definitions(self, token: Token, line: int, end: int) -> Definitions:
        items: list[Definition] = []
        terms = [self.inline(source) for source in token.meta["terms"]]
        details: list[tuple[Block, ...]] = []
        start = stop = line
        while (part := self._tokens[self._at]).type != "dl_close":
            self._at += 1
            if part.type == "dt_open":
                if details:
                    items.append(_definition(start, stop, terms, details))
                    terms, details, start = [], [], self._lines(part)[0]
                terms.append(self.inline(self._text()))
            elif part.type == "dd_open":
                stop = self._lines(part)[1]
                details.append(self._until("dd_close"))
        self._at += 1
        items.append(_definition(start, stop, terms, details))
        return Definitions(line=line, end=end, items=tuple(items))

    def _table(self, line: int, end: int) -> Table:
        rows: list[tuple[Inline, ...]] = []
        align: list[str] = []
        cells: list[Inline] = []
        while (token := self._tokens[self._at]).type != "table_close":
            self._at += 1
            if token.type == "th_open":
                align.append(_ALIGN.get(str(token.attrGet("style") or ""), ""))
            elif token.type == "inline":
                cells.append(self.inline(token.content))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self._at += 1
        return Table(line=line, end=end, head=rows[0], rows=tuple(rows[1:]), align=tuple(align))

    def _html(self, token: Token) -> tuple[Block, ...]:
        """The blocks of an HTML block, and of those right after it that its elements span."""
        pieces = [(token.content, *self._lines(token))]
        depth = balance(token.content)
        while depth > 0 and self._at < len(self._tokens):
            following = self._tokens[self._at]
            if following.type != "html_block":
                break
            pieces.append((following.content, *self._lines(following)))
            depth += balance(following.content)
            self._at += 1
        return self.html(pieces)

    def html_runs(self, source: str) -> Sequence[Span]:
        """The text of HTML that stands on one line."""
        from reader.markup.html import html_runs

        return html_runs(source, self.dialect)

    def html(self, pieces: Sequence[tuple[str, int, int]]) -> tuple[Block, ...]:
        """The blocks of HTML that stands in pieces: each its text, first line and end."""
        from reader.markup.html import html_blocks

        parts = []
        line = end = pieces[0][1]
        for text, start, stop in pieces:
            parts += ["\n" * (start - end), text]
            end = stop
        return html_blocks("".join(parts), line, end, self.anchors, self.dialect)


def _definition(
    line: int, end: int, terms: Sequence[Inline], details: Sequence[tuple[Block, ...]]
) -> Definition:
    return Definition(line=line, end=end, terms=tuple(terms), details=tuple(details))


def _code(content: str) -> str:
    return harmless(in_code(content).removesuffix("\n"))
