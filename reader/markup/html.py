"""HTML blocks as what they say: text, headings, lists, tables, code, pictures."""

from __future__ import annotations

from html.parser import HTMLParser

from reader.markup.anchors import Anchors
from reader.markup.blocks import Block, Code, Figure, Heading, Paragraph, Rule, Span
from reader.markup.dialect import ANY, Dialect
from reader.markup.dialects.inside import taken_out
from reader.markup.html_elements import BREAKS, CONTAINERS, HEADINGS, PARTS, SPACED, UNSEEN
from reader.markup.html_source import visible, whole_tags
from reader.markup.html_tree import Tree
from reader.markup.inline import FixedInline
from reader.markup.marks import Made, address, parts
from reader.markup.runs import EMBEDS, TAG_ROLES, Runs
from reader.patterns import lazy
from reader.sanitize import bounded_references, harmless, one_line

_TITLES = frozenset({("summary", "details"), ("figcaption", "figure")})
_SPACE = lazy(r"[ \t\n\f\r]+")
_LANGUAGE = lazy(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]+)")


def html_blocks(
    source: str, line: int, end: int, anchors: Anchors, dialect: Dialect = ANY
) -> tuple[Block, ...]:
    """What a browser would show of this HTML, which stands on lines `line` to `end` of the file."""
    source, made = taken_out(source, dialect, code=True)
    reader = _Reader(line, anchors, made)
    reader.feed(bounded_references(whole_tags(visible(source))))
    reader.close()
    return reader.finish(end)


def html_runs(source: str, dialect: Dialect = ANY) -> tuple[Span, ...]:
    """The text of HTML on one line, as runs."""
    runs: list[Span] = []
    for block in html_blocks(source, 1, 2, Anchors(), dialect):
        if isinstance(block, Paragraph | Heading):
            found = block.inline.runs()
        elif isinstance(block, Figure):
            single = Runs()
            single.image(block.alt, block.source, block.label)
            found = single.take()
        else:
            continue
        runs += [Span(" "), *found] if runs else found
    return tuple(span._replace(text=span.text.replace("\n", " ")) for span in runs)


