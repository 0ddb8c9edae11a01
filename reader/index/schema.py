"""The tables, and whether a file holds these and no others.

Paths are BLOBs: the bytes of the file system, which need not be UTF-8. Moments are microseconds
since 1970 in UTC; the zones that they were written in are kept apart, in seconds east of UTC.
"""

from __future__ import annotations

import sqlite3

from reader.index import fulltext

# "post" in ASCII; with the version of the tables it stands in the header of the file.
APPLICATION = 0x706F7374
VERSION = 5

_TABLES = (
    """CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE stamps (
        path BLOB PRIMARY KEY, mtime_ns INTEGER NOT NULL, size INTEGER NOT NULL,
        settled INTEGER NOT NULL
    ) WITHOUT ROWID""",
    # What is searched, sorted and counted by is kept apart from what is only shown: a row that is
    # short is read quickly. The state of most posts, published, is an empty text. Days count from
    # 1 January of year 1, as written.
    """CREATE TABLE posts (
        id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, place BLOB NOT NULL,
        state TEXT NOT NULL, publish_moment INTEGER, expire_moment INTEGER,
        moment INTEGER, day INTEGER, year INTEGER, words INTEGER NOT NULL,
        title_key TEXT NOT NULL, author_key TEXT,
        home INTEGER NOT NULL, lang TEXT NOT NULL, kin TEXT NOT NULL, told INTEGER NOT NULL
    )""",
    """CREATE TABLE cards (
        post INTEGER PRIMARY KEY,
        title TEXT NOT NULL, date_zone INTEGER, date_only INTEGER NOT NULL,
        publish_zone INTEGER, expire_zone INTEGER, url TEXT, summary TEXT NOT NULL,
        minutes INTEGER NOT NULL, body_line INTEGER NOT NULL, reason TEXT NOT NULL
    )""",
    # The whole of what the default list needs to count and to find a page.
    """CREATE INDEX posts_in_place
        ON posts (state, place, path, publish_moment, expire_moment, home, lang)""",
    # Posts whose bodies are still to be read: none, most of the time.
    """CREATE INDEX posts_untold ON posts (told) WHERE told = 0""",
    # When the next post is due, and when the last one was.
    """CREATE INDEX posts_by_publishing
        ON posts (publish_moment) WHERE publish_moment IS NOT NULL""",
    """CREATE INDEX posts_by_expiry ON posts (expire_moment) WHERE expire_moment IS NOT NULL""",
    # Translations of one another; few blogs have any.
    """CREATE INDEX posts_by_kin ON posts (kin, lang) WHERE kin <> ''""",
    # Where a post stands among those of one field's terms, if it is not where it stands at home.
    """CREATE TABLE places (
        post INTEGER NOT NULL, field TEXT NOT NULL, place BLOB NOT NULL,
        PRIMARY KEY (post, field)
    ) WITHOUT ROWID""",
    # Every spelling of a term, once. One that no post uses any more may stay.
    """CREATE TABLE names (
        id INTEGER PRIMARY KEY, field TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
        UNIQUE (field, key, name)
    )""",
    # `first` is 1 where the post has not named this key before: what is counted for a facet.
    """CREATE TABLE terms (
        post INTEGER NOT NULL, place INTEGER NOT NULL, name INTEGER NOT NULL,
        first INTEGER NOT NULL, PRIMARY KEY (post, place)
    ) WITHOUT ROWID""",
    """CREATE INDEX terms_by_name ON terms (name, post, first)""",
    """CREATE TABLE marks (
        post INTEGER NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (post, mark)
    ) WITHOUT ROWID""",
    """CREATE INDEX marks_by_mark ON marks (mark, post)""",
    # A problem of no post is one of the scan.
    """CREATE TABLE problems (
        id INTEGER PRIMARY KEY, post INTEGER, path BLOB NOT NULL, line INTEGER,
        cause TEXT NOT NULL
    )""",
    """CREATE INDEX problems_by_post ON problems (post)""",
    # What belongs to a post goes with it. Foreign keys would do the same, but have each row that is
    # put in look for its post: a sixth of the time that writing takes.
    """CREATE TRIGGER posts_gone AFTER DELETE ON posts BEGIN
        DELETE FROM cards WHERE post = old.id;
        DELETE FROM places WHERE post = old.id;
        DELETE FROM terms WHERE post = old.id;
        DELETE FROM marks WHERE post = old.id;
        DELETE FROM problems WHERE post = old.id;
    END""",
)


def create(connection: sqlite3.Connection, rules: str) -> None:
    """Make the tables in an empty file; `rules` names what the posts are read by."""
    for statement in _TABLES:
        connection.execute(statement)
    fulltext.create(connection)
    # `revision` counts the writings: what was worked out from one of them holds until the next.
    # `given` is the last number that was given to a post, `dead` how many of them are gone.
    connection.execute(
        "INSERT INTO meta VALUES ('rules', ?), ('revision', 0), ('site', ''), ('given', 0),"
        " ('dead', 0)",
        (rules,),
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing has been made in the file yet."""
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the tables are of this version of reader; False for another version's."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return bool(version == VERSION and application == APPLICATION)


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether every table and index stands as it was made."""
    made = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    # SQLite makes tables of its own behind those for full text.
    return {sql for (sql,) in made}.issuperset((*_TABLES, *fulltext.TABLES))


def rules(connection: sqlite3.Connection) -> str | None:
    """What the posts in the file were read by."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
    return None if row is None else str(row[0])
