"""The tags that stand inside a text: taken out before it is read as Markdown or HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from reader.markup.blocks import Span
from reader.markup.dialect import Dialect
from reader.markup.dialects import names
from reader.markup.dialects.attributes import list_at
from reader.markup.dialects.shown import inline, is_text, shown
from reader.markup.dialects.tag import LIQUID, SHORTCODE, Tag, tag_at
from reader.markup.marks import CLOSE, GUARD, mark
from reader.markup.references import is_escaped
from reader.patterns import lazy
from reader.sanitize import one_line

_SIGN = lazy(r"\\{1,2}[(\[]|\\[\\`$]|`+|\{|\$+")
_SIGN_OR_TAG = lazy(r"\\{1,2}[(\[]|\\[\\`$<{]|`+|[{<]|\$+")
# What no text of a link holds.
_LINKED = lazy(r"[\[\]]|<a\b|\n[ \t]*\n", re.IGNORECASE)
_TICKS = lazy("`+")
_ESCAPED = lazy(r"\{\{([<%])/\*((?:[^*]|\*(?!/))*+)\*/([>%])\}\}")
_RAW = lazy(r"\{%[-+]?\s{0,20}(end)?(?:raw|verbatim)\s{0,20}[-+]?%\}[ \t]*(?:(?<=[^\n])(?=\n)|\Z)?")
_RAW_LINE = lazy(
    r"^[ \t]*\{%[-+]?\s{0,20}(?:end)?(?:raw|verbatim)\s{0,20}[-+]?%\}[ \t]*(?:\n|\Z)", re.MULTILINE
)


def taken_out(
    source: str, dialect: Dialect, *, code: bool = False
) -> tuple[str, list[tuple[Span, ...]]]:
    """`source` with marks in place of its tags, and what they stand for (see `markup.marks`).

    Code spans are left as they are, unless `code` says that nothing is code (HTML): then each line
    stays on its line.
    """
    if "{" not in source and not ("<" in source and dialect.components):
        return source, []
    text = _Text(source, dialect, code)
    return text.read().replace(GUARD, ""), text.made


def in_code(text: str) -> str:
    """Code as it is shown: escaped shortcodes without their stars, raw tags taken off."""
    if "{" not in text:
        return text
    if "/*" in text:
        text = _ESCAPED.sub(r"{{\1\2\3}}", text)
    if "raw" in text or "verbatim" in text:
        ends = [found[1] for found in _RAW.finditer(text)]
        if "end" in ends and None in ends:
            text = _RAW.sub("", _RAW_LINE.sub("", text))
    return text.replace(GUARD, "")


class _Text:
    """A text while its tags are being taken out."""

    def __init__(self, source: str, dialect: Dialect, code: bool) -> None:
        self.made: list[tuple[Span, ...]] = []
        self._source, self._dialect, self._code = source, dialect, code
        self._parts: list[str] = []
        self._ticks: dict[int, list[int]] | None = None
        self._unclosed: set[str] = set()
        self._buttons: list[str] = []

    def read(self) -> str:
        """The text with marks."""
        source, at = self._source, 0
        signs = _SIGN_OR_TAG if self._dialect.components else _SIGN
        while (sign := signs.search(source, at)) is not None:
            start = sign.start()
            if start > at:
                self._parts.append(source[at:start])
            at = sign.end()
            if sign.group()[0] == "{":
                at = self._brace(start)
            elif sign.group()[0] == "<":
                at = self._element(start)
            elif sign.group()[0] == "`" and not self._code:
                at = self._code_span(start, at)
            elif sign.group()[0] == "$" or sign.group()[-1] in "([":
                at = self._formula(start, at)
            else:
                self._parts.append(sign.group())
        self._parts.append(source[at:])
        return "".join(self._parts)

    def _code_span(self, start: int, inside: int) -> int:
        """Keep the code span that begins here, or its backquotes where none does."""
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._source):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        length = inside - start
        places = self._ticks.get(length, [])
        index = bisect_left(places, inside)
        if index == len(places):
            self._parts.append(self._source[start:inside])
            return inside
        end = places[index] + length
        self._parts.append(in_code(self._source[start:end]))
        return end

    def _formula(self, start: int, after: int) -> int:
        """Keep the mathematics that begins here: its braces are its own. Else its signs."""
        from reader.markup.formulas import formula_at

        found = None if self._code else formula_at(self._source, start, len(self._source))
        end = after if found is None else found.end()
        self._parts.append(self._source[start:end])
        return end

    def _brace(self, start: int) -> int:
        """Read what begins at a brace; returns where to read on."""
        source = self._source
        following = source[start + 1 : start + 2]
        if following in ("{", "%"):
            tag = tag_at(source, start)
            if tag is not None and not is_text(tag, self._dialect):
                return self._tag(tag)
            # What is no tag may still hold one behind its braces.
            end = start + (1 if tag is None or following == "%" else 2)
            self._parts.append(source[start:end])
            return end
        if source.startswith("{/*", start):
            close = source.find("*/}", start) if "*/}" not in self._unclosed else -1
            if close >= 0:
                return self._vanish(start, close + 3)
            self._unclosed.add("*/}")
        elif (end := max(self._template_comment(start), list_at(source, start))) >= 0:
            return self._vanish(start, end)
        elif self._dialect.mdx and (close := self._braces.get(start, -1)) >= 0:
            from reader.markup.dialects.components import expression

            return self._show(start, close + 1, expression(source[start + 1 : close]))
        self._parts.append("{")
        return start + 1

    def _template_comment(self, start: int) -> int:
        """Behind a comment of Nunjucks or Jinja, or -1: a space tells it from `{#id}`."""
        if not self._source.startswith("{#", start):
            return -1
        first = self._source[start + 2 : start + 4].strip("-")[:1]
        if not first.isspace() or not self._dialect.around.liquid:
            return -1
        close = self._source.find("#}", start + 3) if "#}" not in self._unclosed else -1
        if close < 0:
            self._unclosed.add("#}")
        return close + 2 if close >= 0 else -1

    @cached_property
    def _braces(self) -> dict[int, int]:
        from reader.markup.dialects.components import braces

        return braces(self._source)

    def _element(self, start: int) -> int:
        from reader.markup.dialects.components import inside

        found = inside(self._source, start, self._braces, self._dialect)
        if found is None:
            self._parts.append("<")
            return start + 1
        end, what = found
        if not isinstance(what, str):
            apart = bool(what) and what[0].role == "strong"
            return self._show(start, end, self._apart(end, what) if apart else what)
        lines = self._source.count("\n", start, end) if self._code else 0
        self._parts.append(what + "\n" * lines)
        return end

    def _tag(self, tag: Tag) -> int:
        if tag.form in (LIQUID, SHORTCODE) and not tag.closing and tag.name in names.WHOLE:
            close = self._closing(tag)
            if close is not None:
                return self._whole(tag, close)
        if tag.name in names.BUTTONS and (written := self._button(tag)):
            self._parts.append(written)
            return tag.end
        spans = inline(shown(tag, self._dialect))
        if tag.name in names.TABS or (tag.form == LIQUID and tag.name in names.BRANCHES):
            spans = self._apart(tag.end, spans)
        return self._show(tag.start, tag.end, spans)

    def _button(self, tag: Tag) -> str:
        """The half of a link, as Markdown or HTML writes it, that this tag is; "" for none."""
        if tag.closing:
            if self._buttons and not self._code:
                self._parts[-1] = self._parts[-1].rstrip()
            return self._buttons.pop() if self._buttons else ""
        target = tag.get("href", "url", "link", "relref", "ref", "to") or tag.word()
        close = self._closing(tag) if target and not self._buttons else None
        if close is None or _LINKED.search(self._source, tag.end, close.start):
            return ""
        place = mark(len(self.made))
        self.made.append((Span(one_line(target)),))
        self._buttons.append("</a>" if self._code else f"]({place})")
        return f'<a href="{place}">' if self._code else "["

    def _apart(self, end: int, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """`spans` with spaces where words would run into them, or into each other without them."""
        before = self._parts[-1][-1:] if self._parts else ""
        if before == CLOSE and self.made:
            before = self.made[-1][-1].text[-1:]
        after = self._source[end : end + 1]
        space = (Span(" "),)
        lead = space if before.strip() and (spans or after.strip()) else ()
        return lead + spans + (space if spans and after.strip() else ())

    def _whole(self, tag: Tag, close: Tag) -> int:
        """A pair whose inside is not looked through for tags."""
        inside = self._source[tag.end : close.start]
        if tag.name in names.HIDDEN:
            return self._vanish(tag.start, close.end)
        if tag.name in names.CODE and not self._code:
            return self._show(tag.start, close.end, (Span(in_code(inside).strip("\n"), "code"),))
        if inside:
            self._parts.append(inside)
        return close.end

    def _closing(self, tag: Tag) -> Tag | None:
        if tag.name in self._unclosed:
            return None
        close = closing_of(self._source, tag)
        if close is None:
            self._unclosed.add(tag.name)
        return close

    def _show(self, start: int, end: int, spans: tuple[Span, ...]) -> int:
        if not spans:
            return self._vanish(start, end)
        if not self._code and is_escaped(self._source, start):
            # A backslash would take the mark's first sign for its own.
            self._parts.append("\\")
        self._parts.append(mark(len(self.made)))
        self.made.append(spans)
        if self._code and (lines := self._source.count("\n", start, end)):
            self._parts.append("\n" * lines)
        return end

    def _vanish(self, start: int, end: int) -> int:
        """Leave out a stretch, and what is empty without it: its line, or a space beside it."""
        source = self._source
        if self._code:
            if lines := source.count("\n", start, end):
                self._parts.append("\n" * lines)
            return end
        before = self._parts[-1][-1:] if self._parts else ""
        stop = end
        while source[stop : stop + 1] in (" ", "\t"):
            stop += 1
        if before in ("", "\n") and source[stop : stop + 1] in ("", "\n"):
            return stop + 1
        return stop if before in ("", "\n", " ") else end


def closing_of(text: str, tag: Tag) -> Tag | None:
    """The tag that closes one whose inside holds no tags of its own."""
    if tag.form == LIQUID:
        pattern = rf"\{{%[-+~]?\s{{0,99}}end{re.escape(tag.name)}\b"
    else:
        pattern = rf"\{{\{{[<%]\s{{0,99}}/\s{{0,99}}{re.escape(tag.name)}\b"
    found = re.compile(pattern).search(text, tag.end)
    return None if found is None else tag_at(text, found.start())
