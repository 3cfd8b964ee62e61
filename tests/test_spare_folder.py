"""Folders for what shall lie in no other end with the program, and nothing else is touched."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sitegen.memo import Memo
from sitegen.records import Records
from sitegen.spare_folder import SpareFolder, sweep

LATER = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_for_its_owner_alone_and_gone_at_the_end() -> None:
    spare = SpareFolder()
    assert spare.path.stat().st_mode & 0o777 == 0o700
    (spare.path / "secret").write_text("zephyrine", encoding="utf-8")
    spare.close()
    spare.close()
    assert not spare.path.exists()


def test_a_folder_in_use_stays(temporary: Path) -> None:
    spare = SpareFolder()
    sweep(LATER)
    assert [*temporary.iterdir()] == [spare.path]
    spare.close()


def test_what_was_left_is_taken_away_and_what_is_not_ours_is_not(temporary: Path) -> None:
    treasure = temporary / "treasure"
    treasure.write_text("kept", encoding="utf-8")
    for name in ("sitegen-left", "sitegen-notes", "sitegen-linked", "sitegen-open", "other"):
        (temporary / name).mkdir(mode=0o700)
    for name in ("sitegen-left", "sitegen-open", "other"):
        (temporary / name / "in-use").touch()
    (temporary / "sitegen-linked/in-use").symlink_to(treasure)
    (temporary / "sitegen-link").symlink_to(temporary / "other")
    (temporary / "sitegen-open").chmod(0o777)
    sweep(LATER - timedelta(hours=1))
    assert (temporary / "sitegen-left").exists()
    sweep(LATER)
    assert {path.name for path in temporary.iterdir()} == {
        *("treasure", "sitegen-notes", "sitegen-open", "other", "sitegen-link")
    }
    assert treasure.read_text(encoding="utf-8") == "kept"
    assert os.listdir(temporary / "other") == ["in-use"]  # noqa: PTH208  names alone


def test_a_folder_that_has_gone_is_not_made_again() -> None:
    spare = SpareFolder()
    memo, records = Memo(spare.path, is_spare=True), Records(spare.path, is_spare=True)
    spare.close()
    assert memo.keep("a1", b"zephyrine") is None
    records.keep([("a1", b"zephyrine")])
    assert not spare.path.exists()
    assert records.find(["a1"]) == {"a1": b"zephyrine"}
