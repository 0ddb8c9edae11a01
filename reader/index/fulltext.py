"""Full text: the tables that words are looked for in, and words of a query as their language.

Two FTS5 tables (www.sqlite.org/fts5.html) have a row for each post, by its number: `heads` what
its front matter says, written with the post; `bodies` what is read of it, written when its body has
been read. They keep no text, and SQLite before 3.43 cannot take a row out of such a table, so a row
whose post is gone stays until a `sweep`: numbers of posts are never given twice.
"""

# ruff: noqa: S608 - what is formatted into a statement is SQL written in this package.

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.index.text import storable
from reader.index.tokens import APART, TOKENIZER, cores, is_sign, prepared, stands_alone
from reader.model import Post
from reader.query import Word

HEADS, BODIES = "heads", "bodies"
TABLES = (
    f"""CREATE VIRTUAL TABLE heads
        USING fts5(title, names, signs, content = '', tokenize = "{TOKENIZER}")""",
    f"""CREATE VIRTUAL TABLE bodies
        USING fts5(body, signs, content = '', tokenize = "{TOKENIZER}")""",
)
# A word in the title says most of what a post is about, then one among its names.
_WEIGHTS = {HEADS: "10.0, 4.0, 0.0", BODIES: "1.0, 0.0"}
# The fewest letters of a beginning that is looked for in bodies: they hold all shorter ones.
FEWEST = 3
# A filling writes a segment for each transaction. Some dozens of them cost a search next to
# nothing, where merging all would cost the filling a third of its time and the file its size
# again; what is written later is merged little by little.
_MERGED, _MOST_SEGMENTS = 8, 1_000
# A page of postings fills one of the file, which has 4,096 bytes.
_SETTINGS = (("pgsz", 4050), ("crisismerge", _MOST_SEGMENTS), ("automerge", _MERGED))
# Bytes of postings that one transaction keeps in memory before it writes them.
_HASH = 1 << 25
_LAST = "\U0010ffff"
# Hops from letter to letter, where counting would read the whole table.
_LETTERS = """
    WITH RECURSIVE hop(letter) AS (
        SELECT (SELECT substr(term, 1, 1) FROM head_words LIMIT 1)
        UNION ALL SELECT (
            SELECT substr(term, 1, 1) FROM head_words
            WHERE term >= char(unicode(letter) + 1) LIMIT 1
        ) FROM hop WHERE letter IS NOT NULL
    ) SELECT letter FROM hop WHERE letter IS NOT NULL LIMIT 100
"""


Text = tuple[int, str, str]
"""A row in `bodies`: a post's number, its text, and the words of it that have signs."""


class Asked(NamedTuple):
    """A word in FTS5's language: "" where it fits any post; in bodies None where it fits none."""

    heads: str
    bodies: str | None


def create(connection: sqlite3.Connection) -> None:
    """Make the tables."""
    for statement in TABLES:
        connection.execute(statement)
    for name, value in _SETTINGS:
        _set(connection, HEADS, name, value)
        _set(connection, BODIES, name, value)


def head(post: Post) -> tuple[str, str, str]:
    """A post's row in `heads`: its title, the names of its terms, the words with signs of both."""
    title = prepared(post.title)
    names = [
        prepared(term.name) for field, terms in post.terms.items() if field != "lang"
        for term in terms
    ]  # fmt: skip
    signed = APART.join(one.signed for one in (title, *names) if one.signed)
    return storable(title.text), APART.join(storable(name.text) for name in names), signed


def insert_heads(
    connection: sqlite3.Connection, heads: Iterable[tuple[int, str, str, str]]
) -> None:
    """Write what front matter says of posts, by their numbers."""
    connection.executemany(
        "INSERT INTO heads(rowid, title, names, signs) VALUES (?, ?, ?, ?)", heads
    )


def body(number: int, text: str) -> Text:
    """The row in `bodies` of a post's plain text."""
    return (number, *prepared(text))


