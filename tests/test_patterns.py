"""reader.patterns: what stands for a regular expression until it is used."""

from __future__ import annotations

import re

import pytest

from reader.patterns import lazy


def test_it_works_as_a_compiled_pattern_does() -> None:
    late, early = lazy(r"(?P<word>\w+) ", re.DOTALL), re.compile(r"(?P<word>\w+) ", re.DOTALL)
    text = "one two three "
    for _ in range(2):
        assert [found["word"] for found in late.finditer(text)] == early.findall(text)
        assert late.findall(text) == early.findall(text)
        assert late.split(text) == early.split(text)
        assert late.sub("", text, count=1) == early.sub("", text, count=1)
        assert late.subn("", text) == early.subn("", text)
        assert late.match("no", 1) is late.search("no") is late.fullmatch("no") is None
    assert (late.pattern, late.flags) == (early.pattern, early.flags)


def test_it_is_compiled_at_its_first_use() -> None:
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.match("")
