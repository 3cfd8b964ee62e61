"""Pictures for tests, drawn when they are needed."""

from __future__ import annotations

import pyvips

__all__ = ["drawn"]


def drawn(width: int = 1200, height: int = 800, ending: str = ".jpg", seed: int = 1) -> bytes:
    """A picture of coarse noise; another seed draws another one."""
    noise = pyvips.Image.gaussnoise(width // 20 or 1, height // 20 or 1, mean=128, sigma=60, seed=seed)
    across, down = width / noise.width, height / noise.height
    picture = noise.resize(across, vscale=down, kernel="nearest").crop(0, 0, width, height).cast("uchar")
    data: bytes = picture.write_to_buffer(ending)
    return data
