"""How the last build was, by which the next one knows what it can leave as it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from sitegen.fingerprint import digest_of, fingerprint_of
from sitegen.orders import STATE, Begun, Built
from sitegen.problems import Problem
from sitegen.program import program_digest
from sitegen.reading.library import SourceFile
from sitegen.reading.stamps import is_settled, seal_of
from sitegen.sealed_file import read_sealed, write_sealed
from sitegen.writing.manifest import manifest_file, seal_of_manifest
from sitegen.writing.output_folder import open_output

__all__ = [
    "Snapshot",
    "circumstances_of",
    "edited_files",
    "file_of",
    "manifest_of",
    "read_snapshot",
    "save_snapshot",
    "unchanged",
]


class Snapshot(Struct, frozen=True, kw_only=True):
    """How the last build into an output was.

    `circumstances` is the digest of all that decides the site but the texts of its articles, of which `contents` is the
    digest; `manifest` tells the manifest that it left. Between `since` and `until` the clock changes nothing.
    `problems` are what its editors were told.
    """

    circumstances: str
    contents: str
    manifest: str
    since: datetime
    until: datetime
    problems: tuple[Problem, ...]


SNAPSHOT = msgspec.json.Decoder(Snapshot)


def read_snapshot(begun: Begun, output: Path) -> Snapshot | None:
    """Give the snapshot of the last build into an output, if nothing but texts has changed since."""
    data = read_sealed(file_of("snapshot", begun, output))
    with suppress(msgspec.MsgspecError):
        snapshot = SNAPSHOT.decode(data or b"")
        fits = (
            snapshot.since <= begun.now < snapshot.until
            and snapshot.contents == seal_of(begun.state.stamps.last)
            and snapshot.circumstances == circumstances_of(begun)
        )
        return snapshot if fits else None
    return None


def edited_files(begun: Begun) -> list[SourceFile] | None:
    """Give the articles that have changed since the last build; none where one of them cannot be read."""
    sources, stamps = begun.sources, begun.state.stamps
    digests = stamps.digests_of(sources.articles, sources.content, reads=True)
    if len(digests) < len(sources.articles):
        return None
    return [file for file in sources.articles if digests[file.path] != stamps.last_digest(file.path)]


def unchanged(begun: Begun, output: Path, snapshot: Snapshot) -> Built | None:
    """Finish a build for which there is nothing to do; none for any other. Raises `BuildFailed`."""
    if edited_files(begun) != []:
        return None
    with open_output(output, manifest_of(begun, output)) as folder:
        last = folder.last
        if last is None or seal_of_manifest(folder.manifest_at) != snapshot.manifest:
            return None
        kept = {path: made for path in last.files if (made := folder.untouched(path))}
        if len(kept) < len(last.files):
            return None
        result = folder.finish(kept, {}, (), last.makers)
        save_snapshot(begun, output, structs.replace(snapshot, manifest=seal_of_manifest(folder.manifest_at)))
    begun.state.stamps.save()
    return Built(output=output, pages=len(kept), result=result, problems=snapshot.problems)


def save_snapshot(begun: Begun, output: Path, snapshot: Snapshot) -> None:
    """Write a snapshot down, if there is room for it and it is not there already."""
    file, data = file_of("snapshot", begun, output), msgspec.json.encode(snapshot)
    if read_sealed(file) != data:
        with suppress(OSError):
            write_sealed(file, data)


def manifest_of(begun: Begun, output: Path) -> Path:
    """Give the file of the manifest for an output."""
    return manifest_file(begun.order.folder / STATE, output)


def file_of(name: str, begun: Begun, output: Path) -> Path:
    """Give a file of the state for an output."""
    manifest = manifest_of(begun, output)
    return manifest.with_name(manifest.name.replace("manifest", name, 1))


def circumstances_of(begun: Begun) -> str:
    """Give the digest of all that decides a site but time and texts; nothing while a file may still be changing."""
    order, sources = begun.order, begun.sources
    others = (*sources.files.values(), *sources.static.values(), *sources.entity_files)
    began = begun.state.stamps.began
    if not begun.ground or not all(is_settled(max(file.mtime_ns, file.ctime_ns), began) for file in others):
        return ""
    try:
        return fingerprint_of(
            (
                program_digest(),
                begun.ground,
                (order.drafts, order.strict, order.base_url, str(order.output or "")),
                others,
                digest_of("\n".join(file.path_on_disk for file in sources.articles).encode(errors="surrogateescape")),
                begun.problems,
            )
        )
    except UnicodeEncodeError:
        return ""
