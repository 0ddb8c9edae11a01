"""Which constructs besides Markdown's own a body is read with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reader.markup.dialects.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a body's engine makes of it; "" for an engine that is not known.

    `mdx` says that the body is MDX, where imports and JSX stand. `typography` turns straight
    quotes and hyphens into typographic ones. `around` is the body that a text stands in.
    """

    engine: str = ""
    mdx: bool = False
    typography: bool = False
    around: Surroundings = field(default=Surroundings(""), compare=False)

    def of(self, text: str) -> Dialect:
        """The dialect of this body."""
        return replace(self, around=Surroundings(text))

    @property
    def components(self) -> bool:
        """Whether JSX is read: the body is MDX, or begins with imports as only MDX does."""
        return self.mdx or self.around.module


ANY = Dialect()
