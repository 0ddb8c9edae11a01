"""Callouts in the four spellings of blogs, and the containers that are none: tabs among them.

`> [!NOTE]` (GitHub, Obsidian) is told from a quote by its first line; `:::note` (Docusaurus,
VitePress, Quarto), `!!! note` and `??? note` (Python-Markdown, Material for MkDocs) are block
rules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from reader.markup.blocks import Block, Callout, Heading, Paragraph
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.markup.convert import Converter

_ALERT = lazy(r"\[!([A-Za-z][\w-]{0,40})(?:\|[^\]\n]{0,200})?\]([+-]?)(?![(\[:])[ \t]*")
# docusaurus.io/docs/markdown-features/admonitions, vitepress.dev/guide/markdown#custom-containers,
# quarto.org/docs/authoring/callouts.html: `:::kind[Title]{attributes} Title`, or attributes only.
_COLONS = lazy(r"(:{3,})[ \t]*([A-Za-z][\w-]{0,60})?(.*)")
_ATTRIBUTES = lazy(r"\{([^{}\n]{0,1000})\}")
_BRACKETS = lazy(r"[ \t]*\[(.{0,1000})\][ \t]*$")
_CLASS = lazy(r"(?<![^\s{])\.([\w-]+)")
_GIVEN = lazy(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
# python-markdown.github.io/extensions/admonition: a word, more classes, a title in quotes.
_MARKED = lazy(r'(!!!|\?\?\?\+?)[ ]?([\w-]+(?:[ ]+[\w-]+)*)(?:[ ]+"(.*)")?[ \t]*')
# facelessuser.github.io/pymdown-extensions/extensions/tabbed: `!` begins a new set of tabs, `+`
# selects one.
_TAB = lazy(r'===(?:[!+]|!\+|\+!)?[ ]+"(.*)"[ \t]*')
_KINDS = frozenset({
    "note", "tip", "important", "warning", "caution", "info", "danger", "details", "abstract",
    "success", "question", "failure", "bug", "example", "quote", "hint", "attention", "error",
    "seealso", "secondary", "summary", "todo", "admonition", "alert", "notice",
})  # fmt: skip
# Containers that place what they hold and say nothing.
_PLACES = frozenset({
    "columns", "column", "row", "col", "grid", "tabs", "tab", "tabset", "panel-tabset", "raw",
    "v-pre", "div", "section", "container", "center", "left", "right", "code-group", "code-tabs",
    "code-group-item", "fragment", "incremental", "nonincremental", "figure", "card", "cards",
    "tab-set", "tab-item",
})  # fmt: skip


class Container(NamedTuple):
    """Makes a callout of what stands in a container; without a kind, what it holds alone.

    `title` is Markdown; `headed` lets a heading that comes first be the title (Quarto).
    """

    kind: str
    title: str = ""
    folded: bool | None = None
    headed: bool = False

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The callout, or the children."""
        if not self.kind:
            return children
        title = converter.inline(self.title or default_title(self.kind))
        if self.headed and not self.title and children and isinstance(children[0], Heading):
            title, children = children[0].inline, children[1:]
        return (
            Callout(
                line=line,
                end=end,
                kind=self.kind,
                title=title,
                children=children,
                folded=self.folded,
            ),
        )


class Tab(NamedTuple):
    """Makes blocks of one tab: its title, which is Markdown, and what it holds."""

    title: str

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The title, if any, and the children."""
        if not self.title:
            return children
        plain = "*" in self.title or self.title.endswith("\\")
        title = converter.inline(self.title if plain else f"**{self.title}**")
        return (Paragraph(line=line, end=line + 1, inline=title), *children)


def default_title(kind: str) -> str:
    """What stands on the edge of a callout that has no title of its own."""
    return kind.replace("-", " ").replace("_", " ").strip().capitalize() or "Note"


def alert(tokens: list[Token]) -> Container | None:
    """What a quote with these first tokens (two at least) is, where it is a callout.

    The line with its sign is taken out of the tokens; a paragraph that held nothing else is
    emptied.
    """
    opening, text = tokens
    if opening.type not in ("paragraph_open", "heading_open") or text.type != "inline":
        return None
    sign = _ALERT.match(text.content)
    if sign is None:
        return None
    title, _, rest = text.content[sign.end() :].partition("\n")
    text.content = rest.lstrip()
    if opening.map is not None:
        opening.map = [min(opening.map[0] + 1, opening.map[1]), opening.map[1]]
    folded = {"": None, "-": True, "+": False}[sign[2]]
    return Container(sign[1].lower(), title.strip(), folded)


def colon_container(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: `:::note`, up to the `:::` that closes it or the end of what holds it.

    A `:::` that closes nothing is dropped.
    """
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", start) or state.is_code_block(line):
        return False
    written = _COLONS.fullmatch(state.src, start, state.eMarks[line])
    if written is None:
        return False
    colons, name, rest = written[1], written[2] or "", written[3].strip()
    if not name and not rest:
        state.line = line + (not silent)
        return True
    maker = _colon_maker(name, rest)
    if maker is None:
        return False
    if not silent:
        stop, closed = _container_end(state, line, end, len(colons))
        _fill(state, maker, line, stop, state.blkIndent, stop + closed)
    return True


