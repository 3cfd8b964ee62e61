"""A theme as a value: all that rendering needs, without a folder."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from sitegen.theming.assets import Asset
from sitegen.theming.template_text import TemplateText
from sitegen.theming.translations import Catalogue

__all__ = ["Theme"]


class Theme(Struct, frozen=True, kw_only=True, eq=False):
    """A theme with everything of the themes that it extends. Two themes of one digest are the same.

    `chain` are the names of the theme and those that it extends, its own first. `templates` have full names,
    `newsroom/article.html`; `catalogues` stand in the order of the chain, by language tag in lower case; `assets` have
    their names in templates. `digest` covers all of it.
    """

    name: str
    chain: tuple[str, ...]
    options: dict[str, Any]
    templates: dict[str, TemplateText]
    catalogues: tuple[dict[str, Catalogue], ...]
    assets: dict[str, Asset]
    digest: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theme) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)
