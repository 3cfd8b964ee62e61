"""From a plan to the files of the output: what is stale is made, what is not stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from sitegen.planning.pages import FromTemplate, ImageOf, Page
from sitegen.problems import Location, Problem, Severity
from sitegen.rendering.descriptions import Description, makers_of
from sitegen.rendering.maker import Maker
from sitegen.rendering.render import Press
from sitegen.rendering.workers import make_pages
from sitegen.searching.remembered_index import remembered_index
from sitegen.theming.template_faults import once_for_each_template
from sitegen.theming.templates import is_sound
from sitegen.writing.manifest import Made, Manifest
from sitegen.writing.output_folder import OutputFolder
from sitegen.writing.stage import Delivered
from sitegen.writing.staleness import Reason, stale_pages

if TYPE_CHECKING:
    from sitegen.planning.plan import Plan

__all__ = ["OnPage", "Planned", "Product", "faults_shown", "indexed", "made_anew", "produced"]

OnPage = Callable[[int, int], None]


class Planned(Struct, frozen=True, kw_only=True):
    """A site described in full for one moment, with all that is wrong then.

    `pages` are its pages in short. `warnings` are of what will be wrong later; a check finds that by looking at those
    moments. `held` are the articles that are not for all eyes.
    """

    plan: Plan
    pages: tuple[Description, ...]
    press: Press
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    held: frozenset[str]


class Product(Struct, frozen=True, kw_only=True):
    """The files of a site: those that stay, those that were made, of which the `staged` ones are not in the output yet.

    `reasons` say why files were made.
    """

    kept: dict[str, Made] = field(default_factory=dict)
    new: dict[str, Made] = field(default_factory=dict)
    staged: frozenset[str] = frozenset()
    makers: dict[str, Maker] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Nowhere:
    """Where pages go that are only made to find what is wrong with them."""

    def put(self, path: str, data: bytes | Path) -> None:
        """Take a file and do nothing with it."""


def produced(
    planned: Planned, folder: OutputFolder, last: Manifest | None, jobs: int | None, on_page: OnPage
) -> Product:
    """Make what has changed since the last build, and tell what went wrong in templates."""
    makers = makers_of((page.maker for page in planned.pages), planned.press)
    freshness = stale_pages(planned.pages, makers, last, folder.untouched)
    stale = [page for page in planned.pages if page.path in freshness.stale]
    product = made_anew(stale, planned.press, folder, jobs, on_page)
    return structs.replace(product, kept=freshness.kept, makers=makers, reasons=freshness.stale)


def made_anew(
    pages: Sequence[Description], press: Press, folder: OutputFolder, jobs: int | None, on_page: OnPage
) -> Product:
    """Make some pages, and tell what went wrong in templates."""
    new: dict[str, Made] = {}
    staged: set[str] = set()
    problems: list[Problem] = []
    outcomes = make_pages(pages, press, folder.stage, jobs, lambda done: on_page(done, len(pages)))
    for page, outcome in zip(pages, outcomes, strict=True):
        if isinstance(outcome, Problem):
            problems.append(outcome)
            continue
        new[page.path] = Made(page.fingerprint, page.maker, outcome.digest, outcome.stamp)
        if outcome.is_staged:
            staged.add(page.path)
    return Product(new=new, staged=frozenset(staged), problems=once_for_each_template(problems))


def faults_shown(planned: Planned, jobs: int | None, on_page: OnPage) -> tuple[Problem, ...]:
    """Make those pages of which that can show what else is wrong with a site, and tell it."""
    wanted = {page.path.text for page in pages_to_check(planned.plan.pages, planned)}
    pages = [page for page in planned.pages if page.path in wanted]
    outcomes = make_pages(pages, planned.press, Nowhere(), jobs, lambda done: on_page(done, len(pages)))
    return once_for_each_template(outcome for outcome in outcomes if isinstance(outcome, Problem))


def pages_to_check(pages: Sequence[Page], planned: Planned) -> tuple[Page, ...]:
    """Give the pages of which rendering can show what else is wrong: pictures, and templates without a known fault."""
    broken = {problem.location.path for problem in planned.problems if problem.severity is Severity.ERROR}
    return tuple(
        page
        for page in pages
        if isinstance(page.recipe, ImageOf)
        or (isinstance(page.recipe, FromTemplate) and is_sound(planned.press.theme, page.recipe.template, broken))
    )


def indexed(
    product: Product, folder: OutputFolder, press: Press, place: Location
) -> tuple[Product, tuple[Problem, ...]]:
    """Add the search index of the finished pages; `place` is that of the setting.

    What is wrong is told of the machine, not of the site: `--strict` does not make more of it.
    """
    made = product.kept | product.new
    pages = {path: each.digest for path, each in made.items()}
    files, problems = remembered_index(pages, lambda path: folder.read(path, product.staged), press.memo, place)
    delivered = {path.text: folder.stage.put(path.text, data) for path, data in files.items()}
    return with_index(product, delivered), problems


def with_index(product: Product, delivered: Mapping[str, Delivered]) -> Product:
    """Add the files of the search index to those of a site."""
    new = {path: Made(each.digest, "", each.digest, each.stamp) for path, each in delivered.items()}
    staged = {path for path, each in delivered.items() if each.is_staged}
    reasons = product.reasons | dict.fromkeys(staged, Reason.INDEX)
    return structs.replace(product, new=product.new | new, staged=product.staged | staged, reasons=reasons)
