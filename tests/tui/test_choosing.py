"""What choosing does to a query."""

from __future__ import annotations

import pytest

from reader.model import Facet
from reader.query import NONE, Query
from reader.tui.choosing import in_next_language, key_of, named, toggled


class Slugs:
    """Terms that are one where their letters are."""

    def term_key(self, field: str, name: str) -> str:
        return name.casefold().replace(" ", "-")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'tag:"Big Data"'),
        ("mesh tag:one sort:title", 'mesh tag:one,"Big Data" sort:title'),
        ("tag:big-data", ""),
        ('tag:big-data,one,"BIG DATA"', "tag:one"),
        ("tag:one tag:big-data", "tag:one"),
        ("-tag:one,big-data", "-tag:one"),
        ("-tag:big-data category:News", "category:News"),
        ("category:big-data", 'category:big-data tag:"Big Data"'),
    ],
)
def test_toggled(before: str, after: str) -> None:
    facet = Facet("tag", "big-data", "Big Data", 3)
    query = toggled(Query.parse(before, page=3, page_size=7), facet, Slugs())
    assert (str(query), query.page, query.page_size) == (after, 1, 7)


def test_toggled_none() -> None:
    none = Facet("tag", "", NONE, 3)
    query = toggled(Query(), none, Slugs())
    assert str(query) == "tag:(none)"
    assert toggled(query, none, Slugs()) == Query()


def test_named() -> None:
    query = Query.parse('tag:"Big Data",big-data -tag:one year:2017')
    assert named(query, "tag", Slugs(), negated=False) == {"big-data": ["Big Data", "big-data"]}
    assert named(query, "tag", Slugs(), negated=True) == {"one": ["one"]}
    assert named(query, "year", Slugs(), negated=False) == {"2017": ["2017"]}


def test_key_of() -> None:
    assert key_of(Slugs(), "tag", NONE) == ""
    assert key_of(Slugs(), "tag", "A B") == "a-b"
    assert key_of(Slugs(), "year", "2017") == "2017"


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("", "lang:fr", "fr"),
        ("mesh lang:FR tag:one sort:title", 'mesh tag:one lang:"zh CN" sort:title', "zh CN"),
        ('lang:"zh cn"', "", "en"),
        ("lang:any", "", "en"),
        ("lang:en", "lang:fr", "fr"),
    ],
)
def test_in_next_language(before: str, after: str, language: str) -> None:
    query = Query.parse(before, page=3, page_size=7)
    found, following = in_next_language(query, ("en", "fr", "zh CN"), Slugs())
    assert (str(found), following, found.page, found.page_size) == (after, language, 1, 7)
