"""Making one page, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import msgspec
from msgspec import structs

from sitegen.markup.fragment import text_from_bytes
from sitegen.planning.pages import Page
from sitegen.records import LostRecord
from sitegen.rendering.filling_in import filled_in
from sitegen.rendering.made_files import MadeFile, key_of
from sitegen.rendering.render import Outcome, Press, render_page

__all__ = ["TextsOf", "made_alone"]

TextsOf = Callable[[Collection[str]], Mapping[str, bytes]]
"""Gives texts, as `parted` has written them, by their digests."""


def made_alone(page: Page, press: Press, texts_of: TextsOf) -> Outcome:
    """Make one page, or say what stands against it. Raises `LostRecord` for a text that is not there."""
    if isinstance(page.recipe, MadeFile) and (known := press.memo.find(key_of(page.recipe))):
        return known
    if not page.texts:
        return render_page(page, press)
    wanted = {text.text for text in page.texts}
    try:
        texts = {digest: text_from_bytes(data) for digest, data in texts_of(wanted).items()}
        view = filled_in(page, texts)
    except (KeyError, msgspec.MsgspecError) as fault:
        raise LostRecord from fault
    return render_page(structs.replace(page, view=view), press)
