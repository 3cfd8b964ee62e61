"""Measure what bounds a build from nothing: the seconds of each stage, and the floor below them.

    python tests/benchmarks/stages.py --articles 10000 --rounds 3 --results stages.json
    python tests/benchmarks/report.py results.json --stages stages.json

The floor is what no program can do without: two processes read the articles and write files of the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct

from sitegen.pipeline import Order, build
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.measuring import fastest_folder
from tests.benchmarks.programs import ENGINES, sitegen_with

__all__ = ["FLOOR", "Stages"]

FLOOR = "floor"


class Stages(Struct, frozen=True, kw_only=True):
    """Medians of seconds by engine and stage, and the floor."""

    articles: int
    seconds: dict[str, dict[str, float]]
    floor: float


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--results", type=Path, default=Path("stages.json"))
    wanted = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    with tempfile.TemporaryDirectory(dir=fastest_folder()) as name:
        folder = Path(name)
        write_corpus(folder / "articles", wanted.articles)
        for engine in ENGINES:
            sitegen_with(engine).prepare(folder / "articles", folder / engine, False)  # noqa: FBT003  its third fact
        rounds = [
            {engine: stages_of(folder / engine) for engine in ENGINES} | {FLOOR: {FLOOR: floor_of(folder / ENGINES[0])}}
            for _ in range(wanted.rounds)
        ]
    medians = {
        name: {stage: median(measured[name][stage] for measured in rounds) for stage in rounds[0][name]}
        for name in rounds[0]
    }
    floor = medians.pop(FLOOR)[FLOOR]
    wanted.results.write_bytes(msgspec.json.encode(Stages(articles=wanted.articles, seconds=medians, floor=floor)))


def stages_of(site: Path) -> dict[str, float]:
    """Build from nothing and give the seconds of each stage."""
    for name in (".sitegen", "public"):
        shutil.rmtree(site / name, ignore_errors=True)
    began: list[tuple[str, float]] = []
    build(Order(config_file=site / "config.yaml"), lambda stage: began.append((stage, time.perf_counter())))
    return {stage: end - start for (stage, start), (_, end) in pairwise(began)}


def floor_of(site: Path) -> float:
    """Read the articles and write the files of a finished site, in two processes."""
    copy = site.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    files = [(path, copy / path.relative_to(site / "public")) for path in files_in(site / "public")]
    articles = [(path, None) for path in files_in(site / "content")]
    work = [*files, *articles]
    contents = {path: path.read_bytes() for path, _ in files}
    parts = [[(path, place, contents.get(path, b"")) for path, place in work[number::2]] for number in range(2)]
    with ProcessPoolExecutor(2) as executor:
        list(executor.map(len, parts))
        start = time.perf_counter()
        list(executor.map(read_and_write, parts))
        return time.perf_counter() - start


def files_in(folder: Path) -> Iterator[Path]:
    """Give all files below a folder."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def read_and_write(part: list[tuple[Path, Path | None, bytes]]) -> None:
    """Read articles, and write files."""
    for path, place, data in part:
        if place is None:
            path.read_bytes()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


if __name__ == "__main__":
    main()
