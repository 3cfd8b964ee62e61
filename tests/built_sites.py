"""Real builds of real folders, for the tests that look at a finished site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sitegen import pipeline

REPOSITORY = Path(__file__).parent.parent
NOW = "2026-11-24T08:00:00Z"
"""The moment at which tests build the site of this repository."""


def files_in(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every file below a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def own_site(folder: Path, *, remembering: bool = True) -> Path:
    """A copy of the site of this repository; it shares what builds remember, so that its pictures are made once."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    shutil.copy(REPOSITORY / "config.yaml", folder)
    if remembering:
        remembered = REPOSITORY / ".sitegen" / "remembered"
        remembered.mkdir(parents=True, exist_ok=True)
        (folder / ".sitegen").mkdir()
        (folder / ".sitegen" / "remembered").symlink_to(remembered)
    return folder


def built(site: Path, at: str = NOW, *, drafts: bool = False, strict: bool = True) -> dict[str, bytes]:
    """Build a site in this process, into a new folder, and give its files."""
    output = site.parent / f"{site.name}-output-{len(list(site.parent.iterdir()))}"
    order = pipeline.Order(config_file=site / "config.yaml", output=output, at=at, drafts=drafts, strict=strict, jobs=1)
    pipeline.build(order)
    return files_in(output)


def run_sitegen(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
