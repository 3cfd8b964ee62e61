"""The straight line from `config.yaml`, `content/` and `themes/` to a finished site.

This is the only module that knows all stages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct, structs

from sitegen.clock import Moment, UnreadableDate, moment_from_text, zone_named
from sitegen.config import Config
from sitegen.fingerprint import fingerprint_of
from sitegen.markup.fragment import Fragment
from sitegen.markup.markdown_text import markdown_options, read_markdown
from sitegen.planning.collisions import future_collision_problems
from sitegen.planning.pages import FromTemplate, Page
from sitegen.planning.plan import Plan, plan_pages
from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import Change, changes_after, embargo_problems, visible_at
from sitegen.problems import BuildFailed, Location, Note, Problem, Severity, error, has_errors, sorted_by_place
from sitegen.reading.article import ArticleType
from sitegen.reading.articles import parse_articles
from sitegen.reading.config_file import ConfigFile, load_config
from sitegen.reading.file_facts import FileFacts, facts_of_file
from sitegen.reading.library import Library
from sitegen.reading.source_files import read_sources
from sitegen.rendering.render import Press
from sitegen.rendering.workers import render_pages
from sitegen.scaffolding.new_article import new_article
from sitegen.site_path import SitePath
from sitegen.theming.templates import translator_of
from sitegen.theming.theme import built_in_themes, load_theme
from sitegen.writing.manifest import manifest_file
from sitegen.writing.output_folder import BuildResult, Rendered, refuse_foreign_folder, write_site

__all__ = ["Built", "Order", "Planned", "begin_article", "build", "check", "next_changes", "read_config", "source_text"]

OnStage = Callable[[str], None]
OnPage = Callable[[int, int], None]


class Order(Struct, frozen=True, kw_only=True):
    """What a person asks of a build; `output` and `base_url` replace the settings, `at` the present moment."""

    config_file: Path
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    at: str = ""
    fresh: bool = False
    jobs: int | None = None
    strict: bool = False

    @property
    def folder(self) -> Path:
        """The folder of the site."""
        return self.config_file.parent


class Planned(Struct, frozen=True, kw_only=True):
    """A site described in full, with all that was found wrong on the way."""

    config: Config
    plan: Plan
    press: Press
    problems: tuple[Problem, ...]


class Built(Struct, frozen=True, kw_only=True):
    """A finished site: where it is, what was done, and what its editors should know."""

    output: Path
    pages: int
    result: BuildResult
    problems: tuple[Problem, ...]


def build(order: Order, on_stage: OnStage = lambda _: None, on_page: OnPage = lambda _done, _total: None) -> Built:
    """Build the site. Raises `BuildFailed` with all problems; the output is then as it was."""
    planned = plan_site(order, on_stage)
    output = order.output or order.folder / planned.config.output
    manifest_at = manifest_file(order.folder / ".sitegen", output)
    problems = (*planned.problems, *refuse_foreign_folder(output, manifest_at))
    on_stage("render")
    files, found = rendered_files(planned, order, on_page, only_html=has_errors(problems))
    problems = judged((*problems, *found), order)
    if has_errors(problems):
        raise BuildFailed(problems)
    on_stage("write")
    result = write_site(output, files, manifest_at)
    on_stage("")
    return Built(output=output, pages=len(files), result=result, problems=problems)


def check(order: Order, on_page: OnPage = lambda _done, _total: None) -> tuple[Problem, ...]:
    """Go through all stages and give everything that is wrong; nothing is written."""
    try:
        planned = plan_site(order, lambda _: None)
    except BuildFailed as failure:
        return failure.problems
    _, found = rendered_files(planned, order, on_page, only_html=True)
    return judged((*planned.problems, *found), order)


def next_changes(order: Order) -> tuple[Change, ...]:
    """Give the moments at which the site changes without an edit, soonest first. Raises `BuildFailed`."""
    read = read_config(order)
    library, problems = read_library(order.folder, read.config or Config(title=""))
    if has_errors(problems):
        raise BuildFailed(judged(problems, order))
    return changes_after(library, now_of(order, read.config or Config(title="")))


def plan_site(order: Order, on_stage: OnStage) -> Planned:
    """Read, understand and describe the site. Raises `BuildFailed` where there is nothing to describe."""
    on_stage("config")
    read = read_config(order)
    if read.config is None:
        raise BuildFailed(judged(read.problems, order))
    config = structs.replace(read.config, base_url=order.base_url) if order.base_url else read.config
    now = now_of(order, config)
    on_stage("read")
    library, reading_problems = read_library(order.folder, config)
    on_stage("theme")
    theme, theme_problems = load_theme(
        config.theme, (order.folder / "themes", built_in_themes()), config.theme_options, read.place_of
    )
    on_stage("plan")
    visible = visible_at(library, now, drafts=order.drafts)
    site, site_problems = assemble_site(visible, config)
    waiting = (article for article in library.articles if article.source in visible.held and not article.draft)
    problems = (
        *read.problems,
        *reading_problems,
        *theme_problems,
        *site_problems,
        *embargo_problems(library.articles),
        *future_collision_problems(site, waiting),
    )
    if theme is None:
        raise BuildFailed(judged(problems, order))
    plan, plan_problems = plan_pages(
        site, theme, lambda lang: translator_of(theme, lang), facts_in(order.folder), read.place_of
    )
    press = Press(folder=order.folder, theme=theme, sites=plan.sites)
    return Planned(config=config, plan=plan, press=press, problems=(*problems, *plan_problems))


def read_config(order: Order) -> ConfigFile:
    """Read the settings, with everything that is wrong with them."""
    return load_config(order.config_file)


def read_library(folder: Path, config: Config) -> tuple[Library, tuple[Problem, ...]]:
    """Read and understand everything below `content/`."""

    def read_body(text: str, lang: str) -> Fragment:
        return read_markdown(text, markdown_options(config, lang))

    sources, problems = read_sources(folder / "content", config)
    library, found = parse_articles(sources, config, read_body)
    return library, (*problems, *found)


def now_of(order: Order, config: Config) -> datetime:
    """Give the moment of the build. Raises `BuildFailed` for one that cannot be read."""
    if not order.at:
        return datetime.now(UTC)
    try:
        return moment_of(order.at, config).at
    except UnreadableDate as fault:
        hint = "write it as `2026-12-24` or `2026-12-24T09:00+01:00`"
        raise BuildFailed([error(str(fault), Location("--at"), hint)]) from None


def begin_article(order: Order, title: str, *, section: str, lang: str, kind: ArticleType) -> Path:
    """Write a new article, with the present moment or `order.at` as its date. Raises `BuildFailed`."""
    read = read_config(order)
    if read.config is None:
        raise BuildFailed(read.problems)
    when = moment_of(order.at, read.config) if order.at else today(read.config)
    made = new_article(order.folder, read.config, title, section=section, lang=lang, when=when, type=kind)
    if isinstance(made, Problem):
        raise BuildFailed([made])
    return made


def today(config: Config) -> Moment:
    """Give today's date in the site's time zone."""
    return moment_of(datetime.now(zone_named(config.timezone)).date().isoformat(), config)


def moment_of(text: str, config: Config) -> Moment:
    """Read a date in the site's time zone. Raises `UnreadableDate`."""
    return moment_from_text(text, zone_named(config.timezone))


