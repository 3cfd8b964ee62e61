"""Typefaces that a site chooses: those that readers' devices have, or one from an installed package.

A typeface from the newsroom's own server tells no other company who reads what, and looks the same on every device.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.memo import Memo
from sitegen.problems import Location, Problem, error
from sitegen.reading.nearest import nearest
from sitegen.theming.font_pieces import HEAVIEST, LIGHTEST, CannotCut, font_pieces, letters_of, scripts_for
from sitegen.theming.options import PACKAGED, Option

if TYPE_CHECKING:
    from fontpkg import Family, FontFile

__all__ = ["FontFace", "Typeface", "font_faces", "typefaces_of"]

GENERIC = {"SERIF": "serif", "MONOSPACE": "monospace", "HANDWRITING": "cursive"}
"""What CSS calls the kinds of typefaces in a package's description."""
UNFIT = re.compile(r"[^\w .-]")
"""What no name of a family has, and what could end a text in CSS."""


class FontFace(Struct, frozen=True, gc=False):
    """One file for browsers: its name among the assets, its bytes, and what `@font-face` says of it."""

    name: str
    family: str
    style: str
    weight: str
    letters: str
    data: bytes


class Typeface(Struct, frozen=True):
    """What style sheets need of a typeface: the value for `font-family`, `"Source Serif 4", serif`, and its files.

    Both are empty where the site chose a typeface of the theme, which knows what to write.
    """

    family: str = ""
    faces: tuple[FontFace, ...] = ()


STAND_IN = Typeface("sans-serif")
"""For a package that cannot be used, so that nothing else fails because of it."""


def typefaces_of(
    options: Mapping[str, Option],
    chosen: Mapping[str, Any],
    place_of: Callable[[str], Location],
    languages: Iterable[str],
    memo: Memo | None,
) -> tuple[dict[str, Typeface], tuple[Problem, ...]]:
    """Give the typeface of every option that chooses one, with the letters that the site's `languages` need.

    `place_of` gives the place of an option's value.
    """
    scripts = scripts_for(languages)
    typefaces: dict[str, Typeface] = {}
    problems: list[Problem] = []
    for name, option in options.items():
        if option.type != "font":
            continue
        found = PACKAGED.fullmatch(str(chosen[name]))
        made = typeface_in(found[1], place_of(name), scripts, memo) if found else Typeface()
        if isinstance(made, Problem):
            problems.append(made)
            made = STAND_IN
        typefaces[name] = made
    return typefaces, tuple(problems)


def typeface_in(package: str, place: Location, scripts: Sequence[str], memo: Memo | None) -> Typeface | Problem:
    """Give the typeface of an installed package, or say why it cannot be used."""
    import fontpkg  # noqa: PLC0415 (most sites need no package)

    families = fontpkg.families()
    family = families.get(package)
    if family is None:
        install = f"run `pip install fontpkg-{package}`"
        meant = nearest(package, families)
        hint = f"did you mean `package:{meant}`? – else {install}" if meant else install
        return error(f"the package `fontpkg-{package}` is not installed", place, hint)
    name = UNFIT.sub("", family.name)
    try:
        faces = tuple(
            FontFace(
                f"fonts/{stem_of(file, package)}.{script}.woff2",
                name,
                file.style,
                weights_of(file),
                letters_of(script),
                data,
            )
            for file in files_for_themes(family)
            for script, data in font_pieces(file.path.read_bytes(), scripts, memo).items()
        )
    except CannotCut as fault:
        return error(f"the typeface of `fontpkg-{package}` cannot be used: {fault}", place, EXTRA)
    except OSError as fault:
        hint = f"run `pip install --force-reinstall fontpkg-{package}`"
        return error(f"the package `fontpkg-{package}` cannot be read: {fault.strerror}", place, hint)
    return Typeface(f'"{name}", {generic_of(family)}', faces)


EXTRA = "run `pip install 'sitegen[fonts]'`"


def files_for_themes(family: Family) -> Iterator[FontFile]:
    """Choose the files of a family: of each style the variable one, else those nearest to the weights of themes."""
    for style in sorted({file.style for file in family.files}, reverse=True):
        files = [file for file in family.files if file.style == style]
        variable = [file for file in files if file.variable]
        if variable:
            yield variable[0]
        else:
            yield from dict.fromkeys(nearest_in_weight(files, weight) for weight in (LIGHTEST, HEAVIEST))


def nearest_in_weight(files: Sequence[FontFile], weight: int) -> FontFile:
    """Choose the file that comes nearest to a weight."""
    return min(files, key=lambda file: abs((file.weight or LIGHTEST) - weight))


def stem_of(file: FontFile, package: str) -> str:
    """Give the beginning of the names of a file's pieces: `source-serif-4-italic`."""
    weights = weights_of(file).replace(" ", "-")
    return "-".join(
        [package, *(part for part in (file.style, weights) if part not in {"normal", f"{LIGHTEST}-{HEAVIEST}"})]
    )


def weights_of(file: FontFile) -> str:
    """Give the weights of a font file as `font-weight` writes them, of a variable one those that its pieces keep."""
    if file.wght_min is None or file.wght_max is None:
        return str(file.weight or LIGHTEST)
    lightest, heaviest = max(file.wght_min, LIGHTEST), min(file.wght_max, HEAVIEST)
    return f"{lightest} {heaviest}" if lightest < heaviest else str(LIGHTEST)


def generic_of(family: Family) -> str:
    """Give the kind of a typeface, for readers whose browser has not loaded it."""
    try:
        description = json.loads((family.files[0].path.parents[1] / "metadata.json").read_text(encoding="utf-8"))
        return next((GENERIC[kind] for kind in description["category"] if kind in GENERIC), "sans-serif")
    except (OSError, ValueError, LookupError, TypeError):
        return "sans-serif"


def font_faces(typefaces: Iterable[Typeface], sheet: str) -> str:
    """Write the `@font-face` rules of typefaces for a style sheet, named below `assets/`."""
    faces = dict.fromkeys(face for typeface in typefaces for face in typeface.faces)
    return "".join(rule_for(face, posixpath.relpath(face.name, posixpath.dirname(sheet) or ".")) for face in faces)


def rule_for(face: FontFace, address: str) -> str:
    """Write the `@font-face` rule of a file."""
    return (
        "@font-face {\n"
        f'  font-family: "{face.family}";\n'
        f"  font-style: {face.style};\n"
        f"  font-weight: {face.weight};\n"
        "  font-display: swap;\n"
        f'  src: url("{address}") format("woff2");\n'
        f"  unicode-range: {face.letters};\n"
        "}\n"
    )
