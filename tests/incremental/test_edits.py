"""After any sequence of edits, a build with all that former builds remember equals a clean one, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental.diaries import diary_of, failure_of, shrunk


def test_after_any_edits_a_build_equals_a_clean_one(diary: str, place: Path) -> None:
    if told := failure_of(diary_of(diary), place / "site"):
        fewest = shrunk(diary_of(diary))
        pytest.fail(f"{told}\n\nof the diary\n  {diary}\nthese edits do:\n  SITEGEN_DIARY='{fewest}'", pytrace=False)
