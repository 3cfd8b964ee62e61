"""A theme, read in full: its options, templates, texts and assets, with those of the themes that it extends."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.fingerprint import fingerprint_of
from sitegen.memo import Memo
from sitegen.problems import Location, Problem, error, has_errors
from sitegen.reading.nearest import did_you_mean
from sitegen.reading.text_file import read_text
from sitegen.site_path import SitePath
from sitegen.theming.assets import DIGEST_LENGTH, TEMPLATE_SUFFIX, AssetFile, assets_of
from sitegen.theming.built_in import built_in_themes
from sitegen.theming.fonts import typefaces_of
from sitegen.theming.options import chosen_options
from sitegen.theming.template_checks import templates_problems
from sitegen.theming.template_text import TemplateText
from sitegen.theming.theme_file import ThemeFolder, options_of, read_theme_file
from sitegen.theming.theme_value import Theme
from sitegen.theming.translations import Catalogue, catalogue_of

__all__ = ["Theme", "built_in_themes", "load_theme"]

Problems = tuple[Problem, ...]


def load_theme(
    name: str,
    theme_folders: Sequence[Path],
    options: Mapping[str, Any],
    mark_of: Callable[[str], Location],
    *,
    languages: Iterable[str] = (),
    memo: Memo | None = None,
    is_checked: bool = False,
) -> tuple[Theme | None, Problems]:
    """Read a theme and the themes that it extends.

    `theme_folders` are searched in their order: a site's own `themes/`, then the built-in ones. `mark_of` gives the
    place of a setting in `config.yaml`: `theme`, `theme_options.accent`. A theme is given even where some of its
    files or options cannot be used, so that the search for problems can go on; none where its chain is broken.
    Typefaces from packages have the letters that the site's `languages` need; `memo` remembers their files, which take
    seconds to make. The templates of a theme that `is_checked` are known to hold no faults but those that were told.
    """
    chain, problems = chain_of(name, theme_folders, mark_of("theme"))
    if not chain or has_errors(problems):
        return None, problems
    declared, faults = options_of(chain)
    chosen, wrong_choices = chosen_options(declared, options, mark_of)
    templates, unreadable = templates_of(chain)
    catalogues, untranslated = catalogues_of(chain)
    files, unread = asset_files(chain)
    typefaces, missing = typefaces_of(
        declared, chosen, lambda option: place_of_choice(option, chain, options, mark_of), languages, memo
    )
    assets, broken_assets = assets_of(files, chosen, typefaces)
    theme = Theme(
        name=name,
        chain=tuple(part.name for part in chain),
        options=chosen,
        templates=templates,
        catalogues=catalogues,
        assets=assets,
        digest=fingerprint_of((chosen, templates, catalogues, [asset.path for asset in assets.values()])),
    )
    problems += (*faults, *wrong_choices, *missing, *unusable_names(chain))
    problems += (*unreadable, *untranslated, *unread, *broken_assets)
    if not is_checked:
        problems += templates_problems(theme)
    return theme, problems


def place_of_choice(
    option: str, chain: Sequence[ThemeFolder], options: Mapping[str, Any], mark_of: Callable[[str], Location]
) -> Location:
    """Give the place where an option got its value: in the site's settings, else its default in a theme."""
    if option in options:
        return mark_of(f"theme_options.{option}")
    defaults = (part for part in chain if option in part.file.options and part.file.options[option].default is not None)
    return next(defaults, chain[0]).place_of(f"options.{option}.default")


def chain_of(name: str, theme_folders: Sequence[Path], place: Location) -> tuple[tuple[ThemeFolder, ...], Problems]:
    """Give a theme and the themes that it extends, its own folder first. `place` is where the theme is named."""
    found = themes_in(theme_folders)
    chain: list[ThemeFolder] = []
    problems: list[Problem] = []
    while name:
        if name in {part.name for part in chain}:
            circle = " → ".join([*(part.name for part in chain), name])
            problems.append(error(f"themes extend each other in a circle: {circle}", place, "remove one `extends`"))
            break
        if name not in found:
            problems.append(unknown_theme(name, found, theme_folders, place))
            break
        part, faults = read_theme_file(name, found[name])
        problems += faults
        if part is None:
            break
        chain.append(part)
        name, place = part.file.extends, part.place_of("extends")
    return tuple(chain), tuple(problems)


