"""Slugs and addresses as Pelican makes them (`pelican.utils.slugify`, `contents`, `paginator`)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.patterns import lazy

if TYPE_CHECKING:
    import regex

# A name or a title is no longer than this in any blog; what comes after is not looked at.
_LONGEST = 1000
_PATIENCE = 0.05  # seconds that a pattern of a site's settings may take with one text
_COUNTED = re.compile(r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}")
_MOST_COUNTED = 10_000

_NOT_WORD = lazy(r"[^\w\s-]")
_DASHES = lazy(r"[-\s]+")
# Where `text-unidecode` differs from the table that Pelican takes, in letters that are in use.
_OTHER = {
    "Є": "Ie", "Ї": "Yi", "є": "ie", "ї": "yi", "し": "shi", "ち": "chi", "っ": "tsu", "つ": "tsu",
    "シ": "shi", "チ": "chi", "ッ": "tsu", "ツ": "tsu", "€": "EUR", "ẞ": "Ss",
}  # fmt: skip

_PLACE = lazy(r"\{\{|\}\}|\{(\w*)(?::([^{}]*))?\}|([{}])")
_DIRECTIVE = lazy(r"%-?.", re.DOTALL)
_DIRECTIVES = "aAbBcdfGHIjmMpSUuVwWxXyYzZ%"  # pelican.utils.strftime


class Pattern:
    """A regular expression of a site's settings: one that takes too long is given up."""

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        """ValueError where it is none, or would grow without end."""
        import regex

        counted = 1
        for found in _COUNTED.finditer(source):
            counted *= max(1, *(int(many or 1) for many in (found[1][:9], (found[2] or "")[:9])))
        if len(source) > _LONGEST or counted > _MOST_COUNTED:
            raise ValueError("too long")
        try:
            self._pattern = regex.compile(source, regex.IGNORECASE if ignore_case else 0)
        except (regex.error, RecursionError, OverflowError) as error:
            raise ValueError(str(error)) from None
        self._given_up = False

    def named(self, text: str) -> dict[str, str]:
        """The named groups that take part in a match at the text's start; none without one."""
        found: regex.Match[str] | None = None
        if not self._given_up:
            try:
                found = self._pattern.match(text[:_LONGEST], timeout=_PATIENCE)
            except TimeoutError:
                self._given_up = True
        groups = found.groupdict() if found else {}
        return {key: value for key, value in groups.items() if value is not None}

    def replaced(self, text: str, by: str) -> str:
        """`text` with every match replaced."""
        import regex

        if not self._given_up:
            try:
                return self._pattern.sub(by, text, timeout=_PATIENCE)
            except TimeoutError:
                self._given_up = True
            except (regex.error, IndexError):
                pass
        return text


class Slugs:
    """Makes slugs by a site's substitutions; None are Pelican's own."""

    def __init__(
        self,
        substitutions: Sequence[tuple[str, str]] | None = None,
        *,
        keep_case: bool = False,
        keep_letters: bool = False,
    ) -> None:
        self._keep_case, self._keep_letters = keep_case, keep_letters
        self._substitutions: list[tuple[Pattern, str]] | None = None
        self._known: dict[str, str] = {}
        if substitutions is not None:
            self._substitutions = []
            for source, by in substitutions:
                pattern = Pattern(unicodedata.normalize("NFKC", source), ignore_case=True)
                self._substitutions.append((pattern, unicodedata.normalize("NFKC", by)))

    def __call__(self, text: str) -> str:
        """The slug of a title or a name; ASCII unless the site keeps letters."""
        slug = self._known.get(text)
        if slug is None:
            slug = self._made(text[:_LONGEST])
            if len(self._known) < 10_000:
                self._known[text] = slug
        return slug

    def _made(self, text: str) -> str:
        text = unicodedata.normalize("NFKC", striptags(text))
        if not self._keep_letters:
            text = latin(text)
        if self._substitutions is None:
            text = _DASHES.sub("-", _NOT_WORD.sub("", text).strip())
        else:
            for pattern, by in self._substitutions:
                text = pattern.replaced(text, by)[:_LONGEST]
        return (text if self._keep_case else text.lower()).strip()


def striptags(text: str) -> str:
    """A text without its tags and with its entities resolved (`markupsafe.Markup.striptags`)."""
    if "<" in text:
        text = re.sub(r"<!--.*?-->|<(?!!--)[^>]*>", "", text, flags=re.DOTALL)
    return html.unescape(" ".join(text.split()))


def latin(text: str) -> str:
    """A text in ASCII, as the table of `Unidecode` has it; what it does not know is left out."""
    if text.isascii():
        return text
    from text_unidecode import unidecode

    return "".join(
        one if one < "\x80" else _OTHER.get(one) or _known(unidecode(one)) for one in text
    )


def _known(text: str) -> str:
    return "" if text.startswith("[?]") else text


def formatted(pattern: str, values: Mapping[str, object]) -> str | None:
    """A pattern with its `{name}` and `{date:%Y}` filled; None where it has others."""
    made: list[str] = []
    last = 0
    for found in _PLACE.finditer(pattern):
        made.append(pattern[last : found.start()])
        last = found.end()
        if found[0] in ("{{", "}}"):
            made.append(found[0][0])
            continue
        value = values.get(found[1] or "")
        if value is None or found[3]:
            return None
        if isinstance(value, datetime) and found[2]:
            made.append(strftime(value, found[2]))
        elif found[2]:
            return None
        else:
            made.append(str(value))
    made.append(pattern[last:])
    return "".join(made)


def strftime(date: datetime, pattern: str) -> str:
    """A date in C's directives, `%-d` without leading zeros (`pelican.utils.strftime`)."""

    def filled(found: re.Match[str]) -> str:
        if found[0][-1] not in _DIRECTIVES:
            return found[0]
        text = date.strftime(f"%{found[0][-1]}")
        return (text.lstrip("0") or "0") if len(found[0]) == 3 else text

    return _DIRECTIVE.sub(filled, pattern)
