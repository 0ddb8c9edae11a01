"""Attribute lists: kramdown's `{: .class #id key="value"}` and the shorter `{#id .class}`.

They say how something looks, so they are taken out; a heading's id is its anchor. Sources:
kramdown's inline attribute lists, Python-Markdown's attr_list, Pandoc's and Hugo's attributes.
"""

from __future__ import annotations

from bisect import bisect_right

from markdown_it.rules_block import StateBlock

from reader.markup.dialect import ANY, Dialect
from reader.patterns import lazy

_ITEM = (
    r"""(?:[.#][\w:-]{1,100}|[\w:-]{1,100}=(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\s"'{}]{1,200}))"""
)
_LIST = rf"[ \t]*{_ITEM}(?:[ \t]+{_ITEM}|(?=[.#]){_ITEM}|[ \t]+[\w-]{{1,40}}){{0,20}}[ \t]*"
_KRAMDOWN = lazy(rf"\{{:(?:{_LIST}|[ \t]*(?:toc|no_toc|nomarkdown)(?:{_LIST})?[ \t]*)\}}")
# kramdown lets a list name another one, and defines one so: only on a line of its own.
_OWN_LINE = lazy(r"\{:(?::?[^{}\n]{0,1000}|/[^{}\n]{0,100})\}[ \t]*")
_BRACES = lazy(rf"\{{(?:{_LIST}|[ \t]*-[ \t]*)\}}")
_HEADING = lazy(rf"[ \t]*\{{:?(?P<list>{_LIST}|[ \t]*-[ \t]*)\}}[ \t]*\#*[ \t]*$")
_SHORT = lazy(rf"[ \t]*\{{:(?P<list>{_LIST})?[^{{}}\n]{{0,200}}\}}[ \t]*$")
_ID = lazy(r"(?:^|[\s.\w-])\#(?P<id>[\w:.-]+)")
_CLASS = lazy(r"[{\s]\.([\w+#-]{1,100})")
_STAR, _UNDERSCORE = lazy(r"\*(?=[^\s*])"), lazy(r"(?<![\w_])_+(?=[^\s_])")
_LATE = 1_500  # characters from the end of a heading that its list may begin in
_NEAR = 1_000  # characters back that a link's text may end in
_CONTENTS = lazy(r"(?:[-*+]|\d{1,9}[.)])[ \t]+[^\n]{0,200}\n[ \t]*\{:[ \t]?toc\b[^{}\n]{0,200}\}")
_SIGN = lazy(r"\[(?:TOC|\[_TOC_\]|toc|_TOC_)\]|\[\[(?:TOC|toc|_TOC_)\]\]|\$\{toc\}")


def list_at(text: str, start: int) -> int:
    """Where the attribute list that begins at `start` of a text ends; -1 where none does.

    Without a colon it is one only right behind what it belongs to: a link, a picture, a code span,
    emphasis.
    """
    if text.startswith("{:", start):
        found = _KRAMDOWN.match(text, start)
        if found is None and not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>"):
            found = _OWN_LINE.match(text, start)
            if found is not None and text[found.end() : found.end() + 1] not in ("", "\n"):
                found = None
        return -1 if found is None else found.end()
    before = text[start - 1 : start] if start else ""
    if before not in ("`", ")", "]", "*", "_", "}", ">"):
        return -1
    if before in ("*", "_") and not _emphasis(text, start):
        return -1
    if before == ")" and text.find("](", max(0, start - _NEAR), start) < 0:
        return -1
    found = _BRACES.match(text, start)
    return -1 if found is None else found.end()


def _emphasis(text: str, end: int) -> bool:
    """Whether the mark before `end` may close an emphasis: one that opens it stands before."""
    opening = _STAR if text[end - 1] == "*" else _UNDERSCORE
    return opening.search(text, max(0, end - _NEAR), end - 1) is not None


def of_heading(source: str) -> tuple[str, str]:
    """A heading's text without the attribute list at its end, and the id that it gives, or ""."""
    late = max(0, len(source) - _LATE)
    start = source.rfind("{", late)
    if start < 0:
        return source, ""
    while start > late and source[start - 1] in " \t":
        start -= 1
    found = _HEADING.match(source, start) or _SHORT.match(source, start)
    if found is None:
        return source, ""
    given = _ID.search(found["list"] or "")
    return source[:start], given["id"] if given else ""


def fence_language(info: str) -> str:
    """The language of a fence by its info string: the first word, or the first class of a list."""
    words = info.split(maxsplit=1)
    if not words or words[0][0] != "{":
        return words[0].partition("{")[0] if words else ""
    found = _CLASS.search(info)
    return found[1] if found else ""


def attribute_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: a line that is an attribute list and nothing else is not read."""
    start = state.bMarks[line] + state.tShift[line]
    stop = state.eMarks[line]
    if not state.src.startswith("{:", start) or state.is_code_block(line):
        return False
    found = _OWN_LINE.fullmatch(state.src, start, stop)
    if found is None:
        return False
    last = line
    if found.group().startswith("{::comment}"):
        last = _comment_end(state, line, end)
    if not silent:
        state.line = last + 1
    return True


def _comment_end(state: StateBlock, line: int, end: int) -> int:
    """The line that closes the kramdown comment which `line` opens; that line where none does."""
    if state.env.get("uncommented") is state.src:
        return line
    close = state.src.find("{:/", state.eMarks[line])
    while close >= 0 and not state.src.startswith(("{:/comment}", "{:/}"), close):
        close = state.src.find("{:/", close + 3)
    if close < 0:
        dialect: Dialect = state.env.get("dialect", ANY)
        if dialect.around.last("{:/") >= state.env.get("chunk_end", 0) > 0:
            return end - 1
        state.env["uncommented"] = state.src
        return line
    last = bisect_right(state.bMarks, close, line, end) - 1
    return last if close <= state.eMarks[last] else line


def contents(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: where a table of contents is asked for, which the engine writes."""
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line):
        return False
    if state.src[start] in "[$":
        if not _SIGN.fullmatch(state.src[start : state.eMarks[line]].strip()):
            return False
        lines = 1
    elif line + 1 < end and _CONTENTS.match(state.src, start, state.eMarks[line + 1]):
        lines = 2
    else:
        return False
    if not silent:
        state.line = line + lines
    return True
