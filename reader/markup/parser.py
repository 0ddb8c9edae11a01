"""The one place that sets markdown-it up: CommonMark, and of GitHub's what it adds.

Two parsers, because a body is read in two passes: blocks first, the text inside them when a line
of it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    fence,
    heading,
    hr,
    html_block,
    list_block,
    reference,
    table,
)
from markdown_it.rules_inline import StateInline, image, link

from reader.markup import footnotes, formulas
from reader.markup.callouts import admonition, colon_container, content_tab
from reader.markup.definitions import definition_list
from reader.markup.dialects.attributes import attribute_line, contents
from reader.markup.dialects.components import comment, component, module
from reader.markup.dialects.rules import definition, tags
from reader.markup.inline_marks import emoji, marked, wiki_link

# Containers nest this deep (a list counts twice, for itself and its item); deeper ones stay text.
# markdown-it drops what is nested too deep, and every level costs it three Python frames.
DEPTH = 48

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_InlineRule = Callable[[StateInline, bool], bool]


class _Parser(MarkdownIt):
    """markdown-it with the links as they were written.

    Every destination is taken, `javascript:` too, so that no link's Markdown is shown raw: nothing
    here follows a link, and the fronts open only the schemes that they know.
    """

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return True


def _shallow(rule: _BlockRule) -> _BlockRule:
    """`rule`, which opens a container, unless the place is nested too deep already."""

    def bounded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return state.level < DEPTH and rule(state, line, end, silent)

    return bounded


def _linking(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The rule of link reference definitions, which no note is."""
    return not footnotes.is_definition(state, line) and reference(state, line, end, silent)


def _begun(rule: _BlockRule) -> _BlockRule:
    """`rule` where a block begins; the gate asks it whether one ends."""
    return lambda state, line, end, silent: not silent and rule(state, line, end, False)


_GATED = ("table", "fence", "blockquote", "hr", "list", "html_block", "heading")
# What the row of dashes under a table's head begins with.
_DELIMITERS = frozenset("|-:")
_ROOT = "paragraph reference"
_QUOTE = "paragraph reference blockquote"
_LIST = "paragraph reference blockquote list"
# The rules of blocks that are told by the first sign of their line: that sign, the rule, and the
# blocks that it ends (markdown-it's own table, in its order).
_RULES: list[tuple[str, _BlockRule, str]] = [
    ("`~", fence, _LIST),
    (">", _shallow(blockquote), _LIST),
    ("{", tags, _LIST),
    ("{", attribute_line, _LIST),
    ("{", comment, _LIST),
    ("ie", module, ""),
    ("<", component, _QUOTE),
    ("-*+0123456789[$", contents, ""),
    ("[", _shallow(footnotes.definition), _ROOT),
    ("[", definition, ""),
    ("-*_", hr, _LIST),
    ("-*+0123456789", _shallow(list_block), _QUOTE),
    ("<", html_block, _QUOTE),
    ("#", heading, _QUOTE),
    ("$\\", formulas.block_formula, _LIST),
    (":~", definition_list, _QUOTE),
    (":", _shallow(colon_container), _LIST),
    ("!?", _shallow(admonition), _LIST),
    ("=", _shallow(content_tab), _LIST),
]


def _gate(chain: str) -> _BlockRule:
    """One rule for all those of a chain; "" is what may begin a block anywhere.

    markdown-it asks each of its rules about each line of each paragraph, twice. Most lines begin
    with a letter, and one look at it answers for all.
    """
    by_sign: dict[str, list[_BlockRule]] = {}
    for signs, rule, ends in _RULES:
        if chain in ends.split() or not chain:
            for sign in signs:
                by_sign.setdefault(sign, []).append(rule)
    tables = chain in _ROOT.split() or not chain
    begins = not chain

    def gate(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if silent is begins:
            return False
        if tables and line + 1 < end:
            below = state.bMarks[line + 1] + state.tShift[line + 1]
            if state.src[below : below + 1] in _DELIMITERS and table(state, line, end, silent):
                return True
        start = state.bMarks[line] + state.tShift[line]
        for rule in by_sign.get(state.src[start : start + 1], ()):
            if rule(state, line, end, silent):
                return True
        return False

    return gate


@cache
def block_parser() -> MarkdownIt:
    """The parser of the block pass; its rules keep no state of their own."""
    parser = _Parser("commonmark", {"maxNesting": DEPTH + 16})
    ruler = parser.block.ruler
    for chains in ((), ("paragraph", "reference"), ("blockquote",), ("list",)):
        gate = _gate(chains[0] if chains else "")
        ruler.before("table", " ".join(("gate", *chains)), gate, {"alt": list(chains)})
    ruler.at("reference", _linking)
    ruler.before("lheading", "definition list", _shallow(_begun(definition_list)))
    ruler.disable([name for name in ruler.get_all_rules() if name in _GATED])
    return parser


def _closed(rule: _InlineRule) -> _InlineRule:
    """`rule`, which looks for the end of a label, where a bracket closes one.

    markdown-it tries every rule at every sign behind a bracket before it finds that none does.
    """

    def bounded(state: StateInline, silent: bool) -> bool:
        return state.src.find("]", state.pos, state.posMax) >= 0 and rule(state, silent)

    return bounded


@cache
def inline_parser(autolinks: bool) -> MarkdownIt:
    """The parser of the text inside a block.

    Bare addresses make it stop at every `w`, so they are looked for only where there can be one.
    """
    parser = _Parser("commonmark", {"maxNesting": 32}).enable("strikethrough")
    parser.inline.ruler.before("link", "footnote", footnotes.reference)
    parser.inline.ruler.before("escape", "formula", formulas.inline_formula)
    parser.inline.ruler.before("link", "wiki link", wiki_link)
    parser.inline.ruler.before("link", "emoji", emoji)
    parser.inline.ruler.before("link", "mark", marked)
    parser.inline.ruler.at("link", _closed(link))
    parser.inline.ruler.at("image", _closed(image))
    if autolinks:
        from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

        parser.use(gfm_autolink_plugin)
    return parser
