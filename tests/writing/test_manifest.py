from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from sitegen.rendering.maker import Maker
from sitegen.writing.manifest import FileStamp, Made, Manifest, load_manifest, manifest_file, save_manifest

FILES = Manifest(
    files={
        "index.html": Made("1a", "home.html en", "2b", FileStamp(4, 2_000_000_000, 7)),
        "été/index.html": Made("2b"),
    },
    makers={"home.html en": Maker("1a", "2b", "3c")},
)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "manifest.json"
    save_manifest(file, FILES)
    assert load_manifest(file) == FILES


def test_equal_manifests_are_equal_files(tmp_path: Path) -> None:
    save_manifest(tmp_path / "one.json", FILES)
    save_manifest(tmp_path / "other.json", structs.replace(FILES, files=dict(reversed(FILES.files.items()))))
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "other.json").read_bytes()


def test_writing_a_manifest_leaves_nothing_else_behind(tmp_path: Path) -> None:
    save_manifest(tmp_path / "manifest.json", FILES)
    save_manifest(tmp_path / "manifest.json", Manifest())
    assert list(tmp_path.iterdir()) == [tmp_path / "manifest.json"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"files": {"a": 1}}', b'{"format": 99}'])
def test_a_manifest_that_cannot_be_read_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(data)
    assert load_manifest(tmp_path / "manifest.json") is None


def test_files_that_a_former_version_wrote_are_known(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format":1,"files":{"index.html":"1a"}}', encoding="utf-8")
    assert load_manifest(tmp_path / "manifest.json") == Manifest(files={"index.html": Made("")})


def test_a_manifest_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert load_manifest(tmp_path / "manifest.json") is None
    assert load_manifest(tmp_path) is None


def test_each_output_folder_has_its_own_manifest(tmp_path: Path) -> None:
    state = tmp_path / ".sitegen"
    public, preview = manifest_file(state, tmp_path / "public"), manifest_file(state, tmp_path / "preview")
    assert public != preview
    assert {public.parent, preview.parent} == {state}


def test_a_site_that_moves_keeps_its_manifest(tmp_path: Path) -> None:
    here, there = (manifest_file(tmp_path / name / ".sitegen", tmp_path / name / "public") for name in ("a", "b"))
    assert here.name == there.name


def test_an_output_folder_is_known_however_it_is_written(tmp_path: Path) -> None:
    state = tmp_path / ".sitegen"
    assert manifest_file(state, tmp_path / "public") == manifest_file(state, tmp_path / "x" / ".." / "public")
