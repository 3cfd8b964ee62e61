"""How many edits are made while a preview runs.

SITEGEN_EDITS=500 pytest tests/preview/test_edits.py     more edits, of which memory must tell nothing either
SITEGEN_SEED=100 pytest tests/preview/test_edits.py      others
SITEGEN_DIARY='plain rewritten:1 word:17+title:4' pytest tests/preview/test_edits.py    those that a failure has named
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.incremental.newsroom import IN_MEMORY
from tests.preview.hours import drawn_hour

HOURS = 2
"""Half of the edits are of all kinds, half of them hardly of anything but texts."""


def diaries() -> dict[str, str]:
    """The diaries to be tried, by name."""
    if diary := os.environ.get("SITEGEN_DIARY"):
        return {"diary": diary}
    seed, edits = int(os.environ.get("SITEGEN_SEED", "0")), int(os.environ.get("SITEGEN_EDITS", "36"))
    return {f"seed-{seed + hour}": str(drawn_hour(seed + hour, edits // HOURS)) for hour in range(HOURS)}


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that is gone after the test."""
    with TemporaryDirectory(dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "hour" in metafunc.fixturenames:
        found = diaries()
        metafunc.parametrize("hour", found.values(), ids=found)
