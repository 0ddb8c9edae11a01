"""A folder of no engine: every Markdown file is a post, newest first."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.engines.order import Desc, order_key
from reader.model import Post, State, Term
from reader.source.scan import is_markdown

if TYPE_CHECKING:
    from reader.source.document import Document

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SEPARATORS = re.compile(r"[-_\s]+")


class Plain:
    """The rules for a folder of no engine."""

    name = "plain"
    page_size = 10

    def is_post(self, path: str) -> bool:
        """Every Markdown file but Hugo's section pages."""
        name = path.rpartition("/")[2]
        return is_markdown(name) and not name.lower().startswith("_index.")

    def term_key(self, field: str, name: str) -> str:
        """One case, one separator; accents and `+ # .` are kept: `Big Data` is `big-data`."""
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        return _SEPARATORS.sub("-", folded).strip("-") or folded

    def read(self, document: Document, *, brief: bool = False) -> Post:
        """The post in any document: newest first, the undated last, then by path."""
        # Loaded with the first document: an index that is up to date is shown without reading any.
        from reader.source import fields as read

        fields = read.Fields(document)
        title = read.title(fields)
        dated = read.date(fields)
        terms = {
            field: terms
            for field, names in read.terms(fields).items()
            if (terms := self._terms(field, names))
        }
        state = read.state(fields)
        expire_at = read.expire_at(fields)
        problems = (*document.problems, *fields.problems)
        words, minutes, has = (0, 0, frozenset[str]()) if brief else _measured(document.body)
        day = (dated.date - _EPOCH) // _MICROSECOND if dated else 0
        return Post(
            path=document.path,
            title=title,
            date=dated.date if dated else None,
            date_only=dated is not None and dated.date_only,
            terms=terms,
            state=state,
            publish_at=read.publish_at(fields, dated) if state is State.PUBLISHED else None,
            expire_at=expire_at,
            url=read.url(fields),
            summary="" if brief else read.summary(fields),
            words=words,
            minutes=minutes,
            body_line=document.body_line,
            has=has | {"problem"} if problems else has,
            order=order_key(0 if dated else 1, Desc(day), document.path),
            problems=problems,
        )

    def _terms(self, field: str, names: list[str]) -> tuple[Term, ...]:
        """The terms of a field, each identity once, as it is spelt first."""
        terms: dict[str, Term] = {}
        for name in names:
            key = self.term_key(field, name)
            terms.setdefault(key, Term(field, key, name))
        return tuple(terms.values())


def _measured(body: str) -> tuple[int, int, frozenset[str]]:
    """Words, minutes and marks."""
    from reader.source.body import features
    from reader.source.text import count_words, plain

    return (*count_words(plain(body)), features(body))
