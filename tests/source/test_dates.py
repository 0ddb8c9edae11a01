"""Dates as blogs write them, and that none is guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.source.dates import ImpossibleDateError, in_folders, in_path, parse

DAY = "2017-05-11T00:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    ["2017-05-11", "2017/05/11", "2017.05.11", "2017-5-11", "20170511", "11 May 2017",
     "11th of May, 2017", "11-May-2017", "May 11, 2017", "May 11th 2017", "may 11 2017",
     "Thursday, May 11, 2017", "Friday, May 11, 2017", "Thu, 11 May 2017", "11.05.2017",
     "11.5.2017", "Date(2017,05,11)", "Date(2017, 5, 11)", " 2017-05-11 ", "2017-05-11Z"],
)  # fmt: skip
def test_days(text: str) -> None:
    moment = parse(text)
    assert moment is not None
    assert (moment.date.isoformat(), moment.date_only, moment.flaw) == (DAY, True, None)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017-05-11 10:20", "2017-05-11T10:20:00+00:00"),
        ("2017-05-11 10:20:30", "2017-05-11T10:20:30+00:00"),
        ("2017-05-11T10:20:30Z", "2017-05-11T10:20:30+00:00"),
        ("2017-05-11T10:20:30.123456789Z", "2017-05-11T10:20:30.123456+00:00"),
        ("2017-05-11 10:20:30,5", "2017-05-11T10:20:30.500000+00:00"),
        ("2017-05-11 10:20:30 +0200", "2017-05-11T10:20:30+02:00"),
        ("2017-05-11T10:20:30+02:00", "2017-05-11T10:20:30+02:00"),
        ("2017-05-11 10:20:30 -03", "2017-05-11T10:20:30-03:00"),
        ("2017-05-11 10:20:30 +0530", "2017-05-11T10:20:30+05:30"),
        ("2017-05-11 10:20:30 UTC", "2017-05-11T10:20:30+00:00"),
        ("2017-05-11 10:20:30 EST", "2017-05-11T10:20:30-05:00"),
        ("2017-05-11 1:20 pm", "2017-05-11T13:20:00+00:00"),
        ("2017-05-11 12:20 AM", "2017-05-11T00:20:00+00:00"),
        ("2017-05-11 9:05", "2017-05-11T09:05:00+00:00"),
        ("2017-05-11 24:00", "2017-05-12T00:00:00+00:00"),
        ("2017-05-11 00:10::00 -03:00", "2017-05-11T00:10:00-03:00"),
        ("20170511T102030Z", "2017-05-11T10:20:30+00:00"),
        ("Thu, 11 May 2017 10:20:30 +0200", "2017-05-11T10:20:30+02:00"),
        ("Thu May 11 10:20:30 2017", "2017-05-11T10:20:30+00:00"),
        ("Thu May 11 10:20:30 EDT 2017", "2017-05-11T10:20:30-04:00"),
        ("Thu May 11 2017 10:20:30 GMT+0200 (CEST)", "2017-05-11T10:20:30+02:00"),
        ("May 11, 2017 at 10:20", "2017-05-11T10:20:00+00:00"),
    ],
)
def test_times_keep_their_zone(text: str, iso: str) -> None:
    moment = parse(text)
    assert moment is not None
    assert (moment.date.isoformat(), moment.date_only, moment.flaw) == (iso, False, None)


@pytest.mark.parametrize(
    ("text", "iso"), [("2017-05", "2017-05-01"), ("May 2017", "2017-05-01"), ("25/12/2017",
    "2017-12-25"), ("12/25/2017", "2017-12-25"), ("5/5/2017", "2017-05-05")],
)  # fmt: skip
def test_months_and_days_that_can_be_read_in_one_way(text: str, iso: str) -> None:
    moment = parse(text)
    assert moment is not None
    assert moment.date.date().isoformat() == iso


@pytest.mark.parametrize(
    "text",
    ["2017-02-30", "2017-13-01", "2017-00-10", "2017-01-00", "20170230", "30 February 2017",
     "31.04.2017", "5/11/2017", "1395-05-12", "0000-01-01", "2023-02-32", "99/99/2017"],
)  # fmt: skip
def test_days_that_are_none_or_two(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2017", "true", "version 1.10", "May", "11 Foo 2017", "2023-02-010", "12", "draft",
     "123456789", "2017-05-111", "10:20"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "iso", "flaw"),
    [
        ("2017-05-11 in the evening", DAY, "only the day"),
        ("2017-05-11 25:00", DAY, "no such time"),
        ("2017-05-11 10:61", DAY, "no such time"),
        ("2017-05-11 10:20 Elsewhere/Town", "2017-05-11T10:20:00+00:00", "Elsewhere/Town"),
        ("2017-05-11 10:20:30 2017 -0800", "2017-05-11T10:20:30-08:00", "“2017”"),
        ("9999-12-31 23:00 -0500", "9999-12-31T00:00:00+00:00", "no such time"),
    ],
)
def test_what_can_be_read_of_a_loose_date_is_kept(text: str, iso: str, flaw: str) -> None:
    moment = parse(text)
    assert moment is not None
    assert moment.date.isoformat() == iso
    assert flaw in str(moment.flaw)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2017-05-11-a-title.md", "2017-05-11"),
        ("a/_posts/2017-5-1-a-title.md", "2017-05-01"),
        ("2017_05_11_a.md", "2017-05-11"),
        ("20170511_a.md", "2017-05-11"),
        ("20170511-a.md", "2017-05-11"),
        ("note-2017-05-11.md", "2017-05-11"),
        ("2017-05-11-a/index.md", "2017-05-11"),
        ("2016-01-01-x/2017-05-11-y.md", "2017-05-11"),
        ("2017-02-30-x.md", None),
        ("12017-05-11.md", None),
        ("20170511.md", None),
        ("v1-20170511-x.md", None),
        ("plain.md", None),
    ],
)
def test_days_in_names(path: str, day: str | None) -> None:
    moment = in_path(path)
    assert (moment.date.date().isoformat() if moment else None) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2017/05/11", "2017-05-11"),
        ("blog/2017/05/11/a-title.html", "2017-05-11"),
        ("/2017/5/a-title/", "2017-05-01"),
        ("2017/05", "2017-05-01"),
        ("2017/05/3-tips", "2017-05-01"),
        ("2017", None),
        ("2017/13/01/x", None),
    ],
)
def test_days_in_folders(path: str, day: str | None) -> None:
    moment = in_folders(path)
    assert (moment.date.date().isoformat() if moment else None) == day


zones = st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=zones))
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    read = parse(moment.isoformat())
    assert read is not None
    assert (read.date, read.date.utcoffset()) == (moment, moment.utcoffset())


@given(st.text(st.sampled_from("0123456789-/.:T Z+MayJun,apm()é"), max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    try:
        moment = parse(text)
    except ImpossibleDateError:
        return
    assert moment is None or moment.date.astimezone(UTC)
