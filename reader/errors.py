"""What can go wrong in a way that the user can mend.

    ReaderError                 one clear line, exit status 2
    ├── PathError               PATH does not exist or cannot be read
    ├── QueryError              a mistake in a query, with the column it stands in
    ├── ConfigError             a mistake in the settings file, with the key
    └── EngineError             an engine's name that is not known

A bad post is not an error: it is a post with a `Problem` (see `model`). Anything else that is
raised is a bug and shows its traceback.
"""

from __future__ import annotations


class ReaderError(Exception):
    """A failure that the user can mend; `str()` is the one line that says how."""


class PathError(ReaderError):
    """PATH does not exist or cannot be read."""


class ConfigError(ReaderError):
    """The settings file cannot be used; the message names the file and the key."""


class EngineError(ReaderError):
    """An engine was asked for by a name that is not known."""


class QueryError(ReaderError):
    """A query that cannot be read.

    `column` counts characters from 1 and points at the first one that does not fit.
    """

    def __init__(self, cause: str, text: str, column: int) -> None:
        self.cause, self.text, self.column = cause, text, column
        super().__init__(f"query, column {column}: {cause}")
