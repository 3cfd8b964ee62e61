"""Files that take long to make: pictures and archives, each remembered by all that decides its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, assert_never

from sitegen.fingerprint import fingerprint_of
from sitegen.imaging.cards import card_maker, draw_card, undrawable
from sitegen.imaging.developing import developed, developer
from sitegen.imaging.photograph import Rendition, UnreadablePhotograph
from sitegen.memo import Memo
from sitegen.planning.pages import CardOf, CleanCopyOf, ImageOf, KitOf
from sitegen.problems import Location, Problem, error
from sitegen.reading.file_facts import facts_of_file
from sitegen.rendering.copies import ChangedFile, blocks_of_copy
from sitegen.rendering.media_kits import write_kit

__all__ = ["MadeFile", "develop", "key_of", "made_file", "unreadable_file"]

MadeFile = CleanCopyOf | ImageOf | CardOf | KitOf

COPIES, KITS = 1, 1
"""To be changed with anything that makes other copies or archives of the same files."""


def key_of(recipe: MadeFile) -> str:
    """Give the key under which a file is remembered: its recipe, and the version of what makes it."""
    match recipe:
        case ImageOf():
            return fingerprint_of((recipe, developer()))
        case CardOf(card):
            lacking = undrawable(card.title + card.kicker + card.site_title)
            return fingerprint_of((recipe, card_maker(), lacking))
        case CleanCopyOf():
            return fingerprint_of((recipe, COPIES))
        case KitOf():
            return fingerprint_of((recipe, COPIES, KITS))
    assert_never(recipe)


def made_file(recipe: MadeFile, origin: Location, folder: Path, memo: Memo) -> bytes | Path | Problem:
    """Make a file; `folder` is the site's. Its bytes are given where the memo has no room for them."""
    try:
        match recipe:
            case ImageOf():
                return develop([recipe], origin, folder, memo)[0]
            case CardOf(card):
                logo = (folder / card.logo).read_bytes() if card.logo else None
                data = draw_card(card, logo)
                return memo.keep(key_of(recipe), data) or data
            case CleanCopyOf():
                return kept(key_of(recipe), lambda to: to.writelines(blocks_of_copy(recipe, folder)), memo)
            case KitOf():
                return kept(key_of(recipe), lambda to: write_kit(recipe, folder, to), memo)
    except UnreadablePhotograph as fault:
        return error(str(fault), origin, fault.hint)
    except OSError as fault:
        return unreadable_file(fault, origin)
    assert_never(recipe)


def kept(key: str, write: Callable[[BinaryIO], None], memo: Memo) -> bytes | Path:
    """Give a file that is written piece by piece, into the memo if there is room, else into memory."""
    if path := memo.write(key, write):
        return path
    to = BytesIO()
    write(to)
    return to.getvalue()


def develop(recipes: Sequence[ImageOf], origin: Location, folder: Path, memo: Memo) -> list[bytes | Path | Problem]:
    """Make several files of one photograph, which is decoded once for all of them."""
    made = developed_or_problem(recipes, origin, folder)
    if isinstance(made, Problem):
        return [made] * len(recipes)
    files = ((recipe, made[recipe.rendition]) for recipe in recipes)
    return [memo.keep(key_of(recipe), data) or data for recipe, data in files]


def developed_or_problem(
    recipes: Sequence[ImageOf], origin: Location, folder: Path
) -> Mapping[Rendition, bytes] | Problem:
    """Make several files of one photograph, or say what is wrong with it.

    What is remembered must be made of the very photograph that was planned with.
    """
    path = folder / recipes[0].file
    try:
        made = developed(path, [recipe.rendition for recipe in recipes])
        if facts_of_file(path).digest != recipes[0].digest:
            raise ChangedFile(recipes[0].file)
    except UnreadablePhotograph as fault:
        return error(str(fault), origin, fault.hint)
    except OSError as fault:
        return unreadable_file(fault, origin)
    return made


def unreadable_file(fault: OSError, origin: Location) -> Problem:
    """Say that a file of the site cannot be read, or not as it was planned with."""
    if isinstance(fault, ChangedFile):
        return error("this file changed while the site was built", origin, "build again")
    return error(f"this file cannot be read: {fault.strerror}", origin, "give yourself the right to read it")
