"""Permalinks that are small templates of Liquid or Nunjucks, worked out without running either.

Variables, sums, comparisons, `if` and a few filters; a template that says anything else has no
known result, which is None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from reader.engines.eleventy_slugs import slug, slugify
from reader.patterns import lazy

Known: TypeAlias = "str | int | bool | datetime | Mapping[str, Known] | None"

_MOST = 1_000
_TAG = lazy(r"\{\{-?(.*?)-?\}\}|\{%-?(.*?)-?%\}", re.DOTALL)
_TOKEN = lazy(
    r"""\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d{1,9})|([A-Za-z_][\w.]*)"""
    r"""|(==|!=|>=|<=|>|<|[-+|:,()]))"""
)
_SIGNS = frozenset(["==", "!=", ">", "<", ">=", "<="])
_TRUTHS = {"true": True, "false": False}
_WORDS = frozenset(["if", "else", "and", "or", "not"])


class _UnknownError(ValueError):
    """What only the engine itself would know."""


def render(template: str, data: Mapping[str, Known]) -> str | None:
    """What a template makes of data; None where that is not known."""
    if len(template) > _MOST:
        return None
    if "{{" not in template and "{%" not in template:
        return template
    try:
        return _Template(template, data).text()
    except (_UnknownError, RecursionError):
        return None


class _Template:
    def __init__(self, template: str, data: Mapping[str, Known]) -> None:
        self.data = data
        self.found = ""
        # For each open `if`: whether a branch was taken, and whether the one at hand is.
        self.open: list[tuple[bool, bool]] = []
        end = 0
        for tag in _TAG.finditer(template):
            self.put(template[end : tag.start()])
            end = tag.end()
            if tag[1] is not None:
                if self.shown:
                    self.put(_text(_Expression(tag[1], data).value()))
            else:
                self.tag(tag[2].strip())
        self.put(template[end:])

    def text(self) -> str:
        if self.open:
            raise _UnknownError
        return self.found

    @property
    def shown(self) -> bool:
        return all(taken for _, taken in self.open)

    def put(self, text: str) -> None:
        if self.shown:
            self.found += text

    def tag(self, tag: str) -> None:
        word, _, rest = tag.partition(" ")
        if word in ("if", "unless"):
            value = self.shown and _truth(_Expression(rest, self.data).value())
            taken = value is (word == "if") and self.shown
            self.open.append((taken, taken))
        elif word in ("elsif", "elif", "else", "elseif") and self.open:
            done, _ = self.open.pop()
            taken = not done and self.shown
            if word != "else":
                taken = taken and _truth(_Expression(rest, self.data).value())
            self.open.append((done or taken, taken))
        elif word in ("endif", "endunless") and self.open:
            self.open.pop()
        else:
            raise _UnknownError


class _Expression:
    """An expression by precedence: inline `if`, `or`, `and`, comparison, sum, filter."""

    def __init__(self, text: str, data: Mapping[str, Known]) -> None:
        self.data = data
        self.tokens: list[str] = []
        place = 0
        text = text.strip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None or len(self.tokens) > 200:
                raise _UnknownError
            self.tokens.append(found[0].strip())
            place = found.end()
        self.at = 0

    def value(self) -> Known:
        value = self.choice()
        if self.at < len(self.tokens):
            raise _UnknownError
        return value

    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *tokens: str) -> str:
        if self.next() in tokens:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def choice(self) -> Known:
        value = self.either()
        if self.take("if"):
            holds = _truth(self.either())
            other = self.choice() if self.take("else") else ""
            return value if holds else other
        return value

    def either(self) -> Known:
        value = self.both()
        while self.take("or"):
            other = self.both()
            value = value if _truth(value) else other
        return value

    def both(self) -> Known:
        value = self.compared()
        while self.take("and"):
            other = self.compared()
            value = other if _truth(value) else value
        return value

    def compared(self) -> Known:
        if self.take("not"):
            return not _truth(self.compared())
        value = self.sum()
        if sign := self.take(*_SIGNS):
            other = self.sum()
            if sign in ("==", "!="):
                return (value == other) is (sign == "==")
            if not isinstance(value, int) or not isinstance(other, int):
                raise _UnknownError
            return {">": value > other, "<": value < other, ">=": value >= other}.get(
                sign, value <= other
            )
        return value

    def sum(self) -> Known:
        value = self.filtered()
        while sign := self.take("+", "-"):
            other = self.filtered()
            if isinstance(value, int) and isinstance(other, int):
                value = value + other if sign == "+" else value - other
            elif sign == "+":
                value = _text(value) + _text(other)
            else:
                raise _UnknownError
        return value

    def filtered(self) -> Known:
        value = self.atom()
        while self.take("|"):
            name, given = self.next(), []
            self.at += 1
            if self.take(":"):
                given.append(self.atom())
                while self.take(","):
                    given.append(self.atom())
            elif self.take("("):
                while not self.take(")"):
                    given.append(self.choice())
                    if not self.take(",") and self.next() != ")":
                        raise _UnknownError
            value = _filtered(name, value, given)
        return value

    def atom(self) -> Known:
        sign = self.next()
        self.at += 1
        if sign == "(":
            inner = self.choice()
            if not self.take(")"):
                raise _UnknownError
            return inner
        return self.named(sign)

    def named(self, token: str) -> Known:
        if token[:1] in ("'", '"') and token:
            return re.sub(r"\\(.)", r"\1", token[1:-1])
        if token.isdecimal():
            return int(token)
        if token in _TRUTHS:
            return _TRUTHS[token]
        if not token or not (token[0].isalpha() or token[0] == "_") or token in _WORDS:
            raise _UnknownError
        value: Known = self.data
        for part in token.split("."):
            if not isinstance(value, Mapping) or part not in value:
                raise _UnknownError
            value = value[part]
        return value


def _truth(value: Known) -> bool:
    return bool(value)


def _text(value: Known) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (str, int)):
        return "" if value is None else str(value)
    raise _UnknownError


def _filtered(name: str, value: Known, given: list[Known]) -> Known:
    one = given[0] if given else None
    if name in ("slugify", "slug") and not given:
        # The filters make a text of what is not there.
        make = slugify if name == "slugify" else slug
        if (made := make("undefined" if value is None else _text(value))) is None:
            raise _UnknownError
        return made
    if name in ("downcase", "lower"):
        return _text(value).lower()
    if name in ("upcase", "upper"):
        return _text(value).upper()
    if name in ("append", "prepend") and given:
        return _text(value) + _text(one) if name == "append" else _text(one) + _text(value)
    if name in ("plus", "minus") and isinstance(value, int) and isinstance(one, int):
        return value + one if name == "plus" else value - one
    if name == "date" and isinstance(value, datetime) and isinstance(one, str):
        if re.fullmatch(r"(?:[^%]|%[YmdHMSyjBb])*", one):
            return value.strftime(one)
    elif name in ("default", "d") and given:
        return value if _truth(value) else one
    elif name in ("url", "safe", "trim", "strip"):
        return value
    raise _UnknownError
