from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import pyvips

from sitegen.imaging.developing import developed, developer
from sitegen.imaging.inspecting import photograph_in
from sitegen.imaging.photograph import Rendition, RenditionFormat, UnreadablePhotograph
from sitegen.imaging.renditions import renditions_of
from tests.imaging.pictures import (
    BLUE,
    GREEN,
    ORIENTATIONS,
    RED,
    YELLOW,
    a_picture,
    black_png,
    color_at,
    encoded,
    is_near,
    jpeg,
    moving,
    plain,
    private_exif,
    see_through,
    segment,
    turned,
    with_blob,
    written,
    xmp,
)

ROOT = Path(__file__).parents[2]
CORNERS = ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))
UPRIGHT = (RED, GREEN, BLUE, YELLOW)
TURNED = {
    1: UPRIGHT,
    2: (GREEN, RED, YELLOW, BLUE),
    3: (YELLOW, BLUE, GREEN, RED),
    4: (BLUE, YELLOW, RED, GREEN),
    5: (RED, BLUE, GREEN, YELLOW),
    6: (BLUE, RED, YELLOW, GREEN),
    7: (YELLOW, GREEN, BLUE, RED),
    8: (GREEN, YELLOW, RED, BLUE),
}
"""What is seen above left, above right, below left and below right of a picture that is stored upright."""
FORMATS: tuple[RenditionFormat, ...] = ("avif", "webp", "jpeg", "png")
LOADERS = {"avif": "heif", "webp": "webp", "jpeg": "jpeg", "png": "png"}


def whole(width: int = 100, height: int = 67, kind: RenditionFormat = "png") -> Rendition:
    return Rendition(width=width, height=height, format=kind)


def one(path: Path, rendition: Rendition | None = None) -> bytes:
    rendition = rendition or whole()
    return developed(path, [rendition])[rendition]


def corners(data: bytes) -> list[tuple[int, ...]]:
    return [color_at(data, *place) for place in CORNERS]


def is_picture(data: bytes, colors: tuple[tuple[int, int, int], ...] = UPRIGHT, by: int = 14) -> bool:
    return all(is_near(found, meant, by) for found, meant in zip(corners(data), colors, strict=True))


