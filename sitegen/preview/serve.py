"""`sitegen serve`: the preview, its server, and what the person at the terminal is told."""

from __future__ import annotations

import atexit
import os
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock, Thread

from msgspec import Struct, structs

from sitegen.beginning import now_of, present_moment, settings_of
from sitegen.console import summary_text
from sitegen.editors import EDITORS, editor_fault
from sitegen.orders import Order
from sitegen.planning.urls import base_of
from sitegen.preview.keeper import Report
from sitegen.preview.site_preview import SitePreview
from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.reading.nearest import in_words
from sitegen.serving.listening import EVERYWHERE, LOOPBACK, address_of, listening_socket
from sitegen.serving.live import Hub
from sitegen.serving.watcher import Watcher
from sitegen.spare_folder import sweep

__all__ = ["ServeWishes", "serve_site"]

FILES_NAMED = 2
"""So many files are named of those that change together."""
SECONDS_TO_END = 1.5
"""A preview that has not ended then waits for what will never come."""


class ServeWishes(Struct, frozen=True, kw_only=True):
    """How a person wants a preview: where it listens, whether browsers follow, in which editor files open."""

    host: str
    port: int
    follows: bool = False
    editor: str = ""
    plain: bool = False


def serve_site(
    order: Order,
    wishes: ServeWishes,
    say: Callable[[str], None],
    log: Callable[[str], None],
    tell: Callable[[Sequence[Problem]], None],
) -> None:
    """Show a site until Ctrl-C; `log` is told of each change. Raises `BuildFailed` where it cannot be shown at all."""
    if wishes.editor and (fault := editor_fault(wishes.editor)):
        hint = f"name one of {in_words(EDITORS)}, or write its address with `{{path}}`"
        raise BuildFailed([error(f"the editor {fault}", Location("--editor"), hint)])
    if not order.config_file.is_file():
        raise BuildFailed([missing_settings(order.config_file)])
    check_wishes(order)
    listening = listening_socket(wishes.host, wishes.port)
    if isinstance(listening, Problem):
        raise BuildFailed([listening])
    with listening:
        serve_on(listening, order, wishes, say, log, tell)


def end_for_sure(preview: SitePreview, say: Callable[[str], None]) -> None:
    """End this process soon, also where a thread never ends, as that which shows a template without end."""

    def end() -> None:
        time.sleep(SECONDS_TO_END)
        if not preview.keeper.is_stopping:
            preview.stop()
            say("the preview has ended")
        sys.stderr.flush()
        atexit._run_exitfuncs()  # noqa: SLF001  temporary files go
        os._exit(0)

    Thread(target=end, name="end", daemon=True).start()


def report_mistake(teller: Teller, fault: Exception) -> None:
    """Tell of a mistake of the program that has cost a browser its answer."""
    teller.tell_of(Report(failure="".join(traceback.format_exception(fault))))


def check_wishes(order: Order) -> None:
    """Refuse an address and a moment that no file can mend. Raises `BuildFailed`."""
    try:
        now_of(order, settings_of(order)[0])
    except BuildFailed as failure:
        if any(problem.location.path.startswith("--") for problem in failure.problems):
            raise


def missing_settings(file: Path) -> Problem:
    """Say that there is no site here."""
    hint = "go to the folder of your site, or begin one: `sitegen new site newsroom`"
    return error(f"there is no `{file.name}` here", Location(str(file)), hint)


