"""Figures that are measured, with the limits they are held to."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `limit` None says that nothing was promised about it."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return self.limit is None or self.value <= self.limit

    def __str__(self) -> str:
        text = f"{self.name:<60} {self.value:>9.3f} {self.unit}"
        if self.limit is not None:
            text += f"   at most {self.limit:g}: {'kept' if self.kept else 'MISSED'}"
        return text


class Report:
    """Prints figures as they come, as lines of text or of JSON."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self.missed = 0

    def add(self, name: str, value: float, unit: str, limit: float | None = None) -> None:
        """Print one figure."""
        figure = Figure(name, round(value, 4), unit, limit)
        self.missed += not figure.kept
        print(json.dumps({**asdict(figure), "kept": figure.kept}) if self._as_json else figure,
              flush=True)  # fmt: skip


def medians(measures: Mapping[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """Each measure's median over `runs`, taken in turn so that a slow moment falls on all.

    A first round, which warms the caches, is not counted.
    """
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(runs + 1):
        for name, measure in measures.items():
            seconds = measure()
            if number:
                taken[name].append(seconds)
    return {name: statistics.median(values) for name, values in taken.items()}
