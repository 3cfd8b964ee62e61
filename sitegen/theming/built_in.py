"""Where the themes are that come with the program."""

from __future__ import annotations

from pathlib import Path

__all__ = ["built_in_themes"]


def built_in_themes() -> Path:
    """Give the folder of the themes that come with the program: inside an installed package, else beside it."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"
