from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.sealed_file import read_sealed, write_sealed


@pytest.mark.parametrize("data", [b"", b"hall", b"\n", b"a\nb\r\n\xff" * 1000], ids=len)
def test_what_is_written_is_read(tmp_path: Path, data: bytes) -> None:
    write_sealed(tmp_path / "new" / "file", data)
    assert read_sealed(tmp_path / "new" / "file") == data


def test_equal_data_are_equal_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_sealed(tmp_path / name, b"hall")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_any_changed_bit_makes_a_file_as_none(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_sealed(file, b"hall")
    data = file.read_bytes()
    for place in range(len(data)):
        for bit in range(8):
            file.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
            assert read_sealed(file) is None, (place, bit)


def test_a_file_that_is_cut_or_longer_is_as_none(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_sealed(file, b"hall")
    data = file.read_bytes()
    for other in (*(data[:length] for length in range(len(data))), data + b"\0", data + data):
        file.write_bytes(other)
        assert read_sealed(file) is None


def test_where_there_is_no_file_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "file") is None
    assert read_sealed(tmp_path) is None


def test_writing_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_sealed(tmp_path / "file", b"hall")
    write_sealed(tmp_path / "file", b"tower")
    assert read_sealed(tmp_path / "file") == b"tower"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("mine", encoding="utf-8")
    with pytest.raises(OSError, match="folder"):
        write_sealed(tmp_path / "folder" / "file", b"hall")
