"""Builds in processes of their own: by a person who may not do everything, on a disk that is full, and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.built_sites import REPOSITORY
from tests.incremental.sample import NOW

__all__ = ["as_nobody", "kill_build", "run_as_nobody", "run_with_room_for"]

BUILD = f"""
from sitegen.cli import main
main(["build", "--at", "{NOW}", "--jobs", "1"])
"""

AS_NOBODY = f"""
import os
from pathlib import Path
from sitegen import cli, pipeline
pipeline.check(pipeline.Order(config_file=Path("config.yaml"), at="{NOW}", jobs=1))  # imports what is needed
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
"""

WITH_ROOM_FOR = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""


LATER = """
import time
now = time.time_ns
time.time_ns = lambda: now() + {hours} * 3600 * 10**9
from sitegen.cli import main
main()
"""


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build in a folder, after some preparation of the process."""
    return subprocess.run(
        [sys.executable, "-c", program + BUILD],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Let everybody reach a folder and write in it, but not in its folder of state."""
    for path in (folder.parent, folder, folder / "public", *(folder / "public").rglob("*")):
        path.chmod(0o777)
    yield


def run_as_nobody(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(AS_NOBODY, folder)


def run_with_room_for(size: int, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build where no file can be longer than a number of bytes, as on a disk that is full."""
    return run(WITH_ROOM_FOR.format(size=size), folder)


def kill_build(
    folder: Path, wait: Callable[[], None], jobs: int, number: signal.Signals = signal.SIGKILL, hours: int = 0
) -> bool:
    """Begin a build, some hours after the last edit, wait, and end it with all processes that it has begun.

    Tells whether it had not ended before.
    """
    with subprocess.Popen(
        [sys.executable, "-c", LATER.format(hours=hours), "build", "--at", NOW, "--jobs", str(jobs)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as build:
        wait()
        running = build.poll() is None
        if running:
            os.killpg(build.pid, number)
    return running
