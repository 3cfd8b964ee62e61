"""All pages of a site, described."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.planning.files import FactsOf
from sitegen.planning.outline import outlined
from sitegen.planning.pages import Page
from sitegen.planning.plan import Plan, plan_of
from sitegen.planning.site import Site
from sitegen.problems import Location, Problem
from sitegen.theming.theme_value import Theme
from sitegen.theming.translations import Translator

__all__ = ["plan_pages"]


def plan_pages(
    site: Site,
    theme: Theme,
    translator: Callable[[str], Translator],
    facts: FactsOf,
    mark_of: Callable[[str], Location],
    *,
    has_index: bool = False,
    take: Callable[[Page], Page] = lambda page: page,
) -> tuple[Plan, tuple[Problem, ...]]:
    """Describe all pages."""
    return plan_of(outlined(site, theme, translator, facts, has_index=has_index), mark_of, take)
