"""One tag of a template language, as it is written: shortcodes, Liquid's tags and variables.

Sources: Hugo's parser/pageparser, Liquid's and Nunjucks' lexers, Zola's content.pest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.patterns import lazy

# No tag is longer; what is not closed within is text.
_LONGEST = 8_000
# None holds the beginning of another one outside of a string.
_SHORTCODE = lazy(
    r"""\{\{(?P<form>[<%])\s*+(?P<closing>/?)\s*+(?P<name>[\w./-]++)
    (?P<inside>(?:"(?:[^"\\]|\\.)*+"|`[^`]*+`|[^"`{>%]++|["`]|[>%](?!\}\})|\{(?!\{[<%]))*+)
    [>%]\}\}""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPED = lazy(r"\{\{(?P<form>[<%])/\*(?P<inside>(?:[^*]|\*(?!/))*+)\*/[>%]\}\}", re.DOTALL)
_LIQUID = lazy(
    r"\{%[-+~]?\s*+(?P<name>[\w.:/#-]*+)(?P<inside>(?:[^%{]|%(?!\})|\{(?!%))*+)%\}", re.DOTALL
)
_VARIABLE = lazy(r"\{\{[-~]?(?P<inside>(?:[^{}]|\{(?!\{)|\}(?!\}))*+)\}\}", re.DOTALL)
_ARGUMENT = lazy(
    r"""(?:(?P<key>[\w.-]{1,80})\s*=\s*|(?P<label>[\w-]{1,80}):\s*(?=["'\s]))?
    (?:"(?P<double>(?:[^"\\]|\\.)*+)"|`(?P<back>[^`]*+)`|'(?P<single>(?:[^'\\]|\\.)*+)'
    |(?P<bare>[^\s"'`]+))""",
    re.DOTALL | re.VERBOSE,
)
_CALL = lazy(r"\s*(?P<name>[A-Za-z_]\w*)\s*\((?P<inside>.*)\)\s*", re.DOTALL)
_SLASHED = lazy(r"\\([\"'\\])")

SHORTCODE, LIQUID, CALL, VARIABLE, ESCAPED = "shortcode", "liquid", "call", "variable", "escaped"


class Tag(NamedTuple):
    """A tag that stands from `start` to `end` of a text.

    `form` is one of the forms above. `name` is in lower case and without a closing sign;
    `words` are the arguments without a name, `named` the others; `inside` is what it holds as
    written: of a variable its expression, of an escaped one what it shows.
    """

    form: str
    start: int
    end: int
    name: str = ""
    closing: bool = False
    single: bool = False
    inside: str = ""
    words: tuple[str, ...] = ()
    named: Mapping[str, str] = MappingProxyType({})

    def get(self, *keys: str) -> str:
        """The first argument of one of these names that says something."""
        return next((self.named[key] for key in keys if self.named.get(key)), "")

    def word(self, index: int = 0) -> str:
        """An argument without a name by its index; "" where there is none."""
        return self.words[index] if index < len(self.words) else ""


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins at `start`, or None where none does."""
    sign = text[start : start + 3]
    limit = start + _LONGEST
    if sign in ("{{<", "{{%"):
        return _escaped(text, start, limit) or _shortcode(text, start, limit)
    if sign[:2] == "{%":
        return _liquid(text, start, limit)
    if sign[:2] == "{{":
        found = _VARIABLE.match(text, start, limit)
        if found is None:
            return None
        inside = found["inside"].removesuffix("-").removesuffix("~").strip()
        call = _CALL.fullmatch(inside)
        if call is not None:
            return _made(CALL, found, call["name"], call["inside"], single=True)
        return Tag(VARIABLE, start, found.end(), inside=inside)
    return None


def goes_on_at(text: str, start: int) -> bool:
    """Whether what begins at `start`, and is no tag, may be one where the text goes on."""
    if len(text) - start >= _LONGEST:
        return False
    return text.find("{%" if text[start + 1] == "%" else "{{", start + 2) < 0


def _escaped(text: str, start: int, limit: int) -> Tag | None:
    found = _ESCAPED.match(text, start, limit)
    if found is None:
        return None
    closing = ">}}" if found["form"] == "<" else "%}}"
    shown = "{{" + found["form"] + found["inside"] + closing
    return Tag(ESCAPED, start, found.end(), inside=shown)


def _shortcode(text: str, start: int, limit: int) -> Tag | None:
    found = _SHORTCODE.match(text, start, limit)
    if found is None:
        return None
    inside = found["inside"].rstrip()
    single = inside.endswith("/") or found["name"].endswith("/")
    return _made(
        SHORTCODE,
        found,
        found["name"].rstrip("/"),
        inside.removesuffix("/") if single else inside,
        closing=bool(found["closing"]),
        single=single,
    )


def _liquid(text: str, start: int, limit: int) -> Tag | None:
    found = _LIQUID.match(text, start, limit)
    if found is None:
        return None
    name = found["name"].rstrip("-").lower()
    inside = found["inside"].rstrip("-+~")
    call = _CALL.fullmatch(name + inside) if inside.startswith("(") else None
    if call is not None:
        return _made(CALL, found, name, call["inside"])
    closing = name.startswith("end") or name.startswith("/")
    name = name.removeprefix("end").lstrip("/") if closing else name
    return _made(LIQUID, found, name, inside, closing=closing)


def _made(
    form: str,
    found: re.Match[str],
    name: str,
    inside: str,
    *,
    closing: bool = False,
    single: bool = False,
) -> Tag:
    words, named = arguments(inside)
    return Tag(
        form,
        found.start(),
        found.end(),
        name.lower(),
        closing,
        single,
        inside.strip(),
        words,
        named,
    )


def arguments(inside: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """What a tag is called with: words without a name, and those with one (in lower case)."""
    words: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENT.finditer(inside):
        quoted = next(
            (found[g] for g in ("double", "single", "back") if found[g] is not None), None
        )
        value = found["bare"].strip(",") if quoted is None else _SLASHED.sub(r"\1", quoted)
        key = found["key"] or found["label"]
        if key:
            named.setdefault(key.lower(), value)
        elif value or quoted is not None:
            words.append(value)
    return tuple(words), named
