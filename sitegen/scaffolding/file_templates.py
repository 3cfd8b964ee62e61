"""The templates of new files, which lie beside this module."""

from __future__ import annotations

from importlib import resources
from string import Template

__all__ = ["filled_in"]


def filled_in(template: str, values: dict[str, str]) -> str:
    """Give the text of a template, as `site/config.yaml`, with its `$names` replaced."""
    file = resources.files("sitegen.scaffolding").joinpath("files", *template.split("/"))
    return Template(file.read_text(encoding="utf-8")).substitute(values)
