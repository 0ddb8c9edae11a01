"""The page window and the numbers of a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.model import Page, Post, Problem, State, Term, page_window

WINDOWS = [
    (32, 39, "1 … 31 32 33 … 39"),
    (1, 39, "1 2 3 4 5 … 39"),
    (2, 39, "1 2 3 4 5 … 39"),
    (4, 39, "1 2 3 4 5 … 39"),
    (5, 39, "1 … 4 5 6 … 39"),
    (35, 39, "1 … 34 35 36 … 39"),
    (36, 39, "1 … 35 36 37 38 39"),
    (39, 39, "1 … 35 36 37 38 39"),
    (1, 1, "1"),
    (2, 3, "1 2 3"),
    (4, 7, "1 2 3 4 5 6 7"),
    (1, 8, "1 2 3 4 5 … 8"),
    (4, 8, "1 2 3 4 5 … 8"),
    (5, 8, "1 … 4 5 6 7 8"),
]


@pytest.mark.parametrize(("number", "of", "shown"), WINDOWS)
def test_the_window_as_it_is_drawn(number: int, of: int, shown: str) -> None:
    assert " ".join("…" if n is None else str(n) for n in page_window(number, of)) == shown


@st.composite
def windows(draw: st.DrawFn) -> tuple[int, int, int, int]:
    of = draw(st.integers(1, 60) | st.integers(1, 100_000))
    return draw(st.integers(1, of)), of, draw(st.integers(0, 4)), draw(st.integers(1, 3))


@given(windows())
def test_every_window_leads_everywhere(window: tuple[int, int, int, int]) -> None:
    number, of, middle, ends = window
    shown = page_window(number, of, middle=middle, ends=ends)
    numbers = [one for one in shown if one is not None]
    assert number in numbers
    assert numbers == sorted(set(numbers))
    assert set(range(1, min(ends, of) + 1)) <= set(numbers)
    assert set(range(max(1, of - ends + 1), of + 1)) <= set(numbers)
    near = range(max(1, number - middle), min(of, number + middle) + 1)
    assert set(near) <= set(numbers)


@given(windows())
def test_a_gap_hides_two_pages_or_more(window: tuple[int, int, int, int]) -> None:
    number, of, middle, ends = window
    shown = page_window(number, of, middle=middle, ends=ends)
    for at, one in enumerate(shown):
        if one is None:
            before, after = shown[at - 1], shown[at + 1]
            assert before is not None
            assert after is not None
            assert after - before > 2
        elif at and (before := shown[at - 1]) is not None:
            assert one == before + 1


@given(windows())
def test_the_slots_hold_still_while_one_pages(window: tuple[int, int, int, int]) -> None:
    number, of, middle, ends = window
    slots = len(page_window(number, of, middle=middle, ends=ends))
    assert slots == min(of, 2 * ends + 2 * middle + 3)


def test_the_middle_slot_is_the_current_page_away_from_the_ends() -> None:
    for number in range(5, 36):
        assert page_window(number, 39)[3] == number


def some(count: int) -> tuple[Post, ...]:
    return tuple(Post(f"{n}.md", f"Post {n}") for n in range(count))


def test_a_page_says_which_posts_it_shows() -> None:
    page = Page(33, 39, 10, 384, some(10))
    assert (page.first, page.last) == (321, 330)
    last = Page(39, 39, 10, 384, some(4))
    assert (last.first, last.last) == (381, 384)
    empty = Page(1, 1, 10, 0, ())
    assert (empty.first, empty.last) == (0, 0)


@given(st.integers(0, 500), st.integers(1, 50), st.data())
def test_pages_follow_on_one_another(total: int, size: int, data: st.DataObject) -> None:
    of = max(1, -(-total // size))
    number = data.draw(st.integers(1, of))
    assume(total)
    count = min(size, total - (number - 1) * size)
    page = Page(number, of, size, total, some(count))
    assert page.first == (number - 1) * size + 1
    assert page.last == (total if number == of else number * size)


NOW = datetime(2020, 1, 1, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "publish_at", "expire_at", "now_is"),
    [
        (State.PUBLISHED, None, None, State.PUBLISHED),
        (State.PUBLISHED, LATER, None, State.FUTURE),
        (State.PUBLISHED, NOW, None, State.PUBLISHED),
        (State.PUBLISHED, EARLIER, EARLIER, State.EXPIRED),
        (State.PUBLISHED, None, NOW, State.EXPIRED),
        (State.PUBLISHED, None, LATER, State.PUBLISHED),
        (State.PUBLISHED, LATER, EARLIER, State.FUTURE),
        (State.DRAFT, LATER, EARLIER, State.DRAFT),
        (State.HIDDEN, None, EARLIER, State.HIDDEN),
    ],
)
def test_the_state_of_a_moment(
    state: State, publish_at: datetime | None, expire_at: datetime | None, now_is: State
) -> None:
    post = Post("a.md", "A", state=state, publish_at=publish_at, expire_at=expire_at)
    assert post.state_at(NOW) is now_is


def test_a_post_names_its_terms_as_written() -> None:
    terms = {"author": (Term("author", "author-one", "Author One"),)}
    post = Post("a.md", "A", terms=terms)
    assert post.authors == ("Author One",)
    assert post.names("tag") == ()


def test_a_problem_says_where_it_stands() -> None:
    assert str(Problem("a.md", 3, "no such date")) == "a.md:3: no such date"
    assert str(Problem("a.md", None, "empty file")) == "a.md: empty file"
