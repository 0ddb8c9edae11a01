"""What a collection of an Eleventy config picks, as far as the text of its function tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.engines import js_globs
from reader.engines import js_scalars as js

if TYPE_CHECKING:
    from reader.engines.eleventy_modules import Modules
    from reader.engines.js_settings import Call
    from reader.source.frontmatter import Value

_LOOK = 5000  # characters of a function
_NEWEST = re.compile(r"(?s)\.sort\(.*?\bb\b[\w.?()]*date[\w.?()]*\s*-\s*a\b")
_DROPS = re.compile(
    r"!\s*\w{1,50}(?:\??\.\w{1,50}){0,4}\??\.(draft|hidden|unlisted|private|archived)\b"
    r"|\.(draft|hidden|unlisted|private|archived)\s*!==?\s*true"
)
_NEEDS = re.compile(r"\bfilter\([^;]{0,80}?\.data\??\.(published|publish)\b(?!\s*(?:[-.<]|[!=]=))")
_NEEDS_NOT_FALSE = re.compile(r"\.data\??\.(published|publish)\s*!==?\s*false")
_NOW = r"(?:new Date\(\)|Date\.now\(\)|now\b|today\b)"
_FUTURE = re.compile(
    rf"\.date\b\)?(?:\.\w{{1,30}}\(\))?\s*<=?\s*{_NOW}"
    rf"|{_NOW}(?:\.\w{{1,30}}\(\))?\s*>=?\s*(?:new Date\()?\w{{1,50}}(?:\.data)?\.date\b"
)
# The names that a list of all tags is made without.
_LISTED = re.compile(r"\[([^\[\]]{0,2000})\]\s*\)?\s*\.\s*(?:includes|indexOf|has)\(")
_NAMED = re.compile(r"""\bcase\s+["']([^"']{1,100})["']\s*:|!==?\s*["']([^"']{1,100})["']""")
_STRING = re.compile(r"""["']([^"']{1,100})["']""")
_TYPES = frozenset(["string", "object", "undefined", "function"])


class Collection(NamedTuple):
    """A list of the config or of a tag: `tags` that all must be had, or `globs` of paths.

    With neither, all templates. `newest` turns the order by date alone, `reverse` that of ties
    too. What has one of `drops`, lacks `needs` or says that `not_false` is false, is left out, and
    with `future` what is to come. Of a list of tags, `without` are those that are not in it.
    """

    tags: tuple[str, ...] = ()
    globs: tuple[str, ...] = ()
    newest: bool = False
    reverse: bool = False
    drops: tuple[str, ...] = ()
    needs: str = ""
    not_false: str = ""
    future: bool = False
    without: frozenset[str] = frozenset()

    def dropped(self, data: Mapping[str, Value]) -> str:
        """The key that takes a template out; "" where none does."""
        if found := next((key for key in self.drops if js.truthy(data.get(key))), ""):
            return found
        if self.needs and not js.truthy(data.get(self.needs)):
            return self.needs
        return self.not_false if js.scalar(data.get(self.not_false)) is False else ""

    def holds(self, inside: str, tags: list[str], excluded: frozenset[str]) -> bool:
        """Whether a template is among those that are filtered, by its path and its tags."""
        if not all(tag in tags for tag in self.tags):
            return False
        if not self.globs:
            return bool(self.tags) or "all" not in excluded
        return any(js_globs.matches(inside.lower(), one.lower()) for one in self.globs)

    def waits(self, date: datetime | None, now: datetime) -> bool:
        """Whether a template is left out for as long as its date is to come."""
        return self.future and date is not None and date > now


def read(modules: Modules, body: str) -> Collection:
    """What the function of a collection picks, with the functions that it names."""
    body = modules.whole(body)
    look = body[:_LOOK]

    def given(name: str) -> tuple[str, ...]:
        found: list[str] = []
        for call in modules.calls(name) if name in body else ():
            if call.texts and call.texts[0] in body:
                found += _strings(call)
        return tuple(dict.fromkeys(found))

    drops = (one[1] or one[2] for one in _DROPS.finditer(look))
    needs, not_false = _NEEDS.search(look), _NEEDS_NOT_FALSE.search(look)
    return Collection(
        (*given("getFilteredByTag"), *given("getFilteredByTags")),
        tuple(one.removeprefix("./") for one in given("getFilteredByGlob")),
        newest=bool(_NEWEST.search(look)),
        reverse=".reverse()" in body or ".toReversed()" in body,
        drops=tuple(dict.fromkeys(drops)),
        needs=needs[1] if needs else "",
        not_false=not_false[1] if not_false else "",
        future=bool(_FUTURE.search(look)),
        without=_without(look),
    )


def _strings(call: Call) -> list[str]:
    found: list[str] = []
    for value in call.values:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                found.append(str(one))
    return found


def _without(body: str) -> frozenset[str]:
    found = {one[1] or one[2] for one in _NAMED.finditer(body)}
    for listed in _LISTED.finditer(body):
        found.update(_STRING.findall(listed[1]))
    return frozenset(found) - _TYPES
