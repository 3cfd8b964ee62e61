"""The output folder: changed whole or not at all.

New files are first written to a folder beside the output, on the same file system; only when all are there are
they moved to their places, which needs no room. A full disk or a killed process before that leaves the output
as it was; after it, the manifest names both the old and the new files, so that the next build finishes the
work.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.site_path import SitePath
from sitegen.writing.manifest import Manifest, load_manifest, save_manifest

__all__ = ["BuildResult", "Rendered", "refuse_foreign_folder", "write_site"]


class Rendered(Struct, frozen=True, gc=False):
    """A finished file: the fingerprint of its page, and its bytes."""

    fingerprint: str
    data: bytes


class BuildResult(Struct, frozen=True, kw_only=True):
    """What a build did to the output."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()


def refuse_foreign_folder(output: Path, manifest_at: Path) -> tuple[Problem, ...]:
    """Refuse an output that holds files which no build put there."""
    place = Location(output.name)
    if output.exists() and not output.is_dir():
        return (error(f"`{output.name}` is a file, not a folder", place, "choose another folder with `--output`"),)
    try:
        is_foreign = output.exists() and any(output.iterdir()) and load_manifest(manifest_at) is None
    except OSError as fault:
        return (
            error(
                f"the folder `{output.name}` cannot be read: {fault.strerror}",
                place,
                "choose another folder with `--output`",
            ),
        )
    if not is_foreign:
        return ()
    hint = "empty it yourself if nothing in it is needed, or choose another folder with `--output`"
    return (error(f"the folder `{output.name}` holds files that sitegen did not write", place, hint),)


def write_site(output: Path, files: Mapping[SitePath, Rendered], manifest_at: Path) -> BuildResult:
    """Make the output hold these files, besides those that others put there.

    Raises `BuildFailed` when that cannot be done; the output is then as it was.
    """
    if problems := refuse_foreign_folder(output, manifest_at):
        raise BuildFailed(problems)
    last = load_manifest(manifest_at) or Manifest()
    wanted = {path.text: rendered for path, rendered in files.items()}
    try:
        changed = changed_files(output, wanted, last)
        orphans = sorted(set(last.files) - set(wanted))
        stage = output.resolve().with_name(f".{output.resolve().name}.part")
        if changed or orphans or not output.is_dir():
            stage_files(stage, {path: wanted[path].data for path in changed})
            both = last.files | {path: rendered.fingerprint for path, rendered in wanted.items()}
            save_manifest(manifest_at, Manifest(files=both))
            move_files(stage, output, changed, orphans)
        save_manifest(manifest_at, Manifest(files={path: rendered.fingerprint for path, rendered in wanted.items()}))
    except OSError as fault:
        place = Location(output.name)
        reason = fault.strerror or str(fault)
        raise BuildFailed(
            [
                error(
                    f"the site cannot be written: {reason}",
                    place,
                    "make room or give yourself the right to write there, then build again",
                )
            ]
        ) from fault
    return BuildResult(written=tuple(changed), unchanged=len(wanted) - len(changed), removed=tuple(orphans))


def changed_files(output: Path, wanted: Mapping[str, Rendered], last: Manifest) -> list[str]:
    """Give the paths whose files are missing or differ. Raises `BuildFailed` where a foreign file is in the way."""
    changed = [path for path, rendered in wanted.items() if not holds(output / path, rendered.data)]
    foreign = [path for path in changed if path not in last.files and (output / path).is_file()]
    if foreign:
        hint = "move it away, or give the page another address"
        raise BuildFailed(
            error("a file that sitegen did not write is in the way of a page", Location(f"{output.name}/{path}"), hint)
            for path in foreign
        )
    return changed


def holds(file: Path, data: bytes) -> bool:
    """Tell whether a file has exactly these bytes."""
    try:
        return file.stat().st_size == len(data) and not file.is_symlink() and file.read_bytes() == data
    except OSError:
        return False


def stage_files(stage: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a folder of their own; take it away when that fails."""
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, data in files.items():
            file = stage / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def move_files(stage: Path, output: Path, changed: list[str], orphans: list[str]) -> None:
    """Move staged files to their places and remove the files that are no longer wanted."""
    output.mkdir(parents=True, exist_ok=True)
    in_the_way = obstacles(changed, orphans)
    for path in in_the_way:
        remove(output, path)
    for path in changed:
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        (stage / path).replace(file)
    for path in orphans:
        if path not in in_the_way:
            remove(output, path)
    shutil.rmtree(stage, ignore_errors=True)


def obstacles(changed: list[str], orphans: list[str]) -> set[str]:
    """Give the orphans that must go first: a file that must become a folder, or files where one is needed."""
    folders = {parent for path in changed for parent in parents_of(path)}
    files = set(changed)
    return {path for path in orphans if path in folders or not files.isdisjoint(parents_of(path))}


def parents_of(path: str) -> list[str]:
    """Give the folders of a path: `a/b/c` has `a/b` and `a`."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]


def remove(output: Path, path: str) -> None:
    """Remove a file and the folders that are empty without it."""
    (output / path).unlink(missing_ok=True)
    for parent in parents_of(path):
        try:
            (output / parent).rmdir()
        except OSError:
            return
