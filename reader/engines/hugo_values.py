"""Values of front matter as Hugo takes them: Go's `spf13/cast` on YAML 1.2, TOML and JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.source.frontmatter import Value

_INTEGER = lazy(r"[-+]?\d{1,18}", re.ASCII)
_FLOAT = lazy(r"[-+]?(?:\d{0,30}\.\d{1,30}|\d{1,30}\.)(?:[eE][-+]?\d{1,2})?", re.ASCII)
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
    if _FLOAT.fullmatch(value):
        text = f"{float(value):.17g}" if len(value) > 15 else repr(float(value))
        return text if "e" in text else text.removesuffix(".0")
    return str(value)


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
    if _INTEGER.fullmatch(value):
        return int(value)
    if not getattr(value, "quoted", False) and _FLOAT.fullmatch(value):
        return int(float(value))
    return int(value in _BOOLS and value.lower() == "true")
