"""What a site stands on besides its content: settings, themes, packages and fonts, by their digest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sitegen.fingerprint import digest_of, fingerprint_of
from sitegen.orders import Order
from sitegen.program import installed_packages
from sitegen.theming.built_in import built_in_themes

__all__ = ["ground_of"]


def ground_of(order: Order) -> str:
    """Give the digest of settings, themes, packages and fonts as they are now; nothing where they cannot be read."""
    if not order.config_file.is_file():
        return ""
    try:
        return fingerprint_of(
            (
                digest_of(order.config_file.read_bytes()),
                themes_digest(order.folder / "themes"),
                themes_digest(built_in_themes()),
                installed_packages(),
                fonts_of_machine(),
            )
        )
    except (OSError, UnicodeEncodeError):
        return ""


def fonts_of_machine() -> list[tuple[str, int]]:
    """Give the folders of the machine's own fonts, by which cards are drawn, with their times of change."""
    usual = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".local/share/fonts"))
    return sorted((folder, os.stat(folder).st_mtime_ns) for top in usual for folder, _, _ in os.walk(top))  # noqa: PTH116  for each start


def themes_digest(folder: Path) -> str:
    """Give the digest of all files of all themes in a folder, each of which could be used. Raises `OSError`."""
    files = sorted(files_below(folder, ()))
    return fingerprint_of([(file.relative_to(folder).as_posix(), digest_of(file.read_bytes())) for file in files])


def files_below(folder: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """Give the files below a folder, also behind links but for those that lead back; `above` are the folders there."""
    here = folder.resolve()
    if here in above or not folder.is_dir():
        return
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from files_below(entry, (*above, here))
        elif entry.is_file():
            yield entry
