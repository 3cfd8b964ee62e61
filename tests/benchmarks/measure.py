"""Measure the build of synthetic newsrooms and print a table in Markdown.

    python tests/benchmarks/measure.py [--sizes 1000,10000] [--engines python-markdown,commonmark] [--runs 3]

Each build is a fresh process. A run builds each site three times: into nothing, again without a change, and after
the body of one article was edited. Runs alternate between the engines; the table shows medians, and for the whole
time also the least and the most. Content and output are in memory (tmpfs) where the system has it, so that the
program is measured and not the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENGINES = ("python-markdown", "commonmark")
KINDS = ("fresh", "unchanged", "one edit")
SECONDS_BETWEEN_LOOKS = 0.02
MEGABYTE = 1_000_000


class Cost(NamedTuple):
    """What one build took: seconds, and bytes of memory at most."""

    seconds: float
    stages: dict[str, float]
    files: int
    written: int
    problems: int
    peak: int
    peak_of_all: int


class Row(NamedTuple):
    """The builds of one kind of one site."""

    size: int
    engine: str
    kind: str
    costs: list[Cost]


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of articles")
    parser.add_argument("--engines", default=",".join(ENGINES), help="Markdown engines")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, help="processes of a build; without it, the program decides")
    parser.add_argument("--languages", default="en", help="languages of the articles, the main one first")
    parser.add_argument("--folder", type=Path, help="where to work, instead of memory")
    wanted = parser.parse_args()
    rows: list[Row] = []
    for size in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="newsroom-", dir=wanted.folder or fastest_folder()) as folder:
            sites = sites_for(Path(folder), size, wanted.engines.split(","), tuple(wanted.languages.split(",")))
            rows += measured(sites, size, wanted.runs, wanted.jobs)
    sys.stdout.write(f"{machine()}\n\n{table_of(rows)}\n")


def fastest_folder() -> Path | None:
    """Give a folder in memory, or nothing for the usual place of temporary files."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of random name is made in it)
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def sites_for(folder: Path, size: int, engines: list[str], languages: tuple[str, ...]) -> dict[str, Path]:
    """Make the same newsroom for each engine, and give its folder by the engine's name."""
    corpus = [sys.executable, str(HERE / "corpus.py"), "--languages", ",".join(languages), str(size)]
    sites = {}
    for engine in engines:
        site = folder / engine
        shutil.copytree(HERE / "site", site)
        settings = (site / "config.yaml").read_text("utf-8").replace("engine: python-markdown", f"engine: {engine}")
        editions = "languages:\n" + "".join(f"  {language}: {{}}\n" for language in languages)
        (site / "config.yaml").write_text(settings + editions, "utf-8")
        subprocess.run([*corpus, str(site / "content")], check=True)
        sites[engine] = site
    return sites


def measured(sites: dict[str, Path], size: int, runs: int, jobs: int | None) -> list[Row]:
    """Build every site as often as wanted, in turns."""
    rows = {(engine, kind): Row(size, engine, kind, []) for engine in sites for kind in KINDS}
    for run in range(runs):
        for engine, site in sites.items():
            shutil.rmtree(site / ".sitegen", ignore_errors=True)
            shutil.rmtree(site / "public", ignore_errors=True)
            for kind in KINDS:
                if kind == "one edit":
                    edit_one_article(site / "content", run)
                cost = built(site, jobs)
                rows[engine, kind].costs.append(cost)
                sys.stderr.write(f"{size} articles, {engine}, {kind}: {cost.seconds:.2f} s\n")
    return list(rows.values())


def edit_one_article(content: Path, run: int) -> None:
    """Add a sentence to an article from the middle of the newsroom."""
    articles = sorted(content.rglob("*.md"))
    with articles[len(articles) // 2].open("a", encoding="utf-8") as file:
        file.write(f"\nAdded in run {run}.\n")


def built(site: Path, jobs: int | None) -> Cost:
    """Build a site in a process of its own."""
    command = [sys.executable, str(HERE / "one_build.py"), str(site / "config.yaml"), str(site / "public")]
    if jobs:
        command.append(str(jobs))
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BENCHMARK_BEGAN": str(began)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as program:
        watch = MemoryWatch(program.pid)
        watch.start()
        said, _ = program.communicate()
        seconds = time.monotonic() - began
        watch.join()
    if program.returncode:
        sys.exit(f"the build of {site} failed")
    told = json.loads(said)
    peak_of_all = max(watch.peak, told["peak"], told["peak_of_a_worker"])
    return Cost(seconds, told["stages"], told["files"], told["written"], told["problems"], told["peak"], peak_of_all)


class MemoryWatch(threading.Thread):
    """Looks again and again at the memory of a process and all that it started, until it ends.

    Memory that forked processes share is counted for each of them.
    """

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.peak = 0

    def run(self) -> None:
        """Keep the most that was seen."""
        while now := sum(map(resident, family_of(self.process))):
            self.peak = max(self.peak, now)
            time.sleep(SECONDS_BETWEEN_LOOKS)


def family_of(process: int) -> list[int]:
    """Give a process and all that it started, as Linux knows them."""
    parents = {int(file.parent.name): parent_in(text_of(file)) for file in Path("/proc").glob("[0-9]*/stat")}
    family = [process]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family


def parent_in(stat: str) -> int:
    """Give the parent's number from `/proc/…/stat` (proc(5)), where a name in brackets may hold anything."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def resident(process: int) -> int:
    """Give the resident memory of a process in bytes, 0 for one that has ended."""
    fields = text_of(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def text_of(file: Path) -> str:
    """Read a file of a process that may end at any moment."""
    try:
        return file.read_text("ascii")
    except OSError:
        return ""


def machine() -> str:
    """Say where this was measured."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def table_of(rows: list[Row]) -> str:
    """Give the table; its columns of stages are those that the builds named."""
    stages = list(dict.fromkeys(stage for row in rows for cost in row.costs for stage in cost.stages))
    head = ["articles", "engine", "build", "files", "written", "problems", "seconds", *stages, "MB", "MB with workers"]
    lines = [head, ["---:", "---", "---", *["---:"] * (len(head) - 3)]]
    lines += [cells_of(row, stages) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cells_of(row: Row, stages: list[str]) -> list[str]:
    """Give the medians of a row."""
    seconds = [cost.seconds for cost in row.costs]
    last = row.costs[-1]
    return [
        str(row.size),
        row.engine,
        row.kind,
        str(last.files),
        str(last.written),
        str(last.problems),
        f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})",
        *(f"{median(cost.stages.get(stage, 0.0) for cost in row.costs):.2f}" for stage in stages),
        f"{median(cost.peak for cost in row.costs) / MEGABYTE:.0f}",
        f"{median(cost.peak_of_all for cost in row.costs) / MEGABYTE:.0f}",
    ]


if __name__ == "__main__":
    main()
