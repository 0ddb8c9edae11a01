"""Runs as signs show them: mathematics, raised and lowered digits, notes, addresses of links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reader.layout.signs import Signs
from reader.markup.blocks import Span

# What has a raised or a lowered form in Unicode that fonts of terminals hold.
_RAISED = str.maketrans("0123456789+-=()−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻")
_LOWERED = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
_DIGITS = frozenset("0123456789+-=()−")
_CHANGED = frozenset({"math", "sup", "sub", "footnote"})


def shown(runs: Sequence[Span], signs: Signs) -> Sequence[Span]:
    """The same runs, or others where their text is not what is to be read."""
    if any(span.role and _changes(span.role) for span in runs):
        runs = [_run(span) for span in runs]
    if signs.addresses and any(span.link for span in runs):
        runs = list(_addressed(runs))
    return runs


def under(span: Span, role: str) -> Span:
    """The same run with one role more, first among its own."""
    return span._replace(role=f"{role} {span.role}" if span.role else role)


@lru_cache(maxsize=512)
def _changes(role: str) -> bool:
    return not _CHANGED.isdisjoint(role.split())


def _run(span: Span) -> Span:
    words = span.role.split()
    if "math" in words:
        text, known = mathematics(span.text)
        return span._replace(text=text, role=span.role if known else f"{span.role} dim")
    if "footnote" in words:
        return span._replace(text=span.text if span.text.startswith("[") else f"[{span.text}]")
    for word, table in (("sup", _RAISED), ("sub", _LOWERED)):
        if word in words and _DIGITS.issuperset(span.text):
            return span._replace(text=span.text.translate(table))
    return span


def mathematics(source: str) -> tuple[str, bool]:
    """TeX as Unicode, or as it was written; whether it could be read."""
    from reader.markup.math import unicode_math

    found = unicode_math(source)
    return (source, False) if found is None else (found, True)


def _addressed(runs: Sequence[Span]) -> Iterator[Span]:
    """Runs with the address of each link behind its text, where the text is another.

    Where a word goes on behind the link, its address stands behind the word.
    """
    link: str | None = None
    parts: list[str] = []
    waiting: list[Span] = []
    before = ""
    for run in runs:
        span = run
        if span.link != link:
            waiting += _address("".join(parts), link)
            parts.clear()
            link = span.link
        if link:
            parts.append(span.text)
        if waiting:
            end = _goes_on(before, span.text)
            if end:
                yield span._replace(text=span.text[:end])
                span = span._replace(text=span.text[end:])
            if not span.text:
                before = run.text
                continue
            yield from waiting
            waiting.clear()
        yield span
        before = run.text
    yield from waiting
    yield from _address("".join(parts), link)


def _goes_on(before: str, text: str) -> int:
    """How many characters of `text` belong to the word that `before` ends in."""
    if not before[-1:].isalnum():
        return 0
    return next((at for at, sign in enumerate(text) if not sign.isalnum()), len(text))


def _address(text: str, link: str | None) -> Iterator[Span]:
    if link and not link.startswith(("#", "data:")) and _bare(text) != _bare(link):
        yield Span(f" ({link})", "source", link)


def _bare(address: str) -> str:
    """An address without what people leave out when they write it down."""
    return address.strip().removeprefix("mailto:").split("://", 1)[-1].rstrip("/").casefold()
