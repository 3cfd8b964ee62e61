"""Whether every picture of an article says what it shows to those who cannot see it (WCAG 2.2, criterion 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from unicodedata import category
from urllib.parse import unquote

from sitegen.markup.fragment import PictureInText
from sitegen.markup.source_text import quoted
from sitegen.problems import Location, Problem, Told, told
from sitegen.reading.article import Article

__all__ = ["alt_text_problems", "fault_of_alt"]

EXAMPLE = "Delegates in the hall"
ADORNS = '""'
LONGEST_IN_HINT = 30

IMAGE_FILE = re.compile(r".+\.(?:avif|bmp|gif|heic|heif|ico|jfif|jpe?g|png|svg|tiff?|webp)", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"(?:https?:|data:|www\.)\S+", re.IGNORECASE)
WITH_UNDERSCORE = re.compile(r"\S*[^\W_]_+[^\W_]\S*")
OF_A_PROGRAM = re.compile(
    r"""
      (?:img|dsc[a-z]?|imag|pict|cimg|gopr|mvi|vid|pxl|dji|scan|fb[ _]img|whatsapp[ ]image)
        [ _-]* \d\S* (?:[ ](?:at|am|pm|copy|edited|\(?\d\S*))*                 # IMG-20240101-WA0001, DSC01234 (2)
    | (?:image|photo|picture|pic|bild|foto|imagen|immagine|imagem|untitled|unnamed|download) [ _-]* \(?\d{1,6}\)?
    | (?:p|r)\d{7,} | signal-\d{4}[\d-]+                                           # P1010234
    | (?:screen[ ]?shot|screen[ ]?capture|bildschirmfoto|schermata|capture[ ]d[’']écran|captura[ ]de[ ]pantalla)
        (?=\D*\d) (?:\d|at|am|pm|um|à|alle|a[ ]las|[ ._:,()-])+                # Screenshot 2024-01-02 at 10.11.12
    | (?=.{8})\d[\d ._:-]*                                                     # 20240101_123456
    | (?=[a-f]*\d)(?=.{16})[0-9a-f]+ | [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Names that cameras, telephones and programs give to their files."""
NO_DESCRIPTION = frozenset(
    word
    for words in (
        "alt, alt text, alternative text, image description, placeholder, todo, tbd, n/a, null, undefined, untitled",
        "image, img, photo, photograph, picture, pic, screenshot",
        "photographie, immagine, foto, fotografia, imagen, fotografía, imagem, bild, fotografie, afbeelding",
        "صورة, الصورة, صوره, изображение, картинка, фото, фотография, 图片, 照片, 圖片, 相片, 画像, 写真, 사진, 이미지",
    )
    for word in words.split(", ")
)
"""Words that only say that there is a picture."""


def alt_text_problems(article: Article, level: Told, rename: Mapping[str, str]) -> Iterator[Problem]:
    """Give one problem for each picture that says nothing, at its place.

    What is told of a draft stops nothing: its texts may still come. `rename` gives foreign names of fields.
    """
    milder: Told = "warning" if level == "error" and article.draft else level
    for message, place, hint in (*faults_of_lead(article, rename), *faults_in_text(article)):
        yield from told(milder, message, place, hint)


Fault = tuple[str, Location, str]
"""What is wrong, where, and what to do."""


def faults_of_lead(article: Article, rename: Mapping[str, str]) -> Iterator[Fault]:
    """Say what is wrong with the text of the lead photograph."""
    image = article.image
    if image and image.src and (fault := fault_of_alt(image.alt, image.src)):
        place = article.place_of("image.src" if is_missing(image.alt) else "image.alt")
        foreign = next((name.rpartition(".")[2] for name, ours in rename.items() if ours == "image.alt"), "")
        is_short = not foreign and article.marks.get("image.src") == article.marks.get("image")
        example = (
            f"image: {{src: {in_hint(image.src)}, alt: {EXAMPLE}}}" if is_short else f"{foreign or 'alt'}: {EXAMPLE}"
        )
        yield fault, place, hint_of(example, f"{foreign or 'alt'}: {ADORNS}")


def faults_in_text(article: Article) -> Iterator[Fault]:
    """Say what is wrong with the texts of the pictures in the body."""
    for picture in article.body.pictures:
        if picture.is_whole_link and not picture.alt:
            message = f"a link consists of the picture `{quoted(picture.src)}` alone, which has no text"
            yield message, place_in(article, picture), f"say where it leads, as `{written('Programme', picture)}`"
        elif fault := fault_of_alt(picture.alt, picture.src):
            yield fault, place_in(article, picture), hint_of(written(EXAMPLE, picture), written("", picture))


def place_in(article: Article, picture: PictureInText) -> Location:
    """Give the place of a picture of the body in the article's file."""
    return article.place_in_body(picture.place.line, picture.place.column, picture.place.width)


def written(alt: str, picture: PictureInText) -> str:
    """Give a text as its author would write it; in Markdown, empty brackets would leave open whether that is meant."""
    return f'alt="{alt}"' if picture.in_html else f"![{alt or ADORNS}]({in_hint(picture.src)})"


def in_hint(src: str) -> str:
    """Give an address for an example that fits into a line."""
    return src if len(src) <= LONGEST_IN_HINT else "…"


def hint_of(described: str, adorning: str) -> str:
    """Name the two ways out."""
    return f"say what it shows, as `{described}`; for a picture that only adorns, write `{adorning}`"


def is_missing(alt: str | None) -> bool:
    """Tell whether an author left open what a picture is; an empty text is an answer, a blank one is none."""
    return alt is None or (bool(alt) and not alt.strip())


def fault_of_alt(alt: str | None, src: str) -> str:
    """Say why a text does not describe the picture at an address, or nothing."""
    if alt is None or is_missing(alt):
        return f"the picture `{quoted(src)}` has no text for those who cannot see it"
    if not alt:
        return ""
    text = " ".join(alt.split())
    if WEB_ADDRESS.fullmatch(text):
        return f"`{quoted(text)}` is an address and does not say what the picture shows"
    if is_file_name(text, src):
        return f"`{quoted(text)}` is the name of a file and does not say what the picture shows"
    if text.strip(" .…:!*[]()").casefold() in NO_DESCRIPTION or all(category(sign)[0] in "PZC" for sign in text):
        return f"`{quoted(text)}` does not say what the picture shows"
    return ""


def is_file_name(text: str, src: str) -> bool:
    """Tell whether a text is one that a camera, a program or the author gave to a file.

    `Harbour` for `harbour.jpg` describes it, as does `Saint-Denis` for `saint-denis.jpg`; `kaldera-lanes` does not.
    """
    if any(pattern.fullmatch(text.lstrip("_")) for pattern in (IMAGE_FILE, OF_A_PROGRAM, WITH_UNDERSCORE)):
        return True
    file = PurePosixPath(unquote(src.partition("?")[0].partition("#")[0]))
    if text == file.name:
        return bool(file.suffix)
    return text == file.stem == text.lower() and bool(re.fullmatch(r"[^\W_]+(?:[-.+][^\W_]+)+", text))
