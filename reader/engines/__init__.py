"""Blog engines: one file each, holding only what differs."""

from reader.engines.base import Engine
from reader.engines.detect import ENGINES, detect

__all__ = ["ENGINES", "Engine", "detect"]
