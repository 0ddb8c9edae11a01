"""What a Python expression comes to as far as its text tells, at a bounded price.

Literals, names that are known, sums, formats and the few calls whose outcome the text tells.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

DEEPEST = 60  # of expressions, and of containers in containers
_LARGEST = 50_000  # characters or items of one value, those within it included
_PURSE = 2_000_000
_DIGITS = 512  # bits of a whole number

_BINARY: Mapping[type[ast.operator], Callable[[object, object], object]] = {
    ast.Sub: operator.sub,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
}  # fmt: skip
# No widths: `%999999999s` asks for a gigabyte.
_PERCENT = re.compile(r"%(?:%|(?:\(\w+\))?[sd])|(%)")
_BRACES = re.compile(r"\{\{|\}\}|\{\w*\}|([{}])")
_PLAIN: Final = ("lower", "upper", "title", "strip", "lstrip", "rstrip", "capitalize")
SCALARS = (str, int, float, bool, bytes, type(None))


class UnknownError(Exception):
    """What only a run would tell."""


class Values:
    """Reads expressions over the names that are known."""

    def __init__(self) -> None:
        self.names: dict[str, object] = {}
        self._purse = _PURSE
        self._depth = 0
        # By id: price and depth of the containers; they are kept, so that ids stay theirs.
        self._known: dict[int, tuple[int, int]] = {}
        self._kept: list[object] = []

    def attempt(self, one: ast.expr) -> object:
        """The value, or `one` itself where it is unknown."""
        try:
            return self.of(one)
        except UnknownError:
            return one

    def of(self, one: ast.expr) -> object:
        """The value; UnknownError."""
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                raise UnknownError
            return self.priced(self._value(one))
        # What a run would raise for, its value is unknown.
        except (TypeError, ValueError, ArithmeticError, LookupError):
            raise UnknownError from None
        finally:
            self._depth -= 1

    def _value(self, one: ast.expr) -> object:
        match one:
            case ast.Constant(value=value) if isinstance(value, SCALARS):
                return value
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.List(elts=elts):
                return self._items(elts)
            case ast.Tuple(elts=elts):
                return tuple(self._items(elts))
            case ast.Set(elts=elts):
                return {self.key(item) for item in self._items(elts)}
            case ast.Dict(keys=keys, values=values):
                return self._entries(keys, values)
            case ast.JoinedStr(values=values):
                return "".join(self._piece(value) for value in values)
            case ast.BinOp(left=left, op=op, right=right):
                return self.of_two(self.of(left), op, self.of(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._number(self.of(operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.of(operand)
            case ast.BoolOp(op=op, values=values):
                return self._either(isinstance(op, ast.Or), values)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compared(self.of(left), op, self.of(right))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.of(body if self.of(test) else orelse)
            case ast.Subscript(value=value, slice=index):
                return self._item(self.of(value), index)
            case ast.Call():
                return self._called(one)
            case _:
                raise UnknownError

    def _items(self, elts: Iterable[ast.expr]) -> list[object]:
        items: list[object] = []
        for one in elts:
            if isinstance(one, ast.Starred):
                items.extend(self._sequence(self.of(one.value)))
            else:
                items.append(self.of(one))
        return items

    def _entries(
        self, keys: Iterable[ast.expr | None], values: Iterable[ast.expr]
    ) -> dict[object, object]:
        """A dict without the entries whose key or value is unknown."""
        found: dict[object, object] = {}
        for key, value in zip(keys, values, strict=True):
            try:
                if key is None:
                    found.update(self.entries(self.of(value)))
                else:
                    found[self.key(self.of(key))] = self.of(value)
            except UnknownError:
                continue
        return found

    def keywords(self, call: ast.Call) -> dict[object, object]:
        """The named arguments of a call whose values are known."""
        keys = [None if one.arg is None else ast.Constant(one.arg) for one in call.keywords]
        return self._entries(keys, [one.value for one in call.keywords])

    def _piece(self, one: ast.expr) -> str:
        """A part of an f-string; what has a width or a `!r` is unknown."""
        if isinstance(one, ast.FormattedValue):
            if one.format_spec is not None or one.conversion not in (-1, ord("s")):
                raise UnknownError
            return str(self._scalar(self.of(one.value)))
        return str(self._scalar(self.of(one)))

    def of_two(self, left: object, op: ast.operator, right: object) -> object:
        """What an operator makes of two values; UnknownError."""
        match op, left, right:
            case ast.Add(), str(), str():
                return self.priced(left + right)
            case ast.Add(), list(), list() | tuple():
                return self.priced([*left, *right])
            case ast.Add(), tuple(), tuple():
                return self.priced(left + right)
            case ast.BitOr(), dict(), dict():
                return self.priced({**left, **right})
            case ast.BitOr(), set(), set():
                return self.priced(left | right)
            case ast.Mod(), str(), _:
                return self._percent(left, right)
            case ast.Mult(), str() | list() | tuple(), int():
                if len(left) * max(right, 0) > _LARGEST:
                    raise UnknownError
                return self.priced(left * right)
            case ast.Add(), _, _:
                return self._number(left) + self._number(right)
            case ast.Mult(), _, _:
                return self._number(left) * self._number(right)
            case _ if kind := _BINARY.get(type(op)):
                return kind(self._number(left), self._number(right))
        raise UnknownError

    def _percent(self, text: str, given: object) -> str:
        if any(found[1] for found in _PERCENT.finditer(text)):
            raise UnknownError
        parts = given if isinstance(given, tuple) else (given,)
        for one in given.values() if isinstance(given, dict) else parts:
            self.spend(_price(self._scalar(one)) * (text.count("%") + 1))
        try:
            return text % given
        except (TypeError, ValueError, LookupError):
            raise UnknownError from None

    def _either(self, of: bool, values: Iterable[ast.expr]) -> object:
        found: object = None
        for one in values:
            found = self.of(one)
            if bool(found) is of:
                break
        return found

    def _compared(self, left: object, op: ast.cmpop, right: object) -> object:
        if isinstance(op, (ast.In, ast.NotIn)):
            held = [*right] if isinstance(right, (list, tuple, dict, set)) else None
            known = isinstance(right, str) and isinstance(left, str)
            found = left in right if known else self._scalar(left) in self._sequence(held)  # type: ignore[operator]
            return found is isinstance(op, ast.In)
        return _COMPARED[type(op)](self._scalar(left), self._scalar(right))

    def _item(self, held: object, index: ast.expr) -> object:
        if isinstance(index, ast.Slice):
            ends = [None if one is None else self.of(one) for one in (index.lower, index.upper)]
            if index.step is None and isinstance(held, (str, list, tuple)):
                return held[slice(*ends)]  # type: ignore[arg-type]
        elif isinstance(held, (str, list, tuple, dict)):
            return held[self.key(self.of(index))]  # type: ignore[index,call-overload]
        raise UnknownError

    def _called(self, call: ast.Call) -> object:
        """The few calls whose outcome the text tells."""
        match call:
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=_):
                return self.keywords(call)
            case ast.Call(func=ast.Name(id=name), args=[one], keywords=[]):
                return self._made(name, self.of(one))
            case ast.Call(func=ast.Name(id="list" | "tuple" | "set" as name), args=[], keywords=[]):
                return self._made(name, [])
            case ast.Call(func=ast.Attribute(value=value, attr=method), args=args):
                held, given = self.of(value), [self.of(one) for one in args]
                return self._method(held, method, given, self.keywords(call))
        raise UnknownError

    def _made(self, name: str, value: object) -> object:
        match name:
            case "list":
                return [*self._sequence(value)]
            case "tuple":
                return (*self._sequence(value),)
            case "set" | "frozenset":
                return {self.key(one) for one in self._sequence(value)}
            case "dict":
                return dict(self.entries(value))
            case "str":
                return str(self._scalar(value))
            case "int" if isinstance(value, (str, float, int)):
                return int(value)
            case "len" if isinstance(value, (str, list, tuple, dict, set)):
                return len(value)
        raise UnknownError

    def _method(
        self, held: object, method: str, given: list[object], named: dict[object, object]
    ) -> object:
        match held, method, given:
            case str(), "format", _:
                if any(found[1] for found in _BRACES.finditer(held)):
                    raise UnknownError
                for one in (*given, *named.values()):
                    self.spend(_price(self._scalar(one)) * (held.count("{") + 1))
                return held.format(*given, **{str(key): one for key, one in named.items()})
            case str(), "join", [list() | tuple() as parts]:
                return held.join(str(self._scalar(part)) for part in parts)
            case str(), "split", [] | [str()]:
                return held.split(*given)  # type: ignore[arg-type]
            case str(), "replace", [str(old), str(new)]:
                self.spend((held.count(old) + 1) * (len(new) + 1))
                return held.replace(old, new)
            case str(), _, [] | [str()] if method in _PLAIN:
                return getattr(held, method)(*given)
            case dict(), "get", [key, *other]:
                return held.get(self.key(key), *other[:1])
            case dict(), "copy", []:
                return held
        raise UnknownError

    # What a value may be, and what it costs.

    def _sequence(self, value: object) -> Iterable[object]:
        if isinstance(value, (list, tuple, dict)):
            return value
        if isinstance(value, set):
            return sorted(value, key=repr)
        raise UnknownError

    def entries(self, value: object) -> dict[object, object]:
        """A dict; UnknownError where the value is none."""
        if isinstance(value, dict):
            return value
        raise UnknownError

    def _scalar(self, value: object) -> object:
        if isinstance(value, SCALARS):
            return value
        raise UnknownError

    def key(self, value: object) -> object:
        """What may be a dict's key or stand in a set: tuples of scalars at the most."""
        if isinstance(value, tuple):
            return tuple(map(self._scalar, value))
        return self._scalar(value)

    def _number(self, value: object) -> int | float:
        if not isinstance(value, (int, float)):
            raise UnknownError
        if isinstance(value, int) and value.bit_length() > _DIGITS:
            raise UnknownError
        return value

    def priced(self, value: object) -> object:
        """The value, paid for; unknown where it is too large, too deep, or the purse is empty."""
        known = self._known.get(id(value))
        if known is None:
            price, depth = _price(value), 0
            if isinstance(value, (list, tuple, set, dict)):
                inner = value.values() if isinstance(value, dict) else value
                for one in inner:
                    cost, deep = self._known.get(id(one), (_price(one), 0))
                    price, depth = price + cost, max(depth, deep)
                known = price, depth + 1
            if price > _LARGEST or depth >= DEEPEST:
                raise UnknownError
            self.spend(price)
            if known is not None:
                self._known[id(value)] = known
                self._kept.append(value)
        return value

    def spend(self, price: int) -> None:
        """Pay; UnknownError where the purse is empty."""
        self._purse -= price
        if self._purse < 0:
            raise UnknownError


def _price(value: object) -> int:
    return 1 + len(value) if isinstance(value, (str, bytes, list, tuple, set, dict)) else 1
