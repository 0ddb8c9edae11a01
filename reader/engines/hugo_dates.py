"""Dates as Hugo reads them, out of the keys that the site names, in the site's zone.

The forms are those of Go's `spf13/cast`, which Hugo asks; what is none of them is no date.
Source: Hugo's `resources/page/pagemeta/page_frontmatter.go`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from reader.patterns import lazy
from reader.source.dates import Moment
from reader.source.fields import Fields, one_line
from reader.source.frontmatter import Value, Written

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TIME = r"(?P<H>\d{1,2}):(?P<M>\d\d):(?P<S>\d\d)(?:[.,](?P<f>\d+))?"
_DAY = r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
_ZONE = r"(?P<z>Z|[-+]\d\d:?\d\d)"
_NAMED = r"(?P<b>[A-Za-z]{3})"
_FORMS = tuple(
    lazy(form, re.ASCII)
    for form in (
        rf"{_DAY}(?:[T ]{_TIME}(?: ?{_ZONE}(?: [A-Z]{{3,4}})?)?)?",
        rf"(?P<d>\d\d) {_NAMED} (?P<y>\d{{4}})",
        rf"[A-Z][a-z]{{2}}, (?P<d>\d\d) {_NAMED} (?P<y>\d{{4}}) {_TIME} (?:{_ZONE}|[A-Z]{{3,4}})",
        rf"(?P<d>\d\d) {_NAMED} (?P<yy>\d\d) (?P<H>\d{{1,2}}):(?P<M>\d\d) (?:{_ZONE}|[A-Z]{{3,4}})",
        rf"[A-Z][a-z]+day, (?P<d>\d\d)-{_NAMED}-(?P<yy>\d\d) {_TIME} [A-Z]{{3,4}}",
        rf"[A-Z][a-z]{{2}} {_NAMED} +(?P<d>\d{{1,2}}) {_TIME} (?:(?:{_ZONE}|[A-Z]{{3,4}}) )?"
        r"(?P<y>\d{4})",
    )
)
# The first of them as most write it: Python's own parser takes a tenth of the time.
_ISO = lazy(r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):\d\d:\d\d(?:Z|[-+]\d\d:\d\d)?)?", re.ASCII)
_SECONDS = lazy(r"-?\d{1,11}", re.ASCII)


class Dated(NamedTuple):
    """A date, the key it stands in, and the slug that the file's name has beside it."""

    moment: Moment
    key: str
    slug: str = ""


def found(
    fields: Fields, keys: tuple[str, ...], zone: tzinfo, name: str, file: str
) -> Dated | None:
    """The first of the keys that holds a date; `name` is the file's, or its bundle's.

    What is written and is no date is a Problem, and the next key is asked, as Hugo does.
    """
    for key in keys:
        if key == ":filename":
            # What stands behind a name's last dot is no part of the slug: Hugo takes it for a type.
            stem = name.rpartition(".")[0] or name
            if moment := in_name(stem, zone):
                return Dated(moment, key, stem[10:].strip(" -_"))
        elif key == ":filemodtime":
            try:
                changed = datetime.fromtimestamp(os.stat(file).st_mtime, UTC)
            except (OSError, ValueError, OverflowError):
                continue
            return Dated(Moment(changed), key)
        elif (value := fields.values.get(key)) is not None and value != "":
            if moment := parse(value, zone):
                return Dated(moment, key)
            if key != "published" or not isinstance(value, str):
                shown = one_line(value)[:60] if isinstance(value, str) else "…"
                fields.problem(key, f"{fields.keys.get(key, key)}: Hugo reads no date in “{shown}”")
    return None


def in_name(name: str, zone: tzinfo) -> Moment | None:
    """The date that a file's name begins with."""
    return parse(Written(name[:10], quoted=True), zone) if len(name) >= 10 else None


def parse(value: Value, zone: tzinfo) -> Moment | None:
    """The moment that a value names, in `zone` where it says no other; None where it is none."""
    if not isinstance(value, str) or len(value) > 100:
        return None
    if not getattr(value, "quoted", False) and _SECONDS.fullmatch(value):
        try:
            return Moment(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value)))
        except OverflowError:
            return None
    if _ISO.fullmatch(value) and (moment := _from_iso(value, zone)):
        return moment
    for form in _FORMS:
        if match := form.fullmatch(value):
            return _moment(match.groupdict(), zone)
    return None


def _from_iso(text: str, zone: tzinfo) -> Moment | None:
    """The moment in what both Hugo and Python read; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(moment, date_only=len(text) == 10)


def _moment(parts: Mapping[str, str | None], zone: tzinfo) -> Moment | None:
    name = (parts.get("b") or "").lower()
    if name and name not in _MONTHS:
        return None
    month = _MONTHS.index(name) + 1 if name else int(parts.get("m") or 0)
    short = int(parts.get("yy") or 0)
    year = int(parts.get("y") or 0) or short + (1900 if short >= 69 else 2000)
    clock = [int(parts.get(key) or 0) for key in "HMS"]
    micro = int((parts.get("f") or "0")[:6].ljust(6, "0"))
    try:
        hour, minute, second = clock
        moment = datetime(year, month, int(parts.get("d") or 0), hour, minute, second, micro)
        moment = moment.replace(tzinfo=_offset(parts.get("z")) or zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(moment, date_only=parts.get("H") is None)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
