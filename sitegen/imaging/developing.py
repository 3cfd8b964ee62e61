"""Provisional."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sitegen.imaging.photograph import Rendition

__all__ = ["developed", "developer"]


def developer() -> str:
    return "provisional"


def developed(source: Path, renditions: Sequence[Rendition]) -> dict[Rendition, bytes]:
    import pyvips

    made = {}
    for r in renditions:
        im = pyvips.Image.thumbnail(
            str(source),
            r.width,
            height=r.height,
            crop="centre" if r.shape != "whole" else "none",
            size="down" if r.shape == "whole" else "both",
        )
        made[r] = im.write_to_buffer("." + r.format, keep="none")
    return made
