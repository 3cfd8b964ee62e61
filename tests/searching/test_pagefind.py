"""Programs that are not Pagefind, or not well: what becomes of each is said in words."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from sitegen.searching.pagefind import PagefindFailed, PagefindStopped, files_of_index, installed_program, version_of

PAGES = {"/a/": b"<html lang='en'><body data-pagefind-body>Text</body></html>"}
MANY = {f"/{number}/": b"x" * 10_000 for number in range(200)}


def a_program(folder: Path, *commands: str) -> Path:
    """A program of shell commands."""
    program = folder / "pagefind"
    program.write_text("\n".join(["#!/bin/sh", *commands, ""]), encoding="utf-8")
    program.chmod(0o755)
    return program


def answering(folder: Path, *answers: str) -> Path:
    """A program that gives these answers and hears nothing."""
    texts = "".join(b64encode(answer.encode()).decode() + "," for answer in answers)
    return a_program(folder, f"printf '%s' '{texts}'", "exec sleep 20")


def test_the_files_are_those_of_the_last_answer(tmp_path: Path) -> None:
    done = '{"payload":{"type":"IndexedFile"}}'
    files = '{"payload":{"type":"GetFiles","files":[{"path":"index\\\\en_1.pf_index","content":"d29yZHM="}]}}'
    assert files_of_index(answering(tmp_path, done, done, files), PAGES) == {"index/en_1.pf_index": b"words"}


def test_a_program_that_is_not_there_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(PagefindFailed, match="cannot be started: No such file"):
        files_of_index(tmp_path / "pagefind", PAGES)


def test_a_program_for_another_machine_cannot_be_started(tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)
    with pytest.raises(PagefindFailed, match="cannot be started: Exec format error"):
        files_of_index(program, PAGES)


@pytest.mark.parametrize("pages", [PAGES, MANY], ids=["few", "more than a pipe holds"])
def test_what_a_program_complains_of_before_it_ends_is_told(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with pytest.raises(PagefindFailed, match="ended before it was done: thread 'main' panicked"):
        files_of_index(a_program(tmp_path, "echo >&2", "echo \"thread 'main' panicked\" >&2", "exit 101"), pages)


def test_a_program_that_ends_without_a_word_is_told_by_its_status(tmp_path: Path) -> None:
    with pytest.raises(PagefindFailed, match="ended before it was done: status 3"):
        files_of_index(a_program(tmp_path, "exit 3"), PAGES)


def test_a_program_that_the_machine_stops_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(PagefindStopped, match=r"was stopped \(signal 9\)"):
        files_of_index(a_program(tmp_path, "kill -9 $$"), MANY)


def test_an_error_of_the_program_is_told(tmp_path: Path) -> None:
    fault = '{"payload":{"type":"Error","message":"Invalid config supplied"}}'
    with pytest.raises(PagefindFailed, match="says: Invalid config supplied"):
        files_of_index(answering(tmp_path, fault), MANY)


@pytest.mark.parametrize("answer", ["no JSON", "[]", '{"payload":{"type":7}}'])
def test_an_answer_that_cannot_be_read_is_told(tmp_path: Path, answer: str) -> None:
    with pytest.raises(PagefindFailed, match="gives an answer that cannot be read"):
        files_of_index(answering(tmp_path, answer), PAGES)


def test_another_program_has_another_version(tmp_path: Path) -> None:
    program = installed_program()
    assert program
    assert version_of(program) == version_of(program)
    assert version_of(program) != version_of(a_program(tmp_path, "exit"))
    assert version_of(tmp_path / "gone") != version_of(tmp_path / "pagefind")
