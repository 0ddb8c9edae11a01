"""What the engines that run on Node make of a scalar: js-yaml's values, and JavaScript's of those.

js-yaml 4 knows YAML 1.2's truths and numbers, and dates. A date without a zone is what its fields
say; which zone these are in is the engine's affair, so that both come back apart.
"""

from __future__ import annotations

import math
import os
import re
import time
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import NamedTuple

from reader.patterns import lazy
from reader.source import dates
from reader.source.frontmatter import Value, Written

_INTEGER = lazy(r"[-+]?(?:0b[01]+|0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)")
_FLOAT = lazy(r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?")
# What anything but a text begins with.
_SPECIAL_STARTS = frozenset("+-.0123456789tTfF")
_SPECIAL = {"inf": math.inf, "nan": math.nan}
_DAY = lazy(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIMESTAMP = lazy(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
    r"(?:\.([0-9]*))?(?:[ \t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?"
)
# ECMAScript's own form of dates: a day alone is UTC's, with a time it is local.
_ISO = lazy(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|[-+][0-9]{2}:?[0-9]{2})?)?"
)
# Of the many other forms that V8 reads, those of numbers, the year first or last: local where no
# zone is named.
_LEGACY = lazy(
    r"(?:(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"
    r"|(?P<first>[0-9]{1,2})[-/.](?P<mid>[0-9]{1,2})[-/.](?P<last>[0-9]{4}|[0-9]{2}))"
    r",?(?:\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})"
    r"(?::(?P<second>[0-9]{1,2})(?:\.(?P<fraction>[0-9]+))?)?(?:\s+(?P<half>[AaPp])[Mm])?)?\s*"
    r"(?P<utc>Z|UTC|GMT)?(?:(?P<sign>[-+])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?)?"
)
_WORDS = lazy(r"[0-9 ]{0,5}[A-Za-z]")
_EPOCH = datetime(1970, 1, 1)
_SAFE = 10**21  # From here on a number is written with an exponent.


class Clock(NamedTuple):
    """A date that was read: its fields in UTC, or in the zone of the machine where `local`.

    `day` says that no time of day was written.
    """

    fields: datetime
    local: bool = False
    day: bool = False


def scalar(value: Value) -> bool | float | Clock | str | None:
    """A scalar as js-yaml's default schema has it; a list or map is its text."""
    if not isinstance(value, Written) or value.quoted:
        return None if value is None else text(value)
    if value[:1] not in _SPECIAL_STARTS:
        return str(value)
    if value in ("true", "True", "TRUE"):
        return True
    if value in ("false", "False", "FALSE"):
        return False
    if (number := _number(value)) is not None:
        return number
    return timestamp(value) or str(value)


def _number(value: str) -> float | None:
    if _INTEGER.fullmatch(value) and len(value) < 300:
        digits = value.lstrip("+-")
        base = {"0b": 2, "0x": 16, "0o": 8}.get(digits[:2], 10)
        whole = int(digits[2:] if base != 10 else digits, base)
        whole = -whole if value[0] == "-" else whole
        return whole if abs(whole) < 1 << 53 else float(whole)
    if _FLOAT.fullmatch(value):
        number = float(value)
        return number if math.isfinite(number) else None
    special = value.lower().lstrip("+-")
    if special[:1] == "." and special[1:] in _SPECIAL:
        return -_SPECIAL[special[1:]] if value[0] == "-" else _SPECIAL[special[1:]]
    return None


def timestamp(value: str) -> Clock | None:
    """The date of an unquoted scalar, its zone worked in; js-yaml lets days run over a month."""
    if found := _DAY.fullmatch(value):
        day = _fields(found[1], found[2], found[3])
        return Clock(day, day=True) if day else None
    if not (found := _TIMESTAMP.fullmatch(value)):
        return None
    moment = _fields(*found.groups()[:6], fraction=found[7])
    if moment is None:
        return None
    if found[9]:
        minutes = int(found[10]) * 60 + int(found[11] or 0)
        moment = _moved(moment, minutes=minutes if found[9] == "-" else -minutes)
    return Clock(moment) if moment else None


def parsed(value: Value) -> Clock | None:
    """What `new Date(value)` makes of a scalar; None where that is no date."""
    known = scalar(value)
    if isinstance(known, Clock) or known is None:
        return known
    if isinstance(known, (bool, int, float)):
        if not math.isfinite(known) or abs(known) > 8.64e15:
            return None
        moment = _moved(_EPOCH, milliseconds=int(known))
        return Clock(moment) if moment else None
    if found := _ISO.fullmatch(known.strip()):
        return _iso(found)
    if found := _LEGACY.fullmatch(known.strip()):
        return _legacy(found)
    if not _WORDS.match(known):
        return None
    try:
        read = dates.parse(known)
    except dates.ImpossibleDateError:
        return None
    if read is None or read.flaw:
        return None
    if read.date.tzinfo is UTC and not re.search(r"(?i)Z|UTC|GMT|[-+]\d\d:?\d\d$", known):
        return Clock(read.date.replace(tzinfo=None), local=True, day=read.date_only)
    return Clock(read.date.astimezone(UTC).replace(tzinfo=None))


