"""A post's body, parsed block by block as far as it is asked for."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from reader.markup.blocks import (
    Block,
    Callout,
    Definitions,
    Figure,
    Heading,
    Inline,
    List,
    Notes,
    Paragraph,
    Quote,
    Table,
)
from reader.markup.convert import Converter, balance
from reader.markup.details import opened
from reader.markup.dialect import ANY, Dialect
from reader.markup.footnotes import Footnotes
from reader.markup.inline import Environment, MarkdownInline
from reader.markup.marks import unmarked
from reader.markup.parser import block_parser
from reader.markup.references import LABEL, labels_defined, labels_used

# Lines parsed at a time. Small, because a quote's end is looked for through the whole chunk.
_CHUNK = 256
# So much of the text is parsed at once where a definition is looked for, in characters; and so
# much is looked at of one that stands further down.
_NEAR, _LONGEST = 1 << 20, 4096


class Entry(NamedTuple):
    """A heading in the outline: its level, plain title, anchor and line of the file."""

    level: int
    title: str
    anchor: str
    line: int


class Body:
    """The Markdown after a post's front matter; `first_line` is the line of the file it starts on.

    Markdown's block structure is decided line by line, so a block that has been closed does not
    change: the text is parsed in chunks of whole lines, a chunk's last block is given up and the
    next chunk starts with it. A chunk that holds no more than one block is made four times as
    large, so that all the work together stays linear. `chunk` (lines) is for tests; it
    changes no result.

    Not for several threads at once.
    """

    def __init__(
        self, text: str, *, first_line: int = 1, dialect: Dialect = ANY, chunk: int = _CHUNK
    ) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.text, self.first_line = unmarked(text), first_line
        self.complete = False
        self._blocks: list[Block] = []
        dialect = dialect.of(self.text)
        self._notes = Footnotes(self.text, first_line)
        self._environment: Environment = {
            "references": {}, "dialect": dialect, "notes": self._notes,
        }  # fmt: skip
        self._converter = Converter(self._inline, self._notes, dialect)
        self._candidates: dict[str, int] | None = None
        # HTML blocks whose elements are still open: their text, first line and end.
        self._html: list[tuple[str, int, int]] = []
        self._html_depth = 0
        # Tokens from an element that may hold Markdown on, as if they stood in one chunk, the line
        # of the file that is line 0 to them, and how many such elements are open.
        self._held: list[Token] = []
        self._held_line = 0
        self._held_depth = 0
        # Where such an element may be closed for the last time.
        self._last_details: int | None = None
        # The chunk: the line of the file it starts on, where its lines start in the text, the
        # parser's state on it, and the line of it that the next block is looked for on.
        self._size = self._chunk = chunk
        self._line = first_line
        self._starts: list[int] = [0]
        self._at = 0
        self._state = self._open()

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks parsed so far."""
        return self._blocks

    @property
    def parsed(self) -> int:
        """How many characters of the text the blocks so far were made of."""
        return self._starts[self._at]

    def advance(self, blocks: int | None = None) -> bool:
        """Parse at least so many blocks more, or all; False when nothing is left to parse."""
        goal = None if blocks is None else len(self._blocks) + blocks
        # The tokens of a large block are all in use: looking through them for garbage again and
        # again would take longer than making them.
        collecting = gc.isenabled()
        gc.disable()
        try:
            while not self.complete and (goal is None or len(self._blocks) < goal):
                self._step()
        finally:
            if collecting:
                gc.enable()
        return not self.complete

    @property
    def outline(self) -> tuple[Entry, ...]:
        """The headings of the whole body, in their order."""
        self.advance()
        return tuple(
            Entry(block.level, _text(block.inline), block.anchor, block.line)
            for block in walk(self._blocks)
            if isinstance(block, Heading)
        )

    @property
    def links(self) -> tuple[str, ...]:
        """Where the links of the whole body lead, each once, in their order."""
        self.advance()
        found: dict[str, None] = {}
        for block in walk(self._blocks):
            for inline in _inlines(block):
                for span in inline.runs():
                    if span.link and "link" in span.role.split():
                        found[span.link] = None
        return tuple(found)

    def _inline(self, source: str) -> Inline:
        return MarkdownInline(source, self._environment, self._prepare)

    def _prepare(self, source: str) -> None:
        """See to the definitions that this text may refer to and that have not been reached.

        Parses to the end for them; in a very long body, where that would take seconds, reads each
        by itself, although it may turn out to stand in a block of code.
        """
        if self.complete or "[" not in source:
            return
        known = self._environment["references"]
        unknown = [label for label in labels_used(source) if label not in known]
        if not unknown:
            return
        if self._candidates is None:
            self._candidates = labels_defined(self.text, self.parsed)
        far = [self._candidates[label] for label in unknown if label in self._candidates]
        if far and len(self.text) - self.parsed <= _NEAR:
            self.advance()
        else:
            for place in far:
                self._look_ahead(place)

    def _look_ahead(self, place: int) -> None:
        """Read the reference definition that may stand at a place of the text, and it alone."""
        end = self.text.find("\n\n", place, place + _LONGEST)
        definition = self.text[place : end if end >= 0 else place + _LONGEST]
        environment: Environment = {"references": {}, "dialect": self._environment["dialect"]}
        state = StateBlock(definition, block_parser(), environment, [])
        reference(state, 0, state.lineMax, False)
        for label, target in environment["references"].items():
            self._environment["references"].setdefault(label, target)

    def _open(self) -> StateBlock:
        """The parser's state on a chunk that starts at the line reached."""
        self._line += self._at
        start = end = self._starts[self._at]
        starts = [start]
        for _ in range(self._chunk):
            end = self.text.find("\n", end) + 1 or len(self.text)
            starts.append(end)
            if end == len(self.text):
                break
        self._starts, self._at = starts, 0
        self._environment["chunk_end"] = end
        state = StateBlock(self.text[start:end], block_parser(), self._environment, [])
        if self._environment["dialect"].mdx:
            # MDX has no indented code: what stands inside a component may be indented.
            state._code_enabled = False
        return state

    def _step(self) -> None:
        """Parse one block; keep it if it is whole for sure, else open a larger chunk at it."""
        state = self._state
        references = self._environment["references"]
        known = len(references)
        line = state.line = state.skipEmptyLines(self._at)
        self._environment["unsure"] = False
        if line < state.lineMax:
            for rule in block_parser().block.ruler.getRules(""):
                if rule(state, line, state.lineMax, False):
                    break
            line = state.skipEmptyLines(state.line)
        more = self._starts[-1] < len(self.text)
        if self._environment["unsure"] and more:
            line = state.lineMax
        for label in list(references)[known:]:
            if len(label) > LABEL or (line >= state.lineMax and more):
                del references[label]
        if line >= state.lineMax and more:
            self._chunk = self._size if self._at else 4 * self._chunk
            self._state = self._open()
            return
        tokens, state.tokens = state.tokens, []
        self._keep(tokens)
        self._at = line
        if line >= state.lineMax:
            self._flush()
            notes = self._notes.block(self._inline, self._sources())
            if notes is not None:
                self._blocks.append(notes)
            self.complete = True
            # What a complete body does not need: the last chunk with its text.
            self._starts, self._at = [len(self.text)], 0
            self._state = StateBlock("", block_parser(), {}, [])

    def _keep(self, tokens: list[Token]) -> None:
        if not tokens or self._hold(tokens):
            return
        if tokens[0].type != "html_block":
            self._flush()
            self._blocks += self._converter.blocks(tokens, self._line)
            return
        for token in tokens:
            start, end = token.map or (0, 0)
            self._html.append((token.content, self._line + start, self._line + end))
            self._html_depth += balance(token.content)
        if self._html_depth <= 0:
            self._flush()

    def _sources(self) -> Iterator[str]:
        """The texts that may hold a note."""
        for block in walk([*self._blocks, *self._notes.texts]):
            for inline in _inlines(block):
                if "^[" in inline.source:
                    yield inline.source

    def _hold(self, tokens: list[Token]) -> bool:
        """Whether these tokens wait for the end of an element that they stand in or open."""
        if not self._held:
            if tokens[0].type != "html_block" or self._html_depth > 0:
                return False
            self._held_depth = opened(tokens, 0)
            if not self._held_depth or not self._closes_details():
                return False
            self._flush()
            self._held_line = self._line
        else:
            self._held_depth = opened(tokens, self._held_depth)
        shift = self._line - self._held_line
        for token in tokens:
            if token.map is not None and shift:
                token.map = [token.map[0] + shift, token.map[1] + shift]
        self._held += tokens
        if not self._held_depth:
            self._flush()
        return True

    def _closes_details(self) -> bool:
        """Whether an element may be closed further down than has been parsed."""
        if self._last_details is None:
            closings = ("</details", "</DETAILS", "</Details")
            self._last_details = max(map(self.text.rfind, closings))
        return self._last_details > self.parsed

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, []
            self._blocks += self._converter.blocks(held, self._held_line)
        if self._html:
            self._blocks += self._converter.html(self._html)
            self._html, self._html_depth = [], 0


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block and those inside it, in the order they are read."""
    for block in blocks:
        yield block
        if isinstance(block, Quote | Callout):
            yield from walk(block.children)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk(item.children)
        elif isinstance(block, Definitions):
            for definition in block.items:
                for detail in definition.details:
                    yield from walk(detail)
        elif isinstance(block, Notes):
            for note in block.notes:
                yield from walk(note.children)


def _inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph | Heading):
        yield block.inline
    elif isinstance(block, Callout):
        yield block.title
    elif isinstance(block, Definitions):
        for definition in block.items:
            yield from definition.terms
    elif isinstance(block, Figure) and block.caption is not None:
        yield block.caption
    elif isinstance(block, Table):
        yield from block.head
        for row in block.rows:
            yield from row


def _text(inline: Inline) -> str:
    return " ".join("".join(span.text for span in inline.runs()).split())
