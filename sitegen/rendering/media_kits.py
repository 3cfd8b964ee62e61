"""Media kits: ZIP files with the same bytes whenever and wherever they are made."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sitegen.clock import Moment
from sitegen.planning.pages import KitOf
from sitegen.rendering.copies import blocks_of_copy

__all__ = ["write_kit"]

FIRST_YEAR, LAST_YEAR = 1980, 2107
"""What a date in a ZIP file can be (APPNOTE.TXT 6.3.10, section 4.4.6)."""

READABLE_FILE = 0o100644 << 16
"""A file that its owner can write and everybody read, as programs on Unix note it."""
UNIX = 3


def write_kit(kit: KitOf, folder: Path, to: BinaryIO) -> None:
    """Write a ZIP file; `folder` is the site's. Raises `OSError` where a file cannot be read or written."""
    with ZipFile(to, "w", ZIP_STORED) as archive:
        archive.writestr(described(kit.text.name, kit.modified), kit.text.text)
        for file in kit.files:
            about = described(file.name, kit.modified)
            about.file_size = file.size
            with archive.open(about, "w") as entry:
                for block in blocks_of_copy(file.recipe, folder):
                    entry.write(block)


def described(name: str, modified: Moment) -> ZipInfo:
    """Give the record of a file, in which nothing depends on the machine."""
    at = modified.at
    year = min(max(at.year, FIRST_YEAR), LAST_YEAR)
    about = ZipInfo(name, (year, at.month, at.day, at.hour, at.minute, at.second))
    about.create_system = UNIX
    about.external_attr = READABLE_FILE
    return about
