"""Files of the site's folder as they come to the output: as they are, or without the private data of photographs."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from sitegen.fingerprint import DIGEST_BYTES
from sitegen.planning.pages import CleanCopyOf, CopyOf
from sitegen.reading.file_facts import published_blocks

__all__ = ["ChangedFile", "blocks_of_copy"]


class ChangedFile(OSError):
    """A file is no more what it was when the site was planned."""


def blocks_of_copy(recipe: CopyOf | CleanCopyOf, folder: Path) -> Iterator[bytes]:
    """Give the bytes of a file in parts; `folder` is the site's.

    Raises `OSError` and `UnreadablePhotograph`, and at the end `ChangedFile` if the bytes are not those of the plan.
    """
    digest = blake2b(digest_size=DIGEST_BYTES)
    for block in published_blocks(folder / recipe.file, is_cleaned=isinstance(recipe, CleanCopyOf)):
        digest.update(block)
        yield block
    if digest.hexdigest() != recipe.digest:
        raise ChangedFile(recipe.file)
