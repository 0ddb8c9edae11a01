"""The files of a library: which of them are posts, and one of them read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Post

if TYPE_CHECKING:
    from reader.engines.base import Engine
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

    def scan(self, stop: Callable[[], bool]) -> Scan:
        """The stamps of what may be a post."""
        from reader.source.scan import scan

        if self.only is not None:
            return scan(self.root / self.only)
        seen = scan(self.root, stop=stop)
        is_post = self.engine.is_post
        stamps = {path: stamp for path, stamp in seen.stamps.items() if is_post(path)}
        return replace(seen, stamps=stamps)

    def document(self, path: str) -> Document:
        """The file at `path` as it stands on disk now."""
        from reader.source.document import load, parse

        return load(self.root, path) if self.text is None else parse(path, self.text)

    def post(self, document: Document, *, brief: bool = False) -> Post | None:
        """The post in a document, if it is one; `brief` as in `Engine.read`."""
        post = self.engine.read(document, brief=brief)
        if post is None and self.only is not None:
            # One file that was asked for by name is shown, whatever the engine thinks of it.
            title = document.path.rpartition("/")[2]
            return Post(document.path, title, body_line=document.body_line)
        return post
