from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from sitegen.clock import Moment
from sitegen.fingerprint import digest_of
from sitegen.planning.media_kits import size_of_kit
from sitegen.planning.pages import CopyOf, KitFile, KitOf, KitText
from sitegen.rendering.media_kits import write_kit
from tests.rendering.rendered import at

TEXT = KitText("README.txt", "Ouverture de la clinique à Lima\r\n")


def kit_of(folder: Path, *names: str, modified: Moment | None = None) -> KitOf:
    files = []
    for name in names:
        (folder / name).write_bytes(name.encode() * 5000)
        files.append(
            KitFile(name, CopyOf(name, digest_of((folder / name).read_bytes())), (folder / name).stat().st_size)
        )
    return KitOf(tuple(files), TEXT, modified or at("2026-11-24T08:00"))


def written(kit: KitOf, folder: Path) -> bytes:
    to = BytesIO()
    write_kit(kit, folder, to)
    return to.getvalue()


def test_everybody_can_unpack_a_kit(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, "salle.jpg", "Programme à imprimer.pdf", "صورة.jpg")
    with ZipFile(BytesIO(written(kit, tmp_path))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["README.txt", "salle.jpg", "Programme à imprimer.pdf", "صورة.jpg"]
        assert archive.read("salle.jpg") == b"salle.jpg" * 5000
        assert archive.read("README.txt").decode() == TEXT.text


def test_its_size_is_the_one_that_the_page_says(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, "salle.jpg", "Programme à imprimer.pdf", "صورة.jpg")
    assert len(written(kit, tmp_path)) == size_of_kit(kit.files, kit.text)


def test_it_has_the_same_bytes_whenever_it_is_made(tmp_path: Path) -> None:
    first = written(kit_of(tmp_path, "a.jpg"), tmp_path)
    (tmp_path / "a.jpg").touch()
    (tmp_path / "a.jpg").chmod(0o600)
    assert written(kit_of(tmp_path, "a.jpg"), tmp_path) == first


@pytest.mark.parametrize(("day", "year"), [("1931-05-01", 1980), ("2300-05-01", 2107)])
def test_a_date_that_no_archive_can_tell_is_the_nearest_one(tmp_path: Path, day: str, year: int) -> None:
    with ZipFile(BytesIO(written(kit_of(tmp_path, "a.jpg", modified=at(day)), tmp_path))) as archive:
        assert archive.getinfo("a.jpg").date_time[0] == year


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, "a.jpg")
    (tmp_path / "a.jpg").unlink()
    with pytest.raises(FileNotFoundError):
        written(kit, tmp_path)
