"""Front matter of the plainest YAML → values, without a parser: most posts have no other.

One line a key: nothing, a plain or quoted scalar or a list `[a, b]`; or `- item` lines below the
key. What is certain to mean this, and nothing else, is read here, to the very values and lines
that `yaml_loader` makes of it; for all else there is the parser, which takes ten times as long.
"""

from __future__ import annotations

from reader.patterns import lazy
from reader.source.frontmatter import Value, Written
from reader.source.loaders import Loaded

NULLS = frozenset(["", "~", "null", "Null", "NULL"])
# No longer text can hold as many values as YAML may (MAX_NODES): the shortest take two characters.
_LONGEST = 10_000

# A plain scalar's first sign is none that has a meaning to YAML.
_FIRST = r"(?:[^\s\-?:,\[\]{}\#&*!|>'\"%@`]|-(?=[A-Za-z0-9]))"
# “: ”, a colon at the end and “ #” end a scalar; within a list its brackets do, and `:` and `?`
# have meanings there that parsers differ on.
_SCALAR = _FIRST + r"[^:\#\n]*+(?:(?::(?=[^ \n])|(?<=[^ ])\#)[^:\#\n]*+)*+(?=\n)"
_IN_LIST = _FIRST + r"[^,\[\]{}:?\#\n]*+(?:(?<=[^ ])\#[^,\[\]{}:?\#\n]*+)*+"
# Without escapes, but for the quote that is written twice.
_QUOTED = r"(?:'(?:[^'\n]|'')*+'|\"[^\"\\\n]*+\")[ ]*+"
_LINE = lazy(
    r"(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,99}):(?:"
    rf"[ ]++(?:(?P<scalar>{_SCALAR}|{_QUOTED}(?=\n))"
    rf"|(?P<bracket>\[)[ ]*+(?P<list>(?:{_QUOTED}|{_IN_LIST})(?:,[ ]*+(?:{_QUOTED}|{_IN_LIST}))*+)?"
    r"\][ ]*+)\n"
    rf"|[ ]*+\n(?P<items>(?P<indent>[ ]*+)-[ ]++(?:{_SCALAR}|{_QUOTED}(?=\n))\n"
    rf"(?:(?P=indent)-[ ]++(?:{_SCALAR}|{_QUOTED}(?=\n))\n)*+)?)"
    r"|(?:[ ]*+|\#[^\n]*+)\n"
)
_PARTS = lazy(rf"({_QUOTED}|{_IN_LIST})(?:,[ ]*+)?")


def plain_mapping(text: str) -> Loaded | None:
    """The mapping in a text; None where it is not certain what the parser would say of it."""
    # No control character, none that ends a line for some, none that YAML does not know: of those
    # that are not printed only the most frequent are known to be harmless.
    printed = text.replace("\n", "")
    if len(text) > _LONGEST or not (printed.isprintable() or _joined(printed).isprintable()):
        return None
    loaded = Loaded()
    lines = loaded.lines
    number = end = 0
    match = _LINE.match
    while found := match(text, end):
        end = found.end()
        key, scalar, bracket, inner, items, _ = found.groups()
        if key is None:
            number += 1
            continue
        if key in loaded:
            return None
        if scalar is not None:
            loaded[key] = _scalar(scalar)
        elif items is not None:
            listed = items.split("\n")[:-1]
            loaded[key] = [_scalar(item.lstrip(" ")[1:].lstrip(" ")) for item in listed]
        elif bracket is not None:
            loaded[key] = _parts(inner) if inner else []
        else:
            loaded[key] = None
        lines[key] = number
        number += found.group().count("\n")
    # A text without a key is nothing, or a scalar: the parser knows which.
    return loaded if end == len(text) and loaded else None


def _joined(text: str) -> str:
    return text.replace("\xa0", "").replace("\u200c", "").replace("\u200d", "")


def _parts(inner: str) -> list[Value]:
    if "'" in inner or '"' in inner:
        return [_scalar(part) for part in _PARTS.findall(inner)]
    return [_scalar(part.lstrip(" ")) for part in inner.split(",")]


def _scalar(text: str) -> Written | None:
    text = text.rstrip(" ")
    if text[0] == '"':
        return Written(text[1:-1], quoted=True)
    if text[0] == "'":
        return Written(text[1:-1].replace("''", "'"), quoted=True)
    return None if text in NULLS else Written(text)
