"""How facts are worded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from reader import wording
from reader.engines.plain import Plain
from reader.listing import listing
from reader.model import Facet, Landing, Post, State
from reader.source.document import parse

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "a minute"), (119, "a minute"), (120, "2 minutes"), (7199, "119 minutes"),
        (7200, "2 hours"), (172_799, "47 hours"), (172_800, "2 days"), (6.5 * 86_400, "6 days"),
        (700 * 86_400, "700 days"), (731 * 86_400, "2 years"), (-6.5 * 86_400, "6 days"),
        (7000 * 31_557_600, "7,000 years"),
    ],
)  # fmt: skip
def test_a_length_of_time(seconds: float, said: str) -> None:
    assert wording.span(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("name", "title", "why", "said"),
    [
        ("hugo", "Hugo", "hugo.toml", "Hugo, by hugo.toml"),
        ("hugo", "Hugo", "asked for", "Hugo, as asked for"),
        ("hugo", "Hugo", "", "Hugo"),
        ("plain", "plain files", "no site", "plain files: no site"),
        ("plain", "plain files", "asked for", "plain files, as asked for"),
    ],
)
def test_the_engine_that_was_seen(name: str, title: str, why: str, said: str) -> None:
    assert wording.seen(name, title, why) == said


def test_landings_are_shortened_and_counted() -> None:
    lists = [Landing("home", None, 3, 12, 4)]
    lists += [Landing("tag", name, 1, 2, n) for n, name in enumerate(["One", "Two", "Three"])]
    assert wording.landings(lists[:1]) == "page 3 of 12 of Home, no. 4"
    assert wording.landings(lists[:2]) == "page 3 of 12 of Home, no. 4; page 1 of 2 of One"
    assert wording.landings(lists).endswith("page 1 of 2 of One; 2 more")
    assert wording.landings(lists, 9).endswith("; page 1 of 2 of Three")
    assert wording.landings([]) == ""


@pytest.mark.parametrize(
    ("states", "languages", "said"),
    [
        ({}, [], ("", "")),
        ({"published": 3}, ["en"], ("", "")),
        ({"draft": 1}, [], ("1 draft", "state:any")),
        ({"draft": 5, "future": 1, "hidden": 0}, ["en"], ("5 drafts, 1 future", "state:any")),
        ({}, ["en", "de", "fr"], ("posts in de, fr", "lang:de")),
    ],
)
def test_what_there_is_where_nothing_is_listed(
    states: dict[str, int], languages: list[str], said: tuple[str, str]
) -> None:
    facets = [Facet("state", name, name, number) for name, number in states.items()]
    assert wording.unlisted(facets, languages) == said


def test_what_bars_a_post() -> None:
    assert wording.barred(()) == ""
    assert wording.barred(["a"]) == "filtered out by a"
    assert wording.barred(["a", "b", "c"]) == "filtered out by a, b and c"


def test_a_state_is_named_once() -> None:
    assert wording.state(State.PUBLISHED, "anything") == ""
    assert wording.state(State.DRAFT) == "◌ draft"
    assert wording.state(State.DRAFT, "draft: true") == "◌ draft: true"
    assert wording.state(State.DRAFT, "published: no") == "◌ draft · published: no"
    assert wording.state(State.HIDDEN, "not a post: why") == "⊘ not a post: why"


class Made(Plain):
    """An engine, as far as a reason names it."""

    name = "made"
    title = "Made"


MADE = Made()
EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("written", "moment", "note"),
    [
        ("2026-12-01", datetime(2026, 12, 1, tzinfo=UTC), "read as UTC, as Made does"),
        ("2026-12-01 00:00:00", datetime(2026, 12, 1, tzinfo=EAST), "read as +02:00, as Made does"),
        ("2026-12-01T00:00:00Z", datetime(2026, 12, 1, tzinfo=UTC), ""),
        ("2026-12-01T00:00:00+02:00", datetime(2026, 12, 1, tzinfo=EAST), ""),
        ("1 December 2026", datetime(2026, 12, 1, tzinfo=UTC), "read as UTC, as Made does"),
        # What another key says is no word on this one.
        ("2020-01-01", datetime(2026, 12, 1, tzinfo=UTC), ""),
        ("2026-99-99", datetime(2026, 12, 1, tzinfo=UTC), ""),
    ],
)
def test_the_zone_of_a_date_that_names_none(written: str, moment: datetime, note: str) -> None:
    post = Post("a.md", "A", date=moment, publish_at=moment)
    document = parse("a.md", f"---\nextra:\n  date: {written}\n---\n")
    said = listing(post, MADE, NOW, document)
    assert (said.listed, said.state) == (False, State.FUTURE)
    stamp = wording.moment(moment)
    assert said.reason == f"future: {stamp} is in 6 days" + (f" ({note})" if note else "")
    assert wording.moment(moment) in listing(post, MADE, NOW).reason


def test_what_is_listed_gives_no_reason() -> None:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert listing(Post("a.md", "A", publish_at=past), MADE, NOW)[:3] == (True, State.PUBLISHED, "")
    away = Post("a.md", "A", home=False, reason="hidden: true (line 2)")
    assert listing(away, MADE, NOW)[:3] == (True, State.PUBLISHED, "hidden: true (line 2)")
    gone = Post("a.md", "A", publish_at=past, expire_at=NOW - timedelta(days=3))
    assert listing(gone, MADE, NOW).reason == "expired 3 days ago: 2026-11-21 12:00 +00:00"
