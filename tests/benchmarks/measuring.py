"""What one run of a program costs: seconds from its start to its end, and the memory of all its processes at most."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

__all__ = ["Cost", "Failed", "cost_of", "fastest_folder"]

SECONDS_BETWEEN_LOOKS = 0.25
PROCESSES = Path("/proc")


class Failed(Exception):
    """A program that did not do its work, with what it said."""


class Cost(Struct, frozen=True):
    """What one run took: seconds, and bytes of memory (0 where the system does not tell)."""

    seconds: float
    memory: int


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run a program in a process of its own. Raises `Failed` if it fails, or if it warns of anything."""
    watch = MemoryWatch()
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        watch.watch(program.pid)
        said = program.stderr.read() if program.stderr else ""
        program.wait()
        seconds = time.perf_counter() - began
    watch.join()
    if program.returncode or "warning" in said.lower():
        raise Failed(f"{' '.join(command)}\n{said}")
    return Cost(seconds, watch.peak)


def fastest_folder() -> Path | None:
    """Give a folder in memory, or nothing for the usual place of temporary files."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of random name is made in it)
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


class MemoryWatch(threading.Thread):
    """Looks again and again at the memory of a process and of all that it started, until it ends (Linux only).

    Of one process, it is all memory that is in use (resident); of several, each has its share of what they have in
    common (proportional set size).
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.known = set(processes())
        self.family: list[str] = []
        self.peak = 0

    def watch(self, process: int) -> None:
        """Begin."""
        self.family.append(str(process))
        self.known.add(str(process))
        self.start()

    def run(self) -> None:
        """Keep the most that was seen."""
        while text_of(PROCESSES / self.family[0] / "statm"):
            self.find_children()
            self.peak = max(self.peak, self.memory_now())
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def find_children(self) -> None:
        """Look at the processes that are new; those of others stay others'."""
        for process in processes():
            if process not in self.known:
                self.known.add(process)
                if parent_in(text_of(PROCESSES / process / "stat")) in self.family:
                    self.family.append(process)

    def memory_now(self) -> int:
        """Give the bytes that the family takes."""
        shares = [share_of(process) for process in self.family[1:]]
        return (share_of if any(shares) else resident)(self.family[0]) + sum(shares)


def processes() -> list[str]:
    """Give the numbers of all processes, the oldest first in general."""
    return [name for name in os.listdir(PROCESSES) if name.isdigit()] if PROCESSES.is_dir() else []  # noqa: PTH208


def parent_in(stat: str) -> str:
    """Give the parent's number from `/proc/…/stat` (proc(5)), where a name in brackets may hold anything."""
    fields = stat.rpartition(")")[2].split()
    return fields[1] if fields else ""


def resident(process: str) -> int:
    """Give the memory of a process in bytes, 0 for one that has ended."""
    fields = text_of(PROCESSES / process / "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def share_of(process: str) -> int:
    """Give a process's share of memory in bytes, 0 for one that has ended."""
    _, found, after = text_of(PROCESSES / process / "smaps_rollup").partition("\nPss:")
    return int(after.split()[0]) * 1024 if found else 0


def text_of(file: Path) -> str:
    """Read a file of a process that may end at any moment."""
    try:
        return file.read_text("ascii")
    except OSError:
        return ""
