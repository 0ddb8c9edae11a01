"""What Ruby makes of the scalars of YAML, and how it prints them.

After Psych's scalar_scanner.rb. A scalar keeps its text where nothing hangs on what it is.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from reader.patterns import lazy
from reader.source.frontmatter import Value, Written

Scalar = str | bool | int | float | date | datetime | None
"""What a scalar is in Ruby; a datetime is a timestamp, naive where it has no zone (then UTC)."""

_WORD = lazy(r"[^\d.:-]?[^\W\d]|[^\d.:-]?[\s!@#$%^&*(){}<>|/\\~;=]", re.ASCII)
_TIME = lazy(
    r"(-?\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.\d*)?"
    r"(?:\s*(Z|[-+]\d{1,2}:?(?:\d\d)?))?",
    re.ASCII,
)
_DATE = lazy(r"(\d{4})-(1[012]|0\d|\d)-([12]\d|3[01]|0\d|\d)", re.ASCII)
_BASE_60 = lazy(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}", re.ASCII)
_FLOAT = lazy(r"[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?", re.ASCII)
_INT = lazy(r"[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)", re.ASCII)
_BASED = lazy(r"([-+]?)0(?:b([0-1_,]+)|x([0-9a-fA-F_,]+)|([0-7_,]+))", re.ASCII)
_OFFSET = lazy(r"([-+]?\d{1,2}):?(\d{1,2})?", re.ASCII)
_SPACE = lazy("[ \t\n\v\f\r]+")
_LONGEST = 60  # characters of what may be a number or a date


def scalar(value: Value) -> Scalar:
    """What a scalar of front matter is; text where it is text, or a list or map."""
    if not isinstance(value, str):
        return None
    text = str(value)
    if getattr(value, "quoted", False) or len(text) > _LONGEST or not text:
        return text
    if text[0].isalpha() or text[0] in "~_":
        word = text.lower()
        if word in ("yes", "true", "on"):
            return True
        if word in ("no", "false", "off"):
            return False
        return None if text == "~" or word == "null" else text
    if _WORD.match(text) and not text[:1].isdigit():
        return text
    return _number(text)


def _number(text: str) -> Scalar:
    """A time, a day or a number; else the text."""
    try:
        if found := _TIME.fullmatch(text):
            return _timestamp(found)
        if found := _DATE.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if _BASE_60.fullmatch(text):
            parts = [int(part) for part in text.split(":")]
            return int(sum(part * 60 ** abs(place - 2) for place, part in enumerate(parts)))
        if _FLOAT.fullmatch(text):
            return float(re.sub("[,_]", "", text)) if any(map(str.isdigit, text)) else text
        if _INT.fullmatch(text):
            return int(re.sub("[,_]", "", text))
        if found := _BASED.fullmatch(text):
            for group, base in ((2, 2), (3, 16), (4, 8)):
                if found[group]:
                    return int(found[1] + re.sub("[,_]", "", found[group]), base)
    except (ValueError, OverflowError):
        pass
    return text


def _timestamp(found: re.Match[str]) -> datetime:
    """A timestamp; what of a second it names is lost where Jekyll reads its text again."""
    year, month, day, hour, minute, second = (int(found[group]) for group in range(1, 7))
    moment = datetime(year, month, day, hour, minute, second)
    if not found[7]:
        return moment
    if found[7] == "Z":
        return moment.replace(tzinfo=timezone(timedelta(0)))
    offset = _OFFSET.fullmatch(found[7])
    if offset is None:
        raise ValueError
    hours, minutes = int(offset[1]), int(offset[2] or 0)
    # -00:30 is half an hour ahead, as Psych has it: there is no minus on a zero.
    shift = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
    return moment.replace(tzinfo=timezone(shift))


def truthy(value: Value) -> bool:
    """Whether Ruby takes a value for true: all but nil and false."""
    if isinstance(value, (list, dict)):
        return True
    said = scalar(value)
    return said is not None and said is not False


def text(value: Value, zone: tzinfo | None = None) -> str:
    """A value as Ruby's `to_s` has it."""
    if isinstance(value, (list, dict)):
        return _inspected(value)
    said = scalar(value)
    if said is None:
        return ""
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, datetime):
        if said.tzinfo is None:
            local = said.replace(tzinfo=timezone(timedelta(0))).astimezone(zone)
            return local.strftime("%Y-%m-%d %H:%M:%S %z")
        return said.strftime("%Y-%m-%d %H:%M:%S ") + (
            said.strftime("%z") if said.utcoffset() else "UTC"
        )
    return said.isoformat() if isinstance(said, date) else str(said)


def identity(value: Value) -> str:
    """What makes two values the same key of a hash: `2019` and `"2019"` are two."""
    if isinstance(value, (list, dict)) or not isinstance(scalar(value), str):
        return text(value)
    said = str(value)
    bare = scalar(Written(said))
    clash = not isinstance(bare, str) and text(Written(said)) == said
    return f'"{said}"' if clash else said


def _inspected(value: Value, depth: int = 0) -> str:
    """A list or map as Ruby shows it."""
    if depth > 20:
        return "…"
    if isinstance(value, list):
        return f"[{', '.join(_inspected(item, depth + 1) for item in value)}]"
    if isinstance(value, dict):
        pairs = (f'"{key}"=>{_inspected(item, depth + 1)}' for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    said = scalar(value)
    return f'"{said}"' if isinstance(said, str) else "nil" if said is None else text(value)


def flat(value: Value) -> list[Value]:
    """The items of lists in lists, in order; anything else is a list of itself."""
    found: list[Value] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += reversed(item)
        else:
            found.append(item)
    return found


def words(value: str) -> list[str]:
    """A text parted at white space, of ASCII alone."""
    return [word for word in _SPACE.split(value) if word]


def symbol(value: Value) -> bool:
    """Whether there is a symbol in a value (`:name`), which Psych's safe loading refuses."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if any(len(key) > 1 and key[0] == ":" for key in item):
                return True
            pending += item.values()
        elif isinstance(item, list):
            pending += item
        elif isinstance(item, Written) and item[:1] == ":" and len(item) > 1 and not item.quoted:
            return True
    return False
