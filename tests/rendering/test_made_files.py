from __future__ import annotations

from pathlib import Path

import pytest
import pyvips

from sitegen.imaging.cards import Card
from sitegen.imaging.photograph import Rendition
from sitegen.memo import Memo
from sitegen.planning.pages import CardOf, CleanCopyOf, ImageOf, KitFile, KitOf, KitText
from sitegen.problems import Location, Problem
from sitegen.reading.file_facts import facts_of_file
from sitegen.rendering.made_files import develop, key_of, made_file
from tests.drawn_pictures import drawn
from tests.rendering.rendered import at

ORIGIN = Location("content/hall.jpg")
SMALL = Rendition(width=300, height=200, format="webp")
LARGE = Rendition(width=600, height=400, format="jpeg")
CARD = CardOf(Card(title="Clinic opens in Lima", lang="en", ground="#0b5394", ink="#ffffff"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hall.jpg").write_bytes(drawn(900, 600))
    return tmp_path


def image(folder: Path, rendition: Rendition) -> ImageOf:
    return ImageOf("hall.jpg", facts_of_file(folder / "hall.jpg").digest, rendition)


def copy(folder: Path) -> CleanCopyOf:
    return CleanCopyOf("hall.jpg", facts_of_file(folder / "hall.jpg").digest)


def memo_in(folder: Path) -> Memo:
    return Memo(folder / "remembered")


def pixels(made: bytes | Path | Problem) -> tuple[int, int]:
    assert isinstance(made, Path)
    image = pyvips.Image.new_from_file(str(made))
    return image.width, image.height


def test_a_photograph_is_made_in_every_size_that_is_asked_for(folder: Path) -> None:
    made = develop([image(folder, LARGE), image(folder, SMALL)], ORIGIN, folder, memo_in(folder))
    assert [pixels(each) for each in made] == [(600, 400), (300, 200)]


def test_what_is_made_is_remembered(folder: Path) -> None:
    recipe = image(folder, SMALL)
    [made] = develop([recipe], ORIGIN, folder, memo_in(folder))
    (folder / "hall.jpg").unlink()
    assert memo_in(folder).find(key_of(recipe)) == made


def test_a_photograph_with_other_bytes_is_not_remembered(folder: Path) -> None:
    develop([image(folder, SMALL)], ORIGIN, folder, memo_in(folder))
    (folder / "hall.jpg").write_bytes(drawn(900, 600, seed=2))
    assert memo_in(folder).find(key_of(image(folder, SMALL))) is None


def test_a_photograph_that_changes_meanwhile_is_told_and_not_remembered(folder: Path) -> None:
    recipes = image(folder, SMALL), copy(folder)
    (folder / "hall.jpg").write_bytes(drawn(900, 600, seed=2))
    for recipe in recipes:
        made = made_file(recipe, ORIGIN, folder, memo_in(folder))
        assert isinstance(made, Problem)
        assert made.message == "this file changed while the site was built"
        assert memo_in(folder).find(key_of(recipe)) is None


def test_without_room_to_remember_the_bytes_themselves_are_given(folder: Path) -> None:
    (folder / "remembered").write_text("no folder", encoding="utf-8")
    [made] = develop([image(folder, SMALL)], ORIGIN, folder, memo_in(folder))
    assert isinstance(made, bytes)
    assert made.startswith(b"RIFF")
    assert isinstance(made_file(copy(folder), ORIGIN, folder, memo_in(folder)), bytes)


def test_a_photograph_that_is_cut_off_is_told_for_every_file_of_it(folder: Path) -> None:
    recipes = [image(folder, LARGE), image(folder, SMALL)]
    data = (folder / "hall.jpg").read_bytes()
    (folder / "hall.jpg").write_bytes(data[: len(data) // 2])
    made = develop(recipes, ORIGIN, folder, memo_in(folder))
    assert all(isinstance(each, Problem) and each.location == ORIGIN for each in made)
    assert len(set(made)) == 1


def test_a_file_that_is_gone_is_told(folder: Path) -> None:
    recipes = image(folder, SMALL), copy(folder)
    (folder / "hall.jpg").unlink()
    for recipe in recipes:
        made = made_file(recipe, ORIGIN, folder, memo_in(folder))
        assert isinstance(made, Problem)
        assert "cannot be read" in made.message


def test_a_copy_shows_the_same_and_tells_less(folder: Path) -> None:
    taken = pyvips.Image.new_from_file(str(folder / "hall.jpg")).copy()
    taken.set_type(
        pyvips.GValue.gstr_type, "exif-ifd3-GPSLatitude", "45/1 38/1 0/1 (45, 38,  0, Rational, 3 components)"
    )
    taken.write_to_file(str(folder / "taken.jpg"), keep="all")
    (folder / "taken.jpg").replace(folder / "hall.jpg")
    made = made_file(copy(folder), ORIGIN, folder, memo_in(folder))
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
    size = (folder / "hall.jpg").stat().st_size
    kit = KitOf((KitFile("hall.jpg", copy(folder), size),), KitText("README.txt", "Hall"), at("2026-11-24"))
    made = made_file(kit, ORIGIN, folder, memo_in(folder))
    assert isinstance(made, Path)
    assert made.read_bytes().startswith(b"PK")
