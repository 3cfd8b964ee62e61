from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.imaging.exif import Exif, exif_in, exif_of
from sitegen.imaging.iptc import IptcFields, iptc_fields, kept_xmp
from sitegen.imaging.xmp import XmpFields, xmp_in, xmp_of
from tests.imaging.pictures import exif, iim, resource, xmp

UTF8 = (1, 90, b"\x1b%G")
BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>"""


def fields(packet: bytes = b"", datasets: bytes = b"", tags: Exif = Exif()) -> IptcFields:  # noqa: B008 (it is frozen)
    return iptc_fields(packet, datasets, tags)


def alt(*texts: tuple[str, str]) -> str:
    items = "".join(f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in texts)
    return f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>"


def test_xmp_tells_all_four_fields() -> None:
    assert fields(xmp()) == IptcFields(
        caption="The hall & its guests",
        credit="Union Photo",
        creator="Ada Marsh, Léo Ndiaye",
        copyright="© 2026 Union",
    )


@pytest.mark.parametrize(
    ("properties", "caption"),
    [
        (alt(("fr-FR", "La salle"), ("x-default", "The hall")), "The hall"),
        (alt(("fr-FR", "La salle"), ("de-DE", "Der Saal")), "La salle"),
        ("<dc:description>The hall</dc:description>", "The hall"),
        ("<dc:description><rdf:Bag><rdf:li>The hall</rdf:li></rdf:Bag></dc:description>", "The hall"),
        ("<dc:description/>", ""),
        ("<photoshop:Credit>The hall</photoshop:Credit>", ""),
        ("<dc:title><rdf:Description><dc:description>of another</dc:description></rdf:Description></dc:title>", ""),
    ],
)
def test_a_description_may_be_written_in_several_ways(properties: str, caption: str) -> None:
    assert fields(xmp(properties, "")).caption == caption


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\0" * 40,
        b"no XML",
        b"<x:xmpmeta",
        b"<?xml version='1.0' encoding='nonsense'?><a/>",
        xmp(f"<dc:description>{'a' * 2_000_000}</dc:description>", ""),
    ],
)
def test_xmp_that_is_broken_or_endless_tells_nothing(packet: bytes) -> None:
    assert fields(packet) == IptcFields()


def test_xmp_fetches_and_unfolds_nothing() -> None:
    packet = BOMB.encode() + xmp("<dc:description>a&b;&c;z</dc:description>", "")[55:]
    assert fields(packet).caption in {"", "az"}


def test_xmp_that_is_cut_off_tells_what_is_left() -> None:
    whole = xmp("<dc:description>The hall</dc:description><dc:rights>Union</dc:rights>", "")
    assert fields(whole[: whole.index(b"<dc:rights>")]).caption == "The hall"


@pytest.mark.parametrize(
    ("datasets", "caption"),
    [
        ([(2, 120, "Größe".encode("latin-1"))], "Größe"),
        ([(2, 120, "“Größe”".encode("cp1252"))], "“Größe”"),
        ([(2, 120, "Größe".encode())], "Größe"),
        ([UTF8, (2, 120, "Größe".encode())], "Größe"),
        ([(2, 5, b"object name"), (2, 120, b"The hall"), (2, 120, b"again")], "The hall"),
        ([(3, 120, b"of another record")], ""),
    ],
)
def test_iim_is_read_in_the_encoding_that_it_has(datasets: list[tuple[int, int, bytes]], caption: str) -> None:
    assert fields(datasets=iim(*datasets)).caption == caption


def test_iim_tells_all_four_fields_and_every_creator() -> None:
    datasets = iim(
        (2, 120, b"The hall"), (2, 80, b"Ada Marsh"), (2, 80, b"Ben"), (2, 110, b"Photo"), (2, 116, b"Union")
    )
    expected = IptcFields(caption="The hall", creator="Ada Marsh, Ben", credit="Photo", copyright="Union")
    assert fields(datasets=datasets) == expected
    alone = datasets[datasets.index(b"\x1c") :]
    assert fields(datasets=alone) == expected


@pytest.mark.parametrize(
    "block",
    [
        b"Photoshop 3.0\0",
        b"Photoshop 3.0\0" + resource(0x0404, b""),
        b"Photoshop 3.0\0" + resource(0x0404, b"\x1c\x02\x78\xff\xff"),
        b"8BIM\4\4",
        b"\x1c\x02\x78",
    ],
)
def test_iim_that_is_broken_tells_nothing(block: bytes) -> None:
    assert fields(datasets=block) == IptcFields()


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_tells_in_both_orders_of_bytes(order: str) -> None:
    told = exif_in(
        b"Exif\0\0" + exif({0x010E: b"The hall\0", 0x0112: 6, 0x013B: b"Ada\0", 0x8298: b"\xa9 2026\0"}, order)
    )
    assert told == Exif(orientation=6, description=b"The hall\0", artist=b"Ada\0", copyright=b"\xa9 2026\0")
    assert fields(tags=told) == IptcFields(caption="The hall", creator="Ada", copyright="© 2026")


def test_copyright_of_photographer_and_editor_is_one_notice() -> None:
    assert fields(tags=Exif(copyright=b"Ada Marsh\0Union\0")).copyright == "Ada Marsh, Union"
    assert fields(tags=Exif(copyright=b" \0Union\0")).copyright == "Union"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_is_read_as_it_was_written(orientation: int) -> None:
    told = Exif(orientation=orientation, artist=b"Ada", copyright=b"Union and others")
    read = exif_in(exif_of(told))
    assert read == Exif(orientation=orientation, artist=b"Ada\0", copyright=b"Union and others\0")


def test_where_there_is_nothing_to_say_nothing_is_written() -> None:
    assert (exif_of(Exif()), xmp_of(XmpFields()), kept_xmp(IptcFields(caption="The hall"))) == (b"", b"", b"")


@given(st.binary(max_size=400), st.binary(max_size=60))
def test_no_bytes_are_too_broken_to_be_read(rubbish: bytes, start: bytes) -> None:
    exif_in(b"MM\0*" + rubbish)
    exif_in(exif({0x010E: b"The hall of fame\0", 0x0112: 6})[: len(start)] + rubbish)
    assert isinstance(fields(rubbish, b"8BIM" + rubbish), IptcFields)
    assert isinstance(fields(xmp()[: len(rubbish)] + start, b"\x1c\x02" + rubbish), IptcFields)


@pytest.mark.parametrize(
    "caption",
    [
        "OLYMPUS DIGITAL CAMERA",
        "KONICA MINOLTA DIGITAL CAMERA",
        "KODAK Digital Still Camera",
        "SONY DSC",
        "DCIM",
        "Untitled",
        "default",
        "Exif_JPEG_PICTURE",
        "Samsung camera pictures",
        "DSC_0042.JPG",
        "IMG_20260102",
        "Screenshot",
        "<untitled>",
        "cof",
        " \0\x07 ",
    ],
)
def test_what_cameras_write_by_themselves_is_no_caption(caption: str) -> None:
    assert fields(tags=Exif(description=caption.encode())).caption == ""


@pytest.mark.parametrize(
    "caption", ["Digital camera trap in the dry port", "Image of the year", "Scanner hall", "Norway"]
)
def test_what_people_write_is_a_caption(caption: str) -> None:
    assert fields(tags=Exif(description=caption.encode())).caption == caption


def test_a_camera_does_not_hide_what_somebody_wrote_elsewhere() -> None:
    told = fields(xmp("<dc:description>SONY DSC</dc:description>", ""), iim((2, 120, b"The hall")))
    assert told.caption == "The hall"


def test_texts_are_one_line_of_bounded_length_without_control_characters() -> None:
    told = fields(datasets=iim(UTF8, (2, 120, "The\r\n\thall\x00\x1b[31m  of\u00a0fame\ufffe".encode())))
    assert told.caption == "The hall[31m of fame"
    assert len(fields(datasets=iim((2, 120, b"ab " * 2000))).caption) <= 2000


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_what_stays_with_a_photograph_is_read_as_it_was_written(credit: str, creator: str, notice: str) -> None:
    told = fields(
        tags=Exif(artist=creator.encode("utf-8", "ignore"), copyright=notice.encode("utf-8", "ignore")),
        datasets=iim(UTF8, (2, 110, credit.encode("utf-8", "ignore"))),
    )
    kept = xmp_in(kept_xmp(told))
    assert (kept.credit, kept.creator, kept.rights) == (told.credit, told.creator, told.copyright)
