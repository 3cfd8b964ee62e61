"""The one door to libvips, opened only by what needs it, since loading it takes longer than most commands."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from types import ModuleType

__all__ = ["libvips", "source_of"]


@cache
def libvips() -> ModuleType:
    """Give `pyvips`, told to remember nothing, to start no threads and to open no format of doubtful loaders.

    The threads that libvips starts for its work do not survive `fork`: processes that develop must be made before
    the first pixel is read, or by `spawn`. Headers are read without threads.
    """
    import pyvips  # noqa: PLC0415 (see above)

    logging.getLogger("pyvips").addHandler(logging.NullHandler())  # what libvips murmurs is said in our own words
    pyvips.cache_set_max(0)
    pyvips.concurrency_set(1)
    pyvips.block_untrusted_set(state=True)
    module: ModuleType = pyvips
    return module


def source_of(path: Path) -> object:
    """Give a file as libvips reads it, whatever brackets its name has: in names it looks for options."""
    return libvips().Source.new_from_file(str(path))
