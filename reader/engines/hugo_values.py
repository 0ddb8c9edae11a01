"""Values of front matter as Hugo takes them: Go's `spf13/cast` on YAML 1.2, TOML and JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.source.frontmatter import Value

_INTEGER = lazy(r"[-+]?\d{1,18}", re.ASCII)
# Whole numbers that are written anew: in another base, with `_` or `+`, or as `-0`.
_WHOLE = lazy(
    r"(?P<sign>[-+]?)(?:0[xX](?P<x>[\da-fA-F_]+)|0[oO]?(?P<o>[0-7_]+)|0[bB](?P<b>[01_]+)"
    r"|(?P<d>0|[1-9][\d_]*))",
    re.ASCII,
)
_BASES = {"x": 16, "o": 8, "b": 2, "d": 10}
_FLOAT = lazy(r"[-+]?(?:\d{0,30}\.\d{1,30}|\d{1,30}\.)(?:[eE][-+]?\d{1,2})?", re.ASCII)
# What a number begins with; no text is not looked at further.
_NUMERIC = frozenset("+-.0123456789")
_TRUE = frozenset(["1", "t", "T", "true", "True", "TRUE"])
_FALSE = frozenset(["0", "f", "F", "false", "False", "FALSE"])
_BOOLS = frozenset(["true", "True", "TRUE", "false", "False", "FALSE"])


def string(value: Value) -> str:
    """A text: a number is written anew (`1.10` is `1.1`); "" for what is no scalar."""
    if not isinstance(value, str):
        return ""
    if getattr(value, "quoted", False):
        return str(value)
    if value in _BOOLS:
        return value.lower()
    if value[:1] not in _NUMERIC:
        return str(value)
    if (whole := _whole(value)) is not None:
        return str(whole)
    if _FLOAT.fullmatch(value):
        text = f"{float(value):.17g}" if len(value) > 15 else repr(float(value))
        return text if "e" in text else text.removesuffix(".0")
    return str(value)


def _whole(value: str) -> int | None:
    """The number that a plain scalar is, None where it is no whole one of 64 bits."""
    found = _WHOLE.fullmatch(value) if len(value) <= 80 else None
    if found is None:
        return None
    digits = found[str(found.lastgroup)].replace("_", "")
    number = int(digits, _BASES[str(found.lastgroup)]) if digits else 0
    number = -number if found["sign"] == "-" else number
    return number if digits and -(1 << 63) <= number < 1 << 64 else None


def strings(value: Value) -> list[str]:
    """A list of texts, or one text; none where anything in it is a list or a map."""
    if isinstance(value, list):
        if any(isinstance(one, (list, dict)) for one in value):
            return []
        return [text for one in value if (text := string(one))]
    text = string(value)
    return [text] if text else []


def truth(value: Value) -> bool | None:
    """A truth: Go's words and numbers, not YAML 1.1's `yes` and `on`; None for anything else."""
    if not isinstance(value, str):
        return None
    if value in _TRUE or value in _FALSE:
        return value in _TRUE
    if not getattr(value, "quoted", False) and _INTEGER.fullmatch(value):
        return int(value) != 0
    return None


def integer(value: Value) -> int:
    """A whole number, 0 where it is none."""
    if not isinstance(value, str):
        return 0
    if not getattr(value, "quoted", False) and (whole := _whole(value)) is not None:
        return whole
    if _INTEGER.fullmatch(value):
        return int(value)
    if not getattr(value, "quoted", False) and _FLOAT.fullmatch(value):
        return int(float(value))
    return int(value in _BOOLS and value.lower() == "true")
