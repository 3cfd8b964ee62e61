"""After any edits, some while the site is planned anew, what is served equals a clean build byte for byte."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import pytest

from tests.incremental.diaries import diary_of
from tests.preview.hours import TENTHS, failure_in

EDITS_BETWEEN_COMPARISONS = 9
EDITS_TO_WARM_UP = 100
"""After so many edits all caches are full, and Python has looked for garbage as often as it will."""
MANY = 200
"""From so many edits on, memory that is not given back shows."""
GROWTH = 1.3


def test_after_any_edits_a_clean_build_is_served_and_memory_does_not_grow(hour: str, place: Path) -> None:
    diary = diary_of(hour)
    edits = sum(map(len, diary.days))
    told, figures = failure_in(diary, place / "site", max(1, edits // EDITS_BETWEEN_COMPARISONS))
    print(figures)  # noqa: T201  `pytest -rP` shows it
    if told:
        pytest.fail(f"{told}\n\n{figures}\n\nof the diary\n  SITEGEN_DIARY='{diary}'", pytrace=False)
    if edits > MANY:
        tenths = max(1, ceil(EDITS_TO_WARM_UP * TENTHS / edits))
        assert figures.memory[-1] <= figures.memory[tenths - 1] * GROWTH
