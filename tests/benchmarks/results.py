"""What a comparison found: a value that is written as JSON and read for the report."""

from __future__ import annotations

import os
import platform
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from tests.benchmarks.corpus import SECTIONS

__all__ = [
    "COLD",
    "Build",
    "Counted",
    "Results",
    "count",
    "machine",
    "markdown_table",
    "medians_of",
    "table_of",
    "times",
]

COLD = "cold"
"""A build that knows nothing of former ones."""
MEGABYTE = 1_000_000


class Counted(Struct, frozen=True):
    """How many files of a kind there are, and their bytes together."""

    files: int
    bytes: int


class Build(Struct, frozen=True, kw_only=True):
    """One build: what was measured, what it cost, and what stood in the output afterwards, by kind."""

    articles: int
    program: str
    related: bool
    scenario: str
    seconds: float
    memory: int
    output: dict[str, Counted]

    @property
    def series(self) -> tuple[int, str, bool, str]:
        """What is the same for all rounds."""
        return (self.articles, self.program, self.related, self.scenario)

    @property
    def files(self) -> int:
        """All files of the output."""
        return sum(kind.files for kind in self.output.values())

    @property
    def bytes(self) -> int:
        """All bytes of the output."""
        return sum(kind.bytes for kind in self.output.values())


class Results(Struct, frozen=True, kw_only=True):
    """All builds of a comparison, and where and with what they were made."""

    day: str
    command: str
    machine: str
    output_on: str
    versions: dict[str, str]
    builds: tuple[Build, ...]


def medians_of(builds: Iterable[Build]) -> list[Build]:
    """Give one build in place of several rounds: the last one, with the median of seconds and of memory."""
    series: dict[object, list[Build]] = defaultdict(list)
    for build in builds:
        series[build.series].append(build)
    return [
        replace(
            rounds[-1],
            seconds=median(build.seconds for build in rounds),
            memory=int(median(build.memory for build in rounds)),
        )
        for rounds in series.values()
    ]


def times(value: float, other: float) -> str:
    """Say how many times as much one value is as another; nothing where there is no other."""
    return f"{value / other:.2f} ×" if other else ""


def table_of(results: Results) -> str:
    """Give the medians of all builds as a table in Markdown, beside the cold build of Hugo."""
    builds = medians_of(results.builds)
    hugo = {(build.articles, build.related): build for build in builds if build.program == "Hugo"}
    head = ("articles", "related", "program", "build", "seconds", "to Hugo", "MB", "to Hugo", "files", "MB of output")
    rows = []
    for build in builds:
        other = hugo.get((build.articles, build.related))
        rows.append(
            (
                str(build.articles),
                "yes" if build.related else "no",
                build.program,
                build.scenario,
                f"{build.seconds:.2f}",
                times(build.seconds, other.seconds if other else 0),
                f"{build.memory / MEGABYTE:.0f}",
                times(build.memory, other.memory if other else 0),
                str(build.files),
                f"{build.bytes / MEGABYTE:.1f}",
            )
        )
    return markdown_table(head, "rlllrrrrrr", rows)


def markdown_table(head: Sequence[str], sides: str, rows: Iterable[Sequence[str]]) -> str:
    """Write a table; `sides` tells for each column whether it stands left (`l`) or right (`r`)."""
    lines = [head, [{"l": "---", "r": "---:"}[side] for side in sides], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def count(output: Path) -> dict[str, Counted]:
    """Count the files of a finished site."""
    kinds: dict[str, list[int]] = {}
    for folder, _, names in os.walk(output):
        below = Path(folder).relative_to(output).parts
        for name in names:
            kinds.setdefault(kind_of(below, name), []).append((Path(folder) / name).stat().st_size)
    return {kind: Counted(len(sizes), sum(sizes)) for kind, sizes in sorted(kinds.items())}


def kind_of(folder: tuple[str, ...], name: str) -> str:
    """Tell what a file is, from its address: that of an article is of its section and its year."""
    if "feed" in name and name.endswith(".xml"):
        return "feeds"
    if name != "index.html":
        return "others"
    is_article = len(folder) > 2 and folder[0] in SECTIONS and folder[1].isdigit()
    return "articles" if is_article else "lists"


def machine() -> str:
    """Say where this was measured."""
    return (
        f"{os.cpu_count()} processors ({processor()}), {memory()} of memory, {platform.system()} {platform.machine()}"
    )


def processor() -> str:
    """Name the processor as Linux does, else as Python does."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text("utf-8").splitlines() if cpus.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory() -> str:
    """Give the memory of the machine."""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1024**3:.0f} GiB"
