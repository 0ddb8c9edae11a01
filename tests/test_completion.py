"""What is offered where a query is being written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.completion import Completions, complete
from reader.library import Library
from reader.query import Query
from reader.query.unfinished import Unfinished, before, unfinished
from reader.sanitize import one_line
from reader.views import expand

POSTS: list[dict[str, object]] = [
    {"date": "2015-02-01", "tags": ["cni", "service mesh"], "authors": ["Author One"]},
    {"date": "2016-03-01", "tags": ["cni", "Été"], "authors": ["Author Two"], "topics": ["a, b"]},
    {"date": "2016-04-01", "tags": ["mesh", 'say "hi"'], "authors": ["Author One"], "Odd key": "x"},
    {"date": "2017-05-01", "tags": ["[/oops]", "esc \x1b[31m", "cncf"], "draft": True},
    {"tags": ["//x", ":y", "-z", "c,d", "cni\u202e"], "Odd topics": ["one"]},
]
VIEWS = {"unread": "is:unread", "mesh": 'tag:mesh,"service mesh" sort:-date', "été": "tag:été"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("blog")
    for number, front in enumerate(POSTS):
        text = json.dumps({"title": f"Post {number}", **front})
        (folder / f"{number}.md").write_text(f"{text}\n\nA body.\n", encoding="utf-8")
    with Library.open(folder, cache=folder.parent / "cache") as opened:
        opened.refresh()
        yield opened


def offered(found: Completions) -> list[str]:
    return [item.insert for item in found.items]


def counted(found: Completions) -> dict[str, int | None]:
    return {item.label: item.posts for item in found.items}


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("", Unfinished(0, False, "", (), 0, "")),
        ("one ", Unfinished(4, False, "", (), 4, "")),
        ("one tw", Unfinished(4, False, "", (), 4, "tw")),
        ("-tw", Unfinished(0, True, "", (), 1, "tw")),
        ("-", Unfinished(0, True, "", (), 1, "")),
        ("--tw", Unfinished(0, False, "", (), 0, "--tw")),
        ("Tags:", Unfinished(0, False, "tag", (), 5, "")),
        ("-tag:c", Unfinished(0, True, "tag", (), 5, "c")),
        ("x tag:a,b", Unfinished(2, False, "tag", ("a",), 8, "b")),
        ('tag:"a, b","c', Unfinished(0, False, "tag", ("a, b",), 11, "c", True, True)),
        ('tag:"say ""hi"""', Unfinished(0, False, "tag", (), 4, 'say "hi"', True)),
        ('"Odd key":x', Unfinished(0, False, "Odd key", (), 10, "x")),
        ('"two wo', Unfinished(0, False, "", (), 0, "two wo", True, True)),
        ('"two"*', Unfinished(0, False, "", (), 0, "two", True)),
        ("http://x", Unfinished(0, False, "", (), 0, "http://x")),
        ('"a" "b c" state:foo tag:', Unfinished(20, False, "tag", (), 24, "")),
        ('"one"two', None),
        ('tag:"one"two tag:', None),
    ],
)
def test_the_item_being_written(text: str, one: Unfinished | None) -> None:
    assert unfinished(text) == one


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", "|"), ("one tw|", "one |"), ("one |", "one |"), ("one tag:a|", "one |"),
        ("tag:a,b|", "tag:a|"), ("tag:a,|", "tag:a|"), ('tag:"a b","c|', 'tag:"a b"|'),
        ("-tag:a| one", "| one"), ("ta|g:a", "ta|g:a"), ('"one"tw|', '"one"tw|'),
        ('x "a b|', "x |"),
    ],
)  # fmt: skip
def test_what_stands_before_the_item_being_written(text: str, left: str) -> None:
    cursor = text.find("|") if "|" in text else len(text)
    assert before(text.replace("|", ""), cursor) == left.replace("|", "")


@pytest.mark.parametrize(
    ("text", "start", "inserts"),
    [
        ("ta", 0, ["tag:"]),
        ("TA", 0, ["tag:"]),
        ("-au", 1, ["author:"]),
        ("one a", 4, ["author:", "after:"]),
        ("-so", 1, []),
        ("so", 0, ["sort:"]),
        ("odd", 0, ['"Odd topics":']),
        ('"o', 0, ['"Odd topics":']),
        ("zebra", 0, []),
        ("@", 0, ["@unread", "@mesh", "@été"]),
        ("one @E", 4, ["@été"]),
        ("-@m", 1, []),
        ("tag:cn", 4, ["cni", "cncf"]),
        ("tag:ETE", 4, ["Été"]),
        ("tag:mes", 4, ["mesh", '"service mesh"']),
        ('tag:"mes', 4, ['"mesh"', '"service mesh"']),
        ("-tag:cni,mes", 9, ["mesh", '"service mesh"']),
        ("tag:MESH,mes", 9, ['"service mesh"']),
        ("tag:say", 4, ['"say ""hi"""']),
        ("tag:/", 4, ['"//x"', "[/oops]"]),
        ("topics:", 7, ['"a, b"', "(none)"]),
        ('author:"author o', 7, ['"Author One"']),
        ("state:", 6, ["published", "draft", "future", "expired", "hidden", "any"]),
        ("state:draft,p", 12, ["published", "expired"]),
        ("is:un", 3, ["unread"]),
        ("has:t", 4, ["table", "math"]),
        ("sort:-", 5, ["-date", "-title", "-words", "-author"]),
        ("sort:d", 5, ["date", "-date", "words"]),
        ("year:", 5, ["2017", "2016", "2015", "(none)"]),
        ("before:201", 7, ["2017", "2016", "2015"]),
        # Nothing where nothing fits, and nothing behind a mistake.
        ("lang:", 5, []),
        ("foo:", 4, []),
        ("-sort:", 6, []),
        ("sort:date,", 10, []),
        ("state:foo tag:", 14, []),
        ("state:foo,", 10, []),
        ('"one"two tag:', 13, []),
        ("tag:zebra", 4, []),
    ],
)
def test_what_is_offered(library: Library, text: str, start: int, inserts: list[str]) -> None:
    found = complete(library, text, views=VIEWS)
    assert offered(found)[: len(inserts)] == inserts
    assert bool(found.items) is bool(inserts)
    assert found.start == start


