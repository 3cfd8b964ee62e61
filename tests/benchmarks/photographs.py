"""Measure how fast photographs are developed, and how much memory the largest take; prints a table in Markdown.

    python tests/benchmarks/photographs.py [--photographs 24] [--processes 2] [--runs 3]

The photographs have 12 to 24 megapixels, with the noise of a sensor; each is developed in the usual widths, formats and
crops. Files are kept in memory (tmpfs) where the system has it. Each of the huge pictures, which have 200 megapixels,
is developed in a process of its own, whose memory the system tells (Linux only).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyvips

from sitegen.imaging.developing import developed, developer
from sitegen.imaging.inspecting import photograph_in
from sitegen.imaging.renditions import renditions_of

WIDTHS, THUMBNAILS = (480, 800, 1200, 1600), (160, 320, 480)
SIZES = ((4240, 2832), (5184, 3456), (4000, 6000), (6000, 4000))
"""12, 18, 24 upright and 24 megapixels, one after another."""
HUGE = (20_000, 10_000)
SENSOR_NOISE = 6
MEGABYTE = 1_000_000
PEAK = "VmHWM:"
"""The line of Linux that tells the most memory that a process had."""


class Run(NamedTuple):
    """How long it took to develop all photographs, how many files they became, and their bytes."""

    seconds: float
    files: int
    size: int


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photographs", type=int, default=24)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work, instead of memory")
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.peak_of:
        develop(wanted.peak_of)
        sys.stdout.write(f"{peak_of_this_process()}\n")
        return
    with tempfile.TemporaryDirectory(prefix="photographs-", dir=wanted.folder or fastest_folder()) as folder:
        photographs = [draw_photograph(Path(folder), number) for number in range(wanted.photographs)]
        runs = [develop_all(photographs, wanted.processes) for _ in range(wanted.runs)]
        sys.stdout.write(
            f"{developer()}; {platform.machine()}, {os.cpu_count()} cores, {wanted.processes} processes\n\n"
        )
        sys.stdout.write(f"{speed_table(photographs, runs)}\n\n")
        sys.stdout.write(f"{peak_table(Path(folder))}\n")


def fastest_folder() -> Path | None:
    """Give a folder in memory, or nothing for the usual place of temporary files."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of random name is made in it)
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def draw_photograph(folder: Path, number: int) -> Path:
    """Draw something with coarse and fine detail, a slope of light and the noise of a sensor."""
    width, height = SIZES[number % len(SIZES)]
    path = folder / f"photograph-{number:03d}.jpg"
    scene(width, height, number).write_to_file(str(path), Q=92)
    return path


def scene(width: int, height: int, seed: int) -> pyvips.Image:
    """Give a picture in which edges, surfaces and texture take about the room that they take in photographs."""
    bands = []
    for band in range(3):
        coarse = pyvips.Image.perlin(width, height, cell_size=512, seed=seed * 3 + band) * 60
        fine = pyvips.Image.worley(width, height, cell_size=128, seed=seed) * (0.5 + band / 8)
        noise = pyvips.Image.gaussnoise(width, height, sigma=SENSOR_NOISE, mean=90, seed=seed + band)
        bands.append(coarse + fine + noise)
    return bands[0].bandjoin(bands[1:]).cast("uchar").copy(interpretation="srgb")


def develop(path: Path) -> tuple[int, int]:
    """Develop one photograph as a build does; give how many files it became, and their bytes."""
    made = renditions_of(photograph_in(path), WIDTHS, THUMBNAILS)
    files = developed(path, [*made.whole, *made.thumbnails, *made.crops])
    return len(files), sum(map(len, files.values()))


def develop_all(photographs: list[Path], processes: int) -> Run:
    """Develop all photographs in several processes, which begin before the clock does."""
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(develop, photographs[:processes]))
        start = time.perf_counter()
        found = list(pool.map(develop, photographs))
        seconds = time.perf_counter() - start
    return Run(seconds, sum(files for files, _ in found), sum(size for _, size in found))


def speed_table(photographs: list[Path], runs: list[Run]) -> str:
    """Give the medians as a table."""
    seconds = median(run.seconds for run in runs)
    count, files, size = len(photographs), runs[0].files, runs[0].size / MEGABYTE
    return "\n".join(
        [
            "| photographs | files | MB of files | seconds | photographs/s | files/s |",
            "| ---: | ---: | ---: | ---: | ---: | ---: |",
            f"| {count} | {files} | {size:.1f} | {seconds:.1f} | {count / seconds:.2f} | {files / seconds:.1f} |",
        ]
    )


def peak_table(folder: Path) -> str:
    """Give the memory that one process takes for pictures of 200 megapixels."""
    width, height = HUGE
    rows = ["| 200 megapixels | MB of file | seconds | MB of memory at most |", "| --- | ---: | ---: | ---: |"]
    for name, settings in (("baseline.jpg", {"Q": 90}), ("photograph.png", {"compression": 1})):
        path = folder / name
        scene(width // 4, height // 4, seed=1).resize(4, kernel="nearest").write_to_file(str(path), **settings)
        start = time.perf_counter()
        command = [sys.executable, __file__, "--peak-of", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds = time.perf_counter() - start
        size = path.stat().st_size
        rows.append(f"| {name} | {size / MEGABYTE:.0f} | {seconds:.1f} | {int(done.stdout) / MEGABYTE:.0f} |")
        path.unlink()
    return "\n".join(rows)


def peak_of_this_process() -> int:
    """Give the most bytes of memory that this process had; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return int(status.read_text(encoding="utf-8").split(PEAK)[1].split()[0]) * 1024


if __name__ == "__main__":
    main()
