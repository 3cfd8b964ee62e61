"""From the folder of a site to what its preview shows: what has changed is read anew, all else is kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct, structs

from sitegen.beginning import begin, present_moment
from sitegen.ground import ground_of
from sitegen.memo import Memo
from sitegen.orders import Begun, Order, judged, state_of
from sitegen.pipeline import Gathered, Outlined, gathered_from, kept_back, outlined_at, warnings_to_come
from sitegen.planning.editions import editions_of
from sitegen.planning.pages import Page
from sitegen.planning.plan import plan_of, views_of
from sitegen.planning.text_uses import TextUses
from sitegen.planning.views import SiteView
from sitegen.planning.visibility import Held, changes_after, unchanged_between, visible_at
from sitegen.preview.glance import glance_at
from sitegen.preview.rewording import edits_in, uses_in, with_files, with_texts
from sitegen.preview.showing import Showing, Sketch
from sitegen.problems import Problem
from sitegen.reading.library import Library
from sitegen.reading.recollection import Recollection, recalled_articles, reworded, settled
from sitegen.reading.source_files import LEFT_BEHIND
from sitegen.reading.stamps import Stamps
from sitegen.records import Records
from sitegen.rendering.render import Press
from sitegen.searching.remembered_index import remembered_index
from sitegen.searching.search_index import is_installed
from sitegen.shortcut import Themed, moments_of, theme_of
from sitegen.spare_folder import SpareFolder
from sitegen.theming.theme_value import Theme

__all__ = ["Moment", "Workbench"]

CHANGES_TOLD = 30
"""So many of the changes that come by themselves are told."""
MOST_EDITS = 5
"""With more files than this at once it is looked for what else has changed."""


class Moment(Struct, frozen=True):
    """Which site is shown: that of a moment, or of now when `at` is empty; with drafts or without."""

    at: str = ""
    drafts: bool = False

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it now."""
        return not self.at and not self.drafts


