"""Dates as Ruby reads them: what `Time.parse` makes of a text, however loosely it is written.

After `date__parse` in Ruby's ext/date/date_parse.c and `make_time` in its lib/time.rb.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from reader.patterns import lazy

_FLAGS = re.ASCII | re.IGNORECASE
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = f"({'|'.join(_MONTHS)})"
_ERA = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
_NOISE = lazy(r"[^-+',./:@\w\[\]]+|_+")
_DAY = lazy(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*", _FLAGS)
_TIME = lazy(
    r"((?:\d+\s*:\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)?|\d+\s*h(?:\s*\d+m?(?:\s*\d+s?)?)?)"
    r"(?:\s*[ap](?:m\b|\.m\.))?|\d+\s*[ap](?:m\b|\.m\.))"
    r"(?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[a-z]+(?:\sdst)?\b))?",
    _FLAGS,
)
_CLOCK = lazy(
    r"(\d+)\s*h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d*))?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?",
    _FLAGS,
)
_EU = lazy(
    rf"'?(\d+)[^-\d\s]*\s*{_MON}[^-\d\s']*(?:\s*{_ERA}\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?", _FLAGS
)
_US = lazy(
    rf"\b{_MON}[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*{_ERA}\s*('?-?\d+))?", _FLAGS
)  # fmt: skip
_ISO = lazy(r"('?[-+]?\d+)-(\d+)-('?-?\d+)", _FLAGS)
_VMS = lazy(rf"('?-?\d+)-{_MON}[^-/.]*-('?-?\d+)", _FLAGS)
_VMS_US = lazy(rf"\b{_MON}[^-/.]*-('?\d+)(?:-('?-?\d+))?", _FLAGS)
_SLASHED = lazy(r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?", _FLAGS)
_DOTTED = lazy(r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)", _FLAGS)
_YEAR = lazy(r"'(\d+)\b", _FLAGS)
_MONTH = lazy(rf"\b{_MON}\S*", _FLAGS)
_MONTH_DAY = lazy(r"(\d+)(?:st|nd|rd|th)\b", _FLAGS)
_DIGITS = lazy(
    r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b)?", _FLAGS
)
_FRAGMENT = lazy(r"\s*(\d{1,2})\s*", _FLAGS)
_SIGNED = lazy(r"[^-+\d]*([-+]?\d+)", _FLAGS)
_OFFSET = lazy(r"([-+])(\d\d)(?:(:?)(\d\d)(?:\3(\d\d))?)?", re.ASCII)
# `Time::ZoneOffset`, in hours; the letters are the military zones.
_ZONES = {
    "UTC": 0, "UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "Z": 0,
    **dict(zip("ABCDEFGHIKLM", range(1, 13), strict=True)),
    **dict(zip("NOPQRSTUVWXY", range(-1, -13, -1), strict=True)),
}  # fmt: skip
_LONGEST = 128

Local = Callable[[datetime], datetime]
"""The moment that a naive time of the site's zone is, aware and in that zone."""


