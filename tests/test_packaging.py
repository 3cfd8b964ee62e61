"""The wheel, installed into an empty environment, makes a site without the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

from tests.built_sites import REPOSITORY

EMPTY = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


def run(*words: str, folder: Path) -> str:
    done = subprocess.run(words, cwd=folder, env=EMPTY, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_installed_wheel_makes_a_site(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(REPOSITORY), folder=tmp_path)
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / "bin"
    run(str(programs / "python"), "-m", "pip", "install", "-q", str(wheel), folder=tmp_path)
    assert "demo" in run(str(programs / "sitegen"), "new", "site", "demo", folder=tmp_path)
    said = run(str(programs / "sitegen"), "build", "--strict", folder=tmp_path / "demo")
    assert said.count("warning: ") == 1
    assert "the package `pagefind` is not installed" in said
    assert (tmp_path / "demo/public/index.html").is_file()
    (tmp_path / "demo/config.yaml").write_text("title: Bulletin\ntheme: bulletin\n")
    run(str(programs / "sitegen"), "build", folder=tmp_path / "demo")
