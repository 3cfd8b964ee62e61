"""The address of a file inside the output folder: the one door through which a path may enter it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from msgspec import Struct

__all__ = ["SitePath"]

MAX_SEGMENT_BYTES = 255
"""The longest file name that ext4, APFS, NTFS and object stores all take."""

MAX_BYTES = 1024
"""The longest key that object stores take."""


ORDINARY = re.compile(r"(?=.{1,255}\Z)[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""What most paths are: there can be nothing wrong with them, and nothing in them needs an escape."""


class SitePath(Struct, frozen=True, order=True, gc=False):
    """A relative path below the output folder, with forward slashes: `fr/tags/index.html`.

    Raises `ValueError`, worded for an editor, for anything that could leave the folder or that a file
    system or a web server would read differently.
    """

    text: str

    def __post_init__(self) -> None:
        if not ORDINARY.fullmatch(self.text) and (fault := fault_of(self.text)):
            raise ValueError(fault)

    def __str__(self) -> str:
        return self.text

    @property
    def url_path(self) -> str:
        """The percent-encoded address below the site's root, `index.html` left out (RFC 3986, section 2.1)."""
        path = self.text.removesuffix("index.html") if self.is_index else self.text
        return path if ORDINARY.fullmatch(self.text) else quote(path)

    @property
    def is_index(self) -> bool:
        """Whether a web server shows this file for the address of its folder."""
        return self.text == "index.html" or self.text.endswith("/index.html")

    @property
    def collision_key(self) -> str:
        """Equal for two paths that some file system takes for the same file (case, Unicode form)."""
        return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", self.text).casefold())


def fault_of(text: str) -> str:
    """Say what is wrong with a path, or nothing."""
    if not text:
        return "an address must not be empty"
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        return f"an address may have at most {MAX_BYTES} bytes"
    if "\\" in text:
        return "an address must use `/`, not a backslash"
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        return "an address must not hold control characters"
    if unicodedata.normalize("NFC", text) != text:
        return "an address must be in Unicode form NFC"
    for segment in text.split("/"):
        if segment in {"", ".", ".."}:
            return "an address must stay inside the site: no empty part, no `.` and no `..`"
        if len(segment.encode()) > MAX_SEGMENT_BYTES:
            return f"an address must have at most {MAX_SEGMENT_BYTES} bytes in each part"
    return ""