def serve_on(
    listening: socket.socket,
    order: Order,
    wishes: ServeWishes,
    say: Callable[[str], None],
    log: Callable[[str], None],
    tell: Callable[[Sequence[Problem]], None],
) -> None:
    """Show a site on a socket until Ctrl-C."""
    hub = Hub()
    if not order.base_url:
        order = structs.replace(order, origin=address_of(name_for_others(wishes.host), wishes.port, ""))
    order = structs.replace(order, config_file=order.config_file.absolute())  # the folder may go, and come back
    teller = Teller(order.folder, log, tell)
    preview = SitePreview(order, teller.tell_of, hub.tell, editor=wishes.editor, follows=wishes.follows)
    watcher = Watcher(order.config_file, preview.change)
    sweep(present_moment())
    try:
        watcher.start()
        preview.start()
        from sitegen.serving.application import application_of  # noqa: PLC0415  while processes read the site
        from sitegen.serving.server import SiteServer  # noqa: PLC0415  as above

        application = application_of(
            preview, hub, names_of(wishes.host), partial(report_mistake, teller), adds=not wishes.plain
        )
        server = SiteServer(application, listening, hub, wishes.host, partial(end_for_sure, preview, say))
        say(f"the site is at {server.address.rstrip('/')}{base_path_of(order)} (Ctrl-C ends the preview)")
        if wishes.host not in LOOPBACK:
            there = address_of(name_for_others(wishes.host), server.port)
            say(f"other machines see it at {there}, with all that it shows of drafts")
        server.serve_forever()
    finally:
        watcher.stop()
        preview.stop()


def base_path_of(order: Order) -> str:
    """Give the path below which the site lies; that of the host where the settings cannot be read."""
    try:
        return base_of(settings_of(order)[0].base_url).path
    except BuildFailed:
        return "/"


def name_for_others(host: str) -> str:
    """Give the host in an address under which all see the preview who may."""
    return socket.gethostname() if host in EVERYWHERE else host


def names_of(host: str) -> frozenset[str]:
    """Give the names under which others ask for a preview that was opened to them."""
    if host in LOOPBACK:
        return frozenset()
    own = socket.gethostname().lower()
    return frozenset({own, f"{own}.local"} | ({host.lower()} if host not in EVERYWHERE else set()))


class Teller:
    """Says in one line what came of each change; problems only when they are others than before."""

    def __init__(self, folder: Path, log: Callable[[str], None], tell: Callable[[Sequence[Problem]], None]) -> None:
        self.folder = folder.absolute()
        self.log = log
        self.tell = tell
        self.lock = Lock()
        self.is_broken = False
        self.problems: tuple[Problem, ...] = ()

    def tell_of(self, report: Report) -> None:
        """Say what came of a change."""
        with self.lock, suppress(OSError):  # nobody may be reading any more
            if report.failure:
                self.log("this is a mistake in sitegen, please report it:")
                for line in report.failure.splitlines():
                    self.log(line)
                return
            was_broken, self.is_broken = self.is_broken, report.is_broken
            if report.problems != self.problems:
                self.problems = report.problems
                self.tell(report.problems)
            if line := line_of(report, self.folder, was_broken=was_broken):
                self.log(line)


def line_of(report: Report, folder: Path, *, was_broken: bool) -> str:
    """Say in one line what came of a change; nothing where nobody could notice any."""
    seconds = f"({report.seconds:.2f} s)"
    found = f"{summary_text(report.problems)}; " if report.problems else ""
    if report.is_broken:
        return f"{named(report.files, folder)}{found}see the browser {seconds}"
    if report.is_whole:
        return f"{found}{report.total:,} files{f' of {report.at}' if report.at else ''} {seconds}"
    if not report.files and not report.pages and not was_broken:
        return ""
    mended = "mended; " if was_broken else ""
    held = f"; the public does not see this article: it {report.held}" if report.held else ""
    return f"{named(report.files, folder)}{mended}{found}{counted(report.pages)}{held} {seconds}"


def counted(pages: Sequence[str]) -> str:
    """Say how many files were made anew, and which if it is one."""
    match len(pages):
        case 0:
            return "nothing looks different"
        case 1:
            return f"{pages[0]} anew"
        case many:
            return f"{many:,} files anew"


def named(files: Iterable[Path], folder: Path) -> str:
    """Name the files that have changed, or say how many there are."""
    inside = (file.relative_to(folder) if file.is_relative_to(folder) else file for file in files)
    names = [str(file) for file in inside if file != Path()]
    if not names:
        return ""
    return f"{', '.join(names) if len(names) <= FILES_NAMED else f'{len(names):,} files'}: "
