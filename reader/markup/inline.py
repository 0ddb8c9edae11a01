"""The text of one block: Markdown to runs, when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from itertools import islice
from typing import Any

from markdown_it.token import Token

from reader.markup.blocks import Span
from reader.markup.dialect import ANY
from reader.markup.dialects.inside import taken_out
from reader.markup.parser import inline_parser
from reader.markup.runs import EMBEDS, TAG_ROLES, Runs
from reader.patterns import lazy
from reader.sanitize import unescaped

# Some rules of markdown-it look at the rest of the text from every mark, so that time grows with
# the square of the length. Longer text is parsed in pieces, and text full of marks in small ones;
# emphasis that spans a cut stays as written.
_PIECE, _SMALL = 8192, 512
_MARKS, _MANY = lazy(r"[\[<`*_&:@~!$\\^]"), 1024

_TAG = lazy(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^>]*)>", re.DOTALL)
_ATTRIBUTE = lazy(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""", re.DOTALL
)
_LOOKS = {"em_open": "em", "strong_open": "strong", "s_open": "strike", "mark_open": "mark"}
# Elements that begin a line of their own wherever they stand.
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr",
    "ul",
})  # fmt: skip
_BESIDE = frozenset({"td", "th", "text", "tspan"})
_UNSEEN = frozenset({"script", "style"})

Environment = MutableMapping[str, Any]


class MarkdownInline:
    """Markdown text that is parsed each time its runs are asked for.

    `prepare` is called with the source first: it sees to it that the reference definitions the
    text may use are known.
    """

    __slots__ = ("_environment", "_prepare", "source")

    def __init__(
        self, source: str, environment: Environment, prepare: Callable[[str], None]
    ) -> None:
        self.source = source
        self._environment = environment
        self._prepare = prepare

    def runs(self) -> tuple[Span, ...]:
        """The text in its order, as runs of one look."""
        self._prepare(self.source)
        return parse(self.source, self._environment)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarkdownInline) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"MarkdownInline({self.source!r})"


class FixedInline:
    """Text whose runs are known from the start, such as that of HTML."""

    __slots__ = ("_runs", "source")

    def __init__(self, runs: tuple[Span, ...]) -> None:
        self._runs = runs
        self.source = "".join(span.text for span in runs)

    def runs(self) -> tuple[Span, ...]:
        """The runs it was made of."""
        return self._runs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FixedInline) and self._runs == other._runs

    def __hash__(self) -> int:
        return hash(self._runs)

    def __repr__(self) -> str:
        return f"FixedInline({self._runs!r})"


def parse(source: str, environment: Environment) -> tuple[Span, ...]:
    """Markdown text as runs; `environment` holds the reference definitions and the dialect."""
    dialect = environment.get("dialect", ANY)
    source, made = taken_out(source, dialect)
    runs = Runs(made)
    for piece in _pieces(source):
        found = tokens(piece, environment)
        if dialect.typography:
            from reader.markup.typography import typographic

            found = typographic(piece, found)
        _collect(found, runs)
    return runs.take()


def tokens(source: str, environment: Environment) -> list[Token]:
    """markdown-it's tokens of one stretch of text."""
    parser = inline_parser("@" in source or "://" in source or "www." in source)
    return parser.inline.parse(source, parser, environment, [])


def _pieces(source: str) -> Iterator[str]:
    """The source in pieces of bearable length, cut at white space.

    A long word without many marks is left whole: a picture may stand in its own address.
    """
    start, end = 0, len(source)
    while end - start > _SMALL:
        limit = start + (_SMALL if _full_of_marks(source, start, start + _PIECE) else _PIECE)
        if end <= limit:
            break
        cut = max(source.rfind(mark, start, limit) for mark in "\n ") + 1
        if cut <= start:
            later = [source.find(mark, limit) for mark in "\n "]
            cut = min([place + 1 for place in later if place >= 0], default=end)
            if _full_of_marks(source, limit, cut):
                cut = limit
        yield source[start:cut]
        start = cut
    yield source[start:]


