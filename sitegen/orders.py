"""What a person asks of a build, what comes of it, and what builds of one site leave for the next."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field, structs

from sitegen.config import Config
from sitegen.memo import Memo
from sitegen.problems import BuildFailed, Location, Problem, Severity, error, sorted_by_place
from sitegen.reading.config_file import ConfigFile
from sitegen.reading.source_files import Sources
from sitegen.reading.stamps import Stamps
from sitegen.records import Records
from sitegen.writing.output_folder import BuildResult

__all__ = ["STATE", "Begun", "Built", "Order", "State", "judged", "output_of", "state_of"]

STATE = ".sitegen"
REMEMBERED = "remembered"
"""Folders of a site: what builds note for the next one, and in it what costs only time when it is lost."""

SECONDS_OF_A_DAY = 86_400


class Order(Struct, frozen=True, kw_only=True):
    """What a person asks of a build; `output` and `base_url` replace the settings, `at` the present moment.

    `origin` replaces only the scheme and host of the site's address: `http://127.0.0.1:8000`.
    """

    config_file: Path
    output: Path | None = None
    base_url: str = ""
    origin: str = ""
    drafts: bool = False
    at: str = ""
    fresh: bool = False
    jobs: int | None = None
    strict: bool = False

    @property
    def folder(self) -> Path:
        """The folder of the site."""
        return self.config_file.parent


class State(Struct, frozen=True, kw_only=True):
    """What builds of a site leave for the next one: files that take long, small pieces, and the stamps of sources."""

    folder: Path
    memo: Memo
    records: Records
    stamps: Stamps

    def is_tidy(self) -> bool:
        """Tell whether a build of today has tidied up; from now on one has."""
        note, today = self.folder / "tidied", str(self.records.day)
        with suppress(OSError):
            if note.is_file() and note.read_text(encoding="ascii", errors="replace") == today:
                return True
            note.write_text(today, encoding="ascii")
        return False


class Begun(Struct, frozen=True, kw_only=True):
    """What is known of a build before any article is read: its settings, its moment, and which files there are.

    `ground` is the digest of settings and themes as they were then.
    """

    order: Order
    config: Config
    file: ConfigFile
    now: datetime
    sources: Sources
    state: State
    problems: tuple[Problem, ...]
    ground: str


class Built(Struct, frozen=True, kw_only=True):
    """A finished site: where it is, what was done, and what its editors should know.

    `reasons` say of each file that was made anew why, be its bytes others or not.
    """

    output: Path
    pages: int
    result: BuildResult
    problems: tuple[Problem, ...]
    reasons: dict[str, str] = field(default_factory=dict)


def output_of(order: Order, config: Config) -> Path:
    """Give the folder for the finished site. Raises `BuildFailed` for one among the site's sources."""
    output = order.output or order.folder / config.output
    for name in ("content", "themes"):
        if Path(os.path.realpath(output)).is_relative_to(os.path.realpath(order.folder / name)):
            message = f"the output must not be in `{name}`, which holds other things"
            raise BuildFailed([error(message, Location(output.name), "choose another folder, as `public`")])
    return output


def state_of(order: Order, *, writes: bool = True) -> State:
    """Give what builds of this site remember; a fresh one makes all anew and remembers that."""
    folder = order.folder / STATE
    return State(
        folder=folder,
        memo=Memo(folder / REMEMBERED, recalls=not order.fresh),
        records=Records(folder / REMEMBERED, day=int(time.time() // SECONDS_OF_A_DAY), writes=writes),
        stamps=Stamps(folder / "stamps.json", recalls=not order.fresh),
    )


def judged(problems: Iterable[Problem], order: Order) -> tuple[Problem, ...]:
    """Sort problems by place; under `--strict` each is an error."""
    found = sorted_by_place(problems)
    return tuple(structs.replace(problem, severity=Severity.ERROR) for problem in found) if order.strict else found
