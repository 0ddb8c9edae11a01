"""Which constructs besides Markdown's own a body is read with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a body's engine makes of it; "" for an engine that is not known.

    `mdx` says that the body is MDX, where imports and JSX stand. `typography` turns straight
    quotes and hyphens into typographic ones.
    """

    engine: str = ""
    mdx: bool = False
    typography: bool = False


ANY = Dialect()
