"""MkDocs Material: titles, tags, slugs and dates as its libraries make them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from reader.engines.material_post import as_tag, first_heading, merged, named
from reader.engines.material_settings import filled, slugify, written
from reader.source.frontmatter import Written


@pytest.mark.parametrize(
    ("body", "expected"),
    [("# A\n", "A"), ("#Tight\n", "Tight"), ("\n\n# `a` *b* [c](d) {#e}\n", "a b c"),
     ("Title\n=====\n", "Title"), ("# C#\n", "C"), ("# !!! ???\n", "!!! ???"),
     ("# _a_b c_ [x][y]\n", "a_b c [x][y]"),
     ("# _u a_b 2 * 3 **x** __y__ _z_\n", "_u a_b 2 * 3 x y z"),
     ("# ![p](q) \\*a\\* `<b>` <i>c</i> &amp; ``d ` e``\n", "*a* <b> c & d ` e"),
     ("## A\n# B\n", ""),
     (" # A\n", ""), ("<!-- x -->\n# A\n", ""), ("```\n# A\n```\n", ""), ("", "")],
)  # fmt: skip
def test_the_heading_that_a_body_opens_with(body: str, expected: str) -> None:
    assert first_heading(body) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("x/my-first_post.md", "My first post"), ("Camel-Case.md", "Camel Case"),
     ("README.md", "Index"), ("v1.2.md", "V1.2")],
)  # fmt: skip
def test_a_file_s_name_as_a_title(path: str, expected: str) -> None:
    assert named(path) == expected


@pytest.mark.parametrize(
    ("written_as", "expected"),
    [("a", "a"), ("2019", "2019"), ("007", "7"), ("1.10", "1.1"), ("yes", "True"), ("Off", "False"),
     ("1_000", "1000"), ("1e3", "1e3"), ("089", "089")],
)  # fmt: skip
def test_tags_as_python_writes_them(written_as: str, expected: str) -> None:
    assert as_tag(Written(written_as)) == expected
    assert as_tag(Written(written_as, quoted=True)) == written_as


@pytest.mark.parametrize(
    ("words", "separator", "options", "expected"),
    [("Hello, World!", "-", None, "hello-world"), ("A  B", "-", None, "a--b"),
     ("Été & Co", "_", None, "été__co"), ("<b>X</b> y", "-", None, "x-y"),
     ("Straße", "-", {"kwds": {"case": Written("fold")}}, "strasse"),
     ("ÉA", "-", {"kwds": {"case": Written("lower-ascii")}}, "Éa"),
     ("É", "-", {"kwds": {"percent_encode": Written("true")}}, "%C3%89"),
     ("Ab", "-", {"kwds": {"case": Written("upper"), "normalize": Written("X")}}, "Ab")],
)  # fmt: skip
def test_slugs(words: str, separator: str, options: object, expected: str) -> None:
    assert slugify(words, separator, options) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("yyyy/MM/dd", "2024/03/05"), ("yy-M-d", "24-3-5"), ("d MMMM yyyy", "5 March 2024"),
     ("MMM", "Mar"), ("'y'yyyy''", "y2024'"), ("EEEE", "Tuesday"), ("D", "65"), ("Q", "1"),
     ("HH:mm:ss", "23:04:05"), ("ZZZ", "ZZZ"), ("y" * 5000, "000002024")],
)  # fmt: skip
def test_dates_in_addresses(pattern: str, expected: str) -> None:
    date = datetime(2024, 3, 5, 23, 4, 5, tzinfo=timezone(timedelta(hours=-8)))
    assert written(date, pattern) == expected


def test_a_form_is_no_program() -> None:
    assert filled("{slug.__class__}/{slug!r:>999999999}/{slug}", slug="x") == (
        "{slug.__class__}/{slug!r:>999999999}/x"
    )


def test_lists_of_meta_files_are_joined() -> None:
    one, two = Written("1"), Written("2")
    found = merged({"a": [one], "b": one, "c": {"x": one}}, {"a": [two], "b": two, "c": {"y": two}})
    assert found == {"a": [one, two], "b": two, "c": {"x": one, "y": two}}
