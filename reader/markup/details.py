"""`<details>` whose content is Markdown: HTML blocks that a blank line parts, paired again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.token import Token

from reader.markup.blocks import Block, Callout, Span
from reader.markup.callouts import default_title
from reader.markup.inline import FixedInline
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.markup.convert import Converter

KIND = "details"
# Those nested deeper are read as what they hold.
_DEPTH = 24
_TAG = lazy(r"<(/?)details\b([^<>]{0,500})>", re.IGNORECASE)
_SUMMARY = lazy(r"\s*<summary\b[^<>]{0,500}>(.{0,4000}?)</summary>", re.I | re.DOTALL)
_ENDING = lazy(r"</details>\s*\Z", re.IGNORECASE)
# What a tag is text or hidden in.
_PROTECTING = lazy(r"<(?:!--|pre\b|script\b|style\b|textarea\b|template\b|!\[CDATA)", re.I)


class Details(NamedTuple):
    """Makes a callout of what stands between the tags; a summary without tags is Markdown."""

    summary: str
    folded: bool

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        """The callout."""
        if "<" in self.summary or "\n" in self.summary.strip():
            title = converter.html_runs(self.summary)
        else:
            title = converter.inline(self.summary.strip()).runs()
        return (details(line, end, title, children, folded=self.folded),)


def details(
    line: int, end: int, title: Sequence[Span], children: tuple[Block, ...], *, folded: bool
) -> Callout:
    """A callout that is unfolded to be read, with a title in any case."""
    if not any(span.text.strip() for span in title):
        title = (Span(default_title(KIND)),)
    inline = FixedInline(tuple(title))
    return Callout(line=line, end=end, kind=KIND, title=inline, children=children, folded=folded)


class _Unpaired(NamedTuple):
    """A tag that is not closed in its own HTML block: where it stands, what opens its element."""

    start: int
    end: int
    attributes: str | None


def opened(tokens: Sequence[Token], depth: int) -> int:
    """How many elements are open behind these tokens, where `depth` are before them."""
    for token in tokens:
        if token.level == 0 and token.type == "html_block":
            for tag in _unpaired(token.content):
                depth = max(0, depth + (1 if tag.attributes is not None else -1))
        elif token.level == 1 and token.type == "inline" and depth and _ends(token):
            depth -= 1
    return depth


def _ends(token: Token) -> bool:
    return token.content.endswith(">") and _ENDING.search(token.content[-20:]) is not None


def _unpaired(content: str) -> list[_Unpaired]:
    if "etails" not in content and "ETAILS" not in content:
        return []
    if _PROTECTING.search(content):
        return []
    found: list[_Unpaired] = []
    for tag in _TAG.finditer(content):
        closes = bool(tag[1])
        if closes and found and found[-1].attributes is not None:
            found.pop()
        else:
            found.append(_Unpaired(tag.start(), tag.end(), None if closes else tag[2]))
    return found


def paired(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens, with a "made" pair for every element that is closed on its own level."""
    if not any(token.type == "html_block" and _unpaired(token.content) for token in tokens):
        return tokens
    found = list(chain.from_iterable(map(_split, _summaries_joined(tokens))))
    # What is open: the level and the place of its token; those nested too deep have no place.
    stack: list[tuple[int, int]] = []
    closing: dict[int, int] = {}
    ended = False
    result: list[Token] = []
    for token in found:
        while stack and token.level < stack[-1][0]:
            stack.pop()
        here = bool(stack) and stack[-1][0] == token.level
        result.append(token)
        if token.type == "made_open" and isinstance(token.meta.get("maker"), Details):
            stack.append((token.level, len(result) - 1 if len(stack) < _DEPTH else -1))
        elif token.type == "details_close" and here:
            closing[stack.pop()[1]] = len(result) - 1
        elif token.type == "inline" and stack and _ends(token):
            ended = stack[-1][0] == token.level - 1
            if ended:
                token.content = _ENDING.sub("", token.content).rstrip()
        elif token.type == "paragraph_close" and ended and here:
            ended = False
            result.append(Token("details_close", "", -1, level=token.level, map=None))
            closing[stack.pop()[1]] = len(result) - 1
    return _settled(result, closing)


def _settled(tokens: list[Token], closing: dict[int, int]) -> list[Token]:
    ends = {place: opening for opening, place in closing.items() if opening >= 0}
    for index, token in enumerate(tokens):
        if token.type == "made_open" and isinstance(token.meta.get("maker"), Details):
            if index not in closing:
                token.type, token.nesting, token.meta = "html_block", 0, {}
        elif token.type == "details_close":
            if index not in ends:
                token.type, token.nesting = "html_block", 0
                continue
            token.type = "made_close"
            opening = tokens[ends[index]]
            if opening.map is not None and token.map is not None:
                opening.map = [opening.map[0], token.map[1]]
    return tokens


def _summaries_joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with a summary that a blank line parts from its element put back into it."""
    waiting: Token | None = None
    for token in tokens:
        if waiting is not None:
            if token.type == "html_block" and token.level == waiting.level and _says(token):
                lines = (token.map or [0, 0])[0] - (waiting.map or [0, 0])[1]
                waiting.content += "\n" * max(lines, 0) + token.content
                if waiting.map is not None and token.map is not None:
                    waiting.map = [waiting.map[0], token.map[1]]
                yield waiting
                waiting = None
                continue
            yield waiting
            waiting = None
        if token.type == "html_block":
            tags = _unpaired(token.content)
            if (
                tags
                and tags[-1].attributes is not None
                and not token.content[tags[-1].end :].strip()
            ):
                waiting = token
                continue
        yield token
    if waiting is not None:
        yield waiting


def _says(token: Token) -> bool:
    """Whether an HTML block begins with a summary."""
    found = _SUMMARY.match(token.content)
    return found is not None and not _PROTECTING.search(token.content)


def _split(token: Token) -> Iterator[Token]:
    """An HTML block in parts: what its unpaired tags part."""
    tags = _unpaired(token.content) if token.type == "html_block" else []
    if not tags:
        yield token
        return
    content, at = token.content, 0
    line, last = token.map or [0, 0]
    for tag in tags:
        if content[at : tag.start].strip():
            yield _part(token, "html_block", content[at : tag.start], line, last)
        line += content.count("\n", at, tag.start)
        at = tag.end
        if tag.attributes is None:
            part = _part(token, "details_close", content[tag.start : at], line, line + 1)
            part.nesting = -1
        else:
            summary = _SUMMARY.match(content, at)
            at = summary.end() if summary else at
            part = _part(token, "made_open", content[tag.start : at], line, line + 1)
            part.nesting = 1
            is_open = "open" in tag.attributes.lower().split("=")[0].split()
            part.meta = {"maker": Details(summary[1] if summary else "", not is_open)}
        yield part
        line += content.count("\n", tag.start, at)
    if content[at:].strip():
        yield _part(token, "html_block", content[at:], line, last)


def _part(token: Token, kind: str, content: str, line: int, end: int) -> Token:
    return Token(
        kind, "", 0, content=content, level=token.level, map=[line, max(end, line)], block=True
    )