SOURCES: dict[str, Callable[[], bytes]] = {
    "hall.jpg": lambda: encoded("jpg", Q=95),
    "progressive.jpg": lambda: encoded("jpg", Q=95, interlace=True),
    "png-named.jpg": lambda: encoded("png"),
    "with[page=1].jpg": lambda: encoded("jpg", Q=95),
    "cmyk-with-profile.jpg": lambda: encoded("jpg", a_picture().icc_transform("cmyk"), Q=95),
    "cmyk-without-profile.jpg": lambda: encoded("jpg", a_picture().icc_transform("cmyk"), Q=95, keep="none"),
    "cmyk.tif": lambda: encoded("tif", a_picture().icc_transform("cmyk")),
    "display-p3.jpg": lambda: encoded("jpg", a_picture().icc_transform("p3"), Q=95),
    "display-p3-16-bit.png": lambda: encoded("png", a_picture().icc_transform("p3", depth=16)),
    "srgb-profile.jpg": lambda: encoded("jpg", a_picture().icc_transform("srgb"), Q=95),
    "broken-profile.jpg": lambda: encoded("jpg", with_blob(a_picture(), "icc-profile-data", b"rubbish" * 40), Q=95),
    "16-bit.png": lambda: encoded("png", a_picture().colourspace("rgb16")),
    "16-bit.tif": lambda: encoded("tif", a_picture().colourspace("rgb16")),
    "lab.tif": lambda: encoded("tif", a_picture().colourspace("lab")),
    "float.tif": lambda: encoded("tif", a_picture().colourspace("scrgb")),
    "tiles.tif": lambda: encoded("tif", tile=True, compression="deflate"),
    "palette.png": lambda: encoded("png", palette=True),
    "interlaced.png": lambda: encoded("png", interlace=True),
    "opaque-transparency.png": lambda: encoded("png", a_picture().bandjoin(255)),
    "still.gif": lambda: encoded("gif"),
    "hall.webp": lambda: encoded("webp", lossless=True),
    "hall.avif": lambda: encoded("avif", Q=90, effort=0),
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_kind_of_source_becomes_the_same_picture(tmp_path: Path, name: str) -> None:
    made = one(written(tmp_path, name, SOURCES[name]()))
    picture = pyvips.Image.new_from_buffer(made, "")
    assert (picture.width, picture.height, picture.format, picture.interpretation) == (100, 67, "uchar", "srgb")
    assert is_picture(made, by=50 if name.startswith("cmyk") else 2)


def test_channels_beyond_transparency_are_left_out(tmp_path: Path) -> None:
    made = one(written(tmp_path, "a.tif", encoded("tif", see_through().bandjoin(77))))
    assert is_near(color_at(made, 0.75, 0.25), (*GREEN, 255))
    assert color_at(made, 0.25, 0.25)[3] == 0


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("grey.jpg", lambda: encoded("jpg", a_picture().colourspace("b-w"))),
        ("grey-16-bit.png", lambda: encoded("png", a_picture().colourspace("grey16"))),
        ("1-bit.png", lambda: encoded("png", a_picture().colourspace("b-w") > 150, bitdepth=1)),
        ("1-bit.tif", lambda: encoded("tif", a_picture().colourspace("b-w") > 150, bitdepth=1)),
    ],
)
def test_pictures_without_colours_have_none_afterwards(tmp_path: Path, name: str, draw: Callable[[], bytes]) -> None:
    found = corners(one(written(tmp_path, name, draw())))
    assert all(red == green == blue for red, green, blue in found)
    assert found[0][0] < found[3][0]


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_photograph_is_turned_upright(tmp_path: Path, ending: str, orientation: int) -> None:
    path = written(tmp_path, f"a.{ending}", turned(orientation, ending))
    size = (60, 90) if orientation >= 5 else (90, 60)
    assert is_picture(one(path, whole(*size)), TURNED[orientation])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_has_its_format_and_size_and_tells_only_whom_to_name(tmp_path: Path, kind: RenditionFormat) -> None:
    data = jpeg(
        segment(0xE1, b"Exif\0\0" + private_exif(orientation=6, description=b"what-nobody-should-see")),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp()),
        picture=a_picture().icc_transform("p3"),
    )
    made = one(written(tmp_path, "a.jpg", data), whole(60, 90, kind))
    picture = pyvips.Image.new_from_buffer(made, "")
    assert (picture.width, picture.height) == (60, 90)
    assert picture.get("vips-loader").startswith(LOADERS[kind])
    assert not picture.get_typeof("icc-profile-data")
    assert b"what-nobody-should-see" not in made
    assert b"SERIAL" not in made
    told = photograph_in(written(tmp_path, "made", made))
    assert (told.credit, told.creator, told.copyright) == ("Union Photo", "Ada Marsh, Léo Ndiaye", "© 2026 Union")
    assert told.caption == ""


@pytest.mark.parametrize("kind", ["avif", "webp", "png"])
@pytest.mark.parametrize(("ending", "settings"), [("png", {}), ("png", {"palette": True}), ("webp", {}), ("gif", {})])
def test_what_is_transparent_stays_so(
    tmp_path: Path, ending: str, settings: dict[str, bool], kind: RenditionFormat
) -> None:
    path = written(tmp_path, f"a.{ending}", encoded(ending, see_through(), **settings))
    made = one(path, whole(kind=kind))
    assert color_at(made, 0.25, 0.25)[3] < 10
    assert is_near(color_at(made, 0.75, 0.25), (*GREEN, 255))


def test_a_crop_in_jpeg_shows_transparent_parts_white(tmp_path: Path) -> None:
    crop = Rendition(width=80, height=80, format="jpeg", shape="1x1", is_crop=True)
    made = one(written(tmp_path, "a.png", encoded("png", see_through())), crop)
    assert is_near(color_at(made, 0.1, 0.1), (255, 255, 255))
    assert is_near(color_at(made, 0.9, 0.1), GREEN)


