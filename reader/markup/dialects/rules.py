"""Block rules for tags that stand on lines of their own."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock

from reader.markup.dialect import ANY, Dialect
from reader.markup.dialects import makers, names
from reader.markup.dialects.inside import in_code, taken_out
from reader.markup.dialects.pairs import pairs
from reader.markup.dialects.shown import Picture, is_dropped, is_text, shown
from reader.markup.dialects.tag import CALL, ESCAPED, VARIABLE, Tag, goes_on_at, tag_at
from reader.markup.marks import address, guarded
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.markup.convert import Maker

# Containers nest this deep; what opens deeper is only dropped.
_DEPTH = 40
_PAIRED = names.CALLOUTS | names.QUOTES | names.DETAILS | names.CODE | names.HIDDEN | names.VERBATIM
_DEFINITION = lazy(r"\[([^\[\]\n]{1,999})\]:[ \t]*((?=[^\n]{0,2000}\{[{%])[^\n]*\S)[ \t]*")


def tags(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Tags that fill their lines: a pair with what it holds, a picture, a chip, or nothing."""
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start + 1 : start + 2] not in ("{", "%") or state.is_code_block(line):
        return False
    if state.env.get("verbatim"):
        return False
    dialect: Dialect = state.env.get("dialect", ANY)
    tag = tag_at(state.src, start)
    if tag is None and goes_on_at(state.src, start):
        state.env["unsure"] = True
    if tag is None or tag.form in (VARIABLE, ESCAPED) or is_text(tag, dialect):
        return False
    if tag.name in _PAIRED and not (tag.closing or tag.single):
        known, stop = _pairs(state)
        close = known.get(start)
        if close is not None and pair(state, tag, close, line, end, silent):
            return True
        if close is None and _later(state, tag, dialect, stop):
            # The body holds more than this chunk: it is read again in a larger one.
            state.env["unsure"] = True
            state.line = line if silent else end
            return True
    return _alone(state, tag, line, end, silent, dialect)


def _pairs(state: StateBlock) -> tuple[dict[int, Tag], int]:
    text, found = state.env.get("pairs", ("", ({}, 0)))
    if text is not state.src:
        dialect: Dialect = state.env.get("dialect", ANY)
        end = state.env.get("chunk_end")
        found = pairs(state.src, end is not None and dialect.around.goes_on(end))
        state.env["pairs"] = (state.src, found)
    return found  # type: ignore[no-any-return]


def _later(state: StateBlock, tag: Tag, dialect: Dialect, stop: int) -> bool:
    """Whether the tag may be closed behind `stop`, the end of what has been looked through."""
    last = dialect.around.closed.get("" if tag.form == CALL else tag.name, -1)
    return last >= int(state.env.get("chunk_end", last + 1)) - len(state.src) + stop


def _line_of(state: StateBlock, place: int, line: int, end: int) -> int:
    """The line that a place of the text stands on, or `end` where it is none of these."""
    found = bisect_right(state.bMarks, place, line, end) - 1
    return found if line <= found and place <= state.eMarks[found] else end


def _alone(
    state: StateBlock, tag: Tag, line: int, end: int, silent: bool, dialect: Dialect
) -> bool:
    """A line of nothing but tags; a paragraph is ended only by what stands for itself."""
    last = _line_of(state, tag.end, line, end)
    if last == end:
        return False
    if tag.name in names.BUTTONS and tag.name in dialect.around.closed:
        return False
    rest = state.src[tag.end : state.eMarks[last]]
    if not rest.strip():
        if is_dropped(tag, dialect):
            if silent:
                return False
        else:
            what = shown(tag, dialect)
            if silent:
                return isinstance(what, Picture) or tag.name in names.TABS
            if what:
                _push(state, makers.Alone(what), line, last + 1)
    elif silent or not _only_dropped(state.src, tag, state.eMarks[last], dialect):
        return False
    state.line = last + 1
    return True