class Workbench:
    """What the preview keeps between two changes; all of it can be made anew from the folder."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.state = state_of(order)
        self.recollection = Recollection()
        self.begun: Begun | None = None
        self.sketched: Begun | None = None
        self.spare: SpareFolder | None = None
        self.hidden_records: Records | None = None
        self.uses: tuple[Mapping[str, Page], TextUses] | None = None
        self.themed: tuple[str, Themed] = ("", (None, ()))

    def close(self) -> None:
        """Take away what was kept of articles that are held back."""
        self.state.records.close()
        if self.hidden_records:
            self.hidden_records.close()
        if self.spare:
            self.spare.close()

    def begin(self, moment: Moment) -> Begun:
        """Look at the settings and which files there are. Raises `BuildFailed`."""
        order = structs.replace(self.order, at=moment.at, drafts=moment.drafts)
        stamps = Stamps(self.state.folder / "stamps-preview.json", recalls=not order.fresh)
        return begin(order, structs.replace(self.state, stamps=stamps))

    def glance(self, moment: Moment) -> Showing | None:
        """Show a large site by the front matter of its articles; none where that is not worth it, or not the truth."""
        begun = self.begin(moment)
        glance = glance_at(begun, self.order.jobs, lambda: self.theme_of(begun), self.records_for(moment))
        if glance is None or glance.gathered.theme is None:
            return None
        views, is_whole = views_of(glance.outlined.outline, begun.file.place_of)
        if not is_whole:
            return None
        hidden = visible_at(glance.gathered.library, present_moment(), drafts=False).held
        press = self.press_of(glance.gathered.theme, views, moment)
        sketch = Sketch(glance.outlined.outline, glance.unread, glance.read_on)
        return shown(glance.gathered, glance.outlined, press, glance.texts, hidden, moment, sketch=sketch)

    def sketch(self, moment: Moment) -> Showing:
        """Read what has changed, and show the site in outline. Raises `BuildFailed` where there is nothing to show."""
        begun = self.begin(moment)
        now, state = present_moment(), begun.state
        if not self.recollection.articles:
            state.records.close()  # what was lost may be lost with its file, which is open all the same
        reading, recollection = recalled_articles(
            begun.sources, begun.config, now, state.records, state.stamps, self.order.jobs, self.recollection
        )
        gathered = gathered_from(begun, reading, self.theme_of(begun), self.records_for(moment))
        public = visible_at(gathered.library, now, drafts=False)
        self.recollection = settled(recollection, reading, kept_back(public), state.records)
        if self.begun is None:
            begun.state.stamps.save()
        self.sketched = begun
        outlined = outlined_at(gathered, gathered.now, drafts=moment.drafts)
        views, is_whole = views_of(outlined.outline, begun.file.place_of)
        press = self.press_of(outlined.outline.theme, views, moment)
        sketch = Sketch(outlined.outline) if is_whole and gathered.theme else None
        return shown(gathered, outlined, press, self.recollection.texts, public.held, moment, sketch=sketch)

    def complete(self, showing: Showing) -> Showing:
        """Describe all pages of a site that is shown in outline. Raises `BuildFailed`."""
        plan, problems = plan_of(showing.outlined.outline, showing.gathered.file.place_of)
        press = structs.replace(showing.press, sites=plan.sites)
        has_theme = showing.gathered.theme is not None  # without one, a build looks no further
        later = (*warnings_to_come(showing.gathered, showing.outlined), *index_problems(showing)) if has_theme else ()
        found = judged((*showing.outlined.problems, *problems, *later), self.order)
        pages = {page.path.text: page for page in plan.pages}
        self.begun = self.sketched
        changes = changes_after(told_of(showing), showing.gathered.now)[:CHANGES_TOLD]
        return structs.replace(
            showing,
            sketch=None,
            pages=pages,
            press=press,
            problems=found,
            changes=changes,
            absent=absent_from(showing),
        )

    def changes_since(self, moment: Moment) -> frozenset[Path]:
        """Give the files that have changed since they were last shown; a folder for what is no article.

        Raises `BuildFailed`.
        """
        last, begun = self.begun, self.begin(moment)
        if not last or facts_of(begun) != facts_of(last):
            return frozenset({self.order.folder.absolute()})
        before, now = ({file.path: file for file in each.sources.articles} for each in (last, begun))
        content = self.order.folder.absolute() / "content"
        return frozenset(content / path for path in {*before, *now} if before.get(path) != now.get(path))

    def that_matter(self, paths: Collection[Path], content: Path, *, is_broken: bool) -> frozenset[Path] | None:
        """Give of some changes those that can change the site; none if there are none.

        Editors write files for a moment and take them away, and keep others that are no part of the site. But what
        stands in its way may be such a file, and then be taken away.
        """
        known: frozenset[str] | None = None
        found: set[Path] = set()
        for path in paths:
            if path.is_relative_to(content) and path != content:
                if LEFT_BEHIND.fullmatch(path.name):
                    continue
                if not path.exists() and not is_broken:
                    known = names_in(self.begun) if known is None else known
                    if path.relative_to(content).as_posix() not in known:
                        continue
            found.add(path)
        return frozenset(found) or None

    def unchanged_until(self, showing: Showing) -> datetime | None:
        """Give when the site will change by itself; never where a person has chosen the moment that is shown."""
        if showing.at:
            return None
        gathered = showing.gathered
        return unchanged_between(gathered.library, gathered.now, moments_of(gathered.config))[1]

    def theme_of(self, begun: Begun) -> Themed:
        """Give the theme, which is read anew only when something has changed that it stands on."""
        ground, themed = self.themed
        if not ground or ground != begun.ground:
            themed = theme_of(begun)
            is_sure = begun.ground == ground_of(begun.order)  # nothing has changed while it was read
            self.themed = (begun.ground if is_sure else "", themed)
        return themed

    def records_for(self, moment: Moment) -> Records:
        """Give the records for what pages say of files; of what is held back nothing goes to the folder of the site."""
        if moment.is_public:
            return self.state.records
        if not self.hidden_records:
            self.hidden_records = Records(self.hidden_folder(), is_spare=True)
        return self.hidden_records

    def press_of(self, theme: Theme, sites: dict[str, SiteView], moment: Moment) -> Press:
        """Give what renders pages; of what is held back nothing goes to the folder of the site."""
        memo = self.state.memo
        if not moment.is_public:
            memo = Memo(self.hidden_folder(), shelf=None if self.order.fresh else memo.folder, is_spare=True)
        return Press(folder=self.order.folder, memo=memo, records=self.state.records, theme=theme, sites=sites)

    def hidden_folder(self) -> Path:
        """Give a folder that only this person can read, and that is gone when the preview ends."""
        if not self.spare:
            self.spare = SpareFolder()
        return self.spare.path

    def reworded(self, showing: Showing, paths: Collection[str]) -> tuple[Showing, tuple[str, ...]] | None:
        """Show a site in which only the texts of some articles have changed, and give the paths of the pages that do.

        None where more than that may have changed. Raises `BuildFailed` where there is no room for the texts.
        """
        begun = self.begun
        if begun is None or showing.sketch or not showing.is_sound or len(paths) > MOST_EDITS:
            return None
        edits = edits_in(paths, begun, self.recollection)
        if edits is None:
            return None
        uses = self.uses_of(showing)
        edited = {file: edit for file, edit in edits.items() if edit.before != edit.after}
        if not uses.are_apart(edited.values()):
            return None
        held = {file for file in edited if file.path in showing.hidden}
        begun.state.records.keep([row for file, edit in edited.items() if file not in held for row in edit.rows])
        for file, edit in edited.items():
            self.recollection = reworded(self.recollection, file, edit, is_held=file in held)
        self.begun = with_files(begun, edits)
        renamed = {edit.before: edit.after for edit in edited.values()}
        changed = tuple(sorted({path for before in renamed for path in uses.pages[before]}))
        pages = with_texts(showing.pages, uses, renamed)
        self.uses = (pages, uses.renamed(renamed))
        return structs.replace(showing, pages=pages, texts=self.recollection.texts), changed

    def uses_of(self, showing: Showing) -> TextUses:
        """Give which pages show which texts."""
        if self.uses is None or self.uses[0] is not showing.pages:
            self.uses = (showing.pages, uses_in(showing))
        return self.uses[1]


def absent_from(showing: Showing) -> dict[str, str]:
    """Give the articles that exist and are not shown, by the paths that they would have."""
    held, site = showing.outlined.visible.held, showing.outlined.outline.site
    articles = [article for article in showing.gathered.library.articles if article.source in held]
    editions, _ = editions_of(articles, site.config, site.base)
    entries = (entry for edition in editions for entry in (*edition.articles, *edition.pages))
    return {entry.path.text: entry.article.source for entry in entries}


def told_of(showing: Showing) -> Library:
    """Give the library whose moments are told: where drafts are shown, they have theirs too."""
    library = showing.gathered.library
    if not showing.drafts:
        return library
    return structs.replace(library, articles=tuple(structs.replace(each, draft=False) for each in library.articles))


def index_problems(showing: Showing) -> tuple[Problem, ...]:
    """Tell that there can be no search index, where that is so; one is made only when it is asked for."""
    if showing.gathered.config.search == "none" or is_installed():
        return ()
    place = showing.gathered.file.place_of("search")
    return remembered_index({}, lambda _: b"", showing.press.memo, place)[1]


def facts_of(begun: Begun) -> tuple[object, ...]:
    """Give all that decides a site but its articles and the clock."""
    others = structs.replace(begun.sources, articles=())
    return begun.ground, begun.order, others, begun.problems, begun.config


def names_in(begun: Begun | None) -> frozenset[str]:
    """Give the paths of all files below `content/` and of the folders that hold them, as they are spelled there."""
    if begun is None:
        return frozenset()
    sources = begun.sources
    files = (*sources.articles, *sources.entity_files, *sources.files.values(), *sources.static.values())
    paths = {file.path_on_disk for file in files}
    return frozenset(paths | {str(parent) for path in paths for parent in PurePosixPath(path).parents})


def shown(
    gathered: Gathered,
    outlined: Outlined,
    press: Press,
    texts: Mapping[str, bytes],
    hidden: Mapping[str, Held],
    moment: Moment,
    *,
    sketch: Sketch | None,
) -> Showing:
    """Show a site in outline."""
    return Showing(
        gathered=gathered,
        outlined=outlined,
        press=press,
        texts=texts,
        hidden=hidden,
        problems=outlined.problems,
        at=moment.at,
        drafts=moment.drafts,
        sketch=sketch,
    )
