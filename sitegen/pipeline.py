"""The straight line from `config.yaml`, `content/` and `themes/` to a finished site.

This is the only module that knows all stages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from sitegen import building
from sitegen.beginning import begin, moment_of, now_of, settings_of
from sitegen.clock import Moment
from sitegen.config import Config
from sitegen.orders import STATE, Begun, Built, Order, State, judged, output_of, state_of
from sitegen.planning.collisions import future_collision_problems
from sitegen.planning.files import FactsOf
from sitegen.planning.outline import Outline, outlined
from sitegen.planning.plan import plan_of
from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import (
    Change,
    ChangeKind,
    Visible,
    changes_after,
    embargo_problems,
    visible_at,
)
from sitegen.problems import BuildFailed, Location, Problem, error, has_errors
from sitegen.production import OnPage, Planned, faults_shown, indexed, produced
from sitegen.reading.article_types import ArticleType
from sitegen.reading.articles import parse_articles
from sitegen.reading.config_file import ConfigFile
from sitegen.reading.entities import Section
from sitegen.reading.file_facts import facts_in
from sitegen.reading.library import Library
from sitegen.reading.nearest import did_you_mean, nearest
from sitegen.reading.remembering import Reading, remembered_articles, settle
from sitegen.records import LostRecord, Records
from sitegen.rendering.descriptions import Descriptions
from sitegen.rendering.render import Press
from sitegen.scaffolding.new_article import new_article
from sitegen.searching.search_index import is_installed
from sitegen.shortcut import Themed, note, theme_of
from sitegen.theming.templates import translator_of
from sitegen.theming.theme import Theme, built_in_themes, load_theme
from sitegen.writing.manifest import Manifest, load_manifest, manifest_file
from sitegen.writing.output_folder import open_output

__all__ = [
    "Built",
    "Gathered",
    "Order",
    "Outlined",
    "begin",
    "begin_article",
    "build",
    "build_from",
    "check",
    "gather",
    "gathered_from",
    "kept_back",
    "local_time",
    "next_changes",
    "outlined_at",
    "planned_at",
    "read_library",
    "state_of",
    "warnings_to_come",
]

CHANGES_OF_VISIBILITY = {ChangeKind.APPEARS, ChangeKind.EXPIRES}
MOMENTS_CHECKED = 20
"""A check looks at so many moments to come; those after them are found when they are nearer."""

MEMORY = timedelta(days=90)
"""What no build has used for so long is forgotten."""

OnStage = Callable[[str], None]


class Gathered(Struct, frozen=True, kw_only=True):
    """All that a site is made of, before any clock; `theme` is none where its chain is broken.

    `facts` looks at files below `content/`, each once for all moments.
    """

    config: Config
    file: ConfigFile
    now: datetime
    library: Library
    theme: Theme | None
    facts: FactsOf
    reading: Reading
    state: State
    problems: tuple[Problem, ...]


def build(order: Order, on_stage: OnStage = lambda _: None, on_page: OnPage = lambda _done, _total: None) -> Built:
    """Build the site. Raises `BuildFailed` with all problems; the output is then as it was."""

    def long_way(begun: Begun, output: Path) -> Built:
        return build_from(begun, output, on_stage, on_page)

    return building.build(order, long_way, on_stage, on_page)


def build_from(begun: Begun, output: Path, on_stage: OnStage, on_page: OnPage) -> Built:
    """Build the site from its beginning. Raises `BuildFailed` with all problems, and `LostRecord`."""
    order = begun.order
    gathered = gather(begun, on_stage)
    on_stage("plan")
    planned = planned_at(gathered, gathered.now, order)
    on_stage("render")
    if has_errors(planned.problems):
        found = faults_shown(planned, order.jobs, on_page)
        raise BuildFailed(judged((*planned.problems, *found, *planned.warnings), order))
    with open_output(output, manifest_file(order.folder / STATE, output)) as folder:
        product = produced(planned, folder, None if order.fresh else folder.last, order.jobs, on_page)
        problems = judged((*planned.problems, *product.problems, *planned.warnings), order)
        if has_errors(problems):
            raise BuildFailed(problems)
        if gathered.config.search != "none":
            product, index_problems = indexed(product, folder, planned.press, gathered.file.place_of("search"))
            problems = (*problems, *index_problems)
        if has_errors(problems):
            raise BuildFailed(problems)
        on_stage("write")
        result = folder.finish(product.kept, product.new, product.staged, product.makers)
        note(begun, output, gathered.library, planned, problems)
    gathered.state.stamps.save()
    tidy(gathered, folder.last, load_manifest(folder.manifest_at))
    on_stage("")
    return Built(
        output=output,
        pages=len(product.kept) + len(product.new),
        result=result,
        problems=problems,
        reasons={path: str(reason) for path, reason in product.reasons.items()},
    )


def tidy(gathered: Gathered, last: Manifest | None, now: Manifest | None) -> None:
    """Forget the descriptions of pages that are described anew, and once a day what nobody has used for long."""
    if not now:
        return
    state = gathered.state
    shown = {made.page for made in now.files.values()}
    state.records.drop({made.page for made in last.files.values()} - shown if last else ())
    if state.is_tidy():
        return
    texts = {article.body.text for article in gathered.library.articles}
    state.records.forget(shown | texts | gathered.reading.used, state.records.day - MEMORY.days)
    state.memo.forget((datetime.now(UTC) - MEMORY).timestamp())


def check(order: Order, on_page: OnPage = lambda _done, _total: None) -> tuple[Problem, ...]:
    """Go through all stages, now and at the moments to come, and give everything that is wrong; nothing is written."""
    try:
        return checked(order, on_page)
    except LostRecord:
        return checked(structs.replace(order, fresh=True), on_page)


def checked(order: Order, on_page: OnPage) -> tuple[Problem, ...]:
    """Check the site with what is remembered. Raises `LostRecord`."""
    try:
        gathered = gather(begin(order, state_of(order, writes=False)), lambda _: None)
        planned = planned_at(gathered, gathered.now, order)
    except BuildFailed as failure:
        return failure.problems
    found = faults_shown(planned, order.jobs, on_page)
    return judged((*planned.problems, *found, *problems_to_come(gathered, planned, order)), order)


def problems_to_come(gathered: Gathered, planned: Planned, order: Order) -> Iterator[Problem]:
    """Give the problems that the site will have only when an article appears or expires, and say from when on."""
    moments = dict.fromkeys(
        change.at for change in changes_after(gathered.library, gathered.now) if change.kind in CHANGES_OF_VISIBILITY
    )
    known = set(planned.problems)
    for moment in list(moments)[:MOMENTS_CHECKED]:
        found = [problem for problem in planned_at(gathered, moment, order).problems if problem not in known]
        known.update(found)
        for problem in found:
            yield structs.replace(problem, message=f"from {moment.isoformat(' ', 'minutes')} on, {problem.message}")


def next_changes(order: Order) -> tuple[Change, ...]:
    """Give the moments at which the site changes without an edit, soonest first. Raises `BuildFailed`."""
    begun = begin(order, state_of(order, writes=False))
    library, problems = read_library(begun)
    problems = judged((*begun.problems, *problems), order)
    if has_errors(problems):
        raise BuildFailed(problems)
    return changes_after(library, begun.now)


def gather(begun: Begun, on_stage: OnStage) -> Gathered:
    """Read content and theme."""
    on_stage("read")
    reading = read_articles(begun)
    on_stage("theme")
    return gathered_from(begun, reading, theme_of(begun), begun.state.records)


def gathered_from(begun: Begun, reading: Reading, themed: Themed, records: Records) -> Gathered:
    """Bring together what was read of articles, all other files of content, and the theme.

    `records` are for facts about files.
    """
    library, reading_problems = parse_articles(begun.sources, begun.config, reading.understood)
    theme, theme_problems = themed
    return Gathered(
        config=begun.config,
        file=begun.file,
        now=begun.now,
        library=library,
        theme=theme,
        facts=facts_in(begun.sources.content, records),
        reading=reading,
        state=begun.state,
        problems=(*begun.problems, *reading_problems, *theme_problems),
    )


class Outlined(Struct, frozen=True, kw_only=True):
    """A site as it is at a moment, in outline; `problems` are those found so far."""

    visible: Visible
    outline: Outline
    problems: tuple[Problem, ...]


def outlined_at(gathered: Gathered, now: datetime, *, drafts: bool) -> Outlined:
    """Bring what is visible at a moment into lists and feeds; where there is no theme, a built-in one stands in."""
    visible = visible_at(gathered.library, now, drafts=drafts)
    site, site_problems = assemble_site(visible, gathered.config)
    theme = gathered.theme or stand_in_theme()
    has_index = gathered.config.search != "none" and is_installed()
    outline = outlined(site, theme, lambda lang: translator_of(theme, lang), gathered.facts, has_index=has_index)
    problems = (*gathered.problems, *site_problems, *embargo_problems(gathered.library.articles, now))
    return Outlined(visible=visible, outline=outline, problems=problems)


def kept_back(visible: Visible) -> frozenset[str]:
    """Give the articles that nobody may see yet."""
    return frozenset(source for source, held in visible.held.items() if not held.is_over)


def planned_at(gathered: Gathered, now: datetime, order: Order) -> Planned:
    """Describe the site as it is at a moment. Raises `BuildFailed` where there is no theme to show it."""
    state = gathered.state
    output = manifest_file(order.folder / STATE, output_of(order, gathered.config))
    last = None if order.fresh else load_manifest(output)
    descriptions = Descriptions(state.records, last.files if last else {})
    there = outlined_at(gathered, now, drafts=order.drafts)
    settle(gathered.reading, kept_back(there.visible), state.records)
    plan, plan_problems = plan_of(there.outline, gathered.file.place_of, descriptions.take)
    descriptions.write()
    problems = (*there.problems, *plan_problems)
    if gathered.theme is None:
        raise BuildFailed(judged(problems, order))
    press = Press(folder=order.folder, memo=state.memo, records=state.records, theme=gathered.theme, sites=plan.sites)
    return Planned(
        plan=plan,
        pages=tuple(descriptions.short[page.path.text] for page in plan.pages),
        press=press,
        problems=problems,
        warnings=warnings_to_come(gathered, there),
        held=frozenset(there.visible.held),
    )


def warnings_to_come(gathered: Gathered, there: Outlined) -> tuple[Problem, ...]:
    """Warn of addresses that articles will want which are not visible yet."""
    held = there.visible.held
    waiting = (article for article in gathered.library.articles if article.source in held and not article.draft)
    return tuple(future_collision_problems(there.outline.site, waiting))


def stand_in_theme() -> Theme:
    """Give a built-in theme, with which a site whose own cannot be found is searched for other problems."""
    theme, problems = load_theme("newsroom", (built_in_themes(),), {}, lambda _: Location("config.yaml"))
    if theme is None:
        raise FileNotFoundError(problems)
    return theme


def read_library(begun: Begun) -> tuple[Library, tuple[Problem, ...]]:
    """Read and understand everything below `content/`, what is remembered of it included."""
    library, problems = parse_articles(begun.sources, begun.config, read_articles(begun).understood)
    return library, problems


def read_articles(begun: Begun) -> Reading:
    """Read all articles, as far as no build has read them before."""
    state = begun.state
    return remembered_articles(begun.sources, begun.config, begun.now, state.records, state.stamps, begun.order.jobs)


def begin_article(order: Order, title: str, *, section: str, lang: str, kind: ArticleType) -> Path:
    """Write a new article, with the present moment or `order.at` as its date. Raises `BuildFailed`."""
    config, _ = settings_of(order)
    when = Moment(now_of(order, config), has_time=True) if order.at else today(config)
    if lang and lang not in config.editions:
        hint = did_you_mean(lang, config.editions, "add it to `languages` in `config.yaml`")
        raise BuildFailed([error(f"the site has no edition in `{lang}`", Location("--lang"), hint)])
    sections = read_library(begin(order, state_of(order, writes=False)))[0].sections
    if section and section not in sections and (meant := nearest(section, sections)):
        hint = f"did you mean `{meant}`? To begin a new section, make its folder first"
        if not (order.folder / "content" / section).is_dir():
            raise BuildFailed([error(f"there is no section `{section}`", Location("--section"), hint)])
    chosen = section or first_of(sections.values())
    made = new_article(order.folder, config, title, section=chosen, lang=lang, when=when, type=kind)
    if isinstance(made, Problem):
        raise BuildFailed([made])
    return made


def first_of(sections: Iterable[Section]) -> str:
    """Give the section that comes first in the order of the site, or nothing for a site without articles."""
    return min(sections, key=lambda section: (section.order, section.name), default=Section(name="")).name


def local_time(order: Order, moment: datetime) -> str:
    """Say a moment as a clock in the site's time zone shows it: "which is 2026-12-24 09:00 in Europe/Rome"."""
    zone = settings_of(order)[0].timezone
    try:
        there = moment.astimezone(ZoneInfo(zone))
    except OverflowError:
        return "which is never, as clocks count"
    return f"which is {there:%Y-%m-%d %H:%M} in {zone}"


def today(config: Config) -> Moment:
    """Give today's date in the site's time zone."""
    return moment_of(datetime.now(ZoneInfo(config.timezone)).date().isoformat(), config)
