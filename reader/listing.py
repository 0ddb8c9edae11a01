"""Whether a post is listed, and why it is not: in words that name the rule and its line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Post, State
from reader.wording import NOT_A_POST, end, wait

if TYPE_CHECKING:
    from reader.engines.base import Engine
    from reader.source.document import Document
    from reader.source.frontmatter import Value

# The keys of a front matter that may hold the date that a post is published or taken out by.
_MOST_KEYS, _DEPTH = 200, 3


class Listing(NamedTuple):
    """Whether its engine lists a post; `reason` says in words why not, "" where it does.

    `lang` is the language it is listed under on a site of several, else "".
    """

    listed: bool
    state: State
    reason: str
    lang: str


def listing(post: Post, engine: Engine, now: datetime, document: Document | None = None) -> Listing:
    """What becomes of a post at a moment; with its document, where the zone of its date is from."""
    lang = post.lang or next(iter(post.names("lang")), "")
    if post.reason.startswith(NOT_A_POST):
        return Listing(False, State.HIDDEN, post.reason, lang)
    state, reason = post.state_at(now), post.reason
    # Only the clock makes these two, unless the engine says a reason of its own.
    if state is State.FUTURE and post.publish_at is not None:
        reason = wait(
            post.publish_at, now, reason or _zone(post.publish_at, post, engine, document)
        )
    elif state is State.EXPIRED and post.expire_at is not None:
        reason = end(post.expire_at, now, reason or _zone(post.expire_at, post, engine, document))
    elif state is State.PUBLISHED:
        return Listing(True, state, reason if not post.home else "", lang)
    return Listing(False, state, reason or state.value, lang)


def _zone(moment: datetime, post: Post, engine: Engine, document: Document | None) -> str:
    """Where the zone of a moment is from, if none is written."""
    if not _without_zone(moment, post, document):
        return ""
    offset = moment.strftime("%z")
    zone = "UTC" if moment.utcoffset() == UTC.utcoffset(None) else f"{offset[:3]}:{offset[3:5]}"
    if engine.name == "plain":
        return f"no zone is written: read as {zone}"
    return f"read as {zone}, as {engine.title} does"


def _without_zone(moment: datetime, post: Post, document: Document | None) -> bool:
    if post.date_only and moment == post.date:
        return True
    values = document.front.values if document is not None else {}
    wall = moment.replace(tzinfo=None)
    return any(_names(text, wall) for text in _texts(dict(values)))


def _texts(values: Value, depth: int = 0) -> list[str]:
    """The scalars of a front matter's top, and of the maps right below."""
    if isinstance(values, str):
        return [values]
    if not isinstance(values, dict) or depth > _DEPTH:
        return []
    items = list(values.values())[:_MOST_KEYS]
    return [text for item in items for text in _texts(item, depth + 1)][:_MOST_KEYS]


def _names(text: str, wall: datetime) -> bool:
    """Whether a text names a time on the wall without its zone."""
    from reader.source.dates import ImpossibleDateError, parse

    if str(wall.year) not in text[:100]:
        return False
    try:
        found = parse(text)
        # With a zone of its own a text takes no second one.
        zoned = parse(f"{text[:80]} +05:00")
    except ImpossibleDateError:
        return False
    if found is None or zoned is None or zoned.flaw:
        return False
    return found.date.replace(tzinfo=None) == wall