def unknown_theme(name: str, found: Mapping[str, Path], theme_folders: Sequence[Path], place: Location) -> Problem:
    """Say that there is no such theme, or only a folder of its name."""
    if name in {each.name for folder in theme_folders for each in folder.glob("*") if each.is_dir()}:
        hint = f"write `name: {name}` and `extends: newsroom` into that file"
        return error(f"the theme `{name}` has no `themes/{name}/theme.yaml`", place, hint)
    known = ", ".join(f"`{theme}`" for theme in sorted(found))
    return error(f"there is no theme `{name}`", place, did_you_mean(name, found, f"themes: {known}"))


def themes_in(theme_folders: Sequence[Path]) -> dict[str, Path]:
    """Give the folders that hold a `theme.yaml`, by name; the first of two with one name counts."""
    files = [file for folder in reversed(theme_folders) for file in sorted(folder.glob("*/theme.yaml"))]
    return {file.parent.name: file.parent for file in files}


def files_below(folder: Path) -> list[tuple[str, Path]]:
    """Give the files below a folder with their relative paths, in the same order everywhere, without hidden ones.

    Those whose names no page could have are left out; `unusable_names` tells of them.
    """
    return [(name, file) for name, file in named_files(folder) if not fault_of_name(name)]


def named_files(folder: Path) -> list[tuple[str, Path]]:
    """Give all files below a folder, but hidden ones; a name is the same in every Unicode form."""
    files = [(path.relative_to(folder), path) for path in folder.rglob("*") if path.is_file()]
    shown = [(path, file) for path, file in files if not any(part[0] == "." for part in path.parts)]
    return sorted((unicodedata.normalize("NFC", path.as_posix()), file) for path, file in shown)


def fault_of_name(name: str) -> str:
    """Say why no file of the site can have this name, with a digest in it; nothing when one can."""
    try:
        SitePath(name + "." + "0" * DIGEST_LENGTH)
    except ValueError as fault:
        return str(fault)
    return ""


def unusable_names(chain: Sequence[ThemeFolder]) -> Iterator[Problem]:
    """Tell of templates and assets whose names cannot be used."""
    for part in chain:
        for kind in ("templates", "assets"):
            for name, _ in named_files(part.folder / kind):
                if fault := fault_of_name(name):
                    shown_as = os.fsencode(f"{part.shown_as}/{kind}/{name}").decode("utf-8", "backslashreplace")
                    yield error(f"the name of this file cannot be used: {fault}", Location(shown_as), "rename it")


def templates_of(chain: Sequence[ThemeFolder]) -> tuple[dict[str, TemplateText], Problems]:
    """Read the templates of all themes of a chain, by full name: `newsroom/article.html`."""
    templates: dict[str, TemplateText] = {}
    problems: list[Problem] = []
    for part in chain:
        for name, file in files_below(part.folder / "templates"):
            shown_as = f"{part.shown_as}/templates/{name}"
            text, faults = read_text(file, shown_as)
            problems += faults
            if text is not None:
                templates[f"{part.name}/{name}"] = TemplateText(shown_as, text)
    return templates, tuple(problems)


def catalogues_of(chain: Sequence[ThemeFolder]) -> tuple[tuple[dict[str, Catalogue], ...], Problems]:
    """Read the translations of each theme of a chain, by language tag in lower case."""
    catalogues: list[dict[str, Catalogue]] = []
    problems: list[Problem] = []
    for part in chain:
        catalogues.append({})
        for file in sorted((part.folder / "translations").glob("*.po")):
            catalogue, faults = catalogue_of(file, f"{part.shown_as}/translations/{file.name}")
            problems += faults
            if catalogue:
                catalogues[-1][file.stem.replace("_", "-").lower()] = catalogue
    return tuple(catalogues), tuple(problems)


def asset_files(chain: Sequence[ThemeFolder]) -> tuple[dict[str, AssetFile], Problems]:
    """Read the assets of a chain by name.

    A theme's own file stands for its parent's file of that name, be one of them written with options (`.jinja`) or not.
    """
    files: dict[str, AssetFile] = {}
    problems: list[Problem] = []
    for part in reversed(chain):
        for name, file in files_below(part.folder / "assets"):
            other = name.removesuffix(TEMPLATE_SUFFIX) if name.endswith(TEMPLATE_SUFFIX) else name + TEMPLATE_SUFFIX
            files.pop(other, None)
            shown_as = f"{part.shown_as}/assets/{name}"
            try:
                files[name] = AssetFile(name, shown_as, file.read_bytes())
            except OSError as fault:
                hint = "give yourself the right to read it"
                problems.append(error(f"this file cannot be read: {fault.strerror}", Location(shown_as), hint))
    return files, tuple(problems)
