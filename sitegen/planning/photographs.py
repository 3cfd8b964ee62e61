"""Photographs as pages show them: in several sizes and formats, and cut for lists and previews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from sitegen.imaging.photograph import Photograph, Rendition
from sitegen.imaging.renditions import Renditions, rendition_name, renditions_of
from sitegen.planning.pages import ImageOf, Page
from sitegen.planning.urls import Base
from sitegen.planning.view_parts import ImageSet, Picture, PictureFile, SourceSet
from sitegen.problems import Location
from sitegen.reading.article import Image
from sitegen.reading.file_facts import TYPES_OF_PICTURES, FileFacts
from sitegen.site_path import SitePath
from sitegen.theming.colors import contrast_between
from sitegen.theming.options import is_color

__all__ = [
    "FileInUse",
    "PhotographInUse",
    "PictureStyle",
    "is_offered",
    "logo_of",
    "photograph_pages",
    "picture_of",
    "picture_style",
    "renditions_for",
    "shown_set",
]

MAIN_WIDTH = 1200
"""What browsers without `srcset` and feed readers get: the widest picture up to so many pixels."""


WHITE, BLACK = "#ffffff", "#14181d"
"""What a card's text is written in, whichever is read better on its ground."""


class FileInUse(Struct, frozen=True, order=True, gc=False):
    """A file that a visible page refers to: its path below `content/` on the disk, and its place in the output."""

    source: str
    path: SitePath


class PhotographInUse(Struct, frozen=True):
    """What a visible page wants to be made of a photograph."""

    file: FileInUse
    renditions: tuple[Rendition, ...] = ()


class PictureStyle(Struct, frozen=True, kw_only=True):
    """How a theme shows pictures.

    `widths` and `thumbnails` are pixels, `in_text` is the attribute `sizes` of pictures in texts. `card_ground` and
    `card_ink` are the colours of the cards for link previews.
    """

    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    thumbnails: tuple[int, ...] = (160, 320, 480)
    in_text: str = "(min-width: 44em) 40rem, calc(100vw - 2rem)"
    card_ground: str = "#0b5394"
    card_ink: str = WHITE


def picture_style(options: Mapping[str, Any]) -> PictureStyle:
    """Give the style that a theme's options name; that of a theme without such options is the usual one."""
    usual = PictureStyle()
    colors = (options.get(name) for name in ("card_color", "accent"))
    ground = next((color for color in colors if isinstance(color, str) and is_color(color)), usual.card_ground)
    return PictureStyle(
        widths=tuple(options.get("photograph_widths", usual.widths)),
        thumbnails=tuple(options.get("thumbnail_widths", usual.thumbnails)),
        in_text=options.get("text_picture_sizes", usual.in_text),
        card_ground=ground,
        card_ink=max((WHITE, BLACK), key=lambda ink: contrast_between(ink, ground)),
    )


def renditions_for(file: FileInUse, image: Image, facts: FileFacts, style: PictureStyle) -> Renditions:
    """Give all that is made of an article's photograph; nothing where its name leaves no room for others."""
    if not facts.photograph or not style.widths or not has_room(file.path):
        return Renditions()
    return renditions_of(facts.photograph, style.widths, style.thumbnails, image.focus)


def has_room(path: SitePath) -> bool:
    """Tell whether a file's name can have the ending of a rendition."""
    try:
        SitePath(path.text + ".16x9-f100x100.99999.avif")
    except ValueError:
        return False
    return True


def picture_of(image: Image, file: FileInUse, base: Base, facts: FileFacts, style: PictureStyle) -> Picture:
    """Describe an article's photograph; what its author did not write is taken from the photograph itself."""
    made = renditions_for(file, image, facts, style)
    shown = image_set(file, made.whole, base, facts)
    told = facts.photograph or Photograph(format="jpeg", width=0, height=0)
    offered = is_offered(facts, made.whole)
    return Picture(
        url=base.url(file.path) if offered else shown.url,
        absolute_url=base.absolute(file.path) if offered else shown.absolute_url,
        shown=shown,
        thumbnail=image_set(file, made.thumbnails, base, facts) if made.thumbnails else shown,
        crops=tuple(picture_file(file, crop, base) for crop in made.crops),
        alt=image.alt or "",
        caption=told.caption if image.caption is None else image.caption,
        credit=told.credit_line if image.credit is None else image.credit,
        width=facts.width if offered else shown.width,
        height=facts.height if offered else shown.height,
        type=facts.type if offered else shown.type,
        size=facts.size if offered else 0,
    )


