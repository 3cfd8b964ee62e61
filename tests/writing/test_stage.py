from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.fingerprint import digest_of
from sitegen.writing.manifest import stamp_of
from sitegen.writing.stage import Delivered, Stage, digest_of_file, stage_for


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """The stage of an output that holds one file."""
    (tmp_path / "public" / "news").mkdir(parents=True)
    (tmp_path / "public" / "news" / "index.html").write_bytes(b"hall")
    return Stage(tmp_path / ".public.part", tmp_path / "public", is_first=False)


def a_file(stage: Stage, data: bytes) -> Path:
    """A file elsewhere that holds some bytes."""
    file = stage.folder.parent / "elsewhere"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("is_file", [False, True])
def test_a_new_file_waits_in_the_stage_and_the_output_stays(stage: Stage, is_file: bool) -> None:  # noqa: FBT001
    delivered = stage.put("a/b/c.html", a_file(stage, b"tower") if is_file else b"tower")
    place = stage.folder / "a/b/c.html"
    assert place.read_bytes() == b"tower"
    assert delivered == Delivered(digest_of(b"tower"), stamp_of(place.stat()), is_staged=True)
    assert not (stage.output / "a").exists()


@pytest.mark.parametrize("is_file", [False, True])
def test_a_file_that_the_output_has_already_is_not_staged(stage: Stage, is_file: bool) -> None:  # noqa: FBT001
    there = stage.output / "news/index.html"
    before = there.stat()
    delivered = stage.put("news/index.html", a_file(stage, b"hall") if is_file else b"hall")
    assert delivered == Delivered(digest_of(b"hall"), stamp_of(before), is_staged=False)
    assert there.stat().st_mtime_ns == before.st_mtime_ns
    assert not stage.folder.exists()


@pytest.mark.parametrize("is_file", [False, True])
@pytest.mark.parametrize("data", [b"hell", b"hal", b"halls", b""])
def test_a_file_that_differs_in_a_byte_is_staged(stage: Stage, data: bytes, is_file: bool) -> None:  # noqa: FBT001
    assert stage.put("news/index.html", a_file(stage, data) if is_file else data).is_staged
    assert (stage.folder / "news/index.html").read_bytes() == data
    assert (stage.output / "news/index.html").read_bytes() == b"hall"


def test_where_the_output_is_not_there_yet_nothing_is_compared(stage: Stage) -> None:
    first = Stage(stage.folder, stage.output, is_first=True)
    assert first.put("news/index.html", b"hall").is_staged


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_file_in_the_output_is_not_taken_for_one(stage: Stage, kind: str) -> None:
    place = stage.output / "index.html"
    if kind == "link":
        place.symlink_to(stage.output / "news/index.html")
    else:
        place.mkdir()
    assert stage.put("index.html", b"hall").is_staged
    assert stage.put("index.html", a_file(stage, b"hall")).is_staged


def test_a_long_file_is_copied_and_compared_to_its_end(stage: Stage) -> None:
    data = os.urandom(3 * (1 << 20) + 17)
    (stage.output / "kit.zip").write_bytes(data)
    assert not stage.put("kit.zip", a_file(stage, data)).is_staged
    other = data[:-1] + bytes([data[-1] ^ 1])
    assert stage.put("kit.zip", a_file(stage, other)).digest == digest_of(other)
    assert (stage.folder / "kit.zip").read_bytes() == other


def test_several_may_put_files_at_once(stage: Stage) -> None:
    stages = [Stage(stage.folder, stage.output, is_first=False) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda n: stages[n % 4].put(f"a/{n % 5}/{n}.html", str(n).encode()), range(60)))
    assert [each.digest for each in done] == [digest_of(str(number).encode()) for number in range(60)]
    assert {file.read_text(encoding="utf-8") for file in stage.folder.rglob("*.html")} == set(map(str, range(60)))


def test_a_file_that_cannot_be_written_is_told(stage: Stage) -> None:
    stage.put("a", b"a file")
    with pytest.raises(OSError, match="a"):
        stage.put("a/b.html", b"tower")
    with pytest.raises(OSError, match="nowhere"):
        stage.put("c.html", stage.folder / "nowhere")


def test_the_stage_lies_beside_the_output(tmp_path: Path) -> None:
    assert stage_for(tmp_path / "public") == tmp_path / ".public.part"


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"hall")
    assert digest_of_file(tmp_path / "file") == digest_of(b"hall")
