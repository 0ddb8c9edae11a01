"""Nikola: dates, natural order, metadata and slugs as its libraries make them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.nikola_post import hierarchy, joined, metadata, moment, natural, slugify
from reader.engines.order import order_key
from reader.source.document import parse

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-07-01", "2024-07-01T00:00:00+02:00"),
     ("2024-01-01 10:00", "2024-01-01T10:00:00+01:00"),
     ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00+00:00"),
     ("2024-01-01 10:00:00 UTC-03:00", "2024-01-01T10:00:00-03:00"),
     ("2024-01-01 10:00:00 UTC", "2024-01-01T10:00:00+00:00"),
     ("2024-01-01 10:00:00 -0500", "2024-01-01T10:00:00-05:00"),
     ("2024-01-01 10:00 UTC+2", "2024-01-01T10:00:00-02:00"),
     ("2024-01-01 10pm", "2024-01-01T22:00:00+01:00"),
     ("Mon, 1 Jan 2024 10:00:00 -0700 (PDT)", "2024-01-01T10:00:00-07:00"),
     ("Mon Jan  1 10:00:00 UTC 2024", "2024-01-01T10:00:00+00:00"),
     ("Mon Jan  1 10:00:00 PST 2024", "2024-01-01T10:00:00+01:00"),
     ("2024-01-01 10:00:00 EST", "2024-01-01T10:00:00+01:00"),
     ("05/11/2024", "2024-05-11T00:00:00+02:00"), ("13/11/2024", "2024-11-13T00:00:00+01:00"),
     ("5.11.2024 1:00 PM", "2024-05-11T13:00:00+02:00"),
     ("May 11, 2024", "2024-05-11T00:00:00+02:00"),
     ("0001-01-01", None), ("2024-02-30", None), ("13/13/2024", None), ("", None), ("soon", None)],
)  # fmt: skip
def test_moments(text: str, expected: str | None) -> None:
    found = moment(text, BERLIN)
    assert (found and found.date.isoformat()) == expected


# As natsort 8.4 orders them with FLOAT and IGNORECASE.
NATURAL = ["", "½", "1.2.3", "٣ x", "9", "10", "10 a", "1e5", "a", "a 1 1", "a 1 2", "A 2", "a 10",
           "é", "post 1.5", "post 9", "Post 10", "ß", "v-5"]  # fmt: skip


def test_titles_come_in_natural_order() -> None:
    shuffled = sorted(NATURAL, reverse=True)
    assert sorted(shuffled, key=lambda title: order_key(*natural(title))) == NATURAL


@given(st.text(), st.text())
def test_an_order_is_total_and_of_any_text(one: str, other: str) -> None:
    same = order_key(*natural(one)) == order_key(*natural(other))
    assert same or natural(one) != natural(other)


@given(st.lists(st.text(alphabet="ab/\\ "), min_size=1))
def test_a_category_s_parts_are_joined_again(parts: list[str]) -> None:
    assert hierarchy(joined(parts)) == parts


@given(st.text(alphabet="ab/\\"))
def test_any_category_has_parts(name: str) -> None:
    assert hierarchy(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(".. title: A\n.. date: B\n\nx", {"title": "A", "date": "B"}),
     ("<!--\n.. title: A: b\n.. tags: \n.. x:y\n-->\n\nx", {"title": "A: b"}),
     ("\n\n<!--\n.. title: A\n\n.. date: B\n-->\nx", {"title": "A"}),
     ("Words\n.. title: A\n\nx", {"title": "A"}),
     ("---\ntitle: A\n---\n.. date: B\n\nx", {"title": "A"}),
     ("+++\ntitle = 'A'\n+++\nx", {"title": "A"}),
     ("Title: A\nDate: B\n\nx", {}), ("", {}), ("---\n- a\n---\nx", {})],
)  # fmt: skip
def test_metadata(text: str, expected: dict[str, str]) -> None:
    assert metadata(parse("a.md", text)) == expected


def test_markdown_s_metadata_is_read_where_the_settings_say_so() -> None:
    document = parse("a.md", "Title: A\nDate: B\n\nx: y")
    assert metadata(document, markdown=True) == {"title": "A", "date": "B"}


@pytest.mark.parametrize(
    ("text", "plain", "expected"),
    [("Hello, World", True, "hello-world"), ("C++ & C#", True, "c++-c"), ("Été – 2", True, "ete-2"),
     ("a.b_c", True, "ab_c"), ("日本", True, "ri-ben"), ("A/b?c", False, "A-b-c"), ("", True, "")],
)  # fmt: skip
def test_slugs(text: str, plain: bool, expected: str) -> None:
    assert slugify(text, plain) == expected
