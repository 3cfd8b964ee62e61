"""What the path of an article tells: section, date, language, name."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Literal

from msgspec import Struct

from sitegen.reading.language import known_language

__all__ = ["ArticleName", "article_name", "language_folder"]

DATED = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[-_ ]+(?P<rest>.*))?")
LANGUAGE_SUFFIX = re.compile(r"(?P<stem>.+)\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
INDEX = "index"


class ArticleName(Struct, frozen=True, kw_only=True, gc=False):
    """A path below `content/`, understood.

    `path` is without language, extension and `/index`; `name` its last part without the date. `date` is an
    ISO date or empty. `lang` is empty when the path names no language. `top` tells that it lies at the root.
    """

    path: str
    folder: str
    section: str
    name: str
    date: str = ""
    lang: str = ""
    lang_from: Literal["", "file name", "folder"] = ""
    top: bool = False


def article_name(source: str, languages: Collection[str], lang: str = "") -> ArticleName:
    """Understand a path; `languages` are those of the editions, `lang` the one that the front matter names.

    A suffix is a language when an edition has it, or when CLDR knows it and the front matter does not say
    otherwise: `v1.2.md` has none.
    """
    folder, _, file = source.rpartition("/")
    stem, suffix = parted(without_ending(file), languages, lang)
    folders = tuple(folder.split("/")) if folder else ()
    folder_lang = ""
    if position := language_folder(folders, languages):
        folder_lang = known_language(folders[position - 1])
        folders = folders[: position - 1] + folders[position:]
    is_bundle = stem == INDEX and bool(folders)
    parts = folders if is_bundle else (*folders, stem)
    day, name = dated(parts[-1])
    return ArticleName(
        path="/".join(parts),
        folder=folder,
        section=parts[0] if len(parts) > 1 else "",
        name=name,
        date=day,
        lang=suffix or folder_lang,
        lang_from="file name" if suffix else "folder" if folder_lang else "",
        top=len(parts) == 1,
    )


def language_folder(folders: tuple[str, ...], languages: Collection[str]) -> int:
    """Give the position, from 1, of the first folder that is named as an edition's language; 0 if there is none.

    The language is written as usual or in lower case: `IT` is no Italian but a department.
    """
    for position, name in enumerate(folders, start=1):
        tag = known_language(name)
        if tag in languages and name in {tag, tag.lower()}:
            return position
    return 0


def without_ending(file: str) -> str:
    """Take `.md` from a name; a name that begins with its only dot, or ends with one, has no ending."""
    name, _, ending = file.rpartition(".")
    return name if name and ending else file


def parted(stem: str, languages: Collection[str], lang: str) -> tuple[str, str]:
    """Part `launch.fr` into name and language."""
    found = LANGUAGE_SUFFIX.fullmatch(stem)
    suffix = known_language(found["language"]) if found else ""
    if found and suffix and (suffix in languages or lang in {"", suffix}):
        return found["stem"], suffix
    return stem, ""


def dated(name: str) -> tuple[str, str]:
    """Part `2017-03-24-launch` into date and name; a name that is only a date keeps it."""
    found = DATED.fullmatch(name)
    if not found:
        return "", name
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return "", name
    return day, found["rest"] or name
