from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from sitegen.memo import Memo

KEY, OTHER = "3f" * 16, "3f" + "9c" * 15


def content(path: Path | None) -> bytes | None:
    return path.read_bytes() if path else None


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    Memo(tmp_path / "memo").keep(KEY, b"hall")
    assert content(Memo(tmp_path / "memo").find(KEY)) == b"hall"


def test_another_key_finds_nothing(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    memo.keep(KEY, b"hall")
    assert memo.find(OTHER) is None


@pytest.mark.parametrize("damage", [b"", b"hal", b"hale", b"hall and more"])
def test_a_damaged_file_is_as_none_and_can_be_kept_anew(tmp_path: Path, damage: bytes) -> None:
    memo = Memo(tmp_path)
    path = memo.keep(KEY, b"hall")
    assert path
    path.write_bytes(damage)
    assert memo.find(KEY) is None
    memo.keep(KEY, b"hall")
    assert content(memo.find(KEY)) == b"hall"


def test_a_file_is_written_in_pieces(tmp_path: Path) -> None:
    def write(to: BinaryIO) -> None:
        to.writelines([b"ha", b"ll"])

    assert content(Memo(tmp_path).write(KEY, write)) == b"hall"


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def write(to: BinaryIO) -> None:
        to.write(b"ha")
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        Memo(tmp_path).write(KEY, write)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_made_remembers_nothing(tmp_path: Path) -> None:
    (tmp_path / "memo").write_text("a file", encoding="utf-8")
    memo = Memo(tmp_path / "memo")
    assert memo.keep(KEY, b"hall") is None
    assert memo.find(KEY) is None
    memo.forget(0)


def test_what_nobody_uses_is_forgotten(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    for key in (KEY, OTHER):
        path = memo.keep(key, b"hall")
        assert path
        os.utime(path, (1000, 1000))
    assert memo.find(KEY)
    memo.forget(before=2000)
    assert memo.find(KEY)
    assert memo.find(OTHER) is None


def test_several_may_keep_the_same_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: content(Memo(tmp_path).keep(KEY, b"hall" * 1000)), range(64)))
    assert set(found) == {b"hall" * 1000}
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_memory_that_does_not_recall_makes_all_anew(tmp_path: Path) -> None:
    Memo(tmp_path).keep(KEY, b"poisoned")
    fresh = Memo(tmp_path, recalls=False)
    assert fresh.find(KEY) is None
    fresh.keep(KEY, b"hall")
    assert content(Memo(tmp_path).find(KEY)) == b"hall"


def test_what_lies_on_the_shelf_is_found_and_nothing_is_put_there(tmp_path: Path) -> None:
    Memo(tmp_path / "shelf").keep(KEY, b"hall")
    memo = Memo(tmp_path / "memo", shelf=tmp_path / "shelf")
    assert content(memo.find(KEY)) == b"hall"
    memo.keep(OTHER, b"ward")
    assert content(memo.find(OTHER)) == b"ward"
    assert Memo(tmp_path / "shelf").find(OTHER) is None
