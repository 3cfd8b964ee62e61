"""The one door to libvips, opened only by what needs it, since loading it takes longer than most commands."""

from __future__ import annotations

import atexit
import logging
from functools import cache
from pathlib import Path
from types import ModuleType

__all__ = ["failures", "libvips", "source_of"]

DOMAINS = (b"VIPS", b"GLib-GObject", b"GLib")
"""Those in whose name something may be written to the terminal."""
ALL_LEVELS = 0xFF


@cache
def libvips() -> ModuleType:
    """Give `pyvips`, told to remember nothing, to start no threads and to open no format of doubtful loaders.

    The threads that libvips starts for its work do not survive `fork`: processes that develop must be made before
    the first pixel is read, or by `spawn`. Headers are read without threads.
    """
    import pyvips  # noqa: PLC0415 (see above)

    pyvips.cache_set_max(0)
    pyvips.concurrency_set(1)
    pyvips.block_untrusted_set(state=True)
    silence(pyvips)
    module: ModuleType = pyvips
    return module


def silence(vips: ModuleType) -> None:
    """Let nothing be written to the terminal: what is wrong is said in our own words.

    The handler of pyvips itself stumbles over what is not UTF-8, and broken files are quoted in murmurs.
    """
    logging.getLogger("pyvips").addHandler(logging.NullHandler())
    for name in DOMAINS:
        handler = vips.glib_lib.g_log_set_handler(name, ALL_LEVELS, deaf_ear(vips), vips.ffi.NULL)
        atexit.register(vips.glib_lib.g_log_remove_handler, name, handler)


@cache
def deaf_ear(vips: ModuleType) -> object:
    """Give a handler of murmurs that ignores them all, and lives as long as the program."""
    handler: object = vips.ffi.callback("GLogFunc", lambda *_: None)
    return handler


def failures() -> tuple[type[Exception], ...]:
    """Give what reading a broken file may raise: pyvips also stumbles over errors that quote what is not UTF-8."""
    error: type[Exception] = libvips().Error
    return error, UnicodeDecodeError


def source_of(path: Path) -> object:
    """Give a file as libvips reads it, from memory: of one that becomes shorter meanwhile, the system ends the program.

    Its bytes are there as long as the source is, which no picture made of it keeps alive. Raises `OSError`.
    """
    return libvips().Source.new_from_memory(path.read_bytes())
