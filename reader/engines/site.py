"""The folder of one blog: where it stands, and what its engine reads there besides posts.

Whatever an engine reads or looks for is asked for here, so that `stamp` tells when any of it
changed. A file that cannot be read is a Problem, never an error.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.engines.settings import MAX_BYTES, SettingsError, parse
from reader.model import Problem

if TYPE_CHECKING:
    from reader.source.frontmatter import Value


class Site:
    """A site at `folder`, seen from a library at `root`, which may stand above or below it.

    `why` says how it was recognised: a file's name, or words on its shape. Where nothing but the
    content of a site is there, `within` is the folder of the site that the library stands for.
    """

    def __init__(
        self, root: Path, folder: Path | None = None, why: str = "", *, within: str = ""
    ) -> None:
        self.root = root
        self.folder = root if folder is None else folder
        self.why = why
        self.problems: list[Problem] = []
        self._stamps: dict[str, str] = {}
        self._loaded: dict[str, Value | SettingsError] = {}
        between = os.path.relpath(root, self.folder) if folder else "."
        between = between.replace(os.sep, "/")
        self._above = self._below = ""
        self._within = f"{within}/" if within else ""
        if within:
            self._above = self._within
        elif between != ".":
            if between.startswith(".."):
                self._below = os.path.relpath(self.folder, root).replace(os.sep, "/") + "/"
            else:
                self._above = between + "/"

    def path(self, path: str) -> str | None:
        """The path in the site of a file in the library; None where it stands outside."""
        if self._below:
            return path[len(self._below) :] if path.startswith(self._below) else None
        return self._above + path

    def covers(self, *folders: str) -> bool:
        """Whether the library holds one of these folders of the site, or stands within one.

        A folder is "" for all of the site, else its path without a slash at the end.
        """
        if self._below or not self._above:
            return True
        above = self._above
        return any(
            not folder or above.startswith(folder + "/") or (folder + "/").startswith(above)
            for folder in folders
        )

    @property
    def stamp(self) -> str:
        """What tells whether anything that was read or looked for has changed since."""
        return "\n".join(f"{name} {stamp}" for name, stamp in sorted(self._stamps.items()))

    def note(self, name: str, value: str) -> None:
        """Note what was made out of files whose own changes are not told by a stamp."""
        self._stamps[name] = value

    def exists(self, name: str) -> bool:
        """Whether a file or folder of the site is there."""
        return self._status(name) is not None

    def is_folder(self, name: str) -> bool:
        """Whether a folder of the site is there."""
        status = self._status(name)
        return status is not None and stat.S_ISDIR(status.st_mode)

    def first(self, *names: str) -> str | None:
        """The first of these files that is there."""
        return next((name for name in names if self.is_file(name)), None)

    def is_file(self, name: str) -> bool:
        """Whether a regular file of the site is there."""
        status = self._status(name)
        return status is not None and stat.S_ISREG(status.st_mode)

    def files(self, folder: str) -> list[str]:
        """The names in a folder of the site, sorted; none where it is not there."""
        self._status(folder)
        try:
            return sorted(os.listdir(self._place(folder)))
        except (OSError, ValueError):
            return []

    def text(self, name: str) -> str:
        """The text of a file of the site; SettingsError where it is missing or cannot be read."""
        status = self._status(name)
        try:
            if status is None or not stat.S_ISREG(status.st_mode):
                raise SettingsError("no such file")
            if status.st_size > MAX_BYTES:
                raise SettingsError(f"larger than {MAX_BYTES >> 10} KiB: not read")
            with self._place(name).open("rb") as file:
                data = file.read(MAX_BYTES)
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise SettingsError("not UTF-8") from None
        except (OSError, ValueError) as error:
            if isinstance(error, SettingsError):
                raise
            cause = error.strerror if isinstance(error, OSError) else None
            raise SettingsError(f"cannot be read: {cause or error}") from None

    def head(self, name: str, size: int) -> str:
        """The first bytes of a regular file as text, whose changes are not noted; "" where none."""
        try:
            place = self._place(name)
            if not stat.S_ISREG(os.stat(place).st_mode):
                return ""
            with place.open("rb") as file:
                return file.read(size).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def settings(self, name: str) -> Mapping[str, Value]:
        """The mapping in a YAML, TOML or JSON file, its scalars as written; SettingsError."""
        value = self._parsed(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise SettingsError("not a mapping")
        return value

    def data(self, name: str) -> Value:
        """What a YAML, TOML or JSON file of the site holds; None where it is not there.

        One that cannot be read is a Problem, and None.
        """
        if not self.is_file(name):
            return None
        try:
            return self._parsed(name)
        except SettingsError as error:
            self.problem(name, error)
            return None

    def problem(self, name: str, error: SettingsError | str, line: int | None = None) -> None:
        """Note what is wrong with a file of the site."""
        cause = error if isinstance(error, str) else error.cause
        line = line if isinstance(error, str) else error.line
        path = os.path.relpath(self._place(name), self.root).replace(os.sep, "/")
        problem = Problem(path, line, cause)
        if problem not in self.problems:
            self.problems.append(problem)

    def _parsed(self, name: str) -> Value:
        if name not in self._loaded:
            try:
                self._loaded[name] = parse(name, self.text(name))
            except SettingsError as error:
                # Kept too: each engine that has such a file asks for it.
                self._loaded[name] = error
        loaded = self._loaded[name]
        if isinstance(loaded, SettingsError):
            raise loaded
        return loaded

    def _status(self, name: str) -> os.stat_result | None:
        try:
            status = os.stat(self._place(name))
        except (OSError, ValueError):
            self._stamps[name] = "-"
            return None
        self._stamps[name] = f"{status.st_mtime_ns:x}.{status.st_size:x}"
        return status

    def _place(self, name: str) -> Path:
        """Where a file of the site stands on disk."""
        within = self._within
        if within and f"{name}/".startswith(within):
            return self.root / name[len(within) :]
        return self.folder / name
