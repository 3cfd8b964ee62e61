"""Diaries of a newsroom: on each day some edits, drawn by chance, and then a build that must equal a clean one."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec import Struct

from tests.incremental.edits_of_files import FILES
from tests.incremental.edits_of_outputs import OUTPUTS, STATES
from tests.incremental.edits_of_settings import ORDERS, SETTINGS, THEMES
from tests.incremental.edits_of_texts import BODIES, FIELDS, Edit
from tests.incremental.faults import FAULTS
from tests.incremental.newsroom import IN_MEMORY, Newsroom, Outcome, difference
from tests.incremental.sample import PARENTS, sample

__all__ = ["EDITS", "Diary", "diary_of", "drawn_diary", "failure_of", "shrunk"]

KINDS: Sequence[Mapping[str, Edit]] = (
    *(BODIES, BODIES, FIELDS, FIELDS, FILES, FILES),
    *(SETTINGS, THEMES, ORDERS, OUTPUTS, STATES),
)
"""From these an edit is drawn: first its kind, then one of the kind."""

QUIET_KINDS: Sequence[Mapping[str, Edit]] = (*(BODIES,) * 8, FIELDS, OUTPUTS)
"""The same for every second diary, in which hardly anything but texts is edited, as on most days of a newsroom."""

EDITS: Mapping[str, Edit] = {name: edit for kind in (*KINDS, FAULTS) for name, edit in kind.items()}
EDITS_OF_A_DAY = (1, 1, 1, 2, 3, 4)
SHARE_OF_FAULTS = 1 / 6
WITH_BUILT_IN_THEME = 5
"""One diary of so many has the built-in theme, with which builds take longer."""

AT_ONCE = 4
"""On one day of so many the build begins at the moment of the edits."""

DAYS_WITH_TWO_JOBS = 3
"""One day of so many is built by several processes, which take long to start."""


class Drawn(Struct, frozen=True):
    """An edit by its name, and the number that decides its details."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name}:{self.number}"


Day = tuple[Drawn, ...]


class Diary(Struct, frozen=True):
    """The theme that the newsroom's own one extends, and the edits of each day: `plain word:17+title:4 clock:9`."""

    parent: str
    days: tuple[Day, ...]

    def __str__(self) -> str:
        return " ".join((self.parent, *("+".join(map(str, day)) for day in self.days)))


def diary_of(text: str) -> Diary:
    """Read a diary as it is written in a message."""
    parent, *days = text.split()
    return Diary(parent, tuple(tuple(drawn(*edit.split(":")) for edit in day.split("+")) for day in days))


def drawn(name: str, number: str) -> Drawn:
    return Drawn(name, int(number))


def drawn_diary(seed: int, edits: int) -> Diary:
    """Draw a diary with so many edits by chance."""
    random = Random(seed)  # noqa: S311  nothing here is secret
    parent = PARENTS[seed % WITH_BUILT_IN_THEME == WITH_BUILT_IN_THEME - 1]
    usual = QUIET_KINDS if seed % 2 else KINDS
    days: list[Day] = []
    while left := edits - sum(map(len, days)):
        kinds = random.choices(usual, k=min(left, random.choice(EDITS_OF_A_DAY)))
        if random.random() < SHARE_OF_FAULTS:
            kinds[-1] = FAULTS
        days.append(tuple(Drawn(random.choice([*kind]), random.randrange(1000)) for kind in kinds))
    return Diary(parent, tuple(days))


def failure_of(diary: Diary, folder: Path) -> str:
    """Carry out what a diary says, and tell the first difference between a build and a clean one."""
    newsroom = Newsroom(sample(folder, diary.parent))
    newsroom.build()
    for number, day in enumerate(diary.days):
        try:
            build = newsroom.build if (number + 1) % AT_ONCE else newsroom.build_at_once
            told = failure_of_day(newsroom, day, partial(build, 1 if (number + 1) % DAYS_WITH_TWO_JOBS else 2))
        except Exception:  # noqa: BLE001  whatever a build raises is what it must not do
            told = traceback.format_exc()
        if told:
            return f"on day {number + 1}, after {'+'.join(map(str, day))}:\n{told}"
    return ""


def failure_of_day(newsroom: Newsroom, day: Day, build: Callable[[], Outcome]) -> str:
    """Edit, build twice and compare; if the site is broken, take the last edit back, and then all of the day."""
    first = last = newsroom.memory()
    for edit in day:
        last = newsroom.memory()
        EDITS[edit.name](newsroom, Random(edit.number))  # noqa: S311
    for mended in (newsroom.memory(), last, first):
        newsroom.restore(mended)
        before = newsroom.files()
        clean = newsroom.clean_build()
        built = build()
        if not clean.failed and is_refused(built):
            shutil.rmtree(newsroom.path(newsroom.output))
            built = build()
        if told := difference(built, clean, before):
            return told
        if not clean.failed:
            break
    return ""


def is_refused(built: Outcome) -> bool:
    """Tell whether a build would not touch an output of which nothing says any more who made it."""
    return built.failed and any("sitegen did not write" in told.message for told in built.problems)


def shrunk(diary: Diary, attempts: int = 60) -> Diary:
    """Leave out edits as long as those that are left still make a difference."""
    left = attempts
    candidates = shorter_diaries(diary)
    while left and (shorter := next(candidates, None)):
        left -= 1
        if fails(shorter):
            diary, candidates = shorter, shorter_diaries(shorter)
    return diary


def fails(diary: Diary) -> bool:
    with TemporaryDirectory(dir=IN_MEMORY) as place:
        return bool(failure_of(diary, Path(place) / "site"))


def shorter_diaries(diary: Diary) -> Iterator[Diary]:
    """Give the diaries with a day less, the last ones left out first, then those with an edit less on a day."""
    days = diary.days
    for number in reversed(range(len(days))):
        yield Diary(diary.parent, days[:number] + days[number + 1 :])
    for number, day in enumerate(days):
        for place in range(len(day) if len(day) > 1 else 0):
            yield Diary(diary.parent, (*days[:number], day[:place] + day[place + 1 :], *days[number + 1 :]))