def facts_in(folder: Path) -> Callable[[str], FileFacts]:
    """Give a function that looks at files below `content/`, each once."""

    @cache
    def facts(source: str) -> FileFacts:
        try:
            return facts_of_file(folder / "content" / source)
        except OSError as fault:
            place = Location(f"content/{source}")
            raise BuildFailed(
                [error(f"this file cannot be read: {fault.strerror}", place, "give yourself the right to read it")]
            ) from None

    return facts


def rendered_files(
    planned: Planned, order: Order, on_page: OnPage, *, only_html: bool
) -> tuple[dict[SitePath, Rendered], tuple[Problem, ...]]:
    """Render the pages; those of templates alone when it is only to find what is wrong."""
    pages = [page for page in planned.plan.pages if not only_html or isinstance(page.recipe, FromTemplate)]
    files: dict[SitePath, Rendered] = {}
    problems: list[Problem] = []
    outcomes = render_pages(pages, planned.press, order.jobs, lambda done: on_page(done, len(pages)))
    for page, outcome in zip(pages, outcomes, strict=True):
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            files[page.path] = Rendered(page_fingerprint(page), outcome)
    return files, once_for_each_template(problems)


def page_fingerprint(page: Page) -> str:
    """Give the fingerprint of a page's description."""
    return fingerprint_of(page)


def once_for_each_template(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Tell the same fault of a template once, with the first page that shows it and the number of the others."""
    first: dict[tuple[str, Location], Problem] = {}
    more: dict[tuple[str, Location], int] = {}
    for problem in sorted(problems, key=lambda problem: (problem.location, problem.notes)):
        key = (problem.message, problem.location)
        first.setdefault(key, problem)
        more[key] = more.get(key, -1) + 1
    return tuple(
        structs.replace(problem, notes=(*problem.notes, Note(f"and {more[key]} more pages", problem.location)))
        if more[key]
        else problem
        for key, problem in first.items()
    )


def judged(problems: Iterable[Problem], order: Order) -> tuple[Problem, ...]:
    """Sort problems by place; under `--strict` each is an error."""
    found = sorted_by_place(problems)
    return tuple(structs.replace(problem, severity=Severity.ERROR) for problem in found) if order.strict else found


def source_text(folder: Path) -> Callable[[str], str | None]:
    """Give a function that reads the files that problems name, for the lines that they show."""

    def text(path: str) -> str | None:
        for root in (folder, built_in_themes().parent):
            try:
                return (root / path).read_text("utf-8-sig", errors="replace")
            except (OSError, ValueError):
                continue
        return None

    return text
