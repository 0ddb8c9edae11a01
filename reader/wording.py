"""How a post's facts are worded for a person, on a screen and in a table alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.model import Facet, Landing, Post, State

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SIGNS = {
    State.PUBLISHED: " ",
    State.DRAFT: "◌",
    State.FUTURE: "◷",
    State.EXPIRED: "✕",
    State.HIDDEN: "⊘",
}
# Of what is no state of a post, but what its reader did with it.
UNREAD, BOOKMARKED = "•", "★"
# What the reason of a file begins with that its engine takes for no post.
NOT_A_POST = "not a post"
HOME = "Home"
_UNITS = ((31_557_600, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute"))


def day(date: datetime | None) -> str:
    """A date as written, in its own zone: 11 May 2017; "undated" where there is none."""
    return "undated" if date is None else f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def minutes(post: Post) -> str:
    """The reading time: 6 min."""
    return f"{post.minutes} min"


def moment(date: datetime) -> str:
    """A moment as written, to the minute, with its zone: 2026-12-01 00:00 +00:00."""
    text = date.isoformat(sep=" ", timespec="minutes")
    return f"{text[:16]} {text[16:]}"


def span(time: timedelta) -> str:
    """A length of time in its largest whole unit, two of them at least: 6 days."""
    seconds = int(abs(time).total_seconds())
    for size, unit in _UNITS:
        if seconds >= 2 * size:
            return count(seconds // size, unit)
    return "a minute"


def wait(publish_at: datetime, now: datetime, zone: str = "") -> str:
    """Why a post is not published yet; `zone` says where the zone of its date is from."""
    note = f" ({zone})" if zone else ""
    return f"future: {moment(publish_at)} is in {span(publish_at - now)}{note}"


def end(expire_at: datetime, now: datetime, zone: str = "") -> str:
    """Why a post is published no longer; `zone` as in `wait`."""
    note = f" ({zone})" if zone else ""
    return f"expired {span(now - expire_at)} ago: {moment(expire_at)}{note}"


def state(post_state: State, reason: str = "") -> str:
    """The state of a post that is not published, with its sign and why; "" for a published one.

    `reason` is the one of its listing: see `reader.listing`.
    """
    if post_state is State.PUBLISHED:
        return ""
    text = post_state.value
    if reason:
        named = reason.startswith((text, NOT_A_POST))
        text = reason if named else f"{text} · {reason}"
    return f"{SIGNS[post_state]} {text}"


def unlisted(states: Sequence[Facet], languages: Sequence[str]) -> tuple[str, str]:
    """What there is where nothing is listed, and the query that lists it; twice "" for nothing.

    `states` are the facets of `state`; `languages` begin with the one that is listed unasked.
    """
    kept = [one for one in states if one.key != State.PUBLISHED.value and one.posts]
    if kept:
        return ", ".join(map(_kept, kept)), "state:any"
    if len(languages) > 1:
        return f"posts in {', '.join(languages[1:])}", f"lang:{languages[1]}"
    return "", ""


def _kept(state: Facet) -> str:
    if state.key == State.DRAFT.value:
        return count(state.posts, "draft")
    return f"{state.posts:,} {state.key}"


def seen(name: str, title: str, why: str) -> str:
    """Which engine a folder's posts are read by, and why: Hugo, by hugo.toml."""
    if why == "asked for":
        return f"{title}, as asked for"
    if name == "plain" or not why:
        return f"{title}: {why}" if why else title
    return f"{title}, by {why}"


def landing(one: Landing, *, place: bool = True) -> str:
    """Where a post stands in one list: page 3 of 12 of Home, no. 4."""
    name = HOME if one.term is None else one.term
    where = f"page {one.number} of {one.of} of {name}"
    return f"{where}, no. {one.place}" if place else where


def landings(found: Sequence[Landing], most: int = 2) -> str:
    """Where a post stands in at most so many lists, those that are left out counted."""
    named = [landing(one, place=one.kind == "home") for one in found[:most]]
    if len(found) > most:
        named.append(f"{len(found) - most} more")
    return "; ".join(named)


def barred(parts: Sequence[str]) -> str:
    """Why a post is not in the list that is shown: filtered out by tag:cni and year:2017."""
    if not parts:
        return ""
    *some, last = parts
    return f"filtered out by {', '.join(some)} and {last}" if some else f"filtered out by {last}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 post, 1,234 posts."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
