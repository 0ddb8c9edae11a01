"""MDX: the lines of its module, components, and expressions in braces (mdxjs.com/docs)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from markdown_it.rules_block import StateBlock

from reader.markup.blocks import Span
from reader.markup.dialect import ANY, Dialect
from reader.markup.dialects import makers, names
from reader.markup.dialects.rules import pair
from reader.markup.dialects.shown import Picture, Shown, inline, shown
from reader.markup.dialects.tag import SHORTCODE, Tag
from reader.patterns import lazy
from reader.sanitize import one_line

_NAME = lazy(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]{0,100})?(?=[\s/>])")
_TOKEN = lazy(r"""(?<==)"[^"]*"|(?<==)'[^']*'|[{}<>]""")
_BRACE = lazy(r"""(?<=\{)(?:"[{}]"|'[{}]')(?=\})|[{}]""")
_ATTRIBUTE = lazy(
    r"""\s(?P<name>[\w:$-]{1,100})(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<brace>\{)))?"""
)
_STRING = lazy(r""""([^"\n]*)"|'([^'\n]*)'|`([^`$]*)`""")
_IMPORT = lazy(r"import\s+(?:[^\n]*\sfrom\s*)?[\"'][^\"'\n]+[\"'];?[ \t]*")
_OPENS_MODULE = lazy(
    r"import\s*(?:\{|\*\s+as\s|[\w$]+\s*(?:,|$))|export\s+(?:const|let|var|default|function|async|class|\{|\*)"
)
_LONGEST, _MODULE_LINES = 8_000, 500
_LABELLED = frozenset({"tab", "tabitem", "tabpanel", "step", "card", "accordion", "accordionitem"})
# What themes and documentation kits call a callout; other words may be a component of any kind.
_CALLOUTS = names.CALLOUTS - {"example", "question", "message", "notification"} | {"aside"}
_CALLOUT = lazy(
    rf"<(?P<closing>/?)(?P<name>(?i:{'|'.join(sorted(_CALLOUTS))}))(?=[\s>/])[^<>]{{0,1000}}>"
)


class Element(NamedTuple):
    """A tag of JSX: where it ends, its name ("" for a fragment), and its attributes' values.

    An attribute whose value is no plain text has "".
    """

    end: int
    name: str
    closing: bool
    single: bool
    attributes: dict[str, str]

    @property
    def component(self) -> bool:
        """Whether it is no element of HTML."""
        return not self.name or self.name[0].isupper() or "." in self.name


def braces(text: str) -> dict[int, int]:
    """Where the brace that opens at a place of a text is closed; one in quotes is none."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}" and opened:
            found[opened.pop()] = brace.start()
    return found


def element_at(text: str, start: int, closed: Mapping[int, int]) -> Element | None:
    """The tag of JSX that begins at `start`, None where none does; `closed` are its `braces`."""
    named = _NAME.match(text, start)
    if named is None and not text.startswith(("<>", "</>"), start):
        return None
    end = _end(text, start + 1, closed)
    if end < 0:
        return None
    if named is None:
        return Element(end, "", text[start + 1] == "/", False, {})
    inside = text[named.end() : end - 1]
    single = inside.rstrip().endswith("/")
    return Element(end, named["name"] or "", bool(named["closing"]), single, _attributes(inside))


def _end(text: str, start: int, closed: Mapping[int, int]) -> int:
    """Behind the sign that closes the tag which `start` stands in; or -1."""
    at = start
    while (token := _TOKEN.search(text, at, start + _LONGEST)) is not None:
        sign, at = token.group(), token.end()
        if sign == ">":
            return at
        if sign == "{":
            at = closed.get(token.start(), -1) + 1
            if not at:
                return -1
        elif sign in ("<", "}"):
            return -1
    return -1


def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    closed = braces(inside) if "{" in inside else {}
    at = 0
    while (attribute := _ATTRIBUTE.search(inside, at)) is not None:
        at = attribute.end()
        value = attribute["d"] or attribute["s"] or ""
        if attribute["brace"]:
            end = closed.get(at - 1, -1)
            if end < 0:
                break
            strings = _STRING.findall(inside[at:end])
            value = "".join(strings[0]) if len(strings) == 1 else ""
            at = end + 1
        found.setdefault(attribute["name"].lower(), value)
    return found


def element_shown(element: Element, dialect: Dialect) -> Shown:
    """What a component is shown as: its children are read where they stand."""
    if element.closing or not element.name:
        return ()
    given = element.attributes
    if not element.single:
        if element.name.lower() in _LABELLED:
            label = given.get("label") or given.get("title") or given.get("value") or ""
        else:
            label = given.get("title") or given.get("caption") or ""
        if label:
            return (Span(one_line(label), "strong"),)
        if dialect.around.last(f"</{element.name}") >= 0:
            return ()
    tag = Tag(SHORTCODE, 0, 0, element.name.lower(), single=True, named=element.attributes)
    what = shown(tag, dialect)
    if isinstance(what, Picture):
        return what
    words = (given.get(name, "") for name in ("title", "alt", "caption"))
    said = one_line(" — ".join(dict.fromkeys(word for word in words if word)))
    return (Span(f"‹{element.name}: {said}›" if said else f"‹{element.name}›", "chip"),)


def as_html(element: Element) -> str:
    """A tag of HTML that was written as JSX, as CommonMark reads it."""
    given = [f'{name}="{escape(value)}"' for name, value in element.attributes.items() if value]
    inside = " ".join([("/" if element.closing else "") + element.name, *given])
    return f"<{inside}{' /' if element.single else ''}>"


def expression(inside: str) -> tuple[Span, ...]:
    """What an expression is shown as: a string as it is, any other by its name."""
    inside = inside.strip()
    value = _STRING.fullmatch(inside)
    if value is not None:
        return (Span(value[1] or value[2] or value[3] or ""),)
    return (Span(f"‹{one_line(inside)}›", "chip"),) if inside else ()


def module(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: imports and exports, to the end of their paragraph or of their braces."""
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    word = state.src[start : start + 6]
    if word not in ("import", "export") or silent or state.is_code_block(line):
        return False
    dialect: Dialect = state.env.get("dialect", ANY)
    if not dialect.components:
        return False
    if _IMPORT.fullmatch(state.src, start, stop):
        state.line = line + 1
        return True
    if not _OPENS_MODULE.match(state.src, start, stop):
        return False
    depth, first_blank = 0, -1
    for following in range(line, min(end, line + _MODULE_LINES)):
        text = state.src[state.bMarks[following] : state.eMarks[following]]
        if not text.strip():
            if depth <= 0:
                first_blank = following
                break
            first_blank = following if first_blank < 0 else first_blank
        depth += sum(map(text.count, "{([")) - sum(map(text.count, "})]"))
    else:
        chunk_end = state.env.get("chunk_end")
        open_ended = following + 1 == end and chunk_end and dialect.around.goes_on(chunk_end)
        if depth <= 0 or first_blank < 0 or open_ended:
            first_blank = following + 1
    state.line = first_blank
    return True


