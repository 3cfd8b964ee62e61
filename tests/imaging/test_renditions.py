from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sitegen.imaging.photograph import Photograph, Rendition, Shape
from sitegen.imaging.renditions import Crop, crop_of, largest_size, rendition_name, renditions_of

WIDTHS, THUMBNAILS = (480, 800, 1200, 1600), (160, 320, 480)
HALL = Photograph(format="jpeg", width=4000, height=2667)
SIDES = st.integers(1, 30_000)
SHAPES = st.sampled_from(("16x9", "4x3", "1x1"))
SHARES = st.floats(0, 1)


def sizes(renditions: tuple[Rendition, ...], kind: str = "avif") -> list[tuple[int, int]]:
    return [(made.width, made.height) for made in renditions if made.format == kind]


def test_a_large_photograph_gets_all_widths_in_three_formats() -> None:
    made = renditions_of(HALL, WIDTHS, THUMBNAILS).whole
    assert (
        sizes(made) == sizes(made, "webp") == sizes(made, "jpeg") == [(480, 320), (800, 533), (1200, 800), (1600, 1067)]
    )
    assert len(made) == 12


def test_widths_may_come_in_any_order_and_twice() -> None:
    expected = renditions_of(HALL, WIDTHS, THUMBNAILS)
    assert renditions_of(HALL, (1600, 480, 480, 1200, 800, 0, -5), (480, 160, 320, 320)) == expected


def test_nothing_is_enlarged_and_the_own_width_takes_the_place_of_wider_ones() -> None:
    small = structs.replace(HALL, width=1000, height=750)
    made = renditions_of(small, WIDTHS, THUMBNAILS)
    assert sizes(made.whole) == [(480, 360), (800, 600), (1000, 750)]
    assert sizes(made.crops, "jpeg") == [(1000, 563), (1000, 750), (750, 750)]


def test_a_narrow_photograph_has_thumbnails_of_the_part_that_they_show() -> None:
    tower = structs.replace(HALL, width=300, height=3000)
    assert sizes(renditions_of(tower, WIDTHS, THUMBNAILS).thumbnails) == [(160, 120), (300, 225)]


def test_crops_are_jpeg_and_as_wide_as_link_previews_need() -> None:
    made = renditions_of(HALL, WIDTHS, THUMBNAILS).crops
    assert [(crop.shape, crop.width, crop.height, crop.format, crop.is_crop) for crop in made] == [
        ("16x9", 1200, 675, "jpeg", True),
        ("4x3", 1200, 900, "jpeg", True),
        ("1x1", 1200, 1200, "jpeg", True),
    ]


@pytest.mark.parametrize(
    ("photograph", "formats"),
    [
        (HALL, ["avif", "webp", "jpeg"]),
        (structs.replace(HALL, format="tiff"), ["avif", "webp", "jpeg"]),
        (structs.replace(HALL, format="webp", is_transparent=True), ["avif", "webp", "png"]),
        (structs.replace(HALL, format="png"), ["avif", "webp", "jpeg"]),
        (structs.replace(HALL, format="gif"), ["avif", "webp", "png"]),
    ],
)
def test_what_every_browser_shows_comes_last(photograph: Photograph, formats: list[str]) -> None:
    assert list(dict.fromkeys(made.format for made in renditions_of(photograph, WIDTHS, ()).whole)) == formats


@pytest.mark.parametrize(
    "photograph",
    [
        structs.replace(HALL, format="gif", frames=2),
        structs.replace(HALL, format="svg"),
        structs.replace(HALL, format="bmp"),
        structs.replace(HALL, width=63),
        structs.replace(HALL, height=63),
    ],
)
def test_nothing_is_made_of_what_moves_is_drawn_or_tiny(photograph: Photograph) -> None:
    made = renditions_of(photograph, WIDTHS, THUMBNAILS)
    assert (made.whole, made.thumbnails, made.crops) == ((), (), ())


def test_no_widths_are_no_renditions() -> None:
    made = renditions_of(HALL, (), ())
    assert (made.whole, made.thumbnails) == ((), ())


