"""Regular expressions that start-up does not wait for: each is compiled at its first use."""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """A pattern to be; from its first use on it has the compiled pattern's own methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, for a constant of a module: its methods only, no argument to `re`.

    A use costs no more than that of a compiled pattern. Raises `re.error` at the first use.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
