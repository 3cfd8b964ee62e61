"""An hour of a newsroom whose preview runs: edits, drawn by chance, and what is served after them."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

from msgspec import Struct

from sitegen.beginning import settings_of
from sitegen.console import source_text, summary_text
from sitegen.frames import lines_by_path
from sitegen.serving.own_pages import problem_page
from tests.incremental.diaries import EDITS, Day, Diary, Drawn
from tests.incremental.edits_of_files import FILES
from tests.incremental.edits_of_settings import SETTINGS, THEMES
from tests.incremental.edits_of_texts import BODIES, FIELDS, Edit
from tests.incremental.faults import FAULTS
from tests.incremental.newsroom import Newsroom, Outcome, first_change, order_of
from tests.incremental.sample import PARENTS, sample
from tests.preview.edits_beside import BESIDE, SAVED, STATES
from tests.preview.serving_process import ServingProcess, serving

__all__ = ["ALL_EDITS", "TENTHS", "Figures", "drawn_hour", "failure_in"]

KINDS: Sequence[Mapping[str, Edit]] = (
    *(BODIES, BODIES, BODIES, SAVED, SAVED, FIELDS, FIELDS, FILES, FILES),
    *(SETTINGS, THEMES, BESIDE, STATES),
)
"""From these an edit is drawn: first its kind, then one of the kind."""

QUIET_KINDS: Sequence[Mapping[str, Edit]] = (*(BODIES,) * 4, *(SAVED,) * 2, FIELDS, THEMES, BESIDE)
"""The same for every second hour, in which hardly anything but texts is edited."""

ALL_EDITS: Mapping[str, Edit] = {**EDITS, **BESIDE, **SAVED, **STATES}
EDITS_AT_ONCE = (1, 1, 1, 2, 3, 6)
SHARE_OF_FAULTS = 1 / 5

SECONDS_TO_REST = 8.0
"""After so long a preview has shown every change, whatever else the machine does."""
SECONDS_TO_ANSWER = 20.0
"""For longer nobody waits for a page."""
SECONDS_BETWEEN_EDITS = (0, 0, 0.01, 0.05, 0.2)
TENTHS = 10
"""So often it is looked how much memory the preview has."""

PROBLEM = re.compile(r'<li class="problem.*?<h3>(?P<text>.*?)</h3>\s*<p class="place">(?P<place>.*?)</p>', re.DOTALL)
WAY_BEHIND = re.compile(rb'<p class="onward"><a href="/_sitegen/behind[^<]*</a></p>\n')
"""The way to the last good version, if there is one."""
TAG = re.compile(r"<[^>]*>")


class Figures(Struct, kw_only=True):
    """What an hour came to: `rests` are the seconds until all was served, `memory` the bytes of the process."""

    edits: int = 0
    comparisons: int = 0
    broken: int = 0
    asked: int = 0
    rests: list[float] = []
    memory: list[int] = []

    def __str__(self) -> str:
        sizes = ", ".join(f"{size / 1e6:.0f}" for size in self.memory)
        return (
            f"{self.edits} edits, {self.comparisons} comparisons, {self.broken} of them with problem pages, "
            f"{self.asked} answers meanwhile, at rest after {max(self.rests, default=0):.2f} s at most, {sizes} MB"
        )


def drawn_hour(seed: int, edits: int) -> Diary:
    """Draw an hour with so many edits by chance; its first day is before the preview begins."""
    random = Random(seed)  # noqa: S311  nothing here is secret
    is_quiet = bool(seed % 2)
    wishes = (("search",) if is_quiet else ()) + (("drafts",) if seed % 4 > 1 else ())
    days: list[Day] = [tuple(Drawn(name, 1) for name in (*wishes, "rewritten"))]
    while left := edits + len(days[0]) - sum(map(len, days)):
        kinds = random.choices(QUIET_KINDS if is_quiet else KINDS, k=min(left, random.choice(EDITS_AT_ONCE)))
        if random.random() < SHARE_OF_FAULTS:
            kinds[-1] = FAULTS
        days.append(tuple(Drawn(random.choice([*kind]), random.randrange(1000)) for kind in kinds))
    return Diary(PARENTS[is_quiet], tuple(days))


class Hour:
    """A newsroom, its preview, and every address that it has ever had; `shown_at` is the moment that is shown."""

    def __init__(self, newsroom: Newsroom, preview: ServingProcess) -> None:
        self.newsroom = newsroom
        self.preview = preview
        self.shown_at = newsroom.wishes["at"]
        self.former: set[str] = set()
        self.figures = Figures()

    def edit(self, drawn: Drawn) -> None:
        """Edit, and have the moment shown that is wished for."""
        ALL_EDITS[drawn.name](self.newsroom, Random(drawn.number))  # noqa: S311
        self.figures.edits += 1
        self.walk()

    def walk(self) -> None:
        """Go to the moment that is wished for, if the site lets us."""
        if (at := self.newsroom.wishes["at"]) != self.shown_at and self.preview.walk(at):
            self.shown_at = at

    def difference(self) -> str:
        """Wait until the preview serves what a clean build makes; say what it lacks if it never does."""
        clean, began = self.newsroom.clean_build(), time.monotonic()
        self.figures.comparisons += 1
        self.figures.broken += clean.failed
        while True:
            self.walk()
            told = self.wrong_problems(clean) if clean.failed else self.wrong_files(clean)
            seconds = time.monotonic() - began
            if not told or seconds > SECONDS_TO_REST:
                self.figures.rests.append(seconds)
                return told
            time.sleep(0.05)

    def wrong_files(self, clean: Outcome) -> str:
        """Say which files are not served as a build has made them, and what is served that no build makes."""
        order = order_of(self.newsroom.folder, "public", 1, self.newsroom.wishes)
        base_path = urlsplit(settings_of(order)[0].base_url).path
        files = {quote(f"{base_path}{path}"): data for path, data in clean.files.items()}
        self.former |= files.keys()
        for address, data in files.items():
            answer = self.preview.ask(address)
            if answer.status != 200:
                return f"{address}: {answer.status} {text_of(answer.body)}"
            if answer.body != data:
                return f"{address}: {first_change(answer.body, data)}"
        for address in (*(self.former - files.keys()), f"{base_path}unheard-of/"):
            answer = self.preview.ask(address)
            if answer.status != 404 or answer.body != clean.files["404.html"]:
                return f"{address}, which no build makes: {answer.status} {text_of(answer.body)}"
        return ""

    def wrong_problems(self, clean: Outcome) -> str:
        """Say in what the page of problems differs from what a build tells."""
        expected = problem_page(
            clean.problems,
            lines_by_path(source_text(self.newsroom.folder)),
            self.newsroom.folder,
            "vscode",
            summary=summary_text(clean.problems),
            behind="",
        )
        home = urlsplit(self.preview.ask("/").location).path or "/"
        answer = self.preview.ask(home)
        shown = WAY_BEHIND.sub(b"", answer.body)
        if answer.status == 500 and shown == expected:
            return ""
        there, wanted = problems_in(answer.body), problems_in(expected)
        return "\n".join(
            [
                f"the status is {answer.status}",
                *(f"not told: {told}" for told in wanted if told not in there),
                *(f"told by no build: {told}" for told in there if told not in wanted),
                first_change(shown, expected),
            ]
        )


def text_of(html: bytes) -> str:
    """The beginning of what a page says."""
    return " ".join(unescape(TAG.sub(" ", html.decode(errors="replace"))).split())[:300]


def problems_in(html: bytes) -> list[str]:
    """The problems that a page tells."""
    found = PROBLEM.finditer(html.decode())
    return [f"{text_of(each['place'].encode())}: {text_of(each['text'].encode())}" for each in found]


def failure_in(diary: Diary, folder: Path, comparisons: int) -> tuple[str, Figures]:
    """Live an hour, and tell the first difference between what is served and a clean build."""
    newsroom = Newsroom(sample(folder, diary.parent))
    first, *days = diary.days
    for drawn in first:
        ALL_EDITS[drawn.name](newsroom, Random(drawn.number))  # noqa: S311
    with serving(newsroom.folder, *options_of(newsroom)) as preview:
        if not newsroom.wishes.get("base_url"):
            newsroom.wishes["origin"] = preview.origin
        hour = Hour(newsroom, preview)
        with readers(hour) as wrong:
            told = next(failures_of(hour, days, comparisons), "")
        return "\n".join([*([told] if told else []), *wrong]), hour.figures


def options_of(newsroom: Newsroom) -> list[str]:
    """The wishes as they are written on the command line."""
    flags = [f"--{name}" for name in ("drafts", "strict") if newsroom.wishes.get(name)]
    address = newsroom.wishes.get("base_url")
    return ["--at", newsroom.wishes["at"], *flags, *(["--base-url", address] if address else [])]


def failures_of(hour: Hour, days: Sequence[Day], comparisons: int) -> Iterator[str]:
    """Edit day by day, and tell what is wrong after some of the days; what is broken is mended."""
    figures, newsroom = hour.figures, hour.newsroom
    total = sum(map(len, days))
    for number, day in enumerate(days):
        before, pauses = newsroom.memory(), Random(number)  # noqa: S311
        for drawn in day:
            hour.edit(drawn)
            time.sleep(pauses.choice(SECONDS_BETWEEN_EDITS))
        is_last = day is days[-1]
        is_time = is_last or figures.edits * comparisons // total > (figures.edits - len(day)) * comparisons // total
        if is_time and (told := hour.difference()):
            yield f"on day {number + 2}, after {'+'.join(map(str, day))}:\n{told}"
        if newsroom.clean_build().failed:
            newsroom.restore(before)
            if is_time and (told := hour.difference()):
                yield f"on day {number + 2}, after {'+'.join(map(str, day))} and its mending:\n{told}"
        if figures.edits * TENTHS >= (len(figures.memory) + 1) * total:
            figures.memory.append(hour.preview.resident())


@contextmanager
def readers(hour: Hour) -> Iterator[list[str]]:
    """Let somebody read pages all the time; gives those of them that are not answered, or by no page."""
    end, wrong = threading.Event(), list[str]()

    def read() -> None:
        random = Random(0)  # noqa: S311
        connection = HTTPConnection(urlsplit(hour.preview.origin).netloc, timeout=SECONDS_TO_ANSWER)
        while not end.wait(0.02):
            address = random.choice(["/", "/press/", "/fr/", "/feed.xml", "/nowhere/", *sorted(hour.former)])
            try:
                connection.request("GET", address)
                answer = connection.getresponse()
                data = answer.read()
            except (OSError, HTTPException) as fault:
                wrong.append(f"{address}: {fault!r}")
                connection.close()
                continue
            hour.figures.asked += 1
            if answer.status not in {200, 301, 302, 404, 500} or not data:
                wrong.append(f"{address}: {answer.status} {text_of(data)}")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield wrong
    finally:
        end.set()
        reader.join()
