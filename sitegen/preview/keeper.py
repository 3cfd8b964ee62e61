"""Keeping watch over the folder of a site: what has changed is shown, at first in outline, then in full."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct, structs

from sitegen.beginning import present_moment
from sitegen.orders import Order, judged
from sitegen.preview.changes import EVERYTHING, Changes
from sitegen.preview.proofreader import Progress, Proofreader, makers_in
from sitegen.preview.showing import Showing
from sitegen.preview.shown_view import Condition
from sitegen.preview.ways import address_of_article, moves_between
from sitegen.preview.workbench import Moment, Workbench
from sitegen.problems import BuildFailed, Location, Problem, error, has_errors
from sitegen.processes import cancel_all
from sitegen.reading.recollection import Recollection
from sitegen.reading.source_files import ARTICLE_ENDING
from sitegen.records import LostRecord
from sitegen.rendering.descriptions import name_of_maker

__all__ = ["Keeper", "Report"]

SECONDS_AFTER_A_MISTAKE = 1
SECONDS_TO_END = 0.5
SECONDS_OF_SAVING = 0.15
"""After so long a file that was emptied has been written anew."""
WAYS_KEPT = 20
MANY_PAGES = 1000
"""Fewer pages than this are looked through before anybody could read how far it is."""


class Report(Struct, frozen=True, kw_only=True):
    """What the person at the terminal is told of a change: the files, what became of it, and how long it took.

    `pages` are the paths of what was made anew; `is_whole` tells that all was looked at, for the first time or for the
    moment `at`. `held` says of a single article why the public does not see it. `failure` is a mistake of the program.
    """

    files: tuple[Path, ...] = ()
    pages: tuple[str, ...] = ()
    is_whole: bool = False
    at: str = ""
    total: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    is_broken: bool = False
    held: str = ""
    failure: str = ""


class Keeper:
    """Keeps the condition of a preview true. One thread looks for what has changed, another one proofreads.

    `tell` is called when the condition is another one, `report` with what a person should know of it.
    """

    def __init__(
        self, order: Order, tell: Callable[[], None], report: Callable[[Report], None], *, editor: str, follows: bool
    ) -> None:
        self.order = order
        self.tell = tell
        self.report = report
        self.editor = editor
        self.follows = follows
        self.moment = Moment(order.at, order.drafts)
        self.bench = Workbench(order)
        self.condition = Condition(editor=editor or "vscode")
        self.lock = threading.Lock()
        self.changes = Changes(order.folder, self.has_new_files)
        self.proofreader = Proofreader(self.hear, self.lose, self.mistake)
        self.content = (order.folder / "content").absolute()
        self.suspected: tuple[Problem, ...] = ()
        self.is_lost = False
        self.is_stopping = False
        self.threads = [
            threading.Thread(target=self.run, name="keeper", daemon=True),
            threading.Thread(target=self.proofreader.run, name="proofreader", daemon=True),
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """End, and leave nothing behind."""
        self.is_stopping = True
        cancel_all()
        self.proofreader.stop()
        self.changes.end()
        for thread in self.threads:
            thread.join(timeout=SECONDS_TO_END)
        self.bench.close()

    def go_to(self, at: str) -> bool:
        """Show the site of another moment, or of now; tell whether that is another one than before."""
        with self.lock:
            before, self.moment = self.moment, structs.replace(self.moment, at=at)
        if before.at == at:
            return False
        self.changes.put(EVERYTHING)
        return True

    def is_at(self, at: str) -> bool:
        """Tell whether the site of a moment is shown, or why it cannot be."""
        now = self.condition
        return now.is_broken or (now.showing is not None and now.showing.at == at)

    def lose(self) -> None:
        """Hear that what was remembered is lost: all is read anew."""
        if not self.is_lost:
            self.is_lost = True
            self.changes.put(EVERYTHING)

    def hear(self, progress: Progress) -> None:
        """Hear from the proofreader how far it is and what it has found.

        What it finds first in files that have changed meanwhile may be no mistake any more: all is shown anew.
        """
        if has_errors(progress.problems) and not self.condition.is_broken and self.is_overtaken():
            self.changes.put(frozenset({self.order.folder.absolute()}))
            return
        with self.lock:
            last = self.condition
            if last.showing is not progress.showing:
                return
            total, is_long = progress.total, progress.total >= MANY_PAGES and not progress.is_done
            work = f"looking for mistakes in {progress.done:,} of {total:,} pages" if is_long else ""
            if progress.is_done:
                self.suspected = ()
            found = (*progress.showing.problems, *self.suspected, *progress.problems)
            problems = judged(dict.fromkeys(found), self.order)
            good = progress.showing if progress.is_done and not has_errors(problems) else last.good
            are_news = set(problems) != set(last.problems)
            if work == last.work and good is last.good and not are_news:
                return
            self.set(structs.replace(last, work=work, problems=problems, good=good, era=era_after(last, problems)))
        if are_news and (progress.is_done or has_errors(problems) != last.is_broken):
            self.report(Report(problems=problems, is_broken=has_errors(problems)))

    def add(self, problems: Sequence[Problem], showing: Showing) -> None:
        """Hear of more that is wrong with a showing."""
        with self.lock:
            last = self.condition
            if last.showing is not showing or set(problems) <= set(last.problems):
                return
            found = judged(dict.fromkeys((*last.problems, *problems)), self.order)
            self.set(with_problems(last, found, showing))
        self.report(Report(problems=found, is_broken=has_errors(found)))

    def set(self, condition: Condition) -> None:
        """Take another condition for the true one, and tell it."""
        self.condition = structs.replace(condition, number=self.condition.number + 1)
        self.tell()

    def run(self) -> None:
        """Show the site, and again whenever something changes, until the end."""
        changes: frozenset[Path] | None = EVERYTHING
        self.guarded(self.glance)
        while not self.is_stopping:
            self.guarded(partial(self.take, changes))
            changes = self.changes.take(self.unchanged_until())

    def guarded(self, work: Callable[[], None]) -> None:
        """Do some work while the proofreader stands aside; a mistake of the program does not end the preview."""
        self.proofreader.is_free.clear()
        try:
            work()
        except LostRecord:
            self.lose()
        except BuildFailed as failure:
            self.stumble(failure.problems)
        except Exception as fault:  # noqa: BLE001  whatever it is
            if not self.is_stopping:
                self.stumble((self.mistake(fault),))
        finally:
            self.proofreader.is_free.set()

    def mistake(self, fault: Exception) -> Problem:
        """Report a mistake of the program, once, and give it as a problem of the site."""
        message = f"this site cannot be shown, which is a mistake in sitegen: {type(fault).__name__}: {fault}"
        problem = error(message, Location("."), "please report it, with what the terminal says")
        if problem not in self.condition.problems:
            self.report(Report(failure="".join(traceback.format_exception(fault))))
        return problem

    def stumble(self, problems: Sequence[Problem]) -> None:
        """Show why what has changed cannot be shown; soon it is tried again."""
        if self.condition.problems != tuple(problems):
            self.fail(problems, frozenset(), time.monotonic())
        time.sleep(SECONDS_AFTER_A_MISTAKE)

    def glance(self) -> None:
        """Show a large site before its texts are read."""
        with suppress(BuildFailed):
            if showing := self.bench.glance(self.moment):
                self.set(structs.replace(self.condition, showing=showing, work="reading the articles"))

    def has_new_files(self, paths: frozenset[Path]) -> bool:
        """Tell whether one of some files is an article that is not known."""
        return any(path not in self.bench.recollection.articles for path in self.articles_among(paths))

    def unchanged_until(self) -> datetime | None:
        """Give when the site will change by itself, if that is known."""
        showing = self.condition.showing
        return self.bench.unchanged_until(showing) if showing else None

    def changes_untold(self) -> frozenset[Path] | None:
        """Give the files that have changed though nobody has told of them; none where the site is as it was.

        Where the clock alone changes the site, there are no files.
        """
        try:
            found = self.bench.changes_since(self.moment)
        except BuildFailed as failure:
            return None if failure.problems == self.condition.problems else frozenset()
        until = self.unchanged_until()
        is_due = self.condition.showing is None or (until is not None and until <= present_moment())
        return found or (frozenset() if is_due else None)

    def is_overtaken(self) -> bool:
        """Tell whether files have changed since they were last shown."""
        try:
            return bool(self.bench.changes_since(self.moment))
        except BuildFailed:
            return True

    def take(self, changes: frozenset[Path] | None) -> None:
        """Show what has changed; without changes, look for some."""
        began = time.monotonic()
        if changes is None:
            found = self.changes_untold()
        else:
            found = self.bench.that_matter(changes, self.content, is_broken=self.condition.is_broken)
        if found is None:
            return
        if self.is_lost:
            self.is_lost = False
            self.bench.recollection = Recollection()
        elif found and self.reword(found, began):
            return
        if self.is_half_saved(found):
            time.sleep(SECONDS_OF_SAVING)
        self.renew(found, began)

    def is_half_saved(self, changes: frozenset[Path]) -> bool:
        """Tell whether a file is empty, as files are for a moment that a program empties and writes anew."""
        with suppress(OSError):
            return any(path.is_file() and not path.stat().st_size for path in changes - EVERYTHING)
        return False

    def reword(self, changes: frozenset[Path], began: float) -> bool:
        """Show other texts of articles, if nothing else has changed; tell whether that is so."""
        last, paths = self.condition, self.articles_among(changes)
        showing = last.showing
        if showing is None or last.is_broken or len(paths) < len(changes):
            return False
        done = self.bench.reworded(showing, paths)
        if done is None:
            return False
        again, changed = done
        if changed:
            with self.lock:
                if self.condition.is_broken:  # something was found wrong meanwhile, which this may mend
                    return False
                ways = self.ways_to(again, changes, {})
                self.set(structs.replace(self.condition, showing=again, ways=ways))
            self.proofreader.take(again)
            self.report_change(changes, changed, began)
        return True

    def articles_among(self, changes: frozenset[Path]) -> list[str]:
        """Give the articles by their paths below `content/`."""
        inside = (path.relative_to(self.content).as_posix() for path in changes if path.is_relative_to(self.content))
        return [normalize("NFC", path) for path in inside if path.endswith(ARTICLE_ENDING)]

    def renew(self, changes: frozenset[Path], began: float) -> None:
        """Show the site anew: at first in outline, if nothing stands in its way, and then in full."""
        last = self.condition
        try:
            sketch = self.bench.sketch(self.moment)
        except BuildFailed as failure:
            self.fail(failure.problems, changes, began)
            return
        seconds = 0.0
        if sketch.sketch and sketch.is_sound and not last.is_broken:
            with self.lock:
                self.set(structs.replace(self.condition, showing=sketch, problems=sketch.problems))
            seconds = time.monotonic() - began
        complete = self.bench.complete(sketch)
        suspected = self.proofreader.faulty(complete)
        problems = judged((*complete.problems, *suspected), self.order)
        before = last.showing if last.showing and last.showing.pages else last.good
        moves = moves_between(before, complete) if before else {}
        with self.lock:
            self.suspected = suspected
            now = structs.replace(
                with_problems(self.condition, problems, before),
                showing=complete,
                work="",
                editor=self.editor or complete.gathered.config.preview.editor,
                ways=self.ways_to(complete, changes, moves),
            )
            self.set(now)
        self.proofreader.take(complete)
        self.report_change(changes, pages_anew(before, complete), began, seconds)

    def fail(self, problems: Sequence[Problem], changes: frozenset[Path], began: float) -> None:
        """Show why there is no site."""
        with self.lock:
            last = self.condition
            before = last.showing if last.showing and last.showing.pages else None
            self.set(structs.replace(with_problems(last, problems, before), showing=None, work=""))
        self.proofreader.take(None)
        self.report_change(changes, (), began)

    def ways_to(
        self, showing: Showing, changes: frozenset[Path], moves: Mapping[str, str]
    ) -> dict[int, Mapping[str, str]]:
        """Give where browsers go from now on: after pages that have moved, and to the article that was edited."""
        ways = dict(moves)
        articles = self.articles_among(changes)
        if self.follows and len(articles) == 1 and (address := address_of_article(showing.pages, articles[0])):
            ways[""] = address
        known = dict(self.condition.ways) | ({self.condition.number + 1: ways} if ways else {})
        return dict(list(known.items())[-WAYS_KEPT:])

    def report_change(self, changes: frozenset[Path], pages: Sequence[str], began: float, seconds: float = 0.0) -> None:
        """Report what came of a change."""
        now = self.condition
        articles = self.articles_among(changes)
        held = now.showing.hidden.get(articles[0]) if now.showing and len(articles) == 1 else None
        self.report(
            Report(
                files=tuple(sorted(changes - EVERYTHING)),
                pages=tuple(pages),
                total=len(now.showing.pages) if now.showing else 0,
                is_whole=changes >= EVERYTHING,
                at=self.moment.at,
                seconds=seconds or time.monotonic() - began,
                problems=now.problems,
                is_broken=now.is_broken,
                held=held.reason if held else "",
            )
        )


def with_problems(last: Condition, problems: Sequence[Problem], before: Showing | None) -> Condition:
    """Give a condition with other problems; what was shown `before` them is what can be seen behind them."""
    good = last.good or (before if before and not last.is_broken else None)
    return structs.replace(last, problems=tuple(problems), good=good, era=era_after(last, problems))


def era_after(last: Condition, problems: Sequence[Problem]) -> int:
    """Count the times when a good site becomes a bad one."""
    return last.era + (has_errors(problems) and not last.is_broken)


def pages_anew(before: Showing | None, after: Showing) -> tuple[str, ...]:
    """Give the paths of the pages that are described anew, or whose makers are others."""
    if before is None or not before.pages:
        return tuple(after.pages)
    then, now = makers_in(before), makers_in(after)
    others = {name for name, maker in now.items() if then.get(name) != maker}
    return tuple(
        path
        for path, page in after.pages.items()
        if name_of_maker(page) in others or ((known := before.pages.get(path)) is not page and known != page)
    )