def _colon_maker(name: str, rest: str) -> Container | None:
    given: dict[str, str] = {}
    classes: list[str] = []
    attributes = _ATTRIBUTES.search(rest)
    if attributes is not None:
        inside = attributes[1]
        rest = (rest[: attributes.start()] + rest[attributes.end() :]).strip()
        given = {key: one or two or three for key, one, two, three in _GIVEN.findall(inside)}
        classes = _CLASS.findall(_GIVEN.sub(" ", inside))
        if not name and not classes and re.fullmatch(r"[\w:-]+", inside):
            classes = [inside]  # MyST: ```:::{note} Title```
    elif not name:
        return None
    bracketed = _BRACKETS.fullmatch(rest)
    title = bracketed[1] if bracketed else rest.rstrip(":").strip()
    title = given.get("title", "") or title
    if name:
        kind = name.lower()
        if kind in _PLACES:
            kind = ""
        return Container(kind, title, True if kind == "details" else None)
    kinds = [word.lower().removeprefix("callout-") for word in classes if word != "callout"]
    known = next((kind for kind in kinds if kind in _KINDS), "")
    folded = {"true": True, "false": False}.get(given.get("collapse", ""))
    return Container(known, title, folded, headed=True)


def _container_end(state: StateBlock, line: int, end: int, colons: int) -> tuple[int, bool]:
    """The line that closes the container begun on `line`, or the end, and whether it closes.

    A closing line closes the innermost container of as many colons, or else of fewer: what
    Docusaurus and Pandoc say is the same wherever both say something.
    """
    opened = [colons]
    fence = ""
    source = state.src
    for at in range(line + 1, end):
        start = state.bMarks[at] + state.tShift[at]
        last = state.eMarks[at]
        if start < last and state.sCount[at] < state.blkIndent:
            return at, False
        sign = source[start : start + 3]
        if sign in ("```", "~~~") and not state.is_code_block(at):
            run = _run(source, start, last)
            if not fence:
                fence = run
            elif run.startswith(fence) and not source[start + len(run) : last].strip():
                fence = ""
        elif sign == ":::" and not fence and not state.is_code_block(at):
            run = _run(source, start, last)
            if source[start + len(run) : last].strip():
                opened.append(len(run))
                continue
            _close(opened, len(run))
            if not opened:
                return at, True
    return end, False


def _close(opened: list[int], colons: int) -> None:
    for same in (True, False):
        for index in range(len(opened) - 1, max(-1, len(opened) - 64), -1):
            if opened[index] == colons if same else opened[index] < colons:
                del opened[index:]
                return


def _run(source: str, start: int, last: int) -> str:
    """The sign at `start` as often as it stands there."""
    line = source[start:last]
    return line[: len(line) - len(line.lstrip(line[0]))]


def admonition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: `!!! note "Title"` or `??? note`, and the lines below it that are indented."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(("!!!", "???"), start) or state.is_code_block(line):
        return False
    written = _MARKED.fullmatch(state.src, start, state.eMarks[line])
    if written is None:
        return False
    stop = _indented(state, line, end, once=silent)
    # Three marks and words, with nothing below: that may be a sentence.
    if stop == line + 1 and written[3] is None and " " in written[2]:
        return False
    if not silent:
        folded = {"!!!": None, "???": True, "???+": False}[written[1]]
        kind = written[2].split()[0].lower()
        maker = Container(kind, (written[3] or "").strip(), folded)
        _fill(state, maker, line, stop, state.blkIndent + 4, stop)
    return True


def content_tab(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: `=== "Title"`, and the lines below it that are indented."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("===", start) or state.is_code_block(line):
        return False
    written = _TAB.fullmatch(state.src, start, state.eMarks[line])
    if written is None:
        return False
    if not silent:
        stop = _indented(state, line, end)
        _fill(state, Tab(written[1].strip()), line, stop, state.blkIndent + 4, stop)
    return True


def _indented(state: StateBlock, line: int, end: int, *, once: bool = False) -> int:
    """Behind the last line below `line` that is indented by four more; `once` takes the first."""
    stop = after = line + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] >= state.blkIndent + 4):
        after += 1
        if not state.isEmpty(after - 1):
            stop = after
            if once:
                break
    return stop


def _fill(
    state: StateBlock, maker: Container | Tab, line: int, stop: int, indent: int, after: int
) -> None:
    """Push a container with what stands behind `line` up to `stop`; `after` is the next line."""
    parent, last, before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "container", stop, indent
    opening = state.push("made_open", "", 1)
    opening.meta = {"maker": maker}
    opening.map = [line, after]
    state.md.block.tokenize(state, line + 1, stop)
    state.push("made_close", "", -1)
    state.parentType, state.lineMax, state.blkIndent = parent, last, before
    state.line = after
