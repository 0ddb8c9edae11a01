"""The text between the fences → values: YAML, TOML and JSON, with their lines and their flaws.

Every scalar stays as written: no resolver of YAML's is run, TOML's and JSON's numbers and dates
keep their text. Where a text does not parse, the `key: value` lines that stand alone are saved, so
that a mistake in one line never hides a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader.source.frontmatter import Value, Written

MAX_NODES = 10_000  # values in one front matter, aliases counted as often as they are used
MAX_DATA_NODES = 200_000  # the same in a file of settings
MAX_DEPTH = 32
MAX_CHUNKS = 200  # keys of a broken front matter that are parsed one by one


class LoadError(ValueError):
    """A text that does not parse; `line` counts from 0 in it, None where it is not known."""

    def __init__(self, cause: str, line: int | None = None) -> None:
        super().__init__(cause)
        self.cause, self.line = cause, line


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a text that was read all the same; `line` counts from 0 in it."""

    line: int | None
    cause: str


class Loaded(dict[str, Value]):
    """The values of a front matter, with each key's line (from 0) and what is wrong with it.

    `broken` says that the text did not parse and only part of it could be saved.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}
        self.flaws: list[Flaw] = []
        self.broken = False

    def add(self, key: str, value: Value, line: int) -> None:
        """Set a key; a second value of it counts, and is a flaw (once, however many follow)."""
        if key in self and (flaw := twice(key, line)).cause not in {f.cause for f in self.flaws}:
            self.flaws.append(flaw)
        self[key], self.lines[key] = value, line


def twice(key: str, line: int | None) -> Flaw:
    """The flaw of a key that is written twice."""
    return Flaw(line, f'"{key}" is written twice: the last one counts')


def unquoted(text: str) -> Written:
    """A scalar out of a line that does not parse: without the quotes round it, as far as any."""
    text = text.strip()
    if text[:1] in ("'", '"'):
        closed = len(text) > 1 and text[-1] == text[0]
        return Written(text[1:-1] if closed else text[1:], quoted=True)
    return Written(text)


@dataclass(slots=True)
class Chunk:
    """A line that sets a key, and the lines that belong to it."""

    key: str
    rest: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines) + "\n"


def chunks(text: str, setter: re.Pattern[str]) -> Iterable[Chunk]:
    """Cut a text at each line that `setter` (groups: key, rest) matches."""
    chunk: Chunk | None = None
    for number, line in enumerate(text.split("\n")):
        if found := setter.match(line):
            if chunk:
                yield chunk
            chunk = Chunk(found["key"].strip("\"' \t"), found["rest"].strip(), number, [line])
        elif chunk:
            chunk.lines.append(line)
    if chunk:
        yield chunk


def salvage(
    text: str, setter: re.Pattern[str], load: Callable[[str], Loaded], error: LoadError, what: str
) -> Loaded:
    """What can be read of a text that does not parse as a whole: chunk by chunk, else by line."""
    loaded = Loaded()
    loaded.broken = True
    loaded.flaws.append(Flaw(error.line, f"front matter is not valid {what}: {error.cause}"))
    for number, chunk in enumerate(chunks(text, setter)):
        if number == MAX_CHUNKS:
            break
        try:
            part = load(chunk.text)
            value = part[chunk.key]
        except (ValueError, KeyError):
            if not chunk.rest:
                continue
            value = unquoted(chunk.rest)
        loaded.add(chunk.key, value, chunk.line)
    return loaded
