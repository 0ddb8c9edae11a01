"""Dates as blogs write them: a strict table of forms, so that none is guessed.

A day that could be read in two ways (5/11/2017) is refused, and so is one that is not of the
Gregorian calendar. A date without a zone is UTC, as in Hugo, Zola, Docusaurus and Eleventy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from reader.patterns import lazy

FIRST_YEAR = 1583  # the first whole year of the Gregorian calendar; before it, another is meant

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
# RFC 2822's names, and the two of Central Europe.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "cet": 1, "cest": 2,
}  # fmt: skip

_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_TH = r"(?:st|nd|rd|th)?"
_DAYS = tuple(
    lazy(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        rf"(?P<d>\d{{1,2}}){_TH}[ -](?:of )?{_NAME},?[ -](?P<y>\d{{4}})(?!\d)",
        rf"{_NAME} (?P<d>\d{{1,2}}){_TH},? (?P<y>\d{{4}})(?!\d)",
        rf"{_NAME} (?P<d>\d{{1,2}}) (?P<time>\d\d:\d\d:\d\d) "
        r"(?:(?P<zone>[A-Z]{1,4}) )?(?P<y>\d{4})",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)",
        r"(?P<a>\d{1,2})([-/])(?P<b>\d{1,2})\2(?P<y>\d{4})(?!\d)",
        r"Date\((?P<y>\d{4}), ?(?P<m>\d{1,2}), ?(?P<d>\d{1,2})\)",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})$",
        rf"{_NAME},? (?P<y>\d{{4}})$",
    )
)
# What most write, and Python reads as is done here, in a tenth of the time.
_ISO = lazy(
    r"(?:1[6-9]|2\d)\d\d-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(?:Z|[-+](?:[01]\d|2[0-3]):[0-5]\d)?)?",
    re.ASCII,
)
_WEEKDAY = lazy(
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:(?:nes|rs|ur|s)?day)?[.,]* +", re.IGNORECASE
)
_TIME = lazy(
    r"(?:[T,]|\s|at\b)*(?P<h>\d{1,2}):{1,2}(?P<min>\d\d)(?::{1,2}(?P<s>\d\d)(?:[.,](?P<f>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = lazy(r"T(?P<h>\d\d)(?P<min>\d\d)(?P<s>\d\d)?(?P<f>(?!))?(?P<half>(?!))?", re.ASCII)
_OFFSET = lazy(
    r"(?:UTC|GMT)?(?P<sign>[-+\u2212])(?P<h>\d{1,2}):?(?P<m>\d\d)?(?: ?\([^()]*\))?", re.ASCII
)


class ImpossibleDateError(ValueError):
    """Text that is written as a date but names no day, such as 2017-02-30."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that was read; `flaw` says what of the text was not."""

    date: datetime
    date_only: bool = False
    flaw: str | None = None


def parse(text: str) -> Moment | None:
    """The moment a text names; None where it is not written as a date; ImpossibleDateError."""
    if _ISO.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:  # no such day: the words for it are found below
            pass
        else:
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return Moment(moment, date_only=len(text) == 10)
    text = " ".join(text[:100].split())
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :]
    for form in _DAYS:
        if found := form.match(text):
            parts = found.groupdict()
            if "name" in parts and parts["name"].lower() not in _MONTHS:
                continue
            break
    else:
        return None
    day = _day(parts, text)
    if parts.get("time"):
        rest = f"{parts['time']} {parts['zone'] or ''}".strip()
    else:
        rest = text[found.end() :].strip()
    return _moment(day, rest, text)


def _day(parts: dict[str, str | None], text: str) -> datetime:
    """Midnight of the day that the parts name."""
    if parts.get("name"):
        month = _MONTHS[str(parts["name"]).lower()]
        day = int(parts.get("d") or 1)
    elif parts.get("a"):
        first, second = int(str(parts["a"])), int(str(parts["b"]))
        if first <= 12 and second <= 12 and first != second:
            raise ImpossibleDateError(f"{text} can be read in two ways")
        day, month = max(first, second), min(first, second)
    else:
        month, day = int(parts["m"] or 0), int(parts.get("d") or 1)
    year = int(parts["y"] or 0)
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        raise ImpossibleDateError(f"there is no such day: {text}") from None
    if year < FIRST_YEAR:
        raise ImpossibleDateError(f"not a date of the Gregorian calendar: {text}")
    return midnight


def _moment(day: datetime, rest: str, text: str) -> Moment:
    """The day with the time and zone that `rest` names."""
    if not rest:
        return Moment(day, date_only=True)
    found = _TIME.match(rest) or _COMPACT.match(rest)
    if found is None:
        if _zone(rest) is not None:  # 2017-05-11Z, 2017-05-11+02:00
            return Moment(day, date_only=True)
        return Moment(day, True, f"only the day of “{text}” could be read")
    hour, minute, second = int(found["h"]), int(found["min"]), int(found["s"] or 0)
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    micro = int((found["f"] or "0")[:6].ljust(6, "0"))
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return Moment(day, True, f"there is no such time: {text}")
    tail = rest[found.end() :].strip()
    zone, unread = _zone(tail), ""
    if zone is None:
        unread, _, last = tail.rpartition(" ")
        zone = _zone(last) if unread else None
        unread = unread if zone else tail
    try:
        moment = day + timedelta(
            hours=hour, minutes=minute, seconds=min(second, 59), microseconds=micro
        )
        moment = moment.replace(tzinfo=zone or UTC)
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return Moment(day, True, f"there is no such time: {text}")
    if unread:
        return Moment(moment, False, f"“{unread}” of “{text}” could not be read")
    return Moment(moment)


def _zone(text: str) -> timezone | None:
    """The zone a text names, UTC where it is empty, None where it cannot be read."""
    if not text:
        return UTC
    if text.lower() in _ZONES:
        return timezone(timedelta(hours=_ZONES[text.lower()])) if _ZONES[text.lower()] else UTC
    found = _OFFSET.fullmatch(text)
    if found is None or int(found["h"]) > 23 or int(found["m"] or 0) > 59:
        return None
    offset = timedelta(hours=int(found["h"]), minutes=int(found["m"] or 0))
    return timezone(offset if found["sign"] == "+" else -offset)


_IN_NAME = lazy(r"(?<!\d)(\d{4})([-_.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_FIRST_IN_NAME = lazy(r"(\d{4})(\d\d)(\d\d)(?=[-_])", re.ASCII)
_IN_FOLDERS = lazy(r"(?:^|/)(\d{4})/(\d{1,2})(?:/(\d{1,2}))?(?=/|$)", re.ASCII)


def in_path(path: str) -> Moment | None:
    """The day in a file's name or, from the inside out, in its folders' names."""
    for name in reversed(path.split("/")):
        for found in (_FIRST_IN_NAME.match(name), *_IN_NAME.finditer(name)):
            if found:
                year, month, day = found[1], found[found.re.groups - 1], found[found.re.groups]
                if moment := _whole(year, month, day):
                    return moment
    return None


def in_folders(path: str) -> Moment | None:
    """The day that folders or an address name: `2017/05/11/title`, `2017/05/title`."""
    for found in _IN_FOLDERS.finditer(path):
        if moment := _whole(found[1], found[2], found[3] or "1"):
            return moment
    return None


def _whole(year: str, month: str, day: str) -> Moment | None:
    try:
        return parse(f"{year}-{month}-{day}")
    except ImpossibleDateError:
        return None
