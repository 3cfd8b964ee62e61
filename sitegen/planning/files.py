"""Photographs, attachments and other files that pages refer to, and where they lie on the site."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import structs

from sitegen.planning.editions import Entry
from sitegen.planning.pages import CleanCopyOf, CopyOf
from sitegen.planning.photographs import FileInUse, PhotographInUse, PictureStyle, picture_of, renditions_for
from sitegen.planning.urls import Base
from sitegen.planning.view_parts import AttachmentView, ImageSet, Picture
from sitegen.problems import Location, Problem, Told, told, warning
from sitegen.reading.article import Attachment
from sitegen.reading.file_facts import FileFacts
from sitegen.reading.library import Library
from sitegen.reading.site_address import scheme_of
from sitegen.reading.source_files import STATIC_FOLDER
from sitegen.site_path import SitePath

__all__ = [
    "FactsOf",
    "attachment_view",
    "copy_of",
    "file_named",
    "is_external",
    "missing_file",
    "paths_named",
    "photograph_of_entry",
    "picture_of_entry",
    "secrets_that_stay",
    "unreadable_picture",
]

FactsOf = Callable[[str], FileFacts]
"""Give the facts of a file by its path below `content/`."""


def file_named(src: str, folder: str, library: Library) -> FileInUse | None:
    """Find a file that an article names, by name or address: among those of `content/`, else the static ones."""
    address = unquote(src.partition("#")[0].partition("?")[0])
    for path in dict.fromkeys((*paths_named(src, folder), *paths_named(address, folder))):
        static = path.removeprefix(f"{STATIC_FOLDER}/")
        if path in library.files:
            return FileInUse(library.files[path].path_on_disk, SitePath(path))
        if static in library.static:
            return FileInUse(library.static[static].path_on_disk, SitePath(static))
    return None


def paths_named(written: str, folder: str) -> tuple[str, ...]:
    """Give the paths below `content/` that an article in a folder may mean: beside it, then from the top."""
    name = unicodedata.normalize("NFC", written)
    rooted = posixpath.normpath(name.lstrip("/"))
    return (rooted,) if name.startswith("/") else (posixpath.normpath(posixpath.join(folder, name)), rooted)


def attachment_view(attachment: Attachment, file: FileInUse, base: Base, facts: FileFacts) -> AttachmentView:
    """Describe a file to download; without a title, its name is its title."""
    name = PurePosixPath(file.source)
    return AttachmentView(
        title=attachment.title or name.name,
        url=base.url(file.path),
        absolute_url=base.absolute(file.path),
        type=facts.type,
        extension=name.suffix.removeprefix(".").upper(),
        size=facts.size,
        lang=attachment.lang,
    )


def copy_of(file: FileInUse, facts: FileFacts) -> CopyOf | CleanCopyOf:
    """Say how a file comes to the site: as it is, or without the private metadata of a photograph."""
    kind = CleanCopyOf if facts.is_cleaned else CopyOf
    return kind(f"content/{file.source}", facts.digest)


def missing_file(level: Told, src: str, folder: str, library: Library, place: Location) -> tuple[Problem, ...]:
    """Tell that a file is not there, which a text in a folder names, and where it should be."""
    path = paths_named(src, folder)[0]
    same = next((known for known in library.files if known.casefold() == path.casefold()), "")
    if same:
        hint = f"write `{posixpath.basename(same)}`; upper and lower case count"
    else:
        wanted = posixpath.join("content", posixpath.dirname(path)).rstrip("/")
        hint = f"put it into `{wanted}` or mend its name; upper and lower case count"
    return told(level, f"there is no file `{src}`", place, hint)


def unreadable_picture(
    level: Told, src: str, file: FileInUse, facts: FileFacts, place: Location
) -> tuple[Problem, ...]:
    """Tell that a file which is shown as a picture is none."""
    if facts.width or PurePosixPath(file.source).suffix.lower() == ".svg":
        return ()
    reason = facts.fault or "this is no picture that can be read"
    hint = facts.way_out or "open it and save it again as JPEG, PNG or WebP"
    return told(level, f"`{src}` cannot be shown: {reason}", place, hint)


def secrets_that_stay(src: str, facts: FileFacts, place: Location) -> tuple[Problem, ...]:
    """Warn of a photograph that is offered as it is, though it may tell where it was taken and with which camera."""
    if PurePosixPath(src).suffix.lower() == ".ico" or not (facts.may_tell_secrets or facts.fault):
        return ()
    message = f"`{src}` is offered as it is: private data in it, as the place where it was taken, could not be removed"
    return (warning(message, place, "save it as JPEG or PNG, which sitegen cleans"),)


def is_external(address: str) -> bool:
    """Tell whether an address is on another site."""
    return address.startswith("//") or bool(scheme_of(address))


def picture_of_entry(entry: Entry, library: Library, base: Base, facts: FactsOf, style: PictureStyle) -> Picture | None:
    """Describe the lead photograph of an article, if its file exists."""
    image = entry.article.image
    if not image or not image.src:
        return None
    if is_external(image.src):
        elsewhere = ImageSet(url=image.src, absolute_url=image.src)
        return Picture(
            url=image.src,
            absolute_url=image.src,
            shown=elsewhere,
            thumbnail=elsewhere,
            alt=image.alt or "",
            caption=image.caption or "",
            credit=image.credit or "",
        )
    file = file_named(image.src, entry.article.folder, library)
    if file and entry.article.original.is_translation and image.caption is None:
        image = structs.replace(image, caption="")  # the file's own is in the language of the original
    return picture_of(image, file, base, facts(file.source), style) if file else None


def photograph_of_entry(entry: Entry, library: Library, facts: FactsOf, style: PictureStyle) -> PhotographInUse | None:
    """Tell what has to be made of an article's lead photograph."""
    image = entry.article.image
    file = file_named(image.src, entry.article.folder, library) if image and not is_external(image.src) else None
    if not image or not file:
        return None
    made = renditions_for(file, image, facts(file.source), style)
    return PhotographInUse(file, (*made.whole, *made.thumbnails, *made.crops))