def _legacy(found: re.Match[str]) -> Clock | None:
    year = found["year"] or found["last"]
    month, day = found["month"] or found["first"], found["day"] or found["mid"]
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    if len(year) == 2:
        year = f"{20 if int(year) < 50 else 19}{year}"
    hour, half, sign = int(found["hour"] or 0), (found["half"] or "").lower(), found["sign"]
    if (half and hour > 12) or hour > 24:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if int(found["minute"] or 0) > 59 or int(found["second"] or 0) > 59:
        return None
    # Without a time, what follows the day is no offset.
    if sign and not (found["hour"] or found["utc"]):
        return None
    moment = _fields(
        year, month, day, str(hour), found["minute"], found["second"], fraction=found["fraction"]
    )
    if moment is None:
        return None
    if not sign:
        return Clock(moment, local=not found["utc"], day=found["hour"] is None)
    away = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    moved = _moved(moment, minutes=away if sign == "-" else -away)
    return Clock(moved) if moved else None


def _iso(found: re.Match[str]) -> Clock | None:
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        return None
    if int(hour or 0) > 24 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    moment = _fields(
        year, month or "1", day or "1", hour, minute, second, fraction=fraction, century=False
    )
    if moment is None:
        return None
    if zone and zone != "Z":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        moment = _moved(moment, minutes=minutes if zone[0] == "-" else -minutes)
    if moment is None:
        return None
    return Clock(moment, local=hour is not None and zone is None, day=hour is None)


def _fields(
    year: str, month: str, day: str, hour: str | None = None, minute: str | None = None,
    second: str | None = None, *, fraction: str | None = None, century: bool = True,
) -> datetime | None:  # fmt: skip
    """As `Date.UTC` does it: the 45th of the 13th month is a day of the next year."""
    # A year of two digits is one of the last century's.
    years = int(year) + (1900 if century and int(year) < 100 else 0)
    months = years * 12 + int(month) - 1
    if not 1 <= months // 12 <= 9999:
        return None
    milliseconds = int(((fraction or "") + "000")[:3])
    return _moved(
        datetime(months // 12, months % 12 + 1, 1), days=int(day) - 1, hours=int(hour or 0),
        minutes=int(minute or 0), seconds=int(second or 0), milliseconds=milliseconds,
    )  # fmt: skip


def _moved(moment: datetime, **by: int) -> datetime | None:
    try:
        return moment + timedelta(**by)
    except OverflowError:
        return None


def truthy(value: Value) -> bool:
    """Whether `if (value)` holds."""
    if isinstance(value, (list, dict)):
        return True
    known = scalar(value)
    return not (known is None or known is False or known == 0 or known == "" or known != known)


def text(value: Value, depth: int = 0) -> str:
    """What `String(value)` says."""
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, list):
        return ",".join(text(item, depth + 1) for item in value) if depth < 20 else ""
    if value is None or not isinstance(value, Written) or value.quoted:
        return "" if value is None else str(value)
    known = scalar(value)
    if isinstance(known, bool):
        return "true" if known else "false"
    if isinstance(known, (int, float)):
        return number_text(known)
    if isinstance(known, Clock):
        # `Date.prototype.toString`, where the machine is in UTC.
        return f"{known.fields:%a %b %d %Y %H:%M:%S} GMT+0000 (Coordinated Universal Time)"
    return str(value)


def number_text(number: float) -> str:
    """A number as JavaScript writes it: 1 for 1.0, 1.1 for 1.10, 1e+21."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < _SAFE:
        # Beyond 2**53 the digits that tell the number apart are followed by zeros.
        return f"{Decimal(repr(number + 0)):f}".removesuffix(".0") if number else "0"
    written = repr(float(number))
    mantissa, sign, exponent = written.partition("e")
    if not sign:
        return written
    if -7 < int(exponent) < 0:
        return f"{number:.{len(mantissa.replace('.', '').lstrip('-')) - 1 - int(exponent)}f}"
    return f"{mantissa.removesuffix('.0')}e{'+' if int(exponent) > 0 else '-'}{abs(int(exponent))}"


def local_to_utc(fields: datetime) -> datetime | None:
    """The moment that the fields are on the machine's clock; None beyond what that knows."""
    try:
        return fields.astimezone(UTC)
    except (OverflowError, OSError, ValueError):
        return None


def in_local(moment: datetime) -> datetime:
    """A moment on the machine's clock, as `Date` and moment show it."""
    try:
        shown = moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return moment
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()))


def clock_name() -> str:
    """What tells the zone of the machine's clock from others: posts are dated by it."""
    return f"{'/'.join(time.tzname)} {time.timezone} {os.environ.get('TZ', '')}"
