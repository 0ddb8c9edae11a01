r"""Where mathematics stands: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{align}`, code marked math.

pandoc.org/MANUAL.html#math and docs.github.com/get-started/writing-on-github say where dollars are
no money: no white space inside them, and no letter or digit right outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from reader.markup.blocks import Block, Formula, Span
from reader.sanitize import harmless

if TYPE_CHECKING:
    from reader.markup.convert import Converter

# The language of a fence that holds mathematics.
LANGUAGE = "math"
_INLINE = re.compile(
    r"\$\$(?P<two>(?:[^$\\]|\\.){1,2000}+)\$\$"
    r"|\$(?P<one>(?![\s$])(?:[^$\\]|\\.){1,1000}+)(?<!\s)\$(?!\w)",
    re.DOTALL,
)
_ESCAPED = re.compile(
    r"\\{1,2}\((?P<round>[^\\]{0,200}(?:\\{1,2}(?![()])[^\\]{0,200}){0,100}?)\\{1,2}\)"
    r"|\\{1,2}\[(?P<square>[^\\]{0,200}(?:\\{1,2}(?![\[\]])[^\\]{0,200}){0,100}?)\\{1,2}\]",
    re.DOTALL,
)
# What tells mathematics from text in brackets that were escaped for Markdown's sake: a command, or
# what stands in no sentence. Beside those signs a word is one of a text, and so are elements.
_TEX = re.compile(r"\\[A-Za-z]")
_EXPRESSION = re.compile(r"[\^_=<>+]")
_LETTER = re.compile(r"[A-Za-z]'?")
_WORDS = re.compile(r"(?<![{A-Za-z])[A-Za-z]{4,}|<[^<>]{0,1000}>")
# A sign behind a backslash, and those that TeX has; Markdown has others.
_BEHIND = re.compile(r"\\[^A-Za-z]")
_SIGNS = frozenset("\\{}|,;:!%&#$_ \n")
_ENVIRONMENT = re.compile(
    r"\\begin\{(equation|align|aligned|gather|gathered|multline|eqnarray|alignat|cases|split"
    r"|[pbvBV]?matrix)(\*?)\}"
)
_LABEL = re.compile(r"\$\$[ \t]*(?:\([^()$]{1,100}\)|\{#[^{}$]{1,100}\})?[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Formula:
    """Makes a formula of its TeX."""

    source: str

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        return (formula(self.source, line, end),)


def formula(source: str, line: int, end: int) -> Formula:
    """A formula with this TeX, without empty lines around it."""
    return Formula(line=line, end=end, source=harmless(source).strip())


def block_formula(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    r"""A block rule: `$$`, `\[` or `\begin{align}` first on a line, up to what closes it.

    That is the last thing on a line, with no empty line before it.
    """
    start, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    source = state.src
    if state.is_code_block(line):
        return False
    if source.startswith("$$", start):
        inside, close = start + 2, re.compile(r"\$\$")
    elif (environment := _ENVIRONMENT.match(source, start, last)) is not None:
        inside, close = (
            start,
            re.compile(rf"\\end\{{{environment[1]}{re.escape(environment[2])}\}}"),
        )
    elif (bracket := re.compile(r"\\{1,2}\[(?=\s|$)").match(source, start, last)) is not None:
        inside, close = bracket.end(), re.compile(r"\\{1,2}\]")
    else:
        return False
    # Where such a search failed, for each line of a paragraph is asked about twice.
    known, failed = state.env.get("formulas", ("", {}))
    if known is not source:
        failed = {}
        state.env["formulas"] = (source, failed)
    kind = (close.pattern, state.blkIndent, end)
    first, until = failed.get(kind, (0, 0))
    if first < line < until:
        state.env["unsure"] = state.env.get("unsure") or until == end >= len(state.bMarks) - 1
        return False
    text = []
    for at in range(line, end):
        begin = inside if at == line else state.bMarks[at] + state.tShift[at]
        last = state.eMarks[at]
        if (begin >= last and at > line) or state.sCount[at] < state.blkIndent:
            failed[kind] = (line, at)
            return False
        closing = close.search(source, begin, last)
        if closing is None:
            text.append(source[begin:last])
            continue
        rest = source[closing.start() : last]
        dollars = rest.startswith("$$")
        if _LABEL.match(rest) is None if dollars else source[closing.end() : last].strip():
            return False
        text.append(source[begin : closing.end() if inside == start else closing.start()])
        return _put(state, line, at + 1, "\n".join(text), silent)
    # It may be closed further down than this chunk of the body.
    if end >= len(state.bMarks) - 1:
        state.env["unsure"] = True
    failed[kind] = (line, end)
    return False


def _put(state: StateBlock, line: int, after: int, source: str, silent: bool) -> bool:
    if not source.strip():
        return False
    if not silent:
        token = state.push("made", "", 0)
        token.meta = {"maker": _Formula(source)}
        token.map = [line, after]
        state.line = after
    return True


def inline_formula(state: StateInline, silent: bool) -> bool:
    r"""An inline rule: `$…$`, `$$…$$`, `\(…\)` and `\[…\]` inside a text."""
    found = formula_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    source = _inside(found)
    if len(source) > 2 and source[0] == source[-1] == "`":
        source = source[1:-1]
    if not silent:
        token = state.push("made", "", 0)
        token.meta = {"spans": (Span(_shown(source, found.group()), "math"),)}
    state.pos = found.end()
    return True


def formula_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """The formula inside a text that begins at `start`; None where none does."""
    sign = text[start : start + 1]
    if sign == "$":
        before = text[start - 1 : start] if start else ""
        if before.isalnum() or before == "$":
            return None
        found = _INLINE.match(text, start, end)
    elif sign == "\\":
        found = _ESCAPED.match(text, start, end)
    else:
        return None
    if found is None or not (source := _inside(found)):
        return None
    if sign == "\\" and not _is_mathematical(source, found["round"] is not None):
        return None
    return found


def _inside(found: re.Match[str]) -> str:
    return next(part for part in found.groups() if part is not None).strip()


def _is_mathematical(source: str, is_round: bool) -> bool:
    r"""Whether what stands between `\(` and `\)`, or square ones, is more likely TeX than text.

    A text whose every sign is escaped is none, but for one letter in round brackets.
    """
    if any(found[1] not in _SIGNS for found in _BEHIND.findall(source)):
        return False
    bare = _BEHIND.sub("\0", source)
    if _TEX.search(bare):
        return True
    if _EXPRESSION.search(bare):
        return _WORDS.search(bare) is None
    return is_round and _LETTER.fullmatch(bare) is not None


def _shown(source: str, written: str) -> str:
    from reader.markup.math import unicode_math

    text = unicode_math(source)
    if text is None:
        return " ".join(written.split())
    return "; ".join(text.split("\n"))
