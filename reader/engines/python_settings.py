"""The settings in a Python file, as its text says them: read by `ast`, never executed.

What stands at the top of the module counts: literals, names given before, sums and formats of
known parts, changes by `+=`, `[key] =`, `.update()` and their like. What only a run would tell
(calls, imports, the environment, loops) is unknown: such a name is absent, such an entry of a
dict is left out. An `if` whose test is unknown is skipped. A text cannot make it work or grow
without end: each text and container has a price, and what exceeds the purse is unknown.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable

from reader.engines.python_values import DEEPEST, SCALARS, UnknownError, Values
from reader.engines.settings import SettingsError


def read(text: str) -> dict[str, object]:
    """The names at the top of a Python text and their values, as plain Python objects.

    Containers hold no cycle and are at most 60 deep. SettingsError with its line where the text
    is no Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "\d" in a text that is no raw one
            module = ast.parse(text)
    except SyntaxError as error:
        raise SettingsError(f"not Python: {error.msg}", error.lineno) from None
    except (RecursionError, MemoryError):
        raise SettingsError("not read: nested too deeply") from None
    except ValueError:  # a NUL, in Python 3.11
        raise SettingsError("not Python: it holds NUL characters") from None
    reading = _Reading()
    reading.block(module.body, 0)
    return reading.names


class _Reading(Values):
    """Takes statements in turn."""

    def block(self, body: Iterable[ast.stmt], depth: int) -> None:
        """The statements of a block, `depth` tests down; those that are unknown are skipped."""
        for statement in body:
            try:
                self._statement(statement, depth)
            except UnknownError:
                continue

    def _statement(self, one: ast.stmt, depth: int) -> None:
        self.spend(1)
        match one:
            case ast.Assign(targets=targets, value=value):
                found = self.attempt(value)
                for target in targets:
                    self._assign(target, found)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, self.attempt(value))
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                try:
                    self.names[name] = self.of_two(self.names.get(name, one), op, self.of(value))
                except UnknownError:
                    self._assign(target, one)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name))) as call):
                if name in self.names:
                    try:
                        self.names[name] = self._changed(self.names[name], call)
                    except UnknownError:
                        del self.names[name]
            case ast.Delete(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Name):
                        self.names.pop(target.id, None)
            case ast.If(test=test, body=body, orelse=orelse) if depth < DEEPEST:
                self.block(body if self.of(test) else orelse, depth + 1)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                for alias in names:
                    self.names.pop((alias.asname or alias.name).partition(".")[0], None)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                self.names.pop(name, None)
            case _:
                pass

    def _assign(self, target: ast.expr, value: object) -> None:
        """Give a value to what stands left of `=`; an `ast` node stands for what is unknown."""
        unknown = isinstance(value, ast.AST)
        match target:
            case ast.Name(id=name) if unknown:
                self.names.pop(name, None)
            case ast.Name(id=name):
                self.names[name] = value
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                items = value if isinstance(value, (list, tuple)) else ()
                fits = len(items) == len(targets)
                for place, one in enumerate(targets):
                    self._assign(one, items[place] if fits else target)
            case ast.Subscript(value=ast.Name(id=name), slice=index) if name in self.names:
                held, key = self.names[name], self.attempt(index)
                if isinstance(held, dict) and isinstance(key, SCALARS):
                    changed = {one: item for one, item in held.items() if one != key}
                    self.names[name] = self.priced(changed if unknown else {**held, key: value})
                else:
                    del self.names[name]
            case ast.Subscript() | ast.Attribute():
                inner: ast.expr = target
                while isinstance(inner, (ast.Subscript, ast.Attribute)):
                    inner = inner.value
                if isinstance(inner, ast.Name):
                    self.names.pop(inner.id, None)
            case _:
                pass

    def _changed(self, held: object, call: ast.Call) -> object:
        """A container after a method changed it."""
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if isinstance(held, dict) and method == "update":
            made = dict(held)
            for argument in call.args:
                made.update(self.entries(self.of(argument)))
            return self.priced(made | self.keywords(call))
        arguments = [self.of(argument) for argument in call.args]
        match held, method, arguments:
            case list(), "append", [item]:
                return self.priced([*held, item])
            case list(), "extend", [list() | tuple() as more]:
                return self.priced([*held, *more])
            case list(), "insert", [int(place), item]:
                return self.priced([*held[:place], item, *held[place:]])
            case list(), "remove", [item] if isinstance(item, SCALARS) and item in held:
                place = held.index(item)
                return self.priced(held[:place] + held[place + 1 :])
            case set(), "add", [item]:
                return self.priced(held | {self.key(item)})
            case dict(), "pop", [key, *_] if isinstance(key, SCALARS):
                return self.priced({one: item for one, item in held.items() if one != key})
            case _ if isinstance(held, SCALARS) or method in ("copy", "keys", "get", "index"):
                return held
            case _:
                raise UnknownError
