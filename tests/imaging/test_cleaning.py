from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.imaging.cleaning import clean_pieces, read_clean
from sitegen.imaging.inspecting import header_in
from sitegen.imaging.photograph import UnreadablePhotograph
from tests.imaging.pictures import (
    GPS,
    ORIENTATIONS,
    SECRET,
    SERIAL,
    XMP_NAME,
    a_picture,
    bitmap,
    chunk,
    encoded,
    extension,
    gif_with,
    iim,
    jpeg,
    moving,
    pixels,
    png,
    private_exif,
    resource,
    see_through,
    segment,
    turned,
    webp_with,
    with_blob,
    written,
    xmp,
)

CREDITS = ("Union Photo", "Ada Marsh, Léo Ndiaye", "© 2026 Union")
"""Credit line, creator and copyright notice that the XMP of a test tells."""
WIDE = 65_000


def private_jpeg(**settings: object) -> bytes:
    """All that a camera, an agency and a telephone may leave in a file."""
    return jpeg(
        segment(0xE0, b"JFXX\0\x10" + SECRET),
        segment(0xE1, b"Exif\0\0" + private_exif(orientation=6, description=SECRET)),
        segment(0xE1, XMP_NAME + xmp()),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SECRET),
        segment(0xE2, b"MPF\0" + SECRET),
        segment(0xE4, SECRET),
        segment(0xEB, b"JP" + SECRET),
        segment(0xED, iim((2, 5, SECRET)) + resource(0x0409, SECRET)),
        segment(0xFE, SECRET),
        after=b"\xff\xd8\xff\xe1" + SECRET + b"\0\0\0\x18ftypmp42" + GPS,
        **settings,
    )


def private_png(picture: pyvips.Image | None = None) -> bytes:
    return png(
        chunk(b"eXIf", private_exif(orientation=8)),
        chunk(b"tEXt", b"Author\0" + SECRET),
        chunk(b"zTXt", b"Comment\0\0" + SECRET),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp()),
        chunk(b"tIME", b"\x07\xea\1\2\3\4\5"),
        chunk(b"caBX", SECRET),
        chunk(b"prVt", SECRET),
        picture=picture,
        after=SECRET,
    )


def private_webp(picture: pyvips.Image | None = None) -> bytes:
    drawn = with_blob(with_blob(picture or a_picture(), "xmp-data", xmp()), "exif-data", b"Exif\0\0" + private_exif(5))
    return webp_with(encoded("webp", drawn, keep="all"), (b"MYOW", SECRET)) + SECRET


def private_gif() -> bytes:
    return (
        gif_with(
            encoded("gif", moving()),
            extension(0xFE, SECRET),
            extension(0xFF, b"XMP DataXMP", SECRET),
            extension(0x01, b"\0" * 12, SECRET),
        )
        + SECRET
    )


def clean(path: Path) -> bytes:
    pieces = clean_pieces(path)
    assert pieces is not None
    return b"".join(read_clean(path, pieces))


PRIVATE: dict[str, Callable[[], bytes]] = {
    "hall.jpg": private_jpeg,
    "progressive.jpg": lambda: private_jpeg(interlace=True),
    "restarts.jpg": lambda: private_jpeg(restart_interval=2),
    "cmyk.jpg": lambda: private_jpeg(picture=a_picture().icc_transform("cmyk")),
    "display-p3.jpg": lambda: private_jpeg(picture=a_picture().icc_transform("p3")),
    "hall.png": private_png,
    "transparent.png": lambda: private_png(see_through()),
    "palette.png": lambda: private_png(a_picture().colourspace("b-w")),
    "display-p3.png": lambda: private_png(a_picture().icc_transform("p3")),
    "hall.webp": private_webp,
    "transparent.webp": lambda: private_webp(see_through()),
    "animated.webp": lambda: private_webp(moving()),
    "animated.gif": private_gif,
}
"""Files full of private data, which are drawn when a test needs them."""


@cache
def private(name: str) -> bytes:
    return PRIVATE[name]()


@pytest.mark.parametrize("name", PRIVATE)
def test_no_private_word_is_left(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, private(name))
    found = clean(path)
    assert SECRET in private(name)
    assert [word for word in (SECRET, GPS, SERIAL) if word in found] == []


@pytest.mark.parametrize("name", PRIVATE)
def test_every_pixel_stays_as_it_was(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, private(name))
    assert pixels(clean(path)) == pixels(private(name))


@pytest.mark.parametrize("name", PRIVATE)
def test_the_picture_is_shown_as_before(tmp_path: Path, name: str) -> None:
    before = header_in(written(tmp_path, name, private(name)))
    after = header_in(written(tmp_path, f"clean-{name}", clean(tmp_path / name)))
    assert after.orientation == before.orientation
    for field in ("format", "width", "height", "frames", "is_transparent"):
        assert getattr(after.photograph, field) == getattr(before.photograph, field)


@pytest.mark.parametrize("name", PRIVATE)
def test_its_colours_stay_what_they_mean(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, private(name))
    profiles = [
        image.get("icc-profile-data") if image.get_typeof("icc-profile-data") else b""
        for image in (pyvips.Image.new_from_buffer(data, "") for data in (private(name), clean(path)))
    ]
    assert profiles[0] == profiles[1]


