"""Pages in short: where each goes, what decides its bytes, and where its whole description is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from sitegen.fingerprint import digest_of, fingerprint_of
from sitegen.planning.page_data import data_of_page
from sitegen.planning.pages import CardOf, FromTemplate, ImageOf, Page
from sitegen.problems import Location
from sitegen.program import program_digest
from sitegen.records import Records
from sitegen.rendering.made_files import MadeFile, key_of
from sitegen.rendering.maker import Maker
from sitegen.rendering.render import Press
from sitegen.theming.templates import template_digest

__all__ = ["Description", "Descriptions", "makers_of", "name_of_maker"]

AT_ONCE = 2000
"""Descriptions that are written to the records together."""


class Description(Struct, frozen=True, gc=False):
    """A page in short.

    `fingerprint` covers all that it shows, `maker` names what makes it. `record` is the key of its whole description,
    `texts` are the digests of the texts in it. `photograph` is the file that it is made of, if that takes long;
    `is_heavy` tells that it takes long all the same.
    """

    path: str
    fingerprint: str
    maker: str
    record: str
    origin: Location
    texts: tuple[str, ...] = ()
    photograph: str = ""
    is_heavy: bool = False


class HasPage(Protocol):
    """A file of the last build, which knows the fingerprint of its page."""

    @property
    def page(self) -> str:
        """The fingerprint."""


class Descriptions:
    """Takes pages as they are described, and keeps of each what is short; the whole goes to the records.

    `known` are the files of the last build, whose descriptions are there already.
    """

    def __init__(self, records: Records, known: Mapping[str, HasPage]) -> None:
        self.records = records
        self.known = known
        self.waiting: list[tuple[str, bytes]] = []
        self.short: dict[str, Description] = {}

    def take(self, page: Page) -> Page:
        """Keep a page, and give it back without what it shows."""
        data = data_of_page(page)
        record = digest_of(data)
        self.short[page.path.text] = Description(
            path=page.path.text,
            fingerprint=key_of(page.recipe) if isinstance(page.recipe, MadeFile) else record,
            maker=name_of_maker(page),
            record=record,
            origin=page.origin,
            texts=tuple(text.text for text in page.texts),
            photograph=page.recipe.file if isinstance(page.recipe, ImageOf) else "",
            is_heavy=isinstance(page.recipe, CardOf),
        )
        known = self.known.get(page.path.text)
        if known is None or known.page != record:
            self.waiting.append((record, data))
        if len(self.waiting) >= AT_ONCE:
            self.write()
        return Page(path=page.path, recipe=page.recipe, edition=page.edition, origin=page.origin)

    def write(self) -> None:
        """Write what waits to the records. Raises `OSError`."""
        self.records.keep(self.waiting)
        self.waiting = []


def name_of_maker(page: Page) -> str:
    """Name what makes a page: its template in its edition; nothing for files whose fingerprint covers their maker."""
    if isinstance(page.recipe, FromTemplate):
        return f"{page.recipe.template} {page.edition}"
    return "" if isinstance(page.recipe, MadeFile) else "program"


def makers_of(names: Iterable[str], press: Press) -> dict[str, Maker]:
    """Give the makers of some names, as they are now."""
    program = program_digest()
    sites = {lang: fingerprint_of(site) for lang, site in press.sites.items()}
    makers: dict[str, Maker] = {}
    for name in dict.fromkeys(names):
        template, _, edition = name.rpartition(" ")
        if template:
            makers[name] = Maker(template_digest(press.theme, template), sites[edition], program)
        else:
            makers[name] = Maker(program=program if name else "")
    return makers
