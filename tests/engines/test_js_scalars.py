"""What JavaScript makes of dates, as V8 itself said of each."""

from __future__ import annotations

import pytest

from reader.engines import js_scalars as js
from reader.source.frontmatter import Written


@pytest.mark.parametrize(
    ("written", "expected", "local"),
    [
        ("2020-01-17", "2020-01-17T00:00:00", False),
        ("2020-01-17T08:00", "2020-01-17T08:00:00", True),
        ("2020-01-17T08:00:00+0800", "2020-01-17T00:00:00", False),
        ("2020-01-17T8:00", None, False),
        ("2020-1-17", "2020-01-17T00:00:00", True),
        ("2020-1-17 8:0:0", "2020-01-17T08:00:00", True),
        ("2020/1/17 8:5", "2020-01-17T08:05:00", True),
        ("2020-01-17, 08:00", "2020-01-17T08:00:00", True),
        ("2020-01-17 8:00 PM", "2020-01-17T20:00:00", True),
        ("2020-01-17 12:30 am", "2020-01-17T00:30:00", True),
        ("2020-01-17 13:00 PM", None, False),
        ("2020-01-17 8:00PM", None, False),
        ("2020-01-17 08:00:00 GMT+8", "2020-01-17T00:00:00", False),
        ("2020-01-17 +0800", None, False),
        ("2020-01-17 GMT+0800", "2020-01-16T16:00:00", False),
        ("1/17/2020", "2020-01-17T00:00:00", True),
        ("1.17.2020 8:00", "2020-01-17T08:00:00", True),
        ("07-08-22", "2022-07-08T00:00:00", True),
        ("7/8/99", "1999-07-08T00:00:00", True),
        ("17/01/2020", None, False),
        ("2020-01-17 08:60", None, False),
        ("2020-01-17 24:00", "2020-01-18T00:00:00", True),
    ],
)
def test_dates_in_numbers(written: str, expected: str | None, local: bool) -> None:
    found = js.parsed(Written(written, True))
    assert (found and found.fields.isoformat()) == expected
    assert found is None or found.local is local
