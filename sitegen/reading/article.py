"""Articles and standing pages as their authors wrote them, with every field typed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from sitegen.clock import Moment
from sitegen.imaging.photograph import CENTRE
from sitegen.markup.fragment import Fragment
from sitegen.problems import Location, place_named
from sitegen.reading.article_types import ArticleType

__all__ = ["Article", "Attachment", "Correction", "Event", "Image", "Original"]


Share = Annotated[float, Meta(ge=0, le=1)]


class Image(Struct, frozen=True, kw_only=True, gc=False):
    """A photograph with what a reader must know of it; `src` is beside the article or below `content/`."""

    src: Annotated[str, Meta(description="The file, beside the article or below `content/`.")]
    alt: Annotated[
        str | None, Meta(description="What it shows, for those who cannot see it; empty if it only adorns.")
    ] = None
    caption: Annotated[
        str | None, Meta(description="The line below it; without it, the one in the file, and with an empty one, none.")
    ] = None
    credit: Annotated[
        str | None,
        Meta(
            description="Who made it and owns the rights; without it, what the file says, and with an empty one, none."
        ),
    ] = None
    focus: Annotated[
        tuple[Share, Share],
        Meta(
            description="What must stay in sight when it is cut: shares of the width from the left and of the height "
            "from the top, as `[0.3, 0.5]`."
        ),
    ] = CENTRE


class Attachment(Struct, frozen=True, kw_only=True, gc=False):
    """A file to download."""

    src: Annotated[str, Meta(description="The file, beside the article or below `content/`.")]
    title: Annotated[str, Meta(description="What it is; without it, its file name.")] = ""
    lang: Annotated[str, Meta(description="Language of the file, when it is another than the article's.")] = ""


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """What was wrong in an article and is mended."""

    date: Annotated[Moment, Meta(description="When it was corrected.")]
    text: Annotated[str, Meta(description="What was wrong, and what is right.")]


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """When and where something takes place; `online` is an address."""

    start: Annotated[Moment, Meta(description="When it begins.")]
    end: Annotated[Moment | None, Meta(description="When it ends; without a time, with that day.")] = None
    venue: Annotated[str, Meta(description="Where it takes place.")] = ""
    online: Annotated[str, Meta(description="Address at which it can be followed.")] = ""


class Original(Struct, frozen=True, kw_only=True, gc=False):
    """Which texts are translations of one another: those whose `group` is the same."""

    group: str
    is_translation: bool = False


class Article(Struct, frozen=True, kw_only=True):
    """One article (`kind="article"`) or standing page (`kind="page"`).

    `source` is its path below `content/`; `path` the same without language and extension, and without `/index`
    for a bundle. `folder` is where its relative files lie. `marks` gives, for each front matter field that was
    written, the place of its value; `title` is always there. `body_line` is the line of the file on which the
    body's first line stands. Dates are in the site's time zone unless they name their own.
    """

    source: str
    path: str
    folder: str
    section: str
    kind: Literal["article", "page"]
    lang: str
    title: str
    slug: str
    body: Fragment
    body_line: int
    marks: dict[str, Location]
    original: Original
    date: Moment | None = None
    type: ArticleType = "news"
    dateline: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    image: Image | None = None
    attachments: tuple[Attachment, ...] = ()
    media_kit: bool = False
    updated: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    embargo: Moment | None = None
    expires: Moment | None = None
    draft: bool = False
    pinned: bool = False
    permalink: str = ""
    aliases: tuple[str, ...] = ()
    event: Event | None = None
    id: str = ""
    order: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The article's path below the site's folder, as problems name it."""
        return f"content/{self.source}"

    def place_of(self, name: str) -> Location:
        """Give the place of a field's value, else of the group that it is in, else the top of the file."""
        return place_named(self.marks, name, Location(self.file, 1))

    @property
    def place_of_address(self) -> Location:
        """The place of what decides the article's address, where its author wrote it; else that of the title."""
        return self.marks.get("permalink") or self.marks.get("slug") or self.place_of("title")

    def place_in_body(self, line: int, column: int = 0, width: int = 0) -> Location:
        """Give a place in the file for a place in the body."""
        return Location(self.file, self.body_line + line - 1 if line else self.body_line, column, width)
