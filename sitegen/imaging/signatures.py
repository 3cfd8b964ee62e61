"""What a file is, by its first bytes and not by its name; what cannot be shown is named, with what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.imaging.photograph import FileFormat, UnreadablePhotograph

__all__ = ["CUT_OFF_HINT", "HEAD_BYTES", "format_of", "is_photograph"]

HEAD_BYTES = 1 << 16
"""How much of a file is looked at: long comments may stand before the first tag of an SVG."""

CUT_OFF_HINT = "copy it again from where it came from"
AS_JPEG = "open it and save it again as JPEG"

PICTURES: tuple[tuple[bytes, FileFormat], ...] = (
    (rb"\xff\xd8\xff", "jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "png"),
    (rb"RIFF....WEBP", "webp"),
    (rb"GIF8[79]a", "gif"),
    (rb"II[*+]\0|MM\0[*+]", "tiff"),
    (rb"BM....\0\0\0\0", "bmp"),
    (rb"....ftyp.{0,64}?avi[fs]", "avif"),
    (rb"(?:\xef\xbb\xbf)?\s*+<(?!(?i:!doctype\s+)?(?i:html)\b).*?(?<=<)(?:[\w-]+:)?svg[\s/>]", "svg"),
)

RAW_REASON = "this is a raw photograph of a camera, which browsers cannot show"
OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (rb"\Z", "this file is empty", CUT_OFF_HINT),
    (rb"\0+\Z", "this file holds nothing but zeros", CUT_OFF_HINT),
    (
        rb"....ftyp(?:hei|hev|mif|msf)",
        "this is a photograph in Apple’s HEIC format, which browsers cannot show",
        AS_JPEG,
    ),
    (rb"....ftypcrx |FUJIFILMCCD-RAW|IIR[OS]|MMOR|IIU\0", RAW_REASON, AS_JPEG),
    (
        rb"....(?:ftyp|moov|mdat|free|wide)|\x1aE\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3]",
        "this is a film and no photograph",
        "attach it as a file, or take a still of it",
    ),
    (rb"\0\0\0\x0cJXL |\xff\x0a", "this is a picture in JPEG XL, which most browsers cannot show", AS_JPEG),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "this is a picture in JPEG 2000, which browsers cannot show", AS_JPEG),
    (
        rb"%PDF|%!PS|\xc5\xd0\xd3\xc6",
        "this is a document for printing and no photograph",
        "save the page as JPEG or PNG",
    ),
    (rb"8BP[SB]", "this is a Photoshop document, which browsers cannot show", "save it as JPEG or PNG"),
    (rb"\0\0[\x01\x02]\0", "this is an icon of Windows and no photograph", "save it as PNG"),
    (rb"PK\x03\x04|\xd0\xcf\x11\xe0", "this is an archive or an office document", "take the photograph out of it"),
    (rb"\x1f\x8b", "this is a compressed file", "unpack it; if it is an SVGZ drawing, save it as SVG"),
    (
        rb"version https://git-lfs",
        "this is only a placeholder of Git LFS; the photograph itself is missing",
        "fetch it with `git lfs pull`",
    ),
    (
        rb"(?i:\s*<(?:!doctype\s+)?html\b)",
        "this is a web page and no photograph",
        "save the picture itself, not its page",
    ),
)

CAMERA_FILES = rb"....ftyp(?:hei|hev|mif|msf|crx )|FUJIFILMCCD-RAW|IIR[OS]|MMOR|IIU\0"
"""HEIC and raw photographs."""

RAW_ENDINGS = {".3fr", ".arw", ".cr2", ".dcr", ".dng", ".erf", ".kdc", ".mef", ".mos", ".nef", ".nrw", ".pef", ".srw"}
"""Raw formats that are TIFF files to those who look at the first bytes alone."""


def format_of(head: bytes, path: Path) -> FileFormat:
    """Tell the format of a picture from the beginning of its file. Raises `UnreadablePhotograph` for all others."""
    kind = next((kind for pattern, kind in PICTURES if re.match(pattern, head, re.DOTALL)), None)
    if kind == "tiff" and (path.suffix.lower() in RAW_ENDINGS or head[8:10] == b"CR"):
        raise UnreadablePhotograph(RAW_REASON, AS_JPEG)
    if kind:
        return kind
    for pattern, reason, hint in OTHERS:
        if re.match(pattern, head, re.DOTALL):
            raise UnreadablePhotograph(reason, hint)
    raise UnreadablePhotograph("this is no picture", "look whether it is the right file and has the right name")


def is_photograph(head: bytes) -> bool:
    """Tell from the beginning of a file whether a camera may have made it, whatever its name says."""
    kind = next((kind for pattern, kind in PICTURES if re.match(pattern, head, re.DOTALL)), None)
    return (kind is not None and kind not in {"svg", "bmp"}) or bool(re.match(CAMERA_FILES, head, re.DOTALL))
