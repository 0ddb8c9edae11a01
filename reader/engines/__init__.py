"""Blog engines: one file each, holding only what differs."""

from __future__ import annotations

from pathlib import Path

from reader.engines.base import Engine
from reader.engines.plain import Plain
from reader.errors import EngineError

ENGINES = {"plain": Plain}


def detect(path: Path, name: str | None = None) -> Engine:
    """The engine that `path` belongs to, or the one that is asked for; EngineError."""
    if name is None:
        return Plain()
    try:
        return ENGINES[name]()
    except KeyError:
        known = ", ".join(sorted(ENGINES))
        raise EngineError(f"there is no engine “{name}”; known are: {known}") from None


__all__ = ["ENGINES", "Engine", "Plain", "detect"]
