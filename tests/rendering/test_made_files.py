from __future__ import annotations

from pathlib import Path

import pytest
import pyvips

from sitegen.imaging.cards import Card
from sitegen.imaging.photograph import Rendition
from sitegen.memo import Memo
from sitegen.planning.pages import CardOf, CleanCopyOf, ImageOf, KitFile, KitOf, KitText
from sitegen.problems import Location, Problem
from sitegen.rendering.made_files import develop, made_file
from tests.drawn_pictures import drawn
from tests.rendering.rendered import at

ORIGIN = Location("content/hall.jpg")
SMALL = ImageOf("hall.jpg", "d1", Rendition(width=300, height=200, format="webp"))
LARGE = ImageOf("hall.jpg", "d1", Rendition(width=600, height=400, format="jpeg"))
CARD = CardOf(Card(title="Clinic opens in Lima", lang="en", ground="#0b5394", ink="#ffffff"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hall.jpg").write_bytes(drawn(900, 600))
    return tmp_path


def memo_in(folder: Path) -> Memo:
    return Memo(folder / "remembered")


def pixels(made: bytes | Path | Problem) -> tuple[int, int]:
    assert isinstance(made, Path)
    image = pyvips.Image.new_from_file(str(made))
    return image.width, image.height


def test_a_photograph_is_made_in_every_size_that_is_asked_for(folder: Path) -> None:
    made = develop([LARGE, SMALL], ORIGIN, folder, memo_in(folder))
    assert [pixels(each) for each in made] == [(600, 400), (300, 200)]


def test_what_is_remembered_is_not_made_again(folder: Path) -> None:
    first = develop([LARGE, SMALL], ORIGIN, folder, memo_in(folder))
    (folder / "hall.jpg").unlink()
    assert develop([LARGE, SMALL], ORIGIN, folder, memo_in(folder)) == first


def test_a_photograph_with_other_bytes_is_made_anew(folder: Path) -> None:
    develop([SMALL], ORIGIN, folder, memo_in(folder))
    (folder / "hall.jpg").write_bytes(drawn(900, 600, seed=2))
    other = ImageOf("hall.jpg", "d2", SMALL.rendition)
    assert develop([other], ORIGIN, folder, memo_in(folder)) != develop([SMALL], ORIGIN, folder, memo_in(folder))


def test_a_damaged_memory_is_mended(folder: Path) -> None:
    [made] = develop([SMALL], ORIGIN, folder, memo_in(folder))
    assert isinstance(made, Path)
    good = made.read_bytes()
    made.write_bytes(good[:100])
    [again] = develop([SMALL], ORIGIN, folder, memo_in(folder))
    assert isinstance(again, Path)
    assert again.read_bytes() == good


def test_without_room_to_remember_the_bytes_themselves_are_given(folder: Path) -> None:
    (folder / "remembered").write_text("no folder", encoding="utf-8")
    [made] = develop([SMALL], ORIGIN, folder, memo_in(folder))
    assert isinstance(made, bytes)
    assert made.startswith(b"RIFF")


def test_a_photograph_that_is_cut_off_is_told_for_every_file_of_it(folder: Path) -> None:
    data = (folder / "hall.jpg").read_bytes()
    (folder / "hall.jpg").write_bytes(data[: len(data) // 2])
    made = develop([LARGE, SMALL], ORIGIN, folder, memo_in(folder))
    assert all(isinstance(each, Problem) and each.location == ORIGIN for each in made)
    assert len(set(made)) == 1


def test_a_file_that_is_gone_is_told(folder: Path) -> None:
    (folder / "hall.jpg").unlink()
    for recipe in (SMALL, CleanCopyOf("hall.jpg", "d1")):
        made = made_file(recipe, ORIGIN, folder, memo_in(folder))
        assert isinstance(made, Problem)
        assert "cannot be read" in made.message


def test_a_copy_shows_the_same_and_tells_less(folder: Path) -> None:
    image = pyvips.Image.new_from_file(str(folder / "hall.jpg")).copy()
    image.set_type(
        pyvips.GValue.gstr_type, "exif-ifd3-GPSLatitude", "45/1 38/1 0/1 (45, 38,  0, Rational, 3 components)"
    )
    image.write_to_file(str(folder / "hall.jpg"), keep="all")
    made = made_file(CleanCopyOf("hall.jpg", "d1"), ORIGIN, folder, memo_in(folder))
    assert isinstance(made, Path)
    there, here = (pyvips.Image.new_from_file(str(path)) for path in (folder / "hall.jpg", made))
    assert any("GPS" in name for name in there.get_fields())
    assert not any("GPS" in name for name in here.get_fields())
    assert (there - here).abs().max() == 0


def test_a_card_is_drawn_once(folder: Path) -> None:
    first = made_file(CARD, ORIGIN, folder, memo_in(folder))
    assert pixels(first) == (1200, 630)
    assert made_file(CARD, ORIGIN, folder, memo_in(folder)) == first


def test_a_kit_is_packed_of_clean_copies(folder: Path) -> None:
    copy = CleanCopyOf("hall.jpg", "d1")
    size = (folder / "hall.jpg").stat().st_size
    kit = KitOf((KitFile("hall.jpg", copy, size),), KitText("README.txt", "Hall"), at("2026-11-24"))
    made = made_file(kit, ORIGIN, folder, memo_in(folder))
    assert isinstance(made, Path)
    assert made.read_bytes().startswith(b"PK")