def component(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: the tag of a component on lines of its own."""
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line):
        return False
    dialect: Dialect = state.env.get("dialect", ANY)
    if not dialect.components:
        return False
    text, closed = state.env.get("braces", ("", {}))
    if text is not state.src:
        closed = braces(state.src)
        state.env["braces"] = (state.src, closed)
    element = element_at(state.src, start, closed)
    if element is None or not element.component:
        return False
    if element.name.lower() in _CALLOUTS and _callout(state, start, element, line, end, silent):
        return True
    last = line
    while last < end and state.eMarks[last] < element.end:
        last += 1
    if last == end or state.src[element.end : state.eMarks[last]].strip():
        return False
    if silent:
        return True
    what = element_shown(element, dialect)
    if what:
        token = state.push("made", "", 0)
        token.map = [line, last + 1]
        token.meta = {"maker": makers.Alone(what)}
    state.line = last + 1
    return True


def _callout(
    state: StateBlock, start: int, element: Element, line: int, end: int, silent: bool
) -> bool:
    """A component that is a callout, with what it holds."""
    if element.single or element.closing:
        return False
    text, closing = state.env.get("callouts", ("", {}))
    if text is not state.src:
        closing = _callouts(state.src)
        state.env["callouts"] = (state.src, closing)
    close = closing.get(start)
    if close is None:
        dialect: Dialect = state.env.get("dialect", ANY)
        last = dialect.around.last(f"</{element.name}")
        if last < int(state.env.get("chunk_end", last + 1)):
            return False
        # The body holds more than this chunk: it is read again in a larger one.
        state.env["unsure"] = True
        state.line = line if silent else end
        return True
    name = element.name.lower().replace("aside", "admonition")
    tag = Tag(SHORTCODE, start, element.end, name, named=element.attributes)
    return pair(state, tag, close, line, end, silent)


def _callouts(text: str) -> dict[int, Tag]:
    """The tag that closes each callout by the place where the one that opens it stands."""
    found: dict[int, Tag] = {}
    opened: dict[str, list[int]] = {}
    for tag in _CALLOUT.finditer(text):
        if tag["closing"]:
            places = opened.get(tag["name"])
            if places:
                found[places.pop()] = Tag(SHORTCODE, tag.start(), tag.end(), closing=True)
        elif tag.group()[-2] != "/":
            opened.setdefault(tag["name"], []).append(tag.start())
    return found


def comment(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: `{/* … */}` on lines of its own."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("{/*", start) or state.is_code_block(line):
        return False
    close = state.src.find("*/}", start, start + _LONGEST)
    last = line
    while last < end and state.eMarks[last] < close + 3:
        last += 1
    if close < 0 or last == end or state.src[close + 3 : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def inside(
    source: str, start: int, closed: Mapping[int, int], dialect: Dialect
) -> tuple[int, str | tuple[Span, ...]] | None:
    """A tag of JSX in a text: where it ends, and the HTML or the runs that stand for it."""
    element = element_at(source, start, closed)
    if element is None:
        return None
    if element.component:
        return element.end, inline(element_shown(element, dialect))
    return (element.end, as_html(element)) if "{" in source[start : element.end] else None
