"""Dates as Pelican takes them: by `dateutil`, the month before the day, in the site's zone."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reader.source.dates import Moment

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{6}))?)?)?", re.ASCII
)
_TIMED = re.compile(r"\d *:|\d *[ap]\.?m|\dT\d|\dh", re.IGNORECASE)
_LONGEST = 200


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo | None:
    """The zone of a name; None where there is none."""
    try:
        return ZoneInfo(name[:_LONGEST])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def parsed(text: str) -> datetime | None:
    """The date and time in a text, without a zone where none is written; None where none is read.

    After `pelican.utils.get_date`: what a text leaves out of the date is today's.
    """
    text = re.sub(" +", " ", text)
    if found := _ISO.fullmatch(text):
        try:
            return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
        except ValueError:
            return None
    if len(text) > _LONGEST:
        return None
    import dateutil.parser

    today = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        with warnings.catch_warnings():
            # A zone's name that it does not know is passed over, with a word on the terminal.
            warnings.simplefilter("ignore")
            date = dateutil.parser.parse(text, default=today)
        offset = date.utcoffset()
    except (TypeError, ValueError, ArithmeticError):
        return None
    return date if offset is None else date.replace(tzinfo=UTC if not offset else timezone(offset))


def moment(text: str, local: tzinfo) -> Moment | None:
    """The moment in a text, in the local zone where it names none; None where it names no date."""
    date = parsed(text)
    if date is None:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=local)
    try:
        date.astimezone(UTC)
    except OverflowError:
        return None
    return Moment(date, date_only=not _TIMED.search(text))
