"""Pages as bytes: in which form they are fingerprinted, remembered and given to other processes."""

from __future__ import annotations

import msgspec

from sitegen.planning.pages import Page, Recipe, TextInPage, View
from sitegen.problems import Location
from sitegen.site_path import SitePath

__all__ = ["data_of_page", "page_from_data"]

Parts = tuple[Recipe, str, View | None, tuple[TextInPage, ...]]
"""All that decides a page's bytes: what asked for it and where it lies does not."""

ENCODER = msgspec.json.Encoder(order="deterministic")
"""JSON, because msgpack would drop the zone of a date."""
DECODER = msgspec.json.Decoder(Parts)


def data_of_page(page: Page) -> bytes:
    """Give all that decides a page's bytes."""
    return ENCODER.encode((page.recipe, page.edition, page.view, page.texts))


def page_from_data(data: bytes, path: str, origin: Location) -> Page:
    """Read back what `data_of_page` has written. Raises `msgspec.MsgspecError`."""
    recipe, edition, view, texts = DECODER.decode(data)
    return Page(path=SitePath(path), recipe=recipe, edition=edition, origin=origin, view=view, texts=texts)
