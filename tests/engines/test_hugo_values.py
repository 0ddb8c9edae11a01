"""How Hugo takes values of front matter, by itself on Go's YAML."""

from __future__ import annotations

import pytest

from reader.engines.hugo_values import integer, string, strings, truth
from reader.source.frontmatter import Value, Written


@pytest.mark.parametrize(
    ("value", "text", "said", "number"),
    [(Written("1.10"), "1.1", None, 1), (Written("1.10", quoted=True), "1.10", None, 0),
     (Written("yes"), "yes", None, 0), (Written("TRUE"), "true", True, 1),
     (Written("true", quoted=True), "true", True, 1), (Written("0"), "0", False, 0),
     (Written("-3"), "-3", True, -3), (Written("7", quoted=True), "7", None, 7),
     (None, "", None, 0), ([Written("a")], "", None, 0)],
)  # fmt: skip
def test_values_are_cast_as_go_does(
    value: Value, text: str, said: bool | None, number: int
) -> None:
    assert (string(value), truth(value), integer(value)) == (text, said, number)


@pytest.mark.parametrize(
    ("written", "text"),
    [("007", "7"), ("010", "8"), ("08", "08"), ("0o17", "15"), ("0b11", "3"), ("0x1F", "31"),
     ("1_000", "1000"), ("2020_01_05", "20200105"), ("1__0", "10"), ("+5", "5"), ("-0", "0"),
     ("00", "0"), ("-010", "-8"), ("1e3", "1e3"), ("_1", "_1"), ("0x", "0x"), ("0x_", "0x_"),
     ("1.2.3", "1.2.3"), ("12:30", "12:30"), ("2020-01-01", "2020-01-01"), ("404", "404"),
     ("123456789012345678901234567890", "123456789012345678901234567890"), ("1" * 999, "1" * 999)],
)  # fmt: skip
def test_whole_numbers_are_written_anew(written: str, text: str) -> None:
    assert string(Written(written)) == text
    assert string(Written(written, quoted=True)) == written


def test_a_list_with_anything_else_in_it_names_no_term() -> None:
    one: Value = Written("a")
    assert strings([one, None, Written("")]) == ["a"]
    assert strings([one, [one]]) == strings({"a": one}) == []