class _Reader(HTMLParser):
    """Collects text under the looks that are open, and hands it to the tree block by block."""

    def __init__(self, line: int, anchors: Anchors, made: Made) -> None:
        super().__init__(convert_charrefs=True)
        self._base = line - 1
        self._anchors = anchors
        self._tree = Tree(line)
        self._runs = Runs(made)
        self._made = made
        self._begun = line
        self._space = False
        self._hidden: list[str] = []
        self._pre: list[str] | None = None
        self._language = ""
        self._heading = 0
        self._anchor = ""
        # The video or sound whose sources are elements of their own.
        self._media = ""
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
        self._end_cell()
        return self._tree.finish(end)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            if tag in UNSEEN:
                self._hidden.append(tag)
            return
        given = {name: address(value or "", self._made) for name, value in attrs}
        if self._pre is not None:
            if tag == "code":
                self._language = self._language or _language(given)
            elif tag == "br":
                self._pre.append("\n")
        elif tag in UNSEEN:
            self._hidden.append(tag)
        elif tag == "br":
            self._space = False
            if self._runs:
                self._runs.text("\n")
        elif tag in EMBEDS:
            self._media = tag if tag in ("video", "audio") and "src" not in given else ""
            self._embed(tag, given)
        elif tag == "source":
            if self._media and given.get("src"):
                self._embed(self._media, given)
                self._media = ""
        elif tag in SPACED:
            self._space = True
        elif tag == "hr":
            self._break()
            self._tree.add(Rule(line=self._now, end=self._now + 1))
        elif tag == "input":
            if given.get("type") == "checkbox":
                self._sign("☑ " if "checked" in given else "☐ ")
        elif tag == "q":
            self._sign("“")
        elif tag == "a":
            self._write_space()
            self._runs.open("a", "link" if "href" in given else "", given.get("href"))
        elif tag in ("tr", "td", "th"):
            self._table_part(tag, given)
        elif tag in TAG_ROLES and tag not in BREAKS and tag not in CONTAINERS:
            self._write_space()
            self._runs.open(tag, TAG_ROLES[tag])
        elif tag in BREAKS or tag in CONTAINERS or tag in HEADINGS:
            self._block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif self._pre is not None:
            if tag == "pre":
                self._end_pre()
        elif tag in SPACED:
            self._space = True
        elif self._titles(tag):
            self._tree.title(self._runs.take())
            self._space = False
        elif tag in HEADINGS or tag in BREAKS:
            self._break()
            self._runs.close(tag)
        elif tag == "q":
            self._sign("”")
        elif tag in ("td", "th", "tr"):
            if self._nested:
                self._space = True
            else:
                self._end_cell()
        elif tag in CONTAINERS:
            self._end(tag)
        else:
            self._runs.close(tag)

    def _titles(self, tag: str) -> bool:
        """Whether an element is the title of the one around it."""
        return not self._cell and (tag, self._tree.inner) in _TITLES

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._pre is not None:
            for part in parts(data, self._made):
                text = part if isinstance(part, str) else "".join(run.text for run in part)
                self._pre.append(text)
            return
        for index, part in enumerate(_SPACE.split(data)):
            self._space = self._space or index > 0
            if part:
                self._write_space()
                self._runs.text(part)

    def _write_space(self) -> None:
        if not self._runs:
            self._begun = self._now
        elif self._space and not self._runs.ends_line:
            self._runs.text(" ")
        self._space = False

    def _sign(self, text: str) -> None:
        self._write_space()
        self._runs.text(text)

    def _break(self) -> None:
        """End the paragraph that is being collected; in a cell, only its line."""
        self._space = False
        if self._cell:
            if not self._runs.ends_line:
                self._runs.text("\n")
            return
        runs = self._runs.take()
        if not any(span.text.strip() for span in runs):
            return
        inline = FixedInline(runs)
        line, end = self._begun, max(self._now, self._begun) + 1
        level, self._heading = self._heading, 0
        if level:
            anchor = self._anchors.of(inline.source, self._anchor)
            self._tree.add(Heading(line=line, end=end, level=level, anchor=anchor, inline=inline))
        else:
            self._tree.add(Paragraph(line=line, end=end, inline=inline))

    def _block(self, tag: str, given: dict[str, str]) -> None:
        """Begin an element that stands on lines of its own."""
        if tag == "li" and not self._cell and self._tree.holds("li", within=("ul", "ol")):
            self._end("li")
        if tag in PARTS and not self._cell:
            for part in PARTS:
                if self._tree.holds(part, within=("dl",)):
                    self._end(part)
        self._break()
        if tag in HEADINGS and not self._cell:
            self._heading, self._anchor = HEADINGS[tag], given.get("id", "")
        elif tag in HEADINGS:
            self._runs.open(tag, "strong")
        elif tag == "pre":
            self._pre, self._language, self._begun = [], _language(given), self._now
        elif tag in BREAKS:
            if tag in TAG_ROLES and not self._titles(tag):
                self._runs.open(tag, TAG_ROLES[tag])
        elif self._cell:
            self._nested += tag == "table"
            if tag == "li":
                self._runs.text("• ")
            elif tag == "dt":
                self._runs.open(tag, TAG_ROLES[tag])
        elif (tag != "li" or self._tree.in_list) and (tag not in PARTS or self._tree.in_terms):
            self._tree.open(tag, self._now, given)

    def _table_part(self, tag: str, given: dict[str, str]) -> None:
        """Begin a row or a cell; in a table inside a cell, only a line or a gap."""
        if self._nested and tag != "tr":
            self._space = True
        elif self._nested or not self._tree.holds("table"):
            self._break()
        else:
            self._end_cell()
            if tag == "tr":
                self._tree.row()
                return
            self._cell, self._head, self._span = True, tag == "th", given.get("colspan", "")

    def _end(self, tag: str) -> None:
        if self._nested:
            self._nested -= tag == "table"
        elif tag == "table":
            self._end_cell()
        self._break()
        if self._cell and tag == "dt":
            self._runs.close(tag)
        elif not self._cell:
            self._tree.close(tag, self._now + 1)

    def _end_cell(self) -> None:
        if not self._cell:
            self._break()
            return
        runs = list(self._runs.take())
        while runs and not runs[-1].text.rstrip():
            runs.pop()
        if runs:
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
        self._tree.cell(tuple(runs), self._head, self._span)
        self._cell = self._space = False
        self._nested = 0

    def _end_pre(self) -> None:
        if self._pre is None:
            return
        text = harmless("".join(self._pre).removeprefix("\n")).rstrip("\n")
        line, end, language = self._begun, self._now + 1, self._language
        self._pre = None
        if self._cell:
            self._runs.styled(text, "code")
        elif text.strip():
            self._tree.add(Code(line=line, end=end, language=language, text=text))

    def _embed(self, tag: str, given: dict[str, str]) -> None:
        source = given.get("src") or given.get("data") or given.get("data-src") or ""
        alt, title = given.get("alt", ""), given.get("title", "")
        if tag != "img" and not source:
            return
        link = self._runs.link
        inside = link is not None and self._tree.inner != "figure"
        if self._runs or self._cell or self._heading or inside:
            self._write_space()
            self._runs.image(alt or title, source, EMBEDS[tag])
            return
        self._space = False
        self._tree.add(
            Figure(
                line=self._now,
                end=self._now + 1,
                label=EMBEDS[tag],
                alt=one_line(alt or title),
                source=one_line(source),
                title=one_line(title if alt else ""),
                link=None if link is None else one_line(link),
            )
        )


def _language(given: dict[str, str]) -> str:
    found = _LANGUAGE.search(given.get("class", ""))
    return found[1] if found else one_line(given.get("lang", ""))
