"""The output folder: changed whole or not at all.

New files are first written to a folder beside the output, on the same file system; only when all are there are
they moved to their places, which needs no room. A full disk or a killed process before that leaves the output
as it was; after it, the manifest names both the old and the new files, so that the next build finishes the
work.
"""

from __future__ import annotations

import operator
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.site_path import SitePath
from sitegen.writing.lock import locked
from sitegen.writing.manifest import Manifest, load_manifest, save_manifest
from sitegen.writing.obstacles import folders_of, identities, is_behind_link, obstacle_problems

__all__ = ["BuildResult", "Rendered", "write_site"]


BLOCK = 1 << 20


class Rendered(Struct, frozen=True, gc=False):
    """A finished file: the fingerprint of its page, and its bytes or a file that holds them."""

    fingerprint: str
    data: bytes | Path


class BuildResult(Struct, frozen=True, kw_only=True):
    """What a build did to the output."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()


def foreign_folder_problems(output: Path, files: Mapping[SitePath, Rendered]) -> Iterator[Problem]:
    """Refuse an output without a manifest that holds files which no build put there.

    Where only the manifest is lost, every file there is one that this build makes, and most have its bytes.
    """
    place = Location(output.name)
    other_folder = "choose another folder with `--output`"
    if output.exists() and not output.is_dir():
        yield error(f"`{output.name}` is a file, not a folder", place, other_folder)
        return
    there = [
        path.relative_to(output).as_posix() for path in output.rglob("*") if not path.is_dir() or path.is_symlink()
    ]
    wanted = {path.text: rendered.data for path, rendered in files.items()}
    strangers = sorted(path for path in there if path not in wanted)
    same = sum(holds(output / path, wanted[path]) for path in there if path in wanted)
    if there and (strangers or same * 2 < len(there)):
        example = f", as `{strangers[0]}`" if strangers else ""
        hint = f"empty it yourself if nothing in it is needed, or {other_folder}"
        yield error(f"the folder `{output.name}` holds files that sitegen did not write{example}", place, hint)


def write_site(output: Path, files: Mapping[SitePath, Rendered], manifest_at: Path) -> BuildResult:
    """Make the output hold these files, besides those that others put there.

    Raises `BuildFailed` when that cannot be done; the output is then as it was.
    """
    try:
        with locked(manifest_at.with_suffix(".lock")):
            return write_alone(output, files, manifest_at)
    except OSError as fault:
        hint = "make room or give yourself the right to write there, then build again"
        reason = f"the site cannot be written: {fault.strerror or fault}"
        raise BuildFailed([error(reason, Location(output.name), hint)]) from fault


def write_alone(output: Path, files: Mapping[SitePath, Rendered], manifest_at: Path) -> BuildResult:
    """Make the output hold these files while no other build does. Raises `BuildFailed` or `OSError`."""
    now = Manifest(files={path.text: rendered.fingerprint for path, rendered in files.items()})
    last = load_manifest(manifest_at)
    if last is None:
        if problems := tuple(foreign_folder_problems(output, files)):
            raise BuildFailed(problems)
        last = Manifest(files={path: known for path, known in now.files.items() if (output / path).exists()})
    removed = removed_files(output, last, now)
    written = written_files(output, files, removed)
    if obstacles := tuple(obstacle_problems(output, written, removed, last.files)):
        raise BuildFailed(obstacles)
    with staged(output, {path: files[SitePath(path)].data for path in written}) as stage:
        save_manifest(manifest_at, Manifest(files=last.files | now.files))
        change(output, stage, written, removed)
        save_manifest(manifest_at, now)
    return BuildResult(written=written, unchanged=len(files) - len(written), removed=removed)


def removed_files(output: Path, last: Manifest, now: Manifest) -> tuple[str, ...]:
    """Give the files that the last build put there and that are no longer wanted; none outside the output."""
    orphans = sorted(last.files.keys() - now.files.keys())
    return tuple(
        path
        for path in orphans
        if is_site_path(path) and not is_behind_link(output, path) and not is_folder(output / path)
    )


def is_folder(path: Path) -> bool:
    """Tell whether a folder stands where a file was, which is then not ours to remove."""
    return path.is_dir() and not path.is_symlink()


def is_site_path(path: str) -> bool:
    """Tell whether a path stays inside the site, which a manifest that somebody edited does not promise."""
    try:
        SitePath(path)
    except ValueError:
        return False
    return True


def written_files(output: Path, files: Mapping[SitePath, Rendered], removed: Iterable[str]) -> tuple[str, ...]:
    """Give the files that are missing or differ, or that are removed under another name: `News` may be `news`."""
    going = identities(output / path for path in removed)
    return tuple(
        path.text
        for path, rendered in files.items()
        if not holds(output / path.text, rendered.data) or identities([output / path.text]) & going
    )


def holds(file: Path, data: bytes | Path) -> bool:
    """Tell whether a file has exactly these bytes, or those of another one."""
    try:
        there = file.lstat()
        if not stat.S_ISREG(there.st_mode):
            return False
        if isinstance(data, Path):
            return there.st_size == data.stat().st_size and all(map(operator.eq, blocks_of(file), blocks_of(data)))
        return there.st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def blocks_of(path: Path) -> Iterator[bytes]:
    """Read a file in parts. Raises `OSError`."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


@contextmanager
def staged(output: Path, files: Mapping[str, bytes | Path]) -> Iterator[Path]:
    """Write files to a folder of their own on the output's file system, and take it away in the end."""
    stage = stage_for(Path(os.path.realpath(output)))
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, data in files.items():
            file = stage / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(data, Path):
                shutil.copyfile(data, file)
            else:
                file.write_bytes(data)
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def stage_for(output: Path) -> Path:
    """Give the place for new files: beside the output, or in it where it is a file system of its own."""
    beside = output.with_name(f".{output.name}.part")
    return output / ".sitegen.part" if output.is_mount() else beside


def change(output: Path, stage: Path, written: Iterable[str], removed: Iterable[str]) -> None:
    """Remove the files that are no longer wanted, with the folders that they leave empty; move the new ones in."""
    output.mkdir(parents=True, exist_ok=True)
    for path in removed:
        with suppress(FileNotFoundError, NotADirectoryError):
            (output / path).unlink()
    for folder in sorted(folders_of(removed), reverse=True):
        with suppress(OSError):
            (output / folder).rmdir()
    for path in written:
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / path).replace(output / path)
