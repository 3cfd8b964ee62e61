from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from msgspec import structs

from sitegen.fingerprint import digest_of
from sitegen.reading.library import SourceFile
from sitegen.reading.stamps import Stamps, is_settled, seal_of
from sitegen.sealed_file import read_sealed, write_sealed

LONG_AGO = 1_700_000_000_000_000_000
SECOND = 10**9


def a_file(folder: Path, path: str = "news/xylograph.md", text: str = "A text.") -> SourceFile:
    """A file of long ago, as a walk through the folder finds it."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    facts = file.stat()
    return SourceFile(path, facts.st_size, LONG_AGO, facts.st_ino, ctime_ns=LONG_AGO)


def noted(folder: Path, *files: SourceFile) -> Path:
    """The stamps of files that a build has read, written down."""
    stamps = Stamps(folder / "stamps.json")
    stamps.digests_of(files, folder, reads=True)
    stamps.save()
    return folder / "stamps.json"


def test_the_digest_of_a_file_that_nobody_knows_is_read(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    digests = Stamps(tmp_path / "stamps.json").digests_of([file], tmp_path, reads=True)
    assert digests == {file.path: digest_of(b"A text.")}


def test_the_digest_of_a_file_that_nobody_knows_is_not_read_unasked(tmp_path: Path) -> None:
    assert Stamps(tmp_path / "stamps.json").digests_of([a_file(tmp_path)], tmp_path, reads=False) == {}


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    at = noted(tmp_path, file)
    (tmp_path / file.path).write_text("Behind its stamp", encoding="utf-8")
    assert Stamps(at).digests_of([file], tmp_path, reads=True) == {file.path: digest_of(b"A text.")}


@pytest.mark.parametrize(
    "change",
    [{"size": 8}, {"mtime_ns": LONG_AGO + 1}, {"ctime_ns": LONG_AGO + 1}, {"inode": 1}],
    ids=lambda change: next(iter(change)),
)
def test_a_file_of_which_one_mark_has_changed_is_read_again(tmp_path: Path, change: dict[str, int]) -> None:
    file = a_file(tmp_path)
    at = noted(tmp_path, file)
    (tmp_path / file.path).write_text("Another text.", encoding="utf-8")
    now = structs.replace(file, **change)
    assert Stamps(at).digests_of([now], tmp_path, reads=True) == {file.path: digest_of(b"Another text.")}


@pytest.mark.parametrize("young", ["mtime_ns", "ctime_ns"])
def test_a_file_that_was_young_when_it_was_read_is_read_again(tmp_path: Path, young: str) -> None:
    file = a_file(tmp_path)
    before = Stamps(tmp_path / "stamps.json")
    file = structs.replace(file, **{young: before.began - SECOND})
    before.digests_of([file], tmp_path, reads=True)
    before.save()
    (tmp_path / file.path).write_text("At the same moment", encoding="utf-8")
    later = Stamps(tmp_path / "stamps.json")
    assert later.digests_of([file], tmp_path, reads=True) == {file.path: digest_of(b"At the same moment")}


def test_a_young_file_is_still_known_by_what_it_held(tmp_path: Path) -> None:
    before = Stamps(tmp_path / "stamps.json")
    file = structs.replace(a_file(tmp_path), mtime_ns=before.began)
    before.note(file, "1a")
    before.save()
    assert Stamps(tmp_path / "stamps.json").last_digest(file.path) == "1a"


def test_a_time_is_settled_after_two_seconds() -> None:
    assert not is_settled(LONG_AGO, LONG_AGO)
    assert not is_settled(LONG_AGO, LONG_AGO + 2 * SECOND)
    assert is_settled(LONG_AGO, LONG_AGO + 2 * SECOND + 1)
    assert is_settled(LONG_AGO)


def test_the_names_of_files_do_not_stand_among_the_stamps(tmp_path: Path) -> None:
    data = noted(tmp_path, a_file(tmp_path)).read_bytes()
    assert data
    for trace in (b"xylo", b"news", b".md", b"A text"):
        assert trace not in data


def test_a_name_that_is_no_unicode_is_known_too(tmp_path: Path) -> None:
    file = a_file(tmp_path, os.fsdecode(b"news/\xff.md"))
    at = noted(tmp_path, file)
    assert Stamps(at).digests_of([file], tmp_path, reads=False) == {file.path: digest_of(b"A text.")}


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff" * 100])
def test_a_damaged_file_knows_nothing(tmp_path: Path, data: bytes) -> None:
    at = noted(tmp_path, file := a_file(tmp_path))
    at.write_bytes(data)
    assert Stamps(at).digests_of([file], tmp_path, reads=False) == {}


@pytest.mark.parametrize(
    "data", [[], {"a": 1}, {"a": [[1, 2, 3], "1a"]}, {"a": [["1", 2, 3, 4], "1a"]}], ids=json.dumps
)
def test_a_file_that_another_program_has_sealed_knows_nothing(tmp_path: Path, data: object) -> None:
    write_sealed(tmp_path / "stamps.json", json.dumps(data).encode())
    assert Stamps(tmp_path / "stamps.json").last == {}


def test_what_no_build_has_read_any_more_is_not_written_down(tmp_path: Path) -> None:
    one, other = a_file(tmp_path, "one.md"), a_file(tmp_path, "other.md")
    at = noted(tmp_path, one, other)
    noted(tmp_path, one)
    assert Stamps(at).last_digest("one.md") == digest_of(b"A text.")
    assert Stamps(at).last_digest("other.md") == ""


def test_a_file_that_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    (tmp_path / file.path).unlink()
    stamps = Stamps(tmp_path / "stamps.json")
    assert stamps.digests_of([file], tmp_path, reads=True) == {}
    stamps.note(file, "")
    assert stamps.now == {}


def test_stamps_that_do_not_recall_know_nothing_and_write_down_what_they_are_told(tmp_path: Path) -> None:
    at = noted(tmp_path, file := a_file(tmp_path))
    fresh = Stamps(at, recalls=False)
    assert fresh.digests_of([file], tmp_path, reads=True) == {}
    fresh.note(file, "1a")
    fresh.save()
    assert Stamps(at).last_digest(file.path) == "1a"


def test_what_is_known_already_is_not_written_again(tmp_path: Path) -> None:
    at = noted(tmp_path, file := a_file(tmp_path))
    before = at.stat()
    noted(tmp_path, file)
    assert at.stat() == before
    assert read_sealed(at)


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("mine", encoding="utf-8")
    stamps = Stamps(tmp_path / "state" / "stamps.json")
    stamps.note(a_file(tmp_path), "1a")
    stamps.save()
    assert (tmp_path / "state").read_text(encoding="utf-8") == "mine"


def test_files_of_equal_names_and_content_have_one_seal(tmp_path: Path) -> None:
    def seal(*files: tuple[str, str, int]) -> str:
        stamps = Stamps(tmp_path / "none")
        for path, digest, size in files:
            stamps.note(SourceFile(path, size, 0, 0), digest)
        return seal_of(stamps.now)

    assert seal(("a", "1a", 1), ("b", "2b", 1)) == seal(("b", "2b", 5), ("a", "1a", 7))
    others = (("a", "1a", 1),), (("a", "2b", 1), ("b", "1a", 1)), (("a", "1a", 1), ("c", "2b", 1))
    assert len({seal(*files) for files in (*others, (("a", "1a", 1), ("b", "2b", 1)))}) == 4
