"""Every field of an article's front matter: its type, its default and its meaning.

The meanings are the only text about a field: `sitegen schema` and the reference are made of them.
"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from sitegen.clock import Moment
from sitegen.reading.article import Attachment, Correction, Event, Image
from sitegen.reading.article_types import ArticleType

__all__ = ["FrontMatter"]


class FrontMatter(Struct, frozen=True, kw_only=True):
    """The front matter of an article or standing page."""

    title: Annotated[str, Meta(description="Headline. HTML entities as `&amp;` are read as the characters they mean.")]
    date: Annotated[
        Moment | None,
        Meta(description="When it is published: `2017-03-24`, or with time and zone `2017-03-24T10:00+07:00`."),
    ] = None
    type: Annotated[ArticleType, Meta(description="What kind of news it is.")] = "news"
    dateline: Annotated[str, Meta(description="Where it was written, as `Bangkok`.")] = ""
    summary: Annotated[str, Meta(description="One or two sentences for lists, feeds and search engines.")] = ""
    lang: Annotated[
        str, Meta(description="Language of the text (BCP 47); else from the file name (`launch.fr.md`) or the folder.")
    ] = ""
    tags: Annotated[tuple[str, ...], Meta(description="What it is about.")] = ()
    people: Annotated[tuple[str, ...], Meta(description="People in it, by their ids in `_people.yaml`.")] = ()
    organizations: Annotated[
        tuple[str, ...], Meta(description="Organizations in it, by their ids in `_organizations.yaml`.")
    ] = ()
    places: Annotated[tuple[str, ...], Meta(description="Places in it, by their ids in `_places.yaml`.")] = ()
    authors: Annotated[
        tuple[str, ...], Meta(description="Who wrote it: ids of people, organizations or contacts.")
    ] = ()
    contacts: Annotated[tuple[str, ...], Meta(description="Whom to ask, by ids in `_contacts.yaml`.")] = ()
    image: Annotated[
        Image | None,
        Meta(description="Lead photograph: a file beside the article or below `content/`, with its texts."),
    ] = None
    attachments: Annotated[tuple[Attachment, ...], Meta(description="Files to download.")] = ()
    media_kit: Annotated[
        bool,
        Meta(description="Whether readers can take the article's photographs and attachments home in one ZIP file."),
    ] = False
    updated: Annotated[Moment | None, Meta(description="When the text was last changed in substance.")] = None
    corrections: Annotated[
        tuple[Correction, ...], Meta(description="What was wrong and is mended, with its date.")
    ] = ()
    embargo: Annotated[Moment | None, Meta(description="Nothing of it appears anywhere before this moment.")] = None
    expires: Annotated[Moment | None, Meta(description="From this moment on it is no longer published.")] = None
    draft: Annotated[bool, Meta(description="Whether it is left out until it is finished.")] = False
    pinned: Annotated[bool, Meta(description="Whether it stays on top of the home page.")] = False
    slug: Annotated[str, Meta(description="Its name in its address; else from the file name.")] = ""
    permalink: Annotated[str, Meta(description="Its whole address, as `/about/history/`, in place of the pattern.")] = (
        ""
    )
    aliases: Annotated[
        tuple[str, ...], Meta(description="Former addresses that lead here, as `/old/address.html`.")
    ] = ()
    event: Annotated[Event | None, Meta(description="When and where something takes place.")] = None
    translation_of: Annotated[
        str, Meta(description="The file of the original, when the file name does not tell: `press/launch.md`.")
    ] = ""
    id: Annotated[
        str,
        Meta(description="Its id in feeds (an address or a `tag:`), if it was published before. Never change it."),
    ] = ""
    order: Annotated[int, Meta(description="Place among standing pages: lower numbers come first.")] = 0
    extra: Annotated[dict[str, Any], Meta(description="Anything that the theme wants.")] = field(default_factory=dict)
