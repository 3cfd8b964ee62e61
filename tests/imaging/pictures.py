"""Pictures that cameras, agencies and accidents make, drawn for a test."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyvips

ORIENTATIONS = range(1, 9)
RED, GREEN, BLUE, YELLOW = (200, 30, 40), (40, 160, 60), (30, 60, 190), (230, 200, 40)
GPS = b"GPS-45.4642-N-9.1900-E"
SERIAL = b"SERIAL-0815-4711"
SECRET = b"what-nobody-should-see"
XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"

JFIF = b"\xff\xe0\0\x10JFIF\0\1\2\1\0\x48\0\x48\0\0"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" {attributes}>{properties}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

IPTC_PROPERTIES = """
<dc:description><rdf:Alt><rdf:li xml:lang="fr-FR">La salle</rdf:li>
<rdf:li xml:lang="x-default">The hall &amp; its  guests</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ada Marsh</rdf:li><rdf:li>Léo Ndiaye</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Union</rdf:li></rdf:Alt></dc:rights>
<photoshop:City>what-nobody-should-see</photoshop:City>"""


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_picture(width: int = 120, height: int = 80) -> pyvips.Image:
    """Four quarters: red and green above, blue and yellow below."""
    wide, high = width - width // 2, height - height // 2
    quarters = [plain(width // 2, height // 2, RED), plain(wide, height // 2, GREEN)]
    quarters += [plain(width // 2, high, BLUE), plain(wide, high, YELLOW)]
    return (
        pyvips.Image.arrayjoin(quarters, across=2).crop(0, 0, width, height).copy(interpretation="srgb").copy_memory()
    )


def plain(width: int, height: int, color: Sequence[int]) -> pyvips.Image:
    bands = (pyvips.Image.black(width, height, bands=len(color)) + list(color)).cast("uchar")
    return bands.copy(interpretation="srgb")


def see_through(width: int = 120, height: int = 80) -> pyvips.Image:
    """The same picture, its left half not there."""
    alpha = plain(width // 2, height, (0,)).join(plain(width - width // 2, height, (255,)), "horizontal")
    return a_picture(width, height).bandjoin(alpha).copy(interpretation="srgb")


def moving(frames: int = 3, width: int = 80, height: int = 60) -> pyvips.Image:
    film = pyvips.Image.arrayjoin([plain(width, height, (80 * n, 255 - 80 * n, 90)) for n in range(frames)], across=1)
    film = film.copy(interpretation="srgb")
    film.set_type(pyvips.GValue.gint_type, "page-height", height)
    return film


def encoded(ending: str, picture: pyvips.Image | None = None, **settings: Any) -> bytes:  # noqa: ANN401
    data: bytes = (picture or a_picture()).write_to_buffer(f".{ending}", **settings)
    return data


def with_blob(picture: pyvips.Image, name: str, content: bytes) -> pyvips.Image:
    picture = picture.copy()
    picture.set_type(pyvips.GValue.blob_type, name, content)
    return picture


def turned(orientation: int, ending: str, picture: pyvips.Image | None = None) -> bytes:
    picture = (picture or a_picture()).copy()
    picture.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    return encoded(ending, picture)


def xmp(properties: str = IPTC_PROPERTIES, attributes: str = 'photoshop:Credit="Union Photo"') -> bytes:
    return XMP.format(properties=properties, attributes=attributes).encode()


def exif(tags: dict[int, bytes | int], order: str = ">") -> bytes:
    """Exif with texts, and numbers as shorts; without its introduction."""
    entries, values = [], b""
    after = 8 + 2 + 12 * len(tags) + 4
    for tag, value in sorted(tags.items()):
        if isinstance(value, int):
            entries.append(struct.pack(f"{order}HHIHH", tag, 3, 1, value, 0))
        elif len(value) <= 4:
            entries.append(struct.pack(f"{order}HHI4s", tag, 2, len(value), value))
        else:
            entries.append(struct.pack(f"{order}HHII", tag, 2, len(value), after + len(values)))
            values += value
    head = struct.pack(f"{order}2sHIH", b"MM" if order == ">" else b"II", 42, 8, len(tags))
    return head + b"".join(entries) + bytes(4) + values


def private_exif(orientation: int = 1, **texts: bytes) -> bytes:
    """What a telephone writes: a place, a serial number, a small picture of what was cut away, names."""
    known = {"description": 0x010E, "artist": 0x013B, "copyright": 0x8298}
    tags: dict[int, bytes | int] = {0x0112: orientation, 0x8825: GPS + b"\0", 0xA431: SERIAL + b"\0"}
    return exif(tags | {known[name]: text + b"\0" for name, text in texts.items()}) + b"\xff\xd8\xff\xdb" + SECRET


def iim(*datasets: tuple[int, int, bytes]) -> bytes:
    """IPTC-IIM as JPEG files hold it: a resource of Photoshop after another one."""
    block = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in datasets
    )
    return b"Photoshop 3.0\0" + resource(0x03ED, b"\1\2\3") + resource(0x0404, block)


def resource(kind: int, content: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", kind, 0, len(content)) + content + bytes(len(content) % 2)


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg(*segments: bytes, picture: pyvips.Image | None = None, after: bytes = b"", **settings: Any) -> bytes:  # noqa: ANN401
    """A JPEG file with further segments, and bytes after its end."""
    data = encoded("jpg", picture, keep="icc", **settings)
    return data[:2] + JFIF + b"".join(segments) + data[2:] + after


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: bytes, picture: pyvips.Image | None = None, after: bytes = b"", **settings: Any) -> bytes:  # noqa: ANN401
    """A PNG file with further chunks before the picture, and bytes after its end."""
    data = encoded("png", picture, keep="icc", **settings)
    return data[:33] + b"".join(chunks) + data[33:] + after


def webp_with(data: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP file with further chunks at its end."""
    tail = b"".join(kind + struct.pack("<I", len(text)) + text + bytes(len(text) % 2) for kind, text in chunks)
    return data[:4] + struct.pack("<I", len(data) + len(tail) - 8) + data[8:] + tail