def _full_of_marks(source: str, start: int, end: int) -> bool:
    return next(islice(_MARKS.finditer(source, start, end), _MANY, None), None) is not None


def plain_text(parts: Sequence[Token]) -> str:
    """The text of tokens without any look, as for a picture's alternative text."""
    texts = []
    for token in parts:
        if token.type in ("softbreak", "hardbreak"):
            texts.append(" ")
        elif token.type == "image":
            texts.append(plain_text(token.children or ()))
        elif token.type == "made":
            texts += [span.text for span in token.meta["spans"]]
        elif token.type != "html_inline":
            texts.append(token.content)
    return "".join(texts)


def _collect(parts: Sequence[Token], runs: Runs) -> None:
    hidden: str | None = None
    bare = False
    for index, token in enumerate(parts):
        kind = token.type
        if kind == "html_inline":
            hidden = _tag(token.content, parts[index + 1 :], runs, hidden)
        elif hidden is not None:
            continue
        elif kind in ("text", "text_special"):
            runs.text(unescaped(token.content) if bare else token.content)
        elif kind == "softbreak":
            runs.text(" ")
        elif kind == "hardbreak":
            runs.text("\n")
        elif kind == "code_inline":
            runs.styled(token.content, "code")
        elif kind == "link_open":
            target = str(token.attrGet("href") or "")
            bare = token.info == "auto"
            runs.open("link", "link", unescaped(target) if bare else target)
        elif kind == "image":
            runs.image(plain_text(token.children or ()), str(token.attrGet("src") or ""))
        elif kind in _LOOKS:
            runs.open(kind[:-5], _LOOKS[kind])
        elif kind.endswith("_close"):
            runs.close(kind[:-6])
            bare = bare and kind != "link_close"
        elif kind == "made":
            # An inline rule's own: `meta` is {"spans": runs}.
            for span in token.meta["spans"]:
                runs.styled(*span)
        else:
            runs.text(token.content)


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by their names in lower case."""
    return {
        name.lower(): unescaped(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(written)
    }


def _tag(written: str, rest: Sequence[Token], runs: Runs, hidden: str | None) -> str | None:
    """Let an HTML tag do what it does to the text; returns the element that hides what follows."""
    found = _TAG.fullmatch(written)
    if found is None:  # a comment, a declaration or an instruction
        return hidden
    closing, name, inside = bool(found[1]), found[2].lower(), found[3]
    if hidden is not None:
        return None if closing and name == hidden else hidden
    if name in _UNSEEN and not closing:
        end = f"</{name}"
        closed = any(t.type == "html_inline" and t.content.lower().startswith(end) for t in rest)
        return name if closed else None
    if closing:
        runs.close(f"<{name}>")
    elif name == "a":
        target = attributes(inside).get("href")
        runs.open("<a>", "link" if target is not None else "", target)
    elif name in TAG_ROLES:
        runs.open(f"<{name}>", TAG_ROLES[name])
    elif name in EMBEDS:
        given = attributes(inside)
        if name == "img" or given.get("src") or given.get("data"):
            alt = given.get("alt") or given.get("title") or ""
            runs.image(alt, given.get("src") or given.get("data") or "", EMBEDS[name])
    elif name == "source" and attributes(inside).get("src"):
        given = attributes(inside)
        label = "audio" if given.get("type", "").startswith("audio") else "video"
        runs.image("", given["src"], label)
    elif name == "input" and attributes(inside).get("type") == "checkbox":
        runs.text("☑ " if "checked" in attributes(inside) else "☐ ")
    if name == "br" or (name in _BLOCKS and not runs.ends_line):
        runs.text("\n")
    elif name in _BESIDE and not closing and not runs.ends_line:
        runs.text(" ")
    return None
