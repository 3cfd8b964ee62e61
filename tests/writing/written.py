"""Files put into an output folder, as a build does it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.writing.manifest import Made
from sitegen.writing.output_folder import BuildResult, open_output


def write_files(output: Path, files: Mapping[str, bytes | Path], manifest: Path) -> BuildResult:
    """Make an output hold these files, all of which are made anew."""
    with open_output(output, manifest) as folder:
        delivered = {path: folder.stage.put(path, data) for path, data in files.items()}
        new = {path: Made(path, "", each.digest, each.stamp) for path, each in delivered.items()}
        staged = [path for path, each in delivered.items() if each.is_staged]
        return folder.finish({}, new, staged, {})
