"""New files: made of the templates beside this module, and never in the place of an old one."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from secrets import token_hex
from string import Template

__all__ = ["filled_in", "write_new"]


def filled_in(template: str, values: dict[str, str]) -> str:
    """Give the text of a template, as `site/config.yaml`, with its `$names` replaced."""
    file = resources.files("sitegen.scaffolding").joinpath("files", *template.split("/"))
    return Template(file.read_text(encoding="utf-8")).substitute(values)


def write_new(path: Path, text: str) -> None:
    """Write a whole file under a temporary name and give it its own. Raises `FileExistsError` and `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".new-{token_hex(8)}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        claim(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def claim(beside: Path, path: Path) -> None:
    """Give a finished file its name, if nobody has it. Raises `FileExistsError`."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb"):
            pass
        beside.replace(path)
