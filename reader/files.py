"""The files of a library: which of them are posts, and one of them read."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Post
from reader.wording import NOT_A_POST

if TYPE_CHECKING:
    from reader.engines.base import Engine, Part
    from reader.source.document import Document
    from reader.source.scan import Scan


class Files:
    """The files under `root` by the rules of `engine`, or only one of them.

    `only` is the path of the one; `text` is what stands in it where it is no file.
    """

    def __init__(
        self,
        root: Path,
        engine: Engine,
        *,
        only: str | None = None,
        text: str | bytes | None = None,
    ) -> None:
        self.root, self.engine, self.only, self.text = root, engine, only, text

    def scan(
        self, stop: Callable[[], bool], found: Callable[[int], None] = lambda many: None
    ) -> Scan:
        """The stamps of what may be a post; `found` hears of how many, as they are found."""
        from reader.source.scan import scan

        if self.only is not None:
            return scan(self.root / self.only)
        seen = scan(self.root, stop=stop, found=found)
        found(len(seen.stamps))
        stamps = {path: seen.stamps[path] for path in self.engine.posts(seen.stamps)}
        return replace(seen, stamps=stamps, problems=(*seen.problems, *self.engine.site.problems))

    @property
    def stamp(self) -> str:
        """What tells whether the engine or the settings of the site have changed since a scan."""
        return f"{self.engine.name}\n{self.engine.site.stamp}"

    def document(self, path: str, *, most: int | None = None) -> Document:
        """The file at `path` as it stands on disk now, `most` as in `load`."""
        from reader.source.document import load, parse

        if self.text is not None:
            return parse(path, self.text)
        return load(self.root, path, most)

    def post(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document, if it is one; `part` as in `Engine.read`."""
        if self.only is None:
            return self.engine.read(document, part=part)
        # One file that was asked for by name is shown, whatever the engine thinks of it.
        excluded = self._exclusion(document.path) if self.text is None else ""
        post = None if excluded else self.engine.read(document, part=part)
        if post is None:
            from reader.engines.plain import Plain

            why = excluded or f"{self.engine.title} reads none in it"
            post = replace(Plain().post(document, part=part), reason=f"{NOT_A_POST}: {why}")
        # Standing alone it is in no language's list, and in no other list than home.
        return replace(post, lang="", home=True)

    def _exclusion(self, path: str) -> str:
        """Why the engine takes the one file for no post, by its name and those of its folder."""
        from reader.source.scan import is_markdown

        if excluded := self.engine.exclusion(path):
            return excluded
        try:
            names = [name for name in os.listdir(self.root) if is_markdown(name)]
        except OSError:
            names = []
        if path in self.engine.posts({path, *names}):
            return ""
        return f"{self.engine.title} takes it for a part of another post"
