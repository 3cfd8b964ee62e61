"""What a page may show: the whole of what a template sees as `page` and `site`.

The docstrings of these classes are the theme reference. Texts are plain text; only fields named `html` hold HTML.
Addresses named `url` are for links in pages (`/newsroom/tags/`), those named `absolute_url` begin with `https://`.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from sitegen.clock import Moment
from sitegen.markup.fragment import Heading
from sitegen.planning.view_parts import (
    Alternate,
    AttachmentView,
    ContactView,
    CorrectionView,
    EntityView,
    EventView,
    FeedGroup,
    FeedLink,
    Link,
    ListKind,
    MonthView,
    Pager,
    PersonView,
    Picture,
    PictureFile,
    TaxonomyName,
    Teaser,
)

__all__ = [
    "ArchiveView",
    "ArticleView",
    "EditionLinks",
    "HomeView",
    "IndexView",
    "ListView",
    "NotFoundView",
    "OrganizationView",
    "PageView",
    "SearchView",
    "SiteView",
    "StandingView",
    "SubscribeView",
]


class OrganizationView(Struct, frozen=True, kw_only=True):
    """Who publishes the site. `profiles` are social profiles."""

    name: str
    short: str = ""
    url: str = ""
    email: str = ""
    logo: Picture | None = None
    profiles: tuple[Link, ...] = ()


class EditionLinks(Struct, frozen=True, kw_only=True):
    """The fixed pages of an edition; those that it does not have are none."""

    home: Link
    archive: Link | None = None
    tags: Link | None = None
    people: Link | None = None
    organizations: Link | None = None
    places: Link | None = None
    authors: Link | None = None
    types: Link | None = None
    subscribe: Link | None = None
    search: Link | None = None


class SiteView(Struct, frozen=True, kw_only=True):
    """One edition of the site: the same for all its pages.

    `locale` is the CLDR locale; `date_format` and `time_format` are CLDR patterns or lengths. `navigation` is
    the main menu, `sections` the sections, `pages` the standing pages, `editions` the home pages of all
    editions (title: the language's own name; lang: its tag). `options` are the theme's options, `assets` the
    address of each asset by name. `picture` is the site's own picture for link previews.
    """

    title: str
    description: str
    url: str
    absolute_url: str
    base_url: str
    lang: str
    dir: Literal["ltr", "rtl"]
    locale: str
    date_format: str
    time_format: str
    organization: OrganizationView
    links: EditionLinks
    navigation: tuple[Link, ...] = ()
    sections: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    editions: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    picture: Picture | None = None
    options: dict[str, Any] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)


class PageView(Struct, frozen=True, kw_only=True):
    """What every page has.

    `title` is its heading, `head_title` the text of `<title>`. `canonical` is the address that search engines
    shall keep, which is another page's for an article carried from another language. `trail` leads from the
    home page to the parent of this page. `alternates` are for `hreflang`, empty when the text exists in one
    language only. `languages` leads to this page in other editions, or to their home. `feeds` are announced in
    the head. `picture` is for link previews. `indexed` is false for pages that search engines shall not list.
    `updated` is when its content last changed.
    """

    url: str
    absolute_url: str
    canonical: str
    title: str
    head_title: str
    description: str
    trail: tuple[Link, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    languages: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    picture: Picture | None = None
    indexed: bool = True
    updated: Moment | None = None


class HomeView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="home"):
    """The home page of an edition (`home.html`).

    It has the lead story, the other pinned articles, the newest ones, the events to come, the next one first, and the
    sections with the number of their articles.
    """

    lead: Teaser | None = None
    pinned: tuple[Teaser, ...] = ()
    newest: tuple[Teaser, ...] = ()
    events: tuple[Teaser, ...] = ()
    sections: tuple[Link, ...] = ()
    pager: Pager


class ListView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="list"):
    """A page of a list of articles, newest first (`list.html`)."""

    of: ListKind
    intro: str = ""
    entity: EntityView | None = None
    teasers: tuple[Teaser, ...] = ()
    pager: Pager


class IndexView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="index"):
    """All terms of one kind in alphabetical order (`index.html`)."""

    of: TaxonomyName
    entries: tuple[Link, ...] = ()


class ArchiveView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="archive"):
    """The archive: its years; or a year with its months; or one month with its articles (`archive.html`)."""

    of: Literal["years", "year", "month"]
    years: tuple[Link, ...] = ()
    months: tuple[MonthView, ...] = ()
    newer: Link | None = None
    older: Link | None = None


class ArticleView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="article"):
    """An article (`article.html`).

    `article_lang` and `article_dir` are those of its text, which in an edition that carries it from another
    language are not the page's (`is_carried`). `newer` and `older` are its neighbours in its section.
    `translations` are its other languages, `original` the one of them that it was translated from, if it was.
    `id` is its id in feeds. `kit` is the ZIP file with
    its photographs and attachments. `card` is the picture for link previews of an article without a photograph.
    """

    id: str
    article_lang: str
    article_dir: Literal["ltr", "rtl"]
    is_carried: bool = False
    date: Moment
    type: Link
    section: Link | None = None
    dateline: str = ""
    summary: str = ""
    html: str = ""
    headings: tuple[Heading, ...] = ()
    words: int = 0
    authors: tuple[Link, ...] = ()
    people: tuple[PersonView, ...] = ()
    organizations: tuple[Link, ...] = ()
    places: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    attachments: tuple[AttachmentView, ...] = ()
    kit: AttachmentView | None = None
    card: PictureFile | None = None
    event: EventView | None = None
    newer: Link | None = None
    older: Link | None = None
    related: tuple[Teaser, ...] = ()
    translations: tuple[Link, ...] = ()
    original: Link | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class StandingView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="page"):
    """A standing page, as "about" (`page.html`)."""

    article_lang: str
    article_dir: Literal["ltr", "rtl"]
    is_carried: bool = False
    html: str = ""
    headings: tuple[Heading, ...] = ()
    attachments: tuple[AttachmentView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    translations: tuple[Link, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


class SubscribeView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="subscribe"):
    """The page that explains every feed to people (`subscribe.html`). `outline_url` is the OPML list of all feeds."""

    groups: tuple[FeedGroup, ...] = ()
    outline_url: str = ""


class SearchView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="search"):
    """The search page (`search.html`): ways to find an article that need no JavaScript.

    `index_url` is the folder of Pagefind's index, empty when the site has none.
    """

    index_url: str = ""
    sections: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    years: tuple[Link, ...] = ()


class NotFoundView(PageView, frozen=True, kw_only=True, tag_field="kind", tag="not-found"):
    """What a reader sees for an address that does not exist (`404.html`); its links must be absolute or rooted."""

    newest: tuple[Teaser, ...] = ()
