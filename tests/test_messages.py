r"""What a person is told about broken sites, word for word.

Each file in `messages/` is a site with one fault (its name says which) and what `sitegen check` tells of it. A part
`-- content/news/launch.md --` is a file, up to the next part; without a `config.yaml`, the site has a title alone.
Lines before the first part are directions:

- `escapes`: `\xNN` stands for a byte, in names and contents,
- `without config.yaml`: there is none,
- `build`: the command is `build`.

`pytest tests/test_messages.py --accept` writes the messages anew; read them as a press officer would.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import Struct

from sitegen.cli import main

MESSAGES = Path(__file__).parent / "messages"
STORIES = sorted(MESSAGES.glob("*.txt"))
PART = re.compile(r"^-- (.+) --\n", re.MULTILINE)
ESCAPE = re.compile(r"\\x([0-9a-f]{2})")
EXPECTED = "-- messages --\n"
ON_ANY_MACHINE = {"NO_COLOR": "1", "COLUMNS": "100"}


class Story(Struct, frozen=True):
    """A broken site: directions, its files by path, and what is told of it."""

    directions: list[str]
    files: dict[str, str]
    expected: str

    @property
    def command(self) -> list[str]:
        return ["build" if "build" in self.directions else "check", "--at", "2026-01-01", "--jobs", "1"]

    def bytes_of(self, text: str) -> bytes:
        if "escapes" not in self.directions:
            return text.encode()
        one_for_each = ESCAPE.sub(lambda found: chr(0xDC00 + int(found[1], 16)), text)
        return b"".join(
            bytes([ord(character) - 0xDC00]) if "\udc00" <= character <= "\udcff" else character.encode()
            for character in one_for_each
        )

    def write(self, site: Path) -> None:
        files = self.files
        if "config.yaml" not in files and "without config.yaml" not in self.directions:
            files = {"config.yaml": "title: Newsroom\n"} | files
        for path, text in files.items():
            file = site / os.fsdecode(self.bytes_of(path))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.bytes_of(text))


def story_in(file: Path) -> Story:
    text, _, expected = file.read_bytes().decode().partition(EXPECTED)
    directions, *parts = PART.split(text)
    return Story(directions.splitlines(), dict(zip(parts[::2], parts[1::2], strict=True)), expected)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_a_broken_site_is_told_word_for_word(file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    story = story_in(file)
    story.write(tmp_path)
    command, *options = story.command
    arguments = [command, "--config", str(tmp_path / "config.yaml"), *options]
    result = CliRunner(env=ON_ANY_MACHINE).invoke(main, arguments, catch_exceptions=False)
    assert result.stdout == ""
    if request.config.getoption("--accept"):
        before, _, _ = file.read_bytes().partition(EXPECTED.encode())
        file.write_bytes(before + EXPECTED.encode() + result.stderr.encode())
        return
    assert result.stderr == story.expected
    assert result.exit_code == (1 if "error: " in story.expected else 0)


def test_the_command_line_tells_the_same_in_a_process_of_its_own(tmp_path: Path) -> None:
    story = story_in(MESSAGES / "several-in-config-content-and-theme.txt")
    story.write(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", *story.command],
        cwd=tmp_path,
        env=os.environ | ON_ANY_MACHINE | {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", story.expected)


def test_nothing_is_written_by_a_check(tmp_path: Path) -> None:
    story = story_in(MESSAGES / "link-to-a-missing-text.txt")
    story.write(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    CliRunner().invoke(main, ["check", "--config", str(tmp_path / "config.yaml")])
    assert sorted(tmp_path.rglob("*")) == before


def test_there_are_enough_stories_and_each_says_something() -> None:
    assert len(STORIES) >= 60
    assert [file.name for file in STORIES if not story_in(file).expected.strip()] == []
