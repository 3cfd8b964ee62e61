"""The output folder: changed whole or not at all.

New files are first put into a stage beside the output, on the same file system; only when all are there are
they moved to their places, which needs no room. A full disk or a killed process before that leaves the output
as it was; after it, the manifest names both the old and the new files, so that the next build finishes the
work.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from sitegen.lock import locked
from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.rendering.maker import Maker
from sitegen.site_path import SitePath
from sitegen.writing.manifest import Made, Manifest, load_manifest, save_manifest, stamp_of
from sitegen.writing.obstacles import folders_of, identities, is_behind_link, obstacle_problems
from sitegen.writing.stage import Stage, digest_of_file, stage_for

__all__ = ["BuildResult", "OutputFolder", "open_output", "untouched"]


class BuildResult(Struct, frozen=True, kw_only=True):
    """What a build did to the output."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()


@contextmanager
def open_output(output: Path, manifest_at: Path) -> Iterator[OutputFolder]:
    """Give the output folder to one build alone; what it has staged and not finished is taken away.

    Raises `BuildFailed` when the site cannot be written; the output is then as it was.
    """
    try:
        with locked(manifest_at.with_suffix(".lock")):
            stage = stage_for(Path(os.path.realpath(output)) if output.is_symlink() else output)
            shutil.rmtree(stage, ignore_errors=True)
            try:
                yield OutputFolder(output, manifest_at, Stage(stage, output, is_first=not os.path.lexists(output)))
            finally:
                shutil.rmtree(stage, ignore_errors=True)
    except OSError as fault:
        hint = "make room or give yourself the right to write there, then build again"
        reason = f"the site cannot be written: {fault.strerror or fault}"
        raise BuildFailed([error(reason, Location(output.name), hint)]) from fault


class OutputFolder:
    """The output folder in the hands of one build: what the last one put there, and the stage for what is new."""

    def __init__(self, output: Path, manifest_at: Path, stage: Stage) -> None:
        self.output = output
        self.manifest_at = manifest_at
        self.stage = stage
        self.last = load_manifest(manifest_at)

    def untouched(self, path: str) -> Made | None:
        """Give what the last build made at a path, if the very bytes are still there; its stamp is that of now."""
        return untouched(self.output, path, self.last.files.get(path) if self.last else None)

    def read(self, path: str, staged: Collection[str]) -> bytes:
        """Give the bytes of a file of the new site: from the stage, else from the output. Raises `OSError`."""
        return ((self.stage.folder if path in staged else self.output) / path).read_bytes()

    def finish(
        self, kept: Mapping[str, Made], new: Mapping[str, Made], staged: Collection[str], makers: dict[str, Maker]
    ) -> BuildResult:
        """Make the output hold the files that are kept and the new ones, besides those that others put there.

        Of the new ones those that are `staged` are not in the output yet. Raises `BuildFailed` or `OSError` when that
        cannot be done; the output is then as it was.
        """
        now = Manifest(files={**kept, **new}, makers=makers)
        last = self.last
        if last is None:
            if problems := tuple(foreign_folder_problems(self.output, new, staged)):
                raise BuildFailed(problems)
            last = Manifest(files={path: made for path, made in now.files.items() if (self.output / path).exists()})
        removed = removed_files(self.output, last, now)
        written = (*staged, *self.staged_again(now, staged, removed))
        self.change(last, now, written, removed)
        return BuildResult(written=written, unchanged=len(now.files) - len(written), removed=removed)

    def staged_again(self, now: Manifest, staged: Collection[str], removed: Iterable[str]) -> Iterator[str]:
        """Save the files that stay but are removed under another name: on some systems `News` is `news`."""
        going = {inode for _, inode in identities(self.output / path for path in removed)}
        for path, made in now.files.items() if going else ():
            if made.stamp.inode in going and path not in staged:
                self.stage.put_copy(path, self.output / path)
                yield path

    def change(self, last: Manifest, now: Manifest, written: Collection[str], removed: Collection[str]) -> None:
        """Remove the files that are no longer wanted and move the new ones in. Raises `BuildFailed` or `OSError`."""
        if self.stage.is_first:
            save_manifest(self.manifest_at, now)
            self.stage.folder.mkdir(parents=True, exist_ok=True)
            self.stage.folder.replace(self.output)
            return
        if obstacles := tuple(obstacle_problems(self.output, written, removed, last.files)):
            raise BuildFailed(obstacles)
        if written or removed:
            save_manifest(self.manifest_at, Manifest(files=last.files | now.files, makers=now.makers))
            move(self.output, self.stage.folder, written, removed)
        if self.last != now:
            save_manifest(self.manifest_at, now)


def untouched(output: Path, path: str, made: Made | None) -> Made | None:
    """Give what was made at a path, if the very bytes are still there; its stamp is that of now."""
    if made is None:
        return None
    try:
        there = os.lstat(f"{output}/{path}")
        if stamp_of(there) == made.stamp:
            return made
        if not stat.S_ISREG(there.st_mode) or digest_of_file(output / path) != made.digest:
            return None
    except OSError:
        return None
    return Made(made.page, made.maker, made.digest, stamp_of(there))


def move(output: Path, stage: Path, written: Iterable[str], removed: Collection[str]) -> None:
    """Remove the files that are no longer wanted, with the folders that they leave empty; move the new ones in."""
    output.mkdir(parents=True, exist_ok=True)
    for path in removed:
        with suppress(FileNotFoundError, NotADirectoryError):
            (output / path).unlink()
    for folder in sorted(folders_of(removed), reverse=True):
        with suppress(OSError):
            (output / folder).rmdir()
    made: set[str] = set()
    for path in written:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (output / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        os.replace(f"{stage}/{path}", f"{output}/{path}")  # noqa: PTH105  for each page


def foreign_folder_problems(output: Path, files: Collection[str], staged: Collection[str]) -> Iterator[Problem]:
    """Refuse an output without a manifest that holds files which no build put there.

    Where only the manifest is lost, every file there is one that this build makes, and most have its bytes.
    """
    place = Location(output.name)
    other_folder = "choose another folder with `--output`"
    if output.exists() and not output.is_dir():
        yield error(f"`{output.name}` is a file, not a folder", place, other_folder)
        return
    if not output.exists() or not any(output.iterdir()):
        return
    there = [
        path.relative_to(output).as_posix() for path in output.rglob("*") if not path.is_dir() or path.is_symlink()
    ]
    strangers = sorted(path for path in there if path not in files)
    same = sum(path in files and path not in staged for path in there)
    if there and (strangers or same * 2 < len(there)):
        example = f", as `{strangers[0]}`" if strangers else ""
        hint = f"empty it yourself if nothing in it is needed, or {other_folder}"
        yield error(f"the folder `{output.name}` holds files that sitegen did not write{example}", place, hint)


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
