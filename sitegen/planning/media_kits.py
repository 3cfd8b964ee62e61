"""Media kits: a ZIP file of an article's photographs and attachments, for journalists to take home."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from msgspec import Struct

from sitegen.clock import Moment
from sitegen.planning.desk import Desk, beside
from sitegen.planning.editions import Entry
from sitegen.planning.files import copy_of, file_named
from sitegen.planning.pages import KitFile, KitOf, KitText
from sitegen.planning.photographs import FileInUse
from sitegen.planning.view_parts import AttachmentView
from sitegen.problems import Problem, error, warning
from sitegen.site_path import SitePath

__all__ = ["MediaKit", "kit_problems", "media_kit"]

README = "README.txt"

LOCAL_HEADER, CENTRAL_HEADER, END_OF_ARCHIVE = 30, 46, 22
"""Bytes of a ZIP file's records besides names and contents (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16)."""

LARGEST = (1 << 31) - 1
"""Bytes of a kit that every program can open, without the ZIP64 extensions."""


class MediaKit(Struct, frozen=True, kw_only=True):
    """A kit: where it lies, what is in it, and how the article's page names it."""

    path: SitePath
    recipe: KitOf
    view: AttachmentView


def media_kit(desk: Desk, entry: Entry) -> MediaKit | None:
    """Describe the media kit of an article that asks for one and has something to put into it.

    Nothing in it is compressed, since photographs and PDF files are already: so its size is known beforehand.
    """
    files = files_of_kit(desk, entry) if entry.article.media_kit else ()
    if not files:
        return None
    text = KitText(README, text_of_kit(desk, entry, files))
    path = beside(entry.path, "media-kit.zip")
    date = entry.changed or entry.article.date or Moment(desk.site.now)
    view = AttachmentView(
        title=desk.text("Media kit"),
        url=desk.site.base.url(path),
        absolute_url=desk.site.base.absolute(path),
        type="application/zip",
        extension="ZIP",
        size=size_of_kit(files, text),
    )
    return MediaKit(path=path, recipe=KitOf(files, text, date), view=view)


def files_of_kit(desk: Desk, entry: Entry) -> tuple[KitFile, ...]:
    """Give the photographs and attachments of an article, in their full size, each once and under a name of its own."""
    files: list[KitFile] = []
    taken = {README.casefold()}
    for file in dict.fromkeys(sources_of_kit(desk, entry)):
        facts = desk.facts(file.source)
        name = next(name for name in names_for(PurePosixPath(file.path.text)) if name.casefold() not in taken)
        taken.add(name.casefold())
        files.append(KitFile(name, copy_of(file, facts), facts.size))
    return tuple(files)


def names_for(path: PurePosixPath) -> Iterator[str]:
    """Give the name of a file, then others like it."""
    yield path.name
    yield from (f"{path.stem}-{number}{path.suffix}" for number in count(2))


def sources_of_kit(desk: Desk, entry: Entry) -> list[FileInUse]:
    """Give the files of the site that belong into a kit; a photograph that may tell secrets does not."""
    pictures = [file for file in pictures_of(desk, entry) if not desk.facts(file.source).may_tell_secrets]
    folder, library = entry.article.folder, desk.site.library
    attachments = [file_named(each.src, folder, library) for each in entry.article.attachments]
    return [*pictures, *(file for file in attachments if file)]


def pictures_of(desk: Desk, entry: Entry) -> list[FileInUse]:
    """Give the files of the pictures that an article shows, the lead photograph first."""
    lead = desk.photograph(entry)
    return [*([lead.file] if lead else []), *desk.body(entry).shown]


def text_of_kit(desk: Desk, entry: Entry, files: tuple[KitFile, ...]) -> str:
    """Tell what is in a kit and whose the photographs are; lines end as every editor of texts understands."""
    article = entry.article
    lines = [article.title, entry.absolute_url, ""]
    for file in files:
        source = file.recipe.file.removeprefix("content/")
        facts = desk.facts(source)
        is_lead = article.image is not None and file_is(desk, entry, article.image.src, source)
        picture = desk.picture(entry) if is_lead else None
        told = facts.photograph
        caption = picture.caption if picture else (told.caption if told else "")
        credit = picture.credit if picture else (told.credit_line if told else "")
        lines += [file.name, *(f"  {line}" for line in (caption, credit) if line)]
    contacts = [desk.site.library.entities.contacts.get(key) for key in article.contacts]
    reachable = [" · ".join(filter(None, (desk.local(each.name), each.email, each.phone))) for each in contacts if each]
    return "\r\n".join([*lines, "", *reachable, ""])


def file_is(desk: Desk, entry: Entry, src: str, source: str) -> bool:
    """Tell whether a file is the one that an article names."""
    file = file_named(src, entry.article.folder, desk.site.library)
    return file is not None and file.source == source


def size_of_kit(files: tuple[KitFile, ...], text: KitText) -> int:
    """Give the bytes of a ZIP file with all this in it, stored."""
    contents = [(text.name, len(text.text.encode())), *((file.name, file.size) for file in files)]
    records = sum(LOCAL_HEADER + CENTRAL_HEADER + 2 * len(name.encode()) + size for name, size in contents)
    return records + END_OF_ARCHIVE


def kit_problems(desk: Desk, entry: Entry) -> Iterator[Problem]:
    """Tell of a kit that has nothing in it, lacks something, or is too large to be opened everywhere."""
    if not entry.article.media_kit:
        return
    place = entry.article.place_of("media_kit")
    left_out = [file.source for file in pictures_of(desk, entry) if desk.facts(file.source).may_tell_secrets]
    for source in dict.fromkeys(left_out):
        message = f"`{PurePosixPath(source).name}` is not in the media kit: private data in it could not be removed"
        yield warning(message, place, "save it as JPEG or PNG, which sitegen cleans")
    kit = media_kit(desk, entry)
    if kit is None and not left_out:
        hint = "add an `image`, pictures or `attachments`, or delete `media_kit`"
        yield error("this article has nothing for a media kit", place, hint)
    elif kit and kit.view.size > LARGEST:
        yield error("the media kit would be larger than 2 GB", place, "offer some of its files elsewhere")
