from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.program import program_digest
from tests.built_sites import REPOSITORY

TELL = "from sitegen.program import program_digest; print(program_digest())"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program."""
    return shutil.copytree(
        REPOSITORY / "sitegen", tmp_path / "copy" / "sitegen", ignore=shutil.ignore_patterns("*.pyc")
    )


def digest_of(package: Path, **environment: str) -> str:
    """The digest that a program gives of itself, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=package.parent,
        env=os.environ | {"PYTHONPATH": str(package.parent)} | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_a_program_has_one_digest_in_every_process_and_place(copy: Path) -> None:
    assert program_digest() == program_digest()
    assert digest_of(copy) == program_digest()
    assert digest_of(copy, PYTHONHASHSEED="4242", TZ="Asia/Tokyo", LC_ALL="C") == program_digest()


@pytest.mark.parametrize("file", ["planning/plan.py", "cli.py", "__init__.py"])
def test_a_program_that_differs_in_one_file_has_another_digest(copy: Path, file: str) -> None:
    with (copy / file).open("a", encoding="utf-8") as stream:
        stream.write("# another program\n")
    assert digest_of(copy) != program_digest()


def test_a_program_with_a_file_more_or_of_another_name_has_another_digest(copy: Path) -> None:
    (copy / "more.py").write_text('"""More."""\n', encoding="utf-8")
    more = digest_of(copy)
    (copy / "more.py").rename(copy / "other.py")
    assert len({program_digest(), more, digest_of(copy)}) == 3


def test_files_that_are_no_code_do_not_count(copy: Path) -> None:
    (copy / "notes.txt").write_text("Notes.", encoding="utf-8")
    (copy / "__pycache__").mkdir(exist_ok=True)
    (copy / "__pycache__" / "x.cpython-311.pyc").write_bytes(b"x")
    assert digest_of(copy) == program_digest()


def test_another_version_of_a_library_gives_another_digest(copy: Path) -> None:
    info = copy.parent / "markdown-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: Markdown\nVersion: 0.1\n", encoding="utf-8")
    assert digest_of(copy) != program_digest()
