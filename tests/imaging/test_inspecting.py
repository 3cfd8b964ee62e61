from __future__ import annotations

import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips

from sitegen.imaging.inspecting import header_in, photograph_in
from sitegen.imaging.photograph import Photograph, UnreadablePhotograph
from tests.imaging.pictures import (
    ORIENTATIONS,
    a_picture,
    bitmap,
    black_png,
    chunk,
    claiming,
    encoded,
    iim,
    jpeg,
    moving,
    moving_avif,
    plain,
    png,
    private_exif,
    see_through,
    segment,
    turned,
    with_blob,
    written,
    xmp,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg"'
ILLUSTRATOR = (
    '<?xml version="1.0"?><!-- Generator --><!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
    '<svg xmlns="&ns_svg;" viewBox="0 0 30 40"/>'
)

READABLE: dict[str, tuple[Callable[[], bytes], Photograph]] = {
    "hall.jpg": (lambda: encoded("jpg"), Photograph(format="jpeg", width=120, height=80)),
    "png-named.jpg": (lambda: encoded("png"), Photograph(format="png", width=120, height=80)),
    "jpeg-named.png": (lambda: encoded("jpg"), Photograph(format="jpeg", width=120, height=80)),
    "no-name-at-all": (lambda: encoded("webp"), Photograph(format="webp", width=120, height=80)),
    "with[page=1].jpg": (lambda: encoded("jpg"), Photograph(format="jpeg", width=120, height=80)),
    "with [brackets]": (lambda: encoded("jpg"), Photograph(format="jpeg", width=120, height=80)),
    "progressive.jpg": (lambda: encoded("jpg", interlace=True), Photograph(format="jpeg", width=120, height=80)),
    "film-of-a-telephone.jpg": (
        lambda: jpeg(after=b"\0\0\0\x18ftypmp42" + bytes(500)),
        Photograph(format="jpeg", width=120, height=80),
    ),
    "cmyk.jpg": (
        lambda: encoded("jpg", a_picture().icc_transform("cmyk")),
        Photograph(format="jpeg", width=120, height=80),
    ),
    "grey.jpg": (
        lambda: encoded("jpg", a_picture().colourspace("b-w")),
        Photograph(format="jpeg", width=120, height=80),
    ),
    "display-p3.jpg": (
        lambda: encoded("jpg", a_picture().icc_transform("p3")),
        Photograph(format="jpeg", width=120, height=80),
    ),
    "16-bit.png": (
        lambda: encoded("png", a_picture().colourspace("rgb16")),
        Photograph(format="png", width=120, height=80),
    ),
    "interlaced.png": (lambda: encoded("png", interlace=True), Photograph(format="png", width=120, height=80)),
    "1-bit.png": (
        lambda: encoded("png", a_picture().colourspace("b-w"), bitdepth=1),
        Photograph(format="png", width=120, height=80),
    ),
    "transparent.png": (
        lambda: encoded("png", see_through()),
        Photograph(format="png", width=120, height=80, is_transparent=True),
    ),
    "palette.png": (
        lambda: encoded("png", see_through(), palette=True),
        Photograph(format="png", width=120, height=80, is_transparent=True),
    ),
    "animated.png": (
        lambda: png(chunk(b"acTL", b"\0\0\0\3\0\0\0\0")),
        Photograph(format="png", width=120, height=80, frames=3),
    ),
    "animation-in-a-text.png": (
        lambda: png(after=chunk(b"acTL", b"\0\0\0\3\0\0\0\0")),
        Photograph(format="png", width=120, height=80),
    ),
    "transparent.webp": (
        lambda: encoded("webp", see_through()),
        Photograph(format="webp", width=120, height=80, is_transparent=True),
    ),
    "animated.webp": (lambda: encoded("webp", moving()), Photograph(format="webp", width=80, height=60, frames=3)),
    "animated.gif": (
        lambda: encoded("gif", moving(2)),
        Photograph(format="gif", width=80, height=60, frames=2, is_transparent=True),
    ),
    "still.gif": (
        lambda: encoded("gif"),
        Photograph(format="gif", width=120, height=80, is_transparent=True),
    ),
    "16-bit.tif": (
        lambda: encoded("tif", a_picture().colourspace("rgb16")),
        Photograph(format="tiff", width=120, height=80),
    ),
    "lab.tif": (
        lambda: encoded("tif", a_picture().colourspace("lab")),
        Photograph(format="tiff", width=120, height=80),
    ),
    "hall.avif": (lambda: encoded("avif", effort=0), Photograph(format="avif", width=120, height=80)),
    "animated.avif": (lambda: moving_avif(640, 360), Photograph(format="avif", width=640, height=360, frames=2)),
    "windows.bmp": (lambda: bitmap(300, -200), Photograph(format="bmp", width=300, height=200)),
    "panorama.jpg": (
        lambda: encoded("jpg", plain(10_000, 500, (9, 99, 199))),
        Photograph(format="jpeg", width=10_000, height=500),
    ),
    "dot.png": (lambda: encoded("png", plain(1, 1, (1, 2, 3))), Photograph(format="png", width=1, height=1)),
    "huge.png": (lambda: black_png(20_000, 10_000), Photograph(format="png", width=20_000, height=10_000)),
    "script.svg": (
        f'{SVG} width="40mm" height="1in"><script>alert(1)</script></svg>'.encode,
        Photograph(format="svg", width=151, height=96, is_transparent=True),
    ),
    "without-size.svg": (
        f"{SVG}/>".encode,
        Photograph(format="svg", width=300, height=150, is_transparent=True),
    ),
    "illustrator.svg": (
        ILLUSTRATOR.encode,
        Photograph(format="svg", width=30, height=40, is_transparent=True),
    ),
}


@pytest.mark.parametrize("name", READABLE)
def test_a_photograph_is_what_its_content_says(tmp_path: Path, name: str) -> None:
    draw, expected = READABLE[name]
    assert photograph_in(written(tmp_path, name, draw())) == expected


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif"])
def test_width_and_height_are_those_of_the_upright_picture(tmp_path: Path, ending: str, orientation: int) -> None:
    photograph = photograph_in(written(tmp_path, f"a.{ending}", turned(orientation, ending)))
    lies = orientation >= 5
    assert (photograph.width, photograph.height) == ((80, 120) if lies else (120, 80))


def test_orientations_that_do_not_exist_turn_nothing(tmp_path: Path) -> None:
    data = jpeg(segment(0xE1, b"Exif\0\0" + private_exif(orientation=77)))
    header = header_in(written(tmp_path, "a.jpg", data))
    assert (header.orientation, header.photograph.width) == (1, 120)


UNREADABLE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty.jpg": (lambda: b"", "this file is empty", "copy it again"),
    "zeros.jpg": (lambda: bytes(5000), "nothing but zeros", "copy it again"),
    "telephone.jpg": (lambda: b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(80), "HEIC", "save it again as JPEG"),
    "telephone.heic": (lambda: b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC", "save it again as JPEG"),
    "raw.nef": (lambda: encoded("tif"), "raw photograph", "save it again as JPEG"),
    "raw.jpg": (lambda: b"II*\0\x10\0\0\0CR\2\0" + bytes(80), "raw photograph", "save it again as JPEG"),
    "canon.cr3": (lambda: b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw photograph", "save it again as JPEG"),
    "film.jpg": (lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a film", "take a still"),
    "modern.jxl": (lambda: b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL", "as JPEG"),
    "old.jp2": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000", "as JPEG"),
    "leaflet.jpg": (lambda: b"%PDF-1.7\n", "for printing", "as JPEG or PNG"),
    "layers.psd": (lambda: b"8BPS\0\1", "Photoshop", "as JPEG or PNG"),
    "favicon.ico": (lambda: b"\0\0\1\0\1\0", "an icon", "as PNG"),
    "letter.jpg": (lambda: b"PK\3\4word", "office document", "take the photograph out"),
    "drawing.svgz": (lambda: b"\x1f\x8b\x08\0", "compressed", "save it as SVG"),
    "pointer.jpg": (lambda: b"version https://git-lfs.github.com/spec/v1\n", "Git LFS", "git lfs pull"),
    "page.jpg": (lambda: b"\n<!DOCTYPE HTML>\n<html><svg></svg></html>", "a web page", "the picture itself"),
    "notes.jpg": (lambda: b"Photographs of the opening: see the drive.", "no picture", "the right file"),
    "header.jpg": (lambda: encoded("jpg")[:30], "damaged or cut off", "copy it again"),
    "header.png": (lambda: encoded("png")[:20], "damaged or cut off", "copy it again"),
    "header.webp": (lambda: encoded("webp")[:20], "damaged or cut off", "copy it again"),
    "header.gif": (lambda: encoded("gif")[:9], "damaged or cut off", "copy it again"),
    "header.tif": (lambda: encoded("tif")[:6], "damaged or cut off", "copy it again"),
    "header.avif": (lambda: encoded("avif", effort=0)[:60], "damaged or cut off", "copy it again"),
    "header.bmp": (lambda: bitmap(3, 2)[:20], "damaged or cut off", "copy it again"),
    "moving-header.avif": (lambda: moving_avif(3, 2)[:30], "damaged or cut off", "copy it again"),
    "empty.bmp": (lambda: bitmap(0, 2), "damaged or cut off", "copy it again"),
    "bomb.png": (lambda: claiming(100_000, 100_000), "100,000 × 100,000 pixels", "save it smaller"),
    "bomb.bmp": (lambda: bitmap(2_000_000_000, 2_000_000_000), "2,000,000,000 pixels", "save it smaller"),
    "bomb.avif": (lambda: moving_avif(4_000_000_000, 9), "4,000,000,000 × 9 pixels", "save it smaller"),
    "broken.svg": (f"{SVG}\n width=40/>".encode, "broken in line 2", "save it again"),
    "cut.svg": (f"{SVG} ".encode, "cut off", "save it again"),
    "no-namespace.svg": (lambda: b"<svg/>", "no SVG drawing that browsers show", "http://www.w3.org/2000/svg"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_shown_is_named_with_a_way_out(tmp_path: Path, name: str) -> None:
    draw, reason, hint = UNREADABLE[name]
    with pytest.raises(UnreadablePhotograph) as told:
        photograph_in(written(tmp_path, name, draw()))
    assert reason in str(told.value)
    assert hint in told.value.hint
    assert str(told.value)[0].islower()
    assert not str(told.value).endswith(".")


def test_a_file_that_is_not_there_is_no_unreadable_photograph(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        photograph_in(tmp_path / "hall.jpg")


def test_why_a_photograph_is_unreadable_travels_between_processes() -> None:
    told = pickle.loads(pickle.dumps(UnreadablePhotograph("it is cut off", "copy it again")))  # noqa: S301
    assert (str(told), told.hint) == ("it is cut off", "copy it again")


def test_libvips_is_loaded_only_for_what_it_reads() -> None:
    program = (
        "import sys, sitegen.imaging.developing, sitegen.imaging.cleaning; "
        "sitegen.imaging.developing.developer(); print('pyvips' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


GARBLED = """
import sys, struct
from pathlib import Path
from sitegen.imaging.cleaning import clean_pieces
from sitegen.imaging.developing import developed
from sitegen.imaging.inspecting import photograph_in
from sitegen.imaging.photograph import Rendition, UnreadablePhotograph
small = Rendition(width=9, height=9, format="webp")
for path in map(Path, sys.argv[1:]):
    for read in (photograph_in, clean_pieces, lambda path: developed(path, [small])):
        try:
            read(path)
        except UnreadablePhotograph as told:
            print("told")
"""


def test_nothing_is_written_to_the_terminal_whatever_is_in_a_file(tmp_path: Path) -> None:
    tiff = encoded("tif")
    files = {
        "cut.jpg": encoded("jpg")[:-9],
        "rubbish.jpg": jpeg(segment(0xE1, b"Exif\0\0MM\0*" + b"\xa5" * 40)),
        "height.tif": tiff.replace(struct.pack("<HHII", 257, 3, 1, 80), struct.pack("<HHII", 257, 4, 1, 1_900_000_000)),
        "unknown-tag.tif": tiff.replace(struct.pack("<HH", 274, 3), struct.pack("<HH", 0xA5A5, 99)),
        "cut.avif": encoded("avif", effort=0)[:-9],
        "bomb.png": claiming(100_000, 100_000),
    }
    paths = [str(written(tmp_path, name, data)) for name, data in files.items()]
    done = subprocess.run([sys.executable, "-c", GARBLED, *paths], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "told" in done.stdout


def test_every_place_of_the_fields_is_read(tmp_path: Path) -> None:
    expected = ("The hall & its guests", "Union Photo", "Ada Marsh, Léo Ndiaye", "© 2026 Union")
    told = []
    for name, data in (
        ("a.jpg", jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp()))),
        ("a.png", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp()))),
        ("a.webp", encoded("webp", with_blob(a_picture(), "xmp-data", xmp()))),
        ("a.tif", encoded("tif", with_blob(a_picture(), "xmp-data", xmp()))),
        ("a.avif", encoded("avif", with_blob(a_picture(), "xmp-data", xmp()), effort=0)),
    ):
        photograph = photograph_in(written(tmp_path, name, data))
        told.append((photograph.caption, photograph.credit, photograph.creator, photograph.copyright))
    assert told == [expected] * 5


def test_xmp_is_believed_before_iim_and_iim_before_exif(tmp_path: Path) -> None:
    data = jpeg(
        segment(0xE1, b"Exif\0\0" + private_exif(description=b"Exif", artist=b"Exif", copyright=b"Exif")),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp("", 'dc:description="XMP"')),
        segment(0xED, iim((2, 120, b"IIM"), (2, 80, b"IIM"))),
    )
    photograph = photograph_in(written(tmp_path, "a.jpg", data))
    assert (photograph.caption, photograph.creator, photograph.copyright) == ("XMP", "IIM", "Exif")


def test_a_tiff_file_is_read_like_exif(tmp_path: Path) -> None:
    picture = a_picture().copy()
    picture.set_type(pyvips.GValue.gstr_type, "image-description", "The hall")
    assert photograph_in(written(tmp_path, "a.tif", encoded("tif", picture))).caption == "The hall"
