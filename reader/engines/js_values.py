"""What an expression of JavaScript says, where its text alone tells: never executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from tree_sitter import Node

# Values nest less, and hold fewer others, than any that is written by hand.
DEPTH = 50
_VALUES = 50_000
_TEXT = 1 << 16

UNKNOWN = object()
WRAPPERS = frozenset(
    ["parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
     "await_expression"]
)  # fmt: skip
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


class Values:
    """The values of a script's expressions; `bound` holds what each name was bound to."""

    def __init__(self, bound: Mapping[str, Node]) -> None:
        self._bound = bound
        self._known: dict[str, object] = {}
        self._left = _VALUES

    def value(self, node: Node) -> Value:
        """What an expression says; None where it is null or only running it would tell."""
        return given(self._value(node))

    def _value(self, node: Node, depth: int = 0) -> object:
        self._left -= 1
        kind = node.type
        if depth > DEPTH or self._left < 0:
            return UNKNOWN
        if kind in WRAPPERS and node.named_children:
            return self._value(node.named_children[0], depth + 1)
        if read := _READ.get(kind):
            return read(self, node, depth + 1)
        if kind in ("true", "false", "regex"):
            return Written(text_of(node))
        if kind == "number":
            return Written(text_of(node).replace("_", ""))
        return None if kind in ("null", "undefined") else UNKNOWN

    def _name(self, node: Node, depth: int) -> object:
        name = text_of(node)
        if name in ("Infinity", "NaN", "undefined"):
            return None if name == "undefined" else Written(name)
        if name not in self._known:
            self._known[name] = UNKNOWN  # A name that is bound to itself says nothing.
            if name in self._bound:
                self._known[name] = self._value(self._bound[name], depth)
        return self._known[name]

    def _member(self, node: Node, depth: int) -> object:
        text = text_of(node)
        if text.startswith("process.env."):
            return Written("production", True) if text == "process.env.NODE_ENV" else None
        parts = [node.child_by_field_name(name) for name in ("object", "property")]
        owner = self._value(parts[0], depth) if parts[0] else UNKNOWN
        if not isinstance(owner, dict) or parts[1] is None:
            return UNKNOWN
        return owner.get(text_of(parts[1]), UNKNOWN)

    def _string(self, node: Node, depth: int) -> object:
        return Written(_unescaped(text_of(node)[1:-1]), True)

    def _template(self, node: Node, depth: int) -> object:
        found = ""
        for part in node.named_children:
            if part.type == "template_substitution" and part.named_children:
                value = self._value(part.named_children[0], depth)
                if not isinstance(value, str):
                    return UNKNOWN
                found += value
            else:
                found += _unescaped(text_of(part))
            if len(found) > _TEXT:
                return UNKNOWN
        return Written(found, True)

    def _array(self, node: Node, depth: int) -> object:
        found: list[Value] = []
        for child in node.named_children:
            if child.type == "spread_element":
                inner = self._value(child.named_children[0], depth) if child.named_children else 0
                many = inner if isinstance(inner, list) else []
                self._left -= len(many)
                found += many if self._left >= 0 else []
            elif child.type != "comment":
                found.append(given(self._value(child, depth)))
        return found

    def _object(self, node: Node, depth: int) -> object:
        found: dict[str, Value] = {}
        for child in node.named_children:
            if child.type == "pair":
                key, value = (child.child_by_field_name(name) for name in ("key", "value"))
                if key is not None and value is not None and (name := self._key(key)) is not None:
                    found[name] = given(self._value(value, depth))
            elif child.type == "shorthand_property_identifier":
                found[text_of(child)] = given(self._name(child, depth))
            elif child.type == "spread_element" and child.named_children:
                inner = self._value(child.named_children[0], depth)
                if isinstance(inner, dict):
                    self._left -= len(inner)
                    found.update(inner if self._left >= 0 else {})
        return found

    def _key(self, node: Node) -> str | None:
        if node.type == "computed_property_name":
            value = self._value(node.named_children[0]) if node.named_children else UNKNOWN
            return str(value) if isinstance(value, str) else None
        return str(self._string(node, 0)) if node.type == "string" else text_of(node)

    def _unary(self, node: Node, depth: int) -> object:
        inner = node.child_by_field_name("argument")
        value = self._value(inner, depth) if inner else UNKNOWN
        if value is UNKNOWN:
            return value
        sign = text_of(node)[0]
        if sign == "!":
            return _truth(not _truthy(value))
        return Written(sign + value) if sign in "-+" and isinstance(value, str) else UNKNOWN

    def _binary(self, node: Node, depth: int) -> object:
        parts = [node.child_by_field_name(name) for name in ("left", "operator", "right")]
        if None in parts:
            return UNKNOWN
        left, sign, right = cast("list[Node]", parts)
        one, by = self._value(left, depth), text_of(sign)
        if by in ("||", "??", "&&"):
            if one is UNKNOWN:
                return one
            keeps = one is not None if by == "??" else _truthy(one) == (by == "||")
            return one if keeps else self._value(right, depth)
        other = self._value(right, depth)
        if one is UNKNOWN or other is UNKNOWN or isinstance(one, (list, dict)):
            return UNKNOWN  # Lists may stand in each other so often that no end of them is seen.
        if by in ("===", "==", "!==", "!="):
            return _truth((one == other) == (by[0] == "="))
        if by == "+" and isinstance(one, Written) and isinstance(other, Written):
            known = (one.quoted or other.quoted) and len(one) + len(other) <= _TEXT
            return Written(one + other, True) if known else UNKNOWN
        return UNKNOWN

    def _ternary(self, node: Node, depth: int) -> object:
        parts = [
            node.child_by_field_name(name) for name in ("condition", "consequence", "alternative")
        ]
        if None in parts:
            return UNKNOWN
        asked, one, other = cast("list[Node]", parts)
        value = self._value(asked, depth)
        return value if value is UNKNOWN else self._value(one if _truthy(value) else other, depth)


_READ: dict[str, Callable[[Values, Node, int], object]] = {
    "identifier": Values._name,
    "member_expression": Values._member,
    "string": Values._string,
    "template_string": Values._template,
    "array": Values._array,
    "object": Values._object,
    "unary_expression": Values._unary,
    "binary_expression": Values._binary,
    "ternary_expression": Values._ternary,
}


def text_of(node: Node) -> str:
    """The source of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def one(found: re.Match[str]) -> str:
        if code := found[1] or found[2] or found[3]:
            point = int(code, 16)
            return chr(point) if point < 0xD800 or 0xDFFF < point < 0x110000 else "\ufffd"
        return _LETTERS.get(found[4], found[4])

    return _ESCAPE.sub(one, text)


def given(value: object) -> Value:
    """A value as settings have it: what is not known is None."""
    return None if value is UNKNOWN else cast("Value", value)


def _truthy(value: object) -> bool:
    if isinstance(value, Written):
        return value != "" if value.quoted else value not in ("false", "0", "NaN")
    return value is not None


def _truth(value: bool) -> Written:
    return Written("true" if value else "false")