def claiming(width: int, height: int) -> bytes:
    """A PNG file of a few bytes that says that it is large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    picture = chunk(b"IDAT", zlib.compress(bytes(10)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + picture + chunk(b"IEND", b"")


def black_png(width: int, height: int) -> bytes:
    """A black PNG file of any size, which takes no time to make: the same compressed rows over and over."""
    rows = 100
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(rows * (1 + 3 * width))) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (height * (1 + 3 * width) % 65521) << 16 | 1
    stream = b"\x78\x01" + block * (height // rows) + b"\x03\0" + struct.pack(">I", checksum)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", stream) + chunk(b"IEND", b"")


def bitmap(width: int, height: int) -> bytes:
    return struct.pack("<2sIIIIii", b"BM", 58, 0, 54, 40, width, height) + bytes(32)


def moving_avif(width: int, height: int) -> bytes:
    return b"\0\0\0\x18ftypavis\0\0\0\0avifavis" + b"\0\0\0\x14ispe" + struct.pack(">III", 0, width, height)


def gif_with(data: bytes, *extensions: bytes) -> bytes:
    """A GIF file with further extensions before its end."""
    return data[:-1] + b"".join(extensions) + data[-1:]


def extension(label: int, *blocks: bytes) -> bytes:
    return bytes([0x21, label]) + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


def pixels(data: bytes) -> bytes:
    """The pixels of a picture, all its frames, as they are stored."""
    options = "n=-1" if data[:4] in {b"GIF8", b"RIFF"} else ""
    decoded: bytes = pyvips.Image.new_from_buffer(data, options).write_to_memory()
    return decoded


def color_at(data: bytes, across: float, down: float) -> tuple[int, ...]:
    """The colour at a place, given in shares of the size."""
    picture = pyvips.Image.new_from_buffer(data, "")
    point = picture(int(across * picture.width), int(down * picture.height))
    return tuple(round(shade) for shade in point)


def is_near(color: Iterable[int], other: Iterable[int], by: int = 14) -> bool:
    return all(abs(shade - meant) <= by for shade, meant in zip(color, other, strict=True))