def test_an_empty_place_offers_every_field_and_then_the_views(library: Library) -> None:
    fields = ["author:", "tag:", '"Odd topics":', "topics:", "year:"]
    own = ["after:", "before:", "state:", "has:", "is:", "sort:"]
    assert offered(complete(library, "", views=VIEWS)) == [
        *fields,
        *own,
        "@unread",
        "@mesh",
        "@été",
    ]
    assert offered(complete(library, "one ")) == [*fields, *own]


def test_counts_are_those_under_the_other_filters(library: Library) -> None:
    assert counted(complete(library, "tag:cni"))["cni"] == 2
    assert counted(complete(library, 'author:"Author One" tag:cni'))["cni"] == 1
    # What stands behind the cursor counts as well; the item's own values do not narrow it.
    text = 'tag:Été,cni author:"Author One"'
    assert counted(complete(library, text, len("tag:Été,cni")))["cni"] == 1
    assert counted(complete(library, "@one tag:", views={"one": 'author:"Author One"'}))["cni"] == 1
    assert counted(complete(library, "state:"))["draft"] == 1
    assert counted(complete(library, "state:"))["any"] == 5
    assert counted(complete(library, "after:")) == {"2017": 0, "2016": 2, "2015": 3}
    assert counted(complete(library, "before:")) == {"2017": 3, "2016": 3, "2015": 1}
    assert counted(complete(library, "has:"))["image"] == 0
    assert [(item.posts, item.help) for item in complete(library, "sort:").items][:2] == [
        (None, "oldest first"), (None, "newest first"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cursor"), [("tag:cni", 5), ("tag:a", 1), ('tag:"service mesh"', 12), ("@unread", 2)]
)
def test_nothing_is_offered_within_an_item(library: Library, text: str, cursor: int) -> None:
    assert complete(library, text, cursor, views=VIEWS) == Completions(cursor, ())


def test_a_mistake_behind_the_cursor_does_not_matter(library: Library) -> None:
    assert offered(complete(library, "tag:cn state:foo", 6)) == ["cni", "cncf"]


def test_where_only_beginnings_are_wanted(library: Library) -> None:
    assert offered(complete(library, "tag:mes", anywhere=False)) == ["mesh"]


def test_what_a_terminal_would_obey_is_not_offered(library: Library) -> None:
    for item in complete(library, "state:any tag:").items:
        assert one_line(item.label) == item.label
    assert "[/oops]" in offered(complete(library, "state:any tag:"))


pieces = st.sampled_from(
    [
        "tag",
        "tag:",
        "author:",
        "state:",
        "sort:",
        "after:",
        "is:",
        "year:",
        "topics:",
        '"Odd',
        "-",
        "@",
        "@mesh",
        " ",
        ",",
        '"',
        ":",
        "c",
        "a",
        "2",
        "é",
        "/",
        "draft",
        "mesh",
        "(none)",
        "*",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=8).map("".join), st.integers(0, 30))
def test_whatever_is_taken_can_be_read(library: Library, text: str, cursor: int) -> None:
    found = complete(library, text, cursor, views=VIEWS)
    head = text[:cursor]
    assert 0 <= found.start <= max(len(head), cursor)
    for item in found.items:
        taken = head[: found.start] + item.insert
        if item.goes_on:
            taken += {"state:": "any", "is:": "read", "has:": "code", "sort:": "date"}.get(
                item.label, "2017"
            )
        query = Query.parse(expand(taken, VIEWS))
        assert Query.parse(str(query)) == query


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=6).map("".join))
def test_what_is_taken_is_what_was_meant(library: Library, text: str) -> None:
    one = unfinished(text)
    if one is None or one.field not in ("tag", "author", "topics") or one.negated:
        return
    for item in complete(library, text).items:
        query = Query.parse(text[: one.at] + item.insert)
        assert query.holds(one.field, item.label)
