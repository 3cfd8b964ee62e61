"""A page: where its file goes, what makes it and everything that it may show."""

from __future__ import annotations

from msgspec import Struct

from sitegen.clock import Moment
from sitegen.config import FeedFormat
from sitegen.imaging.cards import Card
from sitegen.imaging.photograph import Rendition
from sitegen.markup.fragment import Resolved
from sitegen.planning.documents import (
    CalendarView,
    FeedView,
    NewsSitemapView,
    OutlineView,
    RobotsView,
    SecurityView,
    SitemapIndexView,
    SitemapView,
)
from sitegen.planning.views import (
    ArchiveView,
    ArticleView,
    HomeView,
    IndexView,
    ListView,
    NotFoundView,
    SearchView,
    StandingView,
    SubscribeView,
)
from sitegen.problems import Location
from sitegen.site_path import SitePath

__all__ = [
    "INDEX_FOLDER",
    "AssetOf",
    "CardOf",
    "CleanCopyOf",
    "CopyOf",
    "FromFeed",
    "FromTemplate",
    "FromView",
    "HtmlView",
    "ImageOf",
    "KitFile",
    "KitOf",
    "KitText",
    "MachineView",
    "Page",
    "Recipe",
    "RedirectTo",
    "TextInPage",
    "View",
    "is_of_index",
]

INDEX_FOLDER = "pagefind"
"""Where the search index lies."""


def is_of_index(path: str) -> bool:
    """Tell whether a file belongs to the search index, which is made of the others."""
    return path.startswith(f"{INDEX_FOLDER}/")


HtmlView = (
    HomeView
    | ListView
    | IndexView
    | ArchiveView
    | ArticleView
    | StandingView
    | SubscribeView
    | SearchView
    | NotFoundView
)
MachineView = SitemapView | SitemapIndexView | NewsSitemapView | CalendarView | OutlineView | RobotsView | SecurityView
View = HtmlView | FeedView | MachineView


class FromTemplate(Struct, frozen=True, tag="template", gc=False):
    """A template of the theme, shown the page's view."""

    template: str


class FromFeed(Struct, frozen=True, tag="feed", gc=False):
    """A feed in one of three formats, made of a `FeedView`."""

    format: FeedFormat


class FromView(Struct, frozen=True, tag="view", gc=False):
    """A format that machines read; the type of the view says which."""


class CopyOf(Struct, frozen=True, tag="copy", gc=False):
    """The bytes of a file below the site's folder; `digest` tells whether they changed."""

    file: str
    digest: str


class CleanCopyOf(Struct, frozen=True, tag="clean-copy", gc=False):
    """A photograph below the site's folder without its private metadata; `digest` is that of the result."""

    file: str
    digest: str


class ImageOf(Struct, frozen=True, tag="image", gc=False):
    """A photograph below the site's folder in another size, format or cut; `digest` is that of its clean copy."""

    file: str
    digest: str
    rendition: Rendition


class CardOf(Struct, frozen=True, tag="card", gc=False):
    """A picture drawn for link previews."""

    card: Card


class KitText(Struct, frozen=True, gc=False):
    """A text file in a media kit, under its name there."""

    name: str
    text: str


class KitFile(Struct, frozen=True, gc=False):
    """A file in a media kit, under its name there; `size` is bytes."""

    name: str
    recipe: CopyOf | CleanCopyOf
    size: int


class KitOf(Struct, frozen=True, tag="kit"):
    """A ZIP file: photographs and attachments, and a text that tells what they are; `modified` is their date in it."""

    files: tuple[KitFile, ...]
    text: KitText
    modified: Moment


class AssetOf(Struct, frozen=True, tag="asset", gc=False):
    """The bytes of an asset of the theme."""

    name: str
    digest: str


class RedirectTo(Struct, frozen=True, tag="redirect", gc=False):
    """A page that sends its reader on to another address, absolute and in `url`-form."""

    url: str
    absolute_url: str
    title: str
    lang: str


Recipe = FromTemplate | FromFeed | FromView | CopyOf | CleanCopyOf | ImageOf | CardOf | KitOf | AssetOf | RedirectTo


class TextInPage(Struct, frozen=True, gc=False, omit_defaults=True):
    """A text that a page shows: the digest of its pieces, and what is put between them.

    Texts are large and seldom needed, so that a page names them; `filled_in` gives the view its HTML.
    """

    text: str
    targets: tuple[Resolved, ...] = ()


class Page(Struct, frozen=True, kw_only=True):
    """One file of the finished site, described in full.

    `texts` are what the view's fields named `html` will hold: that of an article, or those of a feed's entries.

    `edition` is the language whose `SiteView` its template sees. `origin` is the place that asked for it, which
    a problem with the page names.
    """

    path: SitePath
    recipe: Recipe
    edition: str
    origin: Location
    view: View | None = None
    texts: tuple[TextInPage, ...] = ()