def _only_dropped(text: str, tag: Tag | None, stop: int, dialect: Dialect) -> bool:
    while tag is not None and tag.end <= stop:
        if tag.form in (VARIABLE, ESCAPED) or not is_dropped(tag, dialect):
            return False
        rest = text[tag.end : stop]
        if not rest.strip():
            return True
        if rest.lstrip()[:2] not in ("{%", "{{"):
            return False
        tag = tag_at(text, tag.end + len(rest) - len(rest.lstrip()))
    return False


def _push(state: StateBlock, maker: Maker, line: int, end: int) -> None:
    token = state.push("made", "", 0)
    token.map = [line, end]
    token.meta = {"maker": maker}


def pair(state: StateBlock, tag: Tag, close: Tag, line: int, end: int, silent: bool) -> bool:
    """A pair whose closing tag ends a line of the same container."""
    first = _line_of(state, tag.end, line, end)
    last = _line_of(state, close.start, line, end)
    bottom = _line_of(state, close.end, line, end)
    if bottom == end or state.sCount[last] < state.blkIndent or state.level >= _DEPTH:
        return False
    if state.src[close.end : state.eMarks[bottom]].strip():
        return False
    if silent:
        return True
    begin = first if state.src[tag.end : state.eMarks[first]].strip() else first + 1
    stop = last + 1 if state.src[state.bMarks[last] : close.start].strip(" \t>") else last
    if tag.name in names.CODE:
        if begin == first or stop > last:
            code = state.src[tag.end : close.start]
        else:
            code = state.getLines(begin, stop, state.blkIndent, False)
        _push(state, makers.Listing(tag, in_code(code)), line, bottom + 1)
    elif tag.name in names.VERBATIM:
        known = len(state.tokens)
        state.env["verbatim"] = True
        _inner(state, tag, close, begin, stop, first, last)
        state.env["verbatim"] = False
        for token in state.tokens[known:]:
            if token.type in ("inline", "html_block"):
                token.content = guarded(token.content)
    elif tag.name not in names.HIDDEN:
        opening = state.push("made_open", "", 1)
        opening.map = [line, bottom + 1]
        opening.meta = {"maker": makers.container(tag)}
        _inner(state, tag, close, begin, stop, first, last)
        state.push("made_close", "", -1)
    state.line = bottom + 1
    return True


def _inner(
    state: StateBlock, tag: Tag, close: Tag, begin: int, stop: int, first: int, last: int
) -> None:
    """Read what stands between two tags, which may share its first and its last line."""
    if begin >= stop:
        return
    line_max, parent = state.lineMax, state.parentType
    kept = (state.bMarks[first], state.tShift[first], state.sCount[first], state.eMarks[last])
    if stop > last:
        state.eMarks[last] = close.start
    if begin == first:
        text = state.src[tag.end : state.eMarks[first]]
        state.bMarks[first], state.sCount[first] = tag.end, state.blkIndent
        state.tShift[first] = len(text) - len(text.lstrip())
    state.lineMax, state.parentType = stop, "reference"
    state.md.block.tokenize(state, begin, stop)
    state.lineMax, state.parentType = line_max, parent
    state.bMarks[first], state.tShift[first], state.sCount[first], state.eMarks[last] = kept


def definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A reference definition whose destination holds a tag, and so spaces as Markdown sees it."""
    start = state.bMarks[line] + state.tShift[line]
    if silent or state.is_code_block(line):
        return False
    found = _DEFINITION.fullmatch(state.src, start, state.eMarks[line])
    if found is None:
        return False
    text, made = taken_out(found[2], state.env.get("dialect", ANY))
    destination, _, title = address(text, made).partition(' "')
    label = normalizeReference(found[1])
    if not label or " " in destination.strip():
        return False
    reference = {"href": destination.strip(), "title": title.rstrip('" '), "map": [line, line + 1]}
    state.env.setdefault("references", {}).setdefault(label, reference)
    state.line = line + 1
    return True
