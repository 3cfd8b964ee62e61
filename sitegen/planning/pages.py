"""A page: where its file goes, what makes it and everything that it may show."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

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
    "AssetOf",
    "CopyOf",
    "FeedFormat",
    "FromFeed",
    "FromTemplate",
    "FromView",
    "HtmlView",
    "MachineView",
    "Page",
    "Recipe",
    "RedirectTo",
    "View",
]

FeedFormat = Literal["rss", "atom", "json"]

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


Recipe = FromTemplate | FromFeed | FromView | CopyOf | AssetOf | RedirectTo


class Page(Struct, frozen=True, kw_only=True):
    """One file of the finished site, described in full.

    `edition` is the language whose `SiteView` its template sees. `origin` is the place that asked for it, which
    a problem with the page names.
    """

    path: SitePath
    recipe: Recipe
    edition: str
    origin: Location
    view: View | None = None
