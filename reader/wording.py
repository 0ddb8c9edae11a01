"""How a post's facts are worded for a person, on a screen and in a table alike."""

from __future__ import annotations

from datetime import datetime

from reader.model import Post, State

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SIGNS = {
    State.PUBLISHED: " ",
    State.DRAFT: "◌",
    State.FUTURE: "◷",
    State.EXPIRED: "✕",
    State.HIDDEN: "⊘",
}


def day(date: datetime | None) -> str:
    """A date as written, in its own zone: 11 May 2017; "undated" where there is none."""
    return "undated" if date is None else f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def minutes(post: Post) -> str:
    """The reading time: 6 min."""
    return f"{post.minutes} min"


def state(post: Post) -> str:
    """The state of a post that is not published, with its sign; "" for a published one."""
    if post.state is State.PUBLISHED:
        return ""
    text = f"{SIGNS[post.state]} {post.state.value}"
    if post.state is State.FUTURE and post.publish_at is not None:
        text += f" until {day(post.publish_at)}"
    return text


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 post, 1,234 posts."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
