"""What pages are made of: links, pictures, teasers, feeds and the like, as templates see them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from sitegen.clock import Moment

__all__ = [
    "Alternate",
    "AttachmentView",
    "ContactView",
    "CorrectionView",
    "EntityView",
    "EventView",
    "FeedGroup",
    "FeedLabel",
    "FeedLink",
    "FeedScope",
    "ImageSet",
    "Link",
    "ListKind",
    "MonthView",
    "Pager",
    "PersonView",
    "Picture",
    "PictureFile",
    "SourceSet",
    "TaxonomyName",
    "Teaser",
]


TaxonomyName = Literal["tags", "people", "organizations", "places", "authors", "types"]
ListKind = Literal["home", "section", "tag", "person", "organization", "place", "author", "type"]
FeedScope = Literal["site", "edition", "section", "tag"]
FeedLabel = Literal["RSS", "Atom", "JSON"]


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """A link with its text. `url` is empty where it leads nowhere, as that of a tag on a site without lists of tags.

    `lang` is set when the text is not in the page's language. `count` is the number of articles behind it.
    `kind` says what an author is.
    """

    title: str
    url: str
    lang: str = ""
    count: int = 0
    kind: Literal["", "person", "organization"] = ""


class SourceSet(Struct, frozen=True, kw_only=True, gc=False):
    """Sizes of a picture in one format: a media type, and addresses with widths as in the attribute `srcset`."""

    type: str
    srcset: str


class ImageSet(Struct, frozen=True, kw_only=True, gc=False):
    """A picture in several sizes and formats.

    `url` is the file that every browser shows; `srcset` are the sizes of its format. `sources` are better formats, the
    best first. `width` and `height` are pixels of `url` (0 when unknown).
    """

    url: str
    absolute_url: str
    width: int = 0
    height: int = 0
    type: str = ""
    srcset: str = ""
    sources: tuple[SourceSet, ...] = ()


class PictureFile(Struct, frozen=True, kw_only=True, gc=False):
    """One file of a picture; `width` and `height` are pixels."""

    url: str
    absolute_url: str
    width: int
    height: int
    type: str


class Picture(Struct, frozen=True, kw_only=True, gc=False):
    """A photograph.

    `url` is the file in its full size, without private metadata. `width` and `height` are its pixels (0 when unknown),
    `size` its bytes (0 when unknown), `type` a media type as `image/jpeg`. `shown` is the whole picture for readers,
    `thumbnail` its cut of 4 : 3 for lists. `crops` are cuts of 16 : 9, 4 : 3 and 1 : 1 for search engines and feeds.
    """

    url: str
    absolute_url: str
    shown: ImageSet
    thumbnail: ImageSet
    crops: tuple[PictureFile, ...] = ()
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    type: str = ""
    size: int = 0


class EventView(Struct, frozen=True, kw_only=True, gc=False):
    """When and where an event takes place.

    `calendar_url` is its iCalendar file; `is_past` whether it was over at the build's clock.
    """

    start: Moment
    end: Moment | None = None
    venue: str = ""
    online: str = ""
    calendar_url: str = ""
    is_past: bool = False


class Teaser(Struct, frozen=True, kw_only=True):
    """What a list shows of an article. `lang` and `dir` are those of the article's text."""

    title: str
    url: str
    absolute_url: str
    lang: str
    dir: Literal["ltr", "rtl"]
    date: Moment
    updated: Moment | None = None
    summary: str = ""
    dateline: str = ""
    type: Link
    section: Link | None = None
    picture: Picture | None = None
    event: EventView | None = None
    pinned: bool = False


class AttachmentView(Struct, frozen=True, kw_only=True, gc=False):
    """A file to download.

    `size` is bytes, `type` a media type, `extension` as people say it: `PDF`. `lang` is the file's language, if
    known.
    """

    title: str
    url: str
    absolute_url: str
    type: str
    extension: str
    size: int
    lang: str = ""


class ContactView(Struct, frozen=True, kw_only=True, gc=False):
    """Whom a journalist asks."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    hours: str = ""
    url: str = ""


class PersonView(Struct, frozen=True, kw_only=True, gc=False):
    """A person named by an article; `role` and `organization` are those of the article's date.

    `url` is the person's page here, empty where the site has none.
    """

    name: str
    url: str
    role: str = ""
    organization: str = ""


class CorrectionView(Struct, frozen=True, kw_only=True, gc=False):
    """What was wrong in an article and is mended."""

    date: Moment
    text: str


class FeedLink(Struct, frozen=True, kw_only=True, gc=False):
    """The address of a feed. `format` is `RSS`, `Atom` or `JSON`; `type` its media type."""

    title: str
    url: str
    absolute_url: str
    format: FeedLabel
    type: str


class FeedGroup(Struct, frozen=True, kw_only=True):
    """The feeds of one list: of the site, an edition, a section or a tag. `url` is the list's page."""

    title: str
    url: str
    feeds: tuple[FeedLink, ...]
    lang: str = ""
    kind: FeedScope = "section"


class Alternate(Struct, frozen=True, kw_only=True, gc=False):
    """The same text in another language: `lang` is the value of `hreflang`, `x-default` among them."""

    lang: str
    absolute_url: str


class Pager(Struct, frozen=True, kw_only=True, gc=False):
    """Where this page of a list stands.

    Page 1 holds the oldest articles, so that its address keeps its content; the first page of the list, without
    a number in its address, holds the newest (`number` equals `total`).
    """

    number: int
    total: int
    newer: Link | None = None
    older: Link | None = None
    newest: Link | None = None
    oldest: Link | None = None


class EntityView(Struct, frozen=True, kw_only=True):
    """What is known of the person, organization, place, contact or tag that a list is about."""

    name: str
    short: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    roles: tuple[str, ...] = ()
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


class MonthView(Struct, frozen=True, kw_only=True):
    """A month of an archive, with its name in the edition's language."""

    title: str
    url: str
    count: int
    teasers: tuple[Teaser, ...] = ()
