"""Every list of every site, page by page, against what its engine said (`tests.sites.record`)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import cast

import pytest

from tests.sites.built import Built, differences

SITES = Path(__file__).parent / "sites"
EXPECTED = sorted(SITES.glob("*/expected.json"))


def kept() -> list[tuple[Path, Built]]:
    found = []
    for file in EXPECTED:
        for name, built in json.loads(file.read_text(encoding="utf-8"))["sites"].items():
            found.append((file.parent / name, cast("Built", built)))
    return found


@pytest.mark.parametrize(
    ("site", "built"),
    [pytest.param(*one, id=f"{one[0].parent.name}-{one[0].name}") for one in kept()],
)  # fmt: skip
def test_reader_lists_what_the_engine_lists(
    site: Path, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    assert built["lists"]
    assert differences(site, built) == []
