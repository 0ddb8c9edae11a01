"""HTML blocks as what they say: text, headings, lists, tables, code, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reader.markup.anchors import Anchors
from reader.markup.blocks import (
    Block,
    Code,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from reader.markup.inline import FixedInline
from reader.markup.parser import DEPTH
from reader.markup.runs import EMBEDS, TAG_ROLES, Runs
from reader.sanitize import harmless, one_line

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKS = frozenset({
    "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend",
    "main", "nav", "option", "p", "search", "section", "summary", "caption",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template", "head"})
_SPACE = re.compile(r"[ \t\n\f\r]+")
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]+)")
_MAX_COLUMNS = 1000


def html_blocks(source: str, line: int, end: int, anchors: Anchors) -> tuple[Block, ...]:
    """What a browser would show of this HTML, which stands on lines `line` to `end` of the file."""
    reader = _Reader(line, anchors)
    reader.feed(source)
    reader.close()
    return reader.finish(end)


@dataclass(slots=True)
class _Open:
    """An element whose blocks are being collected."""

    name: str
    line: int
    children: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    start: int | None = None
    rows: list[tuple[bool, list[Inline]]] = field(default_factory=list)
    loose: bool = False


class _Reader(HTMLParser):
    def __init__(self, line: int, anchors: Anchors) -> None:
        super().__init__(convert_charrefs=True)
        self._base = line - 1
        self._anchors = anchors
        self._stack = [_Open("", line)]
        self._runs = Runs()
        self._begun = line
        self._space = False
        self._hidden: list[str] = []
        self._pre: list[str] | None = None
        self._language = ""
        self._heading = 0
        # The table cell that is being collected: whether it is a head, how many columns it spans,
        # and how many tables are open inside it.
        self._cell = False
        self._head = False
        self._span = ""
        self._nested = 0

    @property
    def _now(self) -> int:
        return self._base + self.getpos()[0]

    def finish(self, end: int) -> tuple[Block, ...]:
        """Close what is open and return the blocks."""
        self._end_pre()
        self._nested = 0
        self._end_cell()
        while len(self._stack) > 1:
            self._pop(end)
        return tuple(self._stack[0].children)

    # What html.parser calls.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            if tag in _UNSEEN:
                self._hidden.append(tag)
            return
        given = {name: value or "" for name, value in attrs}
        if self._pre is not None and tag not in ("br", "img"):
            if tag == "code":
                self._language = self._language or _language(given)
            return
        if tag in _UNSEEN:
            self._hidden.append(tag)
        elif tag == "br":
            self._text_now("\n")
        elif tag in EMBEDS:
            self._embed(tag, given)
        elif tag == "hr":
            self._break()
            self._add(Rule(line=self._now, end=self._now + 1))
        elif tag == "input":
            if given.get("type") == "checkbox":
                self._text_now("☑ " if "checked" in given else "☐ ")
        elif tag == "a":
            self._write_space()
            self._runs.open("a", "link" if "href" in given else "", given.get("href"))
        elif tag == "q":
            self._text_now("“")
        else:
            self._open(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
            return
        if self._pre is not None:
            if tag == "pre":
                self._end_pre()
            return
        if tag in _HEADINGS or tag in _BREAKS:
            self._break()
            self._runs.close(tag)
        elif tag == "q":
            self._text_now("”")
        elif tag in ("td", "th", "tr", "table", "ul", "ol", "li", "blockquote"):
            self._end(tag)
        else:
            self._runs.close(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._pre is not None:
            self._pre.append(data)
            return
        for index, part in enumerate(_SPACE.split(data)):
            self._space = self._space or index > 0
            if part:
                self._write_space()
                self._runs.text(part)

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data[6:])

    # Text.

    def _write_space(self) -> None:
        if not self._runs:
            self._begun = self._now
        elif self._space and not self._runs.ends_line:
            self._runs.text(" ")
        self._space = False

    def _text_now(self, text: str) -> None:
        if text != "\n":
            self._write_space()
        self._space = False
        if self._runs or text != "\n":
            self._runs.text(text)

    def _break(self) -> None:
        """End the paragraph that is being collected; in a cell, only its line."""
        if self._cell:
            if not self._runs.ends_line:
                self._runs.text("\n")
            self._space = False
            return
        runs = self._runs.take()
        self._space = False
        if not any(span.text.strip() for span in runs):
            return
        inline = FixedInline(runs)
        end = max(self._now, self._begun) + 1
        if self._heading:
            anchor = self._anchors.of(inline.source)
            self._add(
                Heading(
                    line=self._begun, end=end, level=self._heading, anchor=anchor, inline=inline
                )
            )
            self._heading = 0
        else:
            self._add(Paragraph(line=self._begun, end=end, inline=inline))

    # Elements.

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag in _HEADINGS:
            self._break()
            self._heading = 0 if self._cell else _HEADINGS[tag]
            if self._cell:
                self._runs.open(tag, "strong")
        elif tag == "pre":
            self._break()
            self._pre, self._language, self._begun = [], _language(given), self._now
        elif tag in _BREAKS:
            self._break()
            if tag in TAG_ROLES:
                self._runs.open(tag, TAG_ROLES[tag])
        elif tag in TAG_ROLES and tag != "th":
            self._write_space()
            self._runs.open(tag, TAG_ROLES[tag])
        elif tag in ("ul", "ol", "blockquote", "table"):
            self._break()
            self._nested += self._cell and tag == "table"
            if not self._cell and len(self._stack) < DEPTH:
                self._push(tag, given)
        elif tag == "li":
            self._end("li", within=("ul", "ol"))
            self._break()
            if self._stack[-1].name in ("ul", "ol"):
                self._push(tag, given)
            elif self._cell:
                self._runs.text("• ")
        elif tag in ("td", "th") and self._nested:
            self._space = True
        elif tag in ("tr", "td", "th") and not self._nested and self._table() is not None:
            self._end_cell()
            table = self._table()
            if table is not None and (tag == "tr" or not table.rows):
                table.rows.append((False, []))
            if tag != "tr":
                self._cell = True
                self._runs.open("cell", "")
                self._head = tag == "th"
                self._span = given.get("colspan", "")
        elif tag in ("td", "th", "tr"):
            self._break()

    def _push(self, tag: str, given: dict[str, str]) -> None:
        opened = _Open(tag, self._now)
        if tag == "ol":
            start = given.get("start", "")
            opened.start = int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1
        self._stack.append(opened)

    def _table(self) -> _Open | None:
        for opened in reversed(self._stack):
            if opened.name == "table":
                return opened
        return None

    def _end(self, tag: str, within: tuple[str, ...] = ()) -> None:
        """Close the innermost open element of this name, unless one of `within` is nearer."""
        if tag in ("td", "th", "tr"):
            if self._nested:
                self._space = True
            else:
                self._end_cell()
            return
        if self._nested:
            self._nested -= tag == "table"
            self._break()
            return
        if self._cell:
            if tag != "table":
                self._break()
                return
            self._end_cell()
        for index in range(len(self._stack) - 1, 0, -1):
            name = self._stack[index].name
            if name == tag:
                self._break()
                while len(self._stack) > index:
                    self._pop(self._now + 1)
                return
            if name in within:
                return
        self._break()

    def _end_cell(self) -> None:
        if not self._cell:
            self._break()
            return
        self._cell = False
        runs = list(self._runs.take())
        while runs and not runs[-1].text.rstrip():
            runs.pop()
        if runs:
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
        self._runs.close("cell")
        self._space = False
        table = self._table()
        if table is None:
            return
        head, cells = table.rows[-1]
        cells.append(FixedInline(tuple(runs)))
        span = int(self._span) if re.fullmatch("[0-9]{1,3}", self._span) else 1
        cells += [FixedInline(())] * (span - 1)
        table.rows[-1] = (head or self._head, cells)

    def _pop(self, end: int) -> None:
        opened = self._stack.pop()
        children = tuple(opened.children)
        if opened.name == "table":
            self._end_table(opened, end)
        elif opened.name == "li":
            item = Item(line=opened.line, end=end, children=children)
            self._stack[-1].items.append(item)
            self._stack[-1].loose |= sum(isinstance(child, Paragraph) for child in children) > 1
        elif opened.name == "blockquote":
            if children:
                self._add(Quote(line=opened.line, end=end, children=children))
        else:
            if children:  # text in a list but in none of its items
                opened.items.append(Item(line=opened.line, end=end, children=children))
            if opened.items:
                self._add(
                    List(
                        line=opened.line,
                        end=end,
                        items=tuple(opened.items),
                        start=opened.start,
                        tight=not opened.loose,
                    )
                )

    def _end_table(self, opened: _Open, end: int) -> None:
        for child in opened.children:  # a caption, or text between the rows
            self._add(child)
        rows = [(head, cells) for head, cells in opened.rows if cells]
        if not rows:
            return
        columns = min(max(len(cells) for _, cells in rows), _MAX_COLUMNS)
        full = [
            tuple([*cells, *[FixedInline(())] * (columns - len(cells))][:columns])
            for _, cells in rows
        ]
        head = full.pop(0) if rows[0][0] and len(full) > 1 else tuple([FixedInline(())] * columns)
        self._add(
            Table(
                line=opened.line, end=end, head=head, rows=tuple(full), align=tuple([""] * columns)
            )
        )

    def _end_pre(self) -> None:
        if self._pre is None:
            return
        text = harmless("".join(self._pre).removeprefix("\n")).rstrip("\n")
        self._pre = None
        if self._cell:
            self._runs.styled(text, "code")
        elif text.strip():
            self._add(Code(line=self._begun, end=self._now + 1, language=self._language, text=text))

    def _embed(self, tag: str, given: dict[str, str]) -> None:
        source = given.get("src") or given.get("data") or given.get("data-src") or ""
        alt = given.get("alt") or given.get("title") or ""
        if tag != "img" and not source:
            return
        if self._runs or self._cell or self._heading or self._runs.link is not None:
            self._write_space()
            self._runs.image(alt, source, EMBEDS[tag])
            return
        self._space = False
        self._add(
            Figure(
                line=self._now,
                end=self._now + 1,
                label=EMBEDS[tag],
                alt=one_line(alt),
                source=one_line(source),
                title=one_line(given.get("title", "") if given.get("alt") else ""),
            )
        )

    def _add(self, block: Block) -> None:
        self._stack[-1].children.append(block)


def _language(given: dict[str, str]) -> str:
    found = _LANGUAGE.search(given.get("class", ""))
    return found[1] if found else one_line(given.get("lang", ""))
