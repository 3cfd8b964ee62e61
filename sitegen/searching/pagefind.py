"""Talking to Pagefind's program, which makes an index of the pages that it is told.

It is asked and answers in JSON, in base64, each message ended by a comma: the protocol of Pagefind's own packages for
Python and Node. Theirs for Python waits a tenth of a second for each page, and for ever for an index of more than 2 MB.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

import msgspec
from msgspec import Struct

from sitegen.processes import cancelled_with_all

__all__ = ["PagefindFailed", "PagefindStopped", "files_of_index", "installed_program", "is_installed", "version_of"]

PACKAGES = ("pagefind", "pagefind_bin_extended", "pagefind_bin")
LONGEST_READ = 1 << 20


class PagefindFailed(Exception):
    """Pagefind made no index; the text says why, after "Pagefind"."""


class PagefindStopped(PagefindFailed):
    """The machine stopped Pagefind, as it does when memory runs out."""


class IndexFile(Struct, frozen=True):
    """A file of the index; its path is relative to the index's folder."""

    path: str
    content: bytes


class Payload(Struct, frozen=True):
    """What an answer says: `Error` with a message, or what was done, with the files when they were asked for."""

    type: str
    message: str = ""
    files: tuple[IndexFile, ...] = ()


class Answer(Struct, frozen=True):
    """One answer."""

    payload: Payload


def is_installed() -> bool:
    """Tell whether Pagefind's package is there: the extra `search`."""
    return importlib.util.find_spec("pagefind") is not None


def installed_program() -> Path | None:
    """Give the program that comes with the package, or none where only the package is there."""
    try:
        program: Path | None = importlib.import_module("pagefind.service").get_executable()
    except (FileNotFoundError, ImportError):
        return None
    return program and program.absolute()


def version_of(program: Path) -> str:
    """Give what tells a program from another version of itself."""
    versions = [f"{name} {found}" for name in PACKAGES for found in installed_versions(name)]
    try:
        size = program.stat().st_size
    except OSError:
        size = 0
    return ", ".join([*versions, f"{size} bytes"])


def installed_versions(package: str) -> Iterator[str]:
    """Give the version of a package, if it is installed."""
    with suppress(importlib.metadata.PackageNotFoundError):
        yield importlib.metadata.version(package)


def files_of_index(program: Path, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files of the index of pages, which are HTML by address. Raises `PagefindFailed`.

    Pages are told in the order of their addresses, so that they have the same numbers in the index each time.
    """
    with TemporaryFile() as complaints, started(program, complaints) as process:
        teller = Thread(target=tell, args=(process.stdin, pages), daemon=True)
        teller.start()
        try:
            last = None
            for last in answers_in(process.stdout, len(pages) + 2):
                if last.payload.type == "Error":
                    raise PagefindFailed(f"says: {last.payload.message}")
            if last is None or last.payload.type != "GetFiles":
                raise death_of(process.wait(), complaints)
        finally:
            process.kill()
            teller.join()
    return {file.path.replace("\\", "/"): file.content for file in last.payload.files}


@contextmanager
def started(program: Path, complaints: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the program, and see to it that nothing of it stays. Raises `PagefindFailed`.

    It starts in its own folder, where there are no settings of Pagefind that it might read.
    """
    try:
        process = cancelled_with_all(
            subprocess.Popen(  # noqa: S603  a fixed program; what authors wrote goes to its input
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=program.parent,
            )
        )
    except OSError as fault:
        raise PagefindFailed(f"cannot be started: {fault.strerror or fault}") from None
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def tell(program: IO[bytes], pages: Mapping[str, bytes]) -> None:
    """Tell the program all pages, then ask for the files; stop when it listens no more."""
    with suppress(OSError):
        for number, message in enumerate(messages_for(pages)):
            asked = msgspec.json.encode({"message_id": number, "payload": message})
            program.write(b64encode(asked) + b",")
        program.flush()


def messages_for(pages: Mapping[str, bytes]) -> Iterator[dict[str, object]]:
    """Give what the program is told, in its order."""
    yield {"type": "NewIndex", "config": {}}
    for url, page in sorted(pages.items()):
        text = page.decode(errors="replace")
        yield {"type": "AddFile", "index_id": 0, "file_path": None, "url": url, "file_contents": text}
    yield {"type": "GetFiles", "index_id": 0}


def answers_in(stream: IO[bytes] | None, count: int) -> Iterator[Answer]:
    """Give the answers, fewer when the program dies before. Raises `PagefindFailed` for one that cannot be read."""
    decoder = msgspec.json.Decoder(Answer)
    begun: list[bytes] = []
    while stream and count and (read := os.read(stream.fileno(), LONGEST_READ)):
        first, *others = read.split(b",")
        begun.append(first)
        for other in others:
            try:
                yield decoder.decode(b64decode(b"".join(begun)))
            except ValueError as fault:
                raise PagefindFailed(f"gives an answer that cannot be read: {fault}") from None
            begun = [other]
            count -= 1


def death_of(status: int, complaints: IO[bytes]) -> PagefindFailed:
    """Say why the program ended before it answered."""
    if status < 0:
        return PagefindStopped(f"was stopped (signal {-status})")
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").split("\n")
    told = next((line.strip() for line in lines if line.strip()), f"status {status}")
    return PagefindFailed(f"ended before it was done: {told}")
