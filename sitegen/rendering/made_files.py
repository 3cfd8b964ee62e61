"""Files that take long to make: pictures and archives, each remembered by all that decides its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, assert_never

from sitegen.fingerprint import fingerprint_of
from sitegen.imaging.cards import card_maker, draw_card
from sitegen.imaging.developing import developed, developer
from sitegen.imaging.photograph import Rendition, UnreadablePhotograph
from sitegen.memo import Memo
from sitegen.planning.pages import CardOf, CleanCopyOf, ImageOf, KitOf
from sitegen.problems import Location, Problem, error
from sitegen.rendering.copies import blocks_of_copy
from sitegen.rendering.media_kits import write_kit

__all__ = ["develop", "made_file", "unreadable_file"]

MadeFile = CleanCopyOf | ImageOf | CardOf | KitOf


def made_file(recipe: MadeFile, origin: Location, folder: Path, memo: Memo) -> bytes | Path | Problem:
    """Make a file, or find it made; `folder` is the site's. Its bytes are given where the memo has no room for them."""
    match recipe:
        case ImageOf():
            return develop([recipe], origin, folder, memo)[0]
        case CardOf(card):
            key = fingerprint_of((recipe, card_maker()))
            logo = folder / card.logo if card.logo else None
            make = card_maker_for(recipe, logo)
        case CleanCopyOf():
            key = fingerprint_of(recipe)
            make = writer_of_copy(recipe, folder)
        case KitOf():
            key = fingerprint_of(recipe)
            make = writer_of_kit(recipe, folder)
        case _:
            assert_never(recipe)
    try:
        return remembered(key, make, memo)
    except UnreadablePhotograph as fault:
        return error(str(fault), origin, fault.hint)
    except OSError as fault:
        return unreadable_file(fault, origin)


Writer = Callable[[BinaryIO], None]
"""Writes the bytes of a file to another one. Raises `OSError` and `UnreadablePhotograph`."""


def remembered(key: str, write: Writer, memo: Memo) -> bytes | Path:
    """Give a file that is remembered under a key, else write it and remember it."""
    return memo.find(key) or memo.write(key, write) or written(write)


def written(write: Writer) -> bytes:
    """Give what a writer writes."""
    to = BytesIO()
    write(to)
    return to.getvalue()


def card_maker_for(recipe: CardOf, logo: Path | None) -> Writer:
    """Give what draws a card."""

    def write(to: BinaryIO) -> None:
        to.write(draw_card(recipe.card, logo.read_bytes() if logo else None))

    return write


def writer_of_copy(recipe: CleanCopyOf, folder: Path) -> Writer:
    """Give what copies a photograph without its private data."""

    def write(to: BinaryIO) -> None:
        to.writelines(blocks_of_copy(recipe, folder))

    return write


def writer_of_kit(recipe: KitOf, folder: Path) -> Writer:
    """Give what writes a media kit."""

    def write(to: BinaryIO) -> None:
        write_kit(recipe, folder, to)

    return write


def develop(recipes: Sequence[ImageOf], origin: Location, folder: Path, memo: Memo) -> list[bytes | Path | Problem]:
    """Make several files of one photograph, which is decoded once for all of them that are not remembered."""
    keys = {recipe: fingerprint_of((recipe, developer())) for recipe in recipes}
    found: dict[ImageOf, bytes | Path | Problem] = {
        recipe: path for recipe, key in keys.items() if (path := memo.find(key))
    }
    missing = [recipe for recipe in recipes if recipe not in found]
    if missing:
        made = developed_or_problem(missing, origin, folder)
        for recipe in missing:
            data = made if isinstance(made, Problem) else made[recipe.rendition]
            found[recipe] = data if isinstance(data, Problem) else memo.keep(keys[recipe], data) or data
    return [found[recipe] for recipe in recipes]


def developed_or_problem(
    recipes: Sequence[ImageOf], origin: Location, folder: Path
) -> Mapping[Rendition, bytes] | Problem:
    """Make several files of one photograph, or say what is wrong with it."""
    try:
        return developed(folder / recipes[0].file, [recipe.rendition for recipe in recipes])
    except UnreadablePhotograph as fault:
        return error(str(fault), origin, fault.hint)
    except OSError as fault:
        return unreadable_file(fault, origin)


def unreadable_file(fault: OSError, origin: Location) -> Problem:
    """Say that a file of the site cannot be read."""
    return error(f"this file cannot be read: {fault.strerror}", origin, "give yourself the right to read it")