@pytest.mark.parametrize("name", [name for name in PRIVATE if not name.endswith("gif")])
def test_those_who_made_it_are_still_named(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, private(name))
    told = header_in(written(tmp_path, f"clean-{name}", clean(path))).fields
    assert (told.credit, told.creator, told.copyright) == CREDITS
    assert told.caption == ""


@pytest.mark.parametrize("name", PRIVATE)
def test_a_clean_file_is_clean(tmp_path: Path, name: str) -> None:
    once = clean(written(tmp_path, name, private(name)))
    assert clean(written(tmp_path, f"clean-{name}", once)) == once


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_photograph_is_turned_as_before(tmp_path: Path, ending: str, orientation: int) -> None:
    path = written(tmp_path, f"a.{ending}", turned(orientation, ending))
    told = header_in(written(tmp_path, f"clean.{ending}", clean(path)))
    assert told.orientation == orientation


def test_what_has_nothing_private_is_left_as_it_is(tmp_path: Path) -> None:
    for ending in ("jpg", "png", "webp", "gif"):
        data = encoded(ending, keep="none")
        assert clean(written(tmp_path, f"a.{ending}", data)) == data


def test_the_movement_of_a_png_is_kept(tmp_path: Path) -> None:
    data = png(chunk(b"acTL", b"\0\0\0\1\0\0\0\0"), chunk(b"fcTL", bytes(26)))
    assert clean(written(tmp_path, "a.png", data)) == data


def test_a_small_picture_in_the_first_segment_of_a_jpeg_is_left_out(tmp_path: Path) -> None:
    data = encoded("jpg", keep="none")
    start = data[:2] + segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\3\3" + SECRET + b"\0\0\0\0\0")
    found = clean(written(tmp_path, "a.jpg", start + data[2:]))
    assert SECRET not in found
    assert found[:20] == b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\2\1\0\x48\0\x48\0\0"


def test_rubbish_in_the_frames_of_a_moving_webp_is_left_out(tmp_path: Path) -> None:
    data = encoded("webp", moving())
    at = data.index(b"ANMF")
    size = int.from_bytes(data[at + 4 : at + 8], "little")
    extra = b"JUNK\x18\0\0\0" + SECRET[:24].ljust(24)
    grown = (size + len(extra)).to_bytes(4, "little")
    dirty = data[: at + 4] + grown + data[at + 8 : at + 8 + size] + extra + data[at + 8 + size :]
    dirty = dirty[:4] + (len(dirty) - 8).to_bytes(4, "little") + dirty[8:]
    found = clean(written(tmp_path, "a.webp", dirty))
    assert SECRET[:20] not in found
    assert pixels(found) == pixels(data)


def test_large_parts_are_read_piece_by_piece(tmp_path: Path) -> None:
    data = encoded("png", pyvips.Image.gaussnoise(1500, 1500, seed=1).cast("uchar"), compression=0, keep="none")
    path = written(tmp_path, "a.png", data)
    pieces = clean_pieces(path)
    assert pieces == (range(len(data)),)
    blocks = list(read_clean(path, pieces))
    assert b"".join(blocks) == data
    assert max(map(len, blocks)) <= 1 << 20 < len(data)


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("a.tif", lambda: encoded("tif")),
        ("a.avif", lambda: encoded("avif", effort=0)),
        ("a.bmp", lambda: bitmap(3, 2)),
        ("a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
)
def test_formats_that_cannot_be_cleaned_without_being_coded_again(
    tmp_path: Path, name: str, draw: Callable[[], bytes]
) -> None:
    assert clean_pieces(written(tmp_path, name, draw())) is None


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "gif"])
@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, ending: str, left: float) -> None:
    data = encoded(ending, pyvips.Image.gaussnoise(120, 80, seed=1).cast("uchar"))
    with pytest.raises(UnreadablePhotograph, match="damaged or cut off") as told:
        clean_pieces(written(tmp_path, f"a.{ending}", data[: int(len(data) * left)]))
    assert told.value.hint == "copy it again from where it came from"


def test_a_file_that_shrinks_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jpg", encoded("jpg"))
    pieces = clean_pieces(path)
    assert pieces
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(UnreadablePhotograph, match="its end is missing"):
        list(read_clean(path, pieces))


@settings(max_examples=150)
@given(
    name=st.sampled_from(sorted(PRIVATE)),
    cut=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4),
)
def test_whatever_happens_to_a_file_it_is_clean_or_told(name: str, cut: float, flips: list[tuple[float, int]]) -> None:
    data = bytearray(private(name))
    for place, value in flips:
        data[min(int(place * len(data)), len(data) - 1)] = value
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), name, bytes(data[: int(cut * len(data))] if cut < 0.5 else data))
        try:
            pieces = clean_pieces(path)
            list(read_clean(path, pieces or ()))
        except UnreadablePhotograph as told:
            assert told.hint  # noqa: PT017 (either is fine)
