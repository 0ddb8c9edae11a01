"""The one place that sets markdown-it up: CommonMark, and of GitHub's what it adds.

Two parsers, because a body is read in two passes: blocks first, the text inside them when a line
of it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block

# Containers nest this deep (a list counts twice, for itself and its item); deeper ones stay text.
# markdown-it drops what is nested too deep, and every level costs it three Python frames.
DEPTH = 48

_BlockRule = Callable[[StateBlock, int, int, bool], bool]


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


@cache
def block_parser() -> MarkdownIt:
    """The parser of the block pass; its rules keep no state of their own."""
    parser = _Parser("commonmark", {"maxNesting": DEPTH + 16}).enable("table")
    ruler = parser.block.ruler
    alternatives = ["paragraph", "reference", "blockquote"]
    ruler.at("blockquote", _shallow(blockquote), {"alt": [*alternatives, "list"]})
    ruler.at("list", _shallow(list_block), {"alt": alternatives})
    return parser


@cache
def inline_parser(autolinks: bool) -> MarkdownIt:
    """The parser of the text inside a block.

    Bare addresses make it stop at every `w`, so they are looked for only where there can be one.
    """
    parser = _Parser("commonmark", {"maxNesting": 32}).enable("strikethrough")
    if autolinks:
        from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

        parser.use(gfm_autolink_plugin)
    return parser
