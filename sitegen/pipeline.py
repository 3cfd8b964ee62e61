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
from sitegen.planning.editions import settings_of_editions
from sitegen.planning.pages import FromTemplate, Page
from sitegen.planning.plan import Plan, plan_pages
from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import Change, changes_after, embargo_problems, visible_at
from sitegen.problems import BuildFailed, Location, Note, Problem, Severity, error, has_errors, sorted_by_place
from sitegen.reading.article import ArticleType
from sitegen.reading.articles import parse_articles
from sitegen.reading.config_file import ConfigFile, load_config
from sitegen.reading.entities import Section
from sitegen.reading.file_facts import FileFacts, facts_of_file
from sitegen.reading.library import Library
from sitegen.reading.nearest import did_you_mean
from sitegen.reading.source_files import read_sources
from sitegen.rendering.render import Press
from sitegen.rendering.workers import render_pages
from sitegen.scaffolding.new_article import new_article
from sitegen.site_path import SitePath
from sitegen.theming.templates import is_sound, translator_of
from sitegen.theming.theme import Theme, built_in_themes, load_theme
from sitegen.writing.manifest import manifest_file
from sitegen.writing.output_folder import BuildResult, Rendered, write_site

__all__ = [
    "Built",
    "Order",
    "Planned",
    "begin_article",
    "build",
    "check",
    "local_time",
    "next_changes",
    "source_text",
]

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
    on_stage("render")
    files, found = rendered_files(planned, order, on_page, only_html=has_errors(planned.problems))
    problems = judged((*planned.problems, *found), order)
    if has_errors(problems):
        raise BuildFailed(problems)
    on_stage("write")
    result = write_site(output, files, manifest_file(order.folder / ".sitegen", output))
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
    config, read = settings_of(order)
    library, problems = read_library(order.folder, config)
    problems = judged((*read.problems, *problems), order)
    if has_errors(problems):
        raise BuildFailed(problems)
    return changes_after(library, now_of(order, config))


def plan_site(order: Order, on_stage: OnStage) -> Planned:
    """Read, understand and describe the site. Raises `BuildFailed` where it cannot be described."""
    on_stage("config")
    config, read = settings_of(order)
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
        *embargo_problems(library.articles, now),
        *future_collision_problems(site, waiting),
    )
    shown_by = theme or stand_in_theme()
    plan, plan_problems = plan_pages(
        site, shown_by, lambda lang: translator_of(shown_by, lang), facts_in(order.folder), read.place_of
    )
    problems += plan_problems
    if theme is None:
        raise BuildFailed(judged(problems, order))
    press = Press(folder=order.folder, theme=theme, sites=plan.sites)
    return Planned(config=config, plan=plan, press=press, problems=problems)


def stand_in_theme() -> Theme:
    """Give a built-in theme, with which a site whose own cannot be found is searched for other problems."""
    theme, problems = load_theme("newsroom", (built_in_themes(),), {}, lambda _: Location("config.yaml"))
    if theme is None:
        raise FileNotFoundError(problems)
    return theme


def settings_of(order: Order) -> tuple[Config, ConfigFile]:
    """Read the settings, and what is wrong with them. Raises `BuildFailed` where nothing of them can be read."""
    read = load_config(order.config_file)
    if read.config is None:
        raise BuildFailed(judged(read.problems, order))
    return structs.replace(read.config, base_url=order.base_url or read.config.base_url), read


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
    config, _ = settings_of(order)
    when = Moment(now_of(order, config), has_time=True) if order.at else today(config)
    if lang and lang not in settings_of_editions(config):
        hint = did_you_mean(lang, settings_of_editions(config), "add it to `languages` in `config.yaml`")
        raise BuildFailed([error(f"the site has no edition in `{lang}`", Location("--lang"), hint)])
    chosen = section or first_section(order.folder, config)
    made = new_article(order.folder, config, title, section=chosen, lang=lang, when=when, type=kind)
    if isinstance(made, Problem):
        raise BuildFailed([made])
    return made


def first_section(folder: Path, config: Config) -> str:
    """Give the section that comes first in the order of the site, or nothing for a site without articles."""
    library, _ = read_library(folder, config)
    return min(
        library.sections.values(), key=lambda section: (section.order, section.name), default=Section(name="")
    ).name


def local_time(order: Order, moment: datetime) -> str:
    """Say a moment as a clock in the site's time zone shows it: "which is 2026-12-24 09:00 in Europe/Rome"."""
    zone = settings_of(order)[0].timezone
    return f"which is {moment.astimezone(zone_named(zone)):%Y-%m-%d %H:%M} in {zone}"


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
    """Render the pages; when it is only to find what is wrong, those of templates without a known fault."""
    pages = planned.plan.pages
    if only_html:
        broken = {problem.location.path for problem in planned.problems if problem.severity is Severity.ERROR}
        pages = tuple(
            page
            for page in pages
            if isinstance(page.recipe, FromTemplate) and is_sound(planned.press.theme, page.recipe.template, broken)
        )
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
    """Give the fingerprint of all that decides a page's bytes; what asked for it does not."""
    return fingerprint_of((page.recipe, page.edition, page.view))


def once_for_each_template(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Tell the same fault of a template once, with the first page that shows it and the number of the others."""
    first: dict[tuple[str, Location], Problem] = {}
    more: dict[tuple[str, Location], int] = {}
    for problem in sorted(problems, key=lambda problem: (problem.location, problem.notes)):
        key = (problem.message, problem.location)
        first.setdefault(key, problem)
        more[key] = more.get(key, -1) + 1
    return tuple(
        structs.replace(problem, notes=(*problem.notes, Note(f"and {more[key]} more page{'s' * (more[key] > 1)}", problem.location)))
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
