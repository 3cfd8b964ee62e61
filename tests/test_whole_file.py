from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.whole_file import write_new, write_whole


def test_a_file_is_written_with_the_folders_that_it_needs(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", b"text")
    write_new(tmp_path / "c" / "d.txt", b"other")
    assert ((tmp_path / "a/b.txt").read_bytes(), (tmp_path / "c/d.txt").read_bytes()) == (b"text", b"other")


def test_a_whole_file_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"older")
    write_whole(tmp_path / "a", b"newer")
    assert (tmp_path / "a").read_bytes() == b"newer"


def test_a_new_file_takes_the_place_of_none(tmp_path: Path) -> None:
    write_new(tmp_path / "a", b"older")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"newer")
    assert (tmp_path / "a").read_bytes() == b"older"


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    write_whole(tmp_path / "a", b"text")
    write_new(tmp_path / "b", b"text")
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"text")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "folder"]
