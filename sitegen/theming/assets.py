"""Style sheets, fonts and pictures of a theme, under names that change with their content."""

from __future__ import annotations

import posixpath
import re
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from sitegen.fingerprint import digest_of
from sitegen.problems import Location, Problem, error, place_at
from sitegen.reading.nearest import did_you_mean, in_words
from sitegen.theming.fonts import Typeface, font_faces
from sitegen.theming.syntax_faults import place_in, problem_of_syntax
from sitegen.theming.template_text import TemplateText

__all__ = ["DIGEST_LENGTH", "TEMPLATE_SUFFIX", "Asset", "AssetFile", "assets_of"]

DIGEST_LENGTH = 8
TEMPLATE_SUFFIX = ".jinja"
REFERENCE = re.compile(
    r"""/\*.*?\*/
    |(?P<head>url\(\s*|@import\s+(?=["']))(?P<quote>["']?)(?P<address>[^"'()\s]+)(?P=quote)""",
    re.VERBOSE | re.DOTALL,
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
"""How an address begins that is no file of the theme: a scheme, a slash or a fragment."""


class AssetFile(Struct, frozen=True, gc=False):
    """A file as a theme's author wrote it: its name below `assets/`, its path in problems, its bytes."""

    name: str
    shown_as: str
    data: bytes


class Asset(Struct, frozen=True, gc=False):
    """A finished file: its name in templates (`style.css`), its path on the site (`assets/style.1a2b3c4d.css`)."""

    name: str
    path: str
    data: bytes
    digest: str


def assets_of(
    files: Mapping[str, AssetFile], options: Mapping[str, Any], typefaces: Mapping[str, Typeface]
) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """Give the finished assets by name.

    A file `style.css.jinja` becomes `style.css`, written with the theme's `options`, with the `families` of the
    `typefaces` that some of them choose, and with `font_faces`, the rules for their files, which are assets as well.
    A file whose name begins with `_` is a piece that such files include; it is no asset of its own.
    """
    environment = environment_of_pieces(files)
    problems = [problem for _, file in sorted(files.items()) for problem in encoding_problems(file)]
    unreadable = {problem.location.path for problem in problems}
    families = {name: typeface.family for name, typeface in typefaces.items()}
    plain: dict[str, AssetFile] = {}
    for name, file in sorted(files.items()):
        if name.rpartition("/")[2].startswith("_") or file.shown_as in unreadable:
            continue
        names = {"options": options, "families": families, "font_faces": font_faces(typefaces.values(), name)}
        written = written_with(names, file, environment, files) if name.endswith(TEMPLATE_SUFFIX) else file
        if isinstance(written, Problem):
            problems.append(written)
        else:
            plain[written.name] = written
    for face in (face for typeface in typefaces.values() for face in typeface.faces):
        plain.setdefault(face.name, AssetFile(face.name, f"assets/{face.name}", face.data))
    sheets = Sheets(plain)
    assets = {name: sheets.asset(name) for name in plain}
    return assets, (*problems, *sheets.problems)


def finished(name: str, data: bytes) -> Asset:
    """Give an asset the name that browsers may keep forever."""
    digest = digest_of(data)
    stem, suffix = posixpath.splitext(name)
    return Asset(name, f"assets/{stem}.{digest[:DIGEST_LENGTH]}{suffix}", data, digest)


def encoding_problems(file: AssetFile) -> Iterator[Problem]:
    """Refuse a style sheet that is not UTF-8, the one encoding that needs no `@charset`."""
    if file.name.removesuffix(TEMPLATE_SUFFIX).endswith(".css") or file.name.endswith(TEMPLATE_SUFFIX):
        try:
            file.data.decode()
        except UnicodeDecodeError as fault:
            line = file.data.count(b"\n", 0, fault.start) + 1
            column = len(file.data[: fault.start].rpartition(b"\n")[2].decode()) + 1
            place = Location(file.shown_as, line, column, 1)
            yield error("this style sheet is not written in UTF-8", place, "save it as UTF-8")


def environment_of_pieces(files: Mapping[str, AssetFile]) -> Environment:
    """Give the Jinja environment in which style sheets are written."""

    def piece(name: str) -> tuple[str, str, None] | None:
        file = files.get(name)
        return (file.data.decode(errors="replace"), file.shown_as, None) if file else None

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(piece),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def written_with(
    names: Mapping[str, Any], file: AssetFile, environment: Environment, files: Mapping[str, AssetFile]
) -> AssetFile | Problem:
    """Write an asset that is a template and can use some names."""
    try:
        text = environment.get_template(file.name).render(names).encode()
    except TemplateNotFound as fault:
        return error(f"there is no `{fault.message}` to include", place_of(fault, file), "put it into `assets/`")
    except TemplateSyntaxError as fault:
        return problem_of_syntax(fault, TemplateText(fault.filename or file.shown_as, fault.source or ""), environment)
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as fault:
        if missing := NO_ATTRIBUTE.search(str(fault)):
            options = names["options"]
            known = f"options of this theme: {in_words(options)}" if options else "this theme has no options"
            hint = did_you_mean(missing[1], options, known)
            at = place_of(fault, file)
            texts = (each.data.decode(errors="replace") for each in files.values() if each.shown_as == at.path)
            place = place_in(TemplateText(at.path, next(texts, "")), at.line, missing[1])
            return error(f"`options.{missing[1]}` is not defined", place, hint)
        return error(f"this cannot be computed: {fault}", place_of(fault, file))
    return AssetFile(file.name.removesuffix(TEMPLATE_SUFFIX), file.shown_as, text)


def place_of(fault: Exception, file: AssetFile) -> Location:
    """Give the line of an asset on which writing it failed."""
    frames = [frame for frame in traceback.extract_tb(fault.__traceback__) if "/assets/" in frame.filename]
    here = [frame for frame in frames if frame.filename.startswith("themes/")]
    return Location(here[-1].filename, here[-1].lineno or 0) if here else Location(file.shown_as)


NO_ATTRIBUTE = re.compile(r"has no attribute '(\w+)'")


class Sheets:
    """The style sheets of a theme while their addresses are rewritten: a sheet's name depends on what it names."""

    def __init__(self, files: Mapping[str, AssetFile]) -> None:
        self.files = files
        self.done: dict[str, Asset] = {}
        self.problems: list[Problem] = []

    def asset(self, name: str, users: tuple[str, ...] = ()) -> Asset:
        """Give a finished asset, and finish what it names first."""
        if name not in self.done:
            file = self.files[name]
            data = self.rewritten(file, (*users, name)) if name.endswith(".css") else file.data
            self.done[name] = finished(name, data)
        return self.done[name]

    def rewritten(self, sheet: AssetFile, users: tuple[str, ...]) -> bytes:
        """Put finished names in the place of the names that a style sheet's author wrote."""
        text = sheet.data.decode()

        def new_reference(found: re.Match[str]) -> str:
            address = found["address"]
            if not address or ELSEWHERE.match(address):
                return found[0]
            place = place_at(sheet.shown_as, text, found.start("address"), len(address))
            return found["head"] + found["quote"] + self.new_address(sheet.name, address, users, place) + found["quote"]

        return REFERENCE.sub(new_reference, text).encode()

    def new_address(self, sheet: str, address: str, users: tuple[str, ...], place: Location) -> str:
        """Give the finished name for an address in a style sheet, relative to that sheet."""
        written, *rest = re.split(r"(?=[?#])", address, maxsplit=1)
        name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), written))
        if name in users:
            self.problems.append(
                error(f"`{written}` imports itself in a circle", place, "remove one of the `@import`s")
            )
            return address
        if name not in self.files:
            hint = did_you_mean(name, self.files) or f"put the file at `assets/{name}` in the theme"
            self.problems.append(error(f"there is no asset `{written}`", place, hint))
            return address
        path = self.asset(name, users).path.removeprefix("assets/")
        return posixpath.relpath(path, posixpath.dirname(sheet) or ".") + "".join(rest)