def is_offered(facts: FileFacts, made: Sequence[Rendition]) -> bool:
    """Tell whether a photograph's own file is on the site: not if it may tell secrets and others can be shown."""
    return not (facts.may_tell_secrets and made)


def shown_set(file: FileInUse, facts: FileFacts, base: Base, style: PictureStyle) -> tuple[ImageSet, PhotographInUse]:
    """Describe a picture in a text, and what has to be made for it."""
    made = renditions_for(file, Image(src=""), facts, style).whole
    return image_set(file, made, base, facts), PhotographInUse(file, made)


def logo_of(file: FileInUse, base: Base, facts: FileFacts, style: PictureStyle) -> tuple[Picture, PhotographInUse]:
    """Describe a logo, which is shown whole and small, and what has to be made for it."""
    small = PictureStyle(widths=style.thumbnails, thumbnails=())
    made = renditions_for(file, Image(src=""), facts, small).whole
    own = picture_of(Image(src="", alt=""), file, base, facts, PictureStyle(widths=(), thumbnails=()))
    shown = image_set(file, made, base, facts)
    return Picture(
        url=own.url,
        absolute_url=own.absolute_url,
        shown=shown,
        thumbnail=shown,
        width=own.width,
        height=own.height,
        type=own.type,
        size=own.size,
    ), PhotographInUse(file, made)


def image_set(file: FileInUse, made: Sequence[Rendition], base: Base, facts: FileFacts) -> ImageSet:
    """Describe a picture in the sizes and formats that are made of it, else as it is."""
    by_format: dict[str, list[Rendition]] = {}
    for rendition in made:
        by_format.setdefault(rendition.format, []).append(rendition)
    plain = by_format.pop("jpeg", None) or by_format.pop("png", None)
    if not plain:
        return ImageSet(
            url=base.url(file.path),
            absolute_url=base.absolute(file.path),
            width=facts.width,
            height=facts.height,
            type=facts.type,
        )
    chosen = picture_file(file, main_of(plain), base)
    return ImageSet(
        url=chosen.url,
        absolute_url=chosen.absolute_url,
        width=chosen.width,
        height=chosen.height,
        type=chosen.type,
        srcset=candidates(file, plain, base),
        sources=tuple(
            SourceSet(type=f"image/{kind}", srcset=candidates(file, by_format[kind], base))
            for kind in ("avif", "webp")
            if kind in by_format
        ),
    )


def main_of(made: Sequence[Rendition]) -> Rendition:
    """Give the picture for readers who can take no other: the widest up to `MAIN_WIDTH`, else the smallest."""
    ordered = sorted(made, key=lambda each: each.width)
    return next((each for each in reversed(ordered) if each.width <= MAIN_WIDTH), ordered[0])


def candidates(file: FileInUse, made: Iterable[Rendition], base: Base) -> str:
    """Write the attribute `srcset`, the smallest first (HTML, section 4.8.4.2.1)."""
    ordered = sorted(made, key=lambda each: each.width)
    return ", ".join(f"{base.url(path_of(file, each))} {each.width}w" for each in ordered)


def picture_file(file: FileInUse, rendition: Rendition, base: Base) -> PictureFile:
    """Describe one file that is made of a photograph."""
    path = path_of(file, rendition)
    return PictureFile(
        url=base.url(path),
        absolute_url=base.absolute(path),
        width=rendition.width,
        height=rendition.height,
        type=TYPES_OF_PICTURES[rendition.format],
    )


def path_of(file: FileInUse, rendition: Rendition) -> SitePath:
    """Give the place of a rendition: beside the photograph."""
    folder, slash, name = file.path.text.rpartition("/")
    return SitePath(folder + slash + rendition_name(name, rendition))


def photograph_pages(used: Iterable[PhotographInUse], facts: Callable[[str], FileFacts], lang: str) -> Iterator[Page]:
    """Describe the files that are made of photographs, each once."""
    wanted = {(each.file, rendition) for each in used for rendition in each.renditions}
    for file, rendition in wanted:
        name = f"content/{file.source}"
        recipe = ImageOf(name, facts(file.source).digest, rendition)
        yield Page(path=path_of(file, rendition), recipe=recipe, edition=lang, origin=Location(name))
