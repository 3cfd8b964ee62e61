"""Build a site once in this process, and tell in one line of JSON what it cost.

    python one_build.py CONFIG OUTPUT [JOBS]

`measure.py` starts it. `began` is the moment at which the process was started (`time.monotonic`), so that loading
Python and the program counts as a stage too.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path


def main(config_file: Path, output: Path, jobs: int | None) -> None:
    """Build, and print the seconds of each stage, the numbers of files and the most memory of one process."""
    from sitegen import pipeline  # noqa: PLC0415 (loading it is measured)

    marks = [("start", float(os.environ["BENCHMARK_BEGAN"]))]
    order = pipeline.Order(config_file=config_file, output=output, jobs=jobs)
    built = pipeline.build(order, on_stage=lambda stage: marks.append((stage, time.monotonic())))
    marks.append(("", time.monotonic()))
    stages: dict[str, float] = {}
    for (name, begin), (_, end) in pairwise(marks):
        if name:
            stages[name] = stages.get(name, 0.0) + end - begin
    told = {
        "stages": stages,
        "files": built.pages,
        "written": len(built.result.written),
        "problems": len(built.problems),
        "peak": most_memory(resource.RUSAGE_SELF),
        "peak_of_a_worker": most_memory(resource.RUSAGE_CHILDREN),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def most_memory(whose: int) -> int:
    """Give the most memory that a process had, in bytes; of workers, the largest one that has ended."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(whose).ru_maxrss * unit


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None)