def insert_bodies(connection: sqlite3.Connection, texts: Iterable[Text]) -> None:
    """Write what is read of posts' bodies; quickest where their numbers ascend."""
    connection.executemany("INSERT INTO bodies(rowid, body, signs) VALUES (?, ?, ?)", texts)


def fill(connection: sqlite3.Connection, *, much: bool) -> None:
    """Say whether much is about to be written, or no more."""
    for table in (HEADS, BODIES):
        _set(connection, table, "automerge", 0 if much else _MERGED)
        _set(connection, table, "hashsize", _HASH if much else 1 << 20)


def sweep(connection: sqlite3.Connection) -> None:
    """Forget all texts: they are to be written again."""
    for table in (HEADS, BODIES):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")


def asked(word: Word) -> Asked:
    """A word in FTS5's language."""
    words = cores(word.text)
    if not words:
        return Asked("", "")
    last = words[-1]
    parts = []
    plain = " ".join(one.plain for one in words if one.plain)
    # Where one word is asked for with its signs, these say all.
    if plain and (len(words) > 1 or not last.signed):
        parts.append(_phrase(plain, prefix=word.prefix and not is_sign(last.last)))
    parts += [
        f"signs : {_phrase(one.signed, prefix=word.prefix and one is last)}"
        for one in words
        if one.signed
    ]
    text = " AND ".join(f"({part})" for part in parts)
    short = word.prefix and len(last.last) < FEWEST and not _certain(last.last)
    return Asked(text, None if short else text)


def likely(connection: sqlite3.Connection, text: str) -> list[Word]:
    """Beginnings a letter longer than a text, then two, those of the most posts first.

    As titles and names have them: to count words in bodies takes as long as to look for them. Of
    "" all first letters, in no such order; none where the text is not one plain token.
    """
    words = cores(text)
    if text and (len(words) != 1 or words[0].signed or words[0].plain != words[0].last):
        return []
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.head_words USING fts5vocab(main, heads, row)"
    )
    if not text:
        letters = (letter for (letter,) in connection.execute(_LETTERS))
        return [Word(one, prefix=True) for one in letters if one.isalnum()]
    token = words[0].plain
    # UTF-8, by which SQLite compares, has the order of code points.
    statement = (
        "SELECT substr(term, 1, ?1) AS begun FROM head_words"
        " WHERE term >= ?2 AND term < ?3 AND length(term) >= ?1"
        " GROUP BY begun ORDER BY sum(doc) DESC"
    )
    found = list[Word]()
    for more in (1, 2):
        values = (len(token) + more, token, f"{token}{_LAST}")
        found += (Word(begun, prefix=True) for (begun,) in connection.execute(statement, values))
    return found


def _certain(token: str) -> bool:
    """Whether only one token begins like this one."""
    return is_sign(token) or stands_alone(token)


def scores(connection: sqlite3.Connection, words: Sequence[Word]) -> dict[int, float]:
    """How well posts fit any of the words, by number: the best the lowest."""
    every = [asked(word) for word in words if not word.negated]
    found: dict[int, float] = {}
    for table, texts in (
        (HEADS, [one.heads for one in every]), (BODIES, [one.bodies for one in every])
    ):  # fmt: skip
        if text := " OR ".join(f"({text})" for text in texts if text):
            statement = (
                f"SELECT rowid, bm25({table}, {_WEIGHTS[table]}) FROM {table} WHERE {table} MATCH ?"
            )
            for number, score in connection.execute(statement, (text,)):
                found[number] = found.get(number, 0.0) + score
    return found


def _phrase(tokens: str, *, prefix: bool) -> str:
    return f'"{tokens}"{"*" if prefix else ""}'


def _set(connection: sqlite3.Connection, table: str, name: str, value: int) -> None:
    connection.execute(f"INSERT INTO {table}({table}, rank) VALUES (?, ?)", (name, value))