@pytest.mark.parametrize(("across", "color"), [(0.0, RED), (1.0, GREEN)])
def test_a_crop_shows_what_is_in_focus(tmp_path: Path, across: float, color: tuple[int, int, int]) -> None:
    path = written(tmp_path, "a.png", encoded("png", a_picture(400, 80)))
    crop = Rendition(width=64, height=64, format="png", shape="1x1", focus=(across, 0.5), is_crop=True)
    made = one(path, crop)
    assert is_near(color_at(made, 0.1, 0.1), color)
    assert is_near(color_at(made, 0.9, 0.1), color)


def test_a_moving_picture_gives_its_first_frame(tmp_path: Path) -> None:
    for ending in ("gif", "webp"):
        made = one(written(tmp_path, f"a.{ending}", encoded(ending, moving())), whole(40, 30))
        assert is_near(color_at(made, 0.5, 0.5)[:3], (0, 255, 90), by=24)


@pytest.mark.parametrize("name", ["hall.jpg", "display-p3.jpg", "16-bit.png", "hall.avif"])
def test_each_file_is_the_same_whatever_else_is_made_and_in_any_process(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, SOURCES[name]())
    made = renditions_of(photograph_in(path), (64, 100), (64, 80), (0.3, 0.5))
    every = [*made.whole, *made.thumbnails, *made.crops]
    together = developed(path, every)
    assert list(together) == every
    assert {rendition: developed(path, [rendition])[rendition] for rendition in reversed(every)} == together
    program = (
        "import sys; from pathlib import Path; from hashlib import sha256; "
        "from sitegen.imaging.developing import developed; from sitegen.imaging.inspecting import photograph_in; "
        "from sitegen.imaging.renditions import renditions_of; path = Path(sys.argv[1]); "
        "made = renditions_of(photograph_in(path), (64, 100), (64, 80), (0.3, 0.5)); "
        "files = developed(path, [*made.whole, *made.thumbnails, *made.crops]); "
        "print([sha256(file).hexdigest() for file in files.values()])"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert elsewhere.stdout.strip() == str([sha256(file).hexdigest() for file in together.values()])
    assert elsewhere.stderr == ""


@pytest.mark.parametrize("left", [0.4, 0.7, 0.95])
@pytest.mark.parametrize(
    ("ending", "settings"),
    [("jpg", {}), ("jpg", {"interlace": True}), ("png", {}), ("webp", {}), ("tif", {}), ("gif", {}), ("avif", {})],
)
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, ending: str, settings: dict[str, bool], left: float) -> None:
    data = encoded(ending, pyvips.Image.gaussnoise(300, 200, seed=1, mean=128).cast("uchar"), **settings)
    path = written(tmp_path, f"a.{ending}", data[: int(len(data) * left)])
    with pytest.raises(UnreadablePhotograph, match="damaged or cut off") as told:
        one(path)
    assert told.value.hint == "copy it again from where it came from"


def test_a_dot_and_a_panorama_can_be_developed(tmp_path: Path) -> None:
    dot = one(written(tmp_path, "dot.png", encoded("png", plain(1, 1, RED))), whole(1, 1))
    assert is_near(color_at(dot, 0, 0), RED, by=1)
    panorama = written(tmp_path, "panorama.jpg", encoded("jpg", a_picture(10_000, 500)))
    made = renditions_of(photograph_in(panorama), (480, 1600), (160,))
    for rendition, data in developed(panorama, [*made.whole, *made.thumbnails, *made.crops]).items():
        picture = pyvips.Image.new_from_buffer(data, "")
        assert (picture.width, picture.height) == (rendition.width, rendition.height)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was taken")
def test_two_hundred_megapixels_take_less_than_400_megabytes(tmp_path: Path) -> None:
    path = written(tmp_path, "huge.png", black_png(20_000, 10_000))
    program = (
        "import sys; from pathlib import Path; from sitegen.imaging.developing import developed; "
        "from sitegen.imaging.photograph import Rendition; "
        "developed(Path(sys.argv[1]), [Rendition(width=1600, height=800, format='jpeg')]); "
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 400_000


def test_the_developer_names_the_encoders_and_our_settings() -> None:
    assert developer().endswith("settings 1")
    assert "vips" in developer()