def test_a_poster_that_is_too_tall_for_new_formats_is_shown_in_an_old_one() -> None:
    poster = structs.replace(HALL, width=200, height=20_000)
    assert {made.format for made in renditions_of(poster, WIDTHS, ()).whole} == {"jpeg"}


def test_nothing_is_wider_than_what_is_decoded() -> None:
    assert sizes(renditions_of(HALL, (1200, 5000), ()).whole) == [(1200, 800), (2560, 1707)]


def test_a_focus_goes_by_whole_percents_inside_the_picture() -> None:
    assert {made.focus for made in renditions_of(HALL, (), THUMBNAILS, (0.301, 1.7)).thumbnails} == {(0.3, 1.0)}


@pytest.mark.parametrize(
    ("rendition", "name"),
    [
        (Rendition(width=800, height=533, format="avif"), "hall.jpg.800.avif"),
        (Rendition(width=800, height=533, format="jpeg"), "hall.jpg.800.jpg"),
        (Rendition(width=320, height=240, format="webp", shape="4x3"), "hall.jpg.4x3.320.webp"),
        (Rendition(width=320, height=240, format="png", shape="4x3", focus=(0.29, 0.5)), "hall.jpg.4x3-f29x50.320.png"),
        (Rendition(width=1200, height=675, format="jpeg", shape="16x9", is_crop=True), "hall.jpg.16x9.jpg"),
        (
            Rendition(width=900, height=900, format="jpeg", shape="1x1", focus=(0.0, 1.0), is_crop=True),
            "hall.jpg.1x1-f0x100.jpg",
        ),
    ],
)
def test_a_name_tells_what_differs(rendition: Rendition, name: str) -> None:
    assert rendition_name("hall.jpg", rendition) == name


@given(width=SIDES, height=SIDES, across=SHARES, down=SHARES)
def test_renditions_of_one_photograph_have_different_names(width: int, height: int, across: float, down: float) -> None:
    photograph = structs.replace(HALL, width=width, height=height)
    made = renditions_of(photograph, WIDTHS, THUMBNAILS, (across, down))
    every = [*made.whole, *made.thumbnails, *made.crops]
    assert len({rendition_name("hall.jpg", rendition) for rendition in every}) == len(every)


@pytest.mark.parametrize(
    ("shape", "focus", "crop"),
    [
        ("whole", (0.0, 0.0), Crop(0, 0, 1600, 1000)),
        ("16x9", (0.5, 0.5), Crop(0, 50, 1600, 900)),
        ("16x9", (0.5, 0.0), Crop(0, 0, 1600, 900)),
        ("16x9", (0.5, 1.0), Crop(0, 100, 1600, 900)),
        ("1x1", (0.5, 0.5), Crop(300, 0, 1000, 1000)),
        ("1x1", (0.4, 0.9), Crop(140, 0, 1000, 1000)),
        ("1x1", (0.99, 0.5), Crop(600, 0, 1000, 1000)),
    ],
)
def test_a_crop_lies_around_its_focus_as_far_as_the_edges_allow(
    shape: Shape, focus: tuple[float, float], crop: Crop
) -> None:
    assert crop_of(1600, 1000, shape, focus) == crop


@given(width=SIDES, height=SIDES, shape=SHAPES, across=SHARES, down=SHARES)
def test_a_crop_is_a_part_of_the_picture_and_keeps_its_focus(
    width: int, height: int, shape: Shape, across: float, down: float
) -> None:
    crop = crop_of(width, height, shape, (across, down))
    assert 0 <= crop.left <= crop.left + crop.width <= width
    assert 0 <= crop.top <= crop.top + crop.height <= height
    assert crop.width == width or crop.height == height
    assert crop.left - 1 <= across * width <= crop.left + crop.width + 1
    assert crop.top - 1 <= down * height <= crop.top + crop.height + 1


@given(width=st.integers(1, 1_000_000), height=st.integers(1, 1_000_000))
def test_what_is_decoded_is_never_larger_than_the_photograph_or_the_memory(width: int, height: int) -> None:
    wide, high = largest_size(width, height)
    assert 1 <= wide <= min(width, 2560)
    assert 1 <= high <= height
    assert wide * high <= 12_100_000