def localised(zone: tzinfo | None) -> Local:
    """How a zone, or the machine's where it is None, makes moments of naive times."""

    def local(naive: datetime) -> datetime:
        # Of an hour that the clocks show twice it is the second, of one they skip the one after.
        both = (naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return max(both).astimezone(zone)

    return local


def _moved(date: datetime, zone: tzinfo | None) -> datetime:
    return date.astimezone(UTC).astimezone(zone)


def parse(text: str, zone: tzinfo | None) -> tuple[datetime, bool] | None:
    """The moment that `Time.parse` reads, in `zone`, and whether it is a day alone; None: none.

    `zone` is the machine's where it is None; a text without a zone is in it.
    """
    if len(text) > _LONGEST:
        return None
    found = _Parts(text)
    if not found.known:
        return None
    try:
        return _moment(found, zone), found.hour is None
    except (ValueError, OverflowError):
        return None


class _Parts:
    """What a text says of a date: each part None where it does not."""

    def __init__(self, text: str) -> None:
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.year_day: int | None = None
        self.hour: int | None = None
        self.minute: int | None = None
        self.second: int | None = None
        self.fraction = ""
        self.zone = ""
        self.text = _NOISE.sub(" ", text)
        self.whole_year = False
        self.before_christ = False
        self.take(_DAY)
        if found := self.take(_TIME):
            self.clock(found)
        if not self.dated():
            self.loose()
        if fragment := _FRAGMENT.fullmatch(self.text):
            number = int(fragment[1])
            if self.hour is not None and self.day is None and 1 <= number <= 31:
                self.day = number
            elif self.day is not None and self.hour is None and number <= 24:
                self.hour = number
        if self.year is not None:
            if self.before_christ:
                self.year = 1 - self.year
            if 0 <= self.year <= 99 and not self.whole_year:
                self.year += 1900 if self.year >= 69 else 2000

    @property
    def known(self) -> bool:
        parts = (self.year, self.month, self.day, self.year_day, self.hour)
        return any(part is not None for part in parts)

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """The form where it stands first, which is then cut out."""
        found = form.search(self.text)
        if found:
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        return found

    def clock(self, found: re.Match[str]) -> None:
        self.zone = found[2] or ""
        if at := _CLOCK.match(found[1]):
            self.hour = int(at[1])
            self.minute = int(at[2]) if at[2] else None
            self.second = int(at[3]) if at[3] else None
            self.fraction = at[4] or ""
            if at[5]:
                self.hour = self.hour % 12 + (12 if at[5] in "pP" else 0)

    def dated(self) -> bool:
        """Read the first of the forms that have a day, a month and mostly a year."""
        if found := self.take(_EU):
            self.ordered(found[4], _number(found[2]), found[1], found[3])
        elif found := self.take(_US):
            self.ordered(found[4], _number(found[1]), found[2], found[3])
        elif found := self.take(_ISO):
            self.ordered(found[1], found[2], found[3])
        elif found := self.take(_VMS):
            self.ordered(found[3], _number(found[2]), found[1])
        elif found := self.take(_VMS_US):
            self.ordered(found[3], _number(found[1]), found[2])
        elif found := self.take(_SLASHED) or self.take(_DOTTED):
            self.ordered(found[1], found[2], found[3])
        return found is not None

    def ordered(
        self, year: str | None, month: str | None, day: str | None, era: str | None = None
    ) -> None:
        """Tell year, month and day apart by their lengths and apostrophes (`s3e`)."""
        if year and month and not day:
            year, month, day = None, year, month
        if not year and day and (len(day) > 2 or day[0] == "'"):
            year, day = day, None
        if year and (signed := _SIGNED.match(year)) and signed.end() < len(year):
            year, day = day, signed[1]
        if month and (len(month) > 2 or month[0] == "'"):
            year, month, day = month, day, year
        if day and (len(day) > 2 or day[0] == "'"):
            year, day = day, year
        if year and (signed := _SIGNED.match(year)):
            self.year = int(signed[1])
            self.whole_year = not signed[1].isdigit() or len(signed[1]) > 2
            self.before_christ = bool(era) and str(era)[0] in "bB"
        if month and (signed := _SIGNED.match(month)):
            self.month = int(signed[1])
        if day and (signed := _SIGNED.match(day)):
            self.day = int(signed[1])

    def loose(self) -> None:
        """Read what stands alone: a year, a month, a day, a run of digits."""
        if found := self.take(_YEAR):
            self.year = int(found[1])
        elif found := self.take(_MONTH):
            self.month = int(_number(found[1]))
        elif found := self.take(_MONTH_DAY):
            self.day = int(found[1])
        elif found := self.take(_DIGITS):
            self.run(found[2], found[3] or "", found[4] or "", found[5] or "")

    def run(self, digits: str, time: str, fraction: str, zone: str) -> None:
        size = len(digits)
        if size in (2, 4, 6) and fraction and not time:
            return
        if size in (3, 5, 7):
            self.year_day = int(digits[-3:])
            self.year = int(digits[:-3]) if size > 3 else None
        elif size in (2, 4, 6):
            self.day = int(digits[-2:])
            self.month = int(digits[-4:-2]) if size > 2 else None
            self.year = int(digits[:2]) if size > 4 else None
        elif size in (8, 10, 12, 14):
            self.year, self.month, self.day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
            time = digits[8:] or time
        self.whole_year = size >= 7
        if len(time) in (2, 4, 6):
            self.hour = int(time[:2])
            self.minute = int(time[2:4]) if len(time) > 2 else None
            self.second = int(time[4:]) if len(time) > 4 else None
        self.fraction, self.zone = fraction, zone


def _number(month: str) -> str:
    return str(_MONTHS.index(month.lower()) + 1)


def _moment(parts: _Parts, zone: tzinfo | None) -> datetime:
    """The moment, what is missing above the first part taken from now (`make_time`)."""
    local, offset = localised(zone), _offset(parts.zone)
    year, month, day = parts.year, parts.month, parts.day
    if parts.year_day is not None:
        month, day = 1, parts.year_day
        if not 1 <= day <= 366:
            raise ValueError
    elif day is not None and day > 31:
        raise ValueError
    if year is None:
        now = datetime.now(offset or zone)
        year = now.year
        if month is None:
            month = now.month
            day = now.day if day is None else day
    # Days and hours that a month or a day does not have run over into the next.
    start = datetime(year, month or 1, 1)
    hour, minute, second = parts.hour or 0, parts.minute or 0, parts.second or 0
    over = hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second))
    if over or (day is not None and day < 1):
        raise ValueError
    micro = int(parts.fraction[:6].ljust(6, "0")) if parts.fraction else 0
    naive = start + timedelta(
        days=(day or 1) - 1, hours=hour, minutes=minute, seconds=second, microseconds=micro
    )
    if offset is not None:
        return _moved(naive.replace(tzinfo=offset), zone)
    return local(naive)


def _offset(zone: str) -> timezone | None:
    """The offset of a zone's name or number; None where it is none that is known."""
    zone = zone.upper()
    if found := _OFFSET.fullmatch(zone):
        seconds = (int(found[2]) * 60 + int(found[4] or 0)) * 60 + int(found[5] or 0)
        if seconds >= 86_400:
            return None
        return timezone(timedelta(seconds=-seconds if found[1] == "-" else seconds))
    return timezone(timedelta(hours=_ZONES[zone])) if zone in _ZONES else None
