"""Definition lists as in Pandoc and PHP Markdown Extra: terms, and `: ` before what they mean.

The rule is mdit-py-plugins'; it knows one term a definition, so those above the last are put
beside it here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it.rules_block import StateBlock

# Terms of one definition.
_TERMS = 8
_MARKS = (": ", ":\t", "~ ", "~\t")


@cache
def _stock() -> Callable[[StateBlock, int, int, bool], bool]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin

    parser = MarkdownIt("zero").use(deflist_plugin)
    return next(rule.fn for rule in parser.block.ruler.__rules__ if rule.name == "deflist")


def definition_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: terms on lines of their own, and what is said of them.

    Silent, it tells whether a description begins on the line, inside a list.
    """
    if silent:
        return state.ddIndent >= 0 and _is_marked(state, line) and _stock()(state, line, end, True)
    # The rules asked there end a paragraph only where they know that they stand in one.
    parent, state.parentType = state.parentType, "paragraph"
    last = _last_term(state, line, end)
    state.parentType = parent
    if last is None:
        return False
    first = len(state.tokens)
    if not _stock()(state, last, end, False):
        return False
    if state.skipEmptyLines(state.line) + 2 >= len(state.bMarks) - 1:
        # One more term may stand where this chunk of the body ends.
        state.env["unsure"] = True
    opening = state.tokens[first]
    if opening.map is not None:
        opening.map[0] = line
    above = state.getLines(line, last, state.blkIndent, False)
    opening.meta = {"terms": [term.strip() for term in above.split("\n")] if last > line else []}
    return True


def _is_marked(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(_MARKS, start)


def _is_colons(state: StateBlock, line: int) -> bool:
    """Whether the line opens or closes a container, which no term does."""
    return state.src.startswith(":::", state.bMarks[line] + state.tShift[line])


def _underlines(state: StateBlock, line: int) -> bool:
    """Whether the line makes a heading of those above it."""
    text = state.src[state.bMarks[line] : state.eMarks[line]].strip()
    return not text.strip("=") or not text.strip("-")


def _last_term(state: StateBlock, line: int, end: int) -> int | None:
    """The line of the term that a description follows, where `line` is the first term's."""
    if _is_marked(state, line) or _is_colons(state, line):
        return None
    for below in range(line + 1, min(end, line + _TERMS + 1)):
        if state.isEmpty(below):
            alone = below == line + 1 and below + 1 < end
            return line if alone and _is_marked(state, below + 1) else None
        if state.sCount[below] < state.blkIndent:
            return None
        if _is_marked(state, below):
            return below - 1
        if _underlines(state, below):
            return None
        ruler = state.md.block.ruler
        if any(rule(state, below, end, True) for rule in ruler.getRules("paragraph")):
            return None
    return None
