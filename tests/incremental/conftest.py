"""How many edits are tried, and how many builds are killed and folders of state damaged.

SITEGEN_EDITS=500 pytest tests/incremental            more edits, in more diaries
SITEGEN_SEED=100 pytest tests/incremental             others
SITEGEN_DIARY='plain word:17+title:4 clock:9' pytest tests/incremental    the edits that a failure has named
SITEGEN_KILLS=100 SITEGEN_DAMAGES=500 pytest tests/incremental
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.incremental.diaries import drawn_diary
from tests.incremental.newsroom import IN_MEMORY

EDITS_IN_A_DIARY = 12


def number(name: str, default: int) -> int:
    return int(os.environ.get(name, default))


def diaries() -> list[str]:
    """The diaries to be tried."""
    if diary := os.environ.get("SITEGEN_DIARY"):
        return [diary]
    seed, edits = number("SITEGEN_SEED", 0), number("SITEGEN_EDITS", 48)
    counts = [min(EDITS_IN_A_DIARY, edits - done) for done in range(0, edits, EDITS_IN_A_DIARY)]
    return [str(drawn_diary(seed + place, count)) for place, count in enumerate(counts)]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that is gone after the test."""
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        yield Path(folder)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    seed = number("SITEGEN_SEED", 0)
    if "diary" in metafunc.fixturenames:
        found = diaries()
        metafunc.parametrize("diary", found, ids=[f"seed-{seed + place}" for place in range(len(found))])
    for fixture, variable, default in (("kill", "SITEGEN_KILLS", 3), ("damage", "SITEGEN_DAMAGES", 9)):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, range(seed, seed + number(variable, default)))
